"""What public output withholds, by a policy kept as data: the one way from a ledger to anything that is published."""

from __future__ import annotations

from harmledger.publish.privacy.policy import Policy, Rule, load
from harmledger.publish.privacy.public import PublicLedger
from harmledger.publish.privacy.withheld import Withheld
from harmledger.store import Readable

__all__ = ["Policy", "PublicLedger", "Rule", "Withheld", "load", "public"]


def public(ledger: Readable, policy: Policy | None = None) -> PublicLedger:
    """The ledger as the public may read it; give it to any export or page in place of the ledger."""
    return PublicLedger(ledger, policy)
