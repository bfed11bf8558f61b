"""From claims to incidents over a whole collection: accounts of each report, likely pairs, groups, denials, totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from harmledger.errors import UsageError
from harmledger.link import blocks
from harmledger.link.accounts import published_day
from harmledger.link.compare import Comparer
from harmledger.link.constraints import NONE, Constraints, Decided
from harmledger.link.groups import Group, grouped, with_denials
from harmledger.link.incidents import incident_of
from harmledger.link.leaves import leaves
from harmledger.link.nodes import Node, tell
from harmledger.link.reconcile import RULES
from harmledger.link.settings import Settings, settings
from harmledger.link.silent import counts, joins_without
from harmledger.link.totals import chains
from harmledger.records import Claim, Incident, Report

DEFAULT_RULE = "most_direct"


def link(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    *,
    rule: str = DEFAULT_RULE,
    constraints: Constraints = NONE,
) -> tuple[Incident, ...]:
    """The incidents that `claims` tell of, and the chains of their running totals, in order of first publication.

    `reports` maps `Claim.report` to its report; a claim whose report is absent is linked without its title and date.
    Rejected claims are compared and grouped as before they were rejected, so that nothing else moves, and then left
    out. Every other actual claim of kind event stands in exactly one incident; denied ones join one that they clearly
    speak of; possible and background claims and conditions stand in none. Totals stand in chains (kind toll, id
    "t-..."), never with events. `rule` names how the best figure is chosen (`RULES`); UsageError for another.
    `constraints` are pairs of claims that people joined or parted, which hold whatever the claims say.
    """
    check_rule(rule)
    conf, decided = settings(), Decided.of(constraints)
    comparer = Comparer(conf)
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_report[c.report].append(c)
    told = (tell(by_report[r], reports.get(r), comparer, conf, decided) for r in sorted(by_report))
    nodes = {n.id: n for own in told for n in own}
    found = _groups(nodes, comparer, conf, decided)
    by_id = {c.id: c for c in claims}
    made = (incident(g, nodes, by_id, reports, comparer, rule) for g in found)
    out = [i for i in made if i is not None]
    out.extend(chains([c for c in claims if is_total(c)], reports, rule))
    days = {c.id: published_day(reports.get(c.report)) or 0 for c in claims}
    return tuple(sorted(out, key=lambda i: (min(days[c] for c in i.claims), i.id)))


def check_rule(rule: str) -> None:
    """UsageError where there is no rule of this name."""
    if rule not in RULES:
        raise UsageError(f"no such rule: {rule}", subject="rule", remedy=f"Use one of {', '.join(sorted(RULES))}.")


def incident(
    group: Group,
    nodes: Mapping[int, Node],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    comparer: Comparer,
    rule: str,
) -> Incident | None:
    """The incident of a group, None where all that it tells was rejected; `claims` and `reports`: of its accounts."""
    told = [claims[c] for i in group.members for c in nodes[i].claims if counts(claims[c])]
    denied = [claims[c] for _, i, _ in group.denials for c in nodes[i].claims if counts(claims[c])]
    if not told:
        return None
    return incident_of(told, denied, joins_without(group, nodes, claims, reports, comparer), reports, rule)


def is_total(claim: Claim) -> bool:
    """Whether a claim stands in a chain of running totals."""
    return claim.kind == "toll" and claim.modality == "actual" and counts(claim)


def least_score(a: Node, b: Node, conf: Settings) -> float:
    """The score from which a pair is kept: of two accounts that may join, of a denial that clearly speaks of one."""
    return conf.number("dispute", "least") if "denies" in (a.role, b.role) else conf.number("cluster", "join")


def together(nodes: Mapping[int, Node], decided: Decided) -> list[tuple[int, int]]:
    """Pairs of accounts that people brought together: of each group one account with every other."""
    groups: dict[str, set[int]] = defaultdict(set)
    if decided.group:
        for i, node in nodes.items():
            for claim in node.claims:
                if claim in decided.group:
                    groups[decided.group[claim]].add(i)
    return [(hub, i) for held in groups.values() if (hub := hub_of(held, nodes)) is not None for i in held if i != hub]


def hub_of(held: Iterable[int], nodes: Mapping[int, Node]) -> int | None:
    """The account by which a group that people brought together hangs together: the first that tells of an event."""
    return min((i for i in held if nodes[i].role == "tells"), default=None)


def _groups(nodes: Mapping[int, Node], comparer: Comparer, conf: Settings, decided: Decided) -> list[Group]:
    edges = _edges(nodes, comparer, conf)
    for a, b in together(nodes, decided):
        edges[a][b] = edges[b][a] = inf
    parts = leaves(
        sorted(i for i, n in nodes.items() if n.role == "tells"),
        lambda i: {j: s for j, s in edges[i].items() if nodes[j].role == "tells"},
        conf.cuts,
    )
    groups = [g for leaf in parts for g in grouped(leaf, nodes, edges.__getitem__, comparer, conf, decided)]
    denials = [i for i, n in nodes.items() if n.role == "denies"]
    return with_denials(groups, denials, nodes, edges.__getitem__, comparer, decided)


def _edges(nodes: Mapping[int, Node], comparer: Comparer, conf: Settings) -> dict[int, dict[int, float]]:
    """Of every account the accounts that it may join, with the scores."""
    edges: dict[int, dict[int, float]] = defaultdict(dict)
    everyone = list(nodes.values())
    numbers = {r: n for n, r in enumerate(sorted({n.account.report for n in everyone}))}
    rows = (blocks.rows_of(n, numbers[n.account.report], conf) for n in everyone)
    for i, j in blocks.all_pairs(rows, conf):
        a, b = everyone[i], everyone[j]
        score = comparer.score_unless_apart(a.account, b.account)
        if score is not None and score >= least_score(a, b, conf):
            edges[a.id][b.id] = edges[b.id][a.id] = score
    for node in everyone:
        for other, score in node.near:
            edges[node.id][other] = edges[other][node.id] = score
    return edges
