"""The tables beside the charts: incidents by week, what is told by which kind of source, and what is not known."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from harmledger import codebook
from harmledger.analyse.periods import period
from harmledger.records import Casualty, Claim
from harmledger.serve.filters import dated, located
from harmledger.serve.holdings import Holdings
from harmledger.serve.named import precision
from harmledger.serve.shelf import Row

BANDS: tuple[tuple[int, int | None], ...] = ((1, 1), (2, 4), (5, 9), (10, 49), (50, 99), (100, None))

Values = Callable[[Row], tuple[str, ...]]
FIELDS: Mapping[str, Values] = {
    "target": lambda r: r.incident.targets or ("not told",),
    "type": lambda r: (r.incident.event_type,),
    "weapon": lambda r: r.incident.weapons or ("not told",),
}


@dataclass(frozen=True, slots=True)
class Cross:
    """Attacks by week and one more thing: an attack may stand in several columns."""

    field: str
    columns: tuple[str, ...]  # most frequent first
    weeks: tuple[tuple[dt.date, tuple[int, ...], int], ...]  # week, counts, attacks
    loose: tuple[tuple[int, ...], int]  # of those that stand in no one week
    sums: tuple[int, ...]
    total: int


def attacks(rows: Iterable[Row]) -> list[Row]:
    """The events that are attacks, as the analysis incident-rate has it."""
    kinds = frozenset(codebook.load("rates")["incidents"])
    return [r for r in rows if r.incident.kind == "event" and r.incident.event_type in kinds]


def cross(rows: Sequence[Row], name: str) -> Cross:
    """Attacks by week and target, type or weapon."""
    values = FIELDS[name]
    counts: dict[dt.date | None, Counter[str]] = defaultdict(Counter)
    totals: Counter[dt.date | None] = Counter()
    sums: Counter[str] = Counter()
    for row in rows:
        week, _ = period(row.incident.time, "week")
        own = values(row)
        counts[week].update(own)
        sums.update(own)
        totals[week] += 1
    columns = tuple(sorted(sums, key=lambda v: (v == "not told", -sums[v], v)))
    weeks = sorted(w for w in totals if w is not None)
    return Cross(
        name,
        columns,
        tuple((w, tuple(counts[w][c] for c in columns), totals[w]) for w in weeks),
        (tuple(counts[None][c] for c in columns), totals[None]),
        tuple(sums[c] for c in columns),
        len(rows),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """How often one kind of source gives a figure of killed in an incident, by size; with the claims of each cell."""

    type: str
    cells: tuple[tuple[str, ...], ...]  # claims by band
    unstated: tuple[str, ...]  # claims that say that people were killed and give no number

    @property
    def total(self) -> int:
        """Claims with a figure."""
        return sum(map(len, self.cells))


def told(rows: Iterable[Row], held: Holdings) -> list[Told]:
    """Figures of people killed that single claims of events give, by kind of source, the most frequent first."""
    found: dict[str, list[list[str]]] = defaultdict(lambda: [[] for _ in (*BANDS, None)])
    for row in rows:
        if row.incident.kind != "event":
            continue
        for claim in held.claims(row.id):
            if claim.modality == "actual" and (figure := _killed(claim)) is not None:
                found[claim.source.type][_band(figure)].append(claim.id)
    made = [Told(kind, tuple(map(tuple, cells[:-1])), tuple(cells[-1])) for kind, cells in found.items()]
    return sorted(made, key=lambda t: (-t.total, t.type))


def _killed(claim: Claim) -> Casualty | None:
    """The broadest figure of people killed."""
    rows = [c for c in claim.casualties if c.outcome == "killed" and c.victims in ("people", "civilian")]
    return max(rows, key=lambda c: c.low or c.high or 0, default=None)


def _band(figure: Casualty) -> int:
    number = figure.low if figure.low is not None else figure.high
    if not number:
        return len(BANDS)
    return next(i for i, (_, high) in enumerate(BANDS) if high is None or number <= high)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is not known of some of the events; `query` gives them on the overview, where it can."""

    what: str
    count: int
    of: int
    query: str = ""


def lacks(rows: Iterable[Row]) -> list[Lack]:
    """What is not known, of how many events."""
    events = [r for r in rows if r.incident.kind == "event"]

    def lack(what: str, test: Callable[[Row], bool], query: str = "") -> Lack:
        return Lack(what, sum(map(test, events)), len(events), query)

    return [
        lack("no place that is on a map", lambda r: not located(r), "without=place"),
        lack(
            "placed in a region or country only",
            lambda r: precision(r.place) in ("region", "country"),
            "precision=region&precision=country",
        ),
        lack("placed “near” a town only", lambda r: precision(r.place) == "near", "precision=near"),
        lack("no date", lambda r: not dated(r), "without=date"),
        lack("dated by the day of the report only", lambda r: bool(r.incident.time and r.incident.time.of_publication)),
        lack("known to no single week", lambda r: period(r.incident.time, "week")[0] is None),
        lack("no number of killed or injured", lambda r: not _numbered(r)),
        lack("nobody named who did it", lambda r: not r.incident.actors),
        lack("who did it is inferred, not stated", lambda r: bool(r.incident.inferred_actors)),
        lack("told by one independent source", lambda r: r.incident.independent_sources < 2),
        lack("no weapon told", lambda r: not r.incident.weapons),
        lack("not yet looked at by a person", lambda r: not r.reviewed, "reviewed=no"),
    ]


def _numbered(row: Row) -> bool:
    found = (row.figures.get(o) for o in ("killed", "injured"))
    return any(f is not None and (f.low is not None or f.high is not None) for f in found)
