"""What is made of all rows of a shelf, kept until they change, and brought up to date by the rows that did."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

Row = TypeVar("Row", bound=Hashable)
T = TypeVar("T")
_REMEMBERED = 64  # changes; what is older than all of them is made from all rows


@dataclass(frozen=True, slots=True)
class Changed(Generic[Row]):
    """What became of rows: as they were, None for a new one, and as they are, None for one that is gone."""

    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class State(Generic[Row]):
    """All rows at one version."""

    version: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Step(Generic[Row]):
    version: int
    changed: tuple[Changed[Row], ...]
    other: bool  # whether anything beside the rows changed


class Derived(Generic[Row]):
    """Values by name; safe to use from several threads, each value made once for all who ask."""

    def __init__(self, key: Callable[[Row], str], order: Callable[[Row], Any]) -> None:
        """`key`: a row's name, which it keeps; `order`: its place among the others."""
        self._key = key
        self._order = order
        self.state: State[Row] = State(0, ())
        self._steps: deque[_Step[Row]] = deque(maxlen=_REMEMBERED)
        self._values: dict[str, tuple[int, Any]] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._naming = threading.Lock()

    def renew(self, rows: tuple[Row, ...]) -> None:
        """All rows are others."""
        self._steps.clear()
        self.state = State(self.state.version + 1, rows)

    def change(self, rows: tuple[Row, ...], changed: Sequence[Changed[Row]], *, other: bool) -> None:
        """Some rows are others. `rows`: all as they are now; `other`: so is what values are made from beside them."""
        step = _Step(self.state.version + 1, tuple(changed), other)
        self._steps.append(step)  # before the state: who sees the new state finds how it came about
        self.state = State(step.version, rows)

    def get(
        self,
        name: str,
        make: Callable[[tuple[Row, ...]], T],
        of: Callable[[Row], Any] | None = None,
        update: Callable[[T, list[Row], list[Row]], T] | None = None,
    ) -> T:
        """What `make` gives of all rows, kept under a name until the rows change.

        `of`: all that `make` asks of a row beside its place, for what need not be made anew when anything else
        changes. `update`: from the value, the rows that are gone and those that have come to the new value; it leaves
        the old one as it is, which others may be reading.
        """
        with self._naming:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            state, kept = self.state, self._values.get(name)
            if kept is not None and kept[0] >= state.version:
                return cast(T, kept[1])
            since = self._since(kept[0]) if kept is not None and (of or update) else None
            if kept is None or since is None:
                value = make(state.rows)
            else:
                value = self._renewed(cast(T, kept[1]), since, state, make, of, update)
            self._values[name] = (state.version, value)
            return value

    def _renewed(
        self,
        value: T,
        since: list[_Step[Row]],
        state: State[Row],
        make: Callable[[tuple[Row, ...]], T],
        of: Callable[[Row], Any] | None,
        update: Callable[[T, list[Row], list[Row]], T] | None,
    ) -> T:
        changed = self._net([s for s in since if s.version <= state.version])
        if update is not None:
            gone, come = (
                ([r for r in rows if r is not None] for rows in zip(*changed, strict=True)) if changed else ([], [])
            )
            return update(value, gone, come)
        same = of is not None and all(self._same(a, b, of) for a, b in changed) and not any(s.other for s in since)
        return value if same else make(state.rows)

    def _same(self, before: Row | None, after: Row | None, of: Callable[[Row], Any]) -> bool:
        if before is None or after is None:
            return before is after
        return bool(of(before) == of(after) and self._order(before) == self._order(after))

    def _since(self, version: int) -> list[_Step[Row]] | None:
        """What changed after a version, None where that is not remembered."""
        steps = [s for s in list(self._steps) if s.version > version]
        return steps if steps and steps[0].version == version + 1 else None

    def _net(self, steps: Sequence[_Step[Row]]) -> list[tuple[Row | None, Row | None]]:
        """Each row that changed, as it was before all steps and as it is after them."""
        before: dict[str, Row | None] = {}
        after: dict[str, Row | None] = {}
        for change in (c for s in steps for c in s.changed):
            row = change.before if change.before is not None else change.after
            if row is not None:
                name = self._key(row)
                before.setdefault(name, change.before)
                after[name] = change.after
        return [(before[name], after[name]) for name in before]
