"""Working out a report's date from what it tells: "day 13 of the invasion", "yesterday" beside an event of known date.

Each piece of evidence leaves a range of days open, with words and a reason. Lower bounds (what the report already
knows) are certain, and the latest of them rules; ranges are met with one another, the strongest first, and a range that
the lower bounds contradict tells of an earlier time of the war, not of the report. Without any range nothing is
inferred: a lower bound alone is no date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger.records import Published, Region, Span
from harmledger.timex import conflicts
from harmledger.timex.base import Context
from harmledger.timex.calendar import days
from harmledger.timex.conflicts import Anchor, Conflict
from harmledger.timex.grammar import Reading, read_times
from harmledger.timex.lexicon import lexicon, tokenize

_DAY = dt.timedelta(days=1)
_WIDEST = 62  # days: a wider range says too little to resolve "on Monday" against
_LEAD = 3  # sentences that tell the news itself
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\D{0,12}((?:19|20)\d\d)(?:\s?[-–]\s?((?:19|20)\d\d))?", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    text: str
    readings: tuple[Reading, ...]
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class _Clue:
    """One piece of evidence: the days it leaves open (`last` None for a lower bound alone)."""

    first: dt.date
    last: dt.date | None
    weight: float
    reason: str
    evidence: Span


def infer(text: str, regions: Sequence[Region], outlet: str = "") -> Published:
    """The days on which the report can have been published, or unknown with what little is known as reason."""
    year = _copyright_year(text)
    sentences, conflict = _read(text, regions, year)
    clues = list(_clues(text, sentences, conflict))
    floor = _floor(clues, year)
    ceiling = dt.date(year, 12, 31) if year else None
    best = _meet([c for c in clues if c.last is not None], floor, ceiling)
    if best is None:
        after = f"after {floor.first} ({floor.reason})" if floor else ""
        return Published(reason=after)
    first, last, used = best
    first, last, why = _by_weekday(sentences, first, last)
    if (last - first).days > _WIDEST:
        return Published(reason=f"between {first} and {last} ({used[0].reason})")
    reasons = list(dict.fromkeys([*(c.reason for c in used), *why]))
    return Published(first, last, "inferred", "; ".join(reasons), used[0].evidence)


def dateline(text: str, reading: Reading, evidence: Span) -> Published | None:
    """The date of a dateline without a year ("KYIV, March 3 -"): the copyright's, or that of the newest event told."""
    year = _copyright_year(text)
    if year:
        span = days(reading.kind, {**reading.value, "year": year}, Context(dt.date(2100, 12, 31)))
        return (
            Published(*span, "inferred", f"dateline {evidence.text}, the copyright's year", evidence) if span else None
        )
    sentences, conflict = _read(text, (), None)
    floor = _floor(list(_clues(text, sentences, conflict)), None)
    span = days(reading.kind, reading.value, Context(floor.first + 60 * _DAY)) if floor else None
    if floor is None or span is None or span[0] < floor.first:  # no year fits closely: not known
        return None
    return Published(*span, "inferred", f"dateline {evidence.text}; {floor.reason}", evidence)


def _copyright_year(text: str) -> int | None:
    match = _COPYRIGHT.search(text)
    return int(match[2] or match[1]) if match else None


def _read(text: str, regions: Sequence[Region], year: int | None) -> tuple[list[_Sentence], Conflict | None]:
    """The sentences of the running text with their expressions of time and the dated events they tell of."""
    body = text
    for region in regions:
        if region.kind == "furniture":
            body = body[: region.start] + re.sub(r"[^\n]", " ", body[region.start : region.end]) + body[region.end :]
    conflict = conflicts.about(body, (), dt.date(year, 12, 31) if year else None)
    sentences = []
    for match in _SENTENCE.finditer(body):
        words = match.group()
        if not words.strip():
            continue
        anchors = tuple(conflicts.told(conflict, words)) if conflict else ()
        sentences.append(_Sentence(match.start(), words, read_times(words), anchors))
    return sentences, conflict


# -- evidence ----------------------------------------------------------------------------------------------------------
def _clues(text: str, sentences: Sequence[_Sentence], conflict: Conflict | None) -> Iterator[_Clue]:
    for index, sentence in enumerate(sentences):
        for reading in sentence.readings:
            span = _span(text, sentence, reading)
            yield from _dated(reading, span, conflict, index < _LEAD)
            if conflict is not None and (reading.kind != "ago" or _of_the_war(sentence.text[: reading.start])):
                yield from _counted(reading, span, conflict)
        for anchor in sentence.anchors:
            yield from _anchored(text, sentence, anchor)
    if conflict is not None:
        yield from _holidays(text, sentences)


