"""What a running total covers where no place of its own stands beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.extract.drafts import Draft
from harmledger.extract.frames import word_class
from harmledger.records import Place

_BASIS = "carried over: "


def scope(
    d: Draft,
    places: Mapping[tuple[int, int], Place],
    told: Place | None,
    country: Place | None,
    conflict: Any,
) -> Place | None:
    """The place of a total: the land of the body that gives it, the place told before it, else the country at war.

    Soldiers fall wherever a war is fought, so a body's land is no scope of theirs. A war that is fought in several
    countries gives no country to a figure that names none; a figure that is a total by its size alone stays where the
    report is. `told`: the place that the report told last, near the figure.
    """
    of_people = any(c.victims != "combatant" for c in d.casualties)
    own = _of_speaker(d, places, conflict) if of_people else None
    if own is not None:
        return replace(own, basis=f"{_BASIS}the land of who gives the figure")
    if several(conflict):
        return _carried(told) if of_people and told is not None and _inside(told, conflict) else None
    if told is not None and of_people and _by_size_alone(d) and told.precision != "country" and _inside(told, conflict):
        return _carried(told)
    return replace(country, basis=f"{_BASIS}the country that the war is fought in") if country else None


def several(conflict: Any) -> bool:
    """Whether a war is fought in more than one country, so that none of them is meant where none is named."""
    return conflict is not None and len(set(conflict.theatre)) > 1


def of_another_war(words: str, conflict: Any) -> bool:
    """Whether words name a war by a people that has no part in the report's war: "in the Finnish civil war"."""
    if conflict is None:
        return False
    named = {country for m in _war().finditer(words) if (country := _adjectives().get(m["whose"]))}
    return bool(named) and named.isdisjoint(conflict.countries)


@cache
def _war() -> re.Pattern[str]:
    book = codebook.load("totals")["wars"]
    during, wars = ("|".join(map(re.escape, book[name])) for name in ("during", "war"))
    return re.compile(
        rf"\b(?:{during})\s+the\s+(?:\w+\s+)?(?P<whose>[A-Z]\w+)\s+(?:{wars})\b(?!\s+(?:in|on|against)\b)"
    )


@cache
def _adjectives() -> dict[str, str]:
    return {word: row["iso"] for row in codebook.load("countries")["countries"] for word in row["adjectives"]}


def _carried(place: Place) -> Place:
    return place if place.basis.startswith(_BASIS) else replace(place, basis=_BASIS + place.basis)


def _inside(place: Place, conflict: Any) -> bool:
    return conflict is None or place.country in conflict.theatre


def _of_speaker(d: Draft, places: Mapping[tuple[int, int], Place], conflict: Any) -> Place | None:
    """The land that an authority's own name names: "the Gaza health ministry", "health ministry in Gaza"."""
    source = d.source
    if source.start is None or source.end is None or source.type not in codebook.load("totals")["of_their_land"]:
        return None
    named = [p for (start, end), p in places.items() if source.start <= start and end <= source.end and p.name]
    lands = [p for p in named if p.precision in ("region", "district", "city") and _inside(p, conflict)]
    return lands[0] if lands else None


def _by_size_alone(d: Draft) -> bool:
    """Whether no words sum up and no time is told: the figure alone made it a total."""
    if d.time is not None:
        return False
    words = d.quote.text.lower()
    return not set(re.findall(r"[^\W\d_]+", words)) & word_class("cumulative") and not _phrases().search(words)


@cache
def _phrases() -> re.Pattern[str]:
    phrases = sorted(word_class("cumulative_phrase"), key=lambda p: (-len(p), p))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
