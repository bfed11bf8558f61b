"""The index that linking keeps in a ledger file: accounts, the lists they stand in, likely pairs, totals by scope."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from harmledger.errors import LedgerError
from harmledger.link.blocks import Row
from harmledger.link.nodes import Node
from harmledger.link.packed import packed, unpacked
from harmledger.records import Claim, Incident, Report
from harmledger.store import lookup, rows
from harmledger.store.neighbours import Neighbours

_LOT = 500  # values of one query


class Stale(LedgerError):
    """Another program changed what was being linked."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An account as the index holds it, and where it stood when it was last linked."""

    node: Node
    report: int  # report.seq
    part: int
    made: str
    incident: str | None


@dataclass(frozen=True, slots=True)
class Total:
    """A claim of a running total: what it counts, and the incident that holds it."""

    claim: str
    report: int
    scope: str
    incident: str | None = None


@dataclass(slots=True)
class Update:
    """What one linking writes to the index."""

    reports: Mapping[int, int]  # report.seq -> mark: those that wait no longer
    generation: int  # of the index that all was read from
    state: Mapping[str, str] = field(default_factory=dict)  # the weights and decisions by which it was linked
    read: set[int] = field(default_factory=set)  # all reports that were looked at
    gone: dict[int, dict[int, Row]] = field(default_factory=dict)  # account -> its rows
    come: dict[int, dict[int, Row]] = field(default_factory=dict)
    accounts: dict[int, Kept] = field(default_factory=dict)  # new ones, and those whose place changed
    edges: dict[tuple[int, int], tuple[float, int] | None] = field(default_factory=dict)  # None: no more
    totals: list[Total] = field(default_factory=list)


