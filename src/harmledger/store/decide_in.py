"""Decisions that come into the ledger's file: those made here, and those of another ledger; never changed after."""

from __future__ import annotations

import datetime as dt
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from harmledger.decisions import ACTIONS, Decision, Subject, ordered, sealed
from harmledger.decisions.follow import follow
from harmledger.decisions.sound import faults
from harmledger.errors import Clash, LedgerError, NotFound, UsageError
from harmledger.records import Claim, Report
from harmledger.store import custody, decided, lookup, rows

AHEAD = dt.timedelta(days=1)  # how far a decision from elsewhere may be dated ahead: clocks differ, and time zones


def add(db: sqlite3.Connection, drafts: Sequence[Decision], seen: Mapping[str, str]) -> tuple[Decision, ...]:
    """Add decisions inside a transaction and apply them; gives them with time and id.

    `seen`: subject -> its state when the reviewer saw it (see `state`); Clash where one has changed since.
    """
    for subject, token in seen.items():
        if decided.state(db, subject) != token:
            raise Clash(
                "has changed since you looked at it", subject=subject, remedy="Look at it again, then decide anew."
            )
    made = []
    for draft in drafts:
        _check_values(draft)
        made.append(_insert(db, sealed(replace(draft, id="", at=_next_moment(db), nonce=secrets.token_hex(8)))))
    decided.apply(db, made)
    return tuple(made)


def take_in(db: sqlite3.Connection, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Add decisions that were made in another ledger, those that are new; LedgerError for one that was altered."""
    given = {decision.id: decision for decision in decisions}
    latest = _moment(dt.datetime.now(dt.UTC) + AHEAD)
    new = []
    for decision in ordered(given.values()):  # the same whatever the order of the file
        if not _sound(decision):
            raise LedgerError("does not fit its content: it was altered", subject=decision.id or "a decision")
        if _known(db, decision.id):
            continue
        if decision.at > latest:
            raise LedgerError(
                f"is dated {decision.at[:16]} UTC, which is yet to come",
                subject=decision.id,
                remedy="Decisions act in the order of their times: set the clock of that machine right, decide anew.",
            )
        _check_values(decision)
        if decision.of and decision.of not in given and not _known(db, decision.of):
            raise NotFound(
                f"is about decision {decision.of}, which is not there",
                subject=decision.id,
                remedy="Import a file that holds all decisions of that ledger.",
            )
        new.append(_insert(db, decision))
    decided.apply(db, new)
    return tuple(new)


def _known(db: sqlite3.Connection, decision: str) -> bool:
    return db.execute("SELECT 1 FROM decision WHERE id = ?", (decision,)).fetchone() is not None


def _check_values(decision: Decision) -> None:
    """UsageError for values that no claim or incident may have: stored, they would stop every later run."""
    if wrong := faults(decision):
        raise UsageError("; ".join(wrong), subject=decision.id or decision.action)


def _sound(decision: Decision) -> bool:
    """Whether the id is that of the content, and the time one that other decisions can be ordered by."""
    try:
        moment = dt.datetime.fromisoformat(decision.at).isoformat(timespec="microseconds")
    except ValueError:
        return False
    whole = moment == decision.at and moment.endswith("+00:00") and decision.action in ACTIONS
    return whole and sealed(decision).id == decision.id


def _next_moment(db: sqlite3.Connection) -> str:
    """Now, but later than every decision before, so that decisions act in the order in which they were made."""
    now = dt.datetime.now(dt.UTC)
    near = (_moment(now + AHEAD),)  # one from the far future, which an older version took in, holds up nothing
    last = db.execute("SELECT max(at) FROM decision WHERE at <= ?", near).fetchone()[0]
    if last is not None:
        now = max(now, dt.datetime.fromisoformat(last) + dt.timedelta(microseconds=1))
    return _moment(now)


def _moment(at: dt.datetime) -> str:
    return at.isoformat(timespec="microseconds")


def _insert(db: sqlite3.Connection, decision: Decision) -> Decision:
    record = rows.canonical(decision.to_json())
    last = db.execute("SELECT chain FROM decision ORDER BY seq DESC LIMIT 1").fetchone()
    chain = custody.link(last[0] if last else "", (record,))
    sql = "INSERT INTO decision (id, at, reviewer, action, record, chain) VALUES (?, ?, ?, ?, ?, ?)"
    values = (decision.id, decision.at, rows.storable(decision.reviewer), decision.action, record, chain)
    seq = db.execute(sql, values).lastrowid
    subjects = {*decision.subjects, *((decision.of,) if decision.of else ())}
    db.executemany("INSERT INTO decision_subject VALUES (?, ?)", [(s, seq) for s in sorted(subjects)])
    held = _Present(db)
    db.executemany(
        "INSERT INTO decision_claim VALUES (?, ?, ?, ?, ?, ?)",
        [
            (seq, n, a.report, rows.storable(a.document), a.text_sha256, held.claim(a))
            for n, a in enumerate(decision.anchors)
        ],
    )
    custody.append(db, "decide", decision.id, {"action": decision.action, "subjects": list(decision.subjects)})
    return decision


class _Present:
    """Finds the claims that decisions mean, each report's claims read once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: dict[int, tuple[Report, list[Claim]]] = {}

    def claim(self, subject: Subject) -> str | None:
        """The id of the claim that a subject means now."""
        seq = _report_of(self._db, subject)
        if seq is None:
            return None
        if seq not in self._known:
            self._known[seq] = lookup.report_at(self._db, seq), decided.machine_claims(self._db, seq)
        report, claims = self._known[seq]
        found = follow(subject, claims, report)
        return found.id if found else None


def _report_of(db: sqlite3.Connection, subject: Subject) -> int | None:
    """The row of a subject's report: the same id, else the same text, else the same document cleaned anew."""
    for column, value in (
        ("id", subject.report),
        ("text_sha256", subject.text_sha256),
        ("document", rows.storable(subject.document)),
    ):
        found = db.execute(f"SELECT seq FROM report WHERE {column} = ? ORDER BY id", (value,)).fetchall()
        if value and found:
            return int(found[0][0])
    return None
