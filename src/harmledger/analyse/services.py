"""A place's services over time: water, power, heat, health, food, communications, ways out, and who says so."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Annotated, Any

from harmledger import codebook
from harmledger.analyse.base import Analysis, Option, Options, Row
from harmledger.analyse.material import Material
from harmledger.analyse.phrases import pattern
from harmledger.analyse.service_words import Said, read, struck
from harmledger.analyse.struck import is_struck
from harmledger.analyse.towns import Area, Towns
from harmledger.records import Claim, Place

SERVICES = ("water", "power", "heat", "health", "food", "communications", "ways_out")
_EXACT_DAYS = 3  # statements about so many days at most can contradict each other, and running totals say when
_CARRIED = "carried over"
_OPEN = frozenset({"out"})
_CLOSED = frozenset({"working"})


@dataclass(frozen=True, slots=True)
class ServiceRow(Row):
    """One service of one place in one state, by one source, for one stretch of days."""

    place: Annotated[str, "town, with the sites and quarters in it; or the region, country or place as written"]
    place_kind: Annotated[str, "town, near, site, region, country, or unlocated"]
    admin1: Annotated[str | None, "first-order division"]
    country: Annotated[str | None, "ISO 3166-1 alpha-2"]
    service: Annotated[str, "water, power, heat, health, food, communications or ways_out"]
    state: Annotated[str, "hit, out, short (too little), repair (under way), restored, or working"]
    partly: Annotated[bool, "whether the words say so of a part only"]
    date_start: Annotated[dt.date | None, "first day that the claims speak of"]
    date_end: Annotated[dt.date | None, "last day"]
    date_precision: Annotated[str | None, "day, week, month, year"]
    dated: Annotated[
        str, "stated by its words, carried over from words before, as said (on the report's day), or unknown"
    ]
    source: Annotated[str | None, "who says so; the outlet where the report says it itself"]
    source_type: Annotated[str, "kind of source"]
    source_side: Annotated[str, "side of the source"]
    words: Annotated[tuple[str, ...], "the words for it"]
    against: Annotated[tuple[str, ...], "claims that say the opposite of the same place, service and days"]
    claims: Annotated[tuple[str, ...], "the claims that say so"]


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one claim says of one service."""

    said: Said
    claim: Claim
    place: Place


def rows(material: Material, options: Options) -> Iterator[ServiceRow]:
    """By place, service and first day; what sources say differently stays side by side."""
    wanted = options["service"]
    found: list[_Statement] = []
    places: dict[tuple[object, ...], Place] = {}
    for claim in material.claims():
        place = claim.place
        if place is None:
            continue
        places.setdefault((place.name, place.lat, place.lon, place.precision), place)
        found += (_Statement(s, claim, place) for s in statements(claim) if not wanted or s.service == wanted)
    towns = Towns(places.values())
    groups: dict[tuple[Any, ...], list[_Statement]] = defaultdict(list)
    for statement in found:
        groups[_key(statement, towns, material)].append(statement)
    made = [_row(key, group) for key, group in groups.items()]
    made.sort(key=_order)
    for _, of_service in groupby(made, key=_subject):
        yield from _opposed(list(of_service))


def statements(claim: Claim) -> tuple[Said, ...]:
    """What a claim says of services: in its words, and by what it says was struck."""
    if claim.modality != "actual" or (claim.kind == "toll" and not _exact(claim)):
        return ()
    attack = claim.kind == "event" and claim.event_type in _book()["attacks"]
    found: dict[tuple[str, str], Said] = {}
    for quote in claim.quotes:
        for said in read(quote.text):
            if said.state != "hit" or attack:
                found.setdefault((said.service, said.state), said)
    for said in _struck(claim) if attack else ():
        found.setdefault((said.service, said.state), said)
    return tuple(found.values())


def _struck(claim: Claim) -> Iterator[Said]:
    for evidence in claim.evidence:
        field, _, target = evidence.field.partition(":")
        if field != "targets":
            continue
        for service in _book()["targets"].get(target, ()):
            if struck(service, evidence.text) and is_struck(claim, evidence):
                yield Said(service, "hit", evidence.text)


def _exact(claim: Claim) -> bool:
    time = claim.time
    return time is not None and _days(time.start, time.end) <= _EXACT_DAYS


def _days(start: dt.date | None, end: dt.date | None) -> float:
    return (end - start).days + 1 if start and end else float("inf")


def _key(statement: _Statement, towns: Towns, material: Material) -> tuple[Any, ...]:
    claim, said = statement.claim, statement.said
    source = claim.source
    name = source.name
    if name is None and source.type == "media":
        report = material.reports().get(claim.report)
        name = (report.outlet or report.document) if report else claim.document
    return (
        towns.area(statement.place),
        said.service,
        said.state,
        said.partly,
        *dated(claim, material),
        name,
        source.type,
        source.side,
    )


