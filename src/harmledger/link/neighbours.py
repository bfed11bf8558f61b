"""How the pairs that are compared change when accounts come to a list or leave it.

The pairs of a list are those of rows near each other (`blocks`). A new row brings its own pairs and pushes others out
of reach of each other; a row that goes lets others come into reach. Only rows near the change have to be looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from harmledger.link.blocks import Row, compared, kind_of
from harmledger.link.settings import Settings

Pair = tuple[int, int]  # two accounts, the smaller number first
# A list, a row, how many rows and how many days away -> the rows before and after it, in order, itself left out.
Near = Callable[[int, Row, int, int], tuple[Sequence[Row], Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class Shift:
    """In how many more lists (or fewer, below 0) each pair stands than before; `fresh` are pairs of new accounts."""

    fresh: Counter[Pair] = field(default_factory=Counter)
    moved: Counter[Pair] = field(default_factory=Counter)


@dataclass(slots=True)
class _Stretch:
    """Neighbouring rows of one list: those that stay, those that go and those that come."""

    stay: list[Row]
    gone: list[Row]
    come: list[Row]

    @property
    def last(self) -> Row:
        return max(r[-1] for r in (self.stay, self.gone, self.come) if r)


def shift(listed: int, gone: Iterable[Row], come: Iterable[Row], near: Near, settings: Settings, into: Shift) -> None:
    """Add to `into` what changes in one list. `near` must leave out accounts that go or come."""
    kind = kind_of(listed)
    reach, days = settings.limit(kind.reach), settings.limit(kind.days)

    def wanted(a: Row, b: Row) -> bool:
        return compared(kind, a, b)

    for part in _stretches(listed, gone, come, near, reach, days):
        for pair in _pairs_of_new(part, reach, days, wanted):
            into.fresh[pair] += 1
        for pair, change in _moved(part, reach, days, wanted):
            into.moved[pair] += change


def _stretches(
    listed: int, gone: Iterable[Row], come: Iterable[Row], near: Near, reach: int, days: int
) -> Iterator[_Stretch]:
    """Runs of rows without a gap, each with all rows that a change in it can touch."""
    part: _Stretch | None = None
    changed = sorted([(row, False) for row in gone] + [(row, True) for row in come])
    for row, is_new in changed:
        before, after = near(listed, row, reach, days)
        if part is not None and not _adjoins(part, row, before, reach, days):
            yield part
            part = None
        if part is None:
            part = _Stretch(list(before), [], [])
        known = part.stay[-1][:2] if part.stay else (-1 << 62, 0)
        part.stay.extend(r for r in (*before, *after) if r[:2] > known)
        (part.come if is_new else part.gone).append(row)
    if part is not None:
        yield part


def _adjoins(part: _Stretch, row: Row, before: Sequence[Row], reach: int, days: int) -> bool:
    """Whether no row is missing between what the stretch holds and what stands before `row`."""
    if len(before) >= reach:
        return bool(part.stay) and before[0][:2] <= part.stay[-1][:2]
    return row.day - days <= part.last.day


def _pairs_of_new(part: _Stretch, reach: int, days: int, wanted: Callable[[Row, Row], bool]) -> Iterator[Pair]:
    rows = sorted([(r, False) for r in part.stay] + [(r, True) for r in part.come])
    for at, (row, is_new) in enumerate(rows):
        for other, other_new in rows[at + 1 : at + 1 + reach]:
            if other.day - row.day > days:
                break
            if (is_new or other_new) and wanted(row, other):
                yield _pair(row, other)


def _moved(part: _Stretch, reach: int, days: int, wanted: Callable[[Row, Row], bool]) -> Iterator[tuple[Pair, int]]:
    """Pairs of rows that stay and come into reach of each other (+1), or get out of it (-1)."""
    was, now = _ranks(part.stay, part.gone), _ranks(part.stay, part.come)
    all_days = [r.day for r in part.stay]
    for at, row in enumerate(part.stay):
        end = bisect_right(all_days, row.day + days)
        old = min(end, bisect_right(was, was[at] + reach))
        new = min(end, bisect_right(now, now[at] + reach))
        for other in part.stay[min(old, new) : max(old, new)]:
            if wanted(row, other):
                yield _pair(row, other), 1 if new > old else -1


def _ranks(stay: Sequence[Row], others: Iterable[Row]) -> list[int]:
    """The place of each row that stays among all."""
    keys = sorted(r[:2] for r in others)
    return [at + bisect_right(keys, row[:2]) for at, row in enumerate(stay)]


def _pair(a: Row, b: Row) -> Pair:
    return (a.id, b.id) if a.id < b.id else (b.id, a.id)
