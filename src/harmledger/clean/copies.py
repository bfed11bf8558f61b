"""Near-copies of one agency text: candidates by MinHash, each verified on the words themselves.

Outlets print the same dispatch under other headlines, with a paragraph less. Copies keep their claims, but they are one
source. Daily reports in a fixed form are no copies of each other, however alike they read: there a number, a name or
the day differs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import Any, Protocol

from harmledger.records import Report

VERSION = "copies/1"
SIMILAR = 0.75  # of the word triples of two texts together, the share that both have
FEWEST = 12  # words: equal sentences shorter than that are a formula ("rescue work goes on"), not a copy
SHORT = 120  # words: up to here two texts must agree in all numbers and names
MOST_DAYS = 3  # between the publications of a text and its copy in another outlet; an outlet's own are of one day

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
# 25 bands of 5 rows: a pair as similar as SIMILAR is a candidate with probability .999, one of .3 with .06.
_ROWS, _BANDS = 5, 25
_SEED = 1


@dataclass(frozen=True, slots=True)
class _Print:
    """What is kept of a text to compare it with others."""

    id: str
    outlet: str
    triples: frozenset[str]
    facts: frozenset[str]  # numbers and names
    words: int
    start: dt.date | None
    end: dt.date | None


class CopyIndex:
    """The originals met so far; costs per report do not grow with their number.

    In one stream the first of several copies is the original. `mark_copies` gives the result that does not depend on
    the order.
    """

    def __init__(self) -> None:
        self._originals: list[_Print] = []
        self._buckets: dict[tuple[int, ...], list[int]] = {}

    def add(self, report: Report) -> None:
        """Remember a report that is known already; one that is itself a copy need not be."""
        if report.copy_of is None and (found := _print(report)):
            self._remember(found, _keys(found))

    def mark(self, report: Report) -> Report:
        """The report, with `copy_of` where it is a near-copy of one met before; else it is remembered."""
        found = _print(report)
        if found is None:
            return report
        keys = _keys(found)
        original = self._original(found, keys)
        if original is None:
            self._remember(found, keys)
            return report
        return replace(report, copy_of=original) if original != report.id else report

    def _remember(self, found: _Print, keys: list[tuple[int, ...]]) -> None:
        self._originals.append(found)
        for key in keys:
            self._buckets.setdefault(key, []).append(len(self._originals) - 1)

    def _original(self, found: _Print, keys: list[tuple[int, ...]]) -> str | None:
        numbers = {number for key in keys for number in self._buckets.get(key, ())}
        same = [self._originals[n] for n in numbers if _same(found, self._originals[n])]
        return min(same, key=_age).id if same else None


def mark_copies(reports: Iterable[Report]) -> dict[str, str]:
    """Report id -> id of the original, for every near-copy among the reports, whatever their order.

    The original is the one published first, and among those of a day (or without a date) the smallest id.
    """
    index = CopyIndex()
    fresh = (replace(report, copy_of=None) for report in sorted(reports, key=_age_of))
    marked = (index.mark(report) for report in fresh)
    return {report.id: report.copy_of for report in marked if report.copy_of}


class Prints(Protocol):
    """Reports by number, and which are alike enough to be compared."""

    def report(self, number: int) -> Report:
        """The report, with what it is marked a copy of."""
        ...

    def alike(self, number: int) -> Iterable[int]:
        """The others that share one of `keys_of` with it."""
        ...

    def originals(self, number: int) -> Iterable[int]:
        """Those of `alike` that are originals, as far as they are settled."""
        ...

    def mark(self, number: int, is_original: bool) -> None:
        """Whether it is an original is settled now."""
        ...


def settle(changed: Mapping[int, bool], prints: Prints) -> dict[int, str | None]:
    """Number -> original (None for no copy) of every report that is to be marked otherwise, after some changed.

    `changed`: the reports that are new or differ (True), and those that were alike to what has changed or gone (False).
    Whether a report is a copy follows from older ones alone: reports are settled by age, and one that becomes an
    original, or is one no more, unsettles the younger ones that are alike.
    """
    found: dict[int, _Print | None] = {}
    settled: dict[int, str | None] = {}

    def print_of(number: int) -> _Print | None:
        if number not in found:
            found[number] = _print(prints.report(number))
        return found[number]

    def original_of(number: int) -> str | None:
        own = print_of(number)
        if own is None:
            return None
        older = (n for n in prints.originals(number) if _age_of(prints.report(n)) < _age_of(prints.report(number)))
        same = [p for n in older if (p := print_of(n)) is not None and _same(own, p)]
        return min(same, key=_age).id if same else None

    queue = [(_age_of(prints.report(n)), n) for n in changed]
    heapify(queue)
    queued = set(changed)
    while queue:
        age, number = heappop(queue)
        before, now = prints.report(number).copy_of, original_of(number)
        settled[number] = now
        prints.mark(number, now is None)
        # Nothing followed from a new report yet, and nothing follows from a copy.
        unsettles = now is None if changed.get(number) else (before is None) != (now is None)
        if unsettles:
            for other in prints.alike(number):
                if other not in queued and _age_of(prints.report(other)) > age:
                    queued.add(other)
                    heappush(queue, (_age_of(prints.report(other)), other))
    return {n: now for n, now in settled.items() if now != prints.report(n).copy_of}


def keys_of(report: Report) -> tuple[int, ...]:
    """63-bit numbers, one of which two near-copies share; none for a text too short to be a copy."""
    found = _print(report)
    if found is None:
        return ()
    packed = (repr(key).encode() for key in _keys(found))
    return tuple(int.from_bytes(hashlib.blake2b(key, digest_size=8).digest()) >> 1 for key in packed)


def _age(found: _Print) -> tuple[dt.date, str]:
    return found.start or dt.date.max, found.id


def _age_of(report: Report) -> tuple[dt.date, str]:
    return report.published.start or dt.date.max, report.id


def _print(report: Report) -> _Print | None:
    words = _WORD.findall(_body(report))
    if len(words) < FEWEST:
        return None
    lower = [word.casefold() for word in words]
    triples = frozenset(" ".join(lower[i : i + 3]) for i in range(len(lower) - 2))
    facts = frozenset(w.casefold() for w in words if w[0].isdigit() or w[0].isupper())
    return _Print(report.id, report.outlet, triples, facts, len(words), report.published.start, report.published.end)


def _body(report: Report) -> str:
    """The running text: titles differ between outlets, and page furniture is the same on all pages of one."""
    skipped = [(r.start, r.end) for r in report.regions if r.kind in ("furniture", "title")]
    parts, at = [], 0
    for start, end in sorted(skipped):
        parts.append(report.text[at : max(at, start)])
        at = max(at, end)
    return " ".join([*parts, report.text[at:]])


def _keys(found: _Print) -> list[tuple[int, ...]]:
    from rensa import RMinHash

    sketch: Any = RMinHash(num_perm=_ROWS * _BANDS, seed=_SEED)
    sketch.update(sorted(found.triples))
    digest = sketch.digest()
    return [(band, *digest[band * _ROWS : (band + 1) * _ROWS]) for band in range(_BANDS)]


def _same(a: _Print, b: _Print) -> bool:
    if not _days_agree(a, b):
        return False
    if min(a.words, b.words) <= SHORT and a.facts != b.facts:
        return False
    shared = len(a.triples & b.triples)
    return shared >= SIMILAR * (len(a.triples) + len(b.triples) - shared)


def _days_agree(a: _Print, b: _Print) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return True
    most = 0 if a.outlet == b.outlet and max(a.words, b.words) <= SHORT else MOST_DAYS
    return max(a.start, b.start) - min(a.end, b.end) <= dt.timedelta(days=most)
