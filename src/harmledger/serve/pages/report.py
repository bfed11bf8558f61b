"""One report: its text with every claim marked, where it is from, what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from harmledger import wording as words
from harmledger.publish.content_note import graphic
from harmledger.publish.privacy import PublicLedger
from harmledger.records import Claim, Failure, Report
from harmledger.serve.desk import Desk
from harmledger.serve.pages import Moved, Page
from harmledger.serve.parts import cite, reports
from harmledger.serve.parts.claims import Value, phrases, read
from harmledger.serve.parts.kept import kept
from harmledger.serve.parts.marked import Numbered, marked
from harmledger.serve.parts.reports import ReportRow
from harmledger.store import STATUSES, Filter, SecondReading, Sighting

_LESS = ("kind", "modality", "source")


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim in the list beside the text."""

    of: Numbered
    chips: tuple[Value, ...]
    incident: str | None
    summary: str  # of its incident
    why: str  # it is in no incident; "" where it is in one
    note: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that a report's page says."""

    report: Report
    title: str
    note: str | None  # what is hard to read in the title
    text: Markup
    entries: tuple[Entry, ...]
    left_out: tuple[tuple[str, int], ...]  # why words were left out, and how many parts
    captions: int
    modalities: Mapping[str, str]
    counts: tuple[tuple[str, int], ...]  # of claims by modality
    original: Report | None
    copies: tuple[ReportRow, ...]
    sightings: tuple[Sighting, ...]
    failures: tuple[Failure, ...]
    seconds: tuple[SecondReading, ...]
    words: int
    cite: str
    masked: bool  # the text is not as reported: something is withheld from it


def report(desk: Desk, key: str) -> Shown:
    """The report's model; NotFound where there is none, Moved where the key is another name of it."""
    found = desk.ledger.report(key)
    if found.id != key:
        raise Moved(PAGE.address(found.id))
    claims = list(desk.ledger.claims(Filter(report=found.id, statuses=STATUSES)))
    ordered = sorted(claims, key=lambda c: (c.quotes[0].start if c.quotes else 0, c.id))
    numbered = [Numbered(c, n) for n, c in enumerate(ordered, start=1)]
    title = found.title or found.document
    looks = Counter(n.look for n in numbered)
    return Shown(
        found,
        title,
        graphic(title),
        marked(found, numbered),
        tuple(_entry(desk, n, found) for n in numbered),
        tuple(Counter(r.reason or "no part of the article" for r in found.regions if r.kind == "furniture").items()),
        sum(r.kind == "caption" for r in found.regions),
        phrases()["modalities"],
        tuple(
            (look, looks[look]) for look in ("actual", "denied", "possible", "background", "rejected") if looks[look]
        ),
        desk.ledger.report(found.copy_of) if found.copy_of and desk.ledger.has_report(found.copy_of) else None,
        tuple(reports.copies(desk).get(found.id, ())),
        kept(desk, "sightings", _sightings).get(found.id, ()),
        kept(desk, "failures", _failures).get(found.document, ()),
        kept(desk, "second readings", _seconds).get(found.id, ()),
        len(found.text.split()),
        cite.report(desk, found, PAGE.address(found.id)),
        isinstance(desk.ledger, PublicLedger) and desk.ledger.masks(found.id),
    )


def _entry(desk: Desk, n: Numbered, of: Report) -> Entry:
    claim = n.claim
    chips = tuple(v for v in read(claim, of.text) if v.known and v.field not in _LESS)
    row = desk.shelf.get(claim.incident) if claim.incident else None
    quote = words.shorten(" … ".join(q.text for q in claim.quotes), 160)
    known = row.incident if row is not None else None
    return Entry(
        n,
        chips,
        known.id if known else None,
        words.dated(known.summary) if known else "",
        "" if known else _why(claim),
        graphic(quote),
        quote,
    )


def _why(claim: Claim) -> str:
    reasons = phrases()["why_left_out"]
    if claim.status == "rejected":
        return str(reasons["rejected"])
    if claim.modality == "actual" and claim.kind == "condition":
        return str(reasons["condition"])
    return str(reasons[claim.modality])


def _sightings(desk: Desk) -> dict[str, tuple[Sighting, ...]]:
    out: dict[str, tuple[Sighting, ...]] = {}
    for found in desk.ledger.sightings():
        out[found.report] = (*out.get(found.report, ()), found)
    return out


def _failures(desk: Desk) -> dict[str, tuple[Failure, ...]]:
    out: dict[str, tuple[Failure, ...]] = {}
    for found in desk.ledger.failures():
        out[found.document] = (*out.get(found.document, ()), found)
    return out


def _seconds(desk: Desk) -> dict[str, tuple[SecondReading, ...]]:
    out: dict[str, tuple[SecondReading, ...]] = {}
    for found in desk.ledger.second_readings():
        out[found.report] = (*out.get(found.report, ()), found)
    return out


def keys(desk: Desk) -> Iterable[str]:
    """The ids of all reports."""
    return (row.id for row in reports.rows(desk))


PAGE = Page("report", "report/{key}.html", "report.html", report, keys)
