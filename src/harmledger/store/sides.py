"""The tables beside a claim's row, which filters use: its values, and the names of its place."""

from __future__ import annotations

import sqlite3

from harmledger.records import Claim
from harmledger.store import rows


def put(db: sqlite3.Connection, seq: int, claim: Claim) -> None:
    """Write what filters use of the claim of this row."""
    db.executemany("INSERT INTO claim_value VALUES (?, ?, ?)", [(f, v, seq) for f, v in rows.claim_values(claim)])
    spellings = rows.claim_spellings(claim)
    db.executemany("INSERT OR IGNORE INTO spelling (key) VALUES (?)", [(name,) for _, name in spellings])
    db.executemany(
        "INSERT INTO claim_spelling SELECT seq, ?, ? FROM spelling WHERE key = ?",
        [(field, seq, name) for field, name in spellings],
    )


def renew(db: sqlite3.Connection, seq: int, claim: Claim) -> None:
    """Put what filters use of the claim in place of what was there."""
    db.execute("DELETE FROM claim_value WHERE claim = ?", (seq,))
    db.execute("DELETE FROM claim_spelling WHERE claim = ?", (seq,))
    put(db, seq, claim)
