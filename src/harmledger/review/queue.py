"""What most needs a person: claims by the sum of stated weights (codebook file `review`), each with its reasons."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from harmledger import codebook
from harmledger.decisions import Standing, conflicts
from harmledger.records import Claim, Incident, Record
from harmledger.store import ALL, STATUSES, Filter, Ledger

_KINDS = ("event", "toll", "condition")


@dataclass(frozen=True, slots=True)
class Waiting(Record):
    """A claim that waits for a person, and why."""

    claim: str
    incident: str | None
    need: float  # sum of the weights
    reasons: tuple[str, ...]


def queue(ledger: Ledger, which: Filter = ALL, *, reviewer: str = "") -> tuple[Waiting, ...]:
    """The claims that wait for a person, the most needy first, ties in order of document.

    A claim waits until it is accepted, corrected or rejected, and again where reviewers contradict each other on it.
    With `reviewer`, claims are left out that this reviewer has decided on. The filter's limit counts what waits.
    """
    asked = replace(which, limit=None, offset=0, statuses=which.statuses or STATUSES)
    wanted = asked if which.modalities else replace(asked, modalities=("actual", "denied"))
    incidents = {i.id: i for i in ledger.incidents(Filter(kinds=_KINDS))}
    standings = [s for s in ledger.standing() if s.live]
    opposed = {c for pair in conflicts(standings) for s in pair for c in s.named()}
    unsure = _unsure(standings)
    own = {c for s in standings if s.decision.reviewer == reviewer for c in s.named()} if reviewer else set()
    found = []
    for claim in ledger.claims(wanted):
        decided = claim.status != "machine" and claim.id not in opposed
        if decided or claim.id in own:
            continue
        reasons = dict(_reasons(claim, incidents.get(claim.incident or ""), claim.id in opposed, claim.id in unsure))
        found.append(Waiting(claim.id, claim.incident, round(sum(reasons.values()), 3), tuple(reasons)))
    found.sort(key=lambda w: -w.need)
    end = None if which.limit is None else which.offset + which.limit
    return tuple(found[which.offset : end])


def _unsure(standings: list[Standing]) -> set[str]:
    return {c for s in standings if s.decision.action == "unsure" for c in s.named()}


def _reasons(claim: Claim, incident: Incident | None, opposed: bool, unsure: bool) -> Iterator[tuple[str, float]]:
    """(why, weight) of what makes a person needed."""
    rules = codebook.load("review")
    weights = rules["weights"]
    doubt = 1 - claim.confidence / rules["sure"]
    if doubt > 0:
        yield f"confidence {claim.confidence:.2f}", weights["confidence"] * doubt
    if opposed:
        yield "reviewers disagree", weights["disagreement"]
    if unsure:
        yield "marked unsure", weights["unsure"]
    if incident is not None and incident.contested:
        yield "contested", weights["contested"]
    dead = _toll(claim, incident) if claim.kind == "event" else 0
    if dead:
        yield f"{dead} killed or missing", weights["toll"] * math.log10(max(dead, 2))
    hit = [t for t in claim.targets if t in rules["protected_targets"]]
    if hit:
        yield f"protected: {', '.join(hit)}", weights["protected"]
    if claim.actor and claim.actor_basis() != "stated":
        yield "who did it is inferred", weights["inferred"]
    if claim.place is not None and claim.place.lat is None:
        yield "place not located", weights["unlocated"]


def _toll(claim: Claim, incident: Incident | None) -> int:
    """The dead and missing that the incident, or the claim alone, tells of."""
    if incident is not None:
        tolls = [incident.toll(outcome) for outcome in ("killed", "missing")]
        return sum(t.best or t.low or 0 for t in tolls if t)
    rows = [r for r in claim.casualties if r.outcome in ("killed", "missing")]
    return max((r.low or r.high or 0 for r in rows), default=0)
