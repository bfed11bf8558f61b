"""From what an expression says to days, given a day to count from.

`days(kind, value, context)` gives the first and last day (inclusive) or None where the words do not fix any: a bare
duration, "the next day" with no day before it. Past readings are preferred: reports tell of what happened, so a weekday
or a month without a year is the latest one up to the base.
"""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from harmledger import codebook
from harmledger.timex import wartime
from harmledger.timex.base import DAY, LENGTH, Context, Days, back, vague_days
from harmledger.timex.holidays import holiday_in

_FIRST = dt.date.min
# A date without a year that lies days ahead, and else nearly a year back, is a plan: "the summit of December 20".
_SOON, _LONG_AGO = dt.timedelta(days=45), dt.timedelta(days=300)


def days(kind: str, value: Mapping[str, Any], context: Context) -> Days | None:
    """First and last day of one expression, or None where its words fix none."""
    rule = _RULES.get(kind)
    if rule is None:
        return None
    context.future = bool(value.get("future"))
    try:
        return rule(value, context)
    except (OverflowError, ValueError):  # 31 June, the year 12000: no such day
        return None


# -- whole dates -------------------------------------------------------------------------------------------------------
def _date(value: Mapping[str, Any], context: Context) -> Days | None:
    year, month, day = value.get("year"), value.get("month"), value.get("day")
    if "yearshift" in value:  # "March last year"
        year = context.base.year + value["yearshift"]
    if value.get("season"):
        return _season(value["season"], year, value.get("portion"), context)
    if month is None:
        return _day_of_month(day, context) if day else _year(year, value.get("portion"))
    if day is None:
        return _month(month, year, value.get("portion"), context)
    if year is None:
        year = _year_of(month, day, value, context)
    at = dt.date(_full_year(year), month, day)
    return _night(at, value.get("part"), context)


def _full_year(year: int) -> int:
    return year if year >= 100 else year + (2000 if year < 70 else 1900)


def _year_of(month: int, day: int, value: Mapping[str, Any], context: Context) -> int:
    """The year that the words leave out: the latest such day up to the report's, and one that has the weekday named."""
    years = range(context.base.year + 1, context.base.year - 7, -1)
    known = [dt.date(y, month, day) for y in years if _exists(y, month, day)]
    limit = context.base + (180 * DAY if context.future else 0 * DAY)
    past = [d for d in known if d <= limit]
    weekday = value.get("weekday")
    if weekday is not None:
        near = [d for d in known if d <= limit + 30 * DAY and d.weekday() == weekday]
        if near and (not past or (past[0] - near[0]).days < 400):
            return near[0].year
    if context.future and past:
        return min(past, key=lambda d: abs((d - context.base).days)).year
    coming = [d for d in known if context.base < d <= context.base + _SOON]
    if coming and not value.get("past") and (not past or past[0] < context.base - _LONG_AGO):
        return coming[0].year
    return past[0].year if past else context.base.year


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _calendar.monthrange(year, month)[1]


def _day_of_month(day: int, context: Context) -> Days | None:
    year, month = context.base.year, context.base.month
    for _ in range(12):
        if _exists(year, month, day) and dt.date(year, month, day) <= context.base:
            at = dt.date(year, month, day)
            return at, at
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None


def _night(at: dt.date, part: str | None, context: Context) -> Days:
    """A night named by its date is that day; "overnight" reaches back to the day before."""
    return (at - DAY, at) if part == "overnight" else (at, at)


def _iso(value: Mapping[str, Any], context: Context) -> Days:
    at = dt.date(*value["iso"])
    return at, at


def _numeric(value: Mapping[str, Any], context: Context) -> Days | None:
    """07.08.22 is day first; with slashes both orders are possible: the one that is not after the report's day."""
    first, second, year, dotted = value["numeric"]
    orders = [(second, first)] if dotted else [(first, second), (second, first)]
    found = [dt.date(_full_year(year), m, d) for m, d in orders if _exists(_full_year(year), m, d)]
    if dotted and not found and _exists(_full_year(year), first, second):
        found = [dt.date(_full_year(year), first, second)]
    if not found:
        return None
    at = next((d for d in found if d <= context.base), found[0])
    return at, at


