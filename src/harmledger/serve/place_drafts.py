"""The places of a ledger put together from its incidents: towns with what lies in them, divisions, countries.

Spellings are those of the gazetteer and those of the reports; each place gets a label that no other has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.analyse.towns import Area
from harmledger.gazetteer.alternates import alternates
from harmledger.records import Place
from harmledger.serve.areas import Areas, division, home
from harmledger.serve.named import Kind, Named, Spot, country_names, spot
from harmledger.serve.shelf import Row
from harmledger.store.fold import key
from harmledger.store.place_names import gazetteer


@dataclass
class _Draft:
    name: str
    kind: Kind
    country: str | None = None
    admin1: str | None = None
    gid: int | None = None
    located: bool = True
    count: int = 0  # of incidents
    said: set[str] = field(default_factory=set)
    spots: set[Spot] = field(default_factory=set)
    everyday: frozenset[str] = frozenset()
    also: set[str] = field(default_factory=set)
    within: str = ""  # the town that a site is in


def gathered(rows: Iterable[Row], known: Areas) -> tuple[Named, ...]:
    """The places of these incidents with all their spellings, by label; `known` says what belongs to which."""
    drafts: dict[tuple[Any, ...], _Draft] = {}
    rows = list(rows)
    for row in rows:
        if row.place is not None:
            _add(drafts, row.place, known.area(row.place))
    for row in rows:
        for place in row.named:
            _say(drafts, row, place, known.area(place))
    spelt = alternates(gazetteer(), {gid: _official(gid, d) for gid, d in _by_number(drafts).items()})
    names = {k: {key(n) for n in (*spelt.get(d.gid or 0, ()), *d.said, d.name)} - {""} for k, d in drafts.items()}
    official = {k: {key(n) for n in (*spelt.get(d.gid or 0, ()), d.name)} for k, d in drafts.items()}
    kept = _with_unlocated(drafts, official)
    items = [
        Named(
            label,
            d.kind,
            _within(d),
            frozenset(names[k]) | {key(label)},
            frozenset(d.spots),
            d.everyday,
            frozenset(d.also),
            _home(k, d),
        )
        for (k, d), label in zip(kept.items(), _labels(list(kept.values())), strict=True)
    ]
    return tuple(sorted(items, key=lambda i: (key(i.label), i.label)))


def _with_unlocated(
    drafts: Mapping[tuple[Any, ...], _Draft], names: Mapping[tuple[Any, ...], set[str]]
) -> dict[tuple[Any, ...], _Draft]:
    """Words that were not located go with the towns that bear them as a name: whoever asks for those wants both."""
    towns: dict[str, list[_Draft]] = {}
    for k, d in drafts.items():
        for name in names[k] if d.kind == "place" and d.located else ():
            towns.setdefault(name, []).append(d)
    kept = {}
    for k, d in drafts.items():
        same = [] if d.located or d.also else towns.get(key(d.name), [])
        for town in same:
            town.spots |= d.spots
        if not same:
            kept[k] = d
    return kept


def _by_number(drafts: Mapping[tuple[Any, ...], _Draft]) -> dict[int, _Draft]:
    return {d.gid: d for d in drafts.values() if d.gid is not None}


def _official(gid: int, draft: _Draft) -> str:
    """The name under which the gazetteer files a place; a division's has its kind in it."""
    for found in gazetteer().lookup(draft.name):
        if found.geonames_id == gid:
            return found.name
    return draft.name


def _add(drafts: dict[tuple[Any, ...], _Draft], place: Place, area: Area) -> None:
    """The place, the town that it belongs to, its division and its country."""
    here = spot(place)
    country, admin1 = area.country or None, division(area) or area.admin1 or None
    if country:
        names = country_names().get(country, (country,))
        whole = drafts.setdefault(("country", country), _Draft(names[0], "country", country, gid=_state(names[0])))
        whole.said.update(names)
        whole.everyday = frozenset(map(key, names))
        _hold(whole, here)
    if country and admin1:
        gid = _division(country, admin1)
        part = drafts.setdefault(("region", country, admin1), _Draft(admin1, "region", country, admin1, gid))
        part.everyday = territories().get((country, key(admin1)), frozenset())
        part.said.update(part.everyday)
        _hold(part, here)
    if (k := _own(area)) is None:
        return
    own = drafts.setdefault(k, _Draft(area.name, "place", country, area.admin1 or None))
    _hold(own, here)
    own.located = own.located and place.lat is not None
    if place.name is None:
        own.said.add(place.text)
    elif place.name == area.name:
        own.gid = own.gid or place.geonames_id
    elif place.name:  # a site or quarter with a name of its own
        inner = drafts.setdefault(
            (*k, place.name), _Draft(place.name, "place", country, area.admin1 or None, place.geonames_id)
        )
        inner.within = area.name
        _hold(inner, here)


