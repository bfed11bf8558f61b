"""Why two claims stand in one incident, or why not: the reasons of the pair, its probability, the chain of joins."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from harmledger.link.compare import Comparer
from harmledger.link.constraints import NONE, Constraints, Decided
from harmledger.link.nodes import Node, tell
from harmledger.link.settings import settings
from harmledger.records import Claim, Incident, Join, Reason, Record, Report

Verdict = Literal["joined", "through others", "apart", "in no incident"]


@dataclass(frozen=True, slots=True)
class Explanation(Record):
    """Two claims compared: what speaks for one event and against it, and what linking made of it.

    The claims are compared as parts of accounts, each with the other claims of its report about the same event.
    """

    a: str
    b: str
    verdict: Verdict
    why: str  # for a person: what made the verdict
    score: float  # the sum of the reasons; above 0 they are rather one event
    probability: float  # of one event, by the score alone
    reasons: tuple[Reason, ...]  # strongest first, "prior" among them
    incident_a: str | None = None
    incident_b: str | None = None
    chain: tuple[Join, ...] = ()  # the joins that lead from one to the other
    account_a: tuple[str, ...] = ()  # the claims of the report that were compared together
    account_b: tuple[str, ...] = ()


def explain(
    pair: tuple[Claim, Claim],
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    incidents: Sequence[Incident] = (),
    constraints: Constraints = NONE,
) -> Explanation:
    """Why the two claims are joined or not.

    `claims`: all of the reports of both incidents (at least of the claims' own); `reports` those reports; `incidents`
    the one or two in which the claims stand; `constraints` what people decided. Pure, and the same in either order of
    the pair but for which is called a.
    """
    a, b = pair
    conf, decided = settings(), Decided.of(constraints)
    comparer = Comparer(conf)
    nodes = _nodes(claims, reports, comparer, decided)
    x, y = nodes.get(a.id), nodes.get(b.id)
    home_a, home_b = _home(a, incidents), _home(b, incidents)
    if x is None or y is None or x.id == y.id:
        alone = {**_alone(a, reports, comparer), **_alone(b, reports, comparer)}
        x, y = alone.get(a.id, x), alone.get(b.id, y)
    if x is None or y is None:
        odd = a if x is None else b
        why = f"{odd.id} is a claim of kind {odd.kind}, told as {odd.modality}: such claims are not joined as events"
        return Explanation(a.id, b.id, "in no incident", why, 0.0, 0.0, (), _id(home_a), _id(home_b))
    score = comparer.score(x.account, y.account)
    chain: tuple[Join, ...] = ()
    verdict: Verdict = "apart"
    if home_a is None or home_b is None:
        verdict, why = "in no incident", f"{a.id if home_a is None else b.id} stands in no incident"
    elif home_a.id == home_b.id:
        chain = _chain(home_a, a.id, b.id)
        verdict = "joined" if len(chain) == 1 else "through others"
        why = _together(len(chain), score)
        if _put_together(decided, x, y):
            why = "people decided that they are one event"
    else:
        why = _apart(a, b, score, (home_a, home_b), nodes, comparer, decided)
    return Explanation(
        a.id,
        b.id,
        verdict,
        why,
        round(score, 2),
        conf.probability(score),
        comparer.reasons(x.account, y.account),
        _id(home_a),
        _id(home_b),
        chain,
        x.claims,
        y.claims,
    )


def _nodes(
    claims: Iterable[Claim], reports: Mapping[str, Report], comparer: Comparer, decided: Decided
) -> dict[str, Node]:
    """The accounts of all reports, by each of their claims."""
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    out: dict[str, Node] = {}
    for report in sorted(by_report):
        for node in tell(by_report[report], reports.get(report), comparer, settings(), decided):
            out.update(dict.fromkeys(node.claims, node))
    return out


def _alone(claim: Claim, reports: Mapping[str, Report], comparer: Comparer) -> dict[str, Node]:
    return _nodes([claim], reports, comparer, Decided())


def _home(claim: Claim, incidents: Iterable[Incident]) -> Incident | None:
    return next((i for i in incidents if claim.id in i.claims), None)


def _id(incident: Incident | None) -> str | None:
    return incident.id if incident is not None else None


def _chain(incident: Incident, a: str, b: str) -> tuple[Join, ...]:
    """The shortest way from one claim to the other along the incident's joins."""
    ways: dict[str, list[tuple[str, Join]]] = {}
    for join in incident.joins:
        ways.setdefault(join.a, []).append((join.b, join))
        ways.setdefault(join.b, []).append((join.a, join))
    came: dict[str, tuple[Join, ...]] = {a: ()}
    open_ = deque([a])
    while open_ and b not in came:
        at = open_.popleft()
        for other, join in sorted(ways.get(at, ()), key=lambda way: way[0]):
            if other not in came:
                came[other] = (*came[at], join)
                open_.append(other)
    return came.get(b, ())


def _together(joins: int, score: float) -> str:
    if joins == 1:
        return "the pair was joined directly"
    doubt = "" if score >= 0 else ", although the pair alone speaks against it"
    return f"joined through other claims, in {joins} steps{doubt}"


def _put_together(decided: Decided, x: Node, y: Node) -> bool:
    return bool(_groups(decided, x) & _groups(decided, y))


def _groups(decided: Decided, node: Node) -> set[str]:
    return {decided.group[c] for c in node.claims if c in decided.group}


def _apart(
    a: Claim,
    b: Claim,
    score: float,
    homes: tuple[Incident, Incident],
    nodes: Mapping[str, Node],
    comparer: Comparer,
    decided: Decided,
) -> str:
    """What keeps two claims in two incidents."""
    foes = {foe for g in _groups(decided, nodes[a.id]) for foe in decided.foes.get(g, frozenset())}
    if foes & _groups(decided, nodes[b.id]):
        return "people decided that they are two events"
    if score < settings().number("cluster", "join"):
        return "the pair speaks against one event"
    left, right = ({nodes[c].id: nodes[c] for c in home.claims if c in nodes} for home in homes)
    scores = [comparer.score(x.account, y.account) for x in left.values() for y in right.values()]
    mean, least = math.fsum(sorted(scores)) / len(scores), settings().number("cluster", "mean")
    against = sum(s <= settings().number("cluster", "against") for s in scores)
    told = f"the pair alone speaks for one event, but of {len(scores)} pairs between the two incidents"
    if min(scores) <= settings().number("cluster", "never"):
        return f"{told} one is impossible: one report tells them apart"
    if against > settings().number("cluster", "share") * len(scores):
        return f"{told} {against} contradict each other in place, time or figures"
    if mean < least:
        return f"{told} the mean is {mean:.2f}, below {least:g}"
    return f"{told} none was near enough to be compared, a stronger join came first, or one of them fits several alike"
