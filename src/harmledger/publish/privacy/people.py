"""The persons that a text names: by the language model's names and the rules of the language, private unless public.

A person met once with the whole name is known again by each part of it. What is found is kept as offsets, never as
names, so that it can be stored beside the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise
from typing import Any, Literal

from rapidfuzz import fuzz

from harmledger import codebook
from harmledger.publish.privacy.candidates import Candidate, Piece, candidates, pieces
from harmledger.publish.privacy.lexicon import is_place, listed, ordinary
from harmledger.publish.privacy.minors import all_young
from harmledger.publish.privacy.policy import starred
from harmledger.publish.privacy.roles import Standing, standing
from harmledger.store.fold import fold

FINDER = 5  # raise when the rules here change, so that what was found before is looked for anew
State = Literal["public", "private", "minor", "unknown"]
Span = tuple[int, int]
_BATCH = 256
_LONG, _ALIKE = 6, 84  # letters, and likeness of two spellings in per cent
_LISTED = re.compile(r"\s*(?:,|,?\s*and|&)\s*")
_TELLING = 4  # letters of a name by which an account is known for somebody's
_ACCOUNT = re.compile(r"(?<![\w.@/])[a-z]+(?:[._\d]+[a-z]+)*(?:[._][a-z]+|\d+)(?!\w)")
_CAPITAL = re.compile(r"[A-ZÀ-ÞА-ЯІЇЄҐ][^\W\d_]{4,}")


@dataclass(slots=True)
class Person:
    """One person of a text: where the name stands, in full and in part, and what the text says of them.

    "private": kin, a witness, an age; "unknown": nothing says who it is.
    """

    state: State
    mentions: list[Span] = field(default_factory=list)  # the longest form first

    def name(self, text: str) -> str:
        """The longest form of the name."""
        start, end = self.mentions[0]
        return " ".join(text[start:end].split())


@cache
def version() -> str:
    """What the findings hang on: the finder, the policy's words, the lists of public persons, and the model."""
    from harmledger.extract.sentences import language_model

    lists = (codebook.version(n).rpartition(".")[2] for n in ("privacy", "parties", "attribution"))
    return f"people/{FINDER}.{language_model().meta['version']}.{'.'.join(lists)}"


def find(texts: Iterable[str]) -> Iterator[list[Person]]:
    """The persons of each text, in order."""
    from harmledger.extract.sentences import language_model

    nlp = language_model()
    stream = iter(texts)
    with nlp.select_pipes(enable=["ner"]):
        while chunk := list(islice(stream, _BATCH)):
            plans = [pieces(text) for text in chunk]
            docs = nlp.pipe((p.words for plan in plans for p in plan), batch_size=128)
            for text, plan in zip(chunk, plans, strict=True):
                yield _persons(text, [(p, next(docs)) for p in plan])


def dump(people: Sequence[Person]) -> str:
    """The persons as offsets, for keeping beside the text."""
    return json.dumps([[p.state, p.mentions] for p in people], separators=(",", ":"))


def read(kept: str) -> list[Person]:
    """The persons that `dump` wrote."""
    return [Person(state, [(a, b) for a, b in spans]) for state, spans in json.loads(kept)]


def _persons(text: str, parsed: Sequence[tuple[Piece, Any]]) -> list[Person]:
    text = _as_read(text, parsed)
    found = candidates(text, parsed)
    told = {c: standing(text, c.start, c.end) for c in found}
    told = _shared(text, found, told)
    groups = _grouped(found)
    people = []
    for group in groups:
        mentions = sorted(((c.start, c.end) for c in group), key=lambda s: (s[0] - s[1], s))
        people.append((Person(_state(group, [told[c] for c in group]), mentions), group))
    out = [p for p, _ in people]
    _sweep(text, found, people)
    return out


def _as_read(text: str, parsed: Sequence[tuple[Piece, Any]]) -> str:
    """The text with sentences in capitals in their usual case: as long as it was."""
    out, at = [], 0
    for piece, _ in parsed:
        end = piece.start + len(piece.words)
        out += [text[at : piece.start], piece.words]
        at = end
    made = "".join([*out, text[at:]])
    return made if len(made) == len(text) else text


