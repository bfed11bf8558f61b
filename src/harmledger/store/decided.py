"""Decisions in the ledger's file: applied to claims whenever either comes in, read, and checked."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from harmledger.decisions import SHAPING, Decision, Standing, live, ordered, sealed, seconded
from harmledger.decisions.effective import effective
from harmledger.decisions.follow import follow
from harmledger.records import Claim, Report
from harmledger.store import custody, lookup, rows, sides

UNDECIDED = "but no decision is on it"  # ends what is said of a claim whose decision is missing
_CHUNK = 500  # values of one IN list


# ---------------------------------------------------------------------- applying


def apply(db: sqlite3.Connection, made: Sequence[Decision]) -> None:
    """Bring the claims that the decisions are about up to date; incidents follow when they are linked again."""
    roots = [_root(db, d) for d in made]
    relink = any(d.action in SHAPING for d, m in zip(roots, made, strict=True) if m.action != "agree")
    ids = {c for root in roots for c in _claims_of(db, root.id) if root.action not in SHAPING}
    for name in sorted(ids):
        relink = _renew(db, name) or relink
    if relink:
        db.execute("UPDATE revision SET claims = claims + 1")


def _root(db: sqlite3.Connection, decision: Decision) -> Decision:
    """The decision that an undo, an undo of an undo, or an agreement is about in the end."""
    while decision.of:
        record = db.execute("SELECT record FROM decision WHERE id = ?", (decision.of,)).fetchone()
        if record is None:
            break
        decision = _of(record[0])
    return decision


def _claims_of(db: sqlite3.Connection, decision: str) -> list[str]:
    sql = (
        "SELECT DISTINCT p.claim FROM decision_claim p JOIN decision d ON d.seq = p.decision "
        "WHERE d.id = ? AND p.claim IS NOT NULL"
    )
    return [row[0] for row in db.execute(sql, (decision,))]


def _renew(db: sqlite3.Connection, name: str) -> bool:
    """Apply the decisions on one stored claim anew; whether that changes what linking sees of it."""
    sql = (
        "SELECT c.seq, c.report, c.position, c.record, d.machine FROM claim c "
        "LEFT JOIN decided_claim d ON d.claim = c.seq WHERE c.id = ?"
    )
    seq, report_seq, position, record, kept = db.execute(sql, (name,)).fetchone()
    before, machine = rows.claim_of(record, None), rows.claim_of(kept or record, None)
    report = lookup.report_at(db, report_seq)
    after = effective(machine, acts_on(db, [name]).get(name, []), report)
    if after == before and (kept is not None or after == machine):
        return False
    _rewrite(db, seq, report_seq, position, before, after, report)
    keep(db, seq, after, machine)
    return _seen_by_linking(before) != _seen_by_linking(after)


def _seen_by_linking(claim: Claim) -> object:
    return claim.status == "rejected", replace(claim, status="machine", decisions=(), evidence=())


def _rewrite(
    db: sqlite3.Connection, seq: int, report_seq: int, position: int, before: Claim, after: Claim, report: Report
) -> None:
    columns = rows.CLAIM_COLUMNS
    sets = ",".join(f"{c} = ?" for c in columns)
    values = rows.claim_row(after, position)
    old_words, new_words = rows.claim_words(before), rows.claim_words(after)
    if old_words != new_words:
        names_before, names_after = [], []
        for other, text in db.execute("SELECT seq, record FROM claim WHERE report = ?", (report_seq,)):
            names_before.append(rows.claim_of(text, None))
            names_after.append(after if other == seq else names_before[-1])
        _reword(
            db, "report", report_seq, rows.report_words(report, names_before), rows.report_words(report, names_after)
        )
        _reword(db, "claim", seq, old_words, new_words)
    db.execute(f"UPDATE claim SET {sets} WHERE seq = ?", (*values, seq))
    sides.renew(db, seq, after)


def _reword(db: sqlite3.Connection, what: str, seq: int, before: str, after: str) -> None:
    table = f"{what}_words"
    db.execute(f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", (seq, before))
    db.execute(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", (seq, after))


def keep(db: sqlite3.Connection, seq: int, claim: Claim, machine: Claim) -> None:
    """Keep the reader's own record beside a claim that was decided on, or drop it where no decision stands."""
    if not claim.decisions:
        db.execute("DELETE FROM decided_claim WHERE claim = ?", (seq,))
        return
    record = rows.canonical(replace(machine, incident=None).to_json())
    db.execute("INSERT OR REPLACE INTO decided_claim VALUES (?, ?, ?)", (seq, claim.status, record))


