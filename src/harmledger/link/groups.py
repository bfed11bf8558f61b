"""From a part of the graph to groups of accounts, and the denials that speak of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from harmledger import codebook
from harmledger.link.clusters import Edge, cluster
from harmledger.link.compare import Comparer
from harmledger.link.constraints import Decided
from harmledger.link.nodes import Node, join
from harmledger.link.settings import Settings
from harmledger.records import Join

Edges = Callable[[int], Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts of one event in canonical order, the pairs that opened each join, and denials of it with their pairs."""

    members: tuple[int, ...]
    joins: tuple[tuple[int, int, float], ...]
    denials: tuple[tuple[int, int, float], ...] = ()  # (account, denial, score)

    @property
    def nodes(self) -> tuple[int, ...]:
        """Members and denials."""
        return (*self.members, *(d for _, d, _ in self.denials))


def grouped(
    leaf: Iterable[int],
    nodes: Mapping[int, Node],
    edges: Edges,
    comparer: Comparer,
    conf: Settings,
    decided: Decided,
) -> list[Group]:
    """The groups of one leaf; pure in the leaf and the edges between its accounts."""
    members = sorted((i for i in leaf if nodes[i].role == "tells"), key=lambda i: nodes[i].account.order)
    at = {node: k for k, node in enumerate(members)}
    pairs = [
        Edge(k, at[other], score)
        for node, k in at.items()
        for other, score in edges(node).items()
        if other in at and k < at[other]
    ]
    accounts = [nodes[i].account for i in members]
    bonds = decided.bonds(nodes[i].claims for i in members)
    found = cluster(len(members), pairs, lambda i, j: comparer.score(accounts[i], accounts[j]), conf, bonds)
    home = {i: group for group in found.members for i in group}
    joins: dict[tuple[int, ...], list[tuple[int, int, float]]] = defaultdict(list)
    for e in found.joins:
        joins[home[e.a]].append((members[e.a], members[e.b], e.score))
    return [Group(tuple(members[i] for i in group), tuple(joins[group])) for group in found.members]


def with_denials(
    groups: Sequence[Group],
    denials: Iterable[int],
    nodes: Mapping[int, Node],
    edges: Edges,
    comparer: Comparer,
    decided: Decided,
) -> list[Group]:
    """The groups, each with the denials that most clearly speak of one of its accounts."""
    home = {i: n for n, group in enumerate(groups) for i in group.members}
    spoken: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for denial in sorted(denials, key=lambda i: nodes[i].account.order):
        best = _spoken_of(nodes[denial], home, groups, nodes, edges, comparer, decided)
        if best is not None:
            spoken[home[best[0]]].append(best)
    return [Group(g.members, g.joins, tuple(spoken.get(n, ()))) for n, g in enumerate(groups)]


def _spoken_of(
    denial: Node,
    home: Mapping[int, int],
    groups: Sequence[Group],
    nodes: Mapping[int, Node],
    edges: Edges,
    comparer: Comparer,
    decided: Decided,
) -> tuple[int, int, float] | None:
    own = decided.group.get(denial.claims[0])
    near = edges(denial.id)
    order = sorted((i for i in near if may_deny(denial, nodes[i])), key=lambda i: nodes[i].account.order)
    if own is not None:
        put = [i for i in sorted(near, key=lambda i: nodes[i].account.order) if own in _decided(nodes[i], decided)]
        if put:
            i = put[0]
            return (i, denial.id, comparer.score(nodes[i].account, denial.account)) if i in home else None
        foes = decided.foes.get(own, frozenset())
        order = [
            i
            for i in order
            if i not in home or not any(_decided(nodes[m], decided) & foes for m in groups[home[i]].members)
        ]
    if not order:
        return None
    best = min(order, key=lambda i: -near[i])
    return (best, denial.id, near[best]) if best in home else None


def may_deny(denial: Node, told: Node) -> bool:
    """Whether a denial may speak of an account: of the same object, or of one report, or of one place and day.

    Who denies that forces entered a town does not deny that it was shelled, nor who denies one object's fate another's.
    """
    a, b = denial.account, told.account
    fights = frozenset(codebook.load("disputes")["both_act"])
    if bool(a.types & fights) != bool(b.types & fights):
        return False
    objects, others = a.targets - _NO_OBJECT, b.targets - _NO_OBJECT
    if objects and others:
        return bool(objects & others)
    if a.report == b.report or a.key is None:
        return True
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return a.key == b.key
    return a.key == b.key and a.start <= b.end + 1 and b.start <= a.end + 1


_NO_OBJECT = frozenset({"civilians"})


def _decided(node: Node, decided: Decided) -> set[str]:
    return {decided.group[c] for c in node.claims if c in decided.group}


def joins_of(group: Group, nodes: Mapping[int, Node], comparer: Comparer) -> list[Join]:
    """All joins of a group with their reasons: within reports, across them, and those of denials."""
    within = [j for i in group.members for j in nodes[i].inner]
    pairs = [*group.joins, *group.denials]
    return [*within, *(join(nodes[a].account, nodes[b].account, comparer, score) for a, b, score in pairs)]
