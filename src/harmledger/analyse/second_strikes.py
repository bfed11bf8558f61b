"""Strikes on those who came to help, or to report, shortly after a first strike."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from harmledger import codebook
from harmledger.analyse.base import Analysis, Options, Row
from harmledger.analyse.material import Account, Material
from harmledger.analyse.phrases import pattern
from harmledger.analyse.sentences import sentences
from harmledger.analyse.towns import Area, Towns, distance_km
from harmledger.link.sources import independent
from harmledger.records import Claim, Incident, Place

LEVELS = ("stated", "at work", "inferred")
_SAME_SPOT_KM = 2.0  # in a city two strikes of one day are related only so near to each other


@dataclass(frozen=True, slots=True)
class SecondStrikeRow(Row):
    """One incident in which helpers were struck, with how it is known that a strike came before."""

    level: Annotated[str, "stated by a source; at work: helpers struck at their work; inferred from two incidents"]
    place: Annotated[str, "town or region of the strike on the helpers"]
    admin1: Annotated[str | None, "first-order division"]
    country: Annotated[str | None, "ISO 3166-1 alpha-2"]
    day: Annotated[dt.date | None, "day of the strike; empty where its period is longer"]
    date_start: Annotated[dt.date | None, "first day of its period"]
    date_end: Annotated[dt.date | None, "last day of its period"]
    words: Annotated[tuple[str, ...], "the words that say so, or that the helpers were struck"]
    killed: Annotated[str | None, "killed in the incident, range"]
    injured: Annotated[str | None, "injured in the incident, range"]
    sources: Annotated[int, "sources of the claims that say so that do not repeat each other"]
    incident: Annotated[str, "the incident"]
    first_incident: Annotated[str | None, "the strike before, where it is inferred from two incidents"]
    claims: Annotated[tuple[str, ...], "the claims that say so, and those of the strike before"]


@dataclass(frozen=True, slots=True)
class _Attack:
    """An incident with its claims, and what they say of helpers."""

    incident: Incident
    claims: tuple[Claim, ...]
    area: Area | None
    day: dt.date | None


def rows(material: Material, options: Options) -> Iterator[SecondStrikeRow]:
    """Stated ones first, then by day; each incident once, at its highest level."""
    accounts = [a for a in material.incidents() if a[0].kind == "event" and a[0].event_type in _book()["attacks"]]
    towns = Towns(a[0].place for a in accounts if a[0].place is not None)
    attacks = [_attack(a, towns) for a in accounts]
    by_day: dict[tuple[Area, dt.date], list[_Attack]] = defaultdict(list)
    for attack in attacks:
        if attack.area is not None and attack.day is not None:
            by_day[attack.area, attack.day].append(attack)
    made = [row for a in attacks if (row := _row(a, by_day, material)) is not None]
    yield from sorted(made, key=lambda r: (LEVELS.index(r.level), r.date_start is None, str(r.date_start), r.incident))


def _attack(account: Account, towns: Towns) -> _Attack:
    incident = account[0]
    claims = tuple(c for c in account[1] if c.modality == "actual" and c.kind == "event")
    time = incident.time
    day = time.start if time is not None and time.start == time.end else None
    return _Attack(incident, claims, towns.area(incident.place) if incident.place else None, day)


def _row(
    attack: _Attack, by_day: dict[tuple[Area, dt.date], list[_Attack]], material: Material
) -> SecondStrikeRow | None:
    for level in ("stated", "at work"):
        said = [(c, words) for c in attack.claims if (words := _says(level, c, material))]
        if said:
            return _made(level, attack, said, None, material)
    struck = [(c, words) for c in attack.claims if (words := _helpers_struck(c))]
    if struck and attack.area is not None and attack.day is not None:
        before = [b for b in by_day[attack.area, attack.day] if _before(b, attack)]
        if before:
            return _made("inferred", attack, struck, before[0], material)
    return None


def _says(level: str, claim: Claim, material: Material) -> str:
    """The words of a claim that say so; of one that has helpers among those struck, the words of its sentence too."""
    expression, beside = (_stated(), _listed("sequel")) if level == "stated" else (_at_work(), _listed("came_to_help"))
    matches = [m[0] for q in claim.quotes if (m := expression.search(q.text))]
    if not matches and _helpers_struck(claim):
        told = [s for s in sentences(claim, material) if not _listed("not_sequel").search(s)]
        matches = [m[0] for sentence in told if (m := beside.search(sentence))]
    return matches[0] if matches else ""


def _helpers_struck(claim: Claim) -> str:
    """The words for helpers among the victims or targets of a claim; empty where there are none."""
    for row in claim.casualties:
        if row.outcome in ("killed", "injured") and (
            row.victims in _book()["helper_victims"] or _listed("helpers").search(row.text)
        ):
            return row.text or row.victims
    for words in claim.evidence:
        if words.field.startswith("targets:") and _listed("helpers").search(words.text):
            return words.text
    return ""


def _before(first: _Attack, second: _Attack) -> bool:
    """Whether a strike may be the one that the helpers had come for: at the same spot, on the same day, not on helpers.

    In a village the village is the spot; in a city both have to be located closer than the city is.
    """
    if first.incident.id == second.incident.id or any(_helpers_struck(c) for c in first.claims):
        return False
    a, b = first.incident.place, second.incident.place
    if a is None or b is None or a.precision in ("region", "country"):
        return False
    if a.precision == "village" and b.precision == "village":
        return True
    return _located(a) and _located(b) and distance_km(a, b) <= _SAME_SPOT_KM


def _located(place: Place) -> bool:
    return place.precision == "site"


def _made(
    level: str, attack: _Attack, said: Sequence[tuple[Claim, str]], before: _Attack | None, material: Material
) -> SecondStrikeRow:
    incident, area = attack.incident, attack.area
    claims = list(dict.fromkeys(c.id for c, _ in said))
    time = incident.time
    return SecondStrikeRow(
        level=level,
        place=area.name if area else "",
        admin1=(area.admin1 or None) if area else None,
        country=(area.country or None) if area else None,
        day=attack.day,
        date_start=time.start if time else None,
        date_end=time.end if time else None,
        words=tuple(dict.fromkeys(" ".join(words.split()) for _, words in said)),
        killed=_toll(incident, "killed"),
        injured=_toll(incident, "injured"),
        sources=independent([c for c in attack.claims if c.id in claims], material.reports()),
        incident=incident.id,
        first_incident=before.incident.id if before else None,
        claims=(*claims, *(c.id for c in (before.claims if before else ()))),
    )


def _toll(incident: Incident, outcome: str) -> str | None:
    toll = incident.toll(outcome)
    if toll is None:
        return None
    if toll.high is None:
        return f"{toll.low or 0} or more"
    return str(toll.high) if toll.low == toll.high else f"{toll.low or 0} to {toll.high}"


@cache
def _book() -> dict[str, Any]:
    return codebook.load("repeated")


@cache
def _listed(name: str) -> re.Pattern[str]:
    return pattern(tuple(_book()[name]))


@cache
def _stated() -> Any:
    return pattern(tuple(_book()["stated"]), (("helpers", tuple(_book()["helpers"])),))


@cache
def _at_work() -> Any:
    return pattern(tuple(_book()["at_work"]), (("helpers", tuple(_book()["helpers"])),))


ANALYSIS = Analysis(
    name="second-strikes",
    about="strikes on rescuers, medics and journalists who had come after a first strike, and how that is known",
    row=SecondStrikeRow,
    rows=rows,
    shown=("level", "place", "date_start", "words", "killed", "injured", "sources", "incident"),
    note="“At work” does not say that a strike came before; “inferred” says only that two incidents lie so near.",
)
