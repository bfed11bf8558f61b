"""Casualties over several incidents: what is told is added up, what nobody told stays empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harmledger.records import Claim, Incident, Toll

_ONE_ATTACK_DAYS = 3  # a figure about a longer time counts more than one attack


@dataclass(frozen=True, slots=True)
class Sum:
    """One outcome over incidents; None is not told (`low`, `best`), or without an upper bound (`high`)."""

    told: int = 0  # incidents with a figure
    low: int | None = None
    best: int | None = None
    high: int | None = None
    open: bool = False  # whether one of the figures is "so many or more"

    def shown(self) -> str | None:
        """For a person: "5", "5 to 8", "5 or more"; None where nothing is told."""
        if self.low is None:
            return None
        if self.open:
            return f"{self.low} or more"
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"


def total(tolls: Iterable[Toll]) -> Sum:
    """The sum of one figure an incident: of a figure without a bound the other one stands in for its best."""
    rows = [t for t in tolls if t.low is not None or t.high is not None]
    if not rows:
        return Sum()
    low = sum(t.low or 0 for t in rows)
    best = sum(t.best if t.best is not None else t.low or 0 for t in rows)
    open_ended = any(t.high is None for t in rows)
    return Sum(len(rows), low, best, None if open_ended else sum(t.high or 0 for t in rows), open_ended)


def figure(incident: Incident, claims: Sequence[Claim], outcome: str) -> Toll | None:
    """The incident's figure of people, not of combatants; None where only a running total of a longer time gives it."""
    toll = incident.toll(outcome)
    return toll if toll is not None and _of_one_attack(toll, claims) else None


def combatants(incident: Incident, claims: Sequence[Claim], outcome: str) -> Toll | None:
    """The incident's figure of combatants."""
    found = [t for t in incident.tolls if t.outcome == outcome and t.victims == "combatant"]
    return next((t for t in found if _of_one_attack(t, claims)), None)


def _of_one_attack(toll: Toll, claims: Sequence[Claim]) -> bool:
    behind = [c for c in claims if c.id in toll.claims]
    return not behind or any(_short(c) for c in behind)


def _short(claim: Claim) -> bool:
    time = claim.time
    if time is None or time.start is None or time.end is None or not time.text:
        return True  # no words say that it took longer
    return (time.end - time.start).days < _ONE_ATTACK_DAYS
