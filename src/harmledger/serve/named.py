"""What makes two places one and the same, how close a place is known, and a place that can be asked for by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from harmledger import codebook
from harmledger.analyse.towns import Area
from harmledger.records import Place
from harmledger.store.fold import key

Kind = Literal["place", "region", "country"]
Spot = tuple[str, ...]  # what makes two places one: name, country, division, how close; of a site where it is too


@dataclass(frozen=True, slots=True)
class Named:
    """One place that can be asked for."""

    label: str  # unlike all others
    kind: Kind
    within: str  # the division and country, for a person
    names: frozenset[str]  # folded spellings
    spots: frozenset[Spot]
    everyday: frozenset[str] = frozenset()  # those of the names that mean it before any town: "Georgia", "Gaza"
    also: frozenset[str] = frozenset()  # incidents elsewhere, one of whose claims has these words for a place
    home: Area | None = None  # what it is to `areas`, with kinds "division" and "country"; None for what is in a town


def spot(place: Place) -> Spot:
    """What makes two places of incidents one and the same."""
    here = (place.name or place.text, place.country or "", place.admin1 or "", precision(place))
    return (*here, str(place.lat), str(place.lon)) if here[-1] == "site" else here


def precision(place: Place | None) -> str:
    """How close a place is known: site, town, near, region, country, or unlocated."""
    if place is None or place.name is None or place.lat is None or place.precision is None:
        return "unlocated"
    if place.precision == "country" and place.country is None:
        return "unlocated"  # "Europe" is nowhere on a map
    return {"city": "town", "village": "town", "district": "site"}.get(place.precision, place.precision)


@cache
def division_words() -> frozenset[str]:
    """Folded words after a division's name: "region", "oblast"."""
    return frozenset(key(w) for w in codebook.load("place_words")["divisions"]["region"])


@cache
def country_names() -> Mapping[str, tuple[str, ...]]:
    """Country code -> its names, the usual one first."""
    return {row["iso"]: tuple(row["names"]) for row in codebook.load("countries")["countries"]}
