"""What the page of a place lays side by side: services, attacks by week, who says what, figures that differ."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger import codebook, wording
from harmledger.analyse import Material, analyse
from harmledger.analyse.periods import period
from harmledger.analyse.services import SERVICES, ServiceRow
from harmledger.analyse.tolls import Sum, total
from harmledger.analyse.war_of_numbers import TotalRow
from harmledger.records import Claim
from harmledger.serve.atlas import Spot
from harmledger.serve.holdings import Holdings
from harmledger.serve.shelf import Row

_COMPARED = 12  # incidents whose figures are set side by side


@dataclass(frozen=True, slots=True)
class Week:
    """The attacks of one week."""

    start: dt.date
    types: tuple[tuple[str, int], ...]  # most frequent first

    @property
    def end(self) -> dt.date:
        """Its Sunday."""
        return self.start + dt.timedelta(6)

    @property
    def total(self) -> int:
        """Attacks of the week."""
        return sum(n for _, n in self.types)


@dataclass(frozen=True, slots=True)
class Attacks:
    """Attacks by kind and week; `loose` are known to no week."""

    types: tuple[tuple[str, int], ...]
    weeks: tuple[Week, ...]
    loose: int

    @property
    def total(self) -> int:
        """All attacks, with those that stand in no week."""
        return sum(n for _, n in self.types)


@dataclass(frozen=True, slots=True)
class Voice:
    """One kind of source: how much it says."""

    side: str
    type: str
    claims: int
    incidents: int
    first: dt.date | None
    last: dt.date | None
    example: str  # a claim


@dataclass(frozen=True, slots=True)
class Compared:
    """One incident of which several kinds of sources give a figure."""

    row: Row
    outcome: str
    cells: tuple[tuple[str, str, tuple[str, ...]], ...]  # voice, figures, claims


def services(spot: Spot, material: Material) -> list[ServiceRow]:
    """The statements on services here and in the place's parts (of a country: on the whole of it), by day."""
    spots = [spot] if spot.level == "country" else spot.all()
    areas = {(a.name, a.kind, a.admin1 or None, a.country or None) for s in spots for a in s.areas}
    rows = (r for r in analyse("services", material).rows if isinstance(r, ServiceRow))
    found = [r for r in rows if (r.place, r.place_kind, r.admin1, r.country) in areas]
    return sorted(
        found, key=lambda r: (SERVICES.index(r.service), r.date_start is None, str(r.date_start), r.state, r.claims)
    )


def totals_here(spot: Spot, material: Material) -> list[TotalRow]:
    """The running totals that speak of this very place."""
    names = {a.name for a in spot.areas} | {spot.name}
    found = [r for r in analyse("war-of-numbers", material).rows if isinstance(r, TotalRow) and r.place in names]
    return sorted(found, key=lambda r: (r.outcome, r.victims, r.of, r.group, str(r.day), r.said_by))


def attacks(rows: Iterable[Row]) -> Attacks:
    """Attacks by kind and week, as the analysis incident-rate counts them."""
    kinds = frozenset(codebook.load("rates")["incidents"])
    weeks: dict[dt.date, Counter[str]] = defaultdict(Counter)
    types: Counter[str] = Counter()
    loose = 0
    for row in rows:
        i = row.incident
        if i.kind != "event" or i.event_type not in kinds:
            continue
        types[i.event_type] += 1
        start, _ = period(i.time, "week")
        if start is None:
            loose += 1
        else:
            weeks[start][i.event_type] += 1
    return Attacks(_ranked(types), tuple(Week(w, _ranked(weeks[w])) for w in sorted(weeks)), loose)


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda x: (-x[1], x[0])))


def voices(rows: Iterable[Row], held: Holdings) -> list[Voice]:
    """Who speaks of the incidents, by side and kind of source; the most heard first."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for row in rows:
        for claim in held.claims(row.id):
            groups[claim.source.side, claim.source.type].append(claim)
    out = []
    for (side, kind), claims in groups.items():
        days = sorted(d for c in claims if c.time and (d := c.time.start) is not None)
        where = {c.incident for c in claims}
        first, last = (days[0], days[-1]) if days else (None, None)
        out.append(Voice(side, kind, len(claims), len(where), first, last, claims[-1].id))
    return sorted(out, key=lambda v: (-v.claims, v.side, v.type))


def voice(claim: Claim) -> str:
    """The side of a speaker, or where it has none its kind."""
    source = claim.source
    return source.side if source.side not in ("none", "other") else wording.plain(source.type)


def compared(rows: Sequence[Row], held: Holdings) -> tuple[list[Compared], int]:
    """The incidents of which two voices give a figure of killed or injured, the gravest first, and their number."""
    found = [c for row in rows if row.incident.kind == "event" for c in _compared(row, held)]
    found.sort(key=lambda c: (-_weight(c.row), c.row.id, c.outcome))
    return found[:_COMPARED], len(found)


def _compared(row: Row, held: Holdings) -> Iterator[Compared]:
    for outcome in ("killed", "injured"):
        said: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for claim in held.claims(row.id):
            for figure in claim.casualties:
                if (
                    figure.outcome == outcome
                    and figure.victims in ("people", "civilian")
                    and claim.modality == "actual"
                ):
                    said[voice(claim)].append((wording.figures(figure.low, figure.high), claim.id))
        if len(said) > 1:
            cells = (
                (who, " / ".join(dict.fromkeys(f for f, _ in own)), tuple(dict.fromkeys(c for _, c in own)))
                for who, own in sorted(said.items())
            )
            yield Compared(row, outcome, tuple(cells))


def _weight(row: Row) -> int:
    return sum((f.best or f.low or 0) for f in row.figures.values())


def sums(rows: Iterable[Row]) -> dict[str, tuple[Sum, int]]:
    """Outcome -> the sum of the figures that events give, and how many events there are."""
    events = [r.incident for r in rows if r.incident.kind == "event"]
    out = {}
    for outcome in ("killed", "injured"):
        tolls = [t for i in events if (t := i.toll(outcome)) is not None]
        out[outcome] = (total(tolls), len(events))
    return out


def strip(rows: Iterable[ServiceRow], spot: Spot) -> list[dict[str, Any]]:
    """The statements on services as marks of a chart; undated ones stay in the table alone."""
    return [
        {
            "service": r.service,
            "state": r.state,
            "partly": r.partly,
            "start": r.date_start,
            "end": r.date_end,
            "precision": r.date_precision,
            "dated": r.dated,
            "who": r.source or wording.plain(r.source_type),
            "type": r.source_type,
            "place": "" if r.place == spot.name else r.place,
            "against": bool(r.against),
            "claims": r.claims,
        }
        for r in rows
        if r.date_start is not None
    ]


def newest(rows: Iterable[Row]) -> list[Row]:
    """Newest first, the undated last."""
    return sorted(rows, key=lambda r: (-(s.toordinal() if (s := _start(r)) else 0), r.id))


def _start(row: Row) -> dt.date | None:
    return row.incident.time.start if row.incident.time else None
