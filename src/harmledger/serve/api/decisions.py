"""What people decide: acts on claims and incidents, their history, second reviewers, disagreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from harmledger import review
from harmledger.decisions import Decision, Standing
from harmledger.decisions.told import marks, sentence, what
from harmledger.errors import Clash, NotFound
from harmledger.serve.review_case import version
from harmledger.serve.review_item import Item, item
from harmledger.serve.reviewers import LONGEST, named, remember, reviewer_of, room_of
from harmledger.serve.room import Room
from harmledger.store import Ledger

DECIDES = True
router = APIRouter(tags=["decisions"])

_LISTED = 12  # claims and decisions that a page is shown of one act
Ids = Annotated[list[str], Field(min_length=1, max_length=500)]


class _Act(BaseModel):
    """What every act may carry. `seen`: states of claims and incidents as the page showed them; `ahead`: cases that
    the page has fetched already, by key with their version."""

    model_config = ConfigDict(extra="forbid")
    reason: Annotated[str, Field(max_length=2000)] = ""
    seen: dict[str, str] = {}
    ahead: dict[str, str] = {}


class Verdict(_Act):
    """Claims, or all claims of incidents, are right as they stand, do not count, or stay open."""

    action: Literal["accept", "reject", "unsure"]
    subjects: Ids


class Correct(_Act):
    """Other values for a claim; `quotes`: by name, words of its report that carry the value."""

    action: Literal["correct"]
    claim: str
    values: Annotated[dict[str, Any], Field(min_length=1)]
    quotes: dict[str, str] = {}


class Place(_Act):
    """Incidents are one, claims of one incident are of one event indeed, or claims are another event than the rest."""

    action: Literal["join", "confirm", "split"]
    subjects: Ids


class Move(_Act):
    """Claims belong to another incident."""

    action: Literal["move"]
    subjects: Ids
    to: str


class Grade(_Act):
    """An incident is as well established as this, whatever the rule says."""

    action: Literal["grade"]
    incident: str
    grade: str


class Release(_Act):
    """Something that would be withheld from the public may be shown."""

    action: Literal["release"]
    subjects: Ids
    what: str


class About(_Act):
    """A decision is taken back, or a second reviewer agrees with it."""

    action: Literal["undo", "agree"]
    decision: str


Act = Annotated[Verdict | Correct | Place | Move | Grade | Release | About, Field(discriminator="action")]


@dataclass(frozen=True, slots=True)
class Done:
    """A stored decision, in words; how many rows are left; which of the fetched cases may still be shown."""

    id: str
    told: str
    left: int
    ahead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One decision as it stands."""

    id: str
    at: str
    reviewer: str
    action: str
    what: str
    reason: str
    sentence: str
    live: bool
    marks: tuple[str, ...]
    seconded: tuple[str, ...]
    subjects: tuple[str, ...]
    incident: str | None  # in which the first claim stands now
    claims: tuple[Item, ...] = ()  # where the evidence was asked for


@dataclass(frozen=True, slots=True)
class Lines:
    """Decisions, the last first, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two decisions of different reviewers that contradict each other; the later acts."""

    earlier: Line
    later: Line


class Name(BaseModel):
    """Who decides in this browser."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]


@router.get("/reviewer")
def who(request: Request) -> Mapping[str, str]:
    """The name given in this browser, "" for none."""
    return {"name": reviewer_of(request)}


@router.post("/reviewer")
def call_me(request: Request, name: Name, response: Response) -> Mapping[str, str]:
    """Give the name under which this browser's decisions are stored."""
    given = " ".join(name.name.split())
    remember(response, given)
    return {"name": given}


