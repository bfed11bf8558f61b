"""What people decided about incidents: which claims stand together or apart, and what an incident is graded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from harmledger.decisions import PLACING, Standing
from harmledger.link.constraints import Constraints
from harmledger.records import Incident


def constraints(standings: Sequence[Standing]) -> Constraints:
    """The pairs of claims that live decisions (in the order in which they act) hold together or keep apart.

    Join holds all claims of the joined incidents together. Split holds the named claims together and apart from the
    rest of their incident. Move holds the named claims together with those of the new incident and apart from the rest
    of the old. Of decisions that contradict each other the later acts: what an earlier one says is kept as far as it
    fits. Claims that have disappeared have no part in it.
    """
    groups = _Groups()
    for standing in reversed(standings):
        if standing.live and standing.decision.action in PLACING:
            named = standing.named()
            groups.part(named, standing.named("rest"))
            groups.hold((*standing.named("with"), *named))
    return groups.constraints()


def shaped(incidents: Iterable[Incident], standings: Sequence[Standing]) -> tuple[Incident, ...]:
    """The incidents with the decisions that shaped them, and with the grades that people gave.

    A grade belongs to the incident that now holds most of the claims which were graded; the last grade stands.
    """
    made = list(incidents)
    home = {claim: number for number, incident in enumerate(made) for claim in incident.claims}
    acts: dict[int, list[str]] = defaultdict(list)
    grades: dict[int, Standing] = {}
    for standing in (s for s in standings if s.live):
        claims = [home[c] for c in (*standing.named(), *standing.named("with")) if c in home]
        if standing.decision.action in PLACING:
            for number in sorted(set(claims)):
                acts[number].append(standing.decision.id)
        elif standing.decision.action == "grade" and claims:
            counts = Counter(claims)
            number = max(counts, key=lambda n: (counts[n], -claims.index(n)))
            grades[number] = standing
    for number, standing in grades.items():
        act = standing.decision
        acts[number].append(act.id)
        made[number] = replace(made[number], grade=act.value, grade_reasons=(act.reason,), graded_by=act.id)
    return tuple(replace(i, decisions=tuple(acts[n])) if acts[n] else i for n, i in enumerate(made))


class _Groups:
    """Claims held together, and groups kept apart; what was said first stands against what is said after."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._foes: dict[str, set[str]] = defaultdict(set)

    def _of(self, claim: str) -> str:
        if claim not in self._home:
            self._home[claim] = claim
            self._members[claim] = {claim}
        return self._home[claim]

    def part(self, named: Iterable[str], rest: Iterable[str]) -> None:
        """Keep two sets of claims apart, but for those that are held together."""
        for a in {self._of(claim) for claim in named}:
            for b in {self._of(claim) for claim in rest} - {a}:
                self._foes[a].add(b)
                self._foes[b].add(a)

    def hold(self, claims: Iterable[str]) -> None:
        """Hold claims together, as many as nothing keeps apart."""
        seeds: list[str] = []
        for claim in claims:
            at = next((seed for seed in seeds if self._unite(seed, claim)), None)
            if at is None:
                seeds.append(claim)

    def _unite(self, one: str, other: str) -> bool:
        keep, gone = self._of(one), self._of(other)
        if keep == gone:
            return True
        if gone in self._foes[keep]:
            return False
        for claim in self._members[gone]:
            self._home[claim] = keep
        self._members[keep] |= self._members.pop(gone)
        for foe in self._foes.pop(gone, set()):
            self._foes[foe].discard(gone)
            self._foes[foe].add(keep)
            self._foes[keep].add(foe)
        return True

    def constraints(self) -> Constraints:
        """The groups as pairs: each member with the first of its group, each group with those kept from it."""
        first = {name: min(members) for name, members in self._members.items()}
        together = {(first[n], c) for n, members in self._members.items() for c in members if c != first[n]}
        apart = {tuple(sorted((first[a], first[b]))) for a, foes in self._foes.items() for b in foes}
        return Constraints(frozenset(together), frozenset((a, b) for a, b in sorted(apart)))
