"""Figures: of incidents as ranges, and of each claim; running totals apart from events."""

from __future__ import annotations

import dataclasses
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from harmledger.serve.api.answers import ERRORS, Listed, Reading, listed
from harmledger.serve.api.asked import Asked, Kind
from harmledger.store import TollRow

router = APIRouter(prefix="/tolls", tags=["tolls"], responses=ERRORS)


class AskedTolls(Asked):
    """Conditions on figures."""

    kinds: list[Kind] = Field(["toll"], alias="kind", description="running totals unless asked")


@router.get("", response_model=Listed[TollRow], summary="Figures that fit")
def tolls(request: Request, desk: Reading, asked: Annotated[AskedTolls, Query()]) -> Response:
    """Figures of incidents, then of claims. The total is not counted; never add figures of different kinds up."""
    which = dataclasses.replace(asked.which(), limit=asked.limit + 1)
    found = list(desk.ledger.tolls(which))
    part = found[: asked.limit]
    return listed(request, part, limit=asked.limit, offset=asked.offset, total=None, more=len(found) > len(part))
