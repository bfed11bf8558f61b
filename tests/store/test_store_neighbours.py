"""Rows near a row of a list, read stretch by stretch, are those that reading the whole list gives."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from harmledger.link.blocks import Row
from harmledger.store.neighbours import Neighbours

KEYS = st.tuples(st.integers(0, 6), st.integers(1, 40))


@given(st.sets(KEYS, max_size=40), st.integers(1, 4), st.integers(0, 3), st.sets(st.integers(1, 40)), st.lists(KEYS))
def test_each_stretch_is_read_once_and_gives_what_stands_near(
    held: set[tuple[int, int]], reach: int, days: int, without: set[int], coming: list[tuple[int, int]]
) -> None:
    rows = sorted(Row(day, account, 1, 0) for day, account in held)
    without |= {account for _, account in coming}
    come = [Row(*key, 1, 0) for key in coming]
    stay = [r for r in rows if r.id not in without]
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE link_row (list, day, account, report, flags)")
        db.executemany("INSERT INTO link_row VALUES (7, ?, ?, ?, ?)", rows)
        near = Neighbours(db, without).near
        for row in sorted({*(r for r in rows if r.id in without), *come}):  # rows that go or come, in order
            before = [r for r in stay if r < row and r.day >= row.day - days][-reach:]
            after = [r for r in stay if r > row and r.day <= row.day + days][:reach]
            assert near(7, row, reach, days) == (before, after)
        assert near(8, Row(3, 3, 1, 0), reach, days) == ([], [])
