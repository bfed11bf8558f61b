"""From scored pairs to groups: the best pair first, and no group that most of its pairs do not support.

A single strong pair never joins two groups: the mean over their pairs must hold, and few of the pairs may
contradict each other in place or time. This keeps chains (A like B, B like C, C unlike A) apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    return Groups(tuple(tuple(m) for _, m in sorted(members.items())), tuple(joins))


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
