"""The gazetteer file: one SQLite file of compressed blocks, read in place without unpacking.

Tables `names` (sorted keys -> place numbers), `places` (records by number, most populous first) and `sounds` (coarse
keys by country and first letter). A block is read whole, so a lookup costs one seek and some 20 kB of text.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

FORMAT = 1
NAMES_PER_BLOCK = 300
PLACES_PER_BLOCK = 64

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (first TEXT PRIMARY KEY, block BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE places (number INTEGER PRIMARY KEY, block BLOB NOT NULL);
CREATE TABLE sounds (country TEXT NOT NULL, letter TEXT NOT NULL, block BLOB NOT NULL,
                     PRIMARY KEY (country, letter)) WITHOUT ROWID;
"""


def squeeze(lines: Iterable[str]) -> bytes:
    """One block: the lines, compressed the same way on every machine."""
    return zlib.compress("\n".join(lines).encode(), 9)


def lines_of(block: bytes) -> list[str]:
    """The lines of one block."""
    return zlib.decompress(block).decode().split("\n")


def meta(path: Path) -> dict[str, Any]:
    """What a gazetteer file says of itself: format, number of places, sources, names of divisions."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        return {k: json.loads(v) for k, v in base.execute("SELECT key, value FROM meta")}


def write(
    path: Path,
    *,
    meta: Mapping[str, object],
    names: Mapping[str, Sequence[str]],
    places: Sequence[str],
    sounds: Mapping[tuple[str, str], Sequence[str]],
) -> None:
    """Write a gazetteer file; equal arguments give an equal file."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    base = sqlite3.connect(draft)
    with base:
        base.execute("PRAGMA page_size = 512")
        base.executescript(_SCHEMA)
        rows = [("format", str(FORMAT)), *((k, json.dumps(v, sort_keys=True)) for k, v in sorted(meta.items()))]
        base.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        keys = sorted(names)
        for at in range(0, len(keys), NAMES_PER_BLOCK):
            part = keys[at : at + NAMES_PER_BLOCK]
            lines = [f"{k}\t{','.join(names[k])}" for k in part]
            base.execute("INSERT INTO names VALUES (?, ?)", (part[0], squeeze(lines)))
        for at in range(0, len(places), PLACES_PER_BLOCK):
            base.execute("INSERT INTO places VALUES (?, ?)", (at, squeeze(places[at : at + PLACES_PER_BLOCK])))
        for (country, letter), lines_ in sorted(sounds.items()):
            base.execute("INSERT INTO sounds VALUES (?, ?, ?)", (country, letter, squeeze(lines_)))
    base.execute("VACUUM")
    base.close()
    draft.replace(path)
