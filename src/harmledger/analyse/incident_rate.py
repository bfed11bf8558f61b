"""How many attacks a day, week or month are reported of each place: incidents of the ledger, not what happened."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from harmledger import codebook
from harmledger.analyse.base import Analysis, Option, Options, Row
from harmledger.analyse.material import Account, Material
from harmledger.analyse.periods import BY, period
from harmledger.analyse.said import voices, where
from harmledger.link.accounts import place_key
from harmledger.records import Time

WEEKLY = Option(BY.name, BY.about, "week", BY.choices)


@dataclass(frozen=True, slots=True)
class IncidentRateRow(Row):
    """Reported incidents of one place in one period."""

    place: Annotated[str, "where; empty where no report places them. A region's own row holds what is placed no closer"]
    precision: Annotated[str | None, "of the place: a town's incidents are not among its region's"]
    period_start: Annotated[dt.date | None, "first day of the period; empty where no incident is dated so exactly"]
    period_end: Annotated[dt.date | None, "last day of the period"]
    incidents: Annotated[int, "reported incidents"]
    well_sourced: Annotated[int, "of these by two or more independent sources"]
    sources: Annotated[int, "independent sources over all of them"]
    contested: Annotated[int, "of these disputed by the parties"]
    before: Annotated[int | None, "reported incidents of the period before; empty where there is none of it"]
    incident_ids: Annotated[tuple[str, ...], "the incidents"]
    claims: Annotated[tuple[str, ...], "the claims behind them"]


_Key = tuple[str, str, str | None, dt.date | None, dt.date | None]


def rows(material: Material, options: Options) -> Iterator[IncidentRateRow]:
    """One row a place and period, in order of place and day; periods without an incident have no row."""
    types = codebook.load("rates")["incidents"]
    groups: dict[_Key, list[Account]] = defaultdict(list)
    for incident, claims in material.incidents():
        if incident.kind == "event" and incident.event_type in types:
            place = incident.place
            known = (where(place), place_key(place) or "", place.precision if place else None)
            groups[*known, *period(incident.time, str(options["by"]))].append((incident, claims))
    ends = {key[:4]: key for key in groups}
    for key in sorted(groups, key=lambda k: tuple(map(str, k))):
        start = key[3]
        earlier = None if start is None else ends.get((*key[:3], _before(start, str(options["by"]))))
        yield _row(key, groups[key], None if earlier is None else len(groups[earlier]), material)


def _before(start: dt.date, by: str) -> dt.date | None:
    """First day of the period before."""
    last = start - dt.timedelta(1)
    return period(Time("", last, last, "day"), by)[0]


def _row(key: _Key, accounts: Sequence[Account], before: int | None, material: Material) -> IncidentRateRow:
    claims = {c.id: c for _, own in accounts for c in own}
    return IncidentRateRow(
        place=key[0],
        precision=key[2],
        period_start=key[3],
        period_end=key[4],
        incidents=len(accounts),
        well_sourced=sum(i.independent_sources > 1 for i, _ in accounts),
        sources=voices(claims.values(), material.reports()),
        contested=sum(i.contested for i, _ in accounts),
        before=before,
        incident_ids=tuple(sorted(i.id for i, _ in accounts)),
        claims=tuple(sorted(claims)),
    )


def _rows(material: Material, options: Options) -> Iterable[Row]:
    return rows(material, options)


ANALYSIS = Analysis(
    name="incident-rate",
    about="reported attacks by place and day, week or month, with the sources behind them",
    row=IncidentRateRow,
    rows=_rows,
    options=(WEEKLY,),
    shown=("place", "precision", "period_start", "incidents", "before", "well_sourced", "sources", "contested"),
    note="These are reported incidents only, never the real number of attacks: a rise may be a rise in reporting, a "
    "fall a broken line or an outlet that looks elsewhere. Attacks that sources count themselves are in attack-rate.",
)
