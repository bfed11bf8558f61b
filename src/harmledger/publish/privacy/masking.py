"""A text with parts taken out: each is replaced by a notice, and offsets in the old text lead to the new one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Edit:
    """`old[start:end]` becomes `shown`, by a rule; `about` tells whose name or which claim, and never leaves here."""

    start: int
    end: int
    shown: str
    rule: str
    about: str = ""


@dataclass(frozen=True)
class Masked:
    """A masked text, and where each place of the old text stands in it."""

    text: str
    edits: tuple[Edit, ...] = ()  # in order, none touching another
    _starts: list[int] = field(default_factory=list, compare=False)
    _shifts: list[int] = field(default_factory=list, compare=False)  # of the text behind each edit

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where old[start:end] stands now; a part of what was taken out stands for the whole notice."""
        return self._at(start, 0), self._at(end, 1)

    def slice(self, start: int, end: int) -> str:
        """The masked words of old[start:end]."""
        a, b = self.span(start, end)
        return self.text[a:b]

    def touches(self, start: int, end: int, rule: str) -> bool:
        """Whether something was taken out of old[start:end] by a rule."""
        return any(e.rule == rule and e.start < end and start < e.end for e in self.edits)

    def _at(self, offset: int, side: int) -> int:
        k = bisect_right(self._starts, offset - side) - 1
        if k < 0:
            return offset
        edit = self.edits[k]
        if offset < edit.end or (side and offset <= edit.end):
            new = edit.end + self._shifts[k]
            return new if side else new - len(edit.shown)
        return offset + self._shifts[k]


def mask(text: str, edits: Iterable[Edit]) -> Masked:
    """The text with these edits; of two that overlap the one that takes out more stands, enlarged to hold both."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if kept and edit.start < kept[-1].end:
            kept[-1] = _both(kept[-1], edit)
        elif edit.start < edit.end:
            kept.append(edit)
    out: list[str] = []
    starts, shifts = [], []
    at = shift = 0
    for edit in kept:
        out += [text[at : edit.start], edit.shown]
        at = edit.end
        shift += len(edit.shown) - (edit.end - edit.start)
        starts.append(edit.start)
        shifts.append(shift)
    out.append(text[at:])
    return Masked("".join(out), tuple(kept), starts, shifts)


def _both(a: Edit, b: Edit) -> Edit:
    big = a if a.end - a.start >= b.end - b.start else b
    return Edit(min(a.start, b.start), max(a.end, b.end), big.shown, big.rule, big.about)
