"""What else a place is called, by the gazetteer: a ledger that only has Kharkiv is asked for Kharkov and answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from harmledger.gazetteer import Gazetteer
from harmledger.gazetteer.records import SETTLEMENTS
from harmledger.store.fold import key

LARGE = 100_000  # inhabitants from which a word with a capital is taken for a city in a search of texts


@dataclass(frozen=True, slots=True)
class Known:
    """What the gazetteer knows under a name: numbers, folded names of areas and divisions, codes of countries."""

    ids: tuple[int, ...] = ()
    areas: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()  # first-order
    countries: tuple[str, ...] = ()


@cache
def gazetteer() -> Gazetteer:
    """The shipped places, opened once a process."""
    return Gazetteer()


@cache
def known(name: str) -> Known:
    """The places of this name; a division or country stands for all that lies in it, unless a town bears its name."""
    found = gazetteer().lookup(name)
    town = any(c.feature in SETTLEMENTS for c in found)
    return Known(
        ids=tuple(sorted({c.geonames_id for c in found if c.geonames_id is not None})),
        areas=tuple(sorted({key(c.name) for c in found if c.feature == "area"})),
        divisions=tuple(sorted({key(c.admin1) for c in found if c.feature == "region" and c.admin1 and not town})),
        countries=tuple(sorted({c.country for c in found[:1] if c.feature == "country"})),
    )


@cache
def other_names(word: str) -> tuple[str, ...]:
    """Folded official names of the cities, regions and countries that a capitalised word names in another spelling."""
    if not word[:1].isupper():
        return ()
    large = [c for c in gazetteer().lookup(word) if c.population >= LARGE and c.feature in {"city", "country"}]
    return tuple(sorted({key(c.name) for c in large} - {key(word)}))
