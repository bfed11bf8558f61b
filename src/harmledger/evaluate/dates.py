"""Dates: values of the expressions that `timex` finds, against MEANTIME (one JSON object a report).

An expression counts when a found one overlaps its words and has its value; recall over the labelled ones, precision
over the found ones. Values are compared as TimeML writes them, down to the day: a clock time counts by its day, a vague
reference (PAST_REF) is nothing that a ledger can hold and is left out on both sides. Only the first six lines of
a report are labelled, and only they are read. `part` 0 or 1 takes the even or the odd reports: rules were made on the
even ones, the odd ones measure.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from harmledger.clean.published import read_given
from harmledger.timex.base import Context, Days
from harmledger.timex.calendar import days
from harmledger.timex.grammar import Reading, read_times

_LABELLED = 6
_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


def measure(path: Path, part: int | None = None) -> dict[str, float]:
    """Precision, recall and F1 of values and of spans, with the number of labelled and found expressions."""
    count: Counter[str] = Counter()
    for _, gold, found in compare(path, part):
        spans = {i: j for i, g in enumerate(gold) for j, f in enumerate(found) if overlap(g, f)}
        right = sum(any(overlap(g, f) and same(g["value"], f["value"]) for f in found) for g in gold)
        sound = sum(any(overlap(g, f) and same(g["value"], f["value"]) for g in gold) for f in found)
        near = sum(any(overlap(g, f) for g in gold) for f in found)
        count.update(gold=len(gold), found=len(found), right=right, sound=sound, spans=len(spans), near=near)
    out: dict[str, float] = {"labelled": count["gold"], "found": count["found"]}
    out |= _scores("value", count["right"], count["gold"], count["sound"], count["found"])
    return out | _scores("span", count["spans"], count["gold"], count["near"], count["found"])


def _scores(name: str, hits: int, gold: int, sound: int, found: int) -> dict[str, float]:
    recall, precision = hits / max(1, gold), sound / max(1, found)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {f"{name} precision": round(precision, 3), f"{name} recall": round(recall, 3), f"{name} F1": round(f1, 3)}


def compare(path: Path, part: int | None = None) -> Iterable[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]]:
    """(text, labelled, found) of each report, both as start, end, text, value."""
    for index, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if part is not None and index % 2 != part:
            continue
        report = json.loads(line)
        gold = [g for g in report["timexes"] if g["value"] not in _VAGUE and g["start"] is not None]
        vague = [g for g in report["timexes"] if g["value"] in _VAGUE]
        found = [f for f in read(report["text"], report["published"]) if not any(overlap(g, f) for g in vague)]
        yield report["text"], gold, found


def read(text: str, published: str | None) -> list[dict[str, Any]]:
    """The expressions found in a text, a line at a time, with their values as TimeML writes them."""
    given = read_given(published)[0] if published else None
    base = given[0] if given else None
    previous: Days | None = None
    out, at = [], 0
    for line in text.splitlines(keepends=True)[:_LABELLED]:
        for reading in read_times(line):
            if base is None and reading.kind in ("date", "iso", "numeric"):
                base = _absolute(reading)
            span = days(reading.kind, reading.value, Context(base, previous=previous)) if base else None
            value = _value(reading, span, base)
            if span and span[0] == span[1]:
                previous = span
            words = line[reading.start : reading.end]
            out.append({"start": at + reading.start, "end": at + reading.end, "text": words, "value": value})
        at += len(line)
    return out


def _absolute(reading: Reading) -> dt.date | None:
    span = days(reading.kind, reading.value, Context(dt.date(2100, 1, 1)))
    return span[0] if span and "year" in reading.value else None


_UNITS = {
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
}


def _value(reading: Reading, span: Days | None, base: dt.date | None) -> str:
    value = reading.value
    unit = str(value.get("unit", ""))
    if (
        reading.kind in ("duration", "rate", "window")
        and unit in _UNITS
        and value.get("which") not in ("next", "recent")
    ):
        n = value.get("n", 1 if reading.kind != "duration" else "X")
        n = n * 10 if unit == "decade" and n != "X" else n
        mark = _UNITS[unit]
        return f"P{'T' * (len(mark) > 1)}{n:g}{mark[-1]}" if n != "X" else f"P{'T' * (len(mark) > 1)}X{mark[-1]}"
    if reading.kind == "clock" and base:
        return base.isoformat()
    if span is None:
        return ""
    start, end = span
    if start == end:
        return start.isoformat()
    if unit == "week" and reading.kind == "calendar":
        return "{}-W{:02d}".format(*start.isocalendar()[:2])
    if reading.kind == "weekend":
        return "{}-W{:02d}-WE".format(*start.isocalendar()[:2])
    if value.get("month") and not value.get("day"):
        return start.isoformat()[:7]
    if unit == "month" and reading.kind == "calendar":
        return start.isoformat()[:7]
    if (end - start).days > 3000:
        return start.isoformat()[:3]
    if (end - start).days >= 80 and (value.get("year") or unit in ("year", "")) and not value.get("season"):
        return start.isoformat()[:4]
    if unit == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return f"{start.isoformat()}/{end.isoformat()}"


def same(gold: str, found: str) -> bool:
    """Whether a found value is the labelled one, down to the day."""
    gold = re.sub(r"(?<=\d)T.*$", "", gold).removesuffix("-XX")
    return gold == found


def overlap(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two expressions share a character."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])
