"""How sure the reader is of a claim: the share of claims of its make that a careful coder records too.

The points are data (codebook file `confidence`), set by hand and checked against hand-coded reports: docs/accuracy.md
shows, band by band, how many claims were right.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.extract.drafts import Draft
from harmledger.records import Claim


@cache
def _rule() -> dict[str, Any]:
    return dict(codebook.load("confidence"))


def confidence(claim: Claim, draft: Draft) -> float:
    """A share between the rule's least and most; `claim` with retellings folded in, `draft` its fuller telling."""
    rule = _rule()
    score = rule["base"] + sum(rule["points"][name] for name in _holding(claim, draft))
    return float(round(min(rule["most"], max(rule["least"], score)), 2))


def _holding(claim: Claim, draft: Draft) -> Iterator[str]:
    """The names of the points that hold for a claim."""
    if claim.time is not None and claim.time.basis.startswith("expression"):
        yield "dated"
    if claim.casualties:
        yield "figures"
    if claim.targets:
        yield "hit"
    if len(claim.quotes) > 1:
        yield "retold"
    elif draft.sentence_kind == "title":
        yield "headline"
    if claim.kind == "condition":
        yield "condition"
    if draft.family == "control":
        yield "control"
    if claim.place is None or claim.place.lat is None:
        yield "unplaced"
    if draft.tense == "present":
        yield "present"
    if claim.modality != "actual":
        yield "supposed"
