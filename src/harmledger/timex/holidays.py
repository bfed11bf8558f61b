"""Holidays: the day that a name of the codebook means in a year."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Any


def holiday_in(year: int, rule: Any) -> dt.date:
    """The day of a holiday in a year: [month, day], or "easter-2" and "orthodox" counted from Easter Sunday."""
    if not isinstance(rule, str):
        return dt.date(year, *rule)
    match = re.fullmatch(r"(easter|orthodox)([+-]\d+)?", rule)
    if match is None:
        raise ValueError(rule)
    return _easter(year, match[1] == "orthodox") + dt.timedelta(days=int(match[2] or 0))


@cache
def _easter(year: int, orthodox: bool) -> dt.date:
    """Easter Sunday, Western or Orthodox, in the Gregorian calendar (Meeus)."""
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return dt.date(year, month, day + 1) + dt.timedelta(days=year // 100 - year // 400 - 2)
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    n = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)
