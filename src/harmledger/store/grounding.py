"""Whether a claim's words are the report's words: every quote, and the words of every value, at the place they name."""

from __future__ import annotations

from collections.abc import Iterator

from harmledger.decisions import DECIDED
from harmledger.records import Claim, Report

_SHOWN = 60  # characters of a passage in a message


def spans(claim: Claim) -> Iterator[tuple[str, str | None, int, int]]:
    """(what it is, words, start, end) of all that a claim points at; words are None where only the place is kept."""
    for quote in claim.quotes:
        yield "quote", quote.text, quote.start, quote.end
    for evidence in claim.evidence:
        if not evidence.text and evidence.by.startswith(DECIDED):
            continue  # a person gave the value and named no words for it: the decision answers for it
        yield evidence.field, evidence.text, evidence.start, evidence.end
    place, time, source = claim.place, claim.time, claim.source
    if place and place.start is not None and place.end is not None:
        yield "place", place.text, place.start, place.end
    if time and time.text_start is not None and time.text_end is not None:
        yield "time", time.text, time.text_start, time.text_end
    if source.start is not None and source.end is not None:
        yield "source", None, source.start, source.end
    for row in claim.casualties:
        if row.start is not None and row.end is not None:
            yield "casualty figure", row.text, row.start, row.end


def ungrounded(claim: Claim, report: Report) -> list[str]:
    """What a claim says that its report does not, one line each; empty for a claim that may be written."""
    found = [] if claim.quotes else ["has no quote"]
    return found + [why for span in spans(claim) if (why := misplaced(report, *span))]


def misplaced(report: Report, name: str, text: str | None, start: int, end: int) -> str | None:
    """Why `text` is not what the report says from `start` to `end`; None where it is."""
    if not 0 <= start < end <= len(report.text):
        return f"the {name} at {start} to {end} lies outside the text of {report.document}"
    found = report.text[start:end]
    if text is None or found == text:
        return None
    return f"the {name} {text[:_SHOWN]!r} is not what {report.document} says at {start}: {found[:_SHOWN]!r}"
