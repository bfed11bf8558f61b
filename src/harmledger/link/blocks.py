"""Which pairs are compared at all: near in place and time, or in rare words.

Each account stands in some lists (its place, the cells of the map around it, its region, towns that it names, its
rarest words), each sorted by day. It is compared with the few nearest in each list. So the pairs of an account are
bounded in number however many accounts a town has, they follow from the set of accounts alone, and a new account
changes the pairs of its neighbours in its lists only.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from harmledger.link.accounts import Account
from harmledger.link.background import name_share, word_share
from harmledger.link.settings import Settings
from harmledger.link.words import MIN_SKELETON, skeleton

if TYPE_CHECKING:
    from harmledger.link.nodes import Node

CELL_LAT, CELL_LON = 0.25, 0.4  # degrees; about 28 km each way in the middle latitudes
_KIND_BITS = 15
_CHUNK = 100_000  # pairs that are unpacked at a time

ASKS, DENIES = 1, 2  # flags of a row


class Row(NamedTuple):
    """An account in a list; rows sort by day, then by number, which is as good as drawn by lot."""

    day: int
    id: int  # of the account
    report: int  # a number for the report
    flags: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list: how far apart two rows may stand, in rows and in days, and which of them are compared."""

    name: str
    reach: str  # limits in linking.yaml
    days: str
    which: Literal["all", "either", "one"]  # pairs of which all, at least one, or exactly one asks


KINDS = (
    Kind("place", "place_reach", "place_days", "all"),
    # A day that no text states may lie before publication, and a period may be wide: such accounts look further.
    Kind("place, loose, by event", "loose_reach", "loose_days", "either"),
    Kind("place, loose, by publication", "loose_reach", "loose_days", "either"),
    Kind("cell", "cell_reach", "cell_days", "all"),
    Kind("region, by event", "region_reach", "region_days", "either"),
    Kind("region, by publication", "region_reach", "region_days", "either"),
    Kind("town, by event", "town_reach", "town_days", "one"),
    Kind("town, by publication", "town_reach", "town_days", "one"),
    Kind("word", "rare_reach", "rare_days", "all"),
    # no day keeps an undated report from any other
    Kind("undated, place", "undated_reach", "undated_days", "either"),
    Kind("undated, word", "undated_reach", "undated_days", "either"),
)


def within_report(accounts: Sequence[Account], settings: Settings) -> Iterator[tuple[int, int]]:
    """Pairs of accounts of one report, each with the next few in reading order."""
    reach = settings.limit("within")
    groups: dict[str, list[int]] = defaultdict(list)
    for i, a in enumerate(accounts):
        groups[a.report].append(i)
    for group in groups.values():
        group.sort(key=lambda i: (accounts[i].at, accounts[i].order))
        for k, i in enumerate(group):
            for j in group[k + 1 : k + 1 + reach]:
                yield min(i, j), max(i, j)


def kind_of(listed: int) -> Kind:
    """The kind of a list, which its number tells."""
    return KINDS[listed & _KIND_BITS]


def rows_of(node: Node, report: int, settings: Settings) -> dict[int, Row]:
    """The lists in which an account stands, by number, and its row in each."""
    a = node.account
    denies = DENIES if node.role == "denies" else 0
    event, published = a.day, a.published or a.day
    rows: dict[int, Row] = {}

    def put(kind: int, key: str, day: int, asks: bool = False) -> None:
        rows[_listed(kind, key)] = Row(day, node.id, report, denies | (ASKS if asks else 0))

    if a.key is not None and not (a.place is not None and a.place.precision == "country"):
        loose = not (a.stated and a.narrow) or bool(a.types & settings.lasting)
        put(0, a.key, event)
        put(1, a.key, event, loose)
        put(2, a.key, published, loose)
    for cell in _cells(a):
        put(3, cell, event)
    region = _region(a)
    if region is not None:
        put(4, region, event, a.coarse)
        put(5, region, published, a.coarse)
    asks = a.place is None or a.coarse
    for name in _names(a.capitals if asks else a.town, settings):
        put(6, name, event, asks)
        put(7, name, published, asks)
    undated = not published
    if a.key is not None and not a.coarse:
        put(9, a.key, 0, undated)
    for n, word in enumerate(_rare(a, settings.limit("rare_words"))):
        put(8, word, event)
        if n < settings.limit("undated_words"):
            put(10, word, 0, undated)
    return rows


