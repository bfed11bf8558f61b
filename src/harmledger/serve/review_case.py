"""What a reviewer is shown at once: an incident with the claims that wait, or two accounts that may be of one event."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harmledger import wording
from harmledger.engine.explaining import explained
from harmledger.errors import NotFound
from harmledger.publish.sentence import sentence
from harmledger.records import Claim, Incident, Place
from harmledger.review.queue import Waiting
from harmledger.serve.review_item import Item, Told, differing, item, told
from harmledger.serve.review_queue import key
from harmledger.serve.shelf import Row
from harmledger.store import STATUSES, Filter, Ledger

_WHOLE = 3  # claims that come whole; others are asked for when they are looked at
_NEAR_KM, _NEAR_DAYS, _NEAR = 60.0, 10, 6  # where and when an incident may lie that another could be one with


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for (above 0) or against two accounts being of one event."""

    name: str
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims side by side: `splits` go with the second claim where they are two events, `stays` with the first."""

    a: Item
    b: Item
    differing: tuple[str, ...]
    verdict: str
    why: str
    probability: float
    reasons: tuple[Reason, ...]
    splits: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the queue with all that is needed to decide on it. `version` is another once any of it changes."""

    key: str
    version: str
    kind: str  # claims, or same?
    incident: str | None
    headline: str
    grade: str
    contested: tuple[str, ...]  # what its claims say differently
    need: float
    reasons: tuple[str, ...]
    waits: tuple[str, ...]  # claims to decide on, the neediest first
    whole: tuple[Item, ...]
    told: tuple[Told, ...]  # every claim of the incident
    seen: dict[str, str]  # states to send back with a decision on the incident
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """An incident that another could be one with."""

    id: str
    headline: str
    claim: str  # to compare with
    km: float | None
    days: int | None


def version(row: Waiting, ledger: Ledger) -> str:
    """Another text once the row, its incident or a claim in it is another."""
    states = [ledger.state(name) for name in (row.incident, *row.claims) if name]
    return hashlib.sha256(repr((row, states)).encode()).hexdigest()[:12]


def case(ledger: Ledger, row: Waiting) -> Case:
    """The row with its claims."""
    incident = ledger.incident(row.incident) if row.incident else None
    claims = _claims(ledger, row, incident)
    waits = set(row.claims)
    whole = tuple(item(ledger, claims[name]) for name in row.claims[:_WHOLE])
    reports = {c.report: ledger.report(c.report) for c in claims.values()}
    comparison = compare(ledger, *row.claims, incident=incident) if row.kind == "same?" else None
    seen = {name: ledger.state(name) for name in claims} if len(claims) <= len(whole) else {}
    return Case(
        key(row), version(row, ledger), row.kind, row.incident, _headline(incident, claims[row.claim]),
        (incident.grade or "") if incident else "", _contested(incident), row.need, row.reasons, row.claims, whole,
        tuple(told(c, reports[c.report], waits=c.id in waits) for c in claims.values()),
        seen | ({incident.id: ledger.state(incident.id)} if incident else {}), comparison,
    )  # fmt: skip


def alone(ledger: Ledger, name: str) -> Case:
    """A claim or incident by its id, whether it waits or not: for links to it."""
    if name.startswith("c-"):
        claim = ledger.claim(name)
        return case(ledger, Waiting(claim.id, claim.incident, 0.0, (), claims=(claim.id,)))
    incident = ledger.incident(name)
    held = [c for c in ledger.claims(Filter(incident=incident.id)) if c.id in incident.claims]
    held.sort(key=lambda c: (c.status != "machine", c.confidence))
    if not held:
        raise NotFound("holds no claims", subject=name)
    return case(ledger, Waiting(held[0].id, incident.id, 0.0, (), claims=tuple(c.id for c in held)))


