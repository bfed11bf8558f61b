"""A folder for Datasette: `harm.db`, plain tables that any SQLite tool opens, and `metadata.yaml`, which explains them.

`datasette FOLDER` takes both (its configuration directory mode). The same ledger gives the same bytes by the same
SQLite; full-text indexes are of its FTS5, which Datasette finds by itself.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import yaml

from harmledger.publish.columns import Cell
from harmledger.publish.datasette_tables import TABLES, Plain, Rows, collect
from harmledger.publish.edition import INTERNAL, Edition
from harmledger.publish.output import APPLICATION_ID, said, written
from harmledger.store import ALL, Filter, Readable

DATABASE, METADATA = "harm.db", "metadata.yaml"
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT", "boolean": "INTEGER"}

# name -> what it shows, and the query
VIEWS = {
    "events": (
        "Events with their places, for a map; running totals are not among them.",
        "SELECT i.*, p.name AS place_name, p.admin1, p.country, p.latitude, p.longitude, "
        "p.precision AS place_precision, p.radius_km "
        "FROM incidents i LEFT JOIN places p ON p.id = i.place WHERE i.kind = 'event'",
    ),
    "running_totals": (
        "What each source says a toll had come to, by day: never to be added up, nor to events.",
        "SELECT c.date_end AS until, a.outcome, a.victims, a.\"of\", a.low, a.high, c.source_name, c.source_side, "
        "r.outlet, c.quote, c.id AS claim FROM casualties a JOIN claims c ON c.id = a.claim "
        "JOIN reports r ON r.id = c.report WHERE c.kind = 'toll' AND c.modality = 'actual' ORDER BY until, claim",
    ),
    "both_sides": (
        "The claims of contested events side by side, each with who says it, where, and the words.",
        "SELECT i.id AS incident, i.summary, c.source_side, c.source_name, c.modality, c.actor, c.quote, r.outlet, "
        "r.url, c.id AS claim FROM incidents i JOIN claims c ON c.incident = i.id JOIN reports r ON r.id = c.report "
        "WHERE i.contested AND i.kind = 'event' ORDER BY i.date_start, i.id, c.source_side, c.id",
    ),
}  # fmt: skip


def write(ledger: Readable, folder: Path, which: Filter = ALL, edition: Edition = INTERNAL) -> dict[str, int]:
    """Write the database and its metadata; gives file name -> number of rows (of tables, for the metadata)."""
    rows = collect(ledger, which, edition)
    with written(folder / DATABASE) as stream:
        handle, name = tempfile.mkstemp(prefix="harmledger-", suffix=".db")
        os.close(handle)
        path = Path(name)
        try:
            with said(path):
                number = _fill(path, rows)
            stream.write(path.read_bytes())
        finally:
            path.unlink(missing_ok=True)
    with written(folder / METADATA) as stream:
        text = yaml.safe_dump(metadata(edition), sort_keys=False, allow_unicode=True, width=120)
        stream.write(text.encode("utf-8", "backslashreplace"))
    return {DATABASE: number, METADATA: len(TABLES)}


def metadata(edition: Edition) -> dict[str, Any]:
    """What Datasette shows of the database: title, licence, source, and what every table, view and column means."""
    about = edition.about()
    views = {name: {"description": told} for name, (told, _) in VIEWS.items()}
    return {
        "title": about["title"],
        "description": " ".join(about["notes"]),
        "license": about["licence"],
        "source": "News reports; every claim names its report, outlet and words",
        "about": f"{about['program']}, audience: {about['audience']}, privacy policy: {about['privacy_policy']}",
        "harmledger": about,
        "databases": {Path(DATABASE).stem: {"tables": {**{t.name: _described(t) for t in TABLES}, **views}}},
    }


def _described(table: Plain) -> dict[str, Any]:
    told: dict[str, Any] = {"description": table.about, "columns": {c.name: c.about for c in table.columns}}
    given = {"facets": list(table.facets), "label_column": table.label, "sort": table.sort}
    return told | {name: value for name, value in given.items() if value}


def _fill(path: Path, rows: Rows) -> int:
    """Make the database; gives the number of rows."""
    number = 0
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"
        )
        with db:
            for table in TABLES:
                db.execute(_create(table))
                marks = ", ".join("?" * len(table.columns))
                values = [[_value(c.read(row)) for c in table.columns] for row in table.rows(rows)]
                db.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', values)
                number += len(values)
                for statement in _indexes(table):
                    db.execute(statement)
            db.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
            db.executemany("INSERT INTO about VALUES (?, ?)", _about(rows.edition))
            for name, (_, query) in VIEWS.items():
                db.execute(f'CREATE VIEW "{name}" AS {query}')
    return number


def _create(table: Plain) -> str:
    lines = [
        f'"{c.name}" {_TYPES[c.kind]}'
        + (" PRIMARY KEY NOT NULL" if c.name == table.key else "")
        + (f' REFERENCES "{table.refers[c.name]}"(id)' if c.name in table.refers else "")
        for c in table.columns
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _indexes(table: Plain) -> Iterator[str]:
    """An index for each reference, and one for the words."""
    for column in table.refers:
        yield f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")'
    if table.search:
        fts, columns = f"{table.name}_fts", ", ".join(f'"{c}"' for c in table.search)
        yield (
            f'CREATE VIRTUAL TABLE "{fts}" USING FTS5({columns}, content="{table.name}", '
            "tokenize='unicode61 remove_diacritics 2')"
        )
        yield f'INSERT INTO "{fts}" ("{fts}") VALUES (\'rebuild\')'


def _about(edition: Edition) -> list[tuple[str, str]]:
    plain = ((name, value if isinstance(value, str) else _json(value)) for name, value in edition.about().items())
    return sorted(plain)


def _value(value: Cell) -> Any:
    """A value as SQLite keeps it: days as ISO text, lists as JSON, so that Datasette can facet by what is in them."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return _json(list(value)) if isinstance(value, list | tuple) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace").decode("utf-8")
