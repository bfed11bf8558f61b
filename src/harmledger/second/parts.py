"""A report cut into parts that fit a model: whole paragraphs, page furniture left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from harmledger.extract.sentences import layout
from harmledger.records import Report

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive paragraphs of a report, as offsets into its text."""

    pieces: tuple[Piece, ...]

    @property
    def start(self) -> int:
        """Where the part begins in the report."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1][1]

    def text(self, report: Report) -> str:
        """The paragraphs, a blank line between them."""
        return "\n\n".join(report.text[a:b] for a, b in self.pieces)


def parts(report: Report, most: int) -> list[Part]:
    """The parts of a report, each of at most `most` characters; a longer paragraph is cut between its sentences."""
    out: list[Part] = []
    held: list[Piece] = []
    size = 0
    for piece in _pieces(report, most):
        length = piece[1] - piece[0]
        if held and size + length > most:
            out.append(Part(tuple(held)))
            held, size = [], 0
        held.append(piece)
        size += length
    return out + ([Part(tuple(held))] if held else [])


def _pieces(report: Report, most: int) -> Iterator[Piece]:
    """Paragraphs, and sentences of those that are too long."""
    for _, group in groupby(layout(report), key=lambda row: row[2]):
        rows = list(group)
        start, end = rows[0][0], rows[-1][1]
        if end - start <= most:
            yield start, end
            continue
        for a, b, _, _ in rows:
            for at in range(a, b, most):
                yield at, min(b, at + most)
