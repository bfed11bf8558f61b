"""Parts of the graph of likely pairs that can be grouped each by itself, none too large.

In a dense war nearly every account is like some other: followed from pair to pair, half of all accounts hang together.
A connected part of more than `most` accounts is therefore parted where its pairs are weakest: only pairs of the next
higher step connect, and so on. An account's strongest pairs always connect, whatever the step: a crowd of reports that
tell little of one strike stays a crowd, and no account is left alone that is like another. The parts follow from the
set of pairs alone, and finding the part of one account costs no more than its size and the number of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf

Leaf = frozenset[int]
Edges = Callable[[int], Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Cuts:
    """How parts are cut: the scores that connect, from the weakest on, and how large a part may be before the next.

    Pairs within `margin` of the best of one of their accounts connect at every step. Parts of the last step may have
    any size.
    """

    steps: tuple[float, ...]
    most: int
    margin: float


def leaves(starts: Iterable[int], edges: Edges, cuts: Cuts) -> list[Leaf]:
    """The parts in which the accounts `starts` lie, each once; `edges` gives the neighbours of one and the scores."""
    graph = _Graph(edges, cuts.margin)
    large: list[set[int]] = [set() for _ in cuts.steps]
    seen: set[int] = set()
    out = []
    for start in starts:
        if start in seen:
            continue
        for level, least in enumerate(cuts.steps):
            room = cuts.most if level < len(cuts.steps) - 1 else None
            part = None if start in large[level] else _connected(start, graph, least, room, large[level])
            if part is not None:
                seen |= part
                out.append(frozenset(part))
                break
    return out


def strongest(pairs: Mapping[int, float], margin: float) -> float:
    """The score from which the pairs of an account always connect; pairs that people made do not count."""
    return max((score for score in pairs.values() if score < inf), default=inf) - margin


class _Graph:
    """The pairs of each account, read once."""

    def __init__(self, edges: Edges, margin: float) -> None:
        self._edges, self._margin = edges, margin
        self._held: dict[int, tuple[Mapping[int, float], float]] = {}

    def of(self, i: int) -> tuple[Mapping[int, float], float]:
        """The pairs of an account, and the score from which they always connect."""
        if i not in self._held:
            pairs = self._edges(i)
            self._held[i] = pairs, strongest(pairs, self._margin)
        return self._held[i]


def _connected(start: int, graph: _Graph, least: float, room: int | None, large: set[int]) -> set[int] | None:
    """What is connected with `start`; None where it is more than `room`, and then what was met is noted in `large`."""
    found, open_ = {start}, [start]
    while open_:
        at = open_.pop()
        pairs, own = graph.of(at)
        for other, score in pairs.items():
            if other in found or (score < least and score < own and score < graph.of(other)[1]):
                continue
            found.add(other)
            if room is not None and (other in large or len(found) > room):
                large |= found
                return None
            open_.append(other)
    return found
