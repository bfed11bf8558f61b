"""Phrases of the codebook, found in quotes.

A phrase is a row of words: "a|b" either word, "a?" may be missing, "a*" any ending, "a_b" words that stay together in
one alternative, "..." up to five words between. Case and what stands between words (hyphens, breaks) do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_GAP = r"(?:[\w'’]+\W+){0,5}?"
_BETWEEN = r"\W+"


@lru_cache(maxsize=1000)
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that finds any of the phrases; none of them gives one that finds nothing."""
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(r"\b(?:" + "|".join(_phrase(p) for p in phrases) + r")(?!\w)", re.IGNORECASE)


def found(phrases: Iterable[str], text: str) -> re.Match[str] | None:
    """The first place where one of the phrases stands."""
    return pattern(tuple(phrases)).search(text)


def _phrase(phrase: str) -> str:
    out = ""
    parts = phrase.split()
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "...":
            out += _GAP
            continue
        optional = part.endswith("?")
        word = _word(part.removesuffix("?"))
        if optional:
            out += f"(?:{word}{'' if last else _BETWEEN})?"
        else:
            out += word + ("" if last else _BETWEEN)
    return out


def _word(part: str) -> str:
    """One place of a phrase: its alternatives, each a word or words that stay together."""
    alternatives = []
    for choice in part.split("|"):
        words = [re.escape(w.removesuffix("*")) + (r"\w*" if w.endswith("*") else "") for w in choice.split("_")]
        alternatives.append(_BETWEEN.join(words))
    return f"(?:{'|'.join(alternatives)})"