def _shared(text: str, found: Sequence[Candidate], told: dict[Candidate, Standing]) -> dict[Candidate, Standing]:
    """ "her children, Sasha (4) and Mila": what is said of one of several named together holds for the next too."""
    out = dict(told)
    for a, b in pairwise(found):
        gap = text[a.end : b.start]
        if re.fullmatch(r"(?:\s*,?\s*\(?\d{1,2}\)?)?\s*(?:,|,?\s*and|&)\s*", gap):
            before, now = out[a], out[b]
            if before.minor and not (now.adult or now.public or now.minor):
                out[b] = Standing(False, True, True, False)
            elif before.private and not (now.public or now.private):
                out[b] = Standing(False, True, False, False)
    young = False
    for a, b in reversed(list(pairwise(found))):  # "X, Y and Z, both nine"
        listed_with = _LISTED.fullmatch(text[a.end : b.start]) is not None
        young = listed_with and (young or all_young(text[b.end : b.end + 60]))
        if young and not (out[a].adult or out[a].public):
            out[a] = out[b] = Standing(False, True, True, False)
    return out


def _grouped(found: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates by person: the same full name, or a part of the last full name that had it."""
    groups: list[list[Candidate]] = []
    full = [c for c in found if len(c.parts) > 1]
    for c in full:
        home = next((g for g in groups if _same(g[0].parts, c.parts)), None)
        if home is None:
            groups.append([c])
        else:
            home.append(c)
    for c in (c for c in found if len(c.parts) == 1):
        fits = [g for g in groups if c.parts[0] in g[0].parts]
        if fits:
            near = [(g, max((m.start for m in g if m.start < c.start), default=-1)) for g in fits]
            max(near, key=lambda row: row[1])[0].append(c)
        else:
            groups.append([c])
    return groups


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return a == b or set(a) <= set(b) or set(b) <= set(a)


def _state(group: Sequence[Candidate], told: Sequence[Standing]) -> State:
    if any(s.minor for s in told) and not any(s.adult for s in told):
        return "minor"
    if any(s.public for s in told):
        return "public"
    if any(s.private for s in told):
        return "private"
    return "public" if _figure(max(group, key=lambda c: len(c.parts)).written) else "unknown"


@cache
def _known() -> frozenset[str]:
    listed = codebook.load("attribution")["known"]
    names = [*codebook.load("privacy")["people"]["figures"], *(n for row in listed.values() for n in row)]
    names += [n for row in codebook.load("parties")["parties"] for n in row.get("people", ())]
    return frozenset(fold(n) for n in names)


def _figure(written: str) -> bool:
    """Whether a name is on a list of public persons: in full, or a surname that stands alone."""
    return fold(written) in _known()


def _sweep(text: str, found: Sequence[Candidate], people: Sequence[tuple[Person, list[Candidate]]]) -> None:
    """Add every other place where a part of a private person's name stands, in whatever case it is printed."""
    taken = sorted((c.start, c.end) for c in found)
    public = {part for p, g in people if p.state == "public" for c in g for part in c.parts}
    owner: dict[str, Person] = {}
    for person, group in people:
        if person.state != "public":
            for word in (w for c in group for w in c.words):
                if len(word) > 2 and not (_figure(word) or fold(word) in public | listed("particles")):
                    owner.setdefault(word, person)
    if not owner:
        return
    pattern = re.compile(rf"(?<![^\W_])(?:{starred((*owner, *(w.upper() for w in owner)))})(?=s?(?![^\W_]))")
    upper = {w.upper(): p for w, p in owner.items()}
    for m in pattern.finditer(text):
        if not any(a < m.end() and m.start() < b for a, b in taken):
            holder = owner.get(m.group()) or upper.get(m.group())
            if holder is not None:
                holder.mentions.append((m.start(), m.end()))
                taken.append((m.start(), m.end()))
    _spelled(text, taken, owner)
    _joined(text, taken, owner)


def _joined(text: str, taken: Sequence[Span], owner: dict[str, Person]) -> None:
    """Add accounts that are made of a private person's name: "olena_koval85", "koval.o"."""
    small = {fold(w): p for w, p in owner.items() if len(w) >= _TELLING}
    for m in _ACCOUNT.finditer(text) if small else ():
        holder = next((small[part] for part in re.split(r"[\d._]+", m.group()) if part in small), None)
        if holder is not None and not any(a < m.end() and m.start() < b for a, b in taken):
            holder.mentions.append(m.span())


def _spelled(text: str, taken: Sequence[Span], owner: dict[str, Person]) -> None:
    """Add words that are a private person's surname in another spelling ("Vasylenko", "Vasilenko")."""
    long = [w for w in owner if len(w) >= _LONG]
    for m in _CAPITAL.finditer(text) if long else ():
        word = m.group()
        if word in owner or ordinary(word) or any(a < m.end() and m.start() < b for a, b in taken):
            continue
        near = [w for w in long if w[0] == word[0] and fuzz.ratio(fold(w), fold(word)) >= _ALIKE]
        if near and not is_place(word):
            owner[near[0]].mentions.append((m.start(), m.end()))
