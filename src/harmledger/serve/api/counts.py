"""Counts: how much the ledger holds, and of the incidents that fit, how many of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from harmledger.records import Record
from harmledger.serve.api.answers import ERRORS, kept_json
from harmledger.serve.api.asked import AskedIncidents
from harmledger.serve.desk import Desk
from harmledger.serve.filters import fitting, holders, tally
from harmledger.store import Counts

router = APIRouter(prefix="/counts", tags=["counts"], responses=ERRORS)


@dataclass(frozen=True, slots=True)
class Counted(Record):
    """The ledger, and the incidents that fit. An incident may have several targets, weapons and source types."""

    ledger: Counts
    incidents: int  # that fit
    of: int  # of the kind that was asked about
    not_located: int  # of those that fit: without a place on the map
    undated: int
    contested: int
    reviewed: int
    event_types: dict[str, int]
    targets: dict[str, int]
    weapons: dict[str, int]
    source_types: dict[str, int]
    grades: dict[str, int]
    months: dict[str, int]  # of the first day, "2022-07"


@router.get("", response_model=Counted, summary="How many there are")
def counts(request: Request, asked: Annotated[AskedIncidents, Query()]) -> Response:
    """Counts of the ledger and of the incidents that fit."""
    return kept_json(request, lambda desk: _counts(desk, asked).to_json())


def _counts(desk: Desk, asked: AskedIncidents) -> Counted:
    query = asked.checked(desk)
    fit = fitting(desk.shelf, query)

    def of(name: str) -> dict[str, int]:
        return tally(desk.shelf, name, fit)

    return Counted(
        ledger=desk.shelf.counts,
        incidents=len(fit),
        of=len(holders(desk.shelf, "kind").get(query.kind, ())),
        not_located=of("without").get("place", 0),
        undated=of("without").get("date", 0),
        contested=of("contested").get("yes", 0),
        reviewed=of("reviewed").get("yes", 0),
        event_types=of("type"),
        targets=of("target"),
        weapons=of("weapon"),
        source_types=of("source"),
        grades=of("grade"),
        months=of("month"),
    )