def _span(text: str, sentence: _Sentence, reading: Reading) -> Span:
    start, end = sentence.start + reading.start, sentence.start + reading.end
    return Span(text[start:end], start, end)


def _dated(reading: Reading, span: Span, conflict: Conflict | None, lead: bool) -> Iterator[_Clue]:
    """A whole date of the past: the report is not older; one in its first sentences it mostly follows within days."""
    value = reading.value
    whole = reading.kind in ("iso", "numeric") or (
        reading.kind in ("date", "daterange") and {"day", "year"} <= set(value)
    )
    if not whole or value.get("future") or reading.role == "until":
        return
    found = days(reading.kind, value, Context(dt.date(2100, 12, 31)))
    if found and found[0].year >= 1900:
        yield _Clue(found[1], None, 1.0, f"tells of {span.text}", span)
        if reading.role == "point" and lead and conflict is not None and found[0] > conflict.start:
            yield _Clue(found[1], found[1] + 7 * _DAY, 0.3, f"newest date told is {span.text}", span)


_WEEK, _MONTH, _YEAR = 7, 30.44, 365.25
_LENGTH: dict[str, float] = {"day": 1, "week": _WEEK, "month": _MONTH, "year": _YEAR}


def _counted(reading: Reading, span: Span, conflict: Conflict) -> Iterator[_Clue]:
    """Days, weeks and months counted from the war's start."""
    value, start = reading.value, conflict.start
    unit = value.get("unit")
    if unit not in _LENGTH or "n" not in value:
        return
    n, began = float(value["n"]), f" ({start})"
    if reading.kind == "nth" and reading.role in ("point", "until") and n > 1:  # the first day is told for years
        found = days("nth", value, Context(start, conflict))
        if found is None:
            return
        yield _Clue(found[0], None, 0.9, span.text + began, span)
        if unit != "day" or re.search(r"\d", span.text):  # "the third day of the war" is told long after
            weight = 0.9 if unit == "day" else 0.8
            yield _Clue(found[0], found[1], weight, span.text + began, span)
    elif reading.kind in ("warlength", "ago") or (reading.kind == "intowar" and value["rel"] in ("into", "since")):
        length = n * _LENGTH[unit]
        early, late = {"day": (1, 1), "week": (5, 5), "month": (28, 24), "year": (60, 90)}[
            unit
        ]  # "nearly", "more than"
        first = start + max(1, round(length - early)) * _DAY
        yield _Clue(first, None, 0.7, span.text + began, span)
        yield _Clue(first, start + round(length + late) * _DAY, 0.6, span.text + began, span)
    elif reading.kind == "first" and value.get("which") == 1:
        end = start + round(n * _LENGTH[unit] - 1) * _DAY
        yield _Clue(end, None, 0.8, "knows of " + span.text + began, span)


def _of_the_war(words: str) -> bool:
    """Whether the words before "three weeks ago" tell of the war's start: "Russia began its invasion ..."."""
    codes = [t.code for t in tokenize(words)[0]][-10:]
    known = lexicon().code
    return known["WAR"] in codes and known["STARTING"] in codes


def _anchored(text: str, sentence: _Sentence, anchor: Anchor) -> Iterator[_Clue]:
    """An event of known date; "yesterday" or a weekday in the same sentence ties the report to it."""
    what = _first_words(text, sentence)
    name = f"{anchor.name} ({anchor.start})"
    yield _Clue(anchor.start, None, 0.9, f"knows of {name}", what)
    for reading in sentence.readings:
        if reading.value.get("future"):
            continue
        clue = _tie(reading, anchor)
        if clue is not None:
            first, last, weight = clue
            yield _Clue(
                first, last, weight, f"{reading_text(text, sentence, reading)}: {name}", _span(text, sentence, reading)
            )


def reading_text(text: str, sentence: _Sentence, reading: Reading) -> str:
    """The words of an expression."""
    return _span(text, sentence, reading).text


def _first_words(text: str, sentence: _Sentence) -> Span:
    start = sentence.start + len(sentence.text) - len(sentence.text.lstrip())
    end = sentence.start + len(sentence.text.rstrip())
    return Span(text[start:end], start, end)


