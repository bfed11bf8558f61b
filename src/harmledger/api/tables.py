"""Records as Arrow tables: flat, typed, nullable columns; lists where a value is a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from harmledger.analyse import Findings
from harmledger.records import Claim, Incident, Place, Report, Time
from harmledger.store import TollRow

_WORDS = pa.list_(pa.string())
_PLACE = {
    "place": pa.string(),
    "place_text": pa.string(),
    "country": pa.string(),
    "admin1": pa.string(),
    "lat": pa.float64(),
    "lon": pa.float64(),
    "place_precision": pa.string(),
}
_TIME = {"date_start": pa.date32(), "date_end": pa.date32(), "date_precision": pa.string()}

CLAIMS = pa.schema(
    {
        "id": pa.string(),
        "incident": pa.string(),
        "report": pa.string(),
        "document": pa.string(),
        "kind": pa.string(),
        "modality": pa.string(),
        "event_type": pa.string(),
        **_TIME,
        **_PLACE,
        "targets": _WORDS,
        "weapons": _WORDS,
        "actor": pa.string(),
        "actor_text": pa.string(),
        "actor_basis": pa.string(),
        "source": pa.string(),
        "source_type": pa.string(),
        "source_side": pa.string(),
        "quotes": _WORDS,
        "confidence": pa.float64(),
        "status": pa.string(),
        "decisions": _WORDS,
    }
)
CASUALTIES = pa.schema(
    {
        "claim": pa.string(),
        "incident": pa.string(),
        "document": pa.string(),
        "kind": pa.string(),
        "modality": pa.string(),
        **_TIME,
        **_PLACE,
        "outcome": pa.string(),
        "victims": pa.string(),
        "of": pa.string(),
        "low": pa.int64(),
        "high": pa.int64(),
        "text": pa.string(),
        "source": pa.string(),
        "source_side": pa.string(),
    }
)
_FIGURES = [f"{outcome}_{bound}" for outcome in ("killed", "injured") for bound in ("low", "best", "high")]
_OPEN = [
    f"{outcome}_best_open" for outcome in ("killed", "injured")
]  # the best figure is "so many or more"; false without one
INCIDENTS = pa.schema(
    {
        "id": pa.string(),
        "kind": pa.string(),
        "event_type": pa.string(),
        "summary": pa.string(),
        **_TIME,
        **_PLACE,
        "targets": _WORDS,
        "weapons": _WORDS,
        "actors": _WORDS,
        "actor_basis": _WORDS,
        **dict.fromkeys(_FIGURES, pa.int64()),
        **dict.fromkeys(_OPEN, pa.bool_()),
        "claims": _WORDS,
        "reports": _WORDS,
        "independent_sources": pa.int64(),
        "contested": pa.bool_(),
        "grade": pa.string(),
        "aliases": _WORDS,
        "grade_reasons": _WORDS,
        "graded_by": pa.string(),
    }
)

TOLLS = pa.schema(
    {
        "id": pa.string(),
        **_TIME,
        **_PLACE,
        "outcome": pa.string(),
        "victims": pa.string(),
        "of": pa.string(),
        "low": pa.int64(),
        "high": pa.int64(),
        "source": pa.string(),
        "source_side": pa.string(),
        "text": pa.string(),
        "document": pa.string(),
    }
)
REPORTS = pa.schema(
    {
        "id": pa.string(),
        "document": pa.string(),
        "outlet": pa.string(),
        "published_start": pa.date32(),
        "published_end": pa.date32(),
        "published_basis": pa.string(),
        "title": pa.string(),
        "url": pa.string(),
        "language": pa.string(),
        "copy_of": pa.string(),
        "text_sha256": pa.string(),
    }
)


def claims(records: Sequence[Claim]) -> pa.Table:
    """One row a claim."""
    rows = [
        record.to_json()
        | place_columns(record.place)
        | time_columns(record.time)
        | {
            "actor_basis": record.actor_basis(),
            "source": record.source.name,
            "source_type": record.source.type,
            "source_side": record.source.side,
            "quotes": [quote.text for quote in record.quotes],
        }
        for record in records
    ]
    return _table(rows, CLAIMS)


def casualties(records: Sequence[Claim]) -> pa.Table:
    """One row a figure of a claim: who, what became of them, how many at least and at most."""
    rows = [
        {"claim": record.id, "source": record.source.name, "source_side": record.source.side}
        | {name: getattr(record, name) for name in ("incident", "document", "kind", "modality")}
        | place_columns(record.place)
        | time_columns(record.time)
        | figure.to_json()
        for record in records
        for figure in record.casualties
    ]
    return _table(rows, CASUALTIES)


def incidents(records: Sequence[Incident]) -> pa.Table:
    """One row an incident, with the range of its killed and injured (soldiers are not among these figures)."""
    rows = [
        record.to_json()
        | place_columns(record.place)
        | time_columns(record.time)
        | _figures(record)
        | {"actor_basis": ["inferred" if a in record.inferred_actors else "stated" for a in record.actors]}
        for record in records
    ]
    return _table(rows, INCIDENTS)


def tolls(records: Sequence[TollRow]) -> pa.Table:
    """One row a running total as a claim gives it."""
    return _table([toll_row(record) for record in records], TOLLS)


def toll_row(record: TollRow) -> dict[str, Any]:
    """A running total as flat columns."""
    given = record.source
    source = {"source": given.name if given else None, "source_side": given.side if given else None}
    return record.to_json() | place_columns(record.place) | time_columns(record.time) | source


def reports(records: Sequence[Report]) -> pa.Table:
    """One row a report, without its text."""
    return _table([report_row(record) for record in records], REPORTS)


def report_row(record: Report) -> dict[str, Any]:
    """A report as flat columns, without its text."""
    given = record.published
    days = {"published_start": given.start, "published_end": given.end, "published_basis": given.basis}
    return record.to_json() | days


MAKERS: Mapping[str, Callable[[Any], pa.Table]] = {
    "claims": claims,
    "incidents": incidents,
    "casualties": casualties,
    "tolls": tolls,
    "reports": reports,
}


def place_columns(place: Place | None) -> dict[str, Any]:
    """A place as flat columns, all None where there is none."""
    if place is None:
        return dict.fromkeys(_PLACE)
    names = {"place": place.name, "place_text": place.text, "place_precision": place.precision}
    return names | {name: getattr(place, name) for name in ("country", "admin1", "lat", "lon")}


def time_columns(time: Time | None) -> dict[str, Any]:
    """A time as flat columns, all None where there is none."""
    if time is None:
        return dict.fromkeys(_TIME)
    return {"date_start": time.start, "date_end": time.end, "date_precision": time.precision}


_ANALYSED = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "strings": _WORDS,
}


def findings(found: Findings) -> pa.Table:
    """The rows of an analysis, one column a field, with what each column means as its metadata."""
    columns = found.analysis.columns
    schema = pa.schema(
        [pa.field(c.name, _ANALYSED[c.kind], nullable=c.empty, metadata={"about": c.about}) for c in columns]
    )
    return pa.Table.from_pylist([{c.name: getattr(row, c.name) for c in columns} for row in found.rows], schema=schema)


def _figures(incident: Incident) -> dict[str, int | bool | None]:
    tolls = {outcome: incident.toll(outcome) for outcome in ("killed", "injured")}
    return {
        f"{outcome}_{bound}": getattr(found, bound) if found else None
        for outcome, found in tolls.items()
        for bound in ("low", "best", "high")
    } | {f"{outcome}_best_open": found is not None and found.best_open for outcome, found in tolls.items()}


def _table(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema=schema)
