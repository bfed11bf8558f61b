"""The base map that ships with the pages: which of its divisions a place is, and which files a ledger needs.

Its files are made by frontend/basemap; docs/basemap.md says from what and how disputed borders are drawn.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.gazetteer.names import fold
from harmledger.publish.places import radius
from harmledger.records import Incident, Place
from harmledger.serve.assets import STATIC

FOLDER = STATIC / "basemap"
# Smaller places that are no first-order division have at most this radius in the gazetteer: counties and communities.
_COUNTY_KM = 36.0


@dataclass(frozen=True, slots=True)
class Divisions:
    """The divisions of the base map that the gazetteer knows."""

    by_number: Mapping[int, str]  # GeoNames number -> id
    by_name: Mapping[tuple[str, str], tuple[str, ...]]  # (country, folded name) -> ids
    countries: frozenset[str]  # those that have a file


@cache
def divisions() -> Divisions:
    """The table that was made with the base map."""
    table = json.loads((FOLDER / "areas.json").read_text(encoding="utf-8"))
    names: dict[tuple[str, str], tuple[str, ...]] = {}
    for country, areas in table["areas"].items():
        for key, name in areas.items():
            names[country, fold(name)] = (*names.get((country, fold(name)), ()), key)
    return Divisions({int(k): v for k, v in table["numbers"].items()}, names, frozenset(table["areas"]))


def area(place: Place) -> str | None:
    """The id of the division that a place of precision "region" is; None where it is another kind of area or unknown.

    A county, a sea or "the south" is no division: the map draws a disk of the known radius instead.
    """
    if place.precision != "region" or place.country is None:
        return None
    table = divisions()
    if place.geonames_id is not None and (found := table.by_number.get(place.geonames_id)):
        return found
    if not place.admin1:
        return None
    within = table.by_name.get((place.country, fold(place.admin1)), ())
    itself = _bare(place.name or place.text) == _bare(place.admin1)
    if len(within) == 1 and (itself or (place.radius_km or 0) > _COUNTY_KM):
        return within[0]
    return None


@cache
def _words() -> frozenset[str]:
    return frozenset(fold(w) for w in codebook.load("place_words")["divisions"]["region"])


def _bare(name: str) -> str:
    """A division's name without the word for its kind."""
    return " ".join(w for w in fold(name).split(" ") if w not in _words())


def mark(incident: Incident) -> list[dict[str, Any]]:
    """An incident as a small map shows it (a list of one), empty where no position is known."""
    place, time = incident.place, incident.time
    if place is None or place.lat is None or place.lon is None or place.precision in (None, "country"):
        return []
    where = {
        "name": place.name or place.text, "country": place.country, "admin1": place.admin1, "lat": place.lat,
        "lon": place.lon, "precision": place.precision, "radiusKm": radius(place), "area": area(place),
    }  # fmt: skip
    when = {
        "start": time.start.isoformat() if time and time.start else None,
        "end": time.end.isoformat() if time and time.end else None,
        "timePrecision": time.precision if time else None,
    }
    what = {"id": incident.id, "title": incident.summary, "type": incident.event_type, "contested": incident.contested}
    return [{**what, **when, "place": where}]


def files(places: Iterable[Place | None]) -> frozenset[str]:
    """Names of the base map's files that a map of these places needs: the world's and those of their countries."""
    countries = {p.country for p in places if p is not None and p.country is not None}
    return frozenset({"world.js", *(f"{c}.js" for c in countries & divisions().countries)})
