"""Which pairs are compared at all: near in place, in time or in rare words. Near-linear in the number of accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from harmledger.link.accounts import Account
from harmledger.link.background import name_share, word_share
from harmledger.link.settings import Settings

NAMED_TOWNS = 3  # a list of places says little about any of them
CELL_LAT, CELL_LON = 0.25, 0.4  # degrees; about 28 km each way in the middle latitudes


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


def across_reports(
    accounts: Sequence[Account], settings: Settings, needed: frozenset[int] | None = None
) -> list[tuple[int, int]]:
    """Pairs of accounts of different reports, sorted; `accounts` must be in their canonical order.

    `needed`: only pairs with one of these; None for all.
    """
    pairs: set[tuple[int, int]] = set()
    days, neighbours = settings.limit("window_days"), settings.limit("neighbours")
    for group in _by_place(accounts).values():
        pairs.update(_window(accounts, group, days, neighbours, needed))
    near_days, near = settings.limit("near_days"), settings.limit("near_neighbours")
    for group in (*_by_cell(accounts).values(), *_by_region(accounts).values()):
        pairs.update(_window(accounts, group, near_days, near, needed))
    rare_days = settings.limit("rare_days")
    for group in _by_rare_word(accounts, settings.limit("rare_words")).values():
        pairs.update(_window(accounts, group, rare_days, neighbours, needed))
    return sorted((i, j) for i, j in pairs if accounts[i].report != accounts[j].report)


def _by_place(accounts: Sequence[Account]) -> dict[str, list[int]]:
    """Accounts by place; one placed in a region, a country or nowhere also with the rarest towns that it names."""
    groups: dict[str, list[int]] = defaultdict(list)
    towns: dict[str, str] = {}
    for i, a in enumerate(accounts):
        if a.key is not None and not (a.place is not None and a.place.precision == "country"):
            groups[a.key].append(i)
            for name in sorted(a.town):
                towns.setdefault(name, a.key)
    sizes = {key: len(group) for key, group in groups.items()}
    for i, a in enumerate(accounts):
        if a.place is None or a.coarse:
            named = {towns[name] for name in a.capitals if name in towns}
            for key in sorted(named, key=lambda k: (sizes[k], k))[:NAMED_TOWNS]:
                groups[key].append(i)
    return groups


def _by_cell(accounts: Sequence[Account]) -> dict[tuple[int, int], list[int]]:
    """Each located account in its own cell and those beside it to the north and east: neighbours meet in one."""
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, a in enumerate(accounts):
        if a.located and a.place is not None and a.place.lat is not None and a.place.lon is not None:
            row, column = int(a.place.lat // CELL_LAT), int(a.place.lon // CELL_LON)
            for cell in ((row, column), (row + 1, column), (row, column + 1), (row + 1, column + 1)):
                groups[cell].append(i)
    return groups


def _by_region(accounts: Sequence[Account]) -> dict[str, list[int]]:
    """Regions that reports name, with the towns in them."""
    named = {a.place.admin1 or a.place.name for a in accounts if a.place is not None and a.place.precision == "region"}
    groups: dict[str, list[int]] = defaultdict(list)
    for i, a in enumerate(accounts):
        p = a.place
        region = None if p is None else p.admin1 or (p.name if p.precision == "region" else None)
        if region is not None and region in named:
            groups[region].append(i)
    return groups


def _by_rare_word(accounts: Sequence[Account], most: int) -> dict[str, list[int]]:
    """Accounts by each of their rarest words and names, as many as `most`."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, a in enumerate(accounts):
        keys = [(word_share(w), f"w {w}") for w in a.words] + [(name_share(n), f"n {n}") for n in a.names]
        for _, key in sorted(keys)[:most]:
            groups[key].append(i)
    return groups


def _window(
    accounts: Sequence[Account], group: Sequence[int], days: int, neighbours: int, needed: frozenset[int] | None
) -> Iterator[tuple[int, int]]:
    """Each account of a block with the next `neighbours` by day, no further than `days`, and so by publication."""
    if len(group) < 2 or (needed is not None and needed.isdisjoint(group)):
        return
    for days_of in (_event_day, _publication_day):
        members = sorted(group, key=lambda i: (days_of(accounts[i]), accounts[i].order))
        at = [days_of(accounts[i]) for i in members]
        for k, i in enumerate(members):
            for m in range(k + 1, min(len(members), k + 1 + neighbours)):
                if at[m] > at[k] + days:
                    break
                j = members[m]
                if needed is None or i in needed or j in needed:
                    yield (i, j) if i < j else (j, i)


def _event_day(account: Account) -> int:
    return account.day


def _publication_day(account: Account) -> int:
    return account.published or account.day
