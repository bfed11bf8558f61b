"""Whether the file still holds what was put into it, and one hash over all of it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from harmledger.records import Claim, Incident
from harmledger.store import custody, decided, rows, witness
from harmledger.store.interface import SecondReading

_CONTENT = (
    "SELECT record, text FROM report ORDER BY id",
    "SELECT record FROM claim ORDER BY id",
    "SELECT json_remove(record, '$.id', '$.aliases') AS told FROM incident ORDER BY told",
    "SELECT record FROM sighting ORDER BY document, source_path, raw_sha256",
    "SELECT record FROM failure ORDER BY path, document, code",
    "SELECT record FROM decision ORDER BY id",
    "SELECT d.machine FROM decided_claim d JOIN claim c ON c.seq = d.claim ORDER BY c.id",
)


def content_digest(db: sqlite3.Connection) -> str:
    """SHA-256 over all records in a stable order; row numbers, logs and names of incidents have no part in it."""
    return digest_of(part for sql in _CONTENT for row in db.execute(sql) for part in ("\x1e", *map(_text, row)))


def incidents_digest(db: sqlite3.Connection) -> str:
    """SHA-256 over the incidents in order of id."""
    return digest_of(row[0] for row in db.execute("SELECT record FROM incident ORDER BY id"))


def digest_of(parts: Iterable[str]) -> str:
    """SHA-256 over texts, their bounds included."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.encode("utf-8") + b"\x1f")
    return total.hexdigest()


def check(db: sqlite3.Connection) -> list[str]:
    """What is wrong, one line each; empty when all is well."""
    return [
        *_structure(db),
        *_reports(db),
        *_claims(db),
        *_incidents(db),
        *_second(db),
        *decided.check(db),
        *witness.check(db),
        *_custody(db),
    ]


def _structure(db: sqlite3.Connection) -> Iterator[str]:
    yield from (f"file: {row[0]}" for row in db.execute("PRAGMA integrity_check") if row[0] != "ok")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row}: refers to a missing {parent}"


def _reports(db: sqlite3.Connection) -> Iterator[str]:
    columns = rows.REPORT_COLUMNS
    for *kept, record, text in db.execute(f"SELECT {','.join(columns)} FROM report ORDER BY id"):
        made = rows.report_row(rows.report_of(record, text))
        yield from (f"{kept[0]}: {why}" for why in _differences(columns, (*kept, record, text), made))


def _claims(db: sqlite3.Connection) -> Iterator[str]:
    columns = rows.CLAIM_COLUMNS
    sql = f"SELECT c.seq, r.id, {','.join('c.' + c for c in columns)} FROM claim c JOIN report r ON r.seq = c.report"
    for seq, report, *kept in db.execute(sql + " ORDER BY c.id"):
        claim = rows.claim_of(kept[-1], None)
        yield from (f"{claim.id}: {why}" for why in _differences(columns, tuple(kept), rows.claim_row(claim, kept[1])))
        if claim.report != report:
            yield f"{claim.id}: its record names report {claim.report}, its row {report}"
        yield from _side_tables(db, seq, claim)


def _side_tables(db: sqlite3.Connection, seq: int, claim: Claim) -> Iterator[str]:
    values = db.execute("SELECT field, value FROM claim_value WHERE claim = ? ORDER BY 1, 2", (seq,)).fetchall()
    if values != rows.claim_values(claim):
        yield f"{claim.id}: targets, weapons or parties differ from the record"
    sql = "SELECT p.field, s.key FROM claim_spelling p JOIN spelling s ON s.seq = p.spelling WHERE p.claim = ?"
    if db.execute(sql + " ORDER BY 1, 2", (seq,)).fetchall() != rows.claim_spellings(claim):
        yield f"{claim.id}: names of its place differ from the record"


def _incidents(db: sqlite3.Connection) -> Iterator[str]:
    columns = rows.INCIDENT_COLUMNS
    # Between a report and the next linking, as after a run that was cut short, incidents may name claims that are gone.
    linked = db.execute("SELECT claims = linked FROM revision").fetchone()[0]
    members = "SELECT c.id FROM incident_claim m JOIN claim c ON c.seq = m.claim WHERE m.incident = ? ORDER BY c.id"
    for kept in db.execute(f"SELECT {','.join(columns)} FROM incident ORDER BY id").fetchall():
        incident = Incident.from_json(json.loads(kept[-1]))
        yield from (f"{incident.id}: {why}" for why in _differences(columns, kept, rows.incident_row(incident)))
        if linked and [row[0] for row in db.execute(members, (incident.id,))] != sorted(incident.claims):
            yield f"{incident.id}: its claims differ from its record"


def _second(db: sqlite3.Connection) -> Iterator[str]:
    sql = "SELECT r.id, s.model, s.record FROM second_reading s JOIN report r ON r.seq = s.report ORDER BY 1, 2"
    for report, model, record in db.execute(sql):
        reading = SecondReading.from_json(json.loads(record))
        if (reading.report, rows.storable(reading.model)) != (report, model):
            yield f"{report}: its second reading is of {reading.report} by {reading.model}"
        yield from (f"{c.id}: is a second reading's claim of {c.report}" for c in reading.claims if c.report != report)


def _custody(db: sqlite3.Connection) -> Iterator[str]:
    broken = custody.broken_at(db)
    if broken is not None:
        yield f"custody log: line {broken} does not follow from the line before"


def _differences(columns: tuple[str, ...], kept: tuple[object, ...], made: tuple[object, ...]) -> Iterator[str]:
    for column, a, b in zip(columns, kept, made, strict=True):
        if a != b and not (column == "record" and _older(json.loads(str(a)), json.loads(str(b)))):
            yield f"column {column} holds {a!r}, the record says {b!r}"[:200]


def _text(value: str | None) -> str:
    return "" if value is None else value


def _older(kept: Any, made: Any) -> bool:
    """Whether a record says the same with fields left out that an older version did not know."""
    if isinstance(kept, dict) and isinstance(made, dict):
        return kept.keys() <= made.keys() and all(_older(value, made[name]) for name, value in kept.items())
    if isinstance(kept, list) and isinstance(made, list):
        return len(kept) == len(made) and all(map(_older, kept, made))
    return bool(kept == made)
