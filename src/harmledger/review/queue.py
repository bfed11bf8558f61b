"""What most needs a person: incidents and joins by stated weights (codebook file `review`), each with its reasons."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from harmledger import codebook
from harmledger.decisions import PLACING, Standing, conflicts
from harmledger.records import Claim, Incident, Join, Record
from harmledger.store import ALL, STATUSES, Filter, Ledger

_KINDS = ("event", "toll", "condition")


@dataclass(frozen=True, slots=True)
class Waiting(Record):
    """An incident that waits for a person, a claim in none, or two claims whose join is doubtful; and why."""

    claim: str  # the neediest; of a doubtful join the first
    incident: str | None
    need: float  # sum of the weights of `claim`, or of the join
    reasons: tuple[str, ...]
    kind: Literal["claims", "same?"] = "claims"
    claims: tuple[str, ...] = ()  # all that wait with it, the neediest first; of a doubtful join the two
    place: str = ""
    quotes: tuple[str, ...] = ()  # the words of `claim`, then for a doubtful join those of the other


def queue(ledger: Ledger, which: Filter = ALL, *, reviewer: str = "") -> tuple[Waiting, ...]:
    """What waits for a person, the most needy first, ties in order of document: one row an incident.

    A claim waits until it is accepted, corrected or rejected, and again where reviewers contradict each other on it. A
    join that was made at a low probability waits until one decides on it or on both claims.
    With `reviewer`, claims are left out that this reviewer has decided on. The filter's limit counts what waits.
    """
    asked = replace(which, limit=None, offset=0, statuses=which.statuses or STATUSES)
    wanted = asked if which.modalities else replace(asked, modalities=("actual", "denied"))
    incidents = {i.id: i for i in ledger.incidents(Filter(kinds=_KINDS))}
    standings = [s for s in ledger.standing() if s.live]
    opposed = {c for pair in conflicts(standings) for s in pair for c in s.named()}
    unsure = _unsure(standings)
    own = {c for s in standings if s.decision.reviewer == reviewer for c in s.named()} if reviewer else set()
    groups: dict[str, list[tuple[Claim, float, tuple[str, ...]]]] = {}
    known: dict[str, Claim] = {}
    for claim in ledger.claims(wanted):
        known[claim.id] = claim
        decided = claim.status != "machine" and claim.id not in opposed
        if decided or claim.id in own:
            continue
        reasons = dict(_reasons(claim, incidents.get(claim.incident or ""), claim.id in opposed, claim.id in unsure))
        need = round(sum(reasons.values()), 3)
        groups.setdefault(claim.incident or claim.id, []).append((claim, need, tuple(reasons)))
    found = [_row(sorted(group, key=lambda g: -g[1])) for group in groups.values()]
    held = dict.fromkeys(c.incident for c in known.values() if c.incident)
    placed = _placed(standings)
    found += [row for name in held if name in incidents and (row := _doubtful(incidents[name], known, placed, own))]
    found.sort(key=lambda w: -w.need)
    end = None if which.limit is None else which.offset + which.limit
    return tuple(found[which.offset : end])


def _row(group: list[tuple[Claim, float, tuple[str, ...]]]) -> Waiting:
    claim, need, reasons = group[0]
    others = f"and {len(group) - 1} more of its claims"
    return Waiting(
        claim.id, claim.incident, need, (*reasons, others) if len(group) > 1 else reasons,
        claims=tuple(c.id for c, _, _ in group), place=_place(claim), quotes=(_quote(claim),),
    )  # fmt: skip


def _doubtful(
    incident: Incident, known: dict[str, Claim], placed: set[frozenset[str]], own: set[str]
) -> Waiting | None:
    """The least likely join of an incident, where that is doubtful and nobody has decided on it."""
    rules = codebook.load("review")
    joins = [
        j
        for j in incident.joins
        if j.probability is not None and j.probability < rules["doubtful_join"] and j.a in known and j.b in known
    ]
    open_joins = [j for j in joins if frozenset((j.a, j.b)) not in placed and not _settled(j, known, own)]
    if not open_joins:
        return None
    join = min(open_joins, key=lambda j: (j.probability or 0.0, j.a, j.b))
    likely = join.probability or 0.0
    need = rules["weights"]["join"] * (1 - likely / rules["doubtful_join"])
    dead = _toll(known[join.a], incident) if incident.kind == "event" else 0
    reasons = [f"joined at a probability of {likely:.2f}"]
    if dead:
        reasons.append(f"{dead} killed or missing")
        need += rules["weights"]["toll"] * math.log10(max(dead, 2))
    a, b = known[join.a], known[join.b]
    return Waiting(
        a.id, incident.id, round(need, 3), tuple(reasons), "same?", (a.id, b.id), _place(a), (_quote(a), _quote(b))
    )


def _settled(join: Join, known: dict[str, Claim], own: set[str]) -> bool:
    """Whether both claims were looked at, by anyone or by this reviewer."""
    pair = (join.a, join.b)
    return all(known[c].status != "machine" for c in pair) or all(c in own for c in pair)


def _placed(standings: list[Standing]) -> set[frozenset[str]]:
    """Pairs of claims that people brought together or apart."""
    pairs: set[frozenset[str]] = set()
    for standing in standings:
        if standing.decision.action in PLACING:
            one, other = standing.named(), (*standing.named("rest"), *standing.named("with"))
            pairs |= {frozenset((a, b)) for a in one for b in (*one, *other) if a != b}
    return pairs


def _place(claim: Claim) -> str:
    return (claim.place.name or claim.place.text) if claim.place else ""


def _quote(claim: Claim) -> str:
    return " … ".join(q.text for q in claim.quotes)


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