def _hold(draft: _Draft, here: Spot) -> None:
    draft.spots.add(here)
    draft.count += 1


def _say(drafts: dict[tuple[Any, ...], _Draft], row: Row, place: Place, area: Area) -> None:
    """How a claim spells a place; words that were not located are a place of their own."""
    if area.kind == "unlocated":
        if not key(place.text) or (row.place is not None and spot(row.place) == spot(place)):
            return
        words = drafts.setdefault(_words(area), _Draft(place.text, "place", area.country or None, area.admin1 or None))
        words.located = False
        if row.id not in words.also:
            words.also.add(row.id)
            words.count += 1
        return
    k: tuple[Any, ...] | None
    if admin1 := division(area):
        k = ("region", area.country, admin1)
    elif area.kind == "country":
        k = ("country", area.country)
    else:
        k = _own(area)
        if k is not None and place.name != area.name:
            k = (*k, place.name)
    if k in drafts and place.text:
        drafts[k].said.add(place.text)


def _own(area: Area) -> tuple[Any, ...] | None:
    """Under what a place other than a division or country is kept."""
    if area.kind == "unlocated":
        return _words(area)
    return None if division(area) or (area.kind == "country" and area.country) else ("place", home(area))


def _home(kept_as: tuple[Any, ...], draft: _Draft) -> Area | None:
    if draft.kind == "place":
        return kept_as[1] if kept_as[0] == "place" and len(kept_as) == 2 else None
    return Area("", draft.admin1 or "", draft.country or "", "division" if draft.kind == "region" else "country")


def _words(area: Area) -> tuple[Any, ...]:
    return ("words", key(area.name) or area.name, area.country, area.admin1)


@cache
def territories() -> Mapping[tuple[str, str], frozenset[str]]:
    """Country and folded name of a territory -> the folded names by which all of it goes every day."""
    rows = (r for r in codebook.load("regions")["places"] if r["feature"] == "region")
    return {(r["country"], key(r["name"])): frozenset(map(key, (r["name"], *r.get("names", ())))) for r in rows}


@cache
def _division(country: str, admin1: str) -> int | None:
    """The number of a first-order division."""
    found = [
        c for c in gazetteer().lookup(admin1) if c.feature == "region" and c.country == country and c.admin1 == admin1
    ]
    return found[0].geonames_id if found else None


@cache
def _state(name: str) -> int | None:
    found = [c for c in gazetteer().lookup(name) if c.feature == "country"]
    return found[0].geonames_id if found else None


def _within(draft: _Draft) -> str:
    if not draft.located:
        return "not located"
    parts = [draft.within, draft.admin1 or ""] if draft.kind == "place" else []
    if draft.country and draft.kind != "country":
        parts.append(country_names().get(draft.country, (draft.country,))[0])
    return ", ".join(dict.fromkeys(p for p in parts if p))


def _labels(drafts: list[_Draft]) -> list[str]:
    """A label for each that no other has: the name, with its division and country only where that is needed."""
    forms = []
    for d in drafts:
        region = f"{d.name} (region)" if d.kind == "region" else d.name
        longer = ", ".join(filter(None, (region, d.within, d.admin1 if d.kind == "place" else None)))
        longest = ", ".join(filter(None, (longer, d.country)))
        forms.append((d.name, longer, longest, f"{longest}, {d.gid or 'no number'}"))
    everyday = frozenset(name for d in drafts for name in d.everyday)
    chosen = [int(d.kind == "place" and key(d.name) in everyday and bool(d.admin1)) for d in drafts]
    for _ in range(3):
        taken: dict[str, list[int]] = {}
        for n, form in enumerate(forms):
            taken.setdefault(key(form[chosen[n]]), []).append(n)
        for same in taken.values():
            # The bare name is that of the country or territory that goes by it every day, else of the place that is
            # most told of; a region of the same name says that it is one.
            keep = min(same, key=lambda n: (not drafts[n].everyday, *_rank(drafts[n]), n))
            for n in same:
                if n != keep:
                    chosen[n] += chosen[n] < 3
    return [form[n] for form, n in zip(forms, chosen, strict=True)]


def _rank(draft: _Draft) -> tuple[bool, bool, int]:
    return draft.kind != "place", not draft.located, -draft.count
