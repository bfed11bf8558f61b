"""What a claim says once the decisions on it are applied: the machine's record stays beside it, unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from harmledger.decisions.records import DECIDED, ON_CLAIMS, Change, Decision
from harmledger.records import Casualty, Claim, ClaimStatus, Evidence, Place, Report, Source, Span, Time

FIELDS = ("kind", "modality", "event_type", "targets", "weapons", "place", "time", "actor", "casualties", "source")


def effective(machine: Claim, acts: Sequence[Decision], report: Report) -> Claim:
    """The claim after the live decisions on it, in their order; `machine` is what the reader wrote.

    The last of accept, reject, unsure and correct decides the status; a correction brings a rejected claim back.
    """
    claim, verdict, corrected = machine, "", False
    made: list[str] = []
    for act in acts:
        if act.action not in ON_CLAIMS:
            continue
        made.append(act.id)
        if act.action == "correct":
            claim, corrected = apply(claim, act, report), True
        if act.action != "release":
            verdict = act.action
    status: ClaimStatus = "machine"
    if verdict == "reject":
        status = "rejected"
    elif corrected:
        status = "corrected"
    elif verdict == "accept":
        status = "accepted"
    return replace(claim, status=status, decisions=tuple(made)) if made else claim


def apply(claim: Claim, act: Decision, report: Report) -> Claim:
    """The claim with the values that a correction gives; fields that this version does not know stay as they are."""
    for change in act.changes:
        if change.field in FIELDS:
            quote = found_in(report, change.quote)
            claim = replace(
                claim,
                **_values(change.field, change.after, quote, report),
                evidence=_evidence(claim.evidence, change, quote, f"{DECIDED} {act.id}"),
            )
    return claim


def value_of(claim: Claim, field: str) -> Any:
    """The present value of a field that can be corrected, as plain JSON."""
    return claim.to_json()[field]


def found_in(report: Report, quote: Span | None) -> Span | None:
    """The quote where the report says it now: at its offsets, else where its words stand; None where they are gone."""
    if quote is None or report.text[quote.start : quote.end] == quote.text:
        return quote
    at = report.text.find(quote.text)
    return Span(quote.text, at, at + len(quote.text)) if at >= 0 else None


def _values(field: str, after: Any, quote: Span | None, report: Report) -> dict[str, Any]:
    """The claim's attributes that a corrected value gives."""
    if field in ("targets", "weapons"):
        return {field: tuple(after or ())}
    if field == "actor":
        return {"actor": after, "actor_text": quote.text if quote and after else None}
    if field == "place":
        return {"place": _worded(Place.from_json(after), quote) if after else None}
    if field == "time":
        return {"time": _dated(Time.from_json(after), quote) if after else None}
    if field == "source":
        start, end = (quote.start, quote.end) if quote else (None, None)
        return {"source": replace(Source.from_json(after or {}), start=start, end=end)}
    if field == "casualties":
        return {"casualties": tuple(_figure(Casualty.from_json(row), report) for row in after or ())}
    return {field: after}


def _figure(row: Casualty, report: Report) -> Casualty:
    """The row, with its words only where the report still says them there."""
    if row.start is None or row.end is None or report.text[row.start : row.end] == row.text:
        return row
    return replace(row, text="", start=None, end=None)


def _worded(place: Place, quote: Span | None) -> Place:
    if quote is None:
        return replace(place, start=None, end=None)
    return replace(place, text=quote.text, start=quote.start, end=quote.end)


def _dated(time: Time, quote: Span | None) -> Time:
    if quote is None:
        return replace(time, text="", text_start=None, text_end=None)
    return replace(time, text=quote.text, text_start=quote.start, text_end=quote.end)


def _evidence(rows: Iterable[Evidence], change: Change, quote: Span | None, by: str) -> tuple[Evidence, ...]:
    """The rows of other fields, of values that stay, and of what the reviewer set.

    A value for which the reviewer named no words of the report has a row without words: the decision carries it.
    """
    after = [str(v) for v in change.after or ()] if change.field in ("targets", "weapons") else []
    stay = {f"{change.field}:{value}" for value in after}
    kept = [e for e in rows if e.field.partition(":")[0] != change.field or e.field in stay]
    have = {e.field for e in kept}
    names = [n for n in (f"{change.field}:{value}" for value in after) if n not in have] if after else [change.field]
    words, start, end = (quote.text, quote.start, quote.end) if quote else ("", 0, 0)
    return (*kept, *(Evidence(name, words, start, end, by) for name in names))
