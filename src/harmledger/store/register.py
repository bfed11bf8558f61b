"""The register of names: every id that was issued to an incident, and what it means today."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from harmledger.anchors import Anchor
from harmledger.codebook import spoken
from harmledger.history import Name

_COLUMNS = "id, anchor, anchor_report, anchor_start, anchor_end, now, number, why, changed"
_ANCHOR = ("anchor", "anchor_report", "anchor_start", "anchor_end")
_ISSUED = f"id, said, {', '.join(_ANCHOR)}, now, why, issued, changed"
_LOT = 500  # values of one query


def put(db: sqlite3.Connection, names: Iterable[Name]) -> None:
    """Keep names: new ones are issued in this order, of known ones the meaning and the anchor change."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    for name in names:
        a = name.anchor
        where = (a.claim, a.report, a.start, a.end)
        known = db.execute("SELECT now FROM incident_name WHERE id = ?", (name.id,)).fetchone()
        if known is None:
            row = (name.id, spoken.said(name.id), *where, name.now, name.why, at, at)
            db.execute(f"INSERT INTO incident_name ({_ISSUED}) VALUES ({','.join('?' * len(row))})", row)
        else:
            changed = name.changed if known[0] == name.now and name.changed else at
            db.execute(
                f"UPDATE incident_name SET {', '.join(f'{c} = ?' for c in _ANCHOR)}, now = ?, why = ?, changed = ?"
                " WHERE id = ?",
                (*where, name.now, name.why, changed, name.id),
            )


def find(db: sqlite3.Connection, incidents: Iterable[str] | None, anchors: Iterable[str]) -> Iterator[Name]:
    """The names that mean one of these incidents or were issued for one of these claims; None: all names."""
    if incidents is None:
        yield from (_name(row) for row in db.execute(f"SELECT {_COLUMNS} FROM incident_name ORDER BY number"))
        return
    seen: set[str] = set()
    for column, values in (("now", incidents), ("anchor", anchors)):
        for lot in _lots(values):
            sql = f"SELECT {_COLUMNS} FROM incident_name WHERE {column} IN ({','.join('?' * len(lot))}) ORDER BY number"
            for name in map(_name, db.execute(sql, lot)):
                if name.id not in seen:
                    seen.add(name.id)
                    yield name


def has(db: sqlite3.Connection, name: str) -> bool:
    """Whether an id was ever issued, or stands in the ledger without a register, as in older ones."""
    sql = "SELECT 1 FROM incident_name WHERE id = :id UNION ALL SELECT 1 FROM incident WHERE id = :id LIMIT 1"
    return db.execute(sql, {"id": name}).fetchone() is not None


def heard(db: sqlite3.Connection, key: str) -> list[Name]:
    """The names that somebody may mean who types `key`: in any case, without hyphens or prefix, or the beginning."""
    forms = spoken.heard(key)
    marks = ",".join("?" * len(forms))
    exact = db.execute(f"SELECT {_COLUMNS} FROM incident_name WHERE said IN ({marks}) ORDER BY number", forms)
    found = [_name(row) for row in exact]
    if not found:
        sql = f"SELECT {_COLUMNS} FROM incident_name WHERE said >= ? AND said < ? ORDER BY number LIMIT 20"
        found = [_name(row) for form in forms for row in db.execute(sql, (form, form + "\U0010ffff"))]
    return found


def _lots(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(set(values))
    return (ordered[at : at + _LOT] for at in range(0, len(ordered), _LOT))


def _name(row: Sequence[object]) -> Name:
    name, claim, report, start, end, now, number, why, changed = row
    anchor = Anchor(str(claim), str(report), int(str(start)), int(str(end)))
    return Name(str(name), anchor, None if now is None else str(now), int(str(number)), str(why), str(changed))
