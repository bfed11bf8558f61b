"""The log of changes: what each run changed in the incidents, when and by which version. It can only grow."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Sequence

import harmledger
from harmledger.history import Change, Run
from harmledger.store.rows import canonical

_BESIDE = ("run", "at", "version")  # of the run, not of each change


def append(db: sqlite3.Connection, changes: Sequence[Change], run: int | None = None) -> int | None:
    """Add changes to a run, or to a new one, inside the transaction that makes them; gives its number.

    Without changes no run is begun: None, unless one was given.
    """
    if changes and run is None:
        run = _begun(db)
    rows = ((run, c.incident, c.kind, canonical(_kept(c))) for c in changes)
    db.executemany("INSERT INTO change (run, incident, kind, record) VALUES (?, ?, ?, ?)", rows)
    return run


def _begun(db: sqlite3.Connection) -> int | None:
    at = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")  # after the decision that led to it
    return db.execute("INSERT INTO run (at, version) VALUES (?, ?)", (at, harmledger.__version__)).lastrowid


def _kept(change: Change) -> dict[str, object]:
    return {name: value for name, value in change.to_json().items() if name not in _BESIDE}


def changes(db: sqlite3.Connection, first: int, last: int | None) -> Iterator[Change]:
    """The changes of the runs from `first` to `last`, in the order in which they were made."""
    sql = (
        "SELECT c.record, r.number, r.at, r.version FROM change c JOIN run r ON r.number = c.run "
        "WHERE r.number >= ? AND (? IS NULL OR r.number <= ?) ORDER BY c.seq"
    )
    for record, *beside in db.execute(sql, (first, last, last)):
        yield Change.from_json(json.loads(record) | dict(zip(_BESIDE, beside, strict=True)))


def runs(db: sqlite3.Connection) -> Iterator[Run]:
    """The runs that changed incidents, oldest first."""
    return (Run(*row) for row in db.execute("SELECT number, at, version FROM run ORDER BY number"))
