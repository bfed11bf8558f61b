"""What most needs a person: incidents and joins by stated weights (codebook file `review`), each with its reasons."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from harmledger import codebook
from harmledger.decisions import PLACING, Standing, conflicts
from harmledger.records import Claim, Incident, Join, Record
from harmledger.store import ALL, STATUSES, Filter, Ledger

KINDS = ("event", "toll", "condition")


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
    incidents = {i.id: i for i in ledger.incidents(Filter(kinds=KINDS))}
    standings = [s for s in ledger.standing() if s.live]
    opposed = {c for pair in conflicts(standings) for s in pair for c in s.named()}
    unsure = marked_unsure(standings)
    own = {c for s in standings if s.decision.reviewer == reviewer for c in s.named()} if reviewer else set()
    groups: dict[str, list[Weighed]] = {}
    known: dict[str, Claim] = {}
    for claim in ledger.claims(wanted):
        known[claim.id] = claim
        decided = claim.status != "machine" and claim.id not in opposed
        if decided or claim.id in own:
            continue
        weighed = weigh(claim, incidents.get(claim.incident or ""), claim.id in opposed, claim.id in unsure)
        groups.setdefault(claim.incident or claim.id, []).append(weighed)
    found = [claims_row(group) for group in groups.values()]
    held = dict.fromkeys(c.incident for c in known.values() if c.incident)
    joined = placed(standings)
    for name in held:
        rows = joins_rows(incidents[name], known, joined) if name in incidents else []
        found += [row for row in rows if not set(row.claims) <= own][:1]
    found.sort(key=lambda w: -w.need)
    end = None if which.limit is None else which.offset + which.limit
    return tuple(found[which.offset : end])


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim that waits: how much a person is needed, and why."""

    claim: str
    incident: str | None
    need: float
    reasons: tuple[str, ...]
    place: str
    quote: str


def weigh(claim: Claim, incident: Incident | None, opposed: bool, unsure: bool) -> Weighed:
    """How much a claim needs a person; `opposed`: reviewers disagree on it, `unsure`: one marked it so."""
    reasons = dict(_reasons(claim, incident, opposed, unsure))
    need = round(sum(reasons.values()), 3)
    return Weighed(claim.id, claim.incident, need, tuple(reasons), _place(claim), _quote(claim))


def claims_row(group: Sequence[Weighed]) -> Waiting:
    """The row of an incident (or of one claim in none) from its claims that wait, in order of document."""
    needy = sorted(group, key=lambda w: -w.need)
    first, others = needy[0], f"and {len(group) - 1} more of its claims"
    return Waiting(
        first.claim, first.incident, first.need, (*first.reasons, others) if len(group) > 1 else first.reasons,
        claims=tuple(w.claim for w in needy), place=first.place, quotes=(first.quote,),
    )  # fmt: skip


def joins_rows(incident: Incident, known: Mapping[str, Claim], joined: Container[frozenset[str]]) -> list[Waiting]:
    """The doubtful joins of an incident that nobody has decided on, the least likely first: the first is asked about.

    `known`: its claims, those that a filter leaves; `joined`: pairs of claims that people brought together or apart.
    """
    most = codebook.load("review")["doubtful_join"]
    doubtful = [
        j
        for j in incident.joins
        if j.probability is not None and j.probability < most and j.a in known and j.b in known
    ]
    waiting = [
        j
        for j in doubtful
        if frozenset((j.a, j.b)) not in joined and any(known[c].status == "machine" for c in (j.a, j.b))
    ]
    waiting.sort(key=lambda j: (j.probability or 0.0, j.a, j.b))
    return [_doubtful(join, incident, known) for join in waiting]


def _doubtful(join: Join, incident: Incident, known: Mapping[str, Claim]) -> Waiting:
    rules = codebook.load("review")
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


def placed(standings: Iterable[Standing]) -> set[frozenset[str]]:
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


def marked_unsure(standings: Iterable[Standing]) -> set[str]:
    """The claims that somebody marked unsure."""
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
