"""What people decided, told among the changes: who, what, on which incident, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from harmledger.decisions import Decision, Standing
from harmledger.errors import NotFound
from harmledger.history import Change
from harmledger.store import Ledger

_DID = {
    "accept": "accepted",
    "reject": "rejected",
    "unsure": "was unsure of",
    "correct": "corrected",
    "join": "joined",
    "split": "split off",
    "move": "moved",
    "grade": "graded",
    "release": "released",
    "agree": "agreed with",
    "undo": "took back",
}
_NAMED = 3  # subjects that a sentence names


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
                sentence=_sentence(standing),
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


def _sentence(standing: Standing) -> str:
    act = standing.decision
    what = f"{act.reviewer} {_DID[act.action]} {_subjects(act)}"
    values = "; ".join(f"{c.field}: {_value(c.before)} → {_value(c.after)}" for c in act.changes)
    given = f" as {act.value}" if act.value else ""
    undone = "" if standing.live else " (taken back since)"
    return f"{what}{given}{f' ({values})' if values else ''}{f': {act.reason}' if act.reason else ''}{undone}"


def _subjects(act: Decision) -> str:
    named = act.subjects or ((act.of,) if act.of else ())
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


def _value(given: object) -> str:
    """A corrected value in a few words."""
    if given is None or given == [] or given == "":
        return "not given"
    if isinstance(given, dict):
        return str(given.get("name") or given.get("text") or given.get("start") or given)
    if isinstance(given, list):
        return ", ".join(_value(item) for item in given)
    return str(given).replace("_", " ")
