"""A reviewer's days: "2022-03-16", "2022-03-16..2022-03-18", "2022-03", "2022"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from harmledger.errors import UsageError
from harmledger.records import Time

BASIS = "set by a reviewer"
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_HOW = "Write 2022-03-16, 2022-03-16..2022-03-18, 2022-03 or 2022."


def time(given: Any) -> dict[str, Any]:
    """The days as a claim keeps them, as plain JSON; UsageError for what is none."""
    if isinstance(given, Mapping):
        made = _whole(given)
    else:
        first, dots, last = str(given).strip().partition("..")
        start, end, precision = _days(first)
        if dots:
            _, end, other = _days(last)
            precision = precision if precision == other else "day"
        made = Time("", start, end, precision, basis=BASIS)  # type: ignore[arg-type]
    if made.start is not None and made.end is not None and made.end < made.start:
        raise UsageError("ends before it begins", subject=str(given), remedy=_HOW)
    return made.to_json()


def _whole(given: Mapping[str, Any]) -> Time:
    try:
        return Time.from_json({"basis": BASIS, **given})
    except (TypeError, ValueError) as error:
        raise UsageError(f"is no time ({error})", subject=str(dict(given))[:60], remedy=_HOW) from error


def _days(given: str) -> tuple[dt.date, dt.date, str]:
    text = given.strip()
    try:
        if re.fullmatch(r"\d{4}", text):
            return dt.date(int(text), 1, 1), dt.date(int(text), 12, 31), "year"
        if month := _MONTH.fullmatch(text):
            year, number = int(month[1]), int(month[2])
            return dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]), "month"
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("is no day", subject=given, remedy=_HOW) from error
    return day, day, "day"
