"""The filter of the overview: from the address of a page to incidents. The browser's `match.ts` does the same.

Values of one field are alternatives, fields add up. `from` and `to` fit a period that overlaps them; what has no date
fits no range. Running totals and conditions are never among incidents: `kind` asks for one kind, events by default.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from harmledger.errors import UsageError
from harmledger.serve.known import settled
from harmledger.serve.named import precision, spot
from harmledger.serve.place_names import places
from harmledger.serve.shelf import KINDS, Row, Shelf
from harmledger.serve.texts import terms, texts

SORTS = ("newest", "oldest", "toll", "reports")
VIEWS = ("list", "map", "timeline")
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

    rows: tuple[Row, ...]
    total: int  # of the kind
    without_place: int  # of the rows, not on a map
    without_date: int
    country_only: int  # of the rows, known to be in a country and no closer
    near: int  # only near a place


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
    fits = tests(shelf, query)
    found = of_kind = shelf.derived(
        f"{query.kind} {query.sort}",
        lambda rows: ordered((r for r in rows if r.incident.kind == query.kind), query.sort),
    )
    for test in fits.values():
        found = [r for r in found if test(r)]
    return Chosen(
        tuple(found),
        total=len(of_kind),
        without_place=sum(not located(r) for r in found),
        without_date=sum(not dated(r) for r in found),
        country_only=sum(precision(r.place) == "country" for r in found),
        near=sum(precision(r.place) == "near" for r in found),
    )


def unknown(shelf: Shelf, query: Query) -> list[tuple[str, str]]:
    """The fields and values asked for that neither the ledger nor the vocabulary has."""
    return [(n, v) for n, held in query.values.items() for v in held if settled(shelf, n, v) is None]


def tests(shelf: Shelf, query: Query) -> dict[str, Callable[[Row], bool]]:
    """One test a field that the query sets: "type" ..., "place", "period", "q"."""
    out: dict[str, Callable[[Row], bool]] = {}
    for name, held in query.values.items():
        out[name] = _any_of(_holders(shelf, name), (settled(shelf, name, v) or v for v in held))
    if query.places:
        known = places(shelf)
        meant = [known.meant(name) for name in query.places]
        spots, also = (frozenset[Any]().union(*(m[n] for m in meant)) for n in (0, 1))
        out["place"] = lambda r: (r.place is not None and spot(r.place) in spots) or r.id in also
    if query.since or query.until:
        first, last = query.since or dt.date.min, query.until or dt.date.max
        out["period"] = lambda r: _overlaps(r, first, last)
    if wanted := terms(query.text, places(shelf).other_names if query.text else None):
        held_by = shelf.derived("texts", texts)
        out["q"] = lambda r: all(t.fits(held_by.get(r.id, "")) for t in wanted)
    return out


def ordered(rows: Iterable[Row], sort: str) -> list[Row]:
    """Rows that come oldest first, in another order; equal ones stay as they are, the undated last by either date."""
    found = list(rows)
    if sort == "newest":
        return sorted([r for r in found if dated(r)], key=_start, reverse=True) + [r for r in found if not dated(r)]
    if sort == "toll":
        return sorted(found, key=lambda r: (-number(r, "killed"), -number(r, "injured")))
    if sort == "reports":
        return sorted(found, key=lambda r: (-len(r.incident.reports), -r.incident.independent_sources))
    return found


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


def _holders(shelf: Shelf, name: str) -> Mapping[str, set[str]]:
    """Value of a field -> the incidents that have it."""
    read = FIELDS[name]

    def make(rows: tuple[Row, ...]) -> dict[str, set[str]]:
        out: dict[str, set[str]] = {}
        for row in rows:
            for value in read(row):
                out.setdefault(value, set()).add(row.incident.id)
        return out

    return shelf.derived(f"holders of {name}", make)


def _any_of(holders: Mapping[str, set[str]], wanted: Iterable[str]) -> Callable[[Row], bool]:
    ids = frozenset[str]().union(*(holders.get(value, ()) for value in wanted))
    return lambda row: row.incident.id in ids


def _start(row: Row) -> str:
    time = row.incident.time
    return str(time.start) if time else ""


def _overlaps(row: Row, first: dt.date, last: dt.date) -> bool:
    time = row.incident.time
    if time is None or time.start is None:
        return False
    return time.start <= last and (time.end or time.start) >= first


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
