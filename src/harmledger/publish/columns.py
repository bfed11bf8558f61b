"""The flat tables of claims, casualty figures and reports, with the columns of other data sets beside ours.

A column is a name, a type of the Data Package schema, what it means, and how it is read from a record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from harmledger.publish import crosswalks
from harmledger.publish.places import map_point, radius
from harmledger.records import Casualty, Claim, Incident, Place, Report, Time, Toll
from harmledger.store import ALL, Filter, Readable

Cell = str | int | float | bool | dt.date | None | Sequence[str]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a flat table; `kind` is a field type of the Data Package standard."""

    name: str
    kind: str
    about: str
    read: Callable[[Row], Cell]


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A flat table: its columns, and the rows that a ledger gives for a filter."""

    name: str
    about: str
    columns: tuple[Column[Row], ...]
    rows: Callable[[Readable, Filter], Iterator[Row]]
    keyed: bool = True  # whether the first column tells the rows apart


def place_columns(read: Callable[[Any], Place | None]) -> tuple[Column[Any], ...]:
    """The columns of a place, for rows from which `read` takes one; empty where there is none."""

    def of(value: Callable[[Place], Cell]) -> Callable[[Any], Cell]:
        return lambda row: None if (place := read(row)) is None else value(place)

    return (
        Column("place_text", "string", "place as written", of(lambda p: p.text)),
        Column("place_name", "string", "place as resolved", of(lambda p: p.name)),
        Column("country", "string", "ISO 3166-1 alpha-2", of(lambda p: p.country)),
        Column("admin1", "string", "first-order division", of(lambda p: p.admin1)),
        Column("latitude", "number", "WGS 84, with the decimals that the precision supports", of(_latitude)),
        Column("longitude", "number", "WGS 84, likewise", of(_longitude)),
        Column("place_precision", "string", "site, district, village, city, near ...", of(lambda p: p.precision)),
        Column("radius_km", "number", "how far the place may reach around the point", of(radius)),
        Column("geonames_id", "integer", "number in the GeoNames gazetteer", of(lambda p: p.geonames_id)),
        Column("ucdp_where_prec", "integer", "UCDP GED precision of place, 1 to 7", of(crosswalks.where_prec)),
    )  # fmt: skip


def time_columns(read: Callable[[Any], Time | None]) -> tuple[Column[Any], ...]:
    """The columns of a time, for rows from which `read` takes one; empty where there is none."""

    def of(value: Callable[[Time], Cell]) -> Callable[[Any], Cell]:
        return lambda row: None if (time := read(row)) is None else value(time)

    return (
        Column("date_text", "string", "the words that give the time", of(lambda t: t.text)),
        Column("date_start", "date", "first day", of(lambda t: t.start)),
        Column("date_end", "date", "last day, inclusive", of(lambda t: t.end)),
        Column("date_precision", "string", "day, week, month, year", of(lambda t: t.precision)),
        Column("ucdp_date_prec", "integer", "UCDP GED precision of date, 1 to 5", of(crosswalks.date_prec)),
    )


def acled_columns(read: Callable[[Any], Claim | Incident]) -> tuple[Column[Any], ...]:
    """ACLED's columns, for rows from which `read` takes a claim or incident."""

    def part(index: int) -> Callable[[Any], Cell]:
        return lambda row: crosswalks.acled(read(row).event_type, read(row).weapons)[index]

    return (
        Column("acled_event_type", "string", "ACLED event type", part(0)),
        Column("acled_sub_event_type", "string", "ACLED sub-event type", part(1)),
    )


def _self(row: Any) -> Any:
    return row


def _quote_start(claim: Claim) -> int | None:
    return claim.quotes[0].start if claim.quotes else None


def _latitude(place: Place) -> float | None:
    return map_point(place)[1]


def _longitude(place: Place) -> float | None:
    return map_point(place)[0]


CLAIM_COLUMNS: tuple[Column[Claim], ...] = (
    Column("id", "string", "id of the claim", lambda c: c.id),
    Column("incident", "string", "id of the incident it stands in", lambda c: c.incident),
    Column("report", "string", "id of the report", lambda c: c.report),
    Column("document", "string", "file name of the report, or its id in a table", lambda c: c.document),
    Column("kind", "string", "event, toll or condition", lambda c: c.kind),
    Column("modality", "string", "actual, denied, possible or background", lambda c: c.modality),
    Column("event_type", "string", "what happened", lambda c: c.event_type),
    Column("quote", "string", "the words of the report", lambda c: [q.text for q in c.quotes]),
    Column("quote_start", "integer", "where the first quote begins in the report's text", _quote_start),
    Column("targets", "string", "what was hit", lambda c: c.targets),
    Column("weapons", "string", "weapons that the text names", lambda c: c.weapons),
    *place_columns(lambda c: c.place),
    *time_columns(lambda c: c.time),
    Column("actor", "string", "who did it, as reported", lambda c: c.actor),
    Column("actor_text", "string", "the words for the actor", lambda c: c.actor_text),
    Column("actor_basis", "string", "stated by the claim's words, or inferred from what", lambda c: c.actor_basis()),
    Column("casualties", "string", "all figures; a table of their own has them apart",
           lambda c: [figure(r) for r in c.casualties]),
    Column("source_name", "string", "who says it", lambda c: c.source.name),
    Column("source_type", "string", "kind of source", lambda c: c.source.type),
    Column("source_side", "string", "side of the source", lambda c: c.source.side),
    Column("confidence", "number", "0 to 1, of the extraction, not of the truth", lambda c: c.confidence),
    Column("status", "string", "machine, accepted, corrected or rejected", lambda c: c.status),
    Column("decisions", "string", "ids of the decisions that made it so", lambda c: c.decisions),
    *acled_columns(_self),
    Column("who_attack_type", "string", "WHO type of attack on health care",
           lambda c: crosswalks.who(c.event_type, c.targets, [r.victims for r in c.casualties])),
)  # fmt: skip


