"""The custody log: what was done to the ledger, when and by which version, each line hashed with the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Mapping
from typing import Any

import harmledger
from harmledger.store.rows import canonical, storable

COLUMNS = ("seq", "at", "action", "version", "subject", "detail", "chain")


def append(connection: sqlite3.Connection, action: str, subject: str, detail: Mapping[str, Any]) -> None:
    """Add a line inside the transaction of what it tells of, so that neither is there without the other."""
    last = connection.execute("SELECT chain FROM custody ORDER BY seq DESC LIMIT 1").fetchone()
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    line = (at, action, harmledger.__version__, storable(subject), canonical(dict(detail)))
    connection.execute(
        "INSERT INTO custody (at, action, version, subject, detail, chain) VALUES (?, ?, ?, ?, ?, ?)",
        (*line, link(last[0] if last else "", line)),
    )


def link(before: str, line: tuple[str, ...]) -> str:
    """The hash that chains a line (time, action, version, subject, detail) to the one before."""
    return hashlib.sha256(canonical([before, *line]).encode("utf-8")).hexdigest()


def broken_at(connection: sqlite3.Connection) -> int | None:
    """The number of the first line that does not follow from the one before, None when the chain holds."""
    before = ""
    for seq, *line, chain in connection.execute(f"SELECT {','.join(COLUMNS)} FROM custody ORDER BY seq"):
        if link(before, tuple(line)) != chain:
            return int(seq)
        before = chain
    return None
