"""What was made once and is given again until the ledger changes; made once even where many ask at the same time."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

Value = TypeVar("Value")
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
    apart: bool = False
    asked: bool = False  # since it was made
    until: float | None = None  # when it may no longer be given; None while nothing has changed since


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
        self._making: dict[str, threading.Event] = {}
        self._held = 0
        self._age = 0
        self._changed = -math.inf  # when the last change was noticed
        self._tended = False

    def get(self, name: str, make: Callable[[], Value], *, apart: bool = False) -> Value:
        """The value of this name, made now where there is none; who asks meanwhile has the old one, or waits.

        `apart`: another process makes it, so that the time until it is there tells how long it takes.
        """
        while True:
            with self._lock:
                entry = self._entries.get(name)
                waiting = self._making.get(name)
                if entry is not None and (self._good(entry) or waiting is not None):
                    self._entries.move_to_end(name)
                    entry.asked = True
                    return cast("Value", entry.value)
                if waiting is None:
                    self._making[name] = mine = threading.Event()
                    age = self._age
                    break
            waiting.wait()
        return self._made(name, make, apart, mine, age)

    def tend(self) -> None:
        """Make anew what may no longer be given; who calls this now and then lets nobody wait for it.

        What is made here and nobody has asked for since is forgotten instead.
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
                self._making[name] = mine = threading.Event()
                age = self._age
            self._made(name, entry.make, entry.apart, mine, age)

    def _made(self, name: str, make: Callable[[], Value], apart: bool, mine: threading.Event, age: int) -> Value:
        try:
            work = self._clock if apart else self._work  # where many wait for their turn the clock tells nothing
            asked, began = self._clock(), work()
            made = make()
            self._keep(name, _Entry(made, _size(made), work() - began, make, apart), age, asked)
            return made
        finally:
            with self._lock:
                if self._making.get(name) is mine:
                    del self._making[name]
            mine.set()

    def drop(self, name: str) -> None:
        """What is kept under this name is never given again, however long it took."""
        with self._lock:
            if (entry := self._entries.pop(name, None)) is not None:
                self._held -= entry.size

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

    def _keep(self, name: str, entry: _Entry, age: int, asked: float) -> None:
        with self._lock:
            behind = entry.apart and asked - self._changed < LAG
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
