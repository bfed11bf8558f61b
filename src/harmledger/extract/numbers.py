"""Counts in English text: digits, words, ranges, bounds ("at least", "up to") and vague words ("dozens").

The values are those of the coding manual: a bound leaves one end open, "about 400" is 400, "dozens" is 24 or more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.timex.grammar import read_times

VERSION = codebook.version("numbers")
_MOST_DIGITS = 12  # a longer run of digits is an account or telephone number, not a count
_DATES = frozenset({"date", "daterange", "range", "numeric", "iso"})  # readings whose numbers are days and years
Bound = Literal["exact", "at_least", "more_than", "at_most", "about", "range", "vague"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count: tokens `start` to `end` (half open, with its bound words); low or high None where open."""

    start: int
    end: int
    low: int | None
    high: int | None
    bound: Bound
    number: int  # first token of the number itself, after the bound words


@dataclass(frozen=True, slots=True)
class Count:
    """A count by characters: `text[start:end]` holds it with its bound words, `number` is where the number begins."""

    start: int
    end: int
    low: int | None
    high: int | None
    bound: Bound
    number: int


def find_counts(text: str, *, measures: bool = False) -> tuple[Count, ...]:
    """The counts of a text, in order; ages, times, dates, distances and shares left out.

    With `measures`, numbers before a unit ("70 times", "40 miles") are there too.
    """
    dates: list[tuple[int, int]] | None = None
    out = []
    at = 0
    while m := _pattern().search(text, at):
        stop = m.end()
        if m["and"] and not m["before"].lower().startswith("between"):
            stop = m.end("first")  # "three and four" are two counts, "between three and four" is one range
        at = stop
        if not measures and _unit().match(text, stop):
            continue
        if dates is None:
            dates = [(r.start, r.end) for r in read_times(text) if r.kind in _DATES]
        if any(a <= m.start("core") < b for a, b in dates):
            continue  # "In 2022 missiles hit the port", "on May 3 civilians fled"
        read = _read(m, ranged=stop == m.end())
        if read is not None:
            low, high, bound = read
            out.append(Count(m.start(), stop, low, high, bound, m.start("core")))
    return tuple(out)


def find_quantities(doc: Any, *, measures: bool = False) -> tuple[Quantity, ...]:
    """The counts of a parsed or merely tokenised text by its tokens; see `find_counts`."""
    starts = [int(t.idx) for t in doc]
    return tuple(
        Quantity(
            bisect_right(starts, c.start) - 1,
            bisect_right(starts, c.end - 1),
            c.low,
            c.high,
            c.bound,
            bisect_right(starts, c.number) - 1,
        )
        for c in find_counts(doc.text, measures=measures)
    )


def read_number(words: str) -> int | None:
    """The whole number that the words write: "1,597", "twenty-one", "half a million", "1.5 million".

    None where they write none, or one too long to be a count.
    """
    value = 0.0
    current = 0.0
    seen = False
    units, scales = codebook.load("numbers")["units"], codebook.load("numbers")["scales"]
    words = re.sub(r"(?<=\d)M\b", " million", re.sub(r"(?<=\d)K\b", " thousand", words))  # "5.3M refugees"
    for word in re.findall(r"\d[\d,.\s\u00a0\u202f]*\d|\d|[a-z]+", words.lower()):
        if sum(c.isdigit() for c in word) > _MOST_DIGITS:
            return None
        if word[0].isdigit():
            current, seen = float(re.sub(r"[,\s\u00a0\u202f]", "", word)), True
        elif word in units:
            current, seen = current + units[word], True
        elif word in scales:
            scaled = (current or 1) * scales[word]
            seen = True
            if scales[word] >= 1000:
                value, current = value + scaled, 0
            else:
                current = scaled
        elif word == "half":
            current = 0.5
    return round(value + current) if seen else None


def _read(m: re.Match[str], *, ranged: bool) -> tuple[int | None, int | None, Bound] | None:
    before, after = _bound(m["before"], "before"), _bound(m["after"], "after")
    bound = after if before in ("", "about") and after else before
    if m["vague"]:
        low, high = codebook.load("numbers")["vague"][re.sub(r"\s+", " ", m["vague"].lower())]
        return (low, high, "vague") if bound != "at_most" else (None, low, "at_most")
    first = read_number(m["first"])
    if first is None:
        return None
    if m["second"] and ranged:
        second = read_number(m["second"])
        return (first, second, "range") if second is not None and second > first else (first, first, "exact")
    if m["plus"]:
        return first, None, "at_least"
    if bound in ("at_least", "more_than"):
        return first, None, bound
    if bound == "at_most":
        return None, first, bound
    return first, first, "about" if bound == "about" else "exact"


@cache
def _bounds(field: str) -> dict[str, Bound]:
    return {w.lower(): kind for kind, words in codebook.load("numbers")[field].items() for w in words}


def _bound(words: str | None, field: str) -> Bound | Literal[""]:
    """The bound that the words before or after a number set; the strictest of several ("at least some")."""
    if not words:
        return ""
    low = re.sub(r"\s+", " ", words.lower().strip())
    found = [kind for w, kind in _bounds(field).items() if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", low)]
    for kind in ("at_most", "at_least", "more_than", "about"):
        if kind in found:
            # "no more than" holds "more than", "no less than" holds "less than": the longer phrase decides.
            longest = max((w for w in _bounds(field) if w in low), key=len)
            return _bounds(field)[longest] if len(found) > 1 and kind != "about" else kind
    return ""


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def _pattern() -> re.Pattern[str]:
    data = codebook.load("numbers")
    unit, scale = _any(data["units"]), _any(data["scales"])
    digits = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:\.\d+)?(?=\s+(?:" + scale + r")\b)|\d+"
    words = rf"(?:half\s+)?an?\s+(?:{scale})\b|half\s+an?\s+(?:{scale})\b|\b(?:{unit}|{scale})\b"
    # "And" goes on with a number only after a scale: "one hundred and five", but "three and four" are two.
    joint = "|".join(rf"(?<={word})\s+and\s+" for word in sorted(data["scales"]))
    more = rf"(?:(?:{joint}|[\s-]+)(?:{unit}|{scale})\b)*"
    number = rf"(?:\d+(?:\.\d+)?(?-i:[MK])\b|(?:{digits})(?:\s+(?:{scale})\b)*|(?:{words}){more})"
    before = "|".join(_any(w) for w in data["before"].values())
    after = "|".join(_any(w) for w in data["after"].values())
    return re.compile(
        rf"(?<![\w.,:/$€£₴#№-])(?P<before>(?:(?:{before}|between|from|the|as)\s+)*)"
        rf"(?P<core>(?P<vague>\b(?:{_any(data['vague'])})\b)"
        rf"|(?P<first>{number})(?:(?:\s*[-–—]\s*|\s+(?:to|or)\s+|(?P<and>\s+and\s+))(?P<second>{number})|(?P<plus>(?<=\d)\+)|\b))"
        rf"(?![\w/]|[.:,]\d|-\w)(?P<after>\s+(?:{after})\b)?",
        re.IGNORECASE,
    )


@cache
def _unit() -> re.Pattern[str]:
    """A unit right after a number makes it a measure."""
    return re.compile(rf"[\s-]*(?:{_any(codebook.load('numbers')['not_counts'])})(?!\w)", re.IGNORECASE)
