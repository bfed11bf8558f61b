"""What was made once and is given again until the ledger changes; made once even where many ask at the same time."""

from __future__ import annotations

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


@dataclass
class _Entry:
    value: Any
    size: int
    took: float  # seconds to make
    make: Callable[[], Any]
    until: float | None = None  # when it may no longer be given; None while nothing has changed since


class Kept:
    """Values by name, up to so many bytes in all: those that nobody asked for longest go first."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._making: dict[str, threading.Event] = {}
        self._held = 0
        self._age = 0
        self._tended = False

    def get(self, name: str, make: Callable[[], Value]) -> Value:
        """The value of this name, made now where there is none; who asks meanwhile has the old one, or waits."""
        while True:
            with self._lock:
                entry = self._entries.get(name)
                waiting = self._making.get(name)
                if entry is not None and (self._good(entry) or waiting is not None):
                    self._entries.move_to_end(name)
                    return cast("Value", entry.value)
                if waiting is None:
                    self._making[name] = mine = threading.Event()
                    age = self._age
                    break
            waiting.wait()
        return self._made(name, make, mine, age)

    def tend(self) -> None:
        """Make anew what may no longer be given; who calls this now and then lets nobody wait for it."""
        with self._lock:
            self._tended = True
            now = self._clock()
            late = [(n, e.make) for n, e in self._entries.items() if e.until is not None and now >= e.until]
        for name, make in late:
            with self._lock:
                if name in self._making:
                    continue
                self._making[name] = mine = threading.Event()
                age = self._age
            self._made(name, make, mine, age)

    def _made(self, name: str, make: Callable[[], Value], mine: threading.Event, age: int) -> Value:
        try:
            began = self._clock()
            made = make()
            self._keep(name, _Entry(made, _size(made), self._clock() - began, make), age)
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

    def _good(self, entry: _Entry) -> bool:
        return entry.until is None or self._tended or self._clock() < entry.until

    def _keep(self, name: str, entry: _Entry, age: int) -> None:
        with self._lock:
            if age != self._age:
                if entry.took < _LONG:
                    return
                entry.until = self._clock() + _SHARE * entry.took  # made while the ledger changed: old already
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
