"""A place and a day that a report leaves open at first ("a village near X") and names further on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from harmledger.extract.drafts import Draft
from harmledger.extract.frames import word_list
from harmledger.records import Claim, Report

_AHEAD = 3  # claims further on that may name the place
_PARAGRAPHS = 2
_BEFORE = 40  # characters before a place's name in which "a village near" may stand


def specify(report: Report, claims: Sequence[Claim], drafts: Sequence[Draft]) -> list[Claim]:
    """The claims, those with an unnamed place given the place and day of the same harm told in the next lines."""
    out = list(claims)
    for i, (claim, draft) in enumerate(zip(claims, drafts, strict=True)):
        if not _open(report, claim, draft):
            continue
        for j in range(i + 1, min(i + 1 + _AHEAD, len(claims))):
            if drafts[j].paragraph - draft.paragraph > _PARAGRAPHS:
                break
            if _names_it(claim, claims[j], drafts[j]):
                out[i] = _filled(claim, claims[j])
                break
    return out


@cache
def _unnamed() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:an?|one)\s+(?:\w+\s+)?(?:{'|'.join(sorted(word_list('unnamed_places')))})\b", re.IGNORECASE
    )


def _open(report: Report, claim: Claim, draft: Draft) -> bool:
    place = claim.place
    if (
        draft.place is None
        or place is None
        or place.start is None
        or claim.modality != "actual"
        or not claim.casualties
    ):
        return False
    return bool(_unnamed().search(report.text, max(0, place.start - _BEFORE), place.end or place.start))


def _names_it(claim: Claim, other: Claim, draft: Draft) -> bool:
    if draft.place is None or other.modality != "actual" or other.place is None or other.place.lat is None:
        return False
    if other.place.precision not in ("site", "district", "village", "city"):
        return False
    told = {(c.outcome, c.low, c.high) for c in claim.casualties}
    return any((c.outcome, c.low, c.high) in told for c in other.casualties)


def _filled(claim: Claim, other: Claim) -> Claim:
    assert other.place is not None
    time = claim.time
    if other.time is not None and (time is None or not time.text):
        time = replace(other.time, basis=f"told further on: {other.time.basis}")
    return replace(claim, place=replace(other.place, basis=f"named further on: {other.place.basis}"), time=time)
