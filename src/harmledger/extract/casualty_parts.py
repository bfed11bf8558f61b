"""Parts of a figure and their classes: "including two children", "five of them soldiers", "eight were nurses"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.extract.casualty_cues import verb_table, word_set
from harmledger.extract.casualty_heads import modifies_next
from harmledger.extract.casualty_rows import Row
from harmledger.extract.numbers import Quantity
from harmledger.extract.victims import Victims, read_phrase

_REACH = 22  # tokens between a figure and the word that names its parts
_LIST = 20  # tokens of a list of parts


def find_parts(doc: Any, rows: Sequence[Row], quantities: Sequence[Quantity]) -> Iterator[Row]:
    """The parts that a sentence names of its figures, each with the outcome of the figure it is part of."""
    lower = [t.lower_ for t in doc]
    at = 0
    while at < len(doc):
        width = _opening(lower, at)
        if width:
            named = _before(doc, at, width, quantities)
            owners = _owners(rows, lower, at if named is None else named.start)
            if owners:
                yield from _of_owners(doc, owners, [named] if named else _listed(doc, at, width, quantities))
        at += max(width, 1)


def find_rest(doc: Any, before: Sequence[Row], quantities: Sequence[Quantity]) -> Iterator[Row]:
    """ "Two of them were children", "of the 19 dead, eight were nurses": parts of a figure told before the number."""
    for q in quantities:
        noun = _predicate(doc, q.end)
        if noun is not None and (v := read_phrase(doc, noun, ())) is not None:
            yield from _of_owners(doc, before, [replace(v, low=q.low, high=q.high, start=q.start, quantity=q)])


@cache
def _openings() -> tuple[tuple[str, ...], ...]:
    """The words that say that parts follow, the longest first."""
    data = codebook.load("casualties")
    return tuple(sorted((tuple(w.split()) for w in (*data["part_of"], *data["including"])), key=lambda w: (-len(w), w)))


def _opening(lower: Sequence[str], at: int) -> int:
    """How many tokens at `at` say that parts follow; 0 where none do."""
    return next((len(w) for w in _openings() if tuple(lower[at : at + len(w)]) == w), 0)


def _owners(rows: Sequence[Row], lower: Sequence[str], at: int) -> list[Row]:
    """The rows of the figure that stands last before token `at`."""
    near = [
        r
        for r in rows
        if not r.part
        and r.victims.end <= at <= r.victims.end + _REACH
        and r.victims.victims != "objects"
        and r.victims.low != 0
        and word_set("part_ends").isdisjoint(lower[r.victims.end : at])
    ]
    last = max((r.victims.end for r in near), default=0)
    return [r for r in near if r.victims.end == last]


def _of_owners(doc: Any, owners: Sequence[Row], parts: Sequence[Victims]) -> Iterator[Row]:
    for v in parts:
        for row in owners:
            whole = row.victims
            if v.victims not in ("", "people", "objects", whole.victims) and v.head != whole.head:
                yield Row(row.cue, v, True)


def _before(doc: Any, at: int, width: int, quantities: Sequence[Quantity]) -> Victims | None:
    """ "5,000 died, 210 children among them": the part that stands before the words, where nothing follows them."""
    ended = at + width >= len(doc) or doc[at + width].is_punct
    v = read_phrase(doc, doc[at - 1], quantities) if at and width > 1 and ended else None
    return v if v is not None and v.quantity is not None and v.victims else None


def _listed(doc: Any, at: int, width: int, quantities: Sequence[Quantity]) -> list[Victims]:
    """The phrases of parts around the words that announce them: after "including", around "three of them"."""
    number = next((q for q in quantities if q.end in (at, at + 1) and q.start < at), None)
    if number is not None and width > 1:
        noun = _predicate(doc, at + width) or _noun_at(doc, at + width)
        v = read_phrase(doc, noun, ()) if noun is not None else None
        return [] if v is None else [replace(v, low=number.low, high=number.high, start=number.start, quantity=number)]
    if at and doc[at - 1].lower_ in word_set("most_of"):
        return []  # "most of them children" gives no number
    out = []
    for noun in doc[at + width : at + width + _LIST]:
        if noun.lower_ in word_set("part_ends") or noun.pos_ == "AUX" or noun.lemma_.lower() in verb_table():
            break
        if noun.pos_ in ("NOUN", "PROPN") and not modifies_next(doc, noun):
            v = read_phrase(doc, noun, quantities)
            if v is not None:
                out.append(v)
    return out


def _predicate(doc: Any, at: int) -> Any | None:
    """The noun after a form of "be" at token `at` or right after "of them": "were children"."""
    words = [t.lower_ for t in doc[at : at + 4]]
    skip = next((len(w.split()) for w in codebook.load("casualties")["part_of"] if " ".join(words).startswith(w)), 0)
    i = at + skip
    if i < len(doc) and doc[i].lemma_.lower() == "be":
        return _noun_at(doc, i + 1)
    return None


def _noun_at(doc: Any, at: int) -> Any | None:
    """The head noun of the phrase that begins at token `at`."""
    for token in doc[at : at + 5]:
        if token.pos_ in ("NOUN", "PROPN") and not modifies_next(doc, token):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "ADV", "DET"):
            return None
    return None
