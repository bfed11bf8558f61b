"""The filter of the overview: from the address of a page to incidents. The browser's `match.ts` does the same.

Values of one field are alternatives, fields add up. `from` and `to` fit a period that overlaps them; what has no date
fits no range. Running totals and conditions are never among incidents: `kind` asks for one kind, events by default.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, insort
from calendar import monthrange
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from harmledger.errors import UsageError
from harmledger.serve.known import settled
from harmledger.serve.named import precision, spot
from harmledger.serve.place_names import places
from harmledger.serve.shelf import KINDS, Row, Shelf, in_time
from harmledger.serve.texts import terms, texts

SORTS = ("newest", "oldest", "toll", "reports")
Holders = Mapping[Hashable, frozenset[str]]  # value of a field -> the incidents that have it
_DAY = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")

# Field of the address -> the values that a row has of it. The order is that of the page.
FIELDS: Mapping[str, Callable[[Row], tuple[str, ...]]] = {
    "type": lambda r: (r.incident.event_type,),
    "target": lambda r: r.incident.targets,
    "weapon": lambda r: r.incident.weapons,
    "doer": lambda r: r.incident.actors,
    "side": lambda r: r.sides,
    "party": lambda r: (*r.incident.actors, *r.sides),  # either of the two
    "source": lambda r: r.source_types,
    "grade": lambda r: (r.incident.grade,) if r.incident.grade else (),
    "contested": lambda r: (_yes(r.incident.contested),),
    "children": lambda r: (_yes(r.children),),
    "reviewed": lambda r: (_yes(r.reviewed),),
    "precision": lambda r: _precisions(precision(r.place)),
    "without": lambda r: tuple(name for name, lacks in (("place", not located(r)), ("date", not dated(r))) if lacks),
}


@dataclass(frozen=True)
class Query:
    """What an address asks for; empty means all events, the newest first."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by field of FIELDS
    places: tuple[str, ...] = ()  # labels, or names in any spelling
    since: dt.date | None = None
    until: dt.date | None = None
    text: str = ""  # words, "a phrase", begin*, -without
    kind: str = "event"
    sort: str = "newest"
    page: int = 1  # of the list, for readers without scripts

    @property
    def narrowed(self) -> bool:
        """Whether fewer incidents than all of the kind are asked for."""
        return bool(self.values or self.places or self.since or self.until or self.text)

    def address(self, **other: str) -> str:
        """The query as the part of an address after "?", with what is given otherwise; "" where nothing is asked."""
        pairs = [("place", p) for p in self.places]
        pairs += [(name, v) for name, held in self.values.items() for v in held]
        pairs += [("from", str(self.since))] if self.since else []
        pairs += [("to", str(self.until))] if self.until else []
        standing = {"q": self.text, "kind": self.kind, "sort": self.sort, "page": str(self.page)} | other
        usual = {"q": "", "kind": "event", "sort": "newest", "page": "1"}
        return urlencode(pairs + [(k, v) for k, v in standing.items() if v != usual.get(k)])

    def having(self, name: str, *held: str) -> Query:
        """The query with other values of a field, from the first page on."""
        rest = {n: v for n, v in self.values.items() if n != name}
        return replace(self, values=rest | ({name: held} if held else {}), page=1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The incidents that a query gives, and how they stand among all of their kind."""

    ids: tuple[str, ...]  # in order
    total: int  # of the kind
    without_place: int  # of these, not on a map
    without_date: int
    country_only: int  # of these, known to be in a country and no closer
    near: int  # only near a place
    row: Callable[[str], Row | None]  # of an id; None where the incident has gone meanwhile

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them."""
        return self.part(0, len(self.ids))

    def part(self, first: int, end: int) -> tuple[Row, ...]:
        """Those from a number on up to another, as a page of a list shows them."""
        return tuple(row for key in self.ids[first:end] if (row := self.row(key)) is not None)


def parse(pairs: Iterable[tuple[str, str]], *, strict: bool = False) -> Query:
    """The query of an address's names and values, in their order.

    What means nothing is left out, as a link that was cut should still open; `strict`: it is a UsageError instead.
    """
    values: dict[str, tuple[str, ...]] = {}
    single: dict[str, str] = {}
    asked: list[str] = []
    for name, value in ((n, v.strip()) for n, v in pairs):
        if not value:
            continue
        if name in FIELDS:
            values[name] = (*values.get(name, ()), value)
        elif name == "place":
            asked.append(value)
        else:
            single[name] = value
    since, until = (_day(single.get(n, ""), last=n == "to") for n in ("from", "to"))
    kind, sort, page = single.get("kind", "event"), single.get("sort", "newest"), single.get("page", "1")
    if strict:
        _check(single, since, until)
    return Query(
        values={name: tuple(dict.fromkeys(values[name])) for name in FIELDS if name in values},
        places=tuple(dict.fromkeys(asked)),
        since=since,
        until=until,
        text=single.get("q", ""),
        kind=kind if kind in KINDS else "event",
        sort=sort if sort in SORTS else "newest",
        page=max(int(page), 1) if page.isdecimal() and len(page) < 7 else 1,
    )


def choose(shelf: Shelf, query: Query) -> Chosen:
    """The rows that fit, in the order that the query names."""
    fit = fitting(shelf, query)
    lacks, close = tally(shelf, "without", fit), tally(shelf, "precision", fit)
    return Chosen(
        tuple(entry[-1] for entry in _sorted(shelf, query.sort) if entry[-1] in fit),
        total=len(holders(shelf, "kind").get(query.kind, ())),
        without_place=lacks.get("place", 0),
        without_date=lacks.get("date", 0),
        country_only=close.get("country", 0),
        near=close.get("near", 0),
        row=shelf.get,
    )


def fitting(shelf: Shelf, query: Query) -> frozenset[str]:
    """The incidents that fit, in no order."""
    fit = holders(shelf, "kind").get(query.kind, frozenset()).intersection(*_sets(shelf, query))
    if not query.text:
        return fit
    told = list(fit)
    held_by = texts(shelf)
    for term in terms(query.text, places(shelf).other_names):
        told = term.among(told, held_by)
    return frozenset(told)


def tally(shelf: Shelf, name: str, ids: frozenset[str]) -> dict[str, int]:
    """How many of these incidents have each value of a field of the filter, or begin in each "month"."""
    counted = {str(value): len(ids & held) for value, held in holders(shelf, name).items()}
    return {value: n for value, n in sorted(counted.items()) if n}


def unknown(shelf: Shelf, query: Query) -> list[tuple[str, str]]:
    """The fields and values asked for that neither the ledger nor the vocabulary has."""
    return [(n, v) for n, held in query.values.items() for v in held if settled(shelf, n, v) is None]


def located(row: Row) -> bool:
    """Whether the incident can stand on a map."""
    return precision(row.place) != "unlocated"


def dated(row: Row) -> bool:
    """Whether any report lets its day, month or year be known."""
    return row.incident.time is not None and row.incident.time.start is not None


def number(row: Row, outcome: str) -> int:
    """The figure to sort by: the best, else the lowest or highest that is given; -1 where nobody gives any."""
    figure = row.figures.get(outcome)
    given = (figure.best, figure.low, figure.high) if figure else ()
    return next((n for n in given if n is not None), -1)


def _sets(shelf: Shelf, query: Query) -> Iterator[frozenset[str]]:
    """For each field that the query sets, for its places and its period, the incidents that fit."""
    for name, held in query.values.items():
        found = holders(shelf, name)
        yield frozenset[str]().union(*(found.get(settled(shelf, name, v) or v, ()) for v in held))
    if query.places:
        known, at = places(shelf), holders(shelf, "spot")
        meant = [known.meant(name) for name in query.places]
        here = (at.get(spot, ()) for spots, _ in meant for spot in spots)
        yield frozenset[str]().union(*here, *(also for _, also in meant))
    if query.since or query.until:
        first, last = (query.since or dt.date.min).toordinal(), (query.until or dt.date.max).toordinal()
        spans = _sorted(shelf, "span")
        yield frozenset(key for _, end, key in spans[: bisect_left(spans, (last + 1,))] if end >= first)


def _sorted(shelf: Shelf, name: str) -> list[tuple[Any, ...]]:
    """What SORTS or "span" say of all rows, of whatever kind, sorted; the last of each is the incident's id."""
    entry = _ENTRIES[name]

    def update(before: list[tuple[Any, ...]], gone: list[Row], come: list[Row]) -> list[tuple[Any, ...]]:
        lost = {r.id for r in gone}
        kept = [e for e in before if e[-1] not in lost]
        for row in come:
            insort(kept, entry(row))
        return kept

    return shelf.derived(f"sorted {name}", lambda rows: sorted(map(entry, rows)), update=update)


def holders(shelf: Shelf, name: str) -> Holders:
    """By the values of a field of the filter, of "kind", "spot" or "month": the incidents that have them."""
    read = _HELD[name]

    def gather(rows: Iterable[Row]) -> dict[Hashable, set[str]]:
        out: dict[Hashable, set[str]] = {}
        for row in rows:
            for value in read(row):
                out.setdefault(value, set()).add(row.incident.id)
        return out

    def update(before: Holders, gone: Iterable[Row], come: Iterable[Row]) -> Holders:
        lost, won = gather(gone), gather(come)
        out = dict(before)
        for value in lost.keys() | won.keys():
            less, more = lost.get(value, set()), won.get(value, set())
            if less != more:
                out[value] = (out.get(value, frozenset()) - less) | more
        return {value: held for value, held in out.items() if held}

    return shelf.derived(f"holders of {name}", lambda rows: update({}, (), rows), update=update)


def _span(row: Row) -> tuple[int, int]:
    """The first and last day as numbers; 0 for the undated."""
    time = row.incident.time
    if time is None or time.start is None:
        return 0, 0
    return time.start.toordinal(), (time.end or time.start).toordinal()


def _month(row: Row) -> tuple[str, ...]:
    time = row.incident.time
    return (time.start.isoformat()[:7],) if time and time.start else ()


# What stands first is least; equal ones stand oldest first, the undated last.
_ENTRIES: Mapping[str, Callable[[Row], tuple[Any, ...]]] = {
    "newest": lambda r: (-_span(r)[0], r.id),
    "oldest": in_time,
    "toll": lambda r: (-number(r, "killed"), -number(r, "injured"), *in_time(r)),
    "reports": lambda r: (-len(r.incident.reports), -r.incident.independent_sources, *in_time(r)),
    "span": lambda r: (*_span(r), r.id),
}
_HELD: Mapping[str, Callable[[Row], Iterable[Hashable]]] = {
    **FIELDS,
    "kind": lambda r: (r.incident.kind,),
    "spot": lambda r: (spot(r.place),) if r.place is not None else (),
    "month": _month,
}


def _precisions(value: str) -> tuple[str, ...]:
    return (value,) if value in ("country", "unlocated") else ("closer", value)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _day(text: str, *, last: bool) -> dt.date | None:
    """A day; of a month or year alone its first or last one; None where it is no date."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if not month:
            return dt.date(year, 12 if last else 1, 31 if last else 1)
        return dt.date(year, month, day or (monthrange(year, month)[1] if last else 1))
    except ValueError:
        return None


def _check(single: Mapping[str, str], since: dt.date | None, until: dt.date | None) -> None:
    for name, found in (("from", since), ("to", until)):
        if single.get(name) and found is None:
            raise UsageError("is no date", subject=f"{name}={single[name]}", remedy="Write it as 2022-03-14.")
    if since and until and until < since:
        raise UsageError("the range of days ends before it begins", subject=f"{since} to {until}")
    for name, known in (("kind", KINDS), ("sort", SORTS)):
        if single.get(name, known[0]) not in known:
            raise UsageError(
                f"there is no {name} of this name", subject=single[name], remedy=f"Known: {', '.join(known)}."
            )
