"""What people decided and what runs changed, as lines for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harmledger import wording as words
from harmledger.decisions import Decision, Standing
from harmledger.decisions.told import change, marks, past
from harmledger.history import Change


@dataclass(frozen=True, slots=True)
class Line:
    """One event of a history."""

    at: str  # "2026-11-22 06:10"
    who: str
    what: str
    why: str
    state: str  # "undone", "agreed: ..."; "" where it simply stands
    id: str


def decided(standings: Iterable[Standing], numbers: Mapping[str, int]) -> tuple[Line, ...]:
    """Decisions as lines, oldest first; who decided is "a reviewer" where that is not told."""
    return tuple(_decided(s, numbers) for s in standings)


def changed(changes: Iterable[Change]) -> tuple[Line, ...]:
    """Changes as lines, oldest first."""
    return tuple(
        Line(words.moment(c.at), f"harmledger {c.version}", words.dated(c.sentence), "", "", f"run {c.run}")
        for c in changes
    )


def _decided(standing: Standing, numbers: Mapping[str, int]) -> Line:
    act = standing.decision
    state = "; ".join(marks(standing))
    return Line(words.moment(act.at), act.reviewer or "a reviewer", _what(act, numbers), act.reason, state, act.id)


def _what(act: Decision, numbers: Mapping[str, int]) -> str:
    named = [f"claim {numbers[s]}" if s in numbers else s for s in act.subjects]
    done = f"{past(act.action)} {' and '.join([act.of] if act.of else named)}".strip()
    if act.value:
        done += f": {words.plain(act.value)}"
    if act.changes:
        done += ": " + "; ".join(words.dated(change(c)) for c in act.changes)
    return done
