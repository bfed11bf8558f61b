"""What people decided, as records that are only ever added to, and what follows from them.

Neutral like `records`: the store keeps decisions, linking honours them, `harmledger.review` makes them.
"""

from harmledger.decisions.records import (
    ACTIONS,
    DECIDED,
    ON_CLAIMS,
    PLACING,
    SHAPING,
    Action,
    Change,
    Decision,
    Standing,
    Subject,
    sealed,
)
from harmledger.decisions.standing import conflicts, live, ordered, seconded

__all__ = [
    "ACTIONS",
    "DECIDED",
    "ON_CLAIMS",
    "PLACING",
    "SHAPING",
    "Action",
    "Change",
    "Decision",
    "Standing",
    "Subject",
    "conflicts",
    "live",
    "ordered",
    "sealed",
    "seconded",
]
