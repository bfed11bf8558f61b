"""The persons of a ledger's reports: what was found before is read, the rest is looked for and kept where it may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from harmledger.publish.privacy import people
from harmledger.publish.privacy.people import Person
from harmledger.records import Report
from harmledger.store import Readable


@runtime_checkable
class Keeper(Protocol):
    """A store that keeps findings beside its texts."""

    def findings(self, by: str) -> dict[str, str]:
        """What was found in texts, by their hashes."""
        ...


def of(ledger: Readable, reports: Iterable[Report]) -> dict[str, list[Person]]:
    """The persons of each report, by its id."""
    rows = list(reports)
    texts = [r.text for r in rows]
    return {r.id: found for r, found in zip(rows, people.find(texts), strict=True)}
