"""What people decided, told among the changes: who, what, on which incident, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from harmledger.decisions import Standing
from harmledger.decisions.told import sentence
from harmledger.errors import NotFound
from harmledger.history import Change
from harmledger.store import Ledger


def made(ledger: Ledger, since: str, known: Collection[str] = ()) -> Iterator[Change]:
    """Decisions made after the moment `since` (UTC, ISO 8601) and not `known` by id, the first first."""
    every = {standing.decision.id: standing for standing in ledger.standing()}
    for standing in every.values():
        act = standing.decision
        if act.at > since and act.id not in known:
            about = standing
            while about.decision.of in every:  # an undo, an undo of that: of the incident of the first
                about = every[about.decision.of]
            incidents = _incidents(ledger, about)
            yield Change(
                incident=incidents[0] if incidents else next(iter(act.subjects), ""),
                kind="decided",
                sentence=sentence(standing),
                field=act.action,
                claims=about.named(),
                others=incidents[1:],
                at=act.at,
                decisions=(act.id,),
            )


def _incidents(ledger: Ledger, standing: Standing) -> tuple[str, ...]:
    """The incidents in which its claims stand now, else those in which they stood."""
    claims = (*standing.named(), *standing.named("with"))
    now = [home for claim in claims if (home := _home(ledger, claim))]
    stood = [anchor.incident for anchor in standing.decision.anchors if anchor.incident]
    return tuple(dict.fromkeys(now or stood))


def _home(ledger: Ledger, claim: str) -> str | None:
    try:
        return ledger.claim(claim).incident
    except NotFound:
        return None
