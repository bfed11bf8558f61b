"""Words of a text that may be a person's name: what the language model calls a person, and what stands as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from harmledger import codebook
from harmledger.extract.gate import bases, is_base
from harmledger.extract.sentences import cut, paragraphs
from harmledger.extract.speakers import role_type
from harmledger.publish.privacy.policy import starred
from harmledger.publish.privacy.roles import called, personal, standing
from harmledger.store.fold import fold

# A word; one that was broken at the end of a line ("Dmytr- uk") is one word.
_WORD = re.compile(r"[^\W\d_]+(?:[’'`´-][^\W\d_]+)*(?:(?<=[a-zа-яіїєґ])-\s[a-zа-яіїєґ]+)?\.?")
_OWNER = re.compile(r"['’`]s?$")
_ARTICLE = re.compile(r"(?:(?:[Aa]l|[Ee]l|[Uu]l)-|[dl]['’])[^\W\d_a-zà-ÿ]")  # "al-Hadi", "d'Este"
_NAMES = ("PERSON",)
_THINGS = ("GPE", "LOC", "NORP", "ORG", "FAC", "PRODUCT", "EVENT", "LAW", "LANGUAGE", "WORK_OF_ART", "DATE", "TIME")
_LONGEST = 5
_NUMBERED = re.compile(r"[-–]\d")  # a model of a weapon
_INITIALS = 5  # capitals in a row that are no name where the text is not in capitals


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as the model reads it: as long as in the text, on one line, in the usual case."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a person: where, as written, and folded without particles."""

    start: int
    end: int
    written: str
    words: tuple[str, ...]  # as written
    parts: tuple[str, ...]  # folded


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str  # without a possessive


def pieces(text: str) -> list[Piece]:
    """The sentences of a text, page furniture included."""
    from harmledger.extract.capitals import recased, shouted

    out = []
    for start, end in paragraphs(text, 0, len(text)):
        for s, e in cut(text, start, end):
            flat = re.sub(r"[\s\u00a0\u200b]", " ", text[s:e])
            out.append(Piece(s, recased(flat) if shouted(flat) else flat))
    return out


def candidates(text: str, parsed: Sequence[tuple[Piece, Any]]) -> list[Candidate]:
    """The names of a text in order, none overlapping another."""
    out: list[Candidate] = []
    for piece, doc in parsed:
        ents = [(piece.start + e.start_char, piece.start + e.end_char, e.label_) for e in doc.ents]
        tokens = _tokens(piece)
        capitals = text[piece.start : piece.start + len(piece.words)].isupper()
        every = list(_runs(tokens, text, _never(), capitals))
        taken: list[tuple[int, int]] = []
        for start, end, label in ents:
            if label in _NAMES:
                inside = [t for t in tokens if t.start < end and start < t.end]
                for run in _runs(inside, text, _strict(), capitals):
                    if not _mistaken(text, run):
                        _take(text, _whole(run, every), taken, out)
        for run in every:
            if not any(a < run[-1].end and run[0].start < b for a, b in taken) and _stands(text, run, ents):
                _take(text, run, taken, out)
        out += _titles_as_names(text, tokens, taken)
    return sorted(_coupled(text, out), key=lambda c: c.start)


