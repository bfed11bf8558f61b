"""Phrases of the codebook found in the words around a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from harmledger.records import Claim

Phrases = Sequence[Sequence[Sequence[str]]]


def windows(text: str, claim: Claim, reach: int) -> Iterator[str]:
    """The text around each quote of a claim, so many characters on either side."""
    for q in claim.quotes:
        yield text[max(0, q.start - reach) : q.end + reach]


def pattern(phrases: Phrases, gap: int) -> re.Pattern[str]:
    """What matches any phrase: of each group one, in this order, at most `gap` words between two."""
    between = rf"\W+(?:[\w'’-]+\W+){{0,{gap}}}?"
    rows = (between.join(f"(?:{alternatives(group)})" for group in row) for row in phrases)
    return re.compile(rf"\b(?:{'|'.join(f'(?:{row})' for row in rows)})\b", re.IGNORECASE)


def alternatives(words: Sequence[str]) -> str:
    """A list of words or phrases as alternatives of a pattern."""
    return "|".join(re.escape(w) for w in words)


def as_written(words: str) -> str:
    """The words on one line."""
    return " ".join(words.split())
