"""Near-copies in a ledger file: found among the reports that changed and those alike to them, all others left alone."""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import replace

from harmledger.clean import copies
from harmledger.records import Report
from harmledger.store import custody, rows
from harmledger.store.connection import Connection

_LOT = 500  # values of one query


class Copying(Connection):
    """The part of a ledger file that knows which reports are near-copies of which."""

    def settle_copies(self, reports: Iterable[int]) -> tuple[dict[str, str], bool]:
        """Bring near-copies up to date with these new, changed or removed reports (row numbers), in one transaction.

        Gives report -> original for those of them that are copies, and whether any report is marked otherwise now,
        which is one revision more. The result is that of `copies.mark_copies` over all reports.
        """
        with self._transaction() as db:
            prints = _Prints(db)
            given = list(reports)
            changed = prints.renew(given)
            marked = copies.settle(changed, prints)
            for seq, original in marked.items():
                row = rows.report_row(replace(prints.report(seq), copy_of=original))
                values = dict(zip(rows.REPORT_COLUMNS, row, strict=True))
                db.execute("UPDATE report SET copy_of = ?, record = ? WHERE seq = ?", (original, values["record"], seq))
            if marked:
                db.execute("UPDATE revision SET claims = claims + 1")
                detail = {prints.report(seq).id: original for seq, original in marked.items()}
                custody.append(db, "copies", "", detail)
            found: dict[str, str] = {}
            for at in range(0, len(given), _LOT):
                lot = given[at : at + _LOT]
                marks = ",".join("?" * len(lot))
                sql = (
                    f"SELECT id, copy_of FROM report WHERE state = 'coded' AND copy_of IS NOT NULL AND seq IN ({marks})"
                )
                found.update(db.execute(sql, lot))
            return found, bool(marked)


class _Prints:
    """What `copies.settle` asks of the ledger."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._reports: dict[int, Report] = {}
        self._keys: dict[int, tuple[int, ...]] = {}

    def renew(self, seqs: Iterable[int]) -> dict[int, bool]:
        """Write the bands of reports that are new or differ; gives these and what was alike to what they were."""
        changed: dict[int, bool] = {}
        for seq in seqs:
            row = self._db.execute(
                "SELECT record, text FROM report WHERE seq = ? AND state = 'coded'", (seq,)
            ).fetchone()
            report = rows.report_of(*row) if row else None
            old = self._db.execute("SELECT made, bands FROM copy_print WHERE report = ?", (seq,)).fetchone()
            made = _made(report) if report is not None else ""
            if old is not None and old[0] == made:
                changed.setdefault(seq, False)  # stored anew, perhaps without its mark
                continue
            if old is not None:
                former = tuple(array("q", old[1]))
                for other in self._alike(former):
                    changed.setdefault(other, False)
                for table in ("copy_band", "copy_first"):
                    sql = f"DELETE FROM {table} WHERE band = ? AND report = ?"
                    self._db.executemany(sql, ((band, seq) for band in former))
                self._db.execute("DELETE FROM copy_print WHERE report = ?", (seq,))
            changed.pop(seq, None)
            if report is not None:
                self._put(seq, report, made)
                changed[seq] = True
        return {seq: new for seq, new in changed.items() if new or self._present(seq)}

    def _put(self, seq: int, report: Report, made: str) -> None:
        keys = copies.keys_of(report)
        self._reports[seq], self._keys[seq] = report, keys
        self._db.execute("INSERT INTO copy_print VALUES (?, ?, ?)", (seq, made, array("q", keys).tobytes()))
        self._db.executemany("INSERT OR IGNORE INTO copy_band VALUES (?, ?)", ((band, seq) for band in keys))

    def _present(self, seq: int) -> bool:
        return self._db.execute("SELECT 1 FROM copy_print WHERE report = ?", (seq,)).fetchone() is not None

    def _alike(self, keys: tuple[int, ...], table: str = "copy_band") -> list[int]:
        if not keys:
            return []
        sql = f"SELECT DISTINCT report FROM {table} WHERE band IN ({','.join('?' * len(keys))})"
        return [int(row[0]) for row in self._db.execute(sql, keys)]

    def _keys_of(self, seq: int) -> tuple[int, ...]:
        if seq not in self._keys:
            row = self._db.execute("SELECT bands FROM copy_print WHERE report = ?", (seq,)).fetchone()
            self._keys[seq] = tuple(array("q", row[0]))
        return self._keys[seq]

    def alike(self, seq: int) -> list[int]:
        """The other reports that share a band with this one."""
        return [other for other in self._alike(self._keys_of(seq)) if other != seq]

    def originals(self, seq: int) -> list[int]:
        """The other reports that share a band with this one and are no copies, as far as they are settled."""
        return [other for other in self._alike(self._keys_of(seq), "copy_first") if other != seq]

    def mark(self, seq: int, is_original: bool) -> None:
        """Note whether a report is an original."""
        do = "INSERT OR IGNORE INTO copy_first VALUES (?, ?)"
        undo = "DELETE FROM copy_first WHERE band = ? AND report = ?"
        self._db.executemany(do if is_original else undo, ((band, seq) for band in self._keys_of(seq)))

    def report(self, seq: int) -> Report:
        """A report, with what it is marked a copy of."""
        if seq not in self._reports:
            row = self._db.execute("SELECT record, text FROM report WHERE seq = ?", (seq,)).fetchone()
            self._reports[seq] = rows.report_of(*row)
        return self._reports[seq]


def _made(report: Report) -> str:
    """A digest of what a print is made from, and of the version of the method."""
    published: Mapping[str, object] = report.published.to_json()
    parts = [copies.VERSION, report.id, report.outlet, report.text_sha256, report.text, published["start"]]
    parts += [published["end"], [r.to_json() for r in report.regions]]
    return hashlib.sha256(rows.canonical(parts).encode("utf-8", "backslashreplace")).hexdigest()[:16]
