"""The places of a ledger by every spelling: what a search for a place suggests, and what a name in an address means.

A place is a settlement or site, a first-order division or a country; the last two stand for all that lies in them.
Two classes of precision of one place ("Kyiv", "near Kyiv") are one place here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

from harmledger import codebook
from harmledger.gazetteer.alternates import alternates
from harmledger.records import Place
from harmledger.serve.desk import Desk
from harmledger.serve.shelf import Row, Shelf
from harmledger.store.fold import FIRST, LETTERS, key
from harmledger.store.place_names import gazetteer

Kind = Literal["place", "region", "country"]
Spot = tuple[str | None, ...]  # name, country, division, number: what makes two places one


@dataclass(frozen=True, slots=True)
class Named:
    """One place that can be asked for."""

    label: str  # unlike all others
    kind: Kind
    within: str  # the division and country, for a person
    names: frozenset[str]  # folded spellings
    spots: frozenset[Spot]


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


@dataclass(frozen=True)
class Places:
    """All places of a ledger, by label."""

    items: tuple[Named, ...]

    def meant(self, text: str) -> frozenset[Spot]:
        """The spots that a label or a name in any spelling means; empty where no place of the ledger bears it."""
        return frozenset(s for item in self.named(text) for s in item.spots)

    def named(self, text: str) -> list[Named]:
        """The places of this label, else of this spelling (towns before divisions), else with these words in a name."""
        asked = key(text)
        if not asked:
            return []
        if labelled := self._by_label.get(asked):
            return labelled
        if found := self._by_name.get(asked):
            return [i for i in found if i.kind == "place"] or found
        head, _, last = asked.rpartition(" ")
        if (
            head
            and last in division_words()
            and (found := [i for i in self.items if i.kind == "region" and head in i.names])
        ):
            return found
        return [i for i in self.items if any(f" {asked} " in f" {name} " for name in i.names)]

    @cached_property
    def _by_label(self) -> Mapping[str, list[Named]]:
        out: dict[str, list[Named]] = {}
        for item in self.items:
            out.setdefault(key(item.label), []).append(item)
        return out

    @cached_property
    def _by_name(self) -> Mapping[str, list[Named]]:
        out: dict[str, list[Named]] = {}
        for item in self.items:
            for name in item.names:
                out.setdefault(name, []).append(item)
        return out

    @cached_property
    def other_names(self) -> Mapping[str, tuple[str, ...]]:
        """Folded spelling -> official folded names of the towns and countries so spelt, where they differ."""
        out: dict[str, set[str]] = {}
        for item in self.items:
            official = key(item.label.split(",")[0])
            for name in item.names:
                if item.kind != "region" and len(name) >= 4 and name != official:
                    out.setdefault(name, set()).add(official)
        return {name: tuple(sorted(official)) for name, official in out.items()}


def spot(place: Place) -> Spot:
    """What makes two places of incidents one and the same."""
    if place.geonames_id is not None:
        return (str(place.geonames_id),)
    return (place.name or place.text, place.country, place.admin1)


def places(shelf: Shelf) -> Places:
    """The places of all incidents of a shelf."""
    return shelf.derived("places", _places, of=lambda row: row.place)


def places_js(desk: Desk) -> bytes:
    """The places as a script: labels, kinds, spellings, and the spots of each, which the index's places bear too."""
    data = {
        "items": [
            {
                "label": i.label,
                "kind": i.kind,
                "within": i.within,
                "names": sorted(i.names),
                "spots": sorted("|".join(part or "" for part in s) for s in i.spots),
            }
            for i in places(desk.shelf).items
        ],
        "divisions": sorted(division_words()),
    }
    return f"(window.harmledger ??= {{}}).places = {_json(data)};\n".encode()


def folding() -> dict[str, Any]:
    """The letters that `store.fold` writes in another script, for the same fold in a browser."""
    return {"letters": LETTERS, "first": FIRST}


