"""From claims to incidents: first what one report tells of one event, then across reports, then denials and totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from harmledger.errors import UsageError
from harmledger.link import blocks
from harmledger.link.accounts import Account, Layout, merge, published_day, single
from harmledger.link.clusters import Edge, Groups, cluster
from harmledger.link.compare import Comparer
from harmledger.link.constraints import NONE, Bonds, Constraints, Decided
from harmledger.link.incidents import incident_of
from harmledger.link.reconcile import RULES
from harmledger.link.settings import Settings, settings
from harmledger.link.totals import chains
from harmledger.records import Claim, Incident, Join, Report


def link(
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    *,
    rule: str = "most_direct",
    constraints: Constraints = NONE,
) -> tuple[Incident, ...]:
    """The incidents that `claims` tell of, and the chains of their running totals, in order of first publication.

    `reports` maps `Claim.report` to its report; a claim whose report is absent is linked without its title and date.
    Every actual claim of kind event stands in exactly one incident; denied ones join one that they clearly speak of;
    possible and background claims and conditions stand in none. Totals stand in chains (kind toll, id "t-..."), never
    with events. `rule` names how the best figure is chosen (`RULES`); UsageError for another. `constraints` are
    pairs of claims that people joined or parted, which hold whatever the claims say.
    """
    if rule not in RULES:
        raise UsageError(f"no such rule: {rule}", subject="rule", remedy=f"Use one of {', '.join(sorted(RULES))}.")
    conf = settings()
    ordered = sorted(claims, key=lambda c: (published_day(reports.get(c.report)) or 0, c.id))
    events = [c for c in ordered if c.kind == "event"]
    found = _events(
        [c for c in events if c.modality == "actual"],
        [c for c in events if c.modality == "denied"],
        reports,
        conf,
        Decided.of(constraints),
    )
    out = [incident_of(g.claims, g.denials, g.joins, reports, rule) for g in found]
    out.extend(chains([c for c in ordered if c.kind == "toll" and c.modality == "actual"], reports, rule))
    days = {c.id: published_day(reports.get(c.report)) or 0 for c in ordered}
    return tuple(sorted(out, key=lambda i: (min(days[c] for c in i.claims), i.id)))


@dataclass(frozen=True, slots=True)
class _Found:
    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...]
    joins: tuple[Join, ...]


def _events(
    actual: Sequence[Claim],
    denied: Sequence[Claim],
    reports: Mapping[str, Report],
    conf: Settings,
    decided: Decided,
) -> list[_Found]:
    layouts = {r: Layout(reports.get(r)) for r in sorted({c.report for c in (*actual, *denied)})}
    singles = _ordered([single(c, reports.get(c.report), layouts[c.report]) for c in actual])
    accounts, inner = _within(singles, conf, decided)
    comparer = Comparer(conf)
    groups = _cluster(accounts, comparer, blocks.across_reports(accounts, conf), conf, _bonds(accounts, decided))
    denials = _ordered([single(c, reports.get(c.report), layouts[c.report]) for c in denied])
    disputes = _disputes(accounts, groups, denials, conf, decided)
    joins: dict[int, list[Join]] = defaultdict(list)
    home = {i: n for n, group in enumerate(groups.members) for i in group}
    for e in groups.joins:
        joins[home[e.a]].append(_join(accounts[e.a], accounts[e.b], comparer, e.score))
    for n, made in disputes.items():
        joins[n].extend(join for _, join in made)
    out = []
    for n, group in enumerate(groups.members):
        within = [j for i in group for c in accounts[i].claims for j in inner.get(c.id, ())]
        out.append(
            _Found(
                tuple(c for i in group for c in accounts[i].claims),
                tuple(a.claims[0] for a, _ in disputes.get(n, ())),
                (*within, *joins[n]),
            )
        )
    return out


def _ordered(accounts: list[Account]) -> list[Account]:
    return sorted(accounts, key=lambda a: a.order)


def _within(
    singles: Sequence[Account], conf: Settings, decided: Decided
) -> tuple[list[Account], dict[str, list[Join]]]:
    """Accounts of the claims that one report tells of one event, and the joins between them by first claim."""
    comparer = Comparer(conf)
    bonds = _bonds(singles, decided)
    inside = tuple((i, j) for i, j in bonds.together if singles[i].report == singles[j].report)
    bonds = replace(bonds, together=inside)
    groups = _cluster(singles, comparer, list(blocks.within_report(singles, conf)), conf, bonds)
    joins: dict[str, list[Join]] = defaultdict(list)
    for e in groups.joins:
        joins[singles[e.a].claims[0].id].append(_join(singles[e.a], singles[e.b], comparer, e.score))
    return _ordered([merge([singles[i] for i in group]) for group in groups.members]), joins


def _bonds(accounts: Sequence[Account], decided: Decided) -> Bonds:
    return decided.bonds([c.id for c in a.claims] for a in accounts)


def _cluster(
    accounts: Sequence[Account],
    comparer: Comparer,
    pairs: Sequence[tuple[int, int]],
    conf: Settings,
    bonds: Bonds,
) -> Groups:
    scores = ((i, j, comparer.score_unless_apart(accounts[i], accounts[j])) for i, j in pairs)
    edges = [Edge(i, j, score) for i, j, score in scores if score is not None]
    return cluster(len(accounts), edges, lambda i, j: comparer.score(accounts[i], accounts[j]), conf, bonds)


def _disputes(
    accounts: Sequence[Account], groups: Groups, denials: Sequence[Account], conf: Settings, decided: Decided
) -> dict[int, list[tuple[Account, Join]]]:
    """Denials by the number of the group that they most clearly speak of; others are left alone."""
    if not denials:
        return {}
    everyone = _ordered([*accounts, *denials])
    comparer = Comparer(conf)
    denying = {a.order for a in denials}
    home = {accounts[i].order: n for n, group in enumerate(groups.members) for i in group}
    placed = _placed(accounts, denials, decided)
    best: dict[tuple[int, str], tuple[float, Account, Account]] = {}
    for order, (denial, (at, _)) in placed.items():
        if at is not None:
            best[order] = (comparer.score(denial, at), denial, at)
    needed = frozenset(i for i, a in enumerate(everyone) if a.order in denying)
    pairs = {*blocks.across_reports(everyone, conf, needed), *blocks.within_report(everyone, conf)}
    for i, j in sorted(pairs):
        a, b = everyone[i], everyone[j]
        if (i in needed) == (j in needed):
            continue
        denial, account = (a, b) if a.order in denying else (b, a)
        decision = placed.get(denial.order)
        if decision and (decision[1][0] is not None or home[account.order] in {home[o] for o in decision[1][1]}):
            continue
        score = comparer.score_unless_apart(denial, account)
        if score is not None and score >= conf.number("dispute", "least"):
            held = best.get(denial.order)
            if held is None or (-score, account.order) < (-held[0], held[2].order):
                best[denial.order] = (score, denial, account)
    out: dict[int, list[tuple[Account, Join]]] = defaultdict(list)
    for _, (score, denial, account) in sorted(best.items()):
        out[home[account.order]].append((denial, _join(account, denial, comparer, score)))
    return dict(out)


_Order = tuple[int, str]


def _placed(
    accounts: Sequence[Account], denials: Sequence[Account], decided: Decided
) -> dict[_Order, tuple[Account, tuple[Account | None, frozenset[_Order]]]]:
    """Of denials that people decided on: the first account that each was put with, and those it was parted from."""
    out = {}
    for denial in denials:
        own = decided.group.get(denial.claims[0].id)
        if own is None:
            continue
        held = [(a, {decided.group.get(c.id) for c in a.claims}) for a in accounts]
        at = next((a for a, found in held if own in found), None)
        foes = frozenset(a.order for a, found in held if found & decided.foes.get(own, frozenset()))
        out[denial.order] = (denial, (at, foes))
    return out


def _join(a: Account, b: Account, comparer: Comparer, score: float) -> Join:
    return Join(a.claims[0].id, b.claims[0].id, round(score, 2), comparer.reasons(a, b))