def _titles_as_names(text: str, tokens: Sequence[_Token], taken: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    """ "Emir, aged three": a word that is a title elsewhere, with an age beside it."""
    for t in tokens:
        if t.text in _titles() and not any(a <= t.start < b for a, b in taken) and not _begins_title(text, t.end):
            around = standing(text, t.start, t.end)
            if around.minor or around.adult:
                yield Candidate(t.start, t.end, t.text, (t.text,), (fold(t.text),))


def _begins_title(text: str, end: int) -> bool:
    return re.match(r"\s+\w", text[end : end + 3]) is not None


def _take(text: str, run: Sequence[_Token], taken: list[tuple[int, int]], out: list[Candidate]) -> None:
    made = _candidate(text, run)
    if made is not None:
        taken.append((made.start, made.end))
        out.append(made)


def _candidate(text: str, run: Sequence[_Token]) -> Candidate | None:
    words = tuple(t.text for t in run if t.text.lower() not in _small())
    if not words or all(len(w) < 2 for w in words) or (len(words) == 1 and len(words[0]) < 4 and words[0].isupper()):
        return None
    start, end = run[0].start, run[-1].start + len(run[-1].text)
    if _NUMBERED.match(text, end):
        return None
    return Candidate(start, end, text[start:end], words, tuple(fold(w) for w in words))


def _tokens(piece: Piece) -> list[_Token]:
    out = []
    for m in _WORD.finditer(piece.words):
        word = m.group()
        if word.endswith(".") and len(word) != 2:
            word = word[:-1]
        word = _OWNER.sub("", word)
        if word:
            start = piece.start + m.start()
            out.append(_Token(start, start + len(word), word))
    return out


def _runs(tokens: Sequence[_Token], text: str, never: frozenset[str], capitals: bool) -> Iterator[list[_Token]]:
    """Capitalised words in a row that may be one name, titles and words that are never part of a name left out."""
    run: list[_Token] = []
    for token in tokens:
        joined = bool(run) and re.fullmatch(r"[\s ]+|-", text[run[-1].end : token.start]) is not None
        is_part = _is_part(token.text, never, capitals)
        small = token.text.lower() in _small() and joined
        if run and not (joined and (is_part or small)):
            yield from _closed(run)
            run = []
        if is_part or (small and run):
            run.append(token)
    yield from _closed(run)


def _closed(run: list[_Token]) -> Iterator[list[_Token]]:
    while run and run[-1].text.islower():
        run = run[:-1]
    if run and len(run) <= _LONGEST:
        yield run


def _is_part(word: str, never: frozenset[str], capitals: bool = False) -> bool:
    if not capitals and word.isupper() and 1 < len(word) <= _INITIALS:
        return False
    first = word[0].isupper() or _ARTICLE.match(word) is not None
    return first and word not in never and word.rstrip(".") not in _titles()


def _stands(text: str, run: Sequence[_Token], ents: Sequence[tuple[int, int, str]]) -> bool:
    """Whether words that the model calls no person stand where only a person can, or can be nothing else."""
    start, end = run[0].start, run[-1].end
    whole = text[start:end]
    label = next((label for a, b, label in ents if a < end and start < b), "")
    around = standing(text, start, end)
    plain = [t for t in run if not t.text.islower() and ordinary(t.text)]
    told = around.private or personal(text, start, end)
    if label in ("GPE", "LOC", "NORP", "DATE") and not around.private:
        placed = _locative().search(text[max(0, start - 20) : start]) is not None
        alone = len(run) in (2, 3) and not placed and label in ("GPE", "LOC")
        if is_place(whole) or not (told or alone):
            return False
    if plain and called(text, start):
        return True
    if (told or around.public) and not plain:
        return around.private or not is_place(whole)
    if len(run) == 1 or is_place(whole):
        return False
    if plain and (len(plain) > 1 or (run[0] in plain and _begins(text, start))):
        return told and len(plain) < len(run) and label == ""
    if label in ("ORG", "FAC", "EVENT", "LAW", "PRODUCT") or whole.isupper():
        return told or (len(run) <= 3 and not plain and not whole.isupper())
    return True


def _whole(run: Sequence[_Token], every: Sequence[Sequence[_Token]]) -> Sequence[_Token]:
    """The run with what stands right before and behind it and is no word of the language: a name found in part."""
    around = next((r for r in every if r[0].start <= run[0].start and run[-1].end <= r[-1].end), run)
    before = [t for t in around if t.end <= run[0].start]
    behind = [t for t in around if t.start >= run[-1].end]
    while before and ordinary(before[0].text):
        before = before[1:]
    while behind and ordinary(behind[-1].text):
        behind = behind[:-1]
    return [*before, *run, *behind]


def _mistaken(text: str, run: Sequence[_Token]) -> bool:
    """Whether what the model calls a person is rather a place, a body or a word, by what stands beside it."""
    start, end = run[0].start, run[-1].end
    whole = text[start:end]
    known, private = personal(text, start, end), standing(text, start, end).private
    if not known and (len(run) == 1 or not private) and _inside().search(text[max(0, start - 20) : start]):
        return True
    if known or private:
        return False
    behind = re.match(r"\s+(\w+)", text[end : end + 30])
    if behind is not None and behind[1] in _strict() and all(ordinary(t.text) for t in run):
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


_BESIDE = r"[A-ZÀ-ÞА-ЯІЇЄҐ][\w’'-]+"
_BEFORE = re.compile(rf"(?<![\w’'-])({_BESIDE})(?:\s*\(?,?\s*\d{{1,2}}\)?,?)?\s+(?:and|&)\s+$")
_BEHIND = re.compile(rf"\s*,?\s+(?:and|&)\s+({_BESIDE})(?![\w’'-]|\s+[A-ZÀ-Þ])")


_LIST = re.compile(rf"{_BESIDE}(?:\s*,\s+{_BESIDE})+(?:\s*,?\s+(?:and|&)\s+{_BESIDE})?")


def _coupled(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """ "Olena and Ihor Koval", "Oleksandr, Olena, Danylo": the other names beside a person's are persons too."""
    out = list(found)
    for c in found:
        near = max(0, c.start - 40)
        if m := _BEFORE.search(text[near : c.start]):
            _add(out, near + m.start(1), m[1])
        if m := _BEHIND.match(text[c.end : c.end + 60]):
            _add(out, c.end + m.start(1), m[1])
    for listed in _LIST.finditer(text) if found else ():
        if any(listed.start() <= c.start and c.end <= listed.end() for c in found):
            for m in re.finditer(_BESIDE, listed.group()):
                _add(out, listed.start() + m.start(), m.group())
    return out


def _add(out: list[Candidate], start: int, written: str) -> None:
    """Add one word as a person's name where it may be one."""
    word = _OWNER.sub("", written)
    held = any(o.start <= start < o.end for o in out)
    if not (held or ordinary(word) or is_place(word)) and _is_part(word, _never()):
        out.append(Candidate(start, start + len(word), word, (word,), (fold(word),)))


@lru_cache(maxsize=65536)
def ordinary(word: str) -> bool:
    """Whether a word is one of the language, not a name."""
    low = re.split("['’]", word.lower())[0]
    if "-" in word and all(part[:1].isupper() for part in word.split("-")):
        return False
    return word in _never() or any(is_base(form) for form in bases(low)) or low in _small_words()


@cache
def _small_words() -> frozenset[str]:
    return frozenset(codebook.load("case")["small"])


@cache
def _strict() -> frozenset[str]:
    """Words that are never part of a person's name: those of the policy, and the names of states and peoples."""
    lands = codebook.load("countries")["countries"]
    names = (n for row in lands for key in ("names", "adjectives", "people") for n in row.get(key, ()))
    listed = codebook.load("privacy")["people"]["no_names"]
    return frozenset((*listed, *(w for n in names for w in n.split() if len(w) > 3)))


@cache
def _never() -> frozenset[str]:
    return _strict() | frozenset(codebook.load("privacy")["people"]["things"])


@cache
def _locative() -> re.Pattern[str]:
    words = starred(codebook.load("privacy")["people"]["locatives"])
    return re.compile(rf"\b(?:{words})\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _inside() -> re.Pattern[str]:
    """Words that stand before places only."""
    return re.compile(r"\bin\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _area() -> re.Pattern[str]:
    words = starred(codebook.load("privacy")["people"]["place_after"])
    return re.compile(rf"\s+(?:{words})\b", re.IGNORECASE)


@cache
def _titles() -> frozenset[str]:
    people = codebook.load("privacy")["people"]
    listed = (
        *people["titles"],
        *people["courtesy"],
        *(r.title() for r in people["roles"]),
        *(w.title() for w in people["witnesses"]),
        *(k.title() for k in people["kin"]),
    )
    return frozenset(w.rstrip(".") for t in listed for w in t.split()) - {"Grace", "Don"}


@cache
def _small() -> frozenset[str]:
    return frozenset(codebook.load("privacy")["people"]["particles"])


@lru_cache(maxsize=65536)
def is_place(words: str) -> bool:
    """Whether the gazetteer has a place of this name."""
    return bool(_gazetteer().lookup(words))


@cache
def _gazetteer() -> Any:
    from harmledger.gazetteer import Gazetteer

    return Gazetteer()


__all__ = ["Candidate", "Piece", "candidates", "is_place", "ordinary", "pieces"]
