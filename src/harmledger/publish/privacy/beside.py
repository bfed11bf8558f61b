"""Names that stand beside a person's in a pair or a list: "Olena and Ihor Koval", "Oleksandr, Olena, Danylo"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from harmledger.publish.privacy.policy import ARTICLE

_WORD = rf"(?:{ARTICLE})?[A-ZÀ-ÞА-ЯІЇЄҐ][\w’'-]+"
_BEFORE = re.compile(rf"(?<![\w’'-])({_WORD})(?:\s*\(?,?\s*\d{{1,2}}\)?,?)?\s+(?:and|&)\s+$")
_BEHIND = re.compile(rf"\s*,?\s+(?:and|&)\s+({_WORD})(?![\w’'-]|\s+[A-ZÀ-Þ])")
_LIST = re.compile(rf"{_WORD}(?:\s*,\s+{_WORD})+(?:\s*,?\s+(?:and|&)\s+(?:[a-z]+\s+)?{_WORD})?")
_ONE = re.compile(_WORD)

Span = tuple[int, int]


def beside(text: str, start: int, end: int) -> Iterator[Span]:
    """Where the other names of the pair or list stand in which text[start:end] does; some more than once."""
    near = max(0, start - 40)
    if m := _BEFORE.search(text[near:start]):
        yield near + m.start(1), near + m.end(1)
    if m := _BEHIND.match(text[end : end + 60]):
        yield end + m.start(1), end + m.end(1)
    for listed in _lists(text):
        if listed[0] <= start and end <= listed[1]:
            for m in _ONE.finditer(text, *listed):
                yield m.span()


@lru_cache(maxsize=2)
def _lists(text: str) -> tuple[Span, ...]:
    return tuple(m.span() for m in _LIST.finditer(text))
