"""What people decided on claims, as the queue needs it: what holds for each, and on which reviewers disagree."""

from __future__ import annotations

from collections.abc import Container, Iterable

from harmledger.decisions import Standing, conflicts
from harmledger.errors import NotFound
from harmledger.store import Ledger


class Said:
    """The decisions by claim; `opposed`: claims on which reviewers contradict each other."""

    def __init__(self) -> None:
        self.opposed: set[str] = set()
        self.reviewers: set[str] = set()  # all who decided anything
        self._standing: dict[str, Standing] = {}
        self._on: dict[str, set[str]] = {}  # claim -> decisions that name it in any role

    def learn(self, standings: Iterable[Standing]) -> None:
        """Take in decisions as they stand now."""
        for standing in standings:
            self._standing[standing.decision.id] = standing
            self.reviewers.add(standing.decision.reviewer)
            for claim in _all(standing):
                self._on.setdefault(claim, set()).add(standing.decision.id)

    def live_on(self, claim: str) -> list[Standing]:
        """The decisions on a claim that hold."""
        return [s for n in self._on.get(claim, ()) if (s := self._standing[n]).live]

    def beside(self, claims: Iterable[str]) -> set[str]:
        """Every claim of the decisions on these."""
        return {c for n in self._acts(claims) for c in _all(self._standing[n])}

    def judge(self, claims: set[str] | None = None) -> None:
        """Find anew whether reviewers disagree on these claims, or on any."""
        claims = set(self._on) if claims is None else claims
        acts = [s for n in self._acts(self.beside(claims)) if (s := self._standing[n]).live]
        acts.sort(key=lambda s: (s.decision.at, s.decision.id))
        opposed = {c for pair in conflicts(acts) for s in pair for c in s.named()}
        self.opposed = (self.opposed - claims) | (opposed & claims)

    def _acts(self, claims: Iterable[str]) -> set[str]:
        return {n for c in claims for n in self._on.get(c, ())}


def about(ledger: Ledger, act: str, known: Container[str]) -> set[str]:
    """The claims of the decision that an undo or agreement is about in the end; `known`: claims that there are."""
    try:
        found = ledger.decision(act)
        while found.of:
            found = ledger.decision(found.of)
    except NotFound:
        return set()
    named = {c for s in ledger.standing(on=[found.id]) for c in _all(s)}
    return named | {a.claim for a in found.anchors if a.claim in known}


def _all(standing: Standing) -> set[str]:
    return {c for c in standing.claims if c is not None}
