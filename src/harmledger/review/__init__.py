"""People decide: each act of a reviewer is a stored decision, applied at once and undone at any time.

The commands and any page to review on call these functions. A ledger may have several reviewers at once: `seen` names
the state of each claim or incident (`Ledger.state`) that the reviewer's page showed, and Clash is raised where it has
changed since. Every function gives the decision as it was stored.
"""

from harmledger.review.acts import (
    accept,
    agree,
    bring_up_to_date,
    confirm,
    correct,
    decide,
    grade,
    join,
    move,
    reject,
    release,
    split,
    undo,
    unsure,
)
from harmledger.review.drafts import Author, Draft
from harmledger.review.exchange import Imported, bring_in
from harmledger.review.history import disagreements, history, lost
from harmledger.review.queue import Waiting, queue
from harmledger.review.values import grades

__all__ = [
    "Author",
    "Draft",
    "Imported",
    "Waiting",
    "accept",
    "agree",
    "bring_in",
    "bring_up_to_date",
    "confirm",
    "correct",
    "decide",
    "disagreements",
    "grade",
    "grades",
    "history",
    "join",
    "lost",
    "move",
    "queue",
    "reject",
    "release",
    "split",
    "undo",
    "unsure",
]
