"""What is gathered from a whole ledger for the pages of one incident or report, kept until the ledger changes."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from harmledger.history import Change
from harmledger.serve.desk import Desk
from harmledger.serve.shelf import Row, Shelf

T = TypeVar("T")

_kept: WeakKeyDictionary[Shelf, dict[str, tuple[Hashable, Any]]] = WeakKeyDictionary()
_lock = threading.Lock()


def kept(desk: Desk, name: str, make: Callable[[Desk], T], version: Hashable = None) -> T:
    """What `make` gives, made anew once the shelf (or `version`, where given) is another."""
    mark = desk.shelf.version if version is None else version
    with _lock:
        held = _kept.setdefault(desk.shelf, {}).get(name)
    if held is not None and held[0] == mark:
        return cast(T, held[1])
    made = make(desk)
    with _lock:
        _kept[desk.shelf][name] = (mark, made)
    return made


def neighbours(desk: Desk, key: str) -> tuple[str | None, str | None]:
    """The ids of the incident before and after one in time, of the same kind."""
    around = desk.shelf.derived("neighbours", _around, of=lambda row: row.incident.kind)
    return around.get(key, (None, None))


def changes(desk: Desk, keys: tuple[str, ...]) -> tuple[Change, ...]:
    """What changed in an incident under any of its ids, oldest first."""
    log = kept(desk, "log", lambda _: _Log(), version="")
    if desk.audience == "public":
        log = kept(desk, "public log", lambda _: _Log())  # what may be told of old changes can change with a release
    log.catch_up(desk)
    found = [c for key in dict.fromkeys(keys) for c in log.of(key)]
    return tuple(sorted(found, key=lambda c: c.run))


class _Log:
    """The log of changes by incident: it only grows, so that only its last run and later ones are read again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: int | None = None
        self._through = 0
        self._runs: dict[str, dict[int, list[Change]]] = defaultdict(dict)

    def catch_up(self, desk: Desk) -> None:
        """Take in what was logged since."""
        with self._lock:
            if self._version == desk.shelf.version:
                return
            self._version = desk.shelf.version
            fresh: set[tuple[str, int]] = set()
            for change in desk.ledger.changes(max(self._through, 1)):
                runs = self._runs[change.incident]
                if (change.incident, change.run) not in fresh:
                    fresh.add((change.incident, change.run))
                    runs[change.run] = []
                runs[change.run].append(change)
                self._through = max(self._through, change.run)

    def of(self, key: str) -> list[Change]:
        """The changes under one id."""
        with self._lock:  # others may take in more meanwhile
            return [change for run in self._runs.get(key, {}).values() for change in run]


def _around(rows: Sequence[Row]) -> Mapping[str, tuple[str | None, str | None]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        kinds[row.incident.kind].append(row.id)
    return {
        key: (before, after)
        for ids in kinds.values()
        for key, before, after in zip(ids, [None, *ids[:-1]], [*ids[1:], None], strict=True)
    }
