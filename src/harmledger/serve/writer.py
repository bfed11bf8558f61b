"""Where decisions are stored, one after the other: in a process of its own, so that linking slows nobody who reads."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from harmledger.errors import HarmledgerError, LedgerError
from harmledger.serve.processes import forked
from harmledger.store import Filter, Ledger, open_ledger

T = TypeVar("T")
Act = Callable[..., Any]
_TRIED = 4  # claims that are linked to have everything loaded
_log = logging.getLogger(__name__)


class Writer:
    """The one that writes; safe to use from several threads. Without `start` it works in the calling thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._ledger: Ledger | None = None
        self._line: Connection | None = None

    def start(self) -> None:
        """Begin the process where there can be one, as `forked` has it."""
        self._line = forked("decisions", _work, self._path)

    def stop(self) -> None:
        """End the process, or close what was opened here; safe to call twice."""
        with self._turn:
            if self._line is not None:
                self._line.close()
                self._line = None
            if self._ledger is not None:
                self._ledger.close()
                self._ledger = None

    def write(self, act: Callable[..., T], *args: Any) -> T:
        """What `act` gives for the ledger that may be written and the arguments; what it raises is raised.

        `act` is a function of a module, and the arguments can be sent to another process. LedgerError where that
        process has ended meanwhile: the next act is done here.
        """
        with self._turn:
            if self._line is None:
                if self._ledger is None:
                    self._ledger = open_ledger(self._path, any_thread=True)
                return act(self._ledger, *args)
            try:
                self._line.send((act, args))
                made, error = self._line.recv()
            except (EOFError, OSError) as gone:
                self._line = None
                raise LedgerError(
                    "the process that stores decisions has ended",
                    subject=str(self._path),
                    remedy="Look into the history whether this one is stored, and go on.",
                ) from gone
        if error is not None:
            raise error
        return made  # type: ignore[no-any-return]  # what the other process sends has no type

    def warm(self) -> None:
        """Where there is no other process, load what the first decision needs."""
        if self._line is None:
            warm(self._path)


def warm(path: Path) -> None:
    """Load what the first decision needs before it is made: an incident is put together, and not stored."""
    from harmledger.engine.relink import rule_of
    from harmledger.link import link, made_by

    with open_ledger(path, readonly=True, any_thread=True) as ledger:
        made_by(rule := rule_of(ledger))
        incident = next(ledger.incidents(Filter(kinds=("event",), limit=1)), None)
        if incident is not None:
            claims = [ledger.claim(name) for name in incident.claims[:_TRIED]]
            reports = {c.report: ledger.report(c.report) for c in claims}
            link(claims, reports, rule=rule)


def _work(line: Connection, path: Path) -> None:
    """Do one act after the other until the line is closed."""
    writer = Writer(path)
    with suppress(HarmledgerError):  # as where the ledger may only be read: who decides meets it again, and is told
        warm(path)
    try:
        while True:
            act, args = line.recv()
            line.send(_done(writer, act, args))
    finally:
        writer.stop()


def _done(writer: Writer, act: Act, args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    try:
        return writer.write(act, *args), None
    except HarmledgerError as error:
        return None, error
    except Exception as error:  # a mistake in the program: whoever asked is told, and the next act is done
        _log.exception("a decision failed")
        return None, RuntimeError(repr(error))
