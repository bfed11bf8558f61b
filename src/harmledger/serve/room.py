"""Where reviewers work on a server: one writer that takes turns, the queue in memory, and who has what open."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from harmledger.records import Incident
from harmledger.review.queue import Waiting
from harmledger.serve.review_queue import ReviewQueue, key
from harmledger.serve.writer import Writer
from harmledger.store import Filter, Ledger, open_ledger

if TYPE_CHECKING:
    from harmledger.publish.privacy.screen import Known

T = TypeVar("T")
_HELD_S = 600  # after so long without a sign what a reviewer has open is offered to others again


class Room:
    """One for a server; safe to use from several threads. The queue is read when it is first asked for."""

    def __init__(self, path: Path, incidents: Callable[[], Iterable[Incident]] | None = None) -> None:
        """`incidents`: as of `ReviewQueue`."""
        self._path = path
        self._incidents = incidents
        self.writer = Writer(path)
        self._own = threading.local()
        self._queue: ReviewQueue | None = None
        self._making = threading.Lock()
        self._looking = threading.Lock()
        self._told: tuple[int, Known] | None = None  # number of reports, and what all of them tell
        self._open: dict[str, tuple[frozenset[str], float]] = {}  # reviewer -> rows, since when

    def queue(self) -> ReviewQueue:
        """The queue; the first to ask waits until the ledger is read."""
        with self._making:
            if self._queue is None:
                made = ReviewQueue(open_ledger(self._path, readonly=True, any_thread=True), self._incidents)
                made.left()
                self._queue = made
                threading.Thread(target=self.writer.warm, daemon=True, name="first decision").start()
            return self._queue

    def reader(self) -> Ledger:
        """The ledger to read from, of the calling thread."""
        found: Ledger | None = getattr(self._own, "ledger", None)
        if found is None:
            found = self._own.ledger = open_ledger(self._path, readonly=True, any_thread=True)  # closed by any
        return found

    def told(self) -> Known | None:
        """What all reports tell of public persons, for who may release; None where some were never looked at for any.

        It is read anew when there are more reports: a decision hardly changes it, and takes no time so.
        """
        from harmledger.publish.privacy.single import everywhere

        with self._looking:
            ledger = self.reader()
            number = ledger.counts().reports
            if self._told is None or self._told[0] != number:
                found = everywhere(ledger)
                self._told = None if found is None else (number, found)
            return None if self._told is None else self._told[1]

    def next(
        self, reviewer: str, skipped: list[str], limit: int, kind: str = "", within: frozenset[str] | None = None
    ) -> tuple[Waiting, ...]:
        """The next rows for a reviewer: first what nobody else has open, then what was skipped.

        `kind`: only claims or doubtful joins; `within`: only of these incidents.
        """
        now = time.monotonic()
        for who, (_, since) in list(self._open.items()):
            if now - since >= _HELD_S:
                self._open.pop(who, None)
        others = [row for who, (rows, _) in list(self._open.items()) if who != reviewer for row in sorted(rows)]
        last = [*skipped, *others]
        found = self.queue().rows(Filter(limit=limit), reviewer=reviewer, skip=last, kind=kind, within=within)
        if reviewer:
            self._open[reviewer] = (frozenset(map(key, found)), now)
        return found
