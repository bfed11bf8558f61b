"""What was decided so far: on what, by whom, since when, and what no longer finds its claim."""

from __future__ import annotations

from harmledger.decisions import Standing, conflicts
from harmledger.errors import NotFound
from harmledger.store import Ledger


def history(ledger: Ledger, on: str = "", *, by: str = "", since: str = "") -> tuple[Standing, ...]:
    """Decisions as they stand, the first first; those undone are among them, with `live` false.

    `on`: a claim, or an incident with all its claims (also by an id that is gone); `by`: a reviewer; `since`: a day or
    moment in ISO 8601.
    """
    found = ledger.standing(on=_ids(ledger, on)) if on else ledger.standing()
    if on and not found:
        _known(ledger, on)
    who = " ".join(by.split()).casefold()
    return tuple(s for s in found if (not who or s.decision.reviewer.casefold() == who) and s.decision.at >= since)


def lost(ledger: Ledger) -> tuple[Standing, ...]:
    """Live decisions of whose claims one or more have disappeared: kept, shown, and without effect on those."""
    return tuple(s for s in ledger.standing() if s.live and s.lost)


def disagreements(ledger: Ledger) -> tuple[tuple[Standing, Standing], ...]:
    """Pairs of live decisions of different reviewers that contradict each other, the later of which acts."""
    return tuple(conflicts(ledger.standing()))


def _ids(ledger: Ledger, key: str) -> list[str]:
    """The ids that decisions on a claim or incident may name."""
    try:
        if key.startswith("c-"):
            return [ledger.claim(key).id]
        incident = ledger.incident(key)
    except NotFound:
        return [key]  # gone since: decisions still name it
    return [incident.id, *incident.aliases, *incident.claims]


def _known(ledger: Ledger, key: str) -> None:
    """NotFound, with near ids, where there is neither a claim nor an incident of this id."""
    _ = ledger.claim(key) if key.startswith("c-") else ledger.incident(key)
