"""What waits for a reviewer: the queue, single claims and incidents, two accounts side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request

from harmledger.serve.review_case import Case, Comparison, Near, alone, case, compare, near
from harmledger.serve.review_item import Item, item
from harmledger.serve.reviewers import reviewer_of, room_of
from harmledger.store import Filter

DECIDES = True  # only on servers that people may decide through
router = APIRouter(tags=["review"])

Several = Annotated[list[str] | None, Query()]
Day = dt.date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The next cases, how many rows wait for this reviewer in all, and who that is ("" before a name was given)."""

    cases: tuple[Case, ...]
    left: int
    reviewer: str


def which(
    place: str = "",
    country: str = "",
    since: Annotated[Day, Query(alias="from")] = None,
    until: Annotated[Day, Query(alias="to")] = None,
    types: Annotated[list[str] | None, Query(alias="type")] = None,
    target: Several = None,
    weapon: Several = None,
    party: str = "",
    contested: Literal["", "yes", "no"] = "",
    text: Annotated[str, Query(alias="q")] = "",
) -> Filter:
    """The filter of the queue, by the names that the overview's address uses."""
    return Filter(
        place=place, country=country, since=since, until=until, event_types=tuple(types or ()),
        targets=tuple(target or ()), weapons=tuple(weapon or ()), party=party, text=text,
        contested=None if not contested else contested == "yes",
    )  # fmt: skip


Asked = Annotated[Filter, Depends(which)]


@router.get("/queue")
def waiting(
    request: Request,
    asked: Asked,
    limit: Annotated[int, Query(ge=0, le=20)] = 3,
    skip: Several = None,
    kind: Literal["", "claims", "same?"] = "",
) -> Answer:
    """What waits, the neediest first; `skip`: keys of cases that come last; `kind`: only claims, or doubtful joins."""
    room, reviewer = room_of(request), reviewer_of(request)
    rows = room.next(asked, reviewer, skip or [], limit, kind)
    ledger = room.reader()
    return Answer(
        tuple(case(ledger, row) for row in rows), room.queue().left(asked, reviewer=reviewer, kind=kind), reviewer
    )


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
    return near(ledger, ledger.incident(key), request.app.state.office.desk().shelf.events())


@router.get("/review/{key}/beside/{other}")
def side_by_side(request: Request, key: str, other: str) -> Comparison:
    """Two claims, what they say differently, and the reasons for and against one event."""
    return compare(room_of(request).reader(), key, other)