def _tie(reading: Reading, anchor: Anchor) -> tuple[dt.date, dt.date, float] | None:
    value = reading.value
    if reading.kind == "deixis":
        shift = -int(value["days"]) * _DAY
        return anchor.start + shift, anchor.end + shift, 0.85
    if reading.kind == "overnight":
        return anchor.start, anchor.end + _DAY, 0.7
    if reading.kind == "weekday" and value["weekday"] in (anchor.start.weekday(), anchor.end.weekday()):
        if value.get("which") in ("last", "past"):
            return anchor.start + _DAY, anchor.end + 10 * _DAY, 0.6
        return anchor.start, anchor.end + 6 * _DAY, 0.7
    if reading.kind == "calendar" and value.get("which") in ("last", "this") and value.get("unit") in ("week", "month"):
        unit = _LENGTH[value["unit"]]
        if value["which"] == "this":
            return anchor.start, anchor.end + round(unit) * _DAY, 0.5
        return anchor.start + _DAY, anchor.end + round(2 * unit) * _DAY, 0.5
    if reading.kind == "ago" and value["unit"] in ("day", "week", "month"):
        n, unit = float(value.get("n") or 3), _LENGTH[value["unit"]]
        slack = 1 if value.get("n") and unit == 1 else unit
        return anchor.start + round(n * unit - slack) * _DAY, anchor.end + round(n * unit + slack) * _DAY, 0.55
    return None


def _holidays(text: str, sentences: Sequence[_Sentence]) -> Iterator[_Clue]:
    """Since Christmas Day: a report that counts from a holiday follows it within weeks; other events give the year."""
    known = [a.start for s in sentences for a in s.anchors]
    if not known:
        return
    floor = max(known)
    for sentence in sentences:
        for reading in sentence.readings:
            if reading.kind != "holiday" or reading.value.get("future") or reading.role != "since":
                continue
            found = days("holiday", reading.value, Context(floor + 364 * _DAY))
            if found and floor <= found[0]:
                span = _span(text, sentence, reading)
                words, first = f"since {span.text} ({found[0]})", found[0] + _DAY
                yield _Clue(first, None, 0.5, words, span)
                yield _Clue(first, found[0] + 14 * _DAY, 0.5, words, span)


# -- putting it together -----------------------------------------------------------------------------------------------
def _floor(clues: Sequence[_Clue], year: int | None) -> _Clue | None:
    """The latest day that the report knows of."""
    lower = [c for c in clues if c.last is None and (year is None or c.first.year <= year)]
    return max(lower, key=lambda c: c.first, default=None)


def _meet(
    clues: Sequence[_Clue], floor: _Clue | None, ceiling: dt.date | None
) -> tuple[dt.date, dt.date, list[_Clue]] | None:
    """The strongest range that the lower bound allows, narrowed by every weaker one that it meets."""
    low = floor.first if floor else dt.date.min
    open_clues = [c for c in clues if c.last is not None and c.last >= low and (ceiling is None or c.first <= ceiling)]
    open_clues.sort(key=lambda c: (-c.weight, -c.first.toordinal(), c.evidence.start))
    if not open_clues:
        return None
    first, last, used = low, ceiling or dt.date.max, []
    for clue in open_clues:
        a, b = max(first, clue.first), min(last, clue.last or last)
        if a <= b:
            if (a, b) != (first, last):
                used.append(clue)
            first, last = a, b
    if floor and first == floor.first and all(c.evidence != floor.evidence for c in used):
        used.append(floor)
    return first, last, used


def _by_weekday(sentences: Sequence[_Sentence], first: dt.date, last: dt.date) -> tuple[dt.date, dt.date, list[str]]:
    """News is of its own day or the day before: of a range, the first days that a weekday of the text allows."""
    if not 0 < (last - first).days <= 16:
        return first, last, []
    named: list[int] = []
    barred: set[int] = set()
    for sentence in sentences:
        for reading in sentence.readings:
            value: Any = reading.value
            if reading.kind != "weekday" or value.get("future"):
                continue
            if value.get("which") in ("last", "past", "next"):
                barred.add(value["weekday"])
            else:
                named.append(value["weekday"])
    if not named:
        return first, last, []
    allowed = []
    for n in range((last - first).days + 1):
        day = first + n * _DAY
        if {day.weekday(), (day - _DAY).weekday()} & set(named) and day.weekday() not in barred:
            allowed.append(day)
    if not allowed:
        return first, last, []
    run = [allowed[0]]
    for day in allowed[1:]:
        if day != run[-1] + _DAY:
            break
        run.append(day)
    names = ", ".join(sorted({d.strftime("%A") for d in run}, key=[d.strftime("%A") for d in run].index))
    return run[0], run[-1], [f"weekdays named ({names})"]
