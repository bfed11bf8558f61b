"""Whether the claims of an incident dispute who did it: parties of different sides, each named in earnest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

from harmledger import codebook
from harmledger.link.settings import settings
from harmledger.records import Claim


def opposed(one: str, other: str) -> bool:
    """Whether two actors cannot both be meant: different sides of one known war, or two names of none.

    A third state beside a belligerent (who armed it, who condemned it) is no rival of it.
    """
    if one == other:
        return False
    wars = [(side.get(one), side.get(other)) for side in _sides()]
    if any(a is not None and b is not None for a, b in wars):
        return any(a is not None and b is not None and a != b for a, b in wars)
    return not any(a is not None or b is not None for a, b in wars)


def rival_actors(claims: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """The actors that have a rival among the claims, each with its claims, in the order of the claims."""
    by_actor: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        if c.actor:
            by_actor[c.actor].append(c)
    rivals = {x for a, b in combinations(by_actor, 2) if opposed(a, b) for x in (a, b)}
    return [(actor, own) for actor, own in by_actor.items() if actor in rivals]


def disputed(claims: Sequence[Claim]) -> bool:
    """Whether two rival actors are each named by enough reports: one slip among twenty reports is no dispute."""
    conf = settings()
    told = rival_actors(claims)
    reports = {actor: {c.report for c in own} for actor, own in told}
    total = len(set().union(*reports.values())) if reports else 0
    enough = {
        actor
        for actor, own in reports.items()
        if len(own) >= conf.number("dispute", "reports") or len(own) >= conf.number("dispute", "share") * total
    }
    return any(opposed(a, b) for a, b in combinations(sorted(enough), 2))


@cache
def _sides() -> tuple[dict[str, str], ...]:
    """For each war of the codebook: party -> side."""
    return tuple(
        {party: side for side, parties in _listed(war).items() for party in parties}
        for war in codebook.load("conflicts")["conflicts"]
    )


def _listed(war: dict[str, object]) -> dict[str, Iterable[str]]:
    sides = war.get("sides")
    if isinstance(sides, dict):
        return sides
    parties = war["parties"]
    return {party: [party] for party in parties} if isinstance(parties, list) else {}
