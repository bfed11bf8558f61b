"""What people decided about claims, as linking honours it: pairs that stand together and pairs that stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Pairs of claim ids that people joined or parted; ids of claims that are gone do no harm.

    What is apart goes before what is together: of joins that lead from one parted claim to the other, the last in the
    order of ids yields.
    """

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


NONE = Constraints()


@dataclass(frozen=True, slots=True)
class Decided:
    """Constraints followed to their end: the group that each claim was put in, and the groups kept from it."""

    group: Mapping[str, str] = field(default_factory=dict)  # claim -> smallest claim of its group
    foes: Mapping[str, frozenset[str]] = field(default_factory=dict)  # group -> groups

    @classmethod
    def of(cls, constraints: Constraints) -> Decided:
        """Groups grow along the joins in order of ids; one that would hold two parted claims is not made."""
        together, apart = _sorted(constraints.together), _sorted(constraints.apart)
        group = {claim: claim for pair in (*together, *apart) for claim in pair}
        members = {claim: {claim} for claim in group}
        foes: dict[str, set[str]] = defaultdict(set)
        for a, b in apart:
            foes[a].add(b)
            foes[b].add(a)
        for a, b in together:
            keep, gone = min(group[a], group[b]), max(group[a], group[b])
            if keep == gone or any(foes[claim] & members[gone] for claim in members[keep]):
                continue
            for claim in members[gone]:
                group[claim] = keep
            members[keep] |= members.pop(gone)
        return cls(group, _between(group, apart))

    def bonds(self, accounts: Iterable[Iterable[str]]) -> Bonds:
        """The same said of accounts, each given by its claims: which share a group, and which may not meet."""
        if not self.group:
            return Bonds()
        groups = [frozenset(self.group[c] for c in claims if c in self.group) for claims in accounts]
        homes: dict[str, list[int]] = defaultdict(list)
        for i, held in enumerate(groups):
            for g in held:
                homes[g].append(i)
        together = {(a[0], b) for a in homes.values() for b in a[1:]}
        foes = {
            i: frozenset(j for g in held for foe in self.foes.get(g, ()) for j in homes.get(foe, ()))
            for i, held in enumerate(groups)
        }
        return Bonds(tuple(sorted(together)), {i: others for i, others in foes.items() if others})


@dataclass(frozen=True, slots=True)
class Bonds:
    """Accounts that people brought together (pairs of indices, sorted), and those that each may not meet."""

    together: tuple[tuple[int, int], ...] = ()
    foes: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def forbid(self, left: Iterable[int], right: Iterable[int]) -> bool:
        """Whether a group with both would hold two that were parted."""
        if not self.foes:
            return False
        others = frozenset(right)
        return any(self.foes[i] & others for i in left if i in self.foes)


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]})


def _between(group: Mapping[str, str], apart: Iterable[Pair]) -> dict[str, frozenset[str]]:
    foes: dict[str, set[str]] = defaultdict(set)
    for a, b in apart:
        foes[group[a]].add(group[b])
        foes[group[b]].add(group[a])
    return {g: frozenset(others) for g, others in foes.items()}
