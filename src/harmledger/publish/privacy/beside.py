"""Names that stand beside a person's in a pair or a list: "Olena and Ihor Koval", "Oleksandr, Olena, Danylo"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from harmledger.publish.privacy.policy import ARTICLE

_WORD = rf"(?:{ARTICLE})?[A-ZÀ-ÞА-ЯІЇЄҐ][\w’'-]+"
_BEFORE = re.compile(rf"(?<![\w’'-])({_WORD})(?:\s*\(?,?\s*\d{{1,2}}\)?,?)?\s+(?:and|&)\s+$")
_BEHIND = re.compile(rf"\s*,?\s+(?:and|&)\s+({_WORD})(?![\w’'-]|\s+[A-ZÀ-Þ])")
_LIST = re.compile(rf"{_WORD}(?:\s*,\s+{_WORD})+(?:\s*,?\s+(?:and|&)\s+(?:[a-z]+\s+)?{_WORD})?")
_ONE = re.compile(_WORD)

Span = tuple[int, int]


def beside(text: str, found: Sequence[Span], may: Callable[[str], bool]) -> Iterator[Span]:
    """Where the other names of a pair or list stand, those that `may` be a name; some more than once."""
    for start, end in found:
        near = max(0, start - 40)
        if (m := _BEFORE.search(text[near:start])) and may(m[1]):
            yield near + m.start(1), near + m.end(1)
        if (m := _BEHIND.match(text[end : end + 60])) and may(m[1]):
            yield end + m.start(1), end + m.end(1)
    for listed in _LIST.finditer(text) if found else ():
        if any(listed.start() <= a and b <= listed.end() for a, b in found):
            for m in _ONE.finditer(listed.group()):
                if may(m.group()):
                    yield listed.start() + m.start(), listed.start() + m.end()
