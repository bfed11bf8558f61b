"""The last step before a claim is kept: every quoted word is cut from the report again, letter for letter."""

from __future__ import annotations

from dataclasses import replace

from harmledger.records import Casualty, Claim, Evidence, Place, Report, Span, Time


def verbatim(report: Report, claim: Claim) -> Claim:
    """The claim with the words of every span as the report prints them (line breaks too), empty spans dropped."""
    text = report.text
    return replace(
        claim,
        quotes=tuple(Span(text[q.start : q.end], q.start, q.end) for q in claim.quotes if q.end > q.start),
        evidence=tuple(_evidence(text, e) for e in claim.evidence if e.end > e.start),
        casualties=tuple(_casualty(text, c) for c in claim.casualties),
        place=_place(text, claim.place),
        time=_time(text, claim.time),
    )


def _evidence(text: str, e: Evidence) -> Evidence:
    return replace(e, text=text[e.start : e.end])


def _casualty(text: str, c: Casualty) -> Casualty:
    return c if c.start is None or c.end is None else replace(c, text=text[c.start : c.end])


def _place(text: str, place: Place | None) -> Place | None:
    if place is None or place.start is None or place.end is None:
        return place
    return replace(place, text=text[place.start : place.end]) if place.end > place.start else None


def _time(text: str, time: Time | None) -> Time | None:
    if time is None or time.text_start is None or time.text_end is None:
        return time
    return replace(time, text=text[time.text_start : time.text_end])
