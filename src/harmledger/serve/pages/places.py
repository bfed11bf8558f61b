"""All places of the ledger by country and region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harmledger.serve.atlas import Spot, asked_for, atlas
from harmledger.serve.desk import Desk
from harmledger.serve.pages import Page
from harmledger.serve.place_names import folding
from harmledger.serve.shelf import Row
from harmledger.store.fold import key as fold


@dataclass(frozen=True)
class Places:
    """The countries with what lies in them, and what has no place."""

    countries: tuple[Spot, ...]
    total: int  # towns, villages and sites
    unlocated: Mapping[str, tuple[Row, ...]]
    without: tuple[Row, ...]
    spellings: Mapping[str, str]  # key of a place -> folded spellings, with bars between
    folding: Mapping[str, Any]


def places(desk: Desk, key: str) -> Places:
    """The model of the list of places."""
    found = atlas(desk)
    total = sum(1 for s in found.spots.values() if s.level in ("town", "site"))
    return Places(tuple(found.countries()), total, found.unlocated, found.without, _spellings(desk), folding())


def _spellings(desk: Desk) -> dict[str, str]:
    out = {}
    for key, spot in atlas(desk).spots.items():
        named = asked_for(desk, spot)
        own = {fold(n) for n in (spot.name, *spot.names, *spot.spellings)} | (named.names if named else frozenset())
        out[key] = "|".join(sorted(own - {""}))
    return out


PAGE = Page("places", "places.html", "places.html", places, menu="Places", rank=20, whole=True)