@cache
def division_words() -> frozenset[str]:
    """Folded words after a division's name: "region", "oblast"."""
    return frozenset(key(w) for w in codebook.load("place_words")["divisions"]["region"])


@cache
def country_names() -> Mapping[str, tuple[str, ...]]:
    """Country code -> its names, the usual one first."""
    return {row["iso"]: tuple(row["names"]) for row in codebook.load("countries")["countries"]}


def _places(rows: Iterable[Row]) -> Places:
    drafts: dict[tuple[Any, ...], _Draft] = {}
    for row in rows:
        if row.place is not None:
            _add(drafts, row.place)
    spelt = alternates(gazetteer(), {gid: _official(gid, d) for gid, d in _by_number(drafts).items()})
    names = {k: {key(n) for n in (*spelt.get(d.gid or 0, ()), *d.said, d.name)} - {""} for k, d in drafts.items()}
    kept = _with_unlocated(drafts, names)
    items = [
        Named(label, d.kind, _within(d), frozenset(names[k]) | {key(label)}, frozenset(d.spots))
        for (k, d), label in zip(kept.items(), _labels(list(kept.values())), strict=True)
    ]
    return Places(tuple(sorted(items, key=lambda i: (key(i.label), i.label))))


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
        same = [] if d.located else towns.get(key(d.name), [])
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


def _add(drafts: dict[tuple[Any, ...], _Draft], place: Place) -> None:
    """The place, its division and its country."""
    here = spot(place)
    country, admin1 = place.country, place.admin1
    of_division = _division(country, admin1) if country and admin1 else None
    if country:
        names = country_names().get(country, (country,))
        whole = drafts.setdefault(("country", country), _Draft(names[0], "country", country, gid=_state(names[0])))
        whole.said.update(names)
        whole.spots.add(here)
        whole.count += 1
    if country and admin1:
        part = drafts.setdefault(
            ("region", country, admin1), _Draft(admin1, "region", country, admin1, gid=of_division)
        )
        part.spots.add(here)
        part.count += 1
    if place.precision == "country" and country:
        return
    if of_division is not None and place.geonames_id == of_division:
        drafts["region", country, admin1].said.update(filter(None, (place.name, place.text)))
        return
    own = drafts.setdefault(
        ("place", here), _Draft(place.name or place.text, "place", country, admin1, place.geonames_id)
    )
    own.spots.add(here)
    own.count += 1
    own.located = own.located and place.lat is not None
    if place.name is None or place.precision == "site":
        own.said.add(place.text)


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
    parts = [draft.admin1] if draft.kind == "place" and draft.admin1 else []
    if draft.country and draft.kind != "country":
        parts.append(country_names().get(draft.country, (draft.country,))[0])
    return ", ".join(dict.fromkeys(p for p in parts if p))


def _labels(drafts: list[_Draft]) -> list[str]:
    """A label for each that no other has: the name, with its division and country only where that is needed."""
    forms = []
    for d in drafts:
        region = f"{d.name} (region)" if d.kind == "region" else d.name
        longer = ", ".join(filter(None, (region, d.admin1 if d.kind == "place" else None)))
        longest = ", ".join(filter(None, (longer, d.country)))
        forms.append((d.name, longer, longest, f"{longest}, {d.gid or 'no number'}"))
    chosen = [0] * len(drafts)
    for _ in range(3):
        taken: dict[str, list[int]] = {}
        for n, form in enumerate(forms):
            taken.setdefault(key(form[chosen[n]]), []).append(n)
        for same in taken.values():
            # The bare name is that of the place that is most told of; a region of the same name says that it is one.
            keep = min(same, key=lambda n: (drafts[n].kind != "place", not drafts[n].located, -drafts[n].count, n))
            for n in same:
                if n != keep:
                    chosen[n] += chosen[n] < 3
    return [form[n] for form, n in zip(forms, chosen, strict=True)]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
