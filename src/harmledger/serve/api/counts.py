"""Counts: how much the ledger holds, and of the incidents that fit, how many of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from harmledger.records import Record
from harmledger.serve.api.answers import ERRORS, kept_json
from harmledger.serve.api.asked import AskedIncidents
from harmledger.serve.desk import Desk
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
    chosen = asked.chosen(desk)
    rows = chosen.rows
    found = [r.incident for r in rows]
    days = [i.time.start for i in found if i.time is not None and i.time.start is not None]
    return Counted(
        ledger=desk.ledger.counts(),
        incidents=len(found),
        of=chosen.total,
        not_located=chosen.without_place,
        undated=chosen.without_date,
        contested=sum(i.contested for i in found),
        reviewed=sum(r.reviewed for r in rows),
        event_types=_counted(i.event_type for i in found),
        targets=_counted(t for i in found for t in i.targets),
        weapons=_counted(w for i in found for w in i.weapons),
        source_types=_counted(s for r in rows for s in r.source_types),
        grades=_counted(i.grade for i in found if i.grade),
        months=_counted(d.isoformat()[:7] for d in days),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
