"""The furniture cues of the codebook as compiled patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook

VERSION = codebook.version("furniture")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A pattern for a part of a line; `<outlet>` in it is filled in per report."""

    name: str
    # "start", "end" or "inside" of a line; "close": its end, even in mid-sentence; "tail": the end of the whole body
    at: str
    pattern: str
    flags: int


@dataclass(frozen=True, slots=True)
class Cues:
    """All patterns, ready to match."""

    lines: tuple[tuple[str, re.Pattern[str]], ...]
    contributions: re.Pattern[str]
    lists: re.Pattern[str]
    credits: re.Pattern[str]
    credit_words: re.Pattern[str]
    caption_labels: re.Pattern[str]
    sections: re.Pattern[str]
    title_tails: re.Pattern[str]
    open_ends: re.Pattern[str]
    names: re.Pattern[str]
    fragments: tuple[Fragment, ...]


@cache
def cues() -> Cues:
    """The compiled cues, made once."""
    data = codebook.load("furniture")
    short = {**data["shorthand"], "agency": "|".join(data["agencies"])}
    return Cues(
        lines=tuple((name, _whole(patterns, short)) for name, patterns in data["lines"].items()),
        contributions=_whole(data["contributions"], short),
        lists=re.compile(rf"(?:{_union(data['lists'], short)})\s*[:.…>»]*", re.I),
        credits=re.compile(rf"(?:{_union(data['credits'], short)})", re.I),
        credit_words=re.compile(rf"(?:{_union(data['credit_words'], short)})\s*[:/©]\s*"),
        caption_labels=re.compile(rf"(?:{_union(data['caption_labels'], short)})\s*", re.I),
        sections=_whole(data["sections"], short),
        title_tails=re.compile(rf"\s*(?:{_union(data['title_tails'], short)})\s*$"),
        open_ends=re.compile(rf"(?:[,;–—-]|\b(?:{_union(data['open_ends'], short)}))$", re.I),
        names=re.compile(_filled("<names>", short)),
        fragments=tuple(_fragment(row, short) for row in data["fragments"]),
    )


@cache
def origin_patterns(stem: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Marks of origin that may close a body, for an outlet of this name ("" where it is unknown)."""
    found = [f for f in cues().fragments if f.at == "tail"]
    outlet = rf"(?i:{re.escape(stem)})" if stem else r"(?!)"
    named = ((f, f.pattern.replace("<outlet>", outlet)) for f in found)
    return tuple((f.name, re.compile(rf"(?:(?<!\s)\s++)?{pattern}\s*$", f.flags)) for f, pattern in named)


def _fragment(row: dict[str, Any], short: dict[str, str]) -> Fragment:
    flags = 0 if row.get("cased") else re.I
    return Fragment(row["name"], row["at"], _filled(row["pattern"], short), flags)


def _whole(patterns: Sequence[str], short: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_union(patterns, short)})", re.I)


def _union(patterns: Sequence[str], short: dict[str, str]) -> str:
    return "|".join(_filled(p, short) for p in patterns)


def _filled(pattern: str, short: dict[str, str]) -> str:
    for name, value in short.items():
        pattern = pattern.replace(f"<{name}>", value)
    return pattern
