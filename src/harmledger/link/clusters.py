"""From scored pairs to groups: the best pair first, and no group that most of its pairs do not support.

A single strong pair never joins two groups: the mean over their pairs must hold, and few of the pairs may
contradict each other in place or time. This keeps chains (A like B, B like C, C unlike A) apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from harmledger.link.constraints import Bonds
from harmledger.link.settings import Settings

FREE = Bonds()


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair that was compared, by index, and its score."""

    a: int
    b: int
    score: float


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of indices, each sorted, and the pairs that opened each join."""

    members: tuple[tuple[int, ...], ...]
    joins: tuple[Edge, ...]


def cluster(
    size: int,
    edges: Sequence[Edge],
    score: Callable[[int, int], float],
    settings: Settings,
    bonds: Bonds = FREE,
) -> Groups:
    """Groups of `range(size)`; depends on the set of edges only, not on their order.

    `bonds`: what people brought together stands together whatever the scores, what they parted stays apart.
    """
    join = settings.number("cluster", "join")
    home = list(range(size))
    members: dict[int, list[int]] = {i: [i] for i in range(size)}
    refused: set[tuple[int, int, int, int]] = set()
    known = {(e.a, e.b): e.score for e in edges}
    joins = []

    def unite(edge: Edge) -> None:
        keep, gone = sorted((home[edge.a], home[edge.b]))
        for i in members[gone]:
            home[i] = keep
        members[keep] = sorted(members[keep] + members.pop(gone))
        joins.append(edge)

    for a, b in bonds.together:
        if home[a] != home[b] and not bonds.forbid(members[home[a]], members[home[b]]):
            unite(Edge(a, b, score(a, b)))
    for edge in sorted((e for e in edges if e.score >= join), key=lambda e: (-e.score, e.a, e.b)):
        a, b = home[edge.a], home[edge.b]
        if a == b:
            continue
        state = (a, b, len(members[a]), len(members[b])) if a < b else (b, a, len(members[b]), len(members[a]))
        if state in refused:
            continue
        if bonds.forbid(members[a], members[b]) or not _supported(members[a], members[b], known, score, settings):
            refused.add(state)
            continue
        unite(edge)
    fixed = {i for pair in bonds.together for i in pair}
    torn = _torn(members, home, fixed, edges, lambda i, group: _mean(i, group, known, score, settings), settings)
    for i in torn:
        members[home[i]].remove(i)
    groups = [*(tuple(m) for m in members.values() if m), *((i,) for i in torn)]
    left = [e for e in joins if e.a not in torn and e.b not in torn]
    if torn:
        left = _spanning(groups, left, edges, score)
    return Groups(tuple(sorted(groups)), tuple(left))


def _spanning(
    groups: Sequence[tuple[int, ...]], joins: Sequence[Edge], edges: Sequence[Edge], score: Callable[[int, int], float]
) -> list[Edge]:
    """Joins that hold each group together where those through a torn one are gone: the best pairs, then any."""
    home = {i: n for n, group in enumerate(groups) for i in group}
    part = {i: i for i in home}
    out = []

    def root(i: int) -> int:
        while part[i] != i:
            i = part[i]
        return i

    def add(edge: Edge) -> None:
        a, b = sorted((root(edge.a), root(edge.b)))
        if a != b:
            part[b] = a
            out.append(edge)

    for edge in joins:
        add(edge)
    for edge in sorted((e for e in edges if home[e.a] == home[e.b]), key=lambda e: (-e.score, e.a, e.b)):
        add(edge)
    for group in groups:
        for i in group[1:]:
            if root(i) != root(group[0]):
                add(Edge(group[0], i, score(group[0], i)))
    return out


def _torn(
    members: Mapping[int, Sequence[int]],
    home: Sequence[int],
    fixed: set[int],
    edges: Sequence[Edge],
    mean: Callable[[int, Sequence[int]], float],
    settings: Settings,
) -> set[int]:
    """Those that speak for their own group weakly, and for another that cannot be one with it as much."""
    others: dict[int, set[int]] = defaultdict(set)
    for e in edges:
        if e.score >= settings.number("cluster", "join") and home[e.a] != home[e.b]:
            others[e.a].add(home[e.b])
            others[e.b].add(home[e.a])
    torn = set()
    for i, groups in others.items():
        own = mean(i, members[home[i]])
        if len(members[home[i]]) < 2 or i in fixed or own >= settings.number("torn", "clear"):
            continue
        least = own - settings.number("torn", "margin")
        if any(mean(i, members[g]) > least for g in groups if len(members[g]) >= settings.number("torn", "least")):
            torn.add(i)
    return torn


def _mean(
    i: int,
    group: Sequence[int],
    known: dict[tuple[int, int], float],
    score: Callable[[int, int], float],
    settings: Settings,
) -> float:
    """What the pairs of one with the others of a group speak for one event, on the whole."""
    scores = []
    for j in _spread([j for j in group if j != i], int(settings.number("cluster", "sample"))):
        pair = (i, j) if i < j else (j, i)
        if pair not in known:
            known[pair] = score(*pair)
        scores.append(known[pair])
    return sum(sorted(scores)) / len(scores) if scores else -inf


def _supported(
    left: Sequence[int],
    right: Sequence[int],
    known: dict[tuple[int, int], float],
    score: Callable[[int, int], float],
    settings: Settings,
) -> bool:
    """Whether the pairs between two groups speak for the join on the whole, and few against it."""
    if len(left) == len(right) == 1:
        return True
    sample = int(settings.number("cluster", "sample"))
    scores = []
    for i in _spread(left, sample):
        for j in _spread(right, sample):
            pair = (i, j) if i < j else (j, i)
            if pair not in known:
                known[pair] = score(*pair)
            scores.append(known[pair])
    if min(scores) <= settings.number("cluster", "never"):
        return False
    against = sum(s <= settings.number("cluster", "against") for s in scores)
    if against > settings.number("cluster", "share") * len(scores):
        return False
    return sum(sorted(scores)) / len(scores) >= settings.number("cluster", "mean")


def _spread(group: Sequence[int], most: int) -> list[int]:
    """At most `most` members, evenly spread over the canonical order."""
    if len(group) <= most:
        return list(group)
    return [group[k * (len(group) - 1) // (most - 1)] for k in range(most)]
