"""The words of incidents for a search: folded and cut to their stems as the ledger's own full-text search does it.

A text is its stems with a blank before, between and after, so that a word, a phrase and the beginning of a word are
all found by looking for a piece of it. The stems are SQLite's (Porter's algorithm of 1980), asked of SQLite itself.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from threading import Lock

from harmledger.serve.compact import script
from harmledger.serve.desk import Desk
from harmledger.serve.shelf import Row, Shelf
from harmledger.store.fold import key

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_stems: dict[str, str] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: pieces of which a text must hold any, or where it is unwanted none."""

    wanted: bool
    pieces: tuple[str, ...]  # with the blanks that bound them

    def among(self, ids: list[str], held_by: Mapping[str, str]) -> list[str]:
        """The incidents whose text of `texts` passes."""
        told = [(key, held_by.get(key, "")) for key in ids]
        if len(self.pieces) == 1:
            piece = self.pieces[0]
            return [key for key, text in told if (piece in text) is self.wanted]
        return [key for key, text in told if any(piece in text for piece in self.pieces) is self.wanted]


def terms(typed: str, also: Mapping[str, tuple[str, ...]] | None = None) -> list[Term]:
    """What a person typed: words all wanted, "a phrase", begin*, -without; pieces without any letter or digit are left.

    `also`: other folded names under which a folded word or phrase is looked for too.
    """
    found = []
    for minus, phrase, word in _TERM.findall(typed):
        said = key(phrase or word)
        if not said:
            continue
        end = "" if word.endswith("*") else " "
        names = [said, *((also or {}).get(said, ()) if end else ())]
        found.append(Term(not minus, tuple(f" {stemmed(name)}{end}" for name in names)))
    return found


def texts(shelf: Shelf) -> dict[str, str]:
    """Incident -> its text, in no order; after a change only other rows are read."""
    return shelf.derived("texts", _told, update=_retold)


def _told(rows: Iterable[Row]) -> dict[str, str]:
    folded = {r.id: key(r.words) for r in rows}
    with _lock:
        _learn({word for text in folded.values() for word in text.split()})
        return {k: f" {' '.join(_stems[w] for w in text.split())} " for k, text in folded.items()}


def _retold(before: dict[str, str], gone: Iterable[Row], come: Iterable[Row]) -> dict[str, str]:
    lost = {r.id for r in gone}
    return {k: text for k, text in before.items() if k not in lost} | _told(come)


def stemmed(folded: str) -> str:
    """Folded words with single blanks between, as stems."""
    with _lock:
        _learn(set(folded.split()))
        return " ".join(_stems[w] for w in folded.split())


def search_js(desk: Desk) -> bytes:
    """All texts as a script, which the overview loads when somebody first searches."""
    held_by = texts(desk.shelf)
    found = {r.id: held_by[r.id] for r in desk.shelf.rows() if r.id in held_by}
    return script("search", {"ids": list(found), "texts": list(found.values())})


def _learn(words: set[str]) -> None:
    """The stems of words that were not met before."""
    new = sorted(words - _stems.keys())
    if not new:
        return
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE VIRTUAL TABLE said USING fts5 (word, tokenize = 'porter unicode61')")
        base.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (said, 'instance')")
        base.executemany("INSERT INTO said (rowid, word) VALUES (?, ?)", enumerate(new))
        found: dict[int, str] = {}
        for term, number in base.execute("SELECT term, doc FROM stems ORDER BY doc, offset"):
            found.setdefault(number, term)
    _stems.update({word: found.get(number, word) for number, word in enumerate(new)})
