"""A weekday that a report gives to an event of the public record: "the city that they took on Wednesday"."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from harmledger.records import Time
from harmledger.timex.conflicts import Conflict, told

_WITHIN = dt.timedelta(days=14)  # a report that names only the weekday is seldom further from the event


def widen_to_record(time: Time, sentence: str, conflict: Conflict | None) -> Time:
    """The time, stretched back to the event's recorded day where that was the same weekday of an earlier week.

    The manual reads a bare weekday as the latest one "unless the text ties it to something dated otherwise"; an event
    that the conflict's own list dates is such a tie. Both days stay in the range, since the text does not say which.
    """
    if conflict is None or time.start is None or time.start != time.end:
        return time
    for anchor in told(conflict, sentence):
        earlier = anchor.start < time.start and time.start - anchor.start <= _WITHIN
        if earlier and anchor.start == anchor.end and anchor.start.weekday() == time.start.weekday():
            basis = f"{time.basis}; the list of dated events has {anchor.name} on {anchor.start}"
            return replace(time, start=anchor.start, precision="week", basis=basis)
    return time
