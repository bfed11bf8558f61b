"""A place as a map may show it: no more decimals than its precision supports, and a radius instead of a pin."""

from __future__ import annotations

from functools import cache

from harmledger import codebook
from harmledger.gazetteer.records import FEATURES
from harmledger.records import Place
from harmledger.store.place_names import gazetteer

# What the gazetteer gives a first-order division of which it knows no shape: too much for those of small countries.
_ASSUMED_KM = FEATURES["region"][1]


def map_point(place: Place | None) -> tuple[float | None, float | None]:
    """(longitude, latitude) rounded to what the precision supports; (None, None) where the place is not located."""
    if place is None or place.lat is None or place.lon is None:
        return None, None
    decimals = codebook.load("crosswalks")["map"]["decimals"]
    digits = int(decimals.get(place.precision, min(decimals.values())))
    return round(place.lon, digits), round(place.lat, digits)


def radius(place: Place | None) -> float | None:
    """How far the place may reach around its point, in km: as the gazetteer gives it, else by precision class.

    A region of no known shape reaches no farther than a disk as large as its country.
    """
    if place is None or place.lat is None:
        return None
    reach = place.radius_km
    if reach is None:
        reach = codebook.load("crosswalks")["map"]["radius_km"].get(place.precision)
    if reach is None:
        return None
    assumed = place.precision == "region" and place.radius_km in (None, _ASSUMED_KM)
    whole = _country_radius(place.country) if assumed and place.country else None
    return float(reach if whole is None else min(reach, whole))


@cache
def _country_radius(country: str) -> float | None:
    """The radius in km of a disk with the area of the country (ISO 3166-1 alpha-2); None where it is not known."""
    names = next((c["names"] for c in codebook.load("countries")["countries"] if c["iso"] == country), ())
    return next(
        (c.radius_km for n in names for c in gazetteer().lookup(n) if c.feature == "country" and c.country == country),
        None,
    )