def dated(claim: Claim, material: Material) -> tuple[dt.date | None, dt.date | None, str | None, str]:
    """The days that a statement speaks of, their precision, and how they are known.

    What holds as it is told, and what no words date, stands on the report's day; no service is dated by a war's start.
    """
    time = claim.time
    if time is not None and time.start is not None and time.text and not time.basis.startswith(_CARRIED):
        return time.start, time.end, time.precision, "stated"
    told = " ".join(q.text for q in claim.quotes)
    holds = pattern(tuple(_book()["holds"])).search(told) and not pattern(tuple(_book()["held"])).search(told)
    if time is not None and time.start is not None and time.text and not holds:
        return time.start, time.end, time.precision, "carried over"
    report = material.reports().get(claim.report)
    published = report.published if report is not None else None
    if published is None or not published.known or not (holds or claim.kind == "condition" or _exact(claim)):
        return None, None, None, "unknown"
    return published.start, published.end, "day" if published.start == published.end else None, "as said"


def _row(key: tuple[Any, ...], group: Sequence[_Statement]) -> ServiceRow:
    area: Area = key[0]
    words = tuple(dict.fromkeys(s.said.words for s in group))
    claims = tuple(s.claim.id for s in group)
    _, service, state, partly, start, end, precision, dated, name, kind, side = key
    return ServiceRow(
        place=area.name,
        place_kind=area.kind,
        admin1=area.admin1 or None,
        country=area.country or None,
        service=service,
        state=state,
        partly=partly,
        date_start=start,
        date_end=end,
        date_precision=precision,
        dated=dated,
        source=name,
        source_type=kind,
        source_side=side,
        words=words,
        against=(),
        claims=claims,
    )


def _opposed(group: list[ServiceRow]) -> Iterator[ServiceRow]:
    """The rows of one place and service, each with the claims that say the opposite of the same few days."""
    narrow = [r for r in group if _days(r.date_start, r.date_end) <= _EXACT_DAYS and not r.partly]
    for row in group:
        other = _CLOSED if row.state in _OPEN else _OPEN if row.state in _CLOSED else frozenset()
        against = [r for r in narrow if row in narrow and r.state in other and _overlap(row, r)]
        yield replace(row, against=tuple(c for r in against for c in r.claims)) if against else row


def _overlap(a: ServiceRow, b: ServiceRow) -> bool:
    if not (a.date_start and a.date_end and b.date_start and b.date_end):
        return False
    return a.date_start <= b.date_end and b.date_start <= a.date_end


def _subject(row: ServiceRow) -> tuple[str, ...]:
    return row.country or "", row.admin1 or "", row.place, row.place_kind, row.service


def _order(row: ServiceRow) -> tuple[Any, ...]:
    service = SERVICES.index(row.service)
    days = (row.date_start is None, str(row.date_start), str(row.date_end))
    return (*_subject(row)[:4], service, *days, row.state, row.partly, row.source or "", row.source_type, row.claims)


def summary(found: Sequence[ServiceRow]) -> Iterator[str]:
    """A line for each place and service: its states in the order of days, with how many sources say each."""
    for place, of_place in groupby(found, key=lambda r: _subject(r)[:4]):
        name = place[2] + (f" ({place[3]})" if place[3] != "town" else "")
        yield f"{name}, {place[1]}" if place[1] and place[1] not in name else name
        for service, of_service in groupby(of_place, key=lambda r: r.service):
            yield f"  {service.replace('_', ' '):<15}" + "  ·  ".join(_timeline(list(of_service)))


def _timeline(found: Sequence[ServiceRow]) -> Iterator[str]:
    for (days, state), same in groupby(found, key=lambda r: (_when(r), r.state + " in part" * r.partly)):
        group = list(same)
        sources = len({(r.source, r.source_type, r.source_side) for r in group})
        many = f" ({sources} sources)" if sources > 1 else ""
        yield f"{days} {state}{many}" + " [contradicted]" * any(r.against for r in group)


def _when(row: ServiceRow) -> str:
    if row.date_start is None or row.date_end is None:
        return "undated"
    return str(row.date_start) if row.date_start == row.date_end else f"{row.date_start} to {row.date_end}"


@cache
def _book() -> dict[str, Any]:
    return codebook.load("services")


ANALYSIS = Analysis(
    name="services",
    about="a place's water, power, heat, health care, food, communications and ways out over time: hit, out, restored",
    row=ServiceRow,
    rows=rows,
    options=(Option("service", "only this one", "", ("", *SERVICES)),),
    shown=(
        "place",
        "service",
        "state",
        "partly",
        "date_start",
        "date_end",
        "dated",
        "source",
        "source_type",
        "words",
    ),
    summary=summary,
    note="A day without a row is a day of which no report speaks, not a day on which a service worked.",
)
