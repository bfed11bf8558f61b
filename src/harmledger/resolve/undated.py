"""The time of a claim that no expression of its own dates: carried over from what was told before, or by default.

The rules are the coding manual's; where the manual leaves room, tense decides: what "has" been done, outside the lead
of a report, was done at some time of the war; what "was" done is news of the day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from harmledger.extract.drafts import Draft
from harmledger.records import Place, Published, Time
from harmledger.resolve import dates

_STORY = 6  # paragraphs over which one event is told on without its day named again
_AFTERMATH = 6  # days before the report in which what is still being cleared away happened
_LEAD = 4  # sentences, headline included, that tell the news itself
_INDEFINITE = frozenset({"attack", "clash", "control", "looting", "abduction", "siege"})


@dataclass(slots=True)
class Told:
    """The time that a report named last for an event, where it stood and what place it was told of."""

    time: Time | None = None
    paragraph: int = -1
    sentence: int = -1
    place: str | None = None


def undated(
    d: Draft, told: Told, published: Published, conflict: Any, kind: str, place: Place | None, carried: bool
) -> Time:
    """The time of a draft without a dated expression; `basis` says where it comes from."""
    over = _carried(d, told, published, kind, place, carried)
    if over is not None:
        return over
    if d.said_time is not None and kind == "event" and d.tense != "pluperfect" and not d.habitual:
        said = dates.resolve_time(d.said_time, published, conflict, told.time)
        if said.start is not None and said.precision == "day":
            return replace(said, basis="day of the statement")
    if d.aftermath and kind == "event" and not settled(d, kind) and d.sentence_kind != "title":
        return dates.days_before(published, _AFTERMATH, "work after the event is told: the days before publication")
    return dates.default_time(
        published,
        conflict,
        breaking=not settled(d, kind) and kind == "event",
        past=settled(d, kind),
        caption=d.sentence_kind == "caption",
        kind=kind,
    )


def _carried(d: Draft, told: Told, published: Published, kind: str, place: Place | None, carried: bool) -> Time | None:
    """The time named before, where the draft tells on of the same event."""
    if told.time is None or kind != "event" or d.tense == "pluperfect":
        return None
    if d.tense == "present" and not _goes_on(told.time, d, published):
        return None
    if d.sentence == told.sentence and told.time.precision != "day":
        return None  # "driven out last month, they shelled the city": the period is of its own clause
    apart = d.paragraph - told.paragraph
    there = carried and place is not None and (place.name or place.text) == told.place
    again = d.back_reference and place is None
    if apart == 0 or ((there or again) and apart <= _STORY):
        return replace(told.time, basis="carried over: " + told.time.basis.removeprefix("carried over: "))
    return None


def _goes_on(time: Time, d: Draft, published: Published) -> bool:
    """Whether what a draft tells in the present can be of that time; headlines tell the past in the present."""
    if d.sentence_kind == "title" or published.start is None or time.end is None:
        return True
    return time.precision == "day" and time.end >= published.start


def settled(d: Draft, kind: str) -> bool:
    """Whether a draft tells of the past in general and not of the day's news."""
    if d.tense == "pluperfect" or d.sentence_kind == "caption" or kind == "toll":
        return True
    if d.sentence_kind == "title" or d.back_reference:
        return False
    if d.habitual or (d.tense == "perfect" and d.sentence >= _LEAD and d.family in _INDEFINITE):
        return True
    return d.plural and d.family == "attack" and d.place is None and not d.definite