def _daterange(value: Mapping[str, Any], context: Context) -> Days | None:
    last = _date({**value, "day": value["day2"], "part": None}, context)
    if last is None:
        return None
    first = last[0].replace(day=value["day"])
    return (first, last[1]) if first <= last[1] else None


def _range(value: Mapping[str, Any], context: Context) -> Days | None:
    (kind_a, value_a), (kind_b, value_b) = value["from"], value["to"]
    last = days(kind_b, value_b, context)
    if last is None:
        return None
    if "month" in value_b and "year" in value_b and kind_a == "date" and "year" not in value_a:
        value_a = {**value_a, "year": value_b["year"]}
    elif kind_a == "weekday":  # "from Friday to Sunday": the Friday before that Sunday
        context = Context(last[1], context.conflict, context.previous, context.places)
    first = days(kind_a, value_a, context)
    if first is None:
        return None
    if first[0] > last[1] and "year" not in value_a and kind_a == "date":
        first = days(kind_a, value_a, Context(last[1], context.conflict))
    return (first[0], last[1]) if first and first[0] <= last[1] else None


def _month(month: int, year: int | None, portion: str | None, context: Context) -> Days | None:
    if year is None:
        year = context.base.year - (month > context.base.month)
        if context.future and month < context.base.month:
            year += 1
        elif context.future:
            year = context.base.year
    year = _full_year(year)
    length = _calendar.monthrange(year, month)[1]
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, length)}.get(portion or "", (1, length))
    return dt.date(year, month, low), dt.date(year, month, high)


def _year(year: int | None, portion: str | None) -> Days | None:
    if year is None:
        return None
    low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(portion or "", (1, 12))
    return dt.date(year, low, 1), dt.date(year, high, _calendar.monthrange(year, high)[1])


def _season(season: str, year: int | None, portion: str | None, context: Context, back: int = 0) -> Days:
    low, high = codebook.load("times")["seasons"][season]
    if year is None:
        year = context.base.year
        if not context.future and dt.date(year, low, 1) > context.base:
            year -= 1
    year -= back
    last = year + (high < low)
    return dt.date(year, low, 1), dt.date(last, high, _calendar.monthrange(last, high)[1])


def _decade(value: Mapping[str, Any], context: Context) -> Days:
    first = int(value["decade"])
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(value.get("portion") or "", (0, 9))
    return dt.date(first + low, 1, 1), dt.date(first + high, 12, 31)


# -- counted from the report's day -------------------------------------------------------------------------------------
def _weekday(value: Mapping[str, Any], context: Context) -> Days:
    which, base = value.get("which"), context.base
    if "week" in value:  # "Friday last week"
        monday = base - base.weekday() * DAY + {"last": -7, "next": 7}.get(value["week"], 0) * DAY
        return monday + value["weekday"] * DAY, monday + value["weekday"] * DAY
    back = (base.weekday() - value["weekday"]) % 7
    if which in ("next",) or (context.future and back and which is None):
        at = base + ((7 - back) or 7) * DAY
    elif which in ("last", "past", "previous") and back == 0:
        at = base - 7 * DAY
    else:
        at = base - back * DAY
    if "weekday2" in value:
        return at - ((at.weekday() - value["weekday"]) % 7) * DAY, at + ((value["weekday2"] - at.weekday()) % 7) * DAY
    return _night(at, value.get("part"), context)


def _deixis(value: Mapping[str, Any], context: Context) -> Days:
    return _night(context.base + int(value["days"]) * DAY, value.get("part"), context)


def _overnight(value: Mapping[str, Any], context: Context) -> Days:
    return context.base - DAY, context.base


