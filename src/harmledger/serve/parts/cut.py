"""A text cut at the ends of all marks in it, so that overlapping marks can be shown: pieces with their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Mark(Generic[M]):
    """A part of a text, as offsets, and what it is marked with."""

    start: int
    end: int
    what: M


@dataclass(frozen=True, slots=True)
class Piece(Generic[M]):
    """Words between two ends of marks, with the marks that cover them, in the order in which they were given."""

    text: str
    start: int
    marks: tuple[Mark[M], ...]


def pieces(text: str, marks: Iterable[Mark[M]], start: int = 0, end: int | None = None) -> Iterator[Piece[M]]:
    """The text from `start` to `end` in pieces that follow each other without a gap; empty marks are left out."""
    stop = len(text) if end is None else min(end, len(text))
    given = [m for m in marks if m.start < m.end and m.start < stop and m.end > start]
    bounds = sorted({start, stop, *(b for m in given for b in (m.start, m.end) if start < b < stop)})
    opened = sorted(enumerate(given), key=lambda pair: pair[1].start)
    live: list[tuple[int, Mark[M]]] = []
    at = 0
    for left, right in pairwise(bounds):
        live = [pair for pair in live if pair[1].end > left]
        while at < len(opened) and opened[at][1].start <= left:
            if opened[at][1].end > left:
                live.append(opened[at])
            at += 1
        yield Piece(text[left:right], left, tuple(mark for _, mark in sorted(live, key=lambda pair: pair[0])))
