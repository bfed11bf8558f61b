"""What was made once and is given again until the ledger changes; made once even where many ask at the same time."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

Value = TypeVar("Value")
_log = logging.getLogger(__name__)
_UNSIZED = 1 << 20  # bytes that a value counts for which does not say how large it is
# What takes long to make is given for a while after a change, so that making it anew takes a twentieth of a processor
# at most, however often people decide. What is made at once is never old.
_LONG = 0.1  # seconds
_SHARE = 20
LAG = 60.0  # seconds that another process may be behind with what was written


@dataclass
class _Entry:
    value: Any
    size: int
    took: float  # seconds to make
    make: Callable[[], Any]
    apart: bool
    began: float  # when it was begun to be made: nothing written later need be in it
    asked: bool = False  # since it was made
    until: float | None = None  # when it may no longer be given; None while nothing has changed since


@dataclass(frozen=True, slots=True)
class _Turn:
    """That something is being made."""

    began: float
    age: int  # changes noticed until then
    done: threading.Event = field(default_factory=threading.Event)


class Kept:
    """Values by name, up to so many bytes in all: those that nobody asked for longest go first."""

    def __init__(
        self,
        limit: int,
        clock: Callable[[], float] = time.monotonic,
        work: Callable[[], float] = time.thread_time,
    ) -> None:
        """`limit`: bytes in all; `clock`: the time; `work`: what the calling thread has worked, in seconds."""
        self._limit = limit
        self._clock = clock
        self._work = work
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._making: dict[str, _Turn] = {}
        self._held = 0
        self._age = 0
        self._changed = -math.inf  # when the last change was noticed
        self._tended = False

    def get(self, name: str, make: Callable[[], Value], *, apart: bool = False, since: float = -math.inf) -> Value:
        """The value of this name, made now where there is none; who asks meanwhile has the old one, or waits.

        `apart`: another process makes it, so that the time until it is there tells how long it takes. `since`: what
        was begun before this time is too old for the one who asks, however long it takes; not of what is made apart.
        """
        since = -math.inf if apart else since
        while True:
            with self._lock:
                entry = self._entries.get(name)
                turn = self._making.get(name)
                waiting = turn if turn is not None and turn.began >= since else None
                if entry is not None and entry.began >= since and (self._good(entry) or waiting is not None):
                    self._entries.move_to_end(name)
                    entry.asked = True
                    return cast("Value", entry.value)
                if waiting is None:
                    self._making[name] = mine = _Turn(self._clock(), self._age)
                    break
            waiting.done.wait()
        return self._made(name, make, apart, mine)

    def tend(self) -> None:
        """Make anew what may no longer be given; who calls this now and then lets nobody wait for it.

        What is made here and nobody has asked for since is forgotten instead; so is what cannot be made any more, as
        the page of an incident that was joined with another: who asks for it is told.
        """
        with self._lock:
            self._tended = True
            now = self._clock()
            late = [(n, e) for n, e in self._entries.items() if e.until is not None and now >= e.until]
            wanted = [(n, e) for n, e in late if e.asked or e.apart]
            for name, entry in late:
                if not (entry.asked or entry.apart):
                    self._held -= self._entries.pop(name).size
        for name, entry in wanted:
            with self._lock:
                if name in self._making:
                    continue
                self._making[name] = mine = _Turn(self._clock(), self._age)
            try:
                self._made(name, entry.make, entry.apart, mine)
            except Exception as error:
                _log.debug("%s cannot be made any more: %r", name, error)
                self._forget(name, entry)

    def _made(self, name: str, make: Callable[[], Value], apart: bool, mine: _Turn) -> Value:
        try:
            work = self._clock if apart else self._work  # where many wait for their turn the clock tells nothing
            worked = work()
            made = make()
            self._keep(name, _Entry(made, _size(made), work() - worked, make, apart, mine.began), mine.age)
            return made
        finally:
            with self._lock:
                if self._making.get(name) is mine:
                    del self._making[name]
            mine.done.set()

    def _forget(self, name: str, entry: _Entry) -> None:
        with self._lock:
            if self._entries.get(name) is entry:
                self._held -= self._entries.pop(name).size

    def change(self) -> None:
        """What is kept is of before a change; what is being made now is given to who asked for it, and not kept."""
        with self._lock:
            now = self._clock()
            for name, entry in list(self._entries.items()):
                if entry.took < _LONG:
                    self._held -= self._entries.pop(name).size
                elif entry.until is None:
                    entry.until = now + _SHARE * entry.took
            self._making.clear()
            self._age += 1
            self._changed = now

    def _good(self, entry: _Entry) -> bool:
        return entry.until is None or self._tended or self._clock() < entry.until

    def _keep(self, name: str, entry: _Entry, age: int) -> None:
        with self._lock:
            if (held := self._entries.get(name)) is not None and held.began > entry.began:
                return  # somebody who could not wait for this had it made anew
            behind = entry.apart and entry.began - self._changed < LAG
            if age != self._age or behind:  # made while the ledger changed: old already
                if entry.took < _LONG and not behind:
                    return
                entry.until = self._clock() + max(_SHARE * entry.took, LAG if behind else 0.0)
            if entry.size > self._limit // 4:
                return
            if name in self._entries:
                self._held -= self._entries.pop(name).size
            self._entries[name] = entry
            self._held += entry.size
            while self._held > self._limit:
                self._held -= self._entries.popitem(last=False)[1].size


def _size(value: object) -> int:
    return len(value) if isinstance(value, bytes) else int(getattr(value, "size", _UNSIZED))
