"""An ordered map over processes that reads its input only as fast as results are taken."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from harmledger.errors import ExtractionError

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2  # batches waiting for each process: enough to keep it busy, little to lose


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered_map(work: Callable[[T], R], items: Iterable[T], jobs: int, warm_up: Callable[[], None]) -> Iterator[R]:
    """`work` over `items`, results in the order of the items, whatever the number of processes.

    With one job it runs here. ExtractionError when a process is ended from outside (out of memory, for one).
    """
    if jobs == 1:
        yield from map(work, items)
        return
    executor = _executor(jobs, warm_up)
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            waiting.append(executor.submit(work, item))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ExtractionError(
            "a reading process was ended from outside, perhaps for lack of memory",
            remedy="Everything stored before is safe: run the same command again with fewer --jobs.",
        ) from error
    finally:
        for future in waiting:
            future.cancel()
        executor.shutdown(wait=True, cancel_futures=True)


def _executor(jobs: int, warm_up: Callable[[], None]) -> ProcessPoolExecutor:
    """Forked processes share the loaded model where forking is safe; elsewhere each process loads its own."""
    if sys.platform != "linux":
        return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _spawned, (warm_up,))
    warm_up()
    gc.collect()
    gc.freeze()  # the collector would otherwise touch, and so copy, every shared page
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _forked)


def _forked() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its processes in order


def _spawned(warm_up: Callable[[], None]) -> None:
    _forked()
    warm_up()
