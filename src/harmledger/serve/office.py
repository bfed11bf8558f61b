"""Open ledgers for the threads of a server, one shelf for all of them, and pages kept until the ledger changes."""

from __future__ import annotations

import datetime as dt
import importlib
import threading
from collections import OrderedDict
from collections.abc import Callable

from harmledger.serve.desk import Desk
from harmledger.serve.options import Options
from harmledger.serve.shelf import Shelf
from harmledger.store import Ledger, Readable, open_ledger

_KEPT_BYTES = 64 * 1024 * 1024  # of pages in memory


class Office:
    """Where a server's handlers get what they read from; safe to use from several threads."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._own = threading.local()
        self._lock = threading.Lock()
        self._watcher = self._opened(any_thread=True)
        self.shelf = Shelf(self._watcher)
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._held = 0
        self._version = self.shelf.version
        self._generated = _now()

    def desk(self) -> Desk:
        """The desk of the calling thread, up to date with what was written."""
        self.freshen()
        own: Readable | None = getattr(self._own, "ledger", None)
        if own is None:
            own = self._own.ledger = self._opened()
        o = self.options
        return Desk(own, self.shelf, o.imprint, o.audience, server=True, generated=self._generated)

    def freshen(self) -> int:
        """Take in what was written since, by whomever; gives the version of the shelf."""
        with self._lock:
            self.shelf.refresh(self._watcher)
            if self.shelf.version != self._version:
                self._pages.clear()
                self._held = 0
                self._version, self._generated = self.shelf.version, _now()
            return self._version

    def kept(self, name: str, make: Callable[[Desk], bytes]) -> bytes:
        """What was made under this name since the last change, made now where it was not."""
        version = self.freshen()
        with self._lock:
            if (found := self._pages.get(name)) is not None:
                self._pages.move_to_end(name)
                return found
        made = make(self.desk())
        with self._lock:
            if version == self._version and len(made) < _KEPT_BYTES // 4:
                self._held += len(made) - len(self._pages.get(name, b""))
                self._pages[name] = made
                while self._held > _KEPT_BYTES:
                    self._held -= len(self._pages.popitem(last=False)[1])
        return made

    def _opened(self, *, any_thread: bool = False) -> Readable:
        ledger: Ledger = open_ledger(self.options.ledger, readonly=True, any_thread=any_thread)
        if self.options.audience == "internal":
            return ledger
        public = importlib.import_module("harmledger.publish.privacy").public

        shown: Readable = public(ledger)
        return shown


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
