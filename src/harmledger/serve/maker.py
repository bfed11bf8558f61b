"""A process of its own for what is made from the whole ledger: who reads or decides meanwhile is not slowed."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from harmledger.errors import HarmledgerError
from harmledger.serve.desk import Desk
from harmledger.serve.kept import LAG
from harmledger.serve.options import Options
from harmledger.serve.pages import Moved, data_files, registry
from harmledger.serve.processes import forked, settle
from harmledger.serve.rendering import render

if TYPE_CHECKING:
    from harmledger.serve.office import Office

_NICER = 10  # than the process that answers


class Maker:
    """Makes one thing after the other; safe to use from several threads."""

    def __init__(self, options: Options, lag: float = LAG) -> None:
        """`lag`: seconds that what it makes may be behind with what was written."""
        self._options = options
        self._lag = lag
        self._turn = threading.Lock()
        self._line: Connection | None = None

    def make(self, name: str, key: str = "", suffix: str = ".html") -> bytes | None:
        """The page (or its download) of this name and key, or the data file; None where it cannot be made here."""
        with self._turn:
            try:
                line = self._line = self._line or self._spawned()
                line.send((name, key, suffix))
                made: bytes | None = line.recv()
                return made
            except (EOFError, OSError):
                self._line = None  # the process died: the next call begins another
                return None

    def start(self, office: Office) -> None:
        """Begin the process with what `office` holds in memory, where there can be one so; else when it is needed.

        To be called inside `office.released`.
        """
        with self._turn:
            self._line = forked("pages", _shared, office, self._lag)

    def stop(self) -> None:
        """End the process; safe to call twice."""
        with self._turn:
            if self._line is not None:
                self._line.close()
                self._line = None

    def _spawned(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        context.Process(target=_alone, args=(there, self._options, self._lag), daemon=True, name="pages").start()
        there.close()  # so that the end of the process ends the line
        return here


def _shared(line: Connection, office: Office, lag: float) -> None:
    office.reopen()
    _work(line, office, lag)


def _alone(line: Connection, options: Options, lag: float) -> None:
    from harmledger.serve.office import Office

    office = Office(options)
    settle()
    _work(line, office, lag)


def _work(line: Connection, office: Office, lag: float) -> None:
    """Make what is asked for until the line is closed."""
    with contextlib.suppress(OSError, AttributeError):  # a system without priorities
        os.nice(_NICER)
    office.patience = lag  # what gathers the whole ledger is made anew as seldom
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            name, key, suffix = line.recv()
            try:
                made = _made(office.desk(), name, key, suffix)
            except (HarmledgerError, Moved):
                line.send(None)  # whoever asked meets the same and says so
            else:
                line.send(made)


def _made(desk: Desk, name: str, key: str, suffix: str) -> bytes:
    if (data := data_files().get(name)) is not None:
        return data.make(desk)
    page = registry()[name]
    return render(page, desk, key) if suffix == ".html" else page.downloads[suffix](desk, key)
