"""The ledger in one SQLite file: write-ahead log, foreign keys, full text, one transaction a call.

A kill at any moment leaves the file as it was before the call in hand; readers see whole reports only, and never wait
for the writer. An open ledger belongs to the process that opened it: hand records, not the ledger, to other processes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from harmledger.errors import LedgerError
from harmledger.history import Change, Name, Run
from harmledger.records import Claim, Failure, Incident, Report
from harmledger.store import changelog, custody, integrity, lookup, query, register, rows, schema
from harmledger.store.guard import damaged, guarded
from harmledger.store.interface import ALL, Counts, CustodyEntry, Filter, SecondReading, Sighting, TollRow, What
from harmledger.store.tolls import toll_rows

CACHE_KIB = 32_768  # of the writer: indices of a large ledger stay in memory
BUSY_MS = 30_000  # how long a writer waits for another writer
# Walks two indices in the order wanted, so nothing is sorted and the first rows come at once; conditions are sets of
# row numbers (see `query`), so only rows that fit are fetched.
_CLAIMS = (
    "FROM report r CROSS JOIN claim c INDEXED BY claim_order ON c.report = r.seq "
    "LEFT JOIN incident_claim m ON m.claim = c.seq WHERE"
)
# The few claims of one incident are looked up by their row numbers instead.
_CLAIMS_OF_ONE = (
    "FROM claim c CROSS JOIN report r ON r.seq = c.report LEFT JOIN incident_claim m ON m.claim = c.seq WHERE"
)


def open_sqlite(path: Path, *, readonly: bool = False, create: bool = True) -> SqliteLedger:
    """The ledger in this file; see `open_ledger`."""
    exists = path.exists()
    if path.is_dir():
        raise LedgerError("is a folder", subject=str(path), remedy="Name a file for the ledger.")
    if not exists and (readonly or not create):
        raise LedgerError("there is no ledger here", subject=str(path), remedy="`harmledger read` makes one.")
    with guarded(path):
        connection = _connect_readonly(path) if readonly else _connect(path)
        try:
            return SqliteLedger(connection, path, readonly=readonly)
        except BaseException:
            connection.close()
            raise


class SqliteLedger:
    """A ledger in one SQLite file; follows `store.Ledger`."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
        """Take over an open connection to a ledger, or to an empty file, which becomes one."""
        self._db = connection
        self._path = path
        self._readonly = readonly
        version = schema.version_of(connection, path)
        if readonly and version == 0:
            raise damaged(path, "it is empty")
        if schema.check_version(version, path):
            self._migrate()

    @property
    def name(self) -> str:
        """The path of the file."""
        return str(self._path)

    def _migrate(self) -> None:
        if self._readonly:  # an older file: bring it up to date with a connection that may write, then read on
            _connect_and_migrate(self._path)
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        before, after = schema.migrate(self._db, self._path)
        if before != after:
            with self._transaction():
                custody.append(self._db, "migrate" if before else "create", "", {"from": before, "to": after})

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: whatever interrupts the block, Ctrl-C included, leaves the ledger as it was before it."""
        with guarded(self._path):
            if self._readonly:
                raise LedgerError("was opened for reading only", subject=self.name)
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                raise

    # ------------------------------------------------------------------ writing

    def add(
        self, report: Report, claims: Sequence[Claim], failures: Sequence[Failure] = (), *, replace: bool = False
    ) -> bool:
        """Store a report, its claims and failures together; a report with failures counts as not coded, to be retried.

        False, and nothing changes, when the report was coded before, unless `replace`.
        """
        row = rows.report_row(report)
        with self._transaction() as db:
            old = db.execute("SELECT seq, state FROM report WHERE id = ?", (report.id,)).fetchone()
            if old and old[1] == "coded" and not replace:
                return False
            state = "failed" if failures else "coded"
            seq = self._put_report(row, state, old[0] if old else None)
            words = rows.report_words(report, claims)
            db.execute("INSERT INTO report_words (rowid, words) VALUES (?, ?)", (seq, words))
            for position, claim in enumerate(claims):
                self._put_claim(claim, seq, position, report)
            self._settle_failures(report, failures)
            db.execute("UPDATE revision SET claims = claims + 1")
            detail = {"raw_sha256": report.raw_sha256, "text_sha256": report.text_sha256, "claims": len(claims)}
            custody.append(db, "replace" if old else "add", report.id, {**detail, "state": state})
        return True

    def _put_report(self, row: tuple[Any, ...], state: str, old: int | None) -> int:
        columns = rows.REPORT_COLUMNS
        if old is None:
            marks = ",".join("?" * (len(columns) + 1))
            sql = f"INSERT INTO report ({','.join(columns)}, state) VALUES ({marks})"
            return int(self._db.execute(sql, (*row, state)).lastrowid or 0)
        claims = self._drop_claims(old)
        words = rows.report_words(lookup.report_at(self._db, old), claims)
        self._db.execute("INSERT INTO report_words (report_words, rowid, words) VALUES ('delete', ?, ?)", (old, words))
        sets = ",".join(f"{c} = ?" for c in (*columns, "state"))
        self._db.execute(f"UPDATE report SET {sets} WHERE seq = ?", (*row, state, old))
        return old

    def _put_claim(self, claim: Claim, report_seq: int, position: int, report: Report) -> None:
        if claim.report != report.id:
            raise LedgerError(f"belongs to report {claim.report}, not to {report.id}", subject=claim.id)
        marks = ",".join("?" * (len(rows.CLAIM_COLUMNS) + 1))
        sql = f"INSERT INTO claim ({','.join(rows.CLAIM_COLUMNS)}, report) VALUES ({marks})"
        seq = self._db.execute(sql, (*rows.claim_row(claim, position), report_seq)).lastrowid
        put = self._db.executemany
        put("INSERT INTO claim_value VALUES (?, ?, ?)", [(f, v, seq) for f, v in rows.claim_values(claim)])
        spellings = rows.claim_spellings(claim)
        put("INSERT OR IGNORE INTO spelling (key) VALUES (?)", [(name,) for _, name in spellings])
        put(
            "INSERT INTO claim_spelling SELECT seq, ?, ? FROM spelling WHERE key = ?",
            [(field, seq, name) for field, name in spellings],
        )
        self._db.execute("INSERT INTO claim_words (rowid, words) VALUES (?, ?)", (seq, rows.claim_words(claim)))

    def _drop_claims(self, report_seq: int) -> list[Claim]:
        found = self._db.execute("SELECT seq, record FROM claim WHERE report = ?", (report_seq,)).fetchall()
        dropped = [(seq, rows.claim_of(record, None)) for seq, record in found]
        self._db.executemany(
            "INSERT INTO claim_words (claim_words, rowid, words) VALUES ('delete', ?, ?)",
            [(seq, rows.claim_words(claim)) for seq, claim in dropped],
        )
        self._db.execute("DELETE FROM claim WHERE report = ?", (report_seq,))
        return [claim for _, claim in dropped]

    def _settle_failures(self, report: Report, failures: Sequence[Failure]) -> None:
        """The report was read: what failed under its name before is over; what failed now is kept."""
        path, document = rows.storable(report.source_path), rows.storable(report.document)
        self._db.execute("DELETE FROM failure WHERE path = ? AND document = ?", (path, document))
        if Path(path).name == document:  # the file is the report, so a failure of the file is over too
            self._db.execute("DELETE FROM failure WHERE path = ? AND document = ''", (path,))
        for failure in failures:
            self._put_failure(failure)

    def _put_failure(self, failure: Failure) -> None:
        values = (rows.storable(failure.path), rows.storable(failure.document), failure.code)
        record = rows.canonical(failure.to_json())
        self._db.execute("INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?)", (*values, record))

    def add_failure(self, failure: Failure) -> None:
        """Keep an input that could not be read; the same failure again changes nothing."""
        record = rows.canonical(failure.to_json())
        with self._transaction() as db:
            if db.execute(
                "SELECT 1 FROM failure WHERE record = ? AND path = ?", (record, rows.storable(failure.path))
            ).fetchone():
                return
            self._put_failure(failure)
            custody.append(db, "failure", failure.path, {"code": failure.code, "document": failure.document})

    def clear_failures(self, path: str, document: str = "") -> int:
        """Forget the failures of a path, or of one document in it; gives how many there were."""
        with self._transaction() as db:
            if document:
                values = (rows.storable(path), rows.storable(document))
                return db.execute("DELETE FROM failure WHERE path = ? AND document = ?", values).rowcount
            return db.execute("DELETE FROM failure WHERE path = ?", (rows.storable(path),)).rowcount

    def add_sighting(self, sighting: Sighting) -> bool:
        """Note that the text of a stored report was met again; False when that was known."""
        values = (rows.storable(sighting.document), rows.storable(sighting.source_path), sighting.raw_sha256)
        with self._transaction() as db:
            if not db.execute("SELECT 1 FROM report WHERE id = ?", (sighting.report,)).fetchone():
                raise LedgerError("there is no report of this id to be a copy of", subject=sighting.report)
            done = db.execute(
                "INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?, ?)",
                (*values, sighting.report, rows.canonical(sighting.to_json())),
            )
            if done.rowcount:
                custody.append(db, "sighting", sighting.report, sighting.to_json())
            return bool(done.rowcount)

    def add_second_reading(self, reading: SecondReading) -> None:
        """Keep a second reading of a stored report, in place of the one that the same model gave before."""
        record = rows.canonical(reading.to_json())
        with self._transaction() as db:
            done = db.execute(
                "INSERT OR REPLACE INTO second_reading SELECT seq, ?, ? FROM report WHERE id = ?",
                (rows.storable(reading.model), record, reading.report),
            )
            if not done.rowcount:
                raise LedgerError("there is no report of this id to read again", subject=reading.report)
            custody.append(db, "second reading", reading.report, rows.second_detail(reading))

    def replace_incidents(
        self,
        incidents: Iterable[Incident],
        *,
        revision: int | None = None,
        names: Iterable[Name] = (),
        changes: Sequence[Change] = (),
    ) -> bool:
        """Put this set of incidents in place of the present one; claims stay untouched. False when nothing changes.

        `names` go into the register and `changes` into their log, in the same transaction.
        """
        new = {i.id: rows.incident_row(i) for i in sorted(incidents, key=lambda i: i.id)}
        pairs = [(c, row[0]) for row in new.values() for c in lookup.claims_in(row[-1])]
        with self._transaction() as db:
            db.execute("UPDATE revision SET linked = coalesce(?, claims)", (revision,))
            register.put(db, names)
            if integrity.incidents_digest(db) == integrity.digest_of(row[-1] for row in new.values()):
                return False
            db.execute("DELETE FROM incident_claim")
            db.execute("DELETE FROM incident")
            marks = ",".join("?" * len(rows.INCIDENT_COLUMNS))
            db.executemany(f"INSERT INTO incident ({','.join(rows.INCIDENT_COLUMNS)}) VALUES ({marks})", new.values())
            for claim, incident in pairs:
                done = db.execute(
                    "INSERT OR IGNORE INTO incident_claim SELECT seq, ? FROM claim WHERE id = ?", (incident, claim)
                )
                if not done.rowcount:
                    raise LedgerError(f"names claim {claim}, which is missing or in another incident", subject=incident)
            changelog.append(db, changes)
            custody.append(db, "incidents", "", {"incidents": len(new), "claims": len(pairs)})
        return True

    def needs_link(self) -> bool:
        """Whether claims have changed since the incidents were last replaced, as after a run that was cut short."""
        return bool(self._one("SELECT claims <> linked FROM revision")[0])

    def revision(self) -> int:
        """How often claims have changed: ask before reading claims to link, as another run may add more meanwhile."""
        return int(self._one("SELECT claims FROM revision")[0])

    def log(self, action: str, subject: str = "", detail: Mapping[str, Any] | None = None) -> None:
        """Add a line to the custody log."""
        with self._transaction() as db:
            custody.append(db, action, subject, detail or {})

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
        tables = _CLAIMS_OF_ONE if which.incident else _CLAIMS
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

    def counts(self) -> Counts:
        """How much is stored."""
        with guarded(self._path):
            return lookup.counts(self._db)

    def count(self, what: What, which: Filter = ALL) -> int:
        """How many records a filter gives, its limit aside."""
        where, _, values = self._select(what, which, limited=False)
        table = {"reports": "FROM report r WHERE", "incidents": "FROM incident i WHERE", "claims": _CLAIMS}[what]
        return int(next(self._rows(f"SELECT count(*) {table} {where}", values))[0])

    def content_digest(self) -> str:
        """SHA-256 over reports, claims, incidents, sightings and failures in a stable order; see `Ledger`."""
        with guarded(self._path):
            return integrity.content_digest(self._db)

    def check(self) -> list[str]:
        """What is wrong with the file itself: structure, references, columns against records, the custody chain."""
        with guarded(self._path):
            return integrity.check(self._db)

    def __del__(self) -> None:
        if (db := getattr(self, "_db", None)) is not None:
            db.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _select(self, what: What, which: Filter, *, limited: bool = True) -> tuple[str, str, list[object]]:
        query.check(which)
        of = {"reports": query.of_reports, "claims": query.of_claims, "incidents": query.of_incidents}[what]
        with guarded(self._path):
            conditions = of(which, self._db)
        tail, values = query.limits(which) if limited else ("", [])
        return conditions.where, tail, [*conditions.values, *values]

    def _one(self, sql: str, *values: object) -> Any:
        with guarded(self._path):
            return self._db.execute(sql, values).fetchone()

    def _rows(self, sql: str, values: Sequence[object]) -> Iterator[Any]:
        with guarded(self._path):
            yield from self._db.execute(sql, values)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # In WAL mode NORMAL keeps the file whole at a kill or power cut; a power cut may take back a few reports.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_readonly(path: Path) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", timeout=BUSY_MS / 1000, isolation_level=None, uri=True)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError as error:
        # A folder that cannot be written, as on a disc: without a log beside it the file is whole and will not change.
        connection.close()
        refused = error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not refused or path.with_name(path.name + "-wal").exists():
            raise
        connection = sqlite3.connect(f"{address}?immutable=1", isolation_level=None, uri=True)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_and_migrate(path: Path) -> None:
    connection = _connect(path)
    try:
        SqliteLedger(connection, path, readonly=False)
    finally:
        connection.close()
