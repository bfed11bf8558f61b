"""What a public site would withhold of an incident: for those who may release it."""

from __future__ import annotations

from fastapi import APIRouter, Request

from harmledger.publish.privacy.single import Held, held_of
from harmledger.serve.reviewers import room_of

DECIDES = True
router = APIRouter(tags=["decisions"])


@router.get("/review/{key}/withheld")
def withheld(request: Request, key: str) -> tuple[Held, ...]:
    """By rule and name what a decision of the action `release` may show, and what one shows already."""
    room = room_of(request)
    return held_of(room.reader(), key, whole=room.told())
