"""Places: where incidents are said to have been, with how many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from harmledger.records import Place, Record
from harmledger.serve.api.answers import ERRORS, Listed, kept_json, part
from harmledger.serve.api.asked import AskedIncidents
from harmledger.serve.desk import Desk

router = APIRouter(prefix="/places", tags=["places"], responses=ERRORS)


@dataclass(frozen=True, slots=True)
class PlaceHead(Record):
    """A place that incidents share; without coordinates where it could not be located."""

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    radius_km: float | None
    geonames_id: int | None
    incidents: int


@router.get("", response_model=Listed[PlaceHead], summary="Places of the incidents that fit")
def places(request: Request, asked: Annotated[AskedIncidents, Query()]) -> Response:
    """Places by number of incidents, most first."""
    return kept_json(request, lambda desk: _listed(asked, desk))


def _listed(asked: AskedIncidents, desk: Desk) -> dict[str, Any]:
    found = _heads(asked, desk)
    heads = found[asked.offset : asked.offset + asked.limit]
    return part(heads, limit=asked.limit, offset=asked.offset, total=len(found))


def _heads(asked: AskedIncidents, desk: Desk) -> list[PlaceHead]:
    number = Counter(_key(r.place) for r in asked.chosen(desk).rows if r.place is not None)
    heads = [PlaceHead(*key, incidents=n) for key, n in number.items()]
    return sorted(heads, key=lambda p: (-p.incidents, p.name, str(p.country), str(p.admin1), str(p.lat), str(p.lon)))


def _key(
    p: Place,
) -> tuple[str, str | None, str | None, float | None, float | None, str | None, float | None, int | None]:
    return p.name or p.text, p.country, p.admin1, p.lat, p.lon, p.precision, p.radius_km, p.geonames_id
