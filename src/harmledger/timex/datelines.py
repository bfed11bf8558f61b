"""The dateline that opens a report's first sentence: "MOPTI, Mali, May 3 2024 - ". Its date is the report's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from harmledger.timex.grammar import Reading

_PLACE = re.compile(r"\s*(?:[A-ZÀ-ÞА-ЯІЇЄҐ][\w.'’/-]*[ ,/]+){1,6}")
_CLOSE = re.compile(r"\s*(?:\([^)\n]{2,30}\)|/[^/\n]{2,20}/)?\s*[—–-]{1,2}\s")
_DATED = frozenset({"date", "iso", "numeric"})


def is_place_line(before: str) -> bool:
    """Whether the words before a date are capitalised names set off by a comma, as in "Mopti, 3 May 2024"."""
    return bool(_PLACE.fullmatch(before)) and before.rstrip().endswith(",")


def without_dateline(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """The readings of a sentence less the date of a dateline, where a later one gives the event a time of its own."""
    kept = list(readings)
    if len(kept) < 2 or kept[0].kind not in _DATED:
        return kept
    opens = is_place_line(text[: kept[0].start]) and _CLOSE.match(text, kept[0].end)
    return kept[1:] if opens else kept
