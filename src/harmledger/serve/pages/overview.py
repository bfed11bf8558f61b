"""The overview: all incidents, found by place, time, kind, target, weapon, party and words.

The page stands on its own with what its address asks for; in a browser that runs scripts the same filter then works
at once over `data/index.js`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from harmledger import codebook
from harmledger.serve.desk import Desk
from harmledger.serve.filters import FIELDS, SORTS, Query, choose, holders, parse, unknown
from harmledger.serve.index import index_js
from harmledger.serve.known import NOUNS, PRECISIONS, settled
from harmledger.serve.listing import Line, label, line
from harmledger.serve.pages import Data, Page
from harmledger.serve.place_names import places_js
from harmledger.serve.shelf import Row
from harmledger.serve.texts import search_js

_Counts = dict[str, Counter[str]]  # by field and value
LISTED = 100  # rows of the list at a time


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet and how many incidents of the ledger have it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One field of the filter."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Facets that open together."""

    title: str
    facets: tuple[Facet, ...]

    @property
    def chosen(self) -> int:
        """How many values are asked for."""
        return sum(c.chosen for f in self.facets for c in f.choices)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the address asks for, the list of it, and what may be asked."""

    query: Query
    lines: tuple[Line, ...]
    found: int
    total: int
    without_place: int
    without_date: int
    country_only: int
    near: int
    unknown: tuple[tuple[str, str], ...]  # what is asked for and does not exist, and the address's query without it
    first: int  # number of the first row of the list
    earlier: str | None  # the address's query of the part before, None where there is none
    later: str | None
    groups: tuple[Group, ...]
    kinds: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    days: tuple[str, str]  # the first and last day of any incident, "" where none has any

    @property
    def precise(self) -> bool:
        """Whether it is asked how close the place is known."""
        return "precision" in self.query.values

    @property
    def narrowed(self) -> bool:
        """Whether fewer incidents than all of the kind are asked for."""
        return self.query.narrowed

    @property
    def reviewed_at(self) -> str:
        """Where the same incidents are reviewed."""
        asked = self.query.address(sort="newest", page="1")
        return f"review.html?{asked}" if asked else "review.html"


def overview(desk: Desk, key: str) -> Overview:
    """The overview's model; `key`: what the address asks, after its "?"."""
    words = codebook.load("labels")
    query = parse(parse_qsl(key))
    spelt = {n: tuple(settled(desk.shelf, n, v) or v for v in held) for n, held in query.values.items()}
    query = replace(query, values=spelt)
    chosen = choose(desk.shelf, query)
    start = min((query.page - 1) * LISTED, max(len(chosen.ids) - 1, 0) // LISTED * LISTED)
    page = start // LISTED + 1
    counts = desk.shelf.derived("facets", _counts, update=_recounted)
    kinds = {kind: len(held) for kind, held in holders(desk.shelf, "kind").items()}
    return Overview(
        query=query,
        lines=tuple(line(r) for r in chosen.part(start, start + LISTED)),
        found=len(chosen.ids),
        total=chosen.total,
        without_place=chosen.without_place,
        without_date=chosen.without_date,
        country_only=chosen.country_only,
        near=chosen.near if query.places else 0,
        unknown=tuple(
            (f"no such {NOUNS[n]}: {v}", query.having(n, *(x for x in query.values[n] if x != v)).address())
            for n, v in unknown(desk.shelf, query)
        ),
        first=start + 1,
        earlier=query.address(page=str(page - 1)) if page > 1 else None,
        later=query.address(page=str(page + 1)) if start + LISTED < len(chosen.ids) else None,
        groups=tuple(
            Group(g["title"], tuple(_facet(n, counts[n], query) for n in g["fields"] if n != "reviewed" or desk.server))
            for g in words["groups"]
        ),
        kinds=tuple(Choice(k, title, kinds[k], k == query.kind) for k, title in words["kinds"].items() if k in kinds),
        sorts=tuple(Choice(s, words["sorts"][s], 0, s == query.sort) for s in SORTS),
        days=desk.shelf.derived("days", _days, of=lambda r: r.incident.time),
    )


def _facet(name: str, counts: Counter[str], query: Query) -> Facet:
    wanted = query.values.get(name, ())
    values = sorted({*counts, *wanted}, key=lambda v: (-counts[v], v))
    if name == "precision":
        values = [v for v in PRECISIONS if v in values]
    if name in ("contested", "children", "reviewed"):
        values = [v for v in ("yes", "no") if v in values]
    title = codebook.load("labels")["fields"][name]
    return Facet(name, title, tuple(Choice(v, label(v), counts[v], v in wanted) for v in values))


def _counts(rows: Iterable[Row]) -> _Counts:
    """How many events have each value."""
    events = [r for r in rows if r.incident.kind == "event"]
    return {name: Counter(v for r in events for v in set(read(r))) for name, read in FIELDS.items()}


def _recounted(before: _Counts, gone: Iterable[Row], come: Iterable[Row]) -> _Counts:
    less, more = _counts(gone), _counts(come)
    return {name: (counts + more[name]) - less[name] for name, counts in before.items()}


def _days(rows: tuple[Row, ...]) -> tuple[str, str]:
    times = [r.incident.time for r in rows if r.incident.time]
    starts = [t.start for t in times if t.start]
    ends = [t.end or t.start for t in times if t.start]
    return (str(min(starts)), str(max(e for e in ends if e))) if starts else ("", "")


PAGE = Page("overview", "index.html", "overview.html", overview, menu="Overview", rank=10, asks=True)
DATAS = (
    Data("data/index.js", index_js),
    Data("data/places.js", places_js, whole=True),
    Data("data/search.js", search_js, whole=True),
)
