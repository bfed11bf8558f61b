"""Whether claims are right as often as their confidence says.

A claim counts as right when it stands for a hand-coded claim of its report (as in `claims.score`), and as fully right
when, besides, none of its scored slots is worse than a half. Optional coded claims count as right: careful coders allow
them. Claims that are not told as fact (denied, possible, background) are left out: hand-coded sets hold facts only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim's confidence and whether it was right."""

    confidence: float
    right: bool
    fully: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims of a band of confidence: `low <= confidence < high` (the last band holds 1.0)."""

    low: float
    high: float
    claims: int
    confidence: float  # mean
    right: float  # share
    fully: float  # share


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bands with claims in them, and the mean gap between confidence and share right, by number of claims."""

    bins: tuple[Bin, ...]
    claims: int
    gap: float  # expected calibration error, Naeini et al. 2015


def calibration(judged: Iterable[Judged]) -> Calibration:
    """How confidence compares with the share of claims that were right, band by band."""
    rows = list(judged)
    bins = tuple(b for low, high in pairwise(EDGES) if (b := _bin(rows, low, high)) is not None)
    gap = sum(b.claims * abs(b.confidence - b.right) for b in bins) / len(rows) if rows else 0.0
    return Calibration(bins, len(rows), gap)


def _bin(rows: Sequence[Judged], low: float, high: float) -> Bin | None:
    held = [r for r in rows if low <= r.confidence and (r.confidence < high or high == EDGES[-1])]
    if not held:
        return None
    n = len(held)
    return Bin(
        low,
        high,
        n,
        sum(r.confidence for r in held) / n,
        sum(r.right for r in held) / n,
        sum(r.fully for r in held) / n,
    )
