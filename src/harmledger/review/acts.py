"""The acts of a reviewer: drawn up, stored, and the incidents brought up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harmledger.decisions import Decision
from harmledger.errors import HarmledgerError, NotLinked
from harmledger.review.drafts import Author, Draft
from harmledger.store import Ledger

_ROUNDS = 3  # of linking, where others write meanwhile; what then is left is done by the next act or run
_NAMED = 3  # decisions that an error names

Seen = Mapping[str, str] | None


def decide(ledger: Ledger, draft: Draft, seen: Seen = None) -> Decision:
    """Store a draft and bring the incidents up to date; Clash where its subjects have changed since they were seen."""
    (made,) = ledger.decide([draft.decision], {**draft.seen, **(seen or {})})
    bring_up_to_date(ledger, made)
    return made


def bring_up_to_date(ledger: Ledger, *stored: Decision) -> None:
    """Link what decisions have changed; after a kill between the two, the next act or run does it.

    NotLinked, which names the decisions that were `stored`, where linking fails: they hold nevertheless.
    """
    from harmledger.engine.relink import relink

    try:
        for _ in range(_ROUNDS):
            if not ledger.needs_link():
                return
            relink(ledger)
    except Exception as error:  # of whatever kind: that the decisions are stored must be said
        what = error.what if isinstance(error, HarmledgerError) else f"{type(error).__name__}: {error}"
        names = ", ".join(d.id for d in stored[:_NAMED]) + ", ..." * (len(stored) > _NAMED)
        raise NotLinked(
            f"stored; linking failed ({what})",
            subject=names or ledger.name,
            remedy="Do not decide it again: the incidents follow with the next run or decision.",
        ) from error


def accept(ledger: Ledger, *subjects: str, reviewer: str, reason: str = "", seen: Seen = None) -> Decision:
    """Claims, or all claims of incidents, are as they stand: looked at and found right."""
    return decide(ledger, Author(ledger, reviewer, reason).verdict("accept", subjects), seen)


def reject(ledger: Ledger, *subjects: str, reviewer: str, reason: str, seen: Seen = None) -> Decision:
    """Claims, or all claims of incidents, do not count: they stay in the ledger, in no incident and no total."""
    return decide(ledger, Author(ledger, reviewer, reason).verdict("reject", subjects), seen)


def unsure(ledger: Ledger, *subjects: str, reviewer: str, reason: str = "", seen: Seen = None) -> Decision:
    """Claims, or all claims of incidents, were looked at and left open: they come back in the queue."""
    return decide(ledger, Author(ledger, reviewer, reason).verdict("unsure", subjects), seen)


def correct(
    ledger: Ledger,
    claim: str,
    values: Mapping[str, Any],
    *,
    reviewer: str,
    reason: str,
    quote: str | Mapping[str, str] = "",
    seen: Seen = None,
) -> Decision:
    """Give a claim other values, checked against the codebook; `quote`: words of its report that carry them."""
    return decide(ledger, Author(ledger, reviewer, reason).correct(claim, values, quote), seen)


def join(ledger: Ledger, *subjects: str, reviewer: str, reason: str, seen: Seen = None) -> Decision:
    """Incidents (or those that these claims stand in) are one."""
    return decide(ledger, Author(ledger, reviewer, reason).join(subjects), seen)


def confirm(ledger: Ledger, *claims: str, reviewer: str, reason: str, seen: Seen = None) -> Decision:
    """Claims that linking joined at a low probability are of one event indeed; what is apart is joined."""
    return decide(ledger, Author(ledger, reviewer, reason).confirm(claims), seen)


def split(ledger: Ledger, *claims: str, reviewer: str, reason: str, seen: Seen = None) -> Decision:
    """Claims of one incident are another incident than the rest of it."""
    return decide(ledger, Author(ledger, reviewer, reason).split(claims), seen)


def move(ledger: Ledger, *claims: str, to: str, reviewer: str, reason: str, seen: Seen = None) -> Decision:
    """Claims belong to another incident (or to that of another claim) than the one that they stand in."""
    return decide(ledger, Author(ledger, reviewer, reason).move(claims, to), seen)


def grade(ledger: Ledger, incident: str, grade: str, *, reviewer: str, reason: str, seen: Seen = None) -> Decision:
    """An incident has this grade, whatever the rule says."""
    return decide(ledger, Author(ledger, reviewer, reason).grade(incident, grade), seen)


def release(ledger: Ledger, *subjects: str, what: str, reviewer: str, reason: str, seen: Seen = None) -> Decision:
    """Something that would be withheld may be shown in public; kept for the pages that withhold."""
    return decide(ledger, Author(ledger, reviewer, reason).release(subjects, what), seen)


def undo(ledger: Ledger, decision: str, *, reviewer: str, reason: str) -> Decision:
    """Take a decision back; to undo an undo, name the decision that undid."""
    return decide(ledger, Author(ledger, reviewer, reason).undo(decision))


def agree(ledger: Ledger, decision: str, *, reviewer: str, reason: str = "") -> Decision:
    """A second reviewer agrees with a decision."""
    return decide(ledger, Author(ledger, reviewer, reason).agree(decision))
