"""What belongs to which place: one rule for the pages of places and for the filter of the overview.

A site or quarter belongs to the town around it, "near X" to X, a first-order division is one place whether a report
names it or a town in it; all as the analyses count them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from harmledger.analyse.towns import Area, Towns
from harmledger.records import Place
from harmledger.serve.shelf import Row, Shelf
from harmledger.store.fold import key
from harmledger.store.place_names import gazetteer

_PlaceKey = tuple[object, ...]


class Areas:
    """The area of each place of a ledger."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._towns = Towns(places)
        self._kept: dict[_PlaceKey, Area] = {}

    def area(self, place: Place) -> Area:
        """The area as the analyses name it: a town, near one, a site that is in none, a region, a country."""
        p = place
        known = (p.name, p.name or p.text, p.lat, p.lon, p.precision, p.admin1, p.country)
        if known not in self._kept:
            self._kept[known] = self._towns.area(place)
        return self._kept[known]


def areas(shelf: Shelf) -> Areas:
    """The areas of all places that a ledger names, in incidents or apart from them."""

    def make(rows: tuple[Row, ...]) -> Areas:
        named = [p for r in rows for p in r.named]
        return Areas([*named, *(r.place for r in rows if r.place is not None), *shelf.apart])

    return shelf.derived("areas", make, of=lambda r: (r.place, r.named))


def home(area: Area) -> Area:
    """The area that holds it as a place of its own: "near X" is kept with X."""
    return Area(area.name, area.admin1, area.country, "town") if area.kind == "near" else area


@cache
def division(area: Area) -> str:
    """The first-order division that a region is; "" where it is a smaller or larger area."""
    if area.kind != "region":
        return ""
    if area.admin1 and key(area.name) == key(area.admin1):
        return area.admin1
    for c in gazetteer().lookup(area.name):
        if c.feature != "region" or c.country != area.country or key(c.name) != key(area.name):
            continue
        if c.admin1 and area.admin1 in ("", c.admin1):
            return c.admin1
    return ""
