"""What waits for a reviewer: the queue, single claims and incidents, two accounts side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request

from harmledger.serve.api.asked import AskedQueue
from harmledger.serve.review_case import Case, Comparison, Near, alone, case, compare, near
from harmledger.serve.review_item import Item, item
from harmledger.serve.reviewers import reviewer_of, room_of

DECIDES = True  # only on servers that people may decide through
router = APIRouter(tags=["review"])


@dataclass(frozen=True, slots=True)
class Answer:
    """The next cases, how many rows wait for this reviewer in all, and who that is ("" before a name was given)."""

    cases: tuple[Case, ...]
    left: int
    reviewer: str


@router.get("/queue")
def waiting(request: Request, asked: Annotated[AskedQueue, Query()]) -> Answer:
    """What waits, the neediest first: of the incidents that the overview shows under the same conditions, or of all."""
    room, reviewer = room_of(request), reviewer_of(request)
    within = asked.within(lambda: request.app.state.office.desk(reviewer))
    rows = room.next(reviewer, asked.skip, asked.limit, asked.rows, within)
    ledger = room.reader()
    left = room.queue().left(reviewer=reviewer, kind=asked.rows, within=within)
    return Answer(tuple(case(ledger, row) for row in rows), left, reviewer)


@router.get("/review/{key}")
def one(request: Request, key: str) -> Case:
    """A claim or incident as a case, whether it waits or not."""
    return alone(room_of(request).reader(), key)


@router.get("/review/{key}/claim")
def claim(request: Request, key: str) -> Item:
    """One claim as a reviewer sees it."""
    ledger = room_of(request).reader()
    return item(ledger, ledger.claim(key))


@router.get("/review/{key}/near")
def neighbours(request: Request, key: str) -> tuple[Near, ...]:
    """Incidents of about the same time and place, which it could be one with."""
    ledger = room_of(request).reader()
    return near(ledger, ledger.incident(key), request.app.state.office.desk(reviewer_of(request)).shelf.events())


@router.get("/review/{key}/beside/{other}")
def side_by_side(request: Request, key: str, other: str) -> Comparison:
    """Two claims, what they say differently, and the reasons for and against one event."""
    return compare(room_of(request).reader(), key, other)
