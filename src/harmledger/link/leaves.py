"""Parts of the graph of likely pairs that can be grouped each by itself, none too large.

In a dense war nearly every account is like some other: followed from pair to pair, half of all accounts hang together.
A connected part of more than `most` accounts is therefore parted where its pairs are weakest: only pairs of the next
higher step connect, and so on. The parts follow from the set of pairs alone, and finding the part of one account
costs no more than its size and the number of steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

Leaf = frozenset[int]


def leaves(
    starts: Iterable[int], edges: Callable[[int], Mapping[int, float]], steps: Sequence[float], most: int
) -> list[Leaf]:
    """The parts in which the accounts `starts` lie, each once; `edges` gives the neighbours of one and the scores.

    Parts of the last step may have any size.
    """
    large: list[set[int]] = [set() for _ in steps]
    seen: set[int] = set()
    out = []
    for start in starts:
        if start in seen:
            continue
        for level, least in enumerate(steps):
            room = most if level < len(steps) - 1 else None
            part = None if start in large[level] else _connected(start, edges, least, room, large[level])
            if part is not None:
                seen |= part
                out.append(frozenset(part))
                break
    return out


def _connected(
    start: int, edges: Callable[[int], Mapping[int, float]], least: float, room: int | None, large: set[int]
) -> set[int] | None:
    """What is connected with `start`; None where it is more than `room`, and then what was met is noted in `large`."""
    found, open_ = {start}, [start]
    while open_:
        for other, score in edges(open_.pop()).items():
            if score < least or other in found:
                continue
            found.add(other)
            if room is not None and (other in large or len(found) > room):
                large |= found
                return None
            open_.append(other)
    return found
