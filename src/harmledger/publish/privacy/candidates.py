"""Words of a text that may be a person's name: what the language model calls a person, and what stands as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from harmledger.extract.speakers import role_type
from harmledger.publish.privacy.beside import beside
from harmledger.publish.privacy.lexicon import (
    common,
    dictionary,
    is_place,
    is_place_in,
    lands_of,
    listed,
    never,
    ordinary,
    pattern,
    strict,
    titles,
)
from harmledger.publish.privacy.minors import all_young
from harmledger.publish.privacy.outlets import outlets_of
from harmledger.publish.privacy.placing import Key, Name, placed
from harmledger.publish.privacy.roles import alive, called, honoured, personal, standing
from harmledger.publish.privacy.tokens import OWNER, Piece, Token, is_part, pieces, runs_of, tokens_of
from harmledger.store.fold import fold

_NAMES = ("PERSON",)
_PLACES = ("GPE", "LOC", "NORP", "DATE")
_NUMBERED = re.compile(r"[-–]\d")  # a model of a weapon


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a person: where, as written, and folded without particles."""

    start: int
    end: int
    written: str
    words: tuple[str, ...]  # as written
    parts: tuple[str, ...]  # folded


@dataclass(frozen=True)
class _Around:
    """A text with what it uses as names of places and groups, and the countries that it tells of."""

    text: str
    placed: frozenset[Key]
    names: frozenset[str]

    @cached_property
    def lands(self) -> frozenset[str]:
        """The countries."""
        return lands_of(self.names)

    def place(self, run: Sequence[Token]) -> bool:
        """Whether the text uses the words as a place or group."""
        return _key(run) in self.placed

    def far(self, words: str) -> bool:
        """Whether no place of this name can be meant where the words beside it are those of a person."""
        return not is_place_in(words, self.lands)


def candidates(text: str, parsed: Sequence[tuple[Piece, Any]]) -> list[Candidate]:
    """The names of a text in order, none overlapping another."""
    rows = []
    for piece, doc in parsed:
        tokens = tokens_of(piece)
        capitals = text[piece.start : piece.start + len(piece.words)].isupper()
        rows.append((piece, doc, tokens, list(runs_of(tokens, text, never(), capitals)), capitals))
    around = _around(text, [t for row in rows for t in row[2]], [run for row in rows for run in row[3]])
    out: list[Candidate] = []
    for piece, doc, tokens, every, capitals in rows:
        ents = [(piece.start + e.start_char, piece.start + e.end_char, e.label_) for e in doc.ents]
        taken: list[tuple[int, int]] = []
        for start, end, label in ents:
            if label in _NAMES:
                inside = [t for t in tokens if t.start < end and start < t.end]
                for run in runs_of(inside, text, strict(), capitals):
                    if not (_within(around, run, every) or _mistaken(around, run)):
                        _take(text, _whole(run, every), taken, out)
        for run in every:
            if not any(a < run[-1].end and run[0].start < b for a, b in taken) and _stands(around, run, ents):
                _take(text, run, taken, out)
        out += _titles_as_names(text, tokens, taken)
    papers = [span for _, _, tokens, _, _ in rows for span in outlets_of(text, tokens)]
    named = (c for c in _coupled(around, out) if not any(a <= c.start and c.end <= b for a, b in papers))
    return sorted(named, key=lambda c: c.start)


def _around(text: str, tokens: Sequence[Token], runs: Sequence[Sequence[Token]]) -> _Around:
    names = [Name(run[0].start, run[-1].end, _key(run)) for run in runs]
    words = {t.text for t in tokens if t.text[0].isupper()} | {text[n.start : n.end] for n in names}
    return _Around(text, placed(text, names), frozenset(words))


def _key(run: Sequence[Token]) -> Key:
    return tuple(fold(t.text) for t in run if t.text.lower() not in listed("particles"))


