"""One told figure of attacks, as the words give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["rate", "count", "total", "unplaced"]
Age = Literal["", "then", "now"]


@dataclass(frozen=True, slots=True)
class Told:
    """One figure: `text[start:end]` holds number and noun; low or high None where open; `per` empty where untold."""

    start: int
    end: int
    what: str
    low: int | None
    high: int | None
    per: str
    way: Way  # a habitual rate, a count in a named period, a running total, or no period at all
    fate: str  # "carried out", "repelled", "intercepted"
    age: Age
    between: str  # the words between number and noun: "Russian", "enemy"
