"""Which words are hard to read, so that a page keeps them behind a click and says what to expect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from harmledger import codebook
from harmledger.link.cues import pattern

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Topic:
    label: str
    begins: frozenset[str]  # first words of its phrases: without one of them it cannot fit, which is quick to see
    pattern: re.Pattern[str]


def graphic(text: str) -> str | None:
    """What a text describes that is hard to read ("describes dead bodies"), in words for a note; None where nothing."""
    words = set(_WORD.findall(text.lower()))
    found = (t.label for t in _topics() if not t.begins.isdisjoint(words) and t.pattern.search(text))
    labels = [label for label, _ in zip(found, range(_most()), strict=False)]
    if not labels:
        return None
    return " and ".join([labels[0], *(label.removeprefix("describes ") for label in labels[1:])])


@cache
def _most() -> int:
    return int(codebook.load("content_note")["most"])


@cache
def _topics() -> tuple[_Topic, ...]:
    return tuple(
        _Topic(
            row["label"],
            frozenset(_WORD.findall(first.lower())[0] for phrase in row["phrases"] for first in phrase[0]),
            pattern(row["phrases"], row["gap"]),
        )
        for row in codebook.load("content_note")["topics"]
    )
