"""Phrases of a codebook file as one pattern, and the nearest of them to a point of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from harmledger import codebook

_STOP = re.compile(r"(?<=[.!?;])[\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-ÞА-Я0-9])")


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Whole words of any phrase, the longest first, whatever the case and the blanks."""
    return _compiled(frozenset(phrases))


@lru_cache(maxsize=512)
def _compiled(phrases: frozenset[str]) -> re.Pattern[str]:
    words = sorted(phrases, key=lambda p: (-len(p), p))
    joined = "|".join(r"\s+".join(map(re.escape, w.split())) for w in words)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


@cache
def listed(book: str, *names: str) -> re.Pattern[str]:
    """The pattern of one or more lists of a codebook file; of a mapping of lists all its phrases."""
    return pattern(p for name in names for p in _phrases(codebook.load(book)[name]))


def _phrases(value: Iterable[str] | Mapping[str, Iterable[str]]) -> Iterable[str]:
    if isinstance(value, Mapping):
        return [p for key, own in value.items() for p in ([key] if isinstance(own, int) else own)]
    return value


@cache
def named(book: str, *path: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The pattern of a mapping name -> phrases, and phrase (lower case, single blanks) -> name."""
    value = codebook.load(book)
    for key in path:
        value = value[key]
    return pattern(p for phrases in value.values() for p in phrases), {
        flat(p): name for name, phrases in value.items() for p in phrases
    }


def flat(words: str) -> str:
    """Words in lower case with single blanks, as the mappings of `named` hold them."""
    return " ".join(words.lower().split())


def last(found: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match within `text[start:end]`; words cut by its ends do not count."""
    out = None
    for match in found.finditer(text, start, end):
        out = match
    return out


def sentences(text: str) -> Iterable[tuple[int, int]]:
    """The sentences of a quote, as offsets."""
    at = 0
    for stop in _STOP.finditer(text):
        yield at, stop.start()
        at = stop.end()
    yield at, len(text)
