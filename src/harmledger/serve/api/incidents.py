"""Incidents: the list that the overview shows, and one with everything that carries it."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from harmledger.publish import csv_tables, geojson
from harmledger.publish.dossier import dossier
from harmledger.publish.incident_table import INCIDENTS, IncidentRow
from harmledger.records import Claim, Incident, Kind, Place, Record, Time
from harmledger.serve.api.answers import ERRORS, GEOJSON, Listed, Reading, as_json, download, kept_json, part
from harmledger.serve.api.asked import AskedIncidents
from harmledger.serve.desk import Desk
from harmledger.serve.pages import MIME
from harmledger.serve.shelf import Figure, Row
from harmledger.store import Filter

router = APIRouter(prefix="/incidents", tags=["incidents"], responses=ERRORS)


@dataclass(frozen=True, slots=True)
class FigureOut(Record):
    """One toll: null where it is open."""

    low: int | None
    best: int | None
    high: int | None
    open: bool


@dataclass(frozen=True, slots=True)
class IncidentHead(Record):
    """An incident as lists show it; /incidents/{id} gives it whole."""

    id: str
    kind: Kind
    event_type: str
    summary: str
    time: Time | None
    place: Place | None
    targets: tuple[str, ...]
    weapons: tuple[str, ...]
    actors: tuple[str, ...]
    grade: str | None
    contested: bool
    children: bool
    reviewed: bool
    source_types: tuple[str, ...]
    independent_sources: int
    reports: int
    killed: FigureOut | None
    injured: FigureOut | None
    displaced: FigureOut | None
    page: str  # address of its page, from the ledger's root


@dataclass(frozen=True, slots=True)
class IncidentWhole(Record):
    """An incident with its claims and the reports that hold them."""

    incident: Incident
    claims: tuple[Claim, ...]
    reports: tuple[ReportNamed, ...]
    page: str


@dataclass(frozen=True, slots=True)
class ReportNamed(Record):
    """A report by its id, with what a reader knows it by."""

    id: str
    document: str
    title: str
    outlet: str
    url: str


class AskedTable(AskedIncidents):
    """The conditions, and in which form."""

    format: Literal["json", "csv", "geojson"] = Field("json", description="csv and geojson give all that fit")


@router.get("", response_model=Listed[IncidentHead], summary="Incidents that fit")
def incidents(request: Request, desk: Reading, asked: Annotated[AskedTable, Query()]) -> Response:
    """Incidents as the overview lists them under the same address; csv and geojson as the exports have them."""
    if asked.format == "json":
        return kept_json(request, lambda desk: _listed(desk, asked))
    rows = asked.chosen(desk).rows
    stream = io.BytesIO()
    table = dataclasses.replace(INCIDENTS, rows=lambda ledger, which: _whole_rows(desk, rows))
    if asked.format == "csv":
        csv_tables.write(table, desk.ledger, stream)
        return download(request, stream.getvalue(), MIME[".csv"], "incidents.csv")
    geojson.write(table, desk.ledger, stream)
    return download(request, stream.getvalue(), GEOJSON, "incidents.geojson")


@router.get("/{key}", response_model=IncidentWhole, summary="One incident with its claims")
def incident(request: Request, desk: Reading, key: str) -> Response:
    """By its id, an id that it had before, or the unique beginning of one."""
    found = dossier(desk.ledger, key)
    named = tuple(ReportNamed(r.id, r.document, r.title, r.outlet, r.url) for r in found.reports.values())
    whole = IncidentWhole(found.incident, found.claims, named, f"incident/{found.incident.id}.html")
    return as_json(request, whole.to_json())


def _listed(desk: Desk, asked: AskedTable) -> dict[str, Any]:
    chosen = asked.chosen(desk)
    shown = chosen.part(asked.offset, asked.offset + asked.limit)
    heads = [desk.shelf.once("head", r, lambda row: _head(row).to_json()) for r in shown]
    return part(heads, limit=asked.limit, offset=asked.offset, total=len(chosen.ids))


def _whole_rows(desk: Desk, rows: Iterable[Row]) -> Iterator[IncidentRow]:
    for row in rows:
        claims = {c.id: c for c in desk.ledger.claims(Filter(incident=row.id))}
        yield IncidentRow(row.incident, tuple(claims[i] for i in row.incident.claims if i in claims))


def _head(row: Row) -> IncidentHead:
    i = row.incident
    killed, injured, displaced = (_figure(row.figures.get(o)) for o in ("killed", "injured", "displaced"))
    return IncidentHead(
        id=i.id,
        kind=i.kind,
        event_type=i.event_type,
        summary=i.summary,
        time=i.time,
        place=i.place,
        targets=i.targets,
        weapons=i.weapons,
        actors=i.actors,
        grade=i.grade,
        contested=i.contested,
        children=row.children,
        reviewed=row.reviewed,
        source_types=row.source_types,
        independent_sources=i.independent_sources,
        reports=len(i.reports),
        killed=killed,
        injured=injured,
        displaced=displaced,
        page=f"incident/{i.id}.html",
    )


def _figure(figure: Figure | None) -> FigureOut | None:
    return FigureOut(figure.low, figure.best, figure.high, figure.open) if figure else None
