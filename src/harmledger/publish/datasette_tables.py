"""The tables of the database for Datasette: columns as in the flat exports, places and figures apart, lists as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from harmledger.publish.accounts import GAP
from harmledger.publish.columns import CASUALTY_COLUMNS, CLAIM_COLUMNS, SOURCE_COLUMNS, Column, place_columns
from harmledger.publish.edition import Edition
from harmledger.publish.incident_table import INCIDENT_COLUMNS, IncidentRow, incident_rows
from harmledger.publish.places import map_point
from harmledger.records import Claim, Difference, Incident, Place, Report, Span, Toll
from harmledger.store import ALL, Filter, Readable

# In tables of their own. What the user's folders are called, and the bytes in them, is nobody else's.
_OF_PLACE = {c.name for c in place_columns(lambda row: None)} - {"place_text"}
_APART = _OF_PLACE | {"casualties", "tolls", "differences", "source_path", "raw_sha256"}


@dataclass(frozen=True)
class Rows:
    """What goes into the database, all of it consistent: every id that a row names is there."""

    incidents: tuple[IncidentRow, ...]
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    places: Mapping[str, Place]  # id -> place
    edition: Edition


@dataclass(frozen=True)
class Plain:
    """One table: its columns, the column that is its key, and what its other columns refer to."""

    name: str
    about: str
    columns: tuple[Column[Any], ...]
    rows: Callable[[Rows], Iterable[Any]]
    key: str = ""  # empty: rows have no key of their own
    refers: Mapping[str, str] = field(default_factory=dict)  # column -> table
    facets: Sequence[str | dict[str, str]] = ()
    search: Sequence[str] = ()  # columns of its full-text index
    label: str = ""  # the column by which other tables' references show it
    sort: str = ""


def place_id(place: Place | None) -> str | None:
    """The id of a resolved place; None where there is none."""
    if place is None or place.name is None:
        return None
    parts = (place.name, place.admin1, place.country, place.precision, *map_point(place))
    return f"p-{hashlib.sha256(repr(parts).encode('utf-8', 'backslashreplace')).hexdigest()[:12]}"


def collect(ledger: Readable, which: Filter, edition: Edition) -> Rows:
    """What fits the filter: incidents with all their claims, claims of no incident, and the reports of both."""
    incidents = tuple(incident_rows(ledger, which))
    known = {row.incident.id for row in incidents}
    claims = {c.id: c for row in incidents for c in row.claims}
    for claim in ledger.claims(replace(which, limit=None, offset=0)):
        if claim.incident not in known:
            claims[claim.id] = claim if claim.incident is None else replace(claim, incident=None)
    if which == ALL:
        reports = {r.id: replace(r, text="", regions=()) for r in ledger.reports()}
    else:
        named = dict.fromkeys(c.report for c in claims.values())
        reports = {r.id: replace(r, text="", regions=()) for r in map(ledger.report, named)}
    reports = {k: r if r.copy_of in reports else replace(r, copy_of=None) for k, r in reports.items()}
    every = [row.incident.place for row in incidents] + [c.place for c in claims.values()]
    places = {key: p for p in every if p is not None and (key := place_id(p)) is not None}
    return Rows(incidents, tuple(claims.values()), tuple(reports.values()), places, edition)


def _kept(columns: Iterable[Column[Any]]) -> tuple[Column[Any], ...]:
    return tuple(c for c in columns if c.name not in _APART)


def _words(column: Column[Any]) -> Column[Any]:
    """The quotes of a claim as one text to be read; `quotes` has them apart."""
    return replace(column, read=lambda claim: GAP.join(q.text for q in claim.quotes))


def _place(read: Callable[[Any], Place | None]) -> Column[Any]:
    return Column("place", "string", "id of the place, where it was resolved", lambda row: place_id(read(row)))


def _quotes(rows: Rows) -> Iterable[tuple[Claim, int, Span]]:
    return ((claim, n, quote) for claim in rows.claims for n, quote in enumerate(claim.quotes, 1))


def _tolls(rows: Rows) -> Iterable[tuple[Incident, Toll]]:
    return ((row.incident, toll) for row in rows.incidents for toll in row.incident.tolls)


def _differences(rows: Rows) -> Iterable[tuple[Incident, Difference]]:
    return ((row.incident, one) for row in rows.incidents for one in row.incident.differences)


PLACES = Plain(
    "places", "Places as resolved: each stands for an area, so read the radius with the point.",
    (Column("id", "string", "id of the place", lambda r: r[0]),
     *(replace(c, name=c.name.removeprefix("place_")) for c in place_columns(lambda r: r[1]) if c.name in _OF_PLACE)),
    lambda rows: sorted(rows.places.items()), "id", facets=("country", "admin1", "precision"),
    search=("name", "admin1"), label="name",
)  # fmt: skip
REPORTS = Plain(
    "reports", "The news reports, without their texts, which belong to their outlets.",
    tuple(replace(c, name="id") if c.name == "report" else c for c in _kept(SOURCE_COLUMNS)),
    lambda rows: rows.reports, "id", {"copy_of": "reports"}, ("outlet", "language"), ("title", "outlet", "document"),
    label="document",
)  # fmt: skip
INCIDENTS = Plain(
    "incidents", "Claims of one event brought together. Never add rows of kind toll to those of kind event.",
    (*_kept(INCIDENT_COLUMNS), _place(lambda r: r.incident.place)), lambda rows: rows.incidents, "id",
    {"place": "places"}, ("kind", "event_type", "grade", "contested", {"array": "targets"}, {"array": "actors"}),
    ("summary", "place_text"), "summary", "date_start",
)  # fmt: skip
CLAIMS = Plain(
    "claims", "What each source says in each report; denials too (modality).",
    (*(_words(c) if c.name == "quote" else c for c in _kept(CLAIM_COLUMNS)), _place(lambda c: c.place)),
    lambda rows: rows.claims, "id",
    {"incident": "incidents", "report": "reports", "place": "places"},
    ("modality", "source_type", "source_side", "actor", "status"), ("quote", "source_name", "actor_text"), "quote",
)  # fmt: skip
QUOTES = Plain(
    "quotes", "The words that carry each claim, with their place in the report's text.",
    (Column("claim", "string", "id of the claim", lambda r: r[0].id),
     Column("report", "string", "id of the report", lambda r: r[0].report),
     Column("number", "integer", "first, second ... quote of the claim", lambda r: r[1]),
     Column("text", "string", "the words", lambda r: r[2].text),
     Column("start", "integer", "where they begin in the text, in characters", lambda r: r[2].start),
     Column("end", "integer", "where they end, exclusive", lambda r: r[2].end)),
    _quotes, refers={"claim": "claims", "report": "reports"},
)  # fmt: skip
CASUALTIES = Plain(
    "casualties", "One row a figure of a claim: what one source says.", _kept(CASUALTY_COLUMNS),
    lambda rows: ((claim, one) for claim in rows.claims for one in claim.casualties),
    refers={"claim": "claims", "incident": "incidents"}, facets=("kind", "outcome", "victims", "source_side"),
)  # fmt: skip
TOLLS = Plain(
    "tolls", "The range of each toll of an incident over its claims. Those of kind toll are running totals.",
    (Column("incident", "string", "id of the incident", lambda r: r[0].id),
     Column("kind", "string", "event, toll or condition; totals are never summed with events", lambda r: r[0].kind),
     Column("outcome", "string", "killed, injured, missing ...", lambda r: r[1].outcome),
     Column("victims", "string", "who, or objects", lambda r: r[1].victims),
     Column("of", "string", "side of combatants, or class of objects", lambda r: r[1].of),
     Column("low", "integer", "at least; empty where open", lambda r: r[1].low),
     Column("best", "integer", "best figure by the rule", lambda r: r[1].best),
     Column("high", "integer", "at most; empty where open", lambda r: r[1].high),
     Column("best_open", "boolean", "whether the best figure is so many or more", lambda r: r[1].best_open),
     Column("rule", "string", "how the best figure was chosen", lambda r: r[1].rule)),
    _tolls, refers={"incident": "incidents"}, facets=("kind", "outcome", "victims"),
)  # fmt: skip
DIFFERENCES = Plain(
    "differences", "What the claims of an incident say differently.",
    (Column("incident", "string", "id of the incident", lambda r: r[0].id),
     Column("kind", "string", "contradiction or revision", lambda r: r[1].kind),
     Column("field", "string", "of what", lambda r: r[1].field),
     Column("values", "string", "what is said, in the order of publication", lambda r: r[1].values),
     Column("note", "string", "who says it against whom", lambda r: r[1].note)),
    _differences, refers={"incident": "incidents"}, facets=("kind", "field"),
)  # fmt: skip
WITHHELD = Plain(
    "withheld", "How much each rule of the privacy policy withheld from this file; never what.",
    (Column("rule", "string", "rule of the privacy policy", lambda r: r[0]),
     Column("number", "integer", "how many things it withheld; of reviewers: unsigned decisions", lambda r: r[1])),
    lambda rows: sorted(rows.edition.withheld.items()), "rule",
)  # fmt: skip
# In an order in which every table comes after those that it refers to.
TABLES = (PLACES, REPORTS, INCIDENTS, CLAIMS, QUOTES, CASUALTIES, TOLLS, DIFFERENCES, WITHHELD)