def _window(value: Mapping[str, Any], context: Context) -> Days | None:
    """The past week, the last 24 hours, recent days: a span that ends with the report's day."""
    which, unit, n = value["which"], value["unit"], value.get("n")
    if which == "next":
        if n is None:
            return _calendar_unit({"which": "next", "unit": unit}, context)
        return context.base, back(context.base, -float(n), unit)
    if which == "recent" and n is None:
        return _since_war(context.base - vague_days(unit) * DAY, context), context.base
    if value.get("vague") and unit != "year":
        return _since_war(context.base - vague_days(unit) * DAY, context), context.base
    return back(context.base, float(n or 1), unit), context.base


def _calendar_unit(value: Mapping[str, Any], context: Context) -> Days | None:
    """Last week, this month, next year: a unit of the calendar."""
    base = context.base
    shift = (
        value["yearshift"] if "yearshift" in value else {"last": -1, "past": -1, "this": 0, "next": 1}[value["which"]]
    )
    which = value.get("which") or {-1: "last", 0: "this", 1: "next"}[shift]
    if "month" in value:
        return _named_month(value, which, context)
    unit = value["unit"]
    if unit in codebook.load("times")["seasons"]:
        span = _season(unit, None, value.get("portion"), context)
        if which == "last" and span[0] <= base <= span[1]:
            span = _season(unit, None, value.get("portion"), context, back=1)
        return span
    if unit == "day":
        return base + shift * DAY, base + shift * DAY
    if unit in ("week", "fortnight"):
        monday = base - base.weekday() * DAY + 7 * shift * DAY
        return monday, monday + 6 * DAY
    if unit == "month":
        year, month = divmod(base.year * 12 + base.month - 1 + shift, 12)
        return _month(month + 1, year, value.get("portion"), context)
    if which == "this" and unit == "year" and not value.get("portion"):
        return _since_war(dt.date(base.year, 1, 1), context), dt.date(base.year, 12, 31)
    if unit == "year":
        return _year(base.year + shift, value.get("portion"))
    if unit == "decade":
        first = (base.year // 10 + shift) * 10
        return dt.date(first, 1, 1), dt.date(first + 9, 12, 31)
    return None


def _named_month(value: Mapping[str, Any], which: str, context: Context) -> Days | None:
    month, base = value["month"], context.base
    year = base.year - (month > base.month)
    if which == "last" and month == base.month:
        year -= 1
    elif which == "this":
        year = base.year
    elif which == "next":
        year = base.year + (month <= base.month)
    return _month(month, year, value.get("portion"), context)


def _weekend(value: Mapping[str, Any], context: Context) -> Days:
    back = (context.base.weekday() - 5) % 7  # days since Saturday
    which = value.get("which")
    if which == "next" or (which == "this" and back > 1 and context.future):
        saturday = context.base + (7 - back) * DAY
    elif which == "last" and back <= 1:
        saturday = context.base - (back + 7) * DAY
    else:
        saturday = context.base - back * DAY
    return saturday, saturday + DAY


def _ago(value: Mapping[str, Any], context: Context) -> Days | None:
    unit, n = value["unit"], value.get("n")
    if unit == "weekend":
        return _weekend({"which": "last"}, context)
    if n is None or value.get("vague"):
        return context.base - vague_days(unit) * DAY, context.base - (vague_days(unit) // 4) * DAY
    at = back(context.base, float(n), unit)
    slack = {"week": 1, "month": 7, "year": 60, "decade": 730, "century": 7300}.get(unit, 0) * DAY
    if unit == "year" and float(n) >= 2:
        return _year(at.year, None)
    return at - slack, min(at + slack, context.base)


def _duration(value: Mapping[str, Any], context: Context) -> Days | None:
    """For two weeks, after days of shelling: up to the report's day. How long something takes fixes no day."""
    unit, n = value["unit"], value.get("n")
    if not value.get("runs") or LENGTH[unit] * float(n or 1) < 1 or (unit == "hour" and n is None):
        return None
    if n is None or value.get("vague"):
        return _since_war(context.base - max(7, vague_days(unit)) * DAY, context), context.base
    return _since_war(back(context.base, float(n), unit), context), context.base


def _since_war(day: dt.date, context: Context) -> dt.date:
    """A loose span back in time reaches to the war's start at most."""
    begun = context.conflict.start if context.conflict else _FIRST
    return max(day, begun) if begun <= context.base else day


# -- counted from the time named before --------------------------------------------------------------------------------
def _shift(value: Mapping[str, Any], context: Context) -> Days | None:
    unit, n, sign = value["unit"], value.get("n"), value.get("sign", 1)
    if "base" in value:  # a day that the same sentence names before
        kind, inner = value["base"]
        named = days(kind, inner, Context(context.base, context.conflict, context.previous, context.places))
        context = Context(context.base, context.conflict, named or context.previous, context.places)
    if unit not in LENGTH:  # "that night", "the next morning"
        unit = "day"
    whole = n in (-1, 1) and "sign" not in value and unit in ("week", "month", "year")  # the previous month
    if context.previous is None:
        if n != -1 or "sign" in value or unit not in ("day", "week", "month", "year"):
            return None  # "the next day", "two days later" than what?
        return _calendar_unit({"which": "last", "unit": unit}, context)
    first, last = context.previous
    if whole:
        return _calendar_unit({"which": "last" if n == -1 else "next", "unit": unit}, Context(first))
    if n is None or value.get("vague"):
        low, high = vague_days(unit) // 4, vague_days(unit)
        return (last + low * DAY, last + high * DAY) if sign > 0 else (first - high * DAY, first - low * DAY)
    if n == 0:
        if unit in ("week", "month", "year"):
            return _calendar_unit({"which": "this", "unit": unit}, Context(first))
        return first, last
    if unit in ("minute", "hour"):
        move = round(float(n) * LENGTH[unit]) * sign
        return first + move * DAY, last + move * DAY
    return back(first, -float(n) * sign, unit), back(last, -float(n) * sign, unit)


# -- from the start of the war (the rest is in `wartime`) --------------------------------------------------------------
def _war(value: Mapping[str, Any], context: Context) -> Days | None:
    if "month" in value:
        named = _date({k: value[k] for k in ("year", "month", "day") if k in value}, context)
        if named:
            return named
    if context.conflict is None:
        return None
    return context.conflict.start, context.conflict.start


def _first(value: Mapping[str, Any], context: Context) -> Days | None:
    if context.conflict is None or value["which"] == -1 or value["which"] == "last":
        return _window({**value, "which": "past"}, context)
    if value["which"] != 1:
        return None
    start, n = context.conflict.start, value.get("n")
    if n is None:
        return start, back(start, -1, value["unit"]) - DAY
    return start, max(start, back(start, -float(n), value["unit"]) - DAY)


# -- holidays ----------------------------------------------------------------------------------------------------------
def _holiday(value: Mapping[str, Any], context: Context) -> Days | None:
    name = value["holiday"]
    if "year" in value:
        at = holiday_in(value["year"], name)
        return at, at
    base = context.base
    if context.future:
        at = min((holiday_in(base.year + d, name) for d in (-1, 0, 1)), key=lambda d: abs((d - base).days))
        return at, at
    year = base.year + (holiday_in(base.year, name) <= base)  # of the next one
    coming, past = holiday_in(year, name), holiday_in(year - 1, name)
    plan = not value.get("past") and coming <= base + _SOON and past < base - _LONG_AGO
    at = coming if plan else past
    return at, at


_RULES: Mapping[str, Callable[[Mapping[str, Any], Context], Days | None]] = {
    "date": _date, "iso": _iso, "numeric": _numeric, "daterange": _daterange, "range": _range, "decade": _decade,
    "weekday": _weekday, "deixis": _deixis, "overnight": _overnight, "window": _window, "calendar": _calendar_unit,
    "weekend": _weekend, "ago": _ago, "duration": _duration, "shift": _shift, "war": _war, "first": _first,
    "holiday": _holiday, **wartime.RULES,
}  # fmt: skip