def _titles_as_names(text: str, tokens: Sequence[Token], taken: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    """ "Emir, aged three", "Ko King": a word that is a title elsewhere, with an age or an honorific beside it."""
    for t in tokens:
        if t.text not in titles() or any(a <= t.start < b for a, b in taken):
            continue
        if honoured(text, t.start) and t.text not in listed("courtesy"):
            yield Candidate(t.start, t.end, t.text, (t.text,), (fold(t.text),))
        elif not _begins_title(text, t.end):
            told = standing(text, t.start, t.end)
            if told.minor or told.adult:
                yield Candidate(t.start, t.end, t.text, (t.text,), (fold(t.text),))


def _begins_title(text: str, end: int) -> bool:
    return re.match(r"\s+\w", text[end : end + 3]) is not None


def _take(text: str, run: Sequence[Token], taken: list[tuple[int, int]], out: list[Candidate]) -> None:
    made = _candidate(text, run)
    if made is not None:
        taken.append((made.start, made.end))
        out.append(made)


def _candidate(text: str, run: Sequence[Token]) -> Candidate | None:
    words = tuple(t.text for t in run if t.text.lower() not in listed("particles"))
    if not words or all(len(w) < 2 for w in words) or (len(words) == 1 and len(words[0]) < 4 and words[0].isupper()):
        return None
    start, end = run[0].start, run[-1].start + len(run[-1].text)
    if _NUMBERED.match(text, end):
        return None
    return Candidate(start, end, text[start:end], words, tuple(fold(w) for w in words))


def _stands(around: _Around, run: Sequence[Token], ents: Sequence[tuple[int, int, str]]) -> bool:
    """Whether words that the model calls no person stand where only a person can, or can be nothing else."""
    text, start, end = around.text, run[0].start, run[-1].end
    whole = text[start:end]
    label = next((label for a, b, label in ents if a < end and start < b), "")
    plain = [t for t in run if not t.text.islower() and ordinary(t.text)]
    if around.place(run):
        return False
    beside = standing(text, start, end)
    if honoured(text, start) or (len(run) > 1 and run[0].text in listed("honorifics")):
        return not _with_title(text, start, whole) or beside.minor or beside.adult
    acts = personal(text, start, end) or (not plain and alive(text, start, end))
    told = beside.private or acts
    if len(run) == 1 and not (told or beside.public):
        return bool(plain) and called(text, start)
    fixed = _locative().search(text[max(0, start - 20) : start]) is not None
    town = is_place(whole) and (fixed or bool(plain) or not (acts and around.far(whole)))
    if label in _PLACES and not beside.private:
        alone = len(run) in (2, 3) and not fixed and label in ("GPE", "LOC")
        if town or not (told or alone):
            return False
    if plain and called(text, start):
        return True
    if (told or beside.public) and not plain:
        return beside.private or not town
    if len(run) == 1 or is_place(whole):
        return False
    if plain and (len(plain) > 1 or (run[0] in plain and _begins(text, start))):
        return told and len(plain) < len(run) and label == ""
    if label in ("ORG", "FAC", "EVENT", "LAW", "PRODUCT") or whole.isupper():
        return told or (len(run) <= 3 and not plain and not whole.isupper())
    return True


def _with_title(text: str, start: int, whole: str) -> bool:
    """Whether a place begins with what is an honorific before a name: "Um Rawaba"."""
    before = text[max(0, start - 8) : start].split()
    return bool(before) and is_place(f"{before[-1]} {whole}")


def _within(around: _Around, run: Sequence[Token], every: Sequence[Sequence[Token]]) -> bool:
    """Whether the words are the name of a place or group of the text, or a part of it."""
    held = (r for r in every if r[0].start <= run[0].start and run[-1].end <= r[-1].end)
    return around.place(run) or any(map(around.place, held))


def _whole(run: Sequence[Token], every: Sequence[Sequence[Token]]) -> Sequence[Token]:
    """The run with what stands right before and behind it and is no word of the language: a name found in part."""
    around = next((r for r in every if r[0].start <= run[0].start and run[-1].end <= r[-1].end), run)
    before = [t for t in around if t.end <= run[0].start]
    behind = [t for t in around if t.start >= run[-1].end]
    while before and ordinary(before[0].text):
        before = before[1:]
    while behind and ordinary(behind[-1].text):
        behind = behind[:-1]
    return [*before, *run, *behind]


def _mistaken(around: _Around, run: Sequence[Token]) -> bool:
    """Whether what the model calls a person is rather a place, a body or a word, by what stands beside it."""
    text, start, end = around.text, run[0].start, run[-1].end
    whole = text[start:end]
    known, private = personal(text, start, end), standing(text, start, end).private
    if honoured(text, start) and _with_title(text, start, whole) and not known:
        return True
    if not known and (len(run) == 1 or not private) and _INSIDE.search(text[max(0, start - 20) : start]):
        return True
    if known or private:
        return False
    behind = re.match(r"\s+(\w+)", text[end : end + 30])
    if behind is not None and behind[1] in strict() and all(ordinary(t.text) for t in run):
        return True
    if len(run) > 1 and is_place(whole):
        return True
    if role_type(whole) is not None and len(run) == 1:
        return True
    if _area().match(text[end : end + 20]):
        return True
    if len(run) > 1:
        return False
    return ordinary(whole) or (is_place(whole) and _locative().search(text[max(0, start - 20) : start]) is not None)


def _begins(text: str, start: int) -> bool:
    """Whether a word begins a sentence, so that its capital tells nothing."""
    before = text[max(0, start - 3) : start].rstrip(" “\"'(")
    return not before or before[-1] in ".!?:\n…-–—•"


def _coupled(around: _Around, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with the other names of the pairs and lists in which they stand."""
    out = list(found)
    text = around.text
    sure = {c for c in found if standing(text, c.start, c.end).private or all_young(text[c.end : c.end + 60])}
    for person in found:
        for start, end in beside(text, person.start, person.end):
            word = OWNER.sub("", text[start:end])
            held = any(o.start <= start < o.end for o in out)
            if not held and _may_be_name(around, word, sure=person in sure):
                out.append(Candidate(start, start + len(word), word, (word,), (fold(word),)))
    return out


def _may_be_name(around: _Around, word: str, *, sure: bool) -> bool:
    """Whether a word beside a person's name is one too; `sure` where that person is somebody's kin or has an age."""
    if (fold(word),) in around.placed or not is_part(word, never()):
        return False
    if sure:
        return not common(word) and (not is_place(word) or around.far(word))
    return not dictionary(word) and not is_place(word)


_INSIDE = re.compile(r"\bin\s+(?:the\s+)?$", re.IGNORECASE)  # before places only


def _locative() -> re.Pattern[str]:
    return pattern(("locatives",), r"\b(?:@\s+(?:the\s+)?|the\s+)$")


def _area() -> re.Pattern[str]:
    return pattern(("place_after",), r"\s+@\b")


__all__ = ["Candidate", "Piece", "candidates", "pieces"]
