"""The index of all incidents in memory: what the overview filters, lists count and places gather.

A row is small, so that ten thousand fit into one file that a browser reads at once. After a write only what changed is
read again.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from harmledger.errors import NotFound
from harmledger.records import Claim, Incident, Place, Toll
from harmledger.store import Filter, Readable

T = TypeVar("T")
KINDS = ("event", "toll", "condition")
_OUTCOMES = ("killed", "injured", "displaced")


@dataclass(frozen=True, slots=True)
class Figure:
    """One toll for lists and maps: None where it is open, all None where nobody gives a number."""

    low: int | None
    best: int | None
    high: int | None
    open: bool = False  # the best figure is "so many or more"


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one incident without opening it."""

    incident: Incident
    source_types: tuple[str, ...]  # of the claims that tell of it
    sides: tuple[str, ...]  # of the speakers, without "none"
    children: bool  # whether children are among those harmed
    confidence: float  # of the least certain claim
    reviewed: bool  # whether people have looked at every claim
    figures: Mapping[str, Figure] = field(default_factory=dict)  # outcome -> the figure that stands for it
    named: tuple[Place, ...] = ()  # by its claims, as they spell it
    words: str = ""  # what a search looks through: the summary, quotes, places, doers and sources, as written

    @property
    def id(self) -> str:
        """The incident's id."""
        return self.incident.id

    @property
    def place(self) -> Place | None:
        """Where it was."""
        return self.incident.place


class Shelf:
    """All incidents of a ledger by id, in the ledger's order; `refresh` takes in what changed since."""

    def __init__(self, ledger: Readable) -> None:
        self._lock = threading.Lock()
        self._rows: dict[str, Row] = {}
        self._marks: dict[str, int] = {}
        self._stamp = ""
        self.apart: tuple[Place, ...] = ()  # what claims name that are in no incident: conditions and totals
        self.version = 0  # one more with every change, to tell what was made from an older state
        self._derived: dict[str, tuple[int, Any, Any]] = {}
        self._each: dict[str, dict[str, tuple[Row, Any]]] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._naming = threading.Lock()  # `_lock` is held while changes are taken in
        self.refresh(ledger)

    def refresh(self, ledger: Readable) -> bool:
        """Take in what was written since; False where nothing was. `ledger`: the one that it was made from."""
        with self._lock:
            stamp = ledger.stamp()
            if stamp == self._stamp:
                return False
            marks = ledger.marks()
            if marks == self._marks and self._stamp:
                self._stamp = stamp
                return False
            changed = {key for key, mark in marks.items() if self._marks.get(key) != mark}
            self._rows = self._renewed(ledger, marks, changed)
            self.apart = _apart(ledger)
            self._marks, self._stamp = marks, stamp
            self.version += 1
            return True

    def _renewed(self, ledger: Readable, marks: Mapping[str, int], changed: set[str]) -> dict[str, Row]:
        """The rows as they are now: whole where much changed, else the changed ones anew."""
        if len(changed) > len(marks) // 2:
            with _without_collecting():
                return self._all(ledger)
        kept = {key: found for key, found in self._rows.items() if key in marks}
        moved = False
        for key in changed:
            if not (incident := _still(ledger, key)):
                continue  # gone again: the next time it is not asked for
            found = row(incident, list(ledger.claims(Filter(incident=key))))
            moved = moved or key not in kept or _order(kept[key]) != _order(found)
            kept[key] = found
        return {r.id: r for r in sorted(kept.values(), key=_order)} if moved else kept

    @staticmethod
    def _all(ledger: Readable) -> dict[str, Row]:
        claims: dict[str, list[Claim]] = {}
        for claim in ledger.claims():
            if claim.incident:
                claims.setdefault(claim.incident, []).append(claim)
        incidents: Iterable[Incident] = ledger.incidents(Filter(kinds=KINDS))
        return {i.id: row(i, claims.get(i.id, ())) for i in incidents}

    def rows(self) -> tuple[Row, ...]:
        """Every incident, by date, the undated last."""
        return tuple(self._rows.values())

    def events(self) -> Iterator[Row]:
        """The incidents that are events: without running totals and conditions."""
        return (r for r in self._rows.values() if r.incident.kind == "event")

    def get(self, key: str) -> Row | None:
        """The row of an incident by its id."""
        return self._rows.get(key)

    def derived(
        self,
        name: str,
        make: Callable[[tuple[Row, ...]], T],
        of: Callable[[Row], Any] | None = None,
    ) -> T:
        """What `make` gives of all rows, kept under a name until the rows change; made once for all who ask.

        `of`: all that `make` asks of a row, for what need not be made anew when anything else changes.
        """
        with self._naming:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            version, rows = self.version, self.rows()
            kept = self._derived.get(name)
            if kept is not None and kept[0] == version:
                return cast(T, kept[2])
            basis = ([of(r) for r in rows], self.apart) if of else None
            value = kept[2] if kept is not None and of and kept[1] == basis else make(rows)
            self._derived[name] = (version, basis, value)
            return cast(T, value)

    def each(self, name: str, make: Callable[[Row], T]) -> list[tuple[Row, T]]:
        """All rows with what `make` gives of each, kept under a name: after a change only new rows are asked."""
        with self._naming:
            lock = self._locks.setdefault(f"each {name}", threading.Lock())
        with lock:
            before: dict[str, tuple[Row, Any]] = self._each.get(name, {})
            kept = {r.id: hit if (hit := before.get(r.id)) and hit[0] is r else (r, make(r)) for r in self.rows()}
            self._each[name] = kept
            return list(kept.values())

    def __len__(self) -> int:
        return len(self._rows)


