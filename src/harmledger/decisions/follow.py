"""From the claims that a decision was made on to the claims of today: by id, else by the words in the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from harmledger.anchors import LEAST, shared
from harmledger.decisions.records import Role, Subject
from harmledger.records import Claim, Report, Span

NEARLY_ALL = 0.8  # of all the words of both, where the event is now called something else


def subject_of(claim: Claim, report: Report, others: Sequence[Claim], role: Role = "") -> Subject:
    """The claim as a decision remembers it; `others`: the claims of its report."""
    return Subject(
        claim=claim.id,
        report=report.id,
        document=report.document,
        text_sha256=report.text_sha256,
        kind=claim.kind,
        event_type=claim.event_type,
        place=_place(claim),
        quotes=claim.quotes,
        alone=not any(shared(claim.quotes, other.quotes)[0] for other in others if other.id != claim.id),
        incident=claim.incident or "",
        role=role,
    )


def follow(subject: Subject, claims: Sequence[Claim], report: Report) -> Claim | None:
    """The claim among those of `report` that the decision means: the same id, else the one that says it in those words.

    The words must be shared by half, the kind and event must be the same; an event that is now called something else
    is followed only where nothing else stood, or stands, on these words. None where there is no such claim or several
    that fit alike: better a decision without its claim than one on the wrong claim.
    """
    same = next((c for c in claims if c.id == subject.claim), None)
    if same is not None:
        return same
    quotes = subject.quotes
    if subject.text_sha256 != report.text_sha256:  # cleaned anew: the same words may stand elsewhere
        quotes = tuple(moved for q in quotes if (moved := _in(report, q)))
    near = [(both, c) for c in claims if (both := shared(quotes, c.quotes))[0] >= LEAST]
    alike = [(both, c) for both, c in near if (c.kind, c.event_type) == (subject.kind, subject.event_type)]
    if alike:
        return _best([((_place(c) == subject.place, *both), c) for both, c in alike])
    if subject.alone and len(near) == 1 and near[0][0][1] >= NEARLY_ALL:
        return near[0][1]
    return None


def _best(ranked: Sequence[tuple[tuple[float, ...], Claim]]) -> Claim | None:
    top = max(rank for rank, _ in ranked)
    first = [claim for rank, claim in ranked if rank == top]
    return first[0] if len(first) == 1 else None


def _place(claim: Claim) -> str:
    return (claim.place.name or claim.place.text) if claim.place else ""


def _in(report: Report, quote: Span) -> Span | None:
    at = report.text.find(quote.text)
    return replace(quote, start=at, end=at + len(quote.text)) if at >= 0 else None
