"""What of a ledger an audience may see, and how much of it was withheld."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from harmledger.publish import privacy
from harmledger.publish.edition import Audience, Edition
from harmledger.publish.imprint import NONE, Imprint
from harmledger.store import Readable


@dataclass(frozen=True, slots=True)
class Shown:
    """A ledger as an audience sees it, with the edition that says so in files."""

    ledger: Readable
    edition: Edition


@contextmanager
def show(ledger: Readable, audience: Audience, imprint: Imprint = NONE) -> Iterator[Shown]:
    """The ledger itself for "internal"; for "public" what the privacy policy leaves of it, while the block lasts."""
    if audience == "internal":
        yield Shown(ledger, Edition("internal", "", imprint))
        return
    with privacy.public(ledger) as public:
        counts = Counter(row.rule for row in public.withheld() if not row.released)
        withheld = {rule: counts[rule] for rule in public.policy.rules if counts[rule]}
        yield Shown(public, Edition("public", public.policy.version, imprint, withheld))