class LinkIndex:
    """Reads the index; `write` changes it inside the transaction that changes the incidents."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Over an open ledger file."""
        self._db = db

    # ------------------------------------------------------------------ reading

    def state(self, name: str) -> str | None:
        """A remembered value, None where there is none."""
        found = self._db.execute("SELECT value FROM link_state WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else None

    def generation(self) -> int:
        """How often the index was written."""
        return int(self.state("generation") or 0)

    def waiting(self) -> dict[int, int]:
        """The reports that wait to be linked, earliest publication first, each with its mark."""
        sql = (  # CROSS JOIN: from the few that wait, not through all reports
            "SELECT w.report, w.mark FROM link_waiting w CROSS JOIN report r ON r.seq = w.report "
            "ORDER BY coalesce(r.published_end, ''), r.id"
        )
        return dict(self._db.execute(sql))

    def empty(self) -> bool:
        """Whether nothing is in it, as before the first linking."""
        sql = "SELECT 1 FROM link_account UNION ALL SELECT 1 FROM link_total LIMIT 1"
        return self._db.execute(sql).fetchone() is None

    def marks(self, seqs: Iterable[int]) -> dict[int, int]:
        """Those of these reports that wait, with their marks."""
        return dict(self._lots("SELECT report, mark FROM link_waiting WHERE report IN", seqs))

    def known(self, seqs: Iterable[int]) -> set[int]:
        """Those of these reports that were linked before."""
        tables = ("link_account", "link_total")
        return {seq for t in tables for (seq,) in self._lots(f"SELECT DISTINCT report FROM {t} WHERE report IN", seqs)}

    def coded(self, seqs: Iterable[int]) -> dict[int, Report]:
        """Those of these reports that were coded."""
        sql = "SELECT seq, record, text FROM report WHERE state = 'coded' AND seq IN"
        return {seq: rows.report_of(record, text) for seq, record, text in self._lots(sql, seqs)}

    def reports(self, ids: Iterable[str]) -> dict[str, tuple[int, Report]]:
        """Reports by id."""
        sql = "SELECT id, seq, record, text FROM report WHERE id IN"
        return {key: (seq, rows.report_of(record, text)) for key, seq, record, text in self._lots(sql, ids)}

    def copies_of(self, reports: Iterable[str]) -> dict[int, str]:
        """The near-copies of these reports: row number and original."""
        return dict(self._lots("SELECT seq, copy_of FROM report WHERE copy_of IN", reports))

    def claims_of(self, seqs: Iterable[int]) -> dict[int, list[Claim]]:
        """The claims of reports, rejected ones too, in the order of the report."""
        out: dict[int, list[Claim]] = {}
        sql = "SELECT report, record FROM claim WHERE report IN"
        for seq, record in self._lots(sql, seqs, " ORDER BY report, position"):
            out.setdefault(seq, []).append(rows.claim_of(record, None))
        return out

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims by id."""
        sql = "SELECT id, record FROM claim WHERE id IN"
        return {key: rows.claim_of(record, None) for key, record in self._lots(sql, ids)}

    def reports_of_claims(self, ids: Iterable[str]) -> set[int]:
        """The reports in which claims stand."""
        return {seq for (seq,) in self._lots("SELECT report FROM claim WHERE id IN", ids)}

    def incidents(self, ids: Iterable[str]) -> list[Incident]:
        """Incidents by id, in order of id."""
        found = self._lots("SELECT id, record FROM incident WHERE id IN", ids)
        return [lookup.incident_of(record) for _, record in sorted(found)]

    def lent_names(self, reports: Iterable[int]) -> list[set[str]]:
        """For each name issued for a claim of these reports that another incident bears now: that claim, and one there.

        When the claim comes back its name does, so the incident that bears it has to be named anew with it.
        """
        sql = (
            "SELECT n.anchor, (SELECT k.id FROM incident_claim o JOIN claim k ON k.seq = o.claim"
            " WHERE o.incident = n.now LIMIT 1) FROM claim c JOIN incident_name n ON n.anchor = c.id "
            "LEFT JOIN incident_claim m ON m.claim = c.seq "
            "WHERE n.now IS NOT NULL AND n.now IS NOT m.incident AND c.report IN"
        )
        return [{anchor, there} for anchor, there in self._lots(sql, reports) if there]

    def stray_incidents(self) -> list[str]:
        """Incidents that the index did not make, as those of an older version or of an import."""
        sql = (
            "SELECT id FROM incident WHERE id NOT IN (SELECT incident FROM link_account WHERE incident IS NOT NULL "
            "UNION SELECT incident FROM link_total WHERE incident IS NOT NULL)"
        )
        return [str(row[0]) for row in self._db.execute(sql)]

    def accounts(self, ids: Iterable[int]) -> dict[int, Kept]:
        """Accounts by number."""
        return self._kept("id", ids)

    def accounts_of(self, reports: Iterable[int]) -> dict[int, Kept]:
        """The accounts of reports."""
        return self._kept("report", reports)

    def members(self, parts: Iterable[int]) -> set[int]:
        """The accounts that were grouped together in these parts."""
        return {i for (i,) in self._lots("SELECT id FROM link_account WHERE part IN", parts)}

    def edges(self, ids: Iterable[int]) -> dict[int, dict[int, tuple[float, int]]]:
        """Of each account its likely pairs: the other, the score, and how many lists bring them together."""
        out: dict[int, dict[int, tuple[float, int]]] = {i: {} for i in ids}
        for a, b, score, support in self._lots("SELECT a, b, score, support FROM link_edge WHERE a IN", list(out)):
            out[a][b] = (score, support)
        return out

    def lists(self, numbers: Iterable[int]) -> set[int]:
        """Those of these lists that have rows."""
        found: set[int] = set()
        wanted = sorted(numbers)
        for at in range(0, len(wanted), _LOT):
            lot = wanted[at : at + _LOT]
            values = ",".join(["(?)"] * len(lot))
            sql = f"SELECT column1 FROM (VALUES {values}) WHERE EXISTS (SELECT 1 FROM link_row WHERE list = column1)"
            found.update(row[0] for row in self._db.execute(sql, lot))
        return found

    def neighbours(self, without: set[int]) -> Neighbours:
        """The rows of lists, those of the accounts `without` left out."""
        return Neighbours(self._db, without)

    def totals_of(self, reports: Iterable[int]) -> list[Total]:
        """The running totals of reports."""
        sql = "SELECT claim, report, scope, incident FROM link_total WHERE report IN"
        return [Total(*row) for row in self._lots(sql, reports)]

    def totals_in(self, scopes: Iterable[str]) -> list[Total]:
        """The running totals that count these things."""
        sql = "SELECT claim, report, scope, incident FROM link_total WHERE scope IN"
        return [Total(*row) for row in self._lots(sql, scopes)]

    def _kept(self, column: str, values: Iterable[int]) -> dict[int, Kept]:
        sql = f"SELECT id, record, report, part, made, incident FROM link_account WHERE {column} IN"
        return {i: Kept(unpacked(i, record), *more) for i, record, *more in self._lots(sql, values)}

    def _lots(self, sql: str, values: Iterable[object], order: str = "") -> Iterator[Any]:
        distinct: Sequence[object] = list(dict.fromkeys(values))
        for at in range(0, len(distinct), _LOT):
            lot = distinct[at : at + _LOT]
            yield from self._db.execute(f"{sql} ({','.join('?' * len(lot))}){order}", lot)

    # ------------------------------------------------------------------ writing

    def write(self, update: Update) -> None:
        """Change the index; Stale, and the transaction must be given up, where another program was faster."""
        db = self._db
        if self.generation() != update.generation:
            raise Stale("another program linked it meanwhile", subject="index")
        if any(self.state(name) != value for name, value in update.state.items()):
            raise Stale("other weights or decisions hold since", subject="index")
        now = self.marks(update.read | set(update.reports))
        if any(update.reports.get(int(seq)) != mark for seq, mark in now.items()):
            raise Stale("another program changed reports meanwhile", subject="index")
        gone, come = update.gone, update.come
        db.executemany(
            "DELETE FROM link_row WHERE list = ? AND day = ? AND account = ?",
            ((listed, row.day, row.id) for held in gone.values() for listed, row in held.items()),
        )
        db.executemany("DELETE FROM link_account WHERE id = ?", ((i,) for i in gone))
        db.executemany(
            "INSERT INTO link_row VALUES (?, ?, ?, ?, ?)",
            sorted((listed, *row) for held in come.values() for listed, row in held.items()),
        )
        db.executemany(
            "INSERT OR REPLACE INTO link_account VALUES (?, ?, ?, ?, ?, ?)",
            (
                (i, k.report, k.part, k.made, k.incident, packed(k.node))
                for i, k in update.accounts.items()
                if i in come
            ),
        )
        db.executemany(
            "UPDATE link_account SET part = ?, made = ?, incident = ? WHERE id = ?",
            ((k.part, k.made, k.incident, i) for i, k in update.accounts.items() if i not in come),
        )
        both = [(pair, value) for (a, b), value in sorted(update.edges.items()) for pair in ((a, b), (b, a))]
        db.executemany("DELETE FROM link_edge WHERE a = ? AND b = ?", (pair for pair, value in both if value is None))
        db.executemany(
            "INSERT OR REPLACE INTO link_edge VALUES (?, ?, ?, ?)",
            sorted((*pair, *value) for pair, value in both if value is not None),
        )
        db.executemany("DELETE FROM link_total WHERE report = ?", ((seq,) for seq in update.reports))
        db.executemany(
            "INSERT OR REPLACE INTO link_total VALUES (?, ?, ?, ?)",
            ((t.claim, t.report, t.scope, t.incident) for t in update.totals),
        )
        db.executemany("DELETE FROM link_waiting WHERE report = ?", ((seq,) for seq in update.reports))
        self._written()

    def put_state(self, state: Mapping[str, str]) -> None:
        """Remember values."""
        self._db.executemany("INSERT OR REPLACE INTO link_state VALUES (?, ?)", state.items())

    def _written(self) -> None:
        """Count a change of the index: the count never goes back, so that what was read before is known as old."""
        self.put_state({"generation": str(self.generation() + 1)})

    def clear(self, reports: Iterable[int] | None = None) -> None:
        """Let reports wait to be linked anew, by default all, and then forget everything."""
        self._written()
        wait = "INSERT OR REPLACE INTO link_waiting SELECT seq, claims FROM report, revision"
        if reports is None:
            for table in ("link_account", "link_row", "link_edge", "link_total"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute(wait)
        else:
            self._db.executemany(f"{wait} WHERE seq = ?", ((seq,) for seq in reports))
