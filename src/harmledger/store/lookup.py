"""One record by its id, a unique beginning of it, or a document's name; near ones named where there is none."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from rapidfuzz import process

from harmledger.codebook import spoken
from harmledger.errors import NotFound
from harmledger.history import Name
from harmledger.records import Claim, Failure, Incident, Report
from harmledger.store import register, rows
from harmledger.store.interface import Counts, SecondReading, Sighting

_NAMED = 5  # ids that an error names
SECOND_READINGS = (
    "SELECT s.record FROM second_reading s JOIN report r ON r.seq = s.report ORDER BY r.document, r.id, s.model"
)
_LAST = "\U0010ffff"  # sorts after every continuation of a prefix


def find_report(db: sqlite3.Connection, key: str) -> Report:
    """The report with this id, document name or unique beginning of an id."""
    seqs = _seqs(db, "report", "seq", key)
    if not seqs:
        sql = (
            "SELECT seq FROM report WHERE document = :d UNION "
            "SELECT r.seq FROM sighting s JOIN report r ON r.id = s.report WHERE s.document = :d"
        )
        seqs = [row[0] for row in db.execute(sql, {"d": rows.storable(key)})]
    return report_at(db, _only(db, "report", "seq", key, seqs))


def report_at(db: sqlite3.Connection, seq: int) -> Report:
    """The report of a row."""
    return rows.report_of(*db.execute("SELECT record, text FROM report WHERE seq = ?", (seq,)).fetchone())


def find_claim(db: sqlite3.Connection, key: str) -> Claim:
    """The claim with this id or unique beginning of it."""
    seq = _only(db, "claim", "seq", key, _seqs(db, "claim", "seq", key))
    sql = "SELECT c.record, m.incident FROM claim c LEFT JOIN incident_claim m ON m.claim = c.seq WHERE c.seq = ?"
    return rows.claim_of(*db.execute(sql, (seq,)).fetchone())


def find_incident(db: sqlite3.Connection, key: str) -> Incident:
    """The incident with this id, alias or unique beginning of one, as it was heard."""
    found = _seqs(db, "incident", "id", key)
    if key not in found:
        names = register.heard(db, key)
        found = list(dict.fromkeys([*(n.now for n in names if n.now), *(found if not names else ())]))
        if names and not found:
            raise _retired(key, names)
    one = _only(db, "incident", "id", key, found)
    return incident_of(db.execute("SELECT record FROM incident WHERE id = ?", (one,)).fetchone()[0])


def meant(db: sqlite3.Connection, key: str) -> str:
    """The id of the incident that an id or alias means, as it was heard; what means none, or several, is given back."""
    if db.execute("SELECT 1 FROM incident WHERE id = ?", (rows.storable(key),)).fetchone():
        return key
    found = {name.now for name in register.heard(db, key) if name.now}
    return found.pop() if len(found) == 1 else key


def _retired(key: str, names: Sequence[Name]) -> NotFound:
    """Why an id that was issued leads nowhere."""
    name = names[0]
    what = (
        f"{name.id} was an incident until {name.changed[:10]}; {name.why}" if len(names) == 1 else "all were given up"
    )
    return NotFound(
        what, subject=key, remedy="Ids are never given to another incident. `harmledger changes` tells more."
    )


def find_row(db: sqlite3.Connection, table: str, column: str, key: str) -> Any:
    """One column of the row with this id or unique beginning of it."""
    seq = _only(db, table, "seq", key, _seqs(db, table, "seq", key))
    return db.execute(f"SELECT {column} FROM {table} WHERE seq = ?", (seq,)).fetchone()[0]


def incident_of(record: str) -> Incident:
    """The incident that was kept as this JSON."""
    return Incident.from_json(json.loads(record))


def failure_of(record: str) -> Failure:
    """The failure that was kept as this JSON."""
    return Failure.from_json(json.loads(record))


def sighting_of(record: str) -> Sighting:
    """The sighting that was kept as this JSON."""
    return Sighting.from_json(json.loads(record))


def second_reading_of(record: str) -> SecondReading:
    """The second reading that was kept as this JSON."""
    return SecondReading.from_json(json.loads(record))


def claims_in(record: str) -> list[str]:
    """The ids of the claims of an incident kept as this JSON."""
    return list(json.loads(record)["claims"])


def counts(db: sqlite3.Connection) -> Counts:
    """How much is stored."""
    tables = ("report", "report WHERE state = 'failed'", "claim", "incident", "sighting", "failure")
    return Counts(*(db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables))


def _seqs(db: sqlite3.Connection, table: str, column: str, key: str) -> list[Any]:
    """The row of this id, else the rows of the ids that begin with it (at most one more than an error names)."""
    key = rows.storable(key)
    exact = db.execute(f"SELECT {column} FROM {table} WHERE id = ?", (key,)).fetchall()
    if exact or not key:
        return [row[0] for row in exact]
    sql = f"SELECT {column} FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT {_NAMED + 1}"
    return [row[0] for row in db.execute(sql, (key, key + _LAST))]


def _only(db: sqlite3.Connection, table: str, column: str, key: str, found: list[Any]) -> Any:
    if len(found) == 1:
        return found[0]
    if found:
        marks = ",".join("?" * len(found))
        ids = [r[0] for r in db.execute(f"SELECT id FROM {table} WHERE {column} IN ({marks}) ORDER BY id", found)]
        more = ", ..." if len(ids) > _NAMED else ""
        raise NotFound(f"several {table}s fit", subject=key, remedy=f"Say which: {', '.join(ids[:_NAMED])}{more}.")
    near = _near(db, table, key)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"`harmledger {table}s` lists what there is."
    raise NotFound(f"there is no {table} of this id", subject=key, remedy=hint)


def _near(db: sqlite3.Connection, table: str, key: str) -> list[str]:
    names = [row[0] for row in db.execute(f"SELECT id FROM {table} ORDER BY id")]
    if table == "incident":
        names = sorted({*names, *(row[0] for row in db.execute("SELECT id FROM incident_name"))})
        if near := spoken.nearest(key, names, limit=3):
            return near
    if table == "report":
        names += [row[0] for row in db.execute("SELECT DISTINCT document FROM report ORDER BY document")]
    return [name for name, _, _ in process.extract(key, names, limit=3, score_cutoff=65)]
