"""What a person sees of the seeds, and the passages that were coded by hand to find claims by."""

from __future__ import annotations

from dataclasses import dataclass, field

import harmledger
from harmledger.evaluate.align import overlap, spans, squash
from harmledger.evaluate.gold import GoldClaim, GoldReport
from harmledger.records import Casualty, Claim, Incident, Place, Time


@dataclass(frozen=True)
class Seeds:
    """What a person sees of the five seeds: claims, incidents, and the passages that were coded by hand."""

    result: harmledger.Result
    gold: dict[str, GoldReport]  # by the first three digits of the file's name
    _squashed: dict[str, str] = field(default_factory=dict)

    def coded(self, seed: str, claim: str) -> GoldClaim:
        """A hand-coded claim of a seed."""
        return next(c for c in self.gold[seed].claims if c.id == claim)

    def at(self, seed: str, claim: str, modality: str | None = "actual") -> list[Claim]:
        """The program's claims whose quotes share words with a hand-coded claim."""
        return self.overlapping(seed, self.coded(seed, claim).quote, modality)

    def overlapping(self, seed: str, passage: str, modality: str | None = "actual") -> list[Claim]:
        """The program's claims whose quotes share words with a passage of a seed."""
        report = next(r for r in self.result.reports if r.document.startswith(seed))
        text = self._squashed.setdefault(report.id, squash(report.text))
        where = spans(text, [passage])
        assert where is not None, f"the passage does not stand in seed {seed} any more: {passage!r}"
        found = []
        for claim in self.result.claims:
            here = spans(text, [q.text for q in claim.quotes]) if claim.report == report.id else None
            if here and overlap(where, here) > 0.2 and modality in (None, claim.modality):
                found.append(claim)
        return found

    def incident(self, claim: Claim) -> Incident:
        """The incident that a claim stands in."""
        return next(i for i in self.result.incidents if i.id == claim.incident)


def near(place: Place | None, lat: float, lon: float, degrees: float = 0.2) -> bool:
    """Whether a place was located within about 20 km."""
    if place is None or place.lat is None or place.lon is None:
        return False
    return abs(place.lat - lat) < degrees and abs(place.lon - lon) < 1.5 * degrees


def days(time: Time | None) -> tuple[str, str] | None:
    """First and last day as written in the ledger, None where unknown."""
    return (str(time.start), str(time.end)) if time and time.start and time.end else None


def row(rows: tuple[Casualty, ...], outcome: str, low: int | None, *victims: str) -> Casualty | None:
    """The row with this outcome and lower number, and one of these kinds of victims."""
    return next((r for r in rows if r.outcome == outcome and r.low == low and r.victims in victims), None)
