"""What the custody log testifies of the content: hashes of reports and their claims, and every decision by its id.

The log's lines are chained, so what is checked against it cannot be changed by changing one table alone. Somebody who
writes the whole log anew is found only by a copy of its last line kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from harmledger.records import Claim
from harmledger.store import decided, rows

_RECORD, _CLAIMS = "record_sha256", "claims_sha256"


def testimony(record: str, machine: Iterable[Claim]) -> dict[str, str]:
    """Hashes for the log of a report's stored record and of its claims as the reader wrote them."""
    return {_RECORD: _of_record(record), _CLAIMS: _of_texts(rows.claim_row(c, 0)[-1] for c in machine)}


def check(db: sqlite3.Connection) -> Iterator[str]:
    """What differs from the log, one line each; reports that were stored before the log held hashes are passed over."""
    held: dict[str, dict[str, Any]] = {}
    decisions: set[str] = set()
    for action, subject, detail in db.execute("SELECT action, subject, detail FROM custody ORDER BY seq"):
        if action in ("add", "replace"):
            held[subject] = json.loads(detail)
        elif action == "decide":
            decisions.add(subject)
    for seq, report, record in db.execute("SELECT seq, id, record FROM report ORDER BY id").fetchall():
        said = held.get(report, {})
        if _RECORD in said and said[_RECORD] != _of_record(record):
            yield f"{report}: its title, outlet, date or another detail was changed after it was stored"
        if _CLAIMS in said and said[_CLAIMS] != _of_texts(decided.machine_records(db, seq)):
            yield f"{report}: its claims were changed after they were stored, by no decision"
    kept = {row[0] for row in db.execute("SELECT id FROM decision")}
    yield from (f"{gone}: this decision was logged and is gone" for gone in sorted(decisions - kept))
    yield from (f"{new}: this decision is not in the custody log" for new in sorted(kept - decisions))


def _of_record(record: str) -> str:
    data = json.loads(record)
    data["copy_of"] = None  # found anew at each linking
    return hashlib.sha256(rows.canonical(data).encode("utf-8")).hexdigest()


def _of_texts(records: Iterable[str]) -> str:
    """Of the stored texts, not of the values: a later version that knows more fields reads the same text."""
    total = hashlib.sha256()
    for record in records:
        total.update(record.encode("utf-8") + b"\n")
    return total.hexdigest()
