"""One place: its services over time, how it was attacked, who says what, what is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger.analyse import Row as Found
from harmledger.analyse import analyse
from harmledger.analyse.services import ServiceRow
from harmledger.analyse.tolls import Sum
from harmledger.analyse.war_of_numbers import TotalRow
from harmledger.errors import NotFound
from harmledger.records import Claim
from harmledger.serve import place_parts as parts
from harmledger.serve.atlas import Spot, asked_for, atlas
from harmledger.serve.desk import Desk
from harmledger.serve.holdings import holdings
from harmledger.serve.pages import Page
from harmledger.serve.quotes import Quotes
from harmledger.serve.shelf import Row

LISTED = 60  # incidents in the page; all are on the overview


@dataclass(frozen=True)
class PlaceView:
    """Everything that the page of a place shows."""

    spot: Spot
    label: str  # what the overview's filter calls it
    path: tuple[Spot, ...]  # what holds it, the country first
    events: tuple[Row, ...]  # newest first
    conditions: tuple[Claim, ...]  # newest first
    near: tuple[Row, ...]
    vague: tuple[tuple[Spot, int], ...]  # the region and country, with incidents that are placed no closer
    first: dt.date | None
    last: dt.date | None
    sums: Mapping[str, tuple[Sum, int]]
    contested: int
    attacks: parts.Attacks
    services: Sequence[ServiceRow]
    repeated: Sequence[Found]
    second: Sequence[Found]
    protected: Sequence[Found]
    voices: Sequence[parts.Voice]
    compared: Sequence[parts.Compared]
    compared_total: int
    totals: Sequence[TotalRow]
    quotes: Quotes
    charts: Mapping[str, Any]
    quoted: Mapping[str, Any]


def place(desk: Desk, key: str) -> PlaceView:
    """The model of a place's page; NotFound where no place has this key."""
    spot = atlas(desk).spots.get(key)
    if spot is None:
        raise NotFound("no place of this ledger has this key", subject=key, remedy="See the list of places.")
    held = holdings(desk)
    rows, scope = spot.incidents(), spot.scope()
    apart = spot.apart() if spot.level != "country" else spot.loose
    material = held.material(desk.ledger, scope, apart)
    here = held.material(desk.ledger, rows)
    events = [r for r in rows if r.incident.kind == "event"]
    days = sorted(d for r in events if r.incident.time and (d := r.incident.time.start))
    by_week, said, totals = parts.attacks(rows), parts.services(spot, material), parts.totals_here(spot, material)
    compared, compared_total = parts.compared(events, held)
    quotes = Quotes(desk)
    quotes.know([*(c for r in scope for c in held.claims(r.id)), *apart])
    pointed = [c for r in (*said, *totals) for c in r.claims] + [
        c for x in compared for _, _, own in x.cells for c in own
    ]
    pointed += [c.id for c in apart]
    return PlaceView(
        spot=spot,
        label=named.label if (named := asked_for(desk, spot)) else spot.name,
        path=_path(spot),
        events=tuple(parts.newest(events)),
        conditions=tuple(sorted((c for c in apart if c.kind == "condition"), key=_newest)),
        near=tuple(parts.newest(spot.nearby())),
        vague=tuple((s, len(s.rows)) for s in reversed(_path(spot)) if s.rows),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        sums=parts.sums(rows),
        contested=sum(r.incident.contested for r in events),
        attacks=by_week,
        services=said,
        repeated=analyse("repeated-strikes", here).rows,
        second=analyse("second-strikes", here).rows,
        protected=analyse("protected", here, by="all").rows,
        voices=parts.voices(rows, held),
        compared=compared,
        compared_total=compared_total,
        totals=totals,
        quotes=quotes,
        charts={
            "services": parts.strip(said, spot),
            "weeks": _weeks(by_week),
            "place": named.label if named else spot.name,
        },
        quoted=quotes.data(pointed),
    )


def _path(spot: Spot) -> tuple[Spot, ...]:
    out: list[Spot] = []
    above = spot.above
    while above is not None:
        out.insert(0, above)
        above = above.above
    return tuple(out)


def _newest(claim: Claim) -> tuple[int, str]:
    start = claim.time.start if claim.time else None
    return -start.toordinal() if start else 0, claim.id


def _weeks(found: parts.Attacks) -> list[dict[str, Any]]:
    return [{"week": w.start, "kind": kind, "n": n} for w in found.weeks for kind, n in w.types]


def keys(desk: Desk) -> Iterable[str]:
    """The keys of all places."""
    return atlas(desk).spots


PAGE = Page("place", "place/{key}.html", "place.html", place, keys, whole=True)
