"""What the words of a figure count: a whole, a guess, an addition, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.extract.numbers import read_number
from harmledger.link.words import words_of
from harmledger.records import Casualty, Claim

Role = Literal["count", "estimate", "addition", "unnumbered"]


@cache
def rules() -> dict[str, Any]:
    """`codebook/data/reconcile.yaml`."""
    return dict(codebook.load("reconcile"))


def role_of(row: Casualty, claim: Claim) -> Role:
    """What a row's words count: bare plurals open a range, "dozens" guess, "one more" adds to what was said before."""
    words = [w.lower() for w, _ in words_of(row.text)]
    numbered = any(ch.isdigit() for ch in row.text) or read_number(row.text) is not None
    if not words or row.high is not None or numbered:
        # "two were killed and another 20 injured": the word adds to the other count, not to an earlier report's
        beside = any(r.outcome != row.outcome and (r.start or 0) < (row.start or 0) for r in claim.casualties)
        return "addition" if _adds(words) and not beside else "count"
    return "unnumbered" if row.low is not None and row.low <= rules()["plural"] else "estimate"


def _adds(words: Sequence[str]) -> bool:
    """Whether a figure's words add it to an earlier one: "two more", not "more than two"."""
    return any(w in rules()["addition_words"] and words[k + 1 : k + 2] != ["than"] for k, w in enumerate(words))