@router.post("/decisions", responses={409: {"description": "changed since it was seen; says by whom and how"}})
def decide(request: Request, act: Annotated[Act, Body()]) -> Done:
    """Store a decision and bring the incidents up to date."""
    reviewer, room = named(request), room_of(request)
    try:
        made = room.writer.write(_do, act, reviewer)
    except Clash as error:
        return _changed(room, error, act)  # type: ignore[return-value]  # FastAPI sends a response as it is
    ledger, queue = room.reader(), room.queue()
    request.app.state.office.acted(reviewer)
    good = []
    for name, known in act.ahead.items():
        row = queue.waits(name, reviewer=reviewer)
        if row is not None and version(row, ledger) == known:
            good.append(name)
    return Done(made.id, what(made), queue.left(reviewer=reviewer), tuple(good))


def _do(ledger: Ledger, act: Act, reviewer: str) -> Decision:
    by: dict[str, Any] = {"reviewer": reviewer, "reason": act.reason}
    match act:
        case Verdict():
            return getattr(review, act.action)(ledger, *act.subjects, seen=act.seen, **by)  # type: ignore[no-any-return]
        case Correct():
            return review.correct(ledger, act.claim, act.values, quote=act.quotes, seen=act.seen, **by)
        case Place():
            return getattr(review, act.action)(ledger, *act.subjects, seen=act.seen, **by)  # type: ignore[no-any-return]
        case Move():
            return review.move(ledger, *act.subjects, to=act.to, seen=act.seen, **by)
        case Grade():
            return review.grade(ledger, act.incident, act.grade, seen=act.seen, **by)
        case Release():
            return review.release(ledger, *act.subjects, what=act.what, seen=act.seen, **by)
        case About(action="undo"):
            return review.undo(ledger, act.decision, **by)
        case _:
            return review.agree(ledger, act.decision, **by)


def _changed(room: Room, error: Clash, act: _Act) -> Response:
    """What somebody else did meanwhile, in words."""
    ledger = room.reader()
    found = list(review.history(ledger, error.subject))[-_LISTED:] if _there(ledger, error.subject) else []
    last = [sentence(s) for s in reversed(found)][:3]
    return JSONResponse({"error": error.to_json(), "changed": error.subject, "since": last}, 409)


def _there(ledger: Ledger, name: str) -> bool:
    try:
        review.history(ledger, name)
    except NotFound:
        return False
    return True


@router.get("/decisions")
def decisions(
    request: Request,
    on: str = "",
    by: str = "",
    since: str = "",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Lines:
    """Decisions as they stand, the last first: all, those on a claim or incident, of a reviewer, since a day."""
    ledger = room_of(request).reader()
    found = review.history(ledger, on, by=by, since=since)[::-1]
    return Lines(tuple(_line(ledger, s) for s in found[offset : offset + limit]), len(found))


@router.get("/decisions/second")
def second(
    request: Request,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=50)] = 5,
) -> Lines:
    """Decisions that wait for another reviewer's agreement, the first first, without those of the one who asks."""
    ledger, me = room_of(request).reader(), reviewer_of(request).casefold()
    found = [
        s
        for s in ledger.standing()
        if s.live and not s.seconded and not s.lost and s.decision.action not in ("undo", "agree", "unsure")
        and s.decision.reviewer.casefold() != me
    ]  # fmt: skip
    return Lines(tuple(_line(ledger, s, evidence=True) for s in found[offset : offset + limit]), len(found))


@router.get("/disagreements")
def disagreements(request: Request) -> tuple[Pair, ...]:
    """Pairs of decisions of different reviewers that contradict each other."""
    ledger = room_of(request).reader()
    return tuple(Pair(_line(ledger, a, evidence=True), _line(ledger, b)) for a, b in review.disagreements(ledger))


def _line(ledger: Ledger, standing: Standing, *, evidence: bool = False) -> Line:
    act = standing.decision
    claims = []
    for name in standing.named()[: _LISTED if evidence else 1]:
        claims.append(ledger.claim(name))
    items = tuple(item(ledger, c) for c in claims[:_LISTED]) if evidence else ()
    home = claims[0].incident if claims else None
    return Line(
        act.id, act.at, act.reviewer, act.action, what(act), act.reason, sentence(standing), standing.live,
        tuple(marks(standing)), standing.seconded, act.subjects, home, items,
    )  # fmt: skip
