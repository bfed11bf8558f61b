"""About the ledger: whose it is, how to cite it, how to report an error, how to read a page, what it cannot tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from harmledger.publish.privacy import policy
from harmledger.publish.privacy.policy import Policy
from harmledger.serve.desk import Desk
from harmledger.serve.pages import Page
from harmledger.store import Counts


@dataclass(frozen=True)
class About:
    """What the page says of this ledger."""

    counts: Counts
    citation: str  # the publisher's, or one made of what the ledger says of itself
    policy: Policy
    kinds: Mapping[str, int]  # kind of record -> how many incidents


def about(desk: Desk, key: str) -> About:
    """The model of the page about the ledger."""
    imprint = desk.imprint
    kinds = Counter(str(row.incident.kind) for row in desk.shelf.rows())
    made = f"{imprint.named}. Made with harmledger from {desk.ledger.counts().reports:,} news reports"
    made += f", as of {desk.generated[:10]}." if desk.generated else "."
    return About(desk.ledger.counts(), imprint.citation or made, policy.load(), kinds)


PAGE = Page("about", "about.html", "about.html", about, menu="About", rank=80)