def compare(ledger: Ledger, a: str, b: str, *, incident: Incident | None = None) -> Comparison:
    """Two claims side by side, with what speaks for one event and against it; of one incident, what a split parts."""
    found = explained(ledger, a, b)
    one, other = item(ledger, ledger.claim(a)), item(ledger, ledger.claim(b))
    if incident is None and found.incident_a and found.incident_a == found.incident_b:
        incident = ledger.incident(found.incident_a)
    splits = _side(ledger, incident, a, b) if incident else ()
    stays = tuple(c for c in incident.claims if c not in splits) if incident else ()
    return Comparison(
        one, other, differing(one.values, other.values), found.verdict, found.why, round(found.probability, 3),
        tuple(Reason(r.name, round(r.weight, 2), r.detail) for r in found.reasons), splits, stays,
    )  # fmt: skip


def near(ledger: Ledger, incident: Incident, rows: Iterable[Row]) -> tuple[Near, ...]:
    """Incidents of about the same time and place, the nearest first."""
    found = []
    for row in rows:
        other = row.incident
        if other.id == incident.id or other.kind != "event":
            continue
        km, days = _km(incident.place, other.place), _days(incident, other)
        if (km is None and days is None) or (km or 0.0) > _NEAR_KM or (days or 0) > _NEAR_DAYS:
            continue
        unknown = (km is None) + (days is None)
        found.append((unknown, (km or 0) / 10 + (days or 0) * 2 + (other.event_type != incident.event_type), other, km))
    found.sort(key=lambda f: (f[0], f[1], f[2].id))
    return tuple(
        Near(o.id, sentence(o), o.claims[0], None if km is None else round(km, 1), _days(incident, o))
        for _, _, o, km in found[:_NEAR]
    )


def _claims(ledger: Ledger, row: Waiting, incident: Incident | None) -> dict[str, Claim]:
    """The claims of the incident, those that wait first."""
    found: dict[str, Claim] = {}
    if incident is not None:
        found = {c.id: c for c in ledger.claims(Filter(incident=incident.id, statuses=STATUSES))}
    order = [*row.claims, *(name for name in found if name not in row.claims)]
    return {name: found.get(name) or ledger.claim(name) for name in order}


def _headline(incident: Incident | None, claim: Claim) -> str:
    if incident is not None:
        return sentence(incident)
    where, when = wording.where(claim.place), wording.when(claim.time)
    return f"{wording.what(claim).capitalize()}, {where}, {when}: in no incident"


def _contested(incident: Incident | None) -> tuple[str, ...]:
    if incident is None:
        return ()
    found = [d for d in incident.differences if d.kind == "contradiction"]
    return tuple(wording.dated(f"{wording.plain(d.field)}: {' / '.join(d.values)}") for d in found)


def _side(ledger: Ledger, incident: Incident, a: str, b: str) -> tuple[str, ...]:
    """The claims that hang on `b` once the join of the two is cut; only its own report's where all hang together."""
    reports = {c.id: c.report for c in ledger.claims(Filter(incident=incident.id, statuses=STATUSES))}
    beside: dict[str, set[str]] = {c: set() for c in incident.claims}
    for name in incident.claims:
        beside[name] |= {o for o in incident.claims if reports.get(o) == reports.get(name)}
    for join in incident.joins:
        if {reports.get(join.a), reports.get(join.b)} != {reports.get(a), reports.get(b)}:
            beside.setdefault(join.a, set()).add(join.b)
            beside.setdefault(join.b, set()).add(join.a)
    side, todo = {b}, [b]
    while todo:
        todo += (more := beside.get(todo.pop(), set()) - side)
        side |= more
    if a in side:
        side = {c for c in incident.claims if reports.get(c) == reports.get(b)} - {a}
    return tuple(c for c in incident.claims if c in side)


def _km(one: Place | None, other: Place | None) -> float | None:
    if one is None or other is None or None in (one.lat, one.lon, other.lat, other.lon):
        return None
    lat1, lon1, lat2, lon2 = (math.radians(x or 0.0) for x in (one.lat, one.lon, other.lat, other.lon))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _days(one: Incident, other: Incident) -> int | None:
    a, b = one.time, other.time
    if not (a and b and a.start and a.end and b.start and b.end):
        return None
    return max(0, (b.start - a.end).days, (a.start - b.end).days)


def shown(cases: Sequence[Case]) -> dict[str, str]:
    """Key -> version of cases."""
    return {c.key: c.version for c in cases}
