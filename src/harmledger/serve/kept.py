"""What was made once and is given again until the ledger changes; made once even where many ask at the same time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar, cast

Value = TypeVar("Value")
_UNSIZED = 1 << 20  # what a value counts that does not say how large it is


class Kept:
    """Values by name, up to so many bytes in all: those that nobody asked for longest go first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._values: OrderedDict[str, Any] = OrderedDict()
        self._making: dict[str, threading.Event] = {}
        self._held = 0
        self._age = 0

    def get(self, name: str, make: Callable[[], Value]) -> Value:
        """The value of this name, made now where there is none; who asks meanwhile waits for it."""
        while True:
            with self._lock:
                if name in self._values:
                    self._values.move_to_end(name)
                    return cast("Value", self._values[name])
                waiting = self._making.get(name)
                if waiting is None:
                    self._making[name] = mine = threading.Event()
                    age = self._age
                    break
            waiting.wait()
        try:
            made = make()
            self._keep(name, made, age)
            return made
        finally:
            with self._lock:
                if self._making.get(name) is mine:
                    del self._making[name]
            mine.set()

    def clear(self) -> None:
        """Forget everything: what is being made now is given to who asked for it, and not kept."""
        with self._lock:
            self._values.clear()
            self._making.clear()
            self._held = 0
            self._age += 1

    def _keep(self, name: str, made: object, age: int) -> None:
        size = _size(made)
        with self._lock:
            if age != self._age or size > self._limit // 4:
                return
            self._values[name] = made
            self._held += size
            while self._held > self._limit:
                self._held -= _size(self._values.popitem(last=False)[1])


def _size(value: object) -> int:
    if isinstance(value, bytes):
        return len(value)
    return int(getattr(value, "size", _UNSIZED))