def undecided(db: sqlite3.Connection, report_seq: int, claims: Sequence[Claim]) -> list[Claim]:
    """The claims as the reader wrote them, where some were read from the ledger with decisions applied."""
    if not any(c.decisions for c in claims):
        return list(claims)
    machine = {c.id: c for c in machine_claims(db, report_seq)}
    return [machine.get(c.id, c) if c.decisions else c for c in claims]


def settle(db: sqlite3.Connection, report: Report, machine: Sequence[Claim]) -> list[Claim]:
    """The claims of a report that is being stored, with the decisions on them applied; each decision finds its claim.

    Where the reader's claims differ from those that were decided on, decisions follow the words (see `follow`).
    """
    sql = (
        "SELECT p.decision, p.position, d.record FROM decision_claim p JOIN decision d ON d.seq = p.decision "
        "WHERE p.report = :id OR (NOT EXISTS (SELECT 1 FROM report r WHERE r.id = p.report) "
        "AND ((p.text_sha256 = :text AND p.text_sha256 <> '') OR p.document = :document))"
    )
    known = {"id": report.id, "text": report.text_sha256, "document": rows.storable(report.document)}
    found = db.execute(sql, known).fetchall()
    if not found:
        return list(machine)
    for seq, position, record in found:
        claim = follow(_of(record).anchors[position], machine, report)
        db.execute(
            "UPDATE decision_claim SET claim = ? WHERE decision = ? AND position = ?",
            (claim.id if claim else None, seq, position),
        )
    acts = acts_on(db, [c.id for c in machine])
    return [effective(c, acts.get(c.id, []), report) for c in machine]


def machine_claims(db: sqlite3.Connection, report_seq: int) -> list[Claim]:
    """The claims of a report as the reader wrote them, before any decision."""
    return [rows.claim_of(record, None) for record in machine_records(db, report_seq)]


def machine_records(db: sqlite3.Connection, report_seq: int) -> Iterator[str]:
    """The stored texts of what `machine_claims` gives."""
    sql = (
        "SELECT coalesce(d.machine, c.record) FROM claim c LEFT JOIN decided_claim d ON d.claim = c.seq "
        "WHERE c.report = ? ORDER BY c.position"
    )
    yield from (row[0] for row in db.execute(sql, (report_seq,)))


# ---------------------------------------------------------------------- reading


def acts_on(db: sqlite3.Connection, claims: Sequence[str]) -> dict[str, list[Decision]]:
    """Claim -> the live decisions on it, in the order in which they act."""
    sql = (
        "SELECT p.claim, d.record, p.position FROM decision_claim p JOIN decision d ON d.seq = p.decision WHERE p.claim"
    )
    by_claim: dict[str, dict[str, Decision]] = {}
    for claim, record, position in _in_lots(db, sql, claims):
        act = _of(record)
        if not act.anchors[position].role:
            by_claim.setdefault(claim, {})[act.id] = act
    known = {i: d for acts in by_claim.values() for i, d in acts.items()}
    stands = live([*known.values(), *_about(db, known)])
    return {claim: [d for d in ordered(acts.values()) if d.id in stands] for claim, acts in by_claim.items()}


def all_standing(
    db: sqlite3.Connection, *, on: Iterable[str] | None = None, actions: Sequence[str] = ()
) -> list[Standing]:
    """Decisions as they stand, in the order in which they act: all, of some actions, or those on claims and incidents.

    Undoing and agreeing decisions come with those that they are about.
    """
    if on is not None:
        named = list(on)
        sql = "SELECT d.record FROM decision d JOIN decision_claim p ON p.decision = d.seq WHERE p.claim"
        found = [row[0] for row in _in_lots(db, sql, named)]
        sql = "SELECT d.record FROM decision d JOIN decision_subject s ON s.decision = d.seq WHERE s.subject"
        found += [row[0] for row in _in_lots(db, sql, named)]
    elif actions:
        found = [row[0] for row in _in_lots(db, "SELECT d.record FROM decision d WHERE d.action", list(actions))]
    else:
        found = [row[0] for row in db.execute("SELECT record FROM decision")]
    known = {d.id: d for d in map(_of, found)}
    known |= {d.id: d for d in _about(db, known)}
    return _standing(db, ordered(known.values()))


