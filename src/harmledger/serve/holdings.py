"""The claims of all incidents in memory, read again only where an incident changed: for places, totals and charts."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from harmledger.analyse import Material, of_part
from harmledger.records import Claim
from harmledger.serve.desk import Desk
from harmledger.serve.shelf import Row, Shelf
from harmledger.store import Filter, Readable

_MANY = 200  # incidents from which it is quicker to read all claims at once


class Holdings:
    """Incident -> its claims, in the incident's order, without rejected ones; and the claims that are in none.

    Conditions never are: they are what a place was like, and happen on no day.
    """

    def __init__(self) -> None:
        self.loose: tuple[Claim, ...] = ()  # actual conditions and totals of no incident
        self._kept: dict[str, tuple[Row, tuple[Claim, ...]]] = {}
        self._made: dict[str, tuple[int, Any]] = {}
        self._lock = threading.Lock()
        self._naming = threading.Lock()  # `_lock` is held while changes are taken in
        self._locks: dict[str, threading.Lock] = {}
        self._version = -1

    def refresh(self, ledger: Readable, shelf: Shelf) -> None:
        """Take in what changed since: a row of the shelf stays the same object while its incident does."""
        with self._lock:
            version = shelf.version
            if version == self._version:
                return
            rows = shelf.rows()
            fresh = [r for r in rows if (old := self._kept.get(r.id)) is None or old[0] is not r]
            read = _all_claims(ledger) if len(fresh) > _MANY else _claims_of(ledger, fresh)
            kept = {r.id: self._kept[r.id] for r in rows if r.id in self._kept}
            kept |= {r.id: (r, _in_order(r, read.get(r.id, ()))) for r in fresh}
            self._kept, self._version = kept, version
            apart = ledger.claims(Filter(kinds=("condition", "toll"), modalities=("actual",)))
            self.loose = tuple(c for c in apart if c.incident is None and c.status != "rejected")

    def claims(self, incident: str) -> tuple[Claim, ...]:
        """The claims of one incident; none where there is no such incident."""
        found = self._kept.get(incident)
        return found[1] if found else ()

    def material(self, ledger: Readable, rows: Iterable[Row], loose: Iterable[Claim] = ()) -> Material:
        """These incidents and their claims as analyses read them, with claims that are in no incident."""
        chosen = list(rows)
        claims = [*(c for r in chosen for c in self.claims(r.id)), *loose]
        return of_part(ledger, claims, ((r.incident, self.claims(r.id)) for r in chosen))

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """What was made under this name from the present state, made now where it was not; none waits for another's."""
        with self._naming:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            found, version = self._made.get(name), self._version
            if found is None or found[0] != version:
                found = self._made[name] = (version, make())
            return found[1]


_HOLDINGS: weakref.WeakKeyDictionary[Shelf, Holdings] = weakref.WeakKeyDictionary()
_LOCK = threading.Lock()


def holdings(desk: Desk) -> Holdings:
    """The holdings of the desk's ledger, up to date; one for all desks that share a shelf."""
    with _LOCK:
        found = _HOLDINGS.setdefault(desk.shelf, Holdings())
    found.refresh(desk.ledger, desk.shelf)
    return found


def whole(desk: Desk) -> Material:
    """The whole ledger as analyses read it: its claims are gone through once, and kept until it changes."""
    held, rows = holdings(desk), desk.shelf.rows()
    within = {c.id: c for r in rows for c in held.claims(r.id)}
    apart = held.kept("claims apart", lambda: [c for c in desk.ledger.claims() if c.id not in within])
    claims = [*within.values(), *apart]
    return of_part(desk.ledger, claims, ((r.incident, held.claims(r.id)) for r in rows))


def _all_claims(ledger: Readable) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in ledger.claims():
        if claim.incident:
            found.setdefault(claim.incident, []).append(claim)
    return found


def _claims_of(ledger: Readable, rows: Iterable[Row]) -> Mapping[str, list[Claim]]:
    return {r.id: list(ledger.claims(Filter(incident=r.id))) for r in rows}


def _in_order(row: Row, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    own = {c.id: c for c in claims if c.status != "rejected"}
    return tuple(own[i] for i in row.incident.claims if i in own)
