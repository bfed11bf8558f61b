"""Days put into weeks, months and years, only where they are known so exactly."""

from __future__ import annotations

import datetime as dt

from harmledger.analyse.base import Option
from harmledger.records import Time

BY = Option("by", "one row for each", "month", ("day", "week", "month", "year", "all"))


def period(time: Time | None, by: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of the week (from Monday), month or year that a time lies in; None, None where in none.

    A time that spans two of them is in neither: nobody said which.
    """
    if by == "all" or time is None or time.start is None or time.end is None:
        return None, None
    first, last = _around(time.start, by)
    return (first, last) if time.end <= last else (None, None)


def _around(day: dt.date, by: str) -> tuple[dt.date, dt.date]:
    if by == "day":
        return day, day
    if by == "week":
        first = day - dt.timedelta(day.weekday())
        return first, first + dt.timedelta(6)
    if by == "month":
        first = day.replace(day=1)
        return first, (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
    return day.replace(month=1, day=1), day.replace(month=12, day=31)
