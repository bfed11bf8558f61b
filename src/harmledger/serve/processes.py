"""Processes beside the one that answers: they share the memory that it has filled, and end when it does."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

_YOUNG = (
    200_000  # new objects before garbage is looked for: gathering a ledger makes millions, and hardly any is garbage
)


def forked(name: str, work: Callable[..., None], *args: Any) -> Connection | None:
    """The line to a process that does `work(line, *args)` with all that is in memory; None where it cannot be.

    To be called before any thread is started, whose locks would stay closed in the other process. Only Linux shares
    memory so without harm. The process is to end when its line does.
    """
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return None
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("fork")
    try:
        context.Process(target=_begin, args=(here, there, work, args), daemon=True, name=name).start()
    except OSError:
        here.close()
        return None
    finally:
        there.close()  # so that the end of the process ends the line
    return here


def _begin(parents: Connection, line: Connection, work: Callable[..., None], args: tuple[Any, ...]) -> None:
    parents.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # that is for the process that answers, which then ends the line
    settle()
    with contextlib.suppress(EOFError, OSError):
        work(line, *args)


def settle() -> None:
    """What is in memory stays there: garbage need not be looked for in it."""
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)
