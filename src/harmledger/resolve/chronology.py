"""Reports that tell a war in the order of its days: what they leave undated happened between the dates around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from harmledger.extract.time_mentions import TimeMention
from harmledger.records import Published, Time
from harmledger.resolve import dates

_OLD = dt.timedelta(days=14)  # before the report: what a chronology tells, and news does not
_LEAST = 4  # old dates in order that make a chronology
_SHARE = 0.7  # of all dates of the report
_SPAN = dt.timedelta(days=30)
_CALENDAR = frozenset({"date", "iso", "numeric", "daterange", "intowar", "nth", "event"})


@dataclass(frozen=True, slots=True)
class Chronology:
    """The dates of a chronology in text order: offset of the words, first and last day."""

    dates: tuple[tuple[int, dt.date, dt.date], ...]
    last: dt.date  # the report's own day

    def between(self, offset: int) -> Time | None:
        """The time from the date told before an offset to the one told after it; None before the first date."""
        before = [d for d in self.dates if d[0] < offset]
        if not before:
            return None
        start, end = before[-1][1], before[-1][2]
        after = next((d for d in self.dates if d[0] >= offset and d[1] >= start), None)
        end = max(end, after[1]) if after is not None else max(end, self.last)
        basis = "chronology: between the dates told before and after"
        return Time(start=start, end=end, precision=dates.precision_of(start, end), basis=basis)


def chronology(times: Sequence[Sequence[TimeMention]], published: Published, conflict: Any) -> Chronology | None:
    """The dates of a report that tells events long past in order; None for a report of the day's news."""
    if published.start is None or published.end is None:
        return None
    found = []
    for mention in (m for row in times for m in row if m.role == "point"):
        time = dates.resolve_time(mention, published, conflict)
        if time.start is not None and time.end is not None:
            found.append((mention.start, time.start, time.end, mention.kind in _CALENDAR))
    old = [f[:3] for f in found if f[3] and f[2] < published.start - _OLD]
    if len(old) < _LEAST or len(old) < _SHARE * len(found):
        return None
    rising = sum(a[1] <= b[1] for a, b in pairwise(old))
    if rising < _SHARE * (len(old) - 1) or old[-1][1] - old[0][1] < _SPAN:
        return None
    return Chronology(tuple(old), published.end)
