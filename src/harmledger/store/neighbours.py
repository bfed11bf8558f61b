"""What stands before and after a row in a list of the index, each stretch of a list read once."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right

from harmledger.link.blocks import Row

_SELECT = "SELECT day, account, report, flags FROM link_row WHERE list = ? AND (day, account) > (?, ?)"
_LAST = (1 << 63) - 1  # as great as any number of an account


class Neighbours:
    """Reads lists from the first row asked for to the last; rows of some accounts are left out.

    Where many rows of a list go or come, as when reports are read anew, what one of them has met is not read again.
    """

    def __init__(self, db: sqlite3.Connection, without: set[int]) -> None:
        """Over an open ledger file; `without`: accounts."""
        self._db, self._without = db, without
        self._list: int | None = None
        self._rows: list[Row] = []  # what was read up to `_end` and stays, and may still stand near a row
        self._end = (-_LAST, 0)  # day and account

    def near(self, listed: int, row: Row, reach: int, days: int) -> tuple[list[Row], list[Row]]:
        """At most `reach` rows before and after `row`, no more than `days` away; of one list rows come in order."""
        if listed != self._list:
            self._list, self._rows, self._end = listed, [], (-_LAST, 0)
        key = _key(row)
        if key > self._end:
            self._reach(row, reach, row.day - days)
        here, there = bisect_left(self._rows, key, key=_key), bisect_right(self._rows, key, key=_key)
        self._read_on(reach - (len(self._rows) - there), row.day + days)
        first = max(here - reach, bisect_left(self._rows, row.day - days, key=_day))
        last = min(there + reach, bisect_right(self._rows, row.day + days, key=_day))
        return self._rows[first:here], self._rows[there:last]

    def _reach(self, row: Row, reach: int, least: int) -> None:
        """Read backwards from a row that lies beyond the end, to the end, and no more than is asked for."""
        sql = f"{_SELECT} AND (day, account) < (?, ?) AND day >= ? ORDER BY day DESC, account DESC"
        found: list[Row] = []
        for other in self._db.execute(sql, (self._list, *self._end, *_key(row), least)):
            if other[1] not in self._without:
                found.append(Row(*other))
                if len(found) == reach:
                    self._rows = []
                    break
        self._rows.extend(reversed(found))
        self._end = _key(row)

    def _read_on(self, more: int, most: int) -> None:
        """Read so many rows beyond the end, as far as the day `most`."""
        if more <= 0 or self._end >= (most, _LAST):
            return
        sql = f"{_SELECT} AND day <= ? ORDER BY day, account"
        for other in self._db.execute(sql, (self._list, *self._end, most)):
            if other[1] not in self._without:
                self._rows.append(Row(*other))
                more -= 1
                if not more:
                    self._end = other[:2]
                    return
        self._end = (most, _LAST)


def _key(row: Row) -> tuple[int, int]:
    return row[:2]


def _day(row: Row) -> int:
    return row.day
