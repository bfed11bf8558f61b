"""The ledger in one SQLite file: write-ahead log, foreign keys, full text, one transaction a call.

A kill at any moment leaves the file as it was before the call in hand; readers see whole reports only, and never wait
for the writer. An open ledger belongs to the process that opened it: hand records, not the ledger, to other processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from harmledger.errors import LedgerError
from harmledger.history import Change, Name, Run
from harmledger.records import Claim, Failure, Incident, Report
from harmledger.store import changelog, custody, integrity, lookup, query, register, rows
from harmledger.store.connection import connect, connect_readonly
from harmledger.store.copying import Copying
from harmledger.store.deciding import Deciding
from harmledger.store.findings import Findings
from harmledger.store.guard import guarded
from harmledger.store.interface import ALL, Counts, CustodyEntry, Filter, SecondReading, Sighting, TollRow, What
from harmledger.store.tolls import toll_rows
from harmledger.store.writing import Writing

# Walks two indices in the order wanted, so nothing is sorted and the first rows come at once; conditions are sets of
# row numbers (see `query`), so only rows that fit are fetched.
_CLAIMS = (
    "FROM report r CROSS JOIN claim c INDEXED BY claim_order ON c.report = r.seq "
    "LEFT JOIN incident_claim m ON m.claim = c.seq WHERE"
)
# A few claims, as those of one incident, are looked up by their row numbers instead.
_CLAIMS_OF_FEW = (
    "FROM claim c CROSS JOIN report r ON r.seq = c.report LEFT JOIN incident_claim m ON m.claim = c.seq WHERE"
)


def open_sqlite(path: Path, *, readonly: bool = False, create: bool = True, any_thread: bool = False) -> SqliteLedger:
    """The ledger in this file; see `open_ledger`."""
    exists = path.exists()
    if path.is_dir():
        raise LedgerError("is a folder", subject=str(path), remedy="Name a file for the ledger.")
    if not exists and (readonly or not create):
        raise LedgerError("there is no ledger here", subject=str(path), remedy="`harmledger read` makes one.")
    with guarded(path):
        connection = (connect_readonly if readonly else connect)(path, any_thread=any_thread)
        try:
            return SqliteLedger(connection, path, readonly=readonly)
        except BaseException:
            connection.close()
            raise


class SqliteLedger(Writing, Deciding, Copying, Findings):
    """A ledger in one SQLite file; follows `store.Ledger`."""

    # ------------------------------------------------------------------ skipping

    def has_report(self, report: str) -> bool:
        """Whether a report with this id was read and coded."""
        return self._one("SELECT 1 FROM report WHERE id = ? AND state = 'coded'", report) is not None

    def has_text(self, text_sha256: str) -> str | None:
        """The id of the coded report with this text, or None."""
        sql = "SELECT id FROM report WHERE text_sha256 = ? AND state = 'coded' ORDER BY seq LIMIT 1"
        found = self._one(sql, text_sha256) if text_sha256 else None
        return str(found[0]) if found else None

    def has_raw(self, raw_sha256: str, document: str) -> bool:
        """Whether these bytes were read under this document name, as a coded report or as a sighting of one."""
        if not raw_sha256:
            return False
        values = (raw_sha256, rows.storable(document))
        sql = "SELECT 1 FROM report WHERE raw_sha256 = ? AND document = ? AND state = 'coded'"
        seen = "SELECT 1 FROM sighting WHERE raw_sha256 = ? AND document = ?"
        return self._one(sql, *values) is not None or self._one(seen, *values) is not None

    # ------------------------------------------------------------------ reading

    def reports(self, which: Filter = ALL) -> Iterator[Report]:
        """Reports in order of document and id."""
        where, tail, values = self._select("reports", which)
        sql = f"SELECT r.record, r.text FROM report r WHERE {where} ORDER BY r.document, r.id{tail}"
        return (rows.report_of(*row) for row in self._rows(sql, values))

    def claims(self, which: Filter = ALL) -> Iterator[Claim]:
        """Claims in order of document, report and place in it, each with its incident's id."""
        where, tail, values = self._select("claims", which)
        tables = _CLAIMS_OF_FEW if which.incident or which.claims else _CLAIMS
        sql = f"SELECT c.record, m.incident {tables} {where} ORDER BY r.document, r.id, c.position{tail}"
        return (rows.claim_of(*row) for row in self._rows(sql, values))

    def incidents(self, which: Filter = ALL) -> Iterator[Incident]:
        """Incidents by date, undated last; with `order="reports"` the most reported first."""
        where, tail, values = self._select("incidents", which)
        order = "-i.reports, i.id" if which.order == "reports" else "i.date_start IS NULL, i.date_start, i.id"
        sql = f"SELECT i.record FROM incident i WHERE {where} ORDER BY {order}{tail}"
        return (lookup.incident_of(row[0]) for row in self._rows(sql, values))

    def tolls(self, which: Filter = ALL) -> Iterator[TollRow]:
        """Figures of incidents, then of claims; only running totals unless the filter names kinds."""
        return toll_rows(self, which)

    def failures(self) -> Iterator[Failure]:
        """What could not be read or coded, by path and document."""
        found = self._rows("SELECT record FROM failure ORDER BY path, document, code", [])
        return (lookup.failure_of(row[0]) for row in found)

    def sightings(self) -> Iterator[Sighting]:
        """Texts met again under other names, by document."""
        found = self._rows("SELECT record FROM sighting ORDER BY document, source_path, raw_sha256", [])
        return (lookup.sighting_of(row[0]) for row in found)

    def second_readings(self) -> Iterator[SecondReading]:
        """Second readings by document, report and model."""
        sql = (
            "SELECT s.record FROM second_reading s JOIN report r ON r.seq = s.report ORDER BY r.document, r.id, s.model"
        )
        return (lookup.second_reading_of(row[0]) for row in self._rows(sql, []))

    def custody(self) -> Iterator[CustodyEntry]:
        """The custody log, oldest first."""
        found = self._rows(f"SELECT {','.join(custody.COLUMNS)} FROM custody ORDER BY seq", [])
        return (CustodyEntry(*row) for row in found)

    def names(self, incidents: Iterable[str] | None = None, anchors: Iterable[str] = ()) -> Iterator[Name]:
        """Ids that mean one of these incidents or were issued for one of these claims; None: all ever issued."""
        with guarded(self._path):
            yield from register.find(self._db, incidents, anchors)

    def has_name(self, name: str) -> bool:
        """Whether an incident's id was ever issued."""
        with guarded(self._path):
            return register.has(self._db, name)

    def runs(self) -> Iterator[Run]:
        """The runs that changed incidents, oldest first."""
        with guarded(self._path):
            yield from changelog.runs(self._db)

    def changes(self, first: int = 1, last: int | None = None) -> Iterator[Change]:
        """What the runs from `first` to `last` changed, in the order in which it was done."""
        with guarded(self._path):
            yield from changelog.changes(self._db, first, last)

    def report(self, key: str) -> Report:
        """The report with this id, document name (also of a sighting) or unique beginning of an id, else NotFound."""
        with guarded(self._path):
            return lookup.find_report(self._db, key)

    def claim(self, key: str) -> Claim:
        """The claim with this id or unique beginning of it, else NotFound."""
        with guarded(self._path):
            return lookup.find_claim(self._db, key)

    def incident(self, key: str) -> Incident:
        """The incident with this id or unique beginning of it, else NotFound."""
        with guarded(self._path):
            return lookup.find_incident(self._db, key)

    def stamp(self) -> str:
        """See `Readable`."""
        return f"{self._one('PRAGMA data_version')[0]}.{self._db.total_changes}"

    def counts(self) -> Counts:
        """How much is stored."""
        with guarded(self._path):
            return lookup.counts(self._db)

    def count(self, what: What, which: Filter = ALL) -> int:
        """How many records a filter gives, its limit aside."""
        where, _, values = self._select(what, which, limited=False)
        table = {"reports": "FROM report r WHERE", "incidents": "FROM incident i WHERE", "claims": _CLAIMS}[what]
        return int(next(self._rows(f"SELECT count(*) {table} {where}", values))[0])

    def readers(self) -> dict[str, int]:
        """Which versions of the reader wrote the claims (`reader` of their versions, "" for none) -> how many."""
        sql = (
            """SELECT coalesce(json_extract(record, '$.versions.reader'), '') AS by, count(*) FROM claim GROUP BY by"""
        )
        return dict(self._rows(sql, []))

    def content_digest(self) -> str:
        """SHA-256 over reports, claims, incidents, sightings and failures in a stable order; see `Ledger`."""
        with guarded(self._path):
            return integrity.content_digest(self._db)

    def check(self) -> list[str]:
        """What is wrong with the file itself: structure, references, columns against records, the custody chain."""
        with guarded(self._path):
            return integrity.check(self._db)

    def _select(self, what: What, which: Filter, *, limited: bool = True) -> tuple[str, str, list[object]]:
        query.check(which)
        of = {"reports": query.of_reports, "claims": query.of_claims, "incidents": query.of_incidents}[what]
        with guarded(self._path):
            conditions = of(which, self._db)
        tail, values = query.limits(which) if limited else ("", [])
        return conditions.where, tail, [*conditions.values, *values]
