"""Where something that a person or the program said of a claim holds on: the claim, else its words in its report.

A newer version of the reader may code a report anew, and a claim's id changes with what it says. What was tied to the
claim (a decision, the name of an incident) then follows the words: same report, quotes that share most letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from harmledger.records import Claim, Record, Span

LEAST = 0.5  # of the shorter of two quotations that both must share to be one statement


@dataclass(frozen=True, slots=True)
class Anchor(Record):
    """A claim, and where in its report its quotes stand, as offsets from the first quote's begin to the last's end."""

    claim: str
    report: str = ""  # Report.id; empty where only the claim's id is known
    start: int = 0
    end: int = 0


def anchor_of(claim: Claim) -> Anchor:
    """The anchor of a claim."""
    start = min((q.start for q in claim.quotes), default=0)
    return Anchor(claim.id, claim.report, start, max((q.end for q in claim.quotes), default=start))


def follow(anchor: Anchor, claims: Iterable[Claim]) -> Claim | None:
    """The claim that the anchor means among `claims`: the same id, else the one whose words overlap most; or None.

    Only claims of the anchor's report come into question; of equals the one of the smaller id.
    """
    known = list(claims)
    same = next((c for c in known if c.id == anchor.claim), None)
    if same is not None or not anchor.report:
        return same
    words = (Span("", anchor.start, anchor.end),)
    found = [(shared(words, c.quotes), c) for c in known if c.report == anchor.report]
    near = [(share, c) for share, c in found if share[0] >= LEAST]
    return min(near, key=lambda item: (-item[0][0], -item[0][1], item[1].id))[1] if near else None


def shared(a: Iterable[Span], b: Iterable[Span]) -> tuple[float, float]:
    """How much of the shorter of two quotations both have, and how much of all that they cover; 0 to 1."""
    here = {i for q in a for i in range(q.start, q.end)}
    there = {i for q in b for i in range(q.start, q.end)}
    both = len(here & there)
    if not both:
        return 0.0, 0.0
    return both / min(len(here), len(there)), both / len(here | there)
