"""What the rules of the calendar share: what an expression is resolved against, and counting back in units."""

from __future__ import annotations

import calendar
import datetime as dt

from harmledger import codebook
from harmledger.timex.conflicts import Conflict

Days = tuple[dt.date, dt.date]
DAY = dt.timedelta(days=1)
LENGTH = {"minute": 0.0, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4375,
           "year": 365.25, "decade": 3652.5, "century": 36525.0}  # fmt: skip


class Context:
    """What an expression is resolved against: the report's day, its war, the time named before, places around it."""

    __slots__ = ("base", "conflict", "future", "places", "previous")

    def __init__(
        self,
        base: dt.date,
        conflict: Conflict | None = None,
        previous: Days | None = None,
        places: tuple[str, ...] = (),
    ) -> None:
        self.base = base
        self.conflict = conflict
        self.previous = previous
        self.places = tuple(p.lower() for p in places)
        self.future = False


def back(base: dt.date, n: float, unit: str) -> dt.date:
    """The day that lies n units before the base (after it, where n is negative)."""
    if unit in ("month", "year", "decade", "century") and float(n).is_integer():
        months = int(n) * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        year, month = divmod(base.year * 12 + base.month - 1 - months, 12)
        return dt.date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))
    length = n * LENGTH[unit]
    return base - dt.timedelta(days=round(length + (0.49 if 0 < length < 1 else 0)))


def vague_days(unit: str) -> int:
    """How many days back "recent days" or "weeks ago" may reach."""
    return int(codebook.load("times")["vague_days"][unit])
