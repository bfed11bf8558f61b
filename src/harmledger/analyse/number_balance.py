"""Each party's latest running total beside the others', and how far they are apart on about one day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated

from harmledger import codebook
from harmledger.analyse.base import Analysis, Options, Row
from harmledger.analyse.material import Material
from harmledger.analyse.war_of_numbers import TotalRow, totals


@dataclass(frozen=True, slots=True)
class BalanceRow(Row):
    """Two parties' figures of one kind for about one day; a party that stands alone has its latest figure only."""

    place: Annotated[str, "what the totals cover"]
    outcome: Annotated[str, "killed, injured ..."]
    victims: Annotated[str, "people, child, combatant ..."]
    of: Annotated[str, "whose soldiers, or what kind of objects"]
    group: Annotated[str, "a group of its own that the totals count; empty for all"]
    party: Annotated[str, "one party or body"]
    low: Annotated[int | None, "its figure, at least"]
    high: Annotated[int | None, "its figure, at most; empty where open"]
    day: Annotated[dt.date | None, "its day"]
    other: Annotated[str, "the other party or body; empty where nobody else gives a figure near that day"]
    other_low: Annotated[int | None, "its figure, at least"]
    other_high: Annotated[int | None, "its figure, at most; empty where open"]
    other_day: Annotated[dt.date | None, "its day"]
    ratio: Annotated[float | None, "the party's figure through the other's"]
    days_apart: Annotated[int | None, "days between the two figures"]
    claims: Annotated[tuple[str, ...], "claims behind both figures"]


def balance(rows: Iterable[TotalRow]) -> list[BalanceRow]:
    """For each scope and kind the latest near pair of figures of every two parties, and the figures without a pair.

    A figure that names no place is set beside the others of its kind that count from about the same start.
    """
    kinds: dict[tuple[str, ...], dict[str, list[TotalRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.stretch == "running" and row.counted and row.day is not None:
            kinds[row.outcome, row.victims, row.of, row.group][row.place].append(row)
    found = [b for places in kinds.values() for own in _scopes(places) for b in _of_scope(own)]
    return sorted(found, key=lambda b: (b.place, b.outcome, b.victims, b.of, b.group, b.party, b.other))


def _scopes(places: Mapping[str, Sequence[TotalRow]]) -> Iterator[dict[str, list[TotalRow]]]:
    """Party -> figures of each place; those without a place go with the one place that counts from their start."""
    fits: dict[str, list[TotalRow]] = {place: list(own) for place, own in places.items() if place}
    loose: list[TotalRow] = []
    near = codebook.load("totals")["since_days"]
    for row in places.get("", ()):
        homes = [p for p in fits if any(_apart(row.since, o.since) <= near for o in places[p])]
        (fits[homes[0]] if len(homes) == 1 else loose).append(row)
    for own in (*fits.values(), loose):
        parties: dict[str, list[TotalRow]] = defaultdict(list)
        for row in own:
            parties[row.said_by].append(row)
        yield parties


def _of_scope(parties: dict[str, list[TotalRow]]) -> Iterator[BalanceRow]:
    paired: set[str] = set()
    for one, other in combinations(sorted(parties), 2):
        pair = _nearest(parties[one], parties[other])
        if pair is not None:
            paired |= {one, other}
            yield _row(*pair)
    for alone in sorted(set(parties) - paired):
        yield _row(max(parties[alone], key=_latest), None)


def _latest(row: TotalRow) -> tuple[str, int]:
    return (str(row.day), row.number)


def _nearest(one: Sequence[TotalRow], other: Sequence[TotalRow]) -> tuple[TotalRow, TotalRow] | None:
    """The latest figure of one with the nearest of the other that counts from about the same start."""
    near, since = codebook.load("totals")["near_days"], codebook.load("totals")["since_days"]
    for a in sorted(one, key=_latest, reverse=True):
        fits = [b for b in other if _apart(a.day, b.day) <= near and _apart(a.since, b.since) <= since]
        if fits:
            return a, min(fits, key=lambda b: (_apart(a.day, b.day), -b.number, b.claims))
    return None


def _apart(a: dt.date | None, b: dt.date | None) -> int:
    """Days between; two unknown days are none apart, one unknown is never near."""
    if a is None or b is None:
        return 0 if a is b else 10**6
    return abs((a - b).days)


def _row(one: TotalRow, other: TotalRow | None) -> BalanceRow:
    return BalanceRow(
        place=one.place or (other.place if other is not None else ""),
        outcome=one.outcome,
        victims=one.victims,
        of=one.of,
        group=one.group,
        party=one.said_by,
        low=one.low,
        high=one.high,
        day=one.day,
        other=other.said_by if other is not None else "",
        other_low=other.low if other is not None else None,
        other_high=other.high if other is not None else None,
        other_day=other.day if other is not None else None,
        ratio=round(one.number / other.number, 2) if other is not None and other.number else None,
        days_apart=_apart(one.day, other.day) if other is not None else None,
        claims=tuple(dict.fromkeys((*one.claims, *(other.claims if other is not None else ())))),
    )


def _rows(material: Material, options: Options) -> Iterable[Row]:
    del options
    return balance(totals(material.claims(), material.reports()))


ANALYSIS = Analysis(
    name="number-balance",
    about="the parties' running totals beside each other on about one day, with the ratio between them",
    row=BalanceRow,
    rows=_rows,
    shown=("place", "outcome", "victims", "of", "party", "low", "day", "other", "other_low", "other_day", "ratio"),
    note="A ratio says how far two accounts are apart, not which is right; days_apart says how far their days are.",
)
