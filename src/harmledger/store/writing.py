"""Writing to a ledger file: each call is one transaction, done whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from harmledger.errors import LedgerError
from harmledger.history import Change, Name
from harmledger.link import made_by
from harmledger.link.linker import DEFAULT_RULE
from harmledger.records import Claim, Failure, Incident, Report
from harmledger.store import changelog, custody, decided, integrity, lookup, register, rows, sides, witness
from harmledger.store.connection import Connection
from harmledger.store.interface import RULE, SecondReading, Sighting
from harmledger.store.link_index import LinkIndex, Update

GIVEN = "elsewhere"  # what incidents are made by that were put in as they are


class Writing(Connection):
    """What changes a ledger file."""

    def add(
        self, report: Report, claims: Sequence[Claim], failures: Sequence[Failure] = (), *, replace: bool = False
    ) -> bool:
        """Store a report, its claims and failures together; a report with failures counts as not coded, to be retried.

        Decisions on the report's claims are applied; the reader's own record is kept beside (see `machine_claims`).
        False, and nothing changes, when the report was coded before, unless `replace`.
        """
        row = rows.report_row(report)
        with self._transaction() as db:
            old = db.execute("SELECT seq, state FROM report WHERE id = ?", (report.id,)).fetchone()
            if old and old[1] == "coded" and not replace:
                return False
            state = "failed" if failures else "coded"
            machine = decided.undecided(db, old[0], claims) if old else list(claims)
            seq = self._put_report(row, state, old[0] if old else None)
            shown = decided.settle(db, report, machine)
            words = rows.report_words(report, shown)
            db.execute("INSERT INTO report_words (rowid, words) VALUES (?, ?)", (seq, words))
            for position, (claim, written) in enumerate(zip(shown, machine, strict=True)):
                decided.keep(db, self._put_claim(claim, seq, position, report), claim, written)
            self._settle_failures(report, failures)
            db.execute("UPDATE revision SET claims = claims + 1")
            detail = {"raw_sha256": report.raw_sha256, "text_sha256": report.text_sha256, "claims": len(claims)}
            detail |= witness.testimony(row[rows.REPORT_COLUMNS.index("record")], machine)
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

    def _put_claim(self, claim: Claim, report_seq: int, position: int, report: Report) -> int:
        if claim.report != report.id:
            raise LedgerError(f"belongs to report {claim.report}, not to {report.id}", subject=claim.id)
        marks = ",".join("?" * (len(rows.CLAIM_COLUMNS) + 1))
        sql = f"INSERT INTO claim ({','.join(rows.CLAIM_COLUMNS)}, report) VALUES ({marks})"
        seq = int(self._db.execute(sql, (*rows.claim_row(claim, position), report_seq)).lastrowid or 0)
        sides.put(self._db, seq, claim)
        self._db.execute("INSERT INTO claim_words (rowid, words) VALUES (?, ?)", (seq, rows.claim_words(claim)))
        return seq

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
        with self._transaction() as db:
            if revision is not None and revision < db.execute("SELECT linked FROM revision").fetchone()[0]:
                return False  # another run has linked later claims meanwhile
            db.execute("UPDATE revision SET linked = coalesce(?, claims)", (revision,))
            register.put(db, names)
            db.execute("INSERT OR IGNORE INTO link_state VALUES ('made by', ?)", (GIVEN,))
            if integrity.incidents_digest(db) == integrity.digest_of(row[-1] for row in new.values()):
                return False
            db.execute("DELETE FROM incident_claim")
            db.execute("DELETE FROM incident")
            claims = self._put_incidents(new)
            self.links().clear()  # these come from elsewhere: the next linking begins anew
            db.execute("DELETE FROM link_state WHERE name <> 'generation'")
            self.links().put_state({"made by": GIVEN})
            changelog.append(db, changes)
            custody.append(db, "incidents", "", {"incidents": len(new), "claims": claims})
        return True

    def update_incidents(
        self,
        before: Iterable[str],
        after: Iterable[Incident],
        index: Update,
        *,
        names: Iterable[Name] = (),
        changes: Sequence[Change] = (),
        run: int | None = None,
    ) -> int | None:
        """Put some incidents in place of some others, with what the index keeps of it; the rest stays untouched.

        Gives the number of the run under which changes were logged: `run`, or a new one's; see `Ledger`. Stale, and
        nothing is written, where another program changed what was linked.
        """
        new = {i.id: rows.incident_row(i) for i in sorted(after, key=lambda i: i.id)}
        with self._transaction() as db:
            old = {
                key: row[0] for key in before for row in db.execute("SELECT record FROM incident WHERE id = ?", (key,))
            }
            self.links().write(index)
            register.put(db, names)
            for key in [key for key, record in old.items() if key in new and new[key][-1] == record]:
                del old[key]
                for claim in lookup.claims_in(new.pop(key)[-1]):  # a report read anew took its claims out
                    db.execute(
                        "INSERT OR IGNORE INTO incident_claim SELECT seq, ? FROM claim WHERE id = ?", (key, claim)
                    )
            if not old and not new:
                return run
            db.executemany("DELETE FROM incident_claim WHERE incident = ?", ((key,) for key in old))
            db.executemany("DELETE FROM incident WHERE id = ?", ((key,) for key in old))
            claims = self._put_incidents(new)
            run = changelog.append(db, changes, run)
            custody.append(db, "incidents", "", {"removed": len(old), "incidents": len(new), "claims": claims})
        return run

    def linked(self, revision: int) -> None:
        """Note that the incidents were made from this revision of the claims, where no other run is at work."""
        with self._transaction() as db:
            if db.execute("SELECT 1 FROM link_waiting LIMIT 1").fetchone() is None:
                db.execute("UPDATE revision SET linked = ?", (revision,))

    def forget_links(self, state: Mapping[str, str], reports: Iterable[int] | None = None) -> None:
        """Let these reports wait to be linked anew, or all and forget the index; `state` is remembered with it."""
        with self._transaction() as db:
            self.links().clear(reports)
            self.links().put_state(state)
            db.execute("UPDATE revision SET linked = -1")  # a run that is cut short before `linked` is to go on

    def links(self) -> LinkIndex:
        """The index that linking keeps."""
        return LinkIndex(self._db)

    def _put_incidents(self, new: Mapping[str, tuple[Any, ...]]) -> int:
        """Store rows of incidents; gives the number of their claims."""
        marks = ",".join("?" * len(rows.INCIDENT_COLUMNS))
        columns = ",".join(rows.INCIDENT_COLUMNS)
        self._db.executemany(f"INSERT INTO incident ({columns}) VALUES ({marks})", new.values())
        pairs = [(c, row[0]) for row in new.values() for c in lookup.claims_in(row[-1])]
        for claim, incident in pairs:
            done = self._db.execute(
                "INSERT OR IGNORE INTO incident_claim SELECT seq, ? FROM claim WHERE id = ?", (incident, claim)
            )
            if not done.rowcount:
                raise LedgerError(f"names claim {claim}, which is missing or in another incident", subject=incident)
        return len(pairs)

    def setting(self, name: str) -> str | None:
        """What was set under this name, None where nothing was."""
        found = self._one("SELECT value FROM setting WHERE name = ?", name)
        return str(found[0]) if found else None

    def put_setting(self, name: str, value: str, *, relink: bool = False) -> bool:
        """Set a value, in the custody log too; with `relink` incidents are to be made anew. False where it was so."""
        with self._transaction() as db:
            if self.setting(name) == value:
                return False
            db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
            if relink:
                db.execute("UPDATE revision SET claims = claims + 1")
            custody.append(db, "setting", name, {"value": value})
        return True

    def needs_link(self) -> bool:
        """Whether incidents are not what linking would make now; see `Ledger`."""
        if self._one("SELECT claims <> linked FROM revision")[0]:
            return True
        by = self.links().state("made by")
        if by == GIVEN or (by is None and self._one("SELECT 1 FROM report LIMIT 1") is None):
            return False
        return by != made_by(self.setting(RULE) or DEFAULT_RULE)

    def revision(self) -> int:
        """How often claims have changed: ask before reading claims to link, as another run may add more meanwhile."""
        return int(self._one("SELECT claims FROM revision")[0])

    def log(self, action: str, subject: str = "", detail: Mapping[str, Any] | None = None) -> None:
        """Add a line to the custody log."""
        with self._transaction() as db:
            custody.append(db, action, subject, detail or {})
