"""Changes: what runs and people changed in incidents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from harmledger.history import Change, Run
from harmledger.serve.api.answers import ERRORS, Listed, Reading, as_json, listed
from harmledger.serve.api.asked import Paged

router = APIRouter(prefix="/changes", tags=["changes"], responses=ERRORS)


class Runs(BaseModel):
    """All runs, oldest first."""

    items: list[Run]


class AskedChanges(Paged):
    """Of which runs."""

    first: int = Field(1, ge=1, le=10**9, description="number of the first run")
    last: int | None = Field(None, ge=1, le=10**9, description="number of the last run")
    incident: str = Field("", max_length=200, description="id of an incident")


@router.get("", response_model=Listed[Change], summary="What changed")
def changes(request: Request, desk: Reading, asked: Annotated[AskedChanges, Query()]) -> Response:
    """Changes of the runs in the order in which they were made."""
    found = [c for c in desk.ledger.changes(asked.first, asked.last) if asked.incident in ("", c.incident)]
    part = found[asked.offset : asked.offset + asked.limit]
    return listed(request, part, limit=asked.limit, offset=asked.offset, total=len(found))


@router.get("/runs", response_model=Runs, summary="The runs that changed incidents")
def runs(request: Request, desk: Reading) -> Response:
    """Oldest first."""
    return as_json(request, {"items": [r.to_json() for r in desk.ledger.runs()]})
