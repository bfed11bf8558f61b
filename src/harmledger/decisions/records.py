"""The records of deciding: who did what to which claims, when, why, and what finds those claims again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from harmledger.records import Record, Span

Action = Literal["accept", "reject", "unsure", "correct", "join", "split", "move", "grade", "release", "agree", "undo"]
ACTIONS: tuple[Action, ...] = get_args(Action)
ON_CLAIMS: tuple[Action, ...] = ("accept", "reject", "unsure", "correct", "release")  # on claims' own records
PLACING: tuple[Action, ...] = ("join", "split", "move")  # on which claims stand together
SHAPING: tuple[Action, ...] = (*PLACING, "grade")  # on incidents
Role = Literal["", "rest", "with"]

DECIDED = (
    "decision"  # with it begins the `by` of evidence for a value that a person gave, followed by the decision's id
)


@dataclass(frozen=True, slots=True)
class Change(Record):
    """One value of a claim before and after a correction, as plain JSON; `quote`: words of the report that carry it."""

    field: str
    before: Any = None
    after: Any = None
    quote: Span | None = None


@dataclass(frozen=True, slots=True)
class Subject(Record):
    """A claim that a decision is about, and what finds it again when its report is coded anew."""

    claim: str  # its id when it was decided on
    report: str = ""  # Report.id
    document: str = ""
    text_sha256: str = ""  # of the report's text: offsets hold where it is the same
    kind: str = ""
    event_type: str = ""
    place: str = ""
    quotes: tuple[Span, ...] = ()
    alone: bool = False  # no other claim of the report stood on these words
    incident: str = ""  # in which it stood
    role: Role = ""  # of a split or move: "" what was named, "rest" what it was parted from, "with" what it joined


@dataclass(frozen=True, slots=True)
class Decision(Record):
    """One act of one reviewer. Nothing is ever changed or taken out: what takes it back is another decision."""

    action: Action
    reviewer: str
    subjects: tuple[
        str, ...
    ] = ()  # ids as they were named: of claims, incidents, or of the decision undone or agreed to
    reason: str = ""
    changes: tuple[Change, ...] = ()  # of "correct"
    value: str = ""  # of "grade": the grade; of "release": what is released
    of: str = ""  # of "undo" and "agree": the id of the other decision
    anchors: tuple[Subject, ...] = ()  # the claims concerned; of an incident all that it held
    at: str = ""  # UTC, ISO 8601; written by the store, later than every decision before it
    nonce: str = ""  # random: nobody can tell from the id who decided by trying names
    id: str = ""  # "d-" and 12 hex digits of all else


@dataclass(frozen=True, slots=True)
class Standing(Record):
    """A decision as it stands now in a ledger."""

    decision: Decision
    live: bool = True  # not undone
    claims: tuple[str | None, ...] = ()  # of each anchor the claim that it means now, None where that has disappeared
    seconded: tuple[str, ...] = ()  # other reviewers who agreed or decided the same

    @property
    def lost(self) -> bool:
        """Whether a claim that was decided on has disappeared, so that the decision no longer acts on it."""
        named = [c for a, c in zip(self.decision.anchors, self.claims, strict=True) if not a.role]
        return any(claim is None for claim in named)

    def named(self, role: Role = "") -> tuple[str, ...]:
        """The present claims of one role."""
        pairs = zip(self.decision.anchors, self.claims, strict=True)
        return tuple(dict.fromkeys(c for a, c in pairs if a.role == role and c is not None))


def sealed(decision: Decision) -> Decision:
    """The decision with the id that its content gives it."""
    data = replace(decision, id="").to_json()
    text = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return replace(decision, id="d-" + hashlib.sha256(text.encode()).hexdigest()[:12])
