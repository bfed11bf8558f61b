"""A place as a map may show it: no more decimals than its precision supports, and a radius instead of a pin."""

from __future__ import annotations

from harmledger import codebook
from harmledger.records import Place


def map_point(place: Place | None) -> tuple[float | None, float | None]:
    """(longitude, latitude) rounded to what the precision supports; (None, None) where the place is not located."""
    if place is None or place.lat is None or place.lon is None:
        return None, None
    decimals = codebook.load("crosswalks")["map"]["decimals"]
    digits = int(decimals.get(place.precision, min(decimals.values())))
    return round(place.lon, digits), round(place.lat, digits)


def radius(place: Place | None) -> float | None:
    """How far the place may reach around its point, in km: as the gazetteer gives it, else by precision class."""
    if place is None or place.lat is None:
        return None
    if place.radius_km is not None:
        return place.radius_km
    found = codebook.load("crosswalks")["map"]["radius_km"].get(place.precision)
    return None if found is None else float(found)
