"""A ledger file made at one stroke out of records from elsewhere, for reading: what it does not hold, nobody finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from harmledger.history import Name
from harmledger.records import Claim, Incident, Report
from harmledger.store import decided, register, rows
from harmledger.store.connection import connect
from harmledger.store.interface import Sighting
from harmledger.store.sqlite import SqliteLedger


@dataclass(frozen=True, slots=True)
class Told:
    """A report with its claims as decided on, and for those that people decided on what the reader wrote."""

    report: Report
    claims: Sequence[Claim]
    machine: Mapping[str, Claim]
    coded: bool = True


class _Snapshot(SqliteLedger):
    def fill(
        self,
        told: Iterable[Told],
        incidents: Iterable[Incident],
        names: Iterable[Name],
        sightings: Iterable[Sighting],
        settings: Mapping[str, str],
        revision: int,
    ) -> None:
        with self._transaction() as db:
            for row in told:
                seq = self._put_report(rows.report_row(row.report), "coded" if row.coded else "failed", None)
                words = rows.report_words(row.report, row.claims)
                db.execute("INSERT INTO report_words (rowid, words) VALUES (?, ?)", (seq, words))
                for position, claim in enumerate(row.claims):
                    at = self._put_claim(claim, seq, position, row.report)
                    decided.keep(db, at, claim, row.machine.get(claim.id, claim))
            self._put_incidents({i.id: rows.incident_row(i) for i in incidents})
            register.put(db, names)
            for s in sightings:
                record = rows.canonical(s.to_json())
                values = (rows.storable(s.document), rows.storable(s.source_path), s.raw_sha256, s.report, record)
                db.execute("INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?, ?)", values)
            db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", settings.items())
            db.execute("UPDATE revision SET claims = ?, linked = ?", (revision, revision))


def write(
    path: Path,
    told: Iterable[Told],
    *,
    incidents: Iterable[Incident] = (),
    names: Iterable[Name] = (),
    sightings: Iterable[Sighting] = (),
    settings: Mapping[str, str] | None = None,
    revision: int = 0,
) -> None:
    """Write a new ledger file that holds these records as they are: no decision is applied, nothing is linked."""
    with _Snapshot(connect(path), path, readonly=False) as ledger:
        ledger.fill(told, incidents, names, sightings, settings or {}, revision)
