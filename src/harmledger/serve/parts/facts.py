"""When, where, what, with what and by whom, each with how it is known and which claims say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harmledger import wording as words
from harmledger.publish.places import map_point, radius
from harmledger.records import Claim, Incident, Place, Report
from harmledger.serve.parts.claims import phrases


@dataclass(frozen=True, slots=True)
class Said:
    """One value with the claims that say it: their ids and numbers on the page."""

    value: str
    how: str
    claims: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of facts: the value as it stands, how exact and how known it is, and what the claims say one by one."""

    name: str
    value: str
    exact: str
    known: str
    said: tuple[Said, ...]


def when(
    incident: Incident, claims: Sequence[Claim], reports: Mapping[str, Report], numbers: Mapping[str, int]
) -> Fact:
    """The date: where several are told, all of them with their claims. Of a running total, when it was told."""
    time = incident.time
    if incident.kind == "toll":
        days = sorted(d for r in reports.values() for d in (r.published.start, r.published.end) if d)
        value = words.calendar(days[0], days[-1]) if days else "on days that are not known"
        return Fact("Told", value, "by the days of the reports", "a running total has no day of its own", ())
    if time is None or (time.start is None and time.end is None):
        return Fact("Date", "not given", "", "no report says when", ())
    value = words.calendar(time.start, time.end, time.precision)
    exact = phrases()["time_precisions"].get(time.precision, "")
    if time.precision == "day" and time.start != time.end:
        exact = "some time within these days"
    told = [(words.calendar(c.time.start, c.time.end, c.time.precision), c) for c in claims if c.time and c.time.start]
    said = tuple(_by_value(told, numbers))
    return Fact("Date", value, exact, _how_dated(incident, claims), said if len(said) > 1 else ())


def _how_dated(incident: Incident, claims: Iterable[Claim]) -> str:
    time = incident.time
    assert time is not None
    if time.of_publication:
        return "the day of the report: nothing in it says when"
    same = [
        c.time.text for c in claims if c.time and c.time.text and (c.time.start, c.time.end) == (time.start, time.end)
    ]
    said = [
        f"“{' '.join(text.split())}”" for text, _ in Counter([time.text, *same] if time.text else same).most_common(3)
    ]
    if said:
        return f"from {', '.join(said)}, counted from the day of the report"
    return words.dated(time.basis)


def where(incident: Incident, claims: Sequence[Claim], numbers: Mapping[str, int]) -> Fact:
    """The place: where several are told, all of them with their claims."""
    place = incident.place
    if place is None:
        return Fact("Place", "not given", "", "no report says where", ())
    exact = phrases()["place_precisions"].get(place.precision, "") if place.name else ""
    if (km := radius(place)) is not None:
        exact += f", within {km:g} km of its point"
    known = f"from “{' '.join(place.text.split())}”" + (
        f", found by {words.plain(place.basis)}" if place.basis and place.name else ""
    )
    said = tuple(_by_value([(words.where(c.place), c) for c in claims if c.place], numbers))
    return Fact("Place", words.where(place), exact, known, said if len(said) > 1 else ())


def coordinates(place: Place | None) -> str:
    """The point in words, with no more decimals than its precision supports; empty where there is none."""
    lon, lat = map_point(place)
    return "" if lon is None or lat is None else f"{lat:g}, {lon:g} (latitude, longitude)"


def targets(incident: Incident, claims: Sequence[Claim], numbers: Mapping[str, int]) -> tuple[Said, ...]:
    """What was hit, the most told first."""
    return _ranked(incident.targets, [(t, c) for c in claims for t in c.targets], numbers)


def weapons(incident: Incident, claims: Sequence[Claim], numbers: Mapping[str, int]) -> tuple[Said, ...]:
    """What it is said to have been done with, the most told first."""
    return _ranked(incident.weapons, [(w, c) for c in claims for w in c.weapons], numbers)


def actors(incident: Incident, claims: Sequence[Claim], numbers: Mapping[str, int]) -> tuple[Said, ...]:
    """Who is said to have done it: as reported, as inferred from the rest of a report, and as denied."""
    out: list[Said] = []
    telling = [c for c in claims if c.modality == "actual" and c.actor]
    for actor in incident.actors:
        stated = [c for c in telling if c.actor == actor and c.actor_basis() == "stated"]
        inferred = [c for c in telling if c.actor == actor and c.actor_basis() != "stated"]
        if stated:
            out.append(Said(actor, "as reported", _named(stated, numbers)))
        if inferred or not stated:
            out.append(Said(actor, "inferred from the rest of the report: its own words name nobody",
                            _named(inferred, numbers)))  # fmt: skip
    denials = [c for c in claims if c.modality == "denied"]
    for side in sorted({c.source.side for c in denials}):
        who = "a source of no side" if side == "none" else f"a source of {side}"
        out.append(Said("denied", f"by {who}", _named([c for c in denials if c.source.side == side], numbers)))
    return tuple(out)


def _ranked(values: Iterable[str], told: Sequence[tuple[str, Claim]], numbers: Mapping[str, int]) -> tuple[Said, ...]:
    by: dict[str, list[Claim]] = {}
    for value, claim in told:
        by.setdefault(value, []).append(claim)
    rows = [Said(words.plain(v), "", _named(by.get(v, ()), numbers)) for v in values]
    return tuple(sorted(rows, key=lambda s: -len(s.claims)))


def _by_value(told: Iterable[tuple[str, Claim]], numbers: Mapping[str, int]) -> Iterable[Said]:
    by: dict[str, list[Claim]] = {}
    for value, claim in told:
        by.setdefault(value, []).append(claim)
    rows = (Said(value, "", _named(found, numbers)) for value, found in by.items())
    return sorted(rows, key=lambda s: (-len(s.claims), s.value))


def _named(claims: Iterable[Claim], numbers: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    found = {c.id: numbers[c.id] for c in claims if c.id in numbers}
    return tuple(sorted(found.items(), key=lambda pair: pair[1]))
