"""Days counted from the start of a war or from a dated event: "day 13 of the invasion", "since it was liberated"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from harmledger.timex.base import DAY, Context, Days, back, vague_days
from harmledger.timex.conflicts import Anchor, Conflict


def _nth(value: Mapping[str, Any], context: Context) -> Days | None:
    """Day 13 of the war, its second week: day 1 is the day it began."""
    if context.conflict is None:
        return None
    n, unit, start = int(value["n"]), value["unit"], context.conflict.start
    if n < 1 or unit in ("minute", "hour"):
        return None
    if unit == "day":
        return start + (n - 1) * DAY, start + (n - 1) * DAY
    return back(start, -(n - 1), unit), back(start, -n, unit) - DAY


def _warlength(value: Mapping[str, Any], context: Context) -> Days | None:
    return (context.conflict.start, context.base) if context.conflict else None


def _intowar(value: Mapping[str, Any], context: Context) -> Days | None:
    """Two weeks into the war: about that day."""
    if context.conflict is None:
        return None
    start, n, unit = context.conflict.start, float(value["n"]), value["unit"]
    at = back(start, -n, unit)
    slack = {"week": 2, "month": 7, "year": 30}.get(unit, 0) * DAY
    return max(start, at - slack), at + slack


_EARLY = {"day": 14, "week": 35, "month": 92, "year": 366}  # days that "the early weeks of the war" go on for, at most


def _early(value: Mapping[str, Any], context: Context) -> Days | None:
    """Early in the war: its first weeks."""
    if context.conflict is None:
        return None
    last = context.conflict.start + (_EARLY.get(value.get("unit") or "week", 35) - 1) * DAY
    return context.conflict.start, min(last, max(context.base, context.conflict.start))


def _beforewar(value: Mapping[str, Any], context: Context) -> Days | None:
    """In the two days before the invasion; the day before the invasion."""
    if context.conflict is None:
        return None
    return _before(context.conflict.start, value)


def _before(day: dt.date, value: Mapping[str, Any]) -> Days:
    n, unit = value.get("n"), value["unit"]
    if n is None:
        return (day - DAY, day - DAY) if unit == "day" else (day - (vague_days(unit) or 1) * DAY, day - DAY)
    return min(back(day, float(n), unit), day - DAY), day - DAY


def _anchor(text: str, conflict: Conflict | None) -> Anchor | None:
    return next((a for a in conflict.anchors if text in a.words), None) if conflict else None


def _event(value: Mapping[str, Any], context: Context) -> Days | None:
    anchor = _anchor(value["event"], context.conflict)
    return (anchor.start, anchor.end) if anchor else None


def _byevent(value: Mapping[str, Any], context: Context) -> Days | None:
    anchor = _anchor(value["event"], context.conflict)
    if anchor is None:
        return None
    if value["rel"] == "before":
        return _before(anchor.start, value)
    n, unit = value.get("n"), value["unit"]
    if n is None:
        return anchor.end + DAY, anchor.end + max(1, vague_days(unit) if unit != "day" else 1) * DAY
    return anchor.end + DAY, max(anchor.end + DAY, back(anchor.end, -float(n), unit))


def _freed(value: Mapping[str, Any], context: Context) -> Days | None:
    """Since it was liberated: the day of that event at a place the text speaks of, else the war's start."""
    if context.conflict is None:
        return None
    for anchor in context.conflict.anchors:
        if (
            anchor.happened == value["event"]
            and anchor.start <= context.base
            and set(anchor.place) & set(context.places)
        ):
            return anchor.start, anchor.end
    return context.conflict.start, context.conflict.start


RULES: Mapping[str, Callable[[Mapping[str, Any], Context], Days | None]] = {
    "nth": _nth, "warlength": _warlength, "intowar": _intowar, "early": _early, "beforewar": _beforewar,
    "event": _event, "byevent": _byevent, "freed": _freed,
}  # fmt: skip
