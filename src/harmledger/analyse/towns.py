"""Places as analyses count them: sites and quarters stand for their town, regions and countries for themselves."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from harmledger.records import Place

_REACH_KM = {"city": 12.0, "village": 4.0}  # how far a town reaches where its own radius is smaller
_DEGREE_KM = 111.2


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A town, or what is larger; `kind` is town, near, site, region, country or unlocated."""

    name: str
    admin1: str
    country: str
    kind: str


class Towns:
    """The towns that a collection names, and which of them a place belongs to."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._towns = {
            (p.lat, p.lon, p.name): p for p in places if p.precision in _REACH_KM and p.lat is not None and p.name
        }

    def area(self, place: Place) -> Area:
        """The town of a place, the nearest that reaches so far; the place itself where no town does."""
        if place.name is None:
            return Area(place.text, place.admin1 or "", place.country or "", "unlocated")
        if place.precision in ("site", "district") and (town := self._around(place)) is not None:
            place = town
        kind = "town" if place.precision in (*_REACH_KM, "district") else place.precision or "unlocated"
        return Area(place.name or place.text, place.admin1 or "", place.country or "", kind)

    def _around(self, place: Place) -> Place | None:
        if place.lat is None or place.lon is None:
            return None
        near = []
        for town in self._towns.values():
            reach = max(town.radius_km or 0.0, _REACH_KM[town.precision or "village"])
            away = distance_km(place, town)
            if away <= reach:
                near.append((away / reach, town.name or "", town.lat or 0.0, town.lon or 0.0))
        if not near:
            return None
        _, name, lat, lon = min(near)
        return self._towns[lat, lon, name]


def distance_km(a: Place, b: Place) -> float:
    """Kilometres between two located places, on a plane that touches the earth there; infinite where one is not."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    east = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(a.lat - b.lat, east) * _DEGREE_KM
