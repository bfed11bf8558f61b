"""Decisions of two ledgers brought together: each is taken once, and what contradicts is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from harmledger.decisions import Decision, Standing, conflicts
from harmledger.review.acts import bring_up_to_date
from harmledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    new: tuple[Decision, ...]
    known: int  # that the ledger had already
    lost: tuple[Standing, ...]  # of the new, those whose claims the ledger does not have
    conflicts: tuple[tuple[Standing, Standing], ...]  # in which a new one takes part; the later of each pair acts


def bring_in(ledger: Ledger, decisions: Iterable[Decision]) -> Imported:
    """Take in decisions that were made in another ledger; all or none, and each once, however often it is given.

    They act in the order of their times, so that two ledgers that exchange decisions come to the same state.
    """
    given = {decision.id: decision for decision in decisions}
    new = ledger.import_decisions(given.values())
    bring_up_to_date(ledger, *new)
    standing = ledger.standing()
    ids = {decision.id for decision in new}
    return Imported(
        new,
        len(given) - len(new),
        tuple(s for s in standing if s.decision.id in ids and s.live and s.lost),
        tuple(pair for pair in conflicts(standing) if ids & {s.decision.id for s in pair}),
    )
