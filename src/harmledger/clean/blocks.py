"""The blocks of a text: lines, joined where a paragraph was broken over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TERMINAL = re.compile(r"""[.!?…:;]["'”’»)\]]*$""")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph: `text[start:end]`, without blanks at its ends; `flat` has blanks for line breaks."""

    start: int
    end: int
    flat: str
    gap: bool  # whether a blank line, or the text's beginning, stands before it

    @property
    def words(self) -> int:
        """How many words."""
        return len(_WORD.findall(self.flat))

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence ends."""
        return bool(_TERMINAL.search(self.flat))

    @property
    def running(self) -> bool:
        """Whether it reads as a paragraph of prose rather than as a label, link or headline."""
        return (self.ended and self.words >= 8) or self.words >= 30


def blocks(text: str, start: int = 0) -> list[Block]:
    """The blocks of `text[start:]` in order."""
    out: list[Block] = []
    lines: list[tuple[int, int]] = []
    at = start
    for line in text[start:].split("\n"):
        body = line.strip()
        if body:
            lead = len(line) - len(line.lstrip())
            lines.append((at + lead, at + lead + len(body)))
        else:
            out.extend(_joined(text, lines))
            lines = []
        at += len(line) + 1
    out.extend(_joined(text, lines))
    return out


def _joined(text: str, lines: list[tuple[int, int]]) -> Iterator[Block]:
    if not lines:
        return
    widths = [e - s for s, e in lines]
    wrapped = len(lines) >= 3 and 50 <= max(widths) <= 100 and min(widths[:-1]) >= 0.6 * max(widths)
    begin, last = lines[0]
    gap = True
    for s, e in lines[1:]:
        if wrapped or (text[s].islower() and not _TERMINAL.search(text[begin:last])):
            last = e
        else:
            yield Block(begin, last, text[begin:last].replace("\n", " "), gap)
            gap = False
            begin, last = s, e
    yield Block(begin, last, text[begin:last].replace("\n", " "), gap)