def _apart(ledger: Readable) -> tuple[Place, ...]:
    found = ledger.claims(Filter(kinds=("condition", "toll"), modalities=("actual",)))
    return tuple(c.place for c in found if c.incident is None and c.status != "rejected" and c.place is not None)


def _still(ledger: Readable, key: str) -> Incident | None:
    """The incident of this id; None where others joined or removed it meanwhile."""
    try:
        found = ledger.incident(key)
    except NotFound:
        return None
    return found if found.id == key else None


@contextmanager
def _without_collecting() -> Iterator[None]:
    """The collector of garbage would look at half a million records again and again: a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def row(incident: Incident, claims: Iterable[Claim]) -> Row:
    """The row of an incident, from its claims."""
    found = [c for c in claims if c.status != "rejected"]
    telling = [c for c in found if c.modality == "actual"] or found
    return Row(
        incident,
        source_types=tuple(sorted({c.source.type for c in telling})),
        sides=tuple(sorted({c.source.side for c in found} - {"none"})),
        children=any(r.victims == "child" for c in telling for r in c.casualties),
        confidence=min((c.confidence for c in found), default=0.0),
        reviewed=bool(found) and all(c.status != "machine" for c in found),
        figures={o: _figure(t) for o in _OUTCOMES if (t := incident.toll(o)) is not None},
        named=tuple(dict.fromkeys(c.place for c in found if c.place is not None)),
        words=_words(incident, found),
    )


def _words(incident: Incident, claims: Iterable[Claim]) -> str:
    """Each text once: the copies of an agency's report say the same."""
    parts: list[str | None] = [incident.summary]
    for c in claims:
        parts += [q.text for q in c.quotes]
        parts += [c.place.text, c.place.name, c.place.admin1] if c.place else []
        parts += [c.actor_text, c.actor, c.source.name]
    return "\n".join(dict.fromkeys(p for p in parts if p))


def _figure(toll: Toll) -> Figure:
    return Figure(toll.low, toll.best, toll.high, toll.best_open)


def _order(found: Row) -> tuple[bool, str, str]:
    start = found.incident.time.start if found.incident.time else None
    return start is None, str(start or ""), found.id
