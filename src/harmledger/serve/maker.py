"""A process of its own for pages that are made from the whole ledger: who reads or decides meanwhile is not slowed."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from multiprocessing.connection import Connection

from harmledger.errors import HarmledgerError
from harmledger.serve.desk import Desk
from harmledger.serve.kept import LAG
from harmledger.serve.options import Options
from harmledger.serve.pages import Moved, data_files, registry
from harmledger.serve.rendering import render

_NICER = 10  # than the process that answers


class Maker:
    """Makes one page after the other; safe to use from several threads."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._turn = threading.Lock()
        self._line: Connection | None = None

    def make(self, name: str, key: str = "", suffix: str = ".html") -> bytes | None:
        """The page (or its download) of this name and key, or the data file; None where it cannot be made here."""
        with self._turn:
            try:
                line = self._line = self._line or self._started()
                line.send((name, key, suffix))
                made: bytes | None = line.recv()
                return made
            except (EOFError, OSError):
                self._line = None  # the process died: the next call begins another
                return None

    def start(self) -> None:
        """Begin the process ahead, so that it has read the ledger when it is first asked."""
        with self._turn, contextlib.suppress(OSError):
            self._line = self._line or self._started()

    def stop(self) -> None:
        """End the process; safe to call twice."""
        with self._turn:
            if self._line is not None:
                self._line.close()
                self._line = None

    def _started(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        context.Process(target=_work, args=(there, self._options), daemon=True, name="pages").start()
        there.close()  # so that the end of the process ends the line
        return here


def _work(line: Connection, options: Options) -> None:
    """Make what is asked for until the line is closed."""
    from harmledger.serve.office import Office

    with contextlib.suppress(OSError, AttributeError):  # a system without priorities
        os.nice(_NICER)
    office = Office(options)
    office.patience = LAG  # what gathers the whole ledger is made anew as seldom
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
