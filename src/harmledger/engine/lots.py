"""Reports in lots that are parsed together: the same lots whatever the number of processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from harmledger.records import Report

T = TypeVar("T")

_LONG = 100_000  # characters: most of a minute to read, a book rather than a report


def lots(items: Iterable[T], size: int, limit: int | None = None) -> Iterator[list[T]]:
    """Items in lots of `size`, ending with the lot that holds the report number `limit`.

    A long report is a lot of its own, after what came before it: that is stored while the long one is read.
    """
    lot: list[T] = []
    new = 0
    for item in items:
        long = isinstance(item, Report) and len(item.text) > _LONG
        if long and lot:
            yield lot
            lot = []
        lot.append(item)
        new += isinstance(item, Report)
        if long or len(lot) >= size or new == limit:
            yield lot
            lot = []
        if new == limit:
            return
    if lot:
        yield lot