def _standing(db: sqlite3.Connection, known: Sequence[Decision]) -> list[Standing]:
    stands = live(known)
    agreed = seconded(known, stands)
    places: dict[str, dict[int, str | None]] = {}
    sql = "SELECT d.id, p.position, p.claim FROM decision_claim p JOIN decision d ON d.seq = p.decision WHERE d.id"
    for name, position, claim in _in_lots(db, sql, [d.id for d in known]):
        places.setdefault(name, {})[position] = claim
    return [
        Standing(
            decision,
            decision.id in stands,
            tuple(places.get(decision.id, {}).get(n) for n in range(len(decision.anchors))),
            agreed.get(decision.id, ()),
        )
        for decision in known
    ]


def _about(db: sqlite3.Connection, known: Iterable[str]) -> list[Decision]:
    """The undoing and agreeing decisions about these, and those about them in turn."""
    out: dict[str, Decision] = {}
    asked = list(known)
    sql = (
        "SELECT d.record FROM decision_subject s JOIN decision d ON d.seq = s.decision "
        "WHERE d.action IN ('undo', 'agree') AND s.subject"
    )
    while asked:
        found = [_of(row[0]) for row in _in_lots(db, sql, asked)]
        asked = [d.id for d in found if d.id not in out]
        out |= {d.id: d for d in found}
    return list(out.values())


def find(db: sqlite3.Connection, key: str) -> Decision:
    """The decision with this id or unique beginning of it."""
    return _of(lookup.find_row(db, "decision", "record", key))


def state(db: sqlite3.Connection, subject: str) -> str:
    """A short hash of what a reviewer sees of a claim or incident; of a decision "live" or "undone"; "" for neither."""
    made = db.execute("SELECT record FROM decision WHERE id = ?", (subject,)).fetchone()
    if made is not None:
        known = [_of(made[0]), *_about(db, [subject])]
        return "live" if subject in live(known) else "undone"
    row = db.execute("SELECT record FROM claim WHERE id = ?", (subject,)).fetchone()
    if row is None:
        row = db.execute("SELECT record FROM incident WHERE id = ?", (subject,)).fetchone()
        if row is None:
            return ""
        data = json.loads(row[0])
        claims = db.execute(
            "SELECT c.record FROM incident_claim m JOIN claim c ON c.seq = m.claim WHERE m.incident = ? ORDER BY c.id",
            (subject,),
        )
        row = (rows.canonical([data["claims"], data["grade"], data["decisions"], [c[0] for c in claims]]),)
    return hashlib.sha256(row[0].encode("utf-8")).hexdigest()[:12]


def check(db: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the decisions and with the claims that they are applied to, one line each."""
    before = ""
    for seq, name, record, chain in db.execute("SELECT seq, id, record, chain FROM decision ORDER BY seq"):
        if custody.link(before, (record,)) != chain:
            yield f"decisions: line {seq} does not follow from the line before"
            return
        if sealed(_of(record)).id != name or _of(record).id != name:
            yield f"{name}: its id does not fit its content"
        before = chain
    sql = "SELECT p.claim FROM decision_claim p WHERE p.claim IS NOT NULL AND p.claim NOT IN (SELECT id FROM claim)"
    yield from (f"{row[0]}: a decision is on this claim, which is missing" for row in db.execute(sql))
    sql = (
        "SELECT c.id, c.report, c.record, d.machine, d.status FROM decided_claim d JOIN claim c ON c.seq = d.claim "
        "ORDER BY c.id"
    )
    for name, report_seq, record, machine, status in db.execute(sql).fetchall():
        acts = acts_on(db, [name]).get(name, [])
        made = effective(rows.claim_of(machine, None), acts, lookup.report_at(db, report_seq))
        if not acts:
            yield f"{name}: it is kept as {status}, {UNDECIDED}"
        elif rows.claim_of(record, None) != made or made.status != status:
            yield f"{name}: its record is not what the reader wrote with the decisions applied"


@lru_cache(maxsize=4096)
def _of(record: str) -> Decision:
    """The decision that was kept as this JSON; kept in memory too, since a decision never changes."""
    return Decision.from_json(json.loads(record))


def _in_lots(db: sqlite3.Connection, sql: str, values: Sequence[str]) -> Iterator[Any]:
    """The rows of a query that ends in a column, for all values of that column."""
    for at in range(0, len(values), _CHUNK):
        lot = values[at : at + _CHUNK]
        yield from db.execute(f"{sql} IN ({','.join('?' * len(lot))})", lot).fetchall()
