"""Phrases of the codebook, found in quotes.

A phrase is a row of words: "a|b" either word, "a?" may be missing, "a*" any ending, "*" any word, "a_b" words that stay
together in one alternative, "..." up to five words without a comma, "{name}" any of a named list. Case, and what
stands between words, do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_GAP = r"(?:[\w'’]+[^\w,;:]+){0,5}?"
_BETWEEN = r"\W+"


Slots = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=1000)
def pattern(phrases: tuple[str, ...], slots: Slots = ()) -> re.Pattern[str]:
    """One expression that finds any of the phrases; none of them gives one that finds nothing.

    `slots`: (name, phrases) that stand where a phrase says {name}.
    """
    if not phrases:
        return re.compile(r"(?!)")
    filled = {name: _any(given, {}) for name, given in slots}
    return re.compile(r"\b" + _any(phrases, filled) + r"(?!\w)", re.IGNORECASE)


def found(phrases: Iterable[str], text: str) -> re.Match[str] | None:
    """The first place where one of the phrases stands."""
    return pattern(tuple(phrases)).search(text)


def _any(phrases: Iterable[str], filled: Mapping[str, str]) -> str:
    return "(?:" + "|".join(_phrase(p, filled) for p in phrases) + ")"


def _phrase(phrase: str, filled: Mapping[str, str]) -> str:
    out = ""
    parts = phrase.split()
    for number, part in enumerate(parts):
        between = "" if number == len(parts) - 1 else _BETWEEN
        if part == "...":
            out += _GAP
        elif part.startswith("{"):
            out += filled[part.strip("{}")] + between
        elif part.endswith("?"):
            out += f"(?:{_word(part.removesuffix('?'))}{between})?"
        else:
            out += _word(part) + between
    return out


def _word(part: str) -> str:
    """One place of a phrase: its alternatives, each a word or words that stay together."""
    alternatives = []
    for choice in part.split("|"):
        words = [re.escape(w.removesuffix("*")) + (r"\w*" if w.endswith("*") else "") for w in choice.split("_")]
        alternatives.append(_BETWEEN.join(words))
    return f"(?:{'|'.join(alternatives)})"
