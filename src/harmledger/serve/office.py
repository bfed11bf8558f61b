"""Open ledgers for the threads of a server, one shelf for all of them, and pages kept until the ledger changes."""

from __future__ import annotations

import datetime as dt
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

from harmledger.records import Incident
from harmledger.serve.desk import Desk
from harmledger.serve.kept import Kept
from harmledger.serve.maker import Maker
from harmledger.serve.options import Options
from harmledger.serve.pages import Data, Page
from harmledger.serve.shelf import Shelf
from harmledger.store import Ledger, Readable, open_ledger

Value = TypeVar("Value")
_KEPT_BYTES = 64 * 1024 * 1024  # of pages in memory


class Office:
    """Where a server's handlers get what they read from; safe to use from several threads."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._own = threading.local()
        self._lock = threading.Lock()
        self._public: Readable | None = None
        self._watcher = self._opened()
        self.shelf = Shelf(self._watcher)
        self._kept = Kept(_KEPT_BYTES)
        self._version = self.shelf.version
        self._generated = _now()
        self.maker: Maker | None = None  # where there is one, it makes the pages that take long
        self.patience = 0.0  # seconds that a reader may be shown the ledger as it was, for all but their own decisions
        self._looked = time.monotonic()
        self._asked = self._looked  # when anybody last asked for anything
        self._acts: dict[str, float] = {}  # reviewer -> when they last decided, until that is taken in
        self._since: dict[str, float] = {}  # reviewer -> what was begun before this time lacks their last decision

    def desk(self, who: str = "") -> Desk:
        """The desk of the calling thread, up to date as `freshen` has it."""
        self._asked = time.monotonic()
        self.freshen(who)
        own: Readable | None = getattr(self._own, "ledger", None)
        if own is None:
            own = self._own.ledger = self._opened()
        o = self.options
        return Desk(
            own,
            self.shelf,
            o.imprint,
            o.audience,
            server=True,
            reviews=o.deciding,
            generated=o.generated or self._generated,
        )

    def freshen(self, who: str = "") -> int:
        """Take in what was written since, by whomever; gives the version of the shelf.

        `who`: the reviewer who asks; what they decided is always taken in, what others wrote within `patience`.
        """
        own = self._acts.get(who, 0.0) if who else 0.0
        if self._is_fresh(own):
            return self._version
        if not self._lock.acquire(blocking=not self.patience or own > self._looked):
            return self._version  # somebody takes it in at this moment
        try:
            if not self._is_fresh(own):
                looked = time.monotonic()
                self.shelf.refresh(self._watcher)
                if self.shelf.version != self._version:
                    self._kept.change()
                    self._version, self._generated = self.shelf.version, _now()
                self._have_seen(looked)
                self._looked = looked
            return self._version
        finally:
            self._lock.release()

    def _have_seen(self, looked: float) -> None:
        """What was decided until this time is taken in now."""
        now = time.monotonic()
        for who in [who for who, at in self._acts.items() if at <= looked]:
            self._since[who] = now
            del self._acts[who]

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents as they are at this moment."""
        with self._lock:
            self.shelf.refresh(self._watcher)
            return tuple(row.incident for row in self.shelf.rows())

    def _is_fresh(self, own: float) -> bool:
        return own <= self._looked and time.monotonic() - self._looked < self.patience

    def kept(self, name: str, make: Callable[[Desk], Value], *, who: str = "", apart: bool = False) -> Value:
        """What was made under this name since the last change, made now where it was not.

        What takes long to make may be some seconds behind, `Kept` says how many, but not with what `who` decided.
        `apart`: it is made by `elsewhere`.
        """
        self._asked = time.monotonic()
        self.freshen(who)
        since = self._since.get(who, -math.inf)
        return self._kept.get(name, lambda: make(self.desk()), apart=apart and self.maker is not None, since=since)

    def acted(self, who: str) -> None:
        """A reviewer has just decided, and wants to see it."""
        with self._lock:
            self._acts[who] = time.monotonic()

    def elsewhere(self, what: Page | Data, key: str = "", suffix: str = ".html") -> bytes | None:
        """What is made of the whole ledger, by the process for that; None where there is none."""
        return self.maker.make(what.name, key, suffix) if self.maker is not None and what.whole else None

    def tend(self) -> None:
        """Make anew what is behind and takes long, so that no reader waits for it."""
        self.freshen()
        self._kept.tend()

    def quiet(self) -> float:
        """Seconds for which nobody has asked for anything."""
        return time.monotonic() - self._asked

    @contextmanager
    def released(self) -> Iterator[None]:
        """Inside, neither the office nor the calling thread has the ledger open: to fork there, as SQLite asks for.

        A process that inherits an open ledger takes its locks, which are another's, for its own: after the end of the
        other one a third program could take the ledger for unused while a decision is being stored.
        """
        for ledger in (self._watcher, getattr(self._own, "ledger", None)):
            if ledger is not None:
                cast(Ledger, ledger).close()  # of no public copy: that does not change, and needs no other process
        self._own = threading.local()
        try:
            yield
        finally:
            self.reopen()

    def reopen(self) -> None:
        """Open the ledger anew, after `released` or in a process that was forked inside it."""
        self._watcher = self._opened()
        self.shelf.doubt()

    def _opened(self) -> Readable:
        """A reader of the ledger for one thread; in public one copy for all, as it stood when the server started."""
        if self._public is not None:
            return self._public
        ledger: Ledger = open_ledger(self.options.ledger, readonly=True, any_thread=True)
        if self.options.audience == "internal":
            return ledger
        from harmledger.publish.privacy import public

        self._public = public(ledger)
        return self._public


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