@lru_cache(maxsize=200_000)
def _listed(kind: int, key: str) -> int:
    from harmledger.link.nodes import number

    return number(f"{kind} {key}") & ~_KIND_BITS | kind


def _cells(a: Account) -> Iterator[str]:
    """A located account's own cell and those beside it to the north and east: neighbours meet in one."""
    if a.located and a.place is not None and a.place.lat is not None and a.place.lon is not None:
        row, column = int(a.place.lat // CELL_LAT), int(a.place.lon // CELL_LON)
        for i, j in ((row, column), (row + 1, column), (row, column + 1), (row + 1, column + 1)):
            yield f"{i} {j}"


def _region(a: Account) -> str | None:
    p = a.place
    return None if p is None else p.admin1 or (p.name if p.precision == "region" else None)


def _names(keys: frozenset[str], settings: Settings) -> Iterator[str]:
    """Of the keys of names the consonants where there are enough, else the name: one list for one name."""
    for key in keys:
        if key.startswith("~") or (len(skeleton(key)) < MIN_SKELETON and key not in settings.common):
            yield key


def _rare(a: Account, most: int) -> list[str]:
    keys = [(word_share(w), f"w {w}") for w in a.words] + [(name_share(n), f"n {n}") for n in a.names]
    return [key for _, key in sorted(keys)[:most]]


def compared(kind: Kind, a: Row, b: Row) -> bool:
    """Whether two rows near each other in a list are compared."""
    if a.report == b.report or a.flags & b.flags & DENIES:
        return False
    asking = (a.flags & ASKS) + (b.flags & ASKS)
    return kind.which == "all" or asking == 1 or (kind.which == "either" and asking == 2)


_Ints = npt.NDArray[np.int64]


def all_pairs(rows: Iterable[Mapping[int, Row]], settings: Settings) -> Iterator[tuple[int, int]]:
    """All pairs that are compared, by the places of their accounts in `rows`, sorted."""
    held = array("q")
    for i, own in enumerate(rows):
        for listed, row in own.items():
            held.extend((listed, *row, i))
    table = np.frombuffer(held, dtype=np.int64).reshape(-1, 6)
    found = [np.empty(0, dtype=np.int64)]
    for number, kind in enumerate(KINDS):
        part = table[table[:, 0] & _KIND_BITS == number]
        part = part[np.lexsort((part[:, 2], part[:, 1], part[:, 0]))]
        found.extend(_windows(part, kind, settings))
    pairs = np.unique(np.concatenate(found))
    for at in range(0, len(pairs), _CHUNK):
        some = pairs[at : at + _CHUNK]
        yield from zip((some >> 32).tolist(), (some & 0xFFFFFFFF).tolist(), strict=True)


def _windows(part: _Ints, kind: Kind, settings: Settings) -> Iterator[_Ints]:
    """Pairs of rows of one list no further apart than the kind allows, each as one number."""
    days = settings.limit(kind.days)
    for apart in range(1, min(settings.limit(kind.reach), len(part) - 1) + 1):
        a, b = part[:-apart], part[apart:]
        near = (a[:, 0] == b[:, 0]) & (b[:, 1] - a[:, 1] <= days)
        if not near.any():
            return
        asking = (a[:, 4] & ASKS) + (b[:, 4] & ASKS)
        ask = {"all": asking >= 0, "either": asking >= 1, "one": asking == 1}[kind.which]
        keep = near & ask & (a[:, 3] != b[:, 3]) & (a[:, 4] & b[:, 4] & DENIES == 0)
        i, j = a[keep, 5], b[keep, 5]
        yield np.minimum(i, j) << 32 | np.maximum(i, j)
