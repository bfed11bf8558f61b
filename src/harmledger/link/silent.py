"""Claims that people rejected: they hold a group together as they did before, and are no part of its incident.

So a rejection takes one claim out and moves no other: what hung together through it still does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from harmledger.link.accounts import single
from harmledger.link.compare import Comparer
from harmledger.link.groups import Group, joins_of
from harmledger.link.layout import Layout
from harmledger.link.nodes import Node, join
from harmledger.records import Claim, Join, Report

T = TypeVar("T", int, str)


def counts(claim: Claim) -> bool:
    """Whether a claim may stand in incidents: nobody rejected it."""
    return claim.status != "rejected"


def joins_without(
    group: Group,
    nodes: Mapping[int, Node],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    comparer: Comparer,
) -> list[Join]:
    """The joins of a group; where one led through a rejected claim, the likeliest pair of those beside it stands."""
    live = {i: [c for c in nodes[i].claims if counts(claims[c])] for i in group.nodes}
    if all(len(live[i]) == len(nodes[i].claims) for i in live):
        return joins_of(group, nodes, comparer)
    within = [j for i in group.members for j in _within(nodes[i], live[i], claims, reports, comparer)]
    known = {(a, b): score for a, b, score in (*group.joins, *group.denials)}
    denials = {d for _, d, _ in group.denials}
    order = sorted((i for i in live if live[i]), key=lambda i: (i in denials, nodes[i].account.order))

    def score(a: int, b: int) -> float:
        return comparer.score(nodes[a].account, nodes[b].account)

    across = []
    for a, b in spanning(known, order, score, denials):
        joined = join(nodes[a].account, nodes[b].account, comparer, known.get((a, b), score(a, b)))
        across.append(replace(joined, a=live[a][0], b=live[b][0]))
    return [*within, *across]


def spanning(
    pairs: Iterable[tuple[T, T]], order: Sequence[T], score: Callable[[T, T], float], ends: Collection[T] = ()
) -> list[tuple[T, T]]:
    """The pairs between items of `order`, and in place of ways through items that are not in it the best pairs.

    `pairs` hang together as a tree. What lies beside one silent item is joined in its order, each with the likeliest
    before it; an item of `ends` leads no further.
    """
    rank = {item: n for n, item in enumerate(order)}
    beside: dict[T, set[T]] = {}
    out = []
    for a, b in pairs:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
        if a in rank and b in rank:
            out.append((a, b))
    seen: set[T] = set()
    for start in sorted(beside.keys() - rank.keys()):
        if start in seen:
            continue
        part, open_ = {start}, [start]
        while open_:
            new = {i for i in beside[open_.pop()] if i not in rank} - part
            part |= new
            open_ += sorted(new)
        seen |= part
        near = sorted({i for silent in part for i in beside[silent]} & rank.keys(), key=lambda i: rank[i])
        for n, item in enumerate(near[1:], 1):
            others = [i for i in near[:n] if i not in ends]
            if others:
                out.append((max(others, key=lambda i: (score(i, item), -rank[i])), item))
    return out


def _within(
    node: Node, live: Sequence[str], claims: Mapping[str, Claim], reports: Mapping[str, Report], comparer: Comparer
) -> list[Join]:
    """The joins between claims of one report."""
    if len(live) == len(node.claims) or len(live) < 2:
        return list(node.inner) if len(live) == len(node.claims) else []
    report = reports.get(node.account.report)
    layout = Layout(report)
    told = {c: single(claims[c], report, layout) for c in live}
    kept = {(j.a, j.b): j for j in node.inner}
    return [
        kept.get(pair) or join(told[pair[0]], told[pair[1]], comparer, comparer.score(told[pair[0]], told[pair[1]]))
        for pair in spanning(kept, live, lambda a, b: comparer.score(told[a], told[b]))
    ]
