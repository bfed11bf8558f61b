"""Running totals of one thing over time, as a chain: each party's figures beside the other's, never with events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from harmledger import codebook
from harmledger.link.accounts import place_key
from harmledger.link.figures import Figure, grouped
from harmledger.link.incidents import best_place, best_time, digest, in_order
from harmledger.link.reconcile import is_revision, tolls
from harmledger.link.sources import independent, label
from harmledger.records import Casualty, Claim, Difference, Incident, Join, Reason, Report

Scope = tuple[str, str, str, str]  # place, outcome, victims, side of the victims


def chains(claims: Sequence[Claim], reports: Mapping[str, Report], rule: str) -> list[Incident]:
    """One incident of kind toll for each scope, outcome and class of victims that totals are given for."""
    groups: dict[Scope, list[Claim]] = defaultdict(list)
    for c in claims:
        scope = scope_of(c)
        if scope is not None:
            groups[scope].append(c)
    return [_chain(scope, group, reports, rule) for scope, group in sorted(groups.items())]


def scope_of(claim: Claim) -> Scope | None:
    """What a total counts, by its first and largest row; None where it gives no figure."""
    rows = [r for r in claim.casualties if r.low is not None or r.high is not None]
    if not rows:
        return None
    row = min(rows, key=_weight)
    victims = "people" if row.victims == "civilian" else row.victims
    return (place_key(claim.place) or "", row.outcome, victims, row.of or "")


def _weight(row: Casualty) -> tuple[bool, bool, int]:
    """Deaths before other outcomes, the whole before the part."""
    return (row.outcome != "killed", row.victims == "child", -(row.low if row.low is not None else row.high or 0))


def _chain(scope: Scope, claims: Sequence[Claim], reports: Mapping[str, Report], rule: str) -> Incident:
    told = in_order(claims, reports)
    place = best_place(told)
    _, outcome, victims, of = scope
    counted = codebook.load("linking")["phrases"]["victims"][victims]
    what = f"{counted} of {of} {outcome}" if of else f"{counted} {outcome}"
    where = f" in {place.name or place.text}" if place is not None else ""
    found = tuple(_by_side(told, scope, reports))
    sides = "; ".join(f"{d.field.removeprefix(f'{outcome}, ')}: {d.values[-1]}" for d in found)
    return Incident(
        id=f"t-{digest(told[0].id)}",
        kind="toll",
        event_type=told[0].event_type,
        summary=f"Reported running total of {what}{where}" + (f"; {sides}" if sides else ""),
        claims=tuple(c.id for c in told),
        reports=tuple(dict.fromkeys(c.report for c in told)),
        place=place,
        time=best_time(told),
        tolls=tolls(told, reports, rule),
        joins=tuple(_joins(told, what)),
        differences=found,
        independent_sources=independent(told, reports),
    )


def _joins(told: Sequence[Claim], what: str) -> list[Join]:
    reason = Reason("scope", 1.0, f"running totals of {what}, same place")
    return [Join(a.id, b.id, 1.0, (reason,)) for a, b in pairwise(told)]


def _by_side(told: Sequence[Claim], scope: Scope, reports: Mapping[str, Report]) -> list[Difference]:
    """The figures that each side gives, over time: the war of numbers, each side for itself."""
    _, outcome, victims, of = scope
    rows = [
        f
        for (o, v, side), group in grouped(told, reports).items()
        if (o, v, side or "") == (outcome, victims, of)
        for f in group
    ]
    sides: dict[str, list[Figure]] = defaultdict(list)
    for f in rows:
        sides[f.claim.source.side].append(f)
    out = []
    for side, figures in sorted(sides.items()):
        revised = all(is_revision(a, b) or a.number == b.number for a, b in pairwise(figures))
        values = tuple(
            f"{f.number}{'+' if f.row.high is None else ''} ({label(f.claim, reports)}{_day(f.claim, reports)})"
            for f in figures
        )
        name = {"none": "no side", "other": "third parties"}.get(side, side)
        out.append(
            Difference(
                "revision" if revised else "contradiction",
                f"{outcome}, by {name}",
                values,
                tuple(f.claim.id for f in figures),
                "one side's totals over time",
            )
        )
    return out


def _day(claim: Claim, reports: Mapping[str, Report]) -> str:
    day = reports[claim.report].published.end if claim.report in reports else None
    return f", {day.isoformat()}" if day else ""
