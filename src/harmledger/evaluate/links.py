"""Incidents against hand-coded links: which reports were brought together.

Two reports count as joined when they share an incident. Recall is the share of an incident's report pairs that are
joined, averaged over incidents; precision is the share of joined pairs, among listed reports and near misses, that is
right.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger.evaluate.gold import GoldIncident
from harmledger.records import Claim


@dataclass(frozen=True, slots=True)
class IncidentScore:
    """One coded incident: report pairs that belong together and those joined; near-miss pairs and those joined."""

    incident: str
    pairs: int
    joined: int
    near: int
    near_joined: int


@dataclass(frozen=True, slots=True)
class LinkScores:
    """All figures; rates 0 to 1. `incidents` counts those with at least one pair."""

    incidents: int
    precision: float
    recall: float
    f1: float
    near: int
    near_joined: int
    reports: int
    reports_without_incident: int
    each: tuple[IncidentScore, ...]  # worst recall first

    def to_json(self) -> dict[str, Any]:
        """The figures as plain values, rates rounded to three digits."""
        return {
            "incidents": self.incidents,
            "link_precision": round(self.precision, 3),
            "link_recall": round(self.recall, 3),
            "link_f1": round(self.f1, 3),
            "false_merges": f"{self.near_joined}/{self.near}",
            "reports_without_incident": self.reports_without_incident,
            "reports": self.reports,
            "each": [
                {"incident": i.incident, "pairs": i.pairs, "joined": i.joined}
                | {"near": i.near, "near_joined": i.near_joined}
                for i in self.each
            ],
        }


def score(gold: Sequence[GoldIncident], claims: Iterable[Claim]) -> LinkScores:
    """Score a ledger's incidents by the documents of their claims; incidents marked as a series are left out."""
    incidents: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.incident:
            incidents[claim.document.replace("\\", "/").rsplit("/", 1)[-1]].add(claim.incident)
    strict = [g for g in gold if not g.series]
    free = {report for g in strict for report in g.optional}
    home = {report: g.incident for g in strict for report in g.reports if report not in free}

    def joined(a: str, b: str) -> bool:
        return not incidents.get(a, set()).isdisjoint(incidents.get(b, set()))

    each, wrong = [], set()
    for g in strict:
        told = [r for r in g.reports if r not in free]
        pairs = list(itertools.combinations(told, 2))
        near = [(n, r) for n in g.not_same for r in told]
        near_joined = [(n, r) for n, r in near if joined(n, r)]
        wrong |= {tuple(sorted(pair)) for pair in near_joined if pair[0] not in home}
        each.append(IncidentScore(g.incident, len(pairs), sum(joined(*p) for p in pairs), len(near), len(near_joined)))
    across = sum(home[a] != home[b] and joined(a, b) for a, b in itertools.combinations(sorted(home), 2))
    return _scores(each, len(wrong) + across, home, incidents)


def _scores(
    each: Sequence[IncidentScore], wrong: int, home: dict[str, str], incidents: dict[str, set[str]]
) -> LinkScores:
    paired = [i for i in each if i.pairs]
    right = sum(i.joined for i in paired)
    recall = sum(i.joined / i.pairs for i in paired) / len(paired) if paired else 0.0
    precision = right / (right + wrong) if right + wrong else 0.0
    return LinkScores(
        incidents=len(paired),
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        near=sum(i.near for i in each),
        near_joined=sum(i.near_joined for i in each),
        reports=len(home),
        reports_without_incident=sum(not incidents.get(r) for r in home),
        each=tuple(sorted(each, key=lambda i: (i.joined / i.pairs if i.pairs else 1.0, i.incident))),
    )
