"""The sentences of a report in which a claim's quotes stand: what a claim says often begins before its quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harmledger.analyse.material import Material
from harmledger.records import Claim

STOP = re.compile(r"[.!?]['\"”’)]*\s|\n")


def sentences(claim: Claim, material: Material) -> Iterator[str]:
    """The whole sentence of each quote of a claim; the quote alone where the report's text is not at hand."""
    text = material.text(claim.report)
    for quote in claim.quotes:
        if text[quote.start : quote.end] != quote.text:
            yield quote.text
            continue
        start, end = bounds(text, quote.start, quote.end)
        yield text[start:end]


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentences begin and end that hold these characters."""
    first = max((m.end() for m in STOP.finditer(text, 0, start + 1) if m.end() <= start), default=0)
    stop = STOP.search(text, max(first, end - 1))
    return first, stop.start() + 1 if stop else len(text)
