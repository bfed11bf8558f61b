"""An incident from the claims that were brought together: one place, one period, ranges, differences, a sentence."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from harmledger.link.accounts import place_key, published_day
from harmledger.link.differences import differences
from harmledger.link.disputes import contests, disputed
from harmledger.link.grades import BY_RULE, grade
from harmledger.link.mentions import mentions
from harmledger.link.reconcile import tolls
from harmledger.link.sources import independent
from harmledger.link.summary import summary
from harmledger.records import Claim, Incident, Join, Place, Report, Time

_PLACE_ORDER = {"site": 0, "district": 1, "village": 2, "city": 3, "near": 4, "region": 5, "country": 6}  # else last


def incident_of(
    claims: Iterable[Claim],
    denials: Iterable[Claim],
    joins: Iterable[Join],
    reports: Mapping[str, Report],
    rule: str,
) -> Incident:
    """The incident of some actual claims and the denials that speak of it."""
    told = in_order(claims, reports)
    denied = in_order(denials, reports)
    everything = in_order([*told, *denied], reports)
    place, time, types = best_place(told), best_time(told), Counter(c.event_type for c in told)
    ranges = tolls(told, reports, rule)
    event_type = most_said(types)
    targets = tuple(sorted({t for c in told for t in c.targets}))
    disputing = [d for d in denied if contests(d, told)]
    found = differences(told, disputing, reports)
    contested = bool(disputing) or disputed(told) or any(d.field == "account" for d in found)
    graded = grade(told, denied, found, contested, reports)
    return Incident(
        id=f"i-{digest(told[0].id)}",
        kind="event",
        event_type=event_type,
        summary=summary(event_type, told, place, time, ranges, reports),
        claims=tuple(c.id for c in everything),
        reports=tuple(dict.fromkeys(c.report for c in everything)),
        place=place,
        time=time,
        targets=targets,
        weapons=tuple(sorted({w for c in told for w in c.weapons})),
        actors=tuple(sorted({c.actor for c in told if c.actor})),
        tolls=ranges,
        joins=tuple(sorted(joins, key=lambda j: (j.a, j.b))),
        differences=found,
        independent_sources=independent(told, reports),
        contested=contested,
        grade=graded.grade,
        grade_reasons=graded.reasons,
        graded_by=BY_RULE,
        mentions=mentions(told, reports),
        inferred_actors=tuple(sorted({c.actor for c in told if c.actor} - _stated(told))),
    )


def _stated(claims: Iterable[Claim]) -> set[str | None]:
    """The actors that claims name in their own words."""
    return {c.actor for c in claims if c.actor_basis() == "stated"}


def in_order(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[Claim]:
    """Claims by publication, then id: the order that everything shown follows."""
    return sorted(claims, key=lambda c: (published_day(reports.get(c.report)) or 0, c.id))


def digest(claim_id: str) -> str:
    """Eight hex digits that stand for the first claim of an incident."""
    return hashlib.sha256(claim_id.encode()).hexdigest()[:8]


def best_place(claims: Sequence[Claim]) -> Place | None:
    """The place that most claims name; of equals the finest, then the earliest told. Regions yield to towns."""
    named = [c.place for c in claims if c.place is not None]
    if not named:
        return None
    counts = Counter(place_key(p) for p in named)
    fine = [p for p in named if p.precision not in ("region", "country")] or named
    located = [p for p in fine if p.lat is not None] or fine
    return max(located, key=lambda p: (counts[place_key(p)], -_coarseness(p), -located.index(p)))


def _coarseness(place: Place) -> int:
    return _PLACE_ORDER.get(place.precision or "", len(_PLACE_ORDER))


def best_time(claims: Sequence[Claim]) -> Time | None:
    """The narrowest period that claims give; of equals the most often given, then stated ones, then the earliest."""
    known = [(c.time.end - c.time.start, c.time) for c in claims if c.time and c.time.start and c.time.end]
    if not known:
        return next((c.time for c in claims if c.time is not None), None)
    least = min(width for width, _ in known)
    times = [t for width, t in known if width == least]
    counts = Counter((t.start, t.end) for t in times)
    return max(times, key=lambda t: (counts[t.start, t.end], not t.of_publication, -times.index(t)))


def most_said(counts: Counter[str]) -> str:
    """The most frequent value; "other" and a means not stated yield to what says more; then by name."""
    vague = {"other": 2, "explosive_attack": 1}
    telling = {k: n for k, n in counts.items() if k not in vague} or counts
    return min(telling, key=lambda k: (-telling[k], vague.get(k, 0), k))
