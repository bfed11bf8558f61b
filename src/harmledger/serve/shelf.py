"""The index of all incidents in memory: what the overview filters, lists count and places gather.

A row is small, so that ten thousand fit into one file that a browser reads at once. After a write only what changed is
read again.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from harmledger.errors import NotFound
from harmledger.records import Claim, Incident, Place, Toll
from harmledger.serve.derived import Changed, Derived
from harmledger.store import STATUSES, Counts, Filter, Readable

T = TypeVar("T")
KINDS = ("event", "toll", "condition")
_FEW = 500  # ids in one question
_ANEW = 4_000  # touched ids from which on everything is read again
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
        self._lock = threading.Lock()  # held while changes are taken in
        self._rows: dict[str, Row] = {}
        self._apart: dict[str, Place] = {}
        self.stamp = ""  # another whenever anything was written, on incidents or not
        self._mark = 0
        self.counts = Counts()  # of all records
        self._made: Derived[Row] = Derived(lambda r: r.incident.id, in_time)
        self.derived = self._made.get  # what is made of all rows: see there
        self._each: dict[str, dict[str, tuple[Row, Any]]] = {}
        self._once: dict[str, dict[str, tuple[Row, Any]]] = {}
        self._turn = threading.Lock()
        self.refresh(ledger)

    def refresh(self, ledger: Readable) -> bool:
        """Take in what was written since; False where nothing was. `ledger`: the one that it was made from."""
        with self._lock:
            stamp = ledger.stamp()
            if stamp == self.stamp:
                return False
            mark, touched = ledger.touched(self._mark)  # before what it is about: later writes are asked for again
            if not self.stamp or len(touched) > _ANEW:
                with _without_collecting():
                    self._rows, self._apart = self._all(ledger), _apart(ledger)
                self.counts, news = ledger.counts(), True
                self._made.renew(tuple(self._rows.values()))
            else:
                before, self.counts = self.counts, ledger.counts()
                # A report without claims, or a failure, touches no claim.
                if news := bool(touched) or before != self.counts:
                    self._take_in(ledger, touched)
            self.stamp, self._mark = stamp, mark
            return news

    def doubt(self) -> None:
        """Look for changes at the next `refresh` in any case: each connection to a ledger counts stamps of its own."""
        self.stamp = f"{self.stamp}?"

    def _take_in(self, ledger: Readable, touched: frozenset[str]) -> None:
        """Make the rows of what was touched anew."""
        claims = sorted(key for key in touched if key.startswith("c-"))
        found = [c for part in _parts(claims) for c in ledger.claims(Filter(claims=part, statuses=STATUSES))]
        kept, moved, changed = dict(self._rows), False, list[Changed[Row]]()
        for key in {k for k in touched if k[:2] not in ("c-", "d-")} | {c.incident for c in found if c.incident}:
            before = kept.get(key)
            if incident := _still(ledger, key):
                now = kept[key] = row(incident, list(ledger.claims(Filter(incident=key))))
                moved = moved or before is None or in_time(before) != in_time(now)
                changed.append(Changed(before, now))
            elif before is not None:
                del kept[key]  # others joined it with another, or removed it
                changed.append(Changed(before, None))
        self._rows = {r.id: r for r in sorted(kept.values(), key=in_time)} if moved else kept
        apart = not self._apart.keys().isdisjoint(claims) or any(map(_is_apart, found))
        if apart:
            self._apart = _apart(ledger)
        self._made.change(tuple(self._rows.values()), changed, other=apart)

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
        return self._made.state.rows

    @property
    def version(self) -> int:
        """One more with every change, to tell what was made from an older state."""
        return self._made.state.version

    def events(self) -> Iterator[Row]:
        """The incidents that are events: without running totals and conditions."""
        return (r for r in self.rows() if r.incident.kind == "event")

    @property
    def apart(self) -> tuple[Place, ...]:
        """The places of claims that are in no incident: conditions and totals."""
        return tuple(self._apart.values())

    def get(self, key: str) -> Row | None:
        """The row of an incident by its id."""
        return self._rows.get(key)

    def each(self, name: str, make: Callable[[Row], T]) -> list[tuple[Row, T]]:
        """All rows with what `make` gives of each, kept under a name: after a change only new rows are asked."""
        with self._turn:
            before: dict[str, tuple[Row, Any]] = self._each.get(name, {})
            kept = {r.id: hit if (hit := before.get(r.id)) and hit[0] is r else (r, make(r)) for r in self.rows()}
            self._each[name] = kept
            return list(kept.values())

    def once(self, name: str, row: Row, make: Callable[[Row], T]) -> T:
        """What `make` gives of one row, kept under a name as long as the row is this one."""
        kept = self._once.setdefault(name, {})
        hit: tuple[Row, T] | None = kept.get(row.id)
        if hit is None or hit[0] is not row:
            hit = kept[row.id] = (row, make(row))
        return hit[1]

    def __len__(self) -> int:
        return len(self._rows)


def _apart(ledger: Readable) -> dict[str, Place]:
    found = ledger.claims(Filter(kinds=("condition", "toll"), modalities=("actual",)))
    return {c.id: c.place for c in found if _is_apart(c) and c.place is not None}


def _is_apart(claim: Claim) -> bool:
    alone = claim.incident is None and claim.place is not None and claim.kind != "event"
    return alone and claim.modality == "actual" and claim.status != "rejected"


def _parts(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(ids[at : at + _FEW]) for at in range(0, len(ids), _FEW))


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


def in_time(found: Row) -> tuple[bool, str, str]:
    """The place of a row among others: by date, the undated last."""
    start = found.incident.time.start if found.incident.time else None
    return start is None, str(start or ""), found.id