CASUALTY_COLUMNS: tuple[Column[tuple[Claim, Casualty]], ...] = (
    Column("claim", "string", "id of the claim", lambda r: r[0].id),
    Column("incident", "string", "id of the incident", lambda r: r[0].incident),
    Column("document", "string", "file name of the report, or its id in a table", lambda r: r[0].document),
    Column("kind", "string", "event, toll or condition; totals are never summed with events", lambda r: r[0].kind),
    Column("modality", "string", "actual, denied, possible or background", lambda r: r[0].modality),
    Column("outcome", "string", "killed, injured, missing ...", lambda r: r[1].outcome),
    Column("victims", "string", "who, or objects", lambda r: r[1].victims),
    Column("of", "string", "side of combatants, or class of objects", lambda r: r[1].of),
    Column("low", "integer", "at least; empty where open", lambda r: r[1].low),
    Column("high", "integer", "at most; empty where open", lambda r: r[1].high),
    Column("text", "string", "the words of the figure", lambda r: r[1].text),
    Column("source_name", "string", "who says it", lambda r: r[0].source.name),
    Column("source_type", "string", "kind of source", lambda r: r[0].source.type),
    Column("source_side", "string", "side of the source", lambda r: r[0].source.side),
)  # fmt: skip

SOURCE_COLUMNS: tuple[Column[Report], ...] = (
    Column("report", "string", "id of the report", lambda r: r.id),
    Column("document", "string", "file name, or id in a table", lambda r: r.document),
    Column("title", "string", "headline", lambda r: r.title),
    Column("outlet", "string", "who published it", lambda r: r.outlet),
    Column("url", "string", "address", lambda r: r.url),
    Column("language", "string", "language of the text", lambda r: r.language),
    Column("published_start", "date", "first possible day of publication", lambda r: r.published.start),
    Column("published_end", "date", "last possible day of publication", lambda r: r.published.end),
    Column("published_basis", "string", "given, stated, inferred or unknown", lambda r: r.published.basis),
    Column("published_reason", "string", "how it is known", lambda r: r.published.reason),
    Column("copy_of", "string", "report of which this is a near copy", lambda r: r.copy_of),
    Column("source_path", "string", "where it was read", lambda r: r.source_path),
    Column("raw_sha256", "string", "SHA-256 of the bytes as collected", lambda r: r.raw_sha256),
    Column("text_sha256", "string", "SHA-256 of the text", lambda r: r.text_sha256),
)  # fmt: skip


def figure(row: Casualty | Toll) -> str:
    """A casualty row in words: "killed civilian 3", "injured people 70 or more, best 90"."""
    if row.low is not None and row.high is not None:
        number = str(row.low) if row.low == row.high else f"{row.low} to {row.high}"
    elif row.low is not None:
        number = f"{row.low} or more"
    else:
        number = "number open" if row.high is None else f"up to {row.high}"
    if isinstance(row, Toll) and row.best is not None and row.low != row.high:
        number += f", best {row.best}{' or more' if row.best_open else ''}"
    return " ".join(part for part in (row.outcome, row.victims, f"({row.of})" if row.of else "", number) if part)


def _casualties(ledger: Readable, which: Filter) -> Iterator[tuple[Claim, Casualty]]:
    return ((claim, row) for claim in ledger.claims(which) for row in claim.casualties)


def _sources(ledger: Readable, which: Filter) -> Iterator[Report]:
    """The reports of the claims that fit; all reports, those without claims too, where nothing is filtered."""
    if which == ALL:
        yield from ledger.reports()
        return
    for report, _ in groupby(ledger.claims(which), key=lambda c: c.report):  # claims come report by report
        yield ledger.report(report)


CLAIMS = Table("claims", "what each source says in each report", CLAIM_COLUMNS, lambda lg, w: lg.claims(w))
CASUALTIES = Table("casualties", "one row a figure of a claim", CASUALTY_COLUMNS, _casualties, keyed=False)
SOURCES = Table("sources", "the reports", SOURCE_COLUMNS, _sources)
