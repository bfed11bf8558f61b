"""Our values as UCDP, ACLED, Airwars and the WHO would write them, from `codebook/data/crosswalks.yaml`.

Each gives None where our record does not decide: an empty cell, never a guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.records import Claim, Incident, Place, Time, Toll

Group = Literal["all", "civilian", "child", "combatant"]


@dataclass(frozen=True, slots=True)
class Range:
    """Three figures as UCDP has them; `high` is None where it is open."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    best_open: bool = False  # the best figure is "so many or more"


@cache
def _table(name: str) -> dict[str, Any]:
    return dict(codebook.load("crosswalks")[name])


def acled(event_type: str, weapons: Sequence[str] = ()) -> tuple[str | None, str | None]:
    """ACLED's event and sub-event type; a named weapon tells the sub-event of an attack with unstated means."""
    row = _table("acled")["event_types"].get(event_type)
    if row is None:
        return None, None
    if "sub_event" in row:
        return row["event"], row["sub_event"]
    means = {_table("acled")["explosive_weapons"].get(w) for w in weapons} - {None}
    return row["event"], means.pop() if len(means) == 1 else None


def where_prec(place: Place | None) -> int | None:
    """UCDP's precision of place, 1 (exact) to 7; None where the place is unknown or not on the map."""
    if place is None or place.lat is None or place.precision is None:
        return None
    if place.precision == "region" and place.admin1 is None:
        return int(_table("ucdp")["area_where_prec"])
    return int(_table("ucdp")["where_prec"][place.precision])


def date_prec(time: Time | None) -> int | None:
    """UCDP's precision of date, 1 (day) to 5 (within a year); None where unknown or longer than a year."""
    if time is None or time.start is None or time.end is None:
        return None
    days = (time.end - time.start + dt.timedelta(days=1)).days
    return next((int(row["class"]) for row in _table("ucdp")["date_prec"] if days <= row["days"]), None)


def event_clarity(incident: Incident) -> int:
    """UCDP's clarity: 1 where an event has a near enough place and day, 2 where figures are lumped together."""
    clear = _table("ucdp")["clear"]
    near = where_prec(incident.place) in clear["where_prec"] and date_prec(incident.time) in clear["date_prec"]
    return 1 if near and incident.kind == "event" else 2


def type_of_violence(event_type: str) -> int | None:
    """UCDP's type of violence, where our event type alone decides it."""
    found = _table("ucdp")["type_of_violence"].get(event_type)
    return None if found is None else int(found)


def total(tolls: Iterable[Toll], outcome: str, group: Group = "all") -> Range:
    """An incident's range for an outcome: of one group of victims, all sides together, or of all victims.

    Of all: the larger of the figure for all ("people") and the sum of civilians and combatants, as UCDP adds deaths up.
    Children, medical and aid workers and journalists are among the civilians: they count where nothing else is given.
    """
    rows = [t for t in tolls if t.outcome == outcome]
    if group != "all":
        return _sum([t for t in rows if t.victims == group])
    names = _table("ucdp")["deaths"]
    whole = [t for t in rows if t.victims in names["total"]]
    parts = [t for t in rows if t.victims in names["parts"]]
    if whole or parts:
        return _larger(_sum(whole), _sum(parts))
    found = Range()
    for victims in names["last"]:
        found = _larger(found, _sum([t for t in rows if t.victims == victims]))
    return found


def airwars(incident: Incident, claims: Iterable[Claim]) -> str | None:
    """Airwars' name of the incident's grade where it tells of harm to civilians; None elsewhere."""
    if incident.kind != "event" or not any(_harms_civilians(c) for c in claims if c.modality == "actual"):
        return None
    found = _table("airwars")["grades"].get(incident.grade)
    return None if found is None else str(found)


def who(event_type: str, targets: Sequence[str], victims: Iterable[str]) -> str | None:
    """The WHO's type of an attack on health care, None where health care was not hit."""
    table = _table("who")
    if not set(table["targets"]) & set(targets) and not set(table["victims"]) & set(victims):
        return None
    found = table["event_types"].get(event_type)
    return None if found is None else str(found)


def _harms_civilians(claim: Claim) -> bool:
    return any(
        c.outcome in {"killed", "injured"} and c.victims not in {"combatant", "objects"} for c in claim.casualties
    )


def _sum(tolls: Sequence[Toll]) -> Range:
    if not tolls:
        return Range()
    low, best, high = (_added([getattr(t, name) for t in tolls]) for name in ("low", "best", "high"))
    return Range(low, best, high, any(t.best_open for t in tolls))


def _added(values: Sequence[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if len(known) == len(values) else None


def _larger(a: Range, b: Range) -> Range:
    if a == Range() or b == Range():
        return a if b == Range() else b
    low = max((v for v in (a.low, b.low) if v is not None), default=None)
    best = max((v for v in (a.best, b.best) if v is not None), default=None)
    high = None if a.high is None or b.high is None else max(a.high, b.high)
    return Range(low, best, high, any(r.best_open for r in (a, b) if r.best == best))
