"""Records of what became of incidents: the names that were issued to them, the runs, and what each run changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from harmledger.anchors import Anchor
from harmledger.records import Record

# Most grave first: the order in which a person is told.
CHANGES = (
    "new", "toll", "contradicted", "contested", "grade", "resolved", "date", "place", "type", "actors", "merged",
    "split", "gone", "decided", "reports",
)  # fmt: skip
ChangeKind = Literal[
    "new", "toll", "contradicted", "contested", "grade", "resolved", "date", "place", "type", "actors", "merged",
    "split", "gone", "decided", "reports",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name(Record):
    """An id that was issued to an incident: for which claim, and which incident it means today."""

    id: str
    anchor: Anchor
    now: str | None  # id of the incident that it means: itself, or the one it was merged into; None once retired
    number: int = 0  # in order of issue, from 1; 0 before it is stored
    why: str = ""  # it means no incident any more
    changed: str = ""  # when its meaning last changed: UTC, ISO 8601


@dataclass(frozen=True, slots=True)
class Run(Record):
    """One time that incidents changed."""

    number: int
    at: str  # UTC, ISO 8601
    version: str  # of harmledger


@dataclass(frozen=True, slots=True)
class Change(Record):
    """One thing that a run, or a person, changed in an incident, with the claims behind it."""

    incident: str
    kind: ChangeKind
    sentence: str
    field: str = ""  # what changed, where a kind has several: "killed", "injured (child)", "weapon"
    before: str = ""
    after: str = ""
    claims: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # ids that were merged into it, or that it was split from
    killed: int | None = None  # best figure of the incident then, for the order in which changes are told
    run: int = 0
    at: str = ""
    version: str = ""
    decisions: tuple[str, ...] = ()
