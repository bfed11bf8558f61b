"""Contradictions by field: who did it, where, when, with what, on what, and whether it happened as told.

No contradiction: one weapon's other name, a site in its town, a village in reach of a city, one day earlier or later
(a night has two dates), a day taken from publication, an actor that was inferred, one thing hit beside another.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from harmledger.link.compare import distance_km
from harmledger.link.counted import rules
from harmledger.link.disputes import rival_actors, said_disputed
from harmledger.link.figures import when_said
from harmledger.link.settings import settings
from harmledger.link.sources import label
from harmledger.records import Claim, Difference, Place, Report

Reports = Mapping[str, Report]
Group = tuple[str, Claim]  # a value in words, and the first claim that gives it
T = TypeVar("T")


def actors(claims: Sequence[Claim], reports: Reports) -> Iterable[Difference]:
    """Parties that are each blamed and cannot both be meant."""
    told = [(actor, own[0]) for actor, own in rival_actors(claims)]
    if told:
        yield _contradiction("actor", told, reports, "blames", "the claims blame different sides")


def accounts(claims: Sequence[Claim], reports: Reports) -> Iterable[Difference]:
    """What reports say of a dispute between the parties."""
    said = said_disputed(claims, reports)
    if said:
        values = tuple(f"“{words}” ({_outlet(c, reports)})" for c, words in said)
        first, words = said[0]
        where = f"{_outlet(first, reports)} ({when_said(first, reports)})"
        note = f"{where} says that the parties dispute it: “{words}”"
        yield Difference("contradiction", "account", values, tuple(c.id for c, _ in said), note)


def places(claims: Sequence[Claim], reports: Reports) -> Iterable[Difference]:
    """Towns and villages out of reach of each other."""
    named: list[tuple[Place, Claim]] = [
        (c.place, c) for c in claims if c.place is not None and c.place.precision in ("city", "village")
    ]  # a site or a district lies in its town
    groups = _apart(named, _near)
    if len(groups) > 1:
        told = [(place.name or place.text, claim) for place, claim in groups]
        yield _contradiction("place", told, reports, "says", "too far apart to be one place")


def weapons(claims: Sequence[Claim], reports: Reports) -> Iterable[Difference]:
    """Weapons that are not named for one another."""
    named = [(frozenset(c.weapons), c) for c in claims if c.weapons]
    groups = _apart(named, lambda a, b: bool(a & b) or settings().kin(a, b))
    if len(groups) > 1:
        told = [(", ".join(_plain(w) for w in sorted(weapon)), claim) for weapon, claim in groups]
        yield _contradiction("weapon", told, reports, "says", "weapons that are not taken for one another")


def dates(claims: Sequence[Claim], reports: Reports) -> Iterable[Difference]:
    """Single days that claims state, more than a day apart."""
    named = [
        (c.time.start, c)
        for c in claims
        if c.time is not None
        and c.time.text
        and c.time.start is not None
        and c.time.start == c.time.end
        and not _restores(c)
    ]
    if len({day for day, _ in named}) > 1:
        groups = _apart(named, lambda a, b: abs(a - b) <= dt.timedelta(days=rules()["days_apart"]))
        if len(groups) > 1:
            told = [(day.isoformat(), claim) for day, claim in groups]
            yield _contradiction("date", told, reports, "says", "stated days more than a day apart")


def _restores(claim: Claim) -> bool:
    """Whether a claim tells how something that was cut came back: a later day in a course of events, no other date."""
    return claim.event_type in ("siege", "other") and any(_restored_pattern().search(q.text) for q in claim.quotes)


@cache
def _restored_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, rules()['restored']))})\b", re.IGNORECASE)


def targets(claims: Sequence[Claim], reports: Reports) -> Iterable[Difference]:
    """A military object by one account, a civil one by another: all else that was hit may stand side by side."""
    civil = frozenset(rules()["civil_targets"])
    military = [c for c in claims if "military" in c.targets and not civil & set(c.targets)]
    others = [c for c in claims if "military" not in c.targets and civil & set(c.targets)]
    told = {c.report for c in claims if "military" in c.targets and civil & set(c.targets)}
    pairs = [
        (a, b)
        for a in military
        for b in others
        if a.event_type == b.event_type and a.report != b.report and not {a.report, b.report} & told
    ]
    if pairs:
        a, b = pairs[0]
        hit = ", ".join(_plain(t) for t in sorted(civil & set(b.targets)))
        yield _contradiction("target", [("military", a), (hit, b)], reports, "says", "a military or a civil object")


def denials(claims: Sequence[Claim], denied: Sequence[Claim], reports: Reports) -> Iterable[Difference]:
    """Whether it happened: who denies it, against who first asserts it."""
    if not denied:
        return
    said = [*claims[:1], *denied]
    values = tuple(f"{label(c, reports)}: {'denies' if c.modality == 'denied' else 'asserts'}" for c in said)
    deniers = ", ".join(dict.fromkeys(_who(c, reports) for c in denied))
    against = f" what {_who(claims[0], reports)} asserts" if claims else " it"
    note = f"{deniers} {'denies' if len(denied) == 1 else 'deny'}{against}"
    yield Difference("contradiction", "happened", values, tuple(c.id for c in said), note)


def _contradiction(field: str, told: Sequence[Group], reports: Reports, verb: str, why: str) -> Difference:
    values = tuple(f"{value} ({label(c, reports)})" for value, c in told)
    note = " against ".join(f"{_who(c, reports)} {verb} {value}" for value, c in told)
    return Difference("contradiction", field, values, tuple(c.id for _, c in told), f"{note}: {why}")


def _who(claim: Claim, reports: Reports) -> str:
    """Who says it, and since when."""
    said = when_said(claim, reports)
    return f"{label(claim, reports)} ({said})" if said else label(claim, reports)


def _outlet(claim: Claim, reports: Reports) -> str:
    return reports[claim.report].outlet or reports[claim.report].document


def _apart(named: Sequence[tuple[T, Claim]], alike: Callable[[T, T], bool]) -> list[tuple[T, Claim]]:
    """The first claim of each group of values that have nothing to do with each other, directly or through others."""
    groups: list[list[tuple[T, Claim]]] = []
    for value, claim in named:
        near = [g for g in groups if any(alike(value, other) for other, _ in g)]
        joined = [row for g in near for row in g]
        groups = [g for g in groups if g not in near]
        groups.append([*joined, (value, claim)])
    order = {claim.id: n for n, (_, claim) in enumerate(named)}
    firsts = [min(g, key=lambda row: order[row[1].id]) for g in groups]
    return sorted(firsts, key=lambda row: order[row[1].id])


def _near(a: Place, b: Place) -> bool:
    """Whether reports may name one of the two for the other."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True  # nobody knows how far apart they are
    reach: dict[str, float] = settings().data["place"]["radius_km"]
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= sum(reach[str(p.precision)] for p in (a, b))


def _plain(value: str) -> str:
    return value.replace("_", " ")
