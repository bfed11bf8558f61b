"""The places of a ledger: towns with what lies in them, regions that gather their towns, countries."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from harmledger import codebook
from harmledger.analyse.towns import Area
from harmledger.gazetteer.names import fold
from harmledger.records import Claim, Place
from harmledger.serve import place_names
from harmledger.serve.areas import Areas, areas, division, home
from harmledger.serve.desk import Desk
from harmledger.serve.holdings import Holdings, holdings
from harmledger.serve.named import Named
from harmledger.serve.shelf import Row

Level = Literal["country", "division", "area", "town", "site"]
LEVELS: tuple[Level, ...] = ("country", "division", "area", "town", "site")


@dataclass
class Spot:
    """One place of the ledger with the incidents there; `key` names its page."""

    level: Level
    name: str
    country: str  # ISO 3166-1 alpha-2, "" where none is known
    admin1: str
    key: str = ""
    above: Spot | None = None  # the division or country that holds it
    below: list[Spot] = field(default_factory=list)
    areas: set[Area] = field(default_factory=set)  # as the analyses name it
    rows: list[Row] = field(default_factory=list)  # incidents placed here, none of its parts'
    near: list[Row] = field(default_factory=list)  # "near" here
    told: list[Row] = field(default_factory=list)  # incidents placed elsewhere, one of whose claims names this place
    loose: list[Claim] = field(default_factory=list)  # conditions and totals of no incident that name this place
    places: Counter[Place] = field(default_factory=Counter)  # as claims give it, without the words
    spellings: Counter[str] = field(default_factory=Counter)  # as reports write it
    names: Counter[str] = field(default_factory=Counter)  # as the gazetteer has it: a division may have two
    parts: Counter[str] = field(default_factory=Counter)  # its quarters and sites

    @property
    def place(self) -> Place | None:
        """Its position, as most claims give it; None where it has none."""
        located = [(n, p) for p, n in self.places.items() if p.lat is not None]
        return max(located, key=lambda x: (x[0], str(x[1].name)))[1] if located else None

    @cached_property
    def size(self) -> int:
        """How many events there are here and in its parts; totals and conditions are counted apart."""
        return sum(r.incident.kind == "event" for s in self.all() for r in s.rows)

    def all(self) -> Iterator[Spot]:
        """The spot and all that lie in it."""
        yield self
        for spot in self.below:
            yield from spot.all()

    def incidents(self) -> list[Row]:
        """The incidents here and in its parts, "near" ones left out, in the shelf's order."""
        return _sorted({r.id: r for spot in self.all() for r in spot.rows}.values())

    def nearby(self) -> list[Row]:
        """The incidents near here, and near its parts."""
        return _sorted({r.id: r for spot in self.all() for r in spot.near}.values())

    def apart(self) -> list[Claim]:
        """The conditions and totals here and in its parts that are in no incident."""
        return [c for spot in self.all() for c in spot.loose]

    def scope(self) -> list[Row]:
        """The incidents that any claim puts here."""
        return _sorted({r.id: r for s in self.all() for r in (*s.rows, *s.near, *s.told)}.values())


@dataclass(frozen=True)
class Atlas:
    """Every place by its key, and the incidents that have none."""

    spots: Mapping[str, Spot]  # in the order of country, region, name
    unlocated: Mapping[str, tuple[Row, ...]]  # words of reports -> incidents
    without: tuple[Row, ...]  # incidents whose reports name no place
    by_incident: Mapping[str, str]  # incident -> key of its place

    def countries(self) -> list[Spot]:
        """The countries, the one with most incidents first."""
        return sorted((s for s in self.spots.values() if s.above is None), key=lambda s: (-s.size, s.name))


def atlas(desk: Desk) -> Atlas:
    """The places of the desk's ledger; made once, until the ledger changes."""
    held = holdings(desk)
    found: Atlas = held.kept("atlas", lambda: _Maker(held, desk.shelf.rows(), areas(desk.shelf)).atlas())
    return found


def asked_for(desk: Desk, spot: Spot) -> Named | None:
    """The place as the overview's filter names it, with its spellings; None where it has no incident."""
    names: Mapping[Area, Named] = holdings(desk).kept(
        "names", lambda: {i.home: i for i in place_names.places(desk.shelf).items if i.home}
    )
    if spot.level == "country":
        return names.get(Area("", "", spot.country, "country"))
    if spot.level == "division":
        return names.get(Area("", spot.admin1, spot.country, "division"))
    return next((n for area in sorted(spot.areas) if (n := names.get(home(area)))), None)


class _Maker:
    def __init__(self, held: Holdings, rows: tuple[Row, ...], known: Areas) -> None:
        self._rows = rows
        self._loose = [c for c in held.loose if c.place is not None]
        self._places = [(r, [c.place for c in held.claims(r.id) if c.place is not None]) for r in rows]
        self._area = known.area
        self._spots: dict[Area, Spot] = {}
        self._tops: dict[str, Spot] = {}
        self._divisions: dict[tuple[str, str], Spot] = {}

    def atlas(self) -> Atlas:
        unlocated: dict[str, list[Row]] = defaultdict(list)
        without: list[Row] = []
        homes: dict[str, Spot] = {}
        for row, named in self._places:
            spot = self._put(row, unlocated, without)
            if spot is not None:
                homes[row.id] = spot
            self._told(row, spot, named)
        for claim in self._loose:
            self._apart(claim)
        self._nest()
        spots = _keyed(s for top in self._tops.values() for s in top.all())
        return Atlas(
            spots,
            {words: tuple(own) for words, own in sorted(unlocated.items())},
            tuple(without),
            {name: spot.key for name, spot in homes.items()},
        )

    def _put(self, row: Row, unlocated: dict[str, list[Row]], without: list[Row]) -> Spot | None:
        if row.place is None:
            without.append(row)
            return None
        area = self._area(row.place)
        if area.kind == "unlocated":
            unlocated[area.name].append(row)
            return None
        spot = self._spot(area)
        (spot.near if area.kind == "near" else spot.rows).append(row)
        return spot

    def _told(self, row: Row, home: Spot | None, named: list[Place]) -> None:
        seen: set[int] = {id(home)}
        for place in named:
            spot = self._named(place)
            if spot is not None and id(spot) not in seen:
                seen.add(id(spot))
                spot.told.append(row)

    def _apart(self, claim: Claim) -> None:
        if claim.place is not None and (spot := self._named(claim.place)) is not None:
            spot.loose.append(claim)

    def _named(self, place: Place) -> Spot | None:
        """The spot that a claim names, with a note of how it is spelt; None where it is not located."""
        area = self._area(place)
        if area.kind == "unlocated":
            return None
        spot = self._spot(area)
        if place.name == area.name:
            spot.names[area.name] += 1
            spot.places[_bare(place)] += 1
            if place.text:
                spot.spellings[" ".join(place.text.split())] += 1
        elif place.name:
            spot.parts[place.name] += 1
        return spot

    def _spot(self, area: Area) -> Spot:
        """The place of an area; "near X" is kept with X."""
        if area not in self._spots:
            if home(area) is not area:
                self._spots[area] = self._spot(home(area))
            elif area.kind == "country":
                self._spots[area] = self._top(area.country, area.name)
            elif admin1 := division(area):
                self._spots[area] = self._division(area.country, admin1)
            else:
                level: Level = {"town": "town", "region": "area"}.get(area.kind, "site")  # type: ignore[assignment]
                self._spots[area] = Spot(level, area.name, area.country, area.admin1)
            self._spots[area].areas.add(area)
        return self._spots[area]

    def _top(self, country: str, name: str = "") -> Spot:
        key = country or name
        if key not in self._tops:
            self._tops[key] = Spot("country", country_name(country) or name or "No country", country, "")
        return self._tops[key]

    def _division(self, country: str, admin1: str) -> Spot:
        return self._divisions.setdefault((country, admin1), Spot("division", admin1, country, admin1))

    def _nest(self) -> None:
        own = dict.fromkeys(map(id, self._tops.values()))
        for spot in {id(s): s for s in self._spots.values()}.values():
            if id(spot) in own or spot.level == "division":
                continue
            holder = self._division(spot.country, spot.admin1) if spot.admin1 else self._top(spot.country)
            _hold(holder, spot)
        for part in self._divisions.values():
            part.name = min(part.names, key=lambda n: (-part.names[n], n), default=part.admin1)
            _hold(self._top(part.country), part)
        for top in self._tops.values():
            for spot in top.all():
                spot.below.sort(key=lambda s: (LEVELS.index(s.level), s.name, s.admin1))


def _hold(holder: Spot, spot: Spot) -> None:
    spot.above = holder
    holder.below.append(spot)


def _keyed(spots: Iterable[Spot]) -> dict[str, Spot]:
    """The spots by keys that are made of their names alone, so that a place keeps its address as a ledger grows."""
    out: dict[str, Spot] = {}
    order = sorted(spots, key=lambda s: (s.country, s.admin1, LEVELS.index(s.level), s.name))
    for spot in order:
        parts = {"country": [spot.country or spot.name], "division": [spot.country or "xx", spot.admin1]}
        name = "-".join(_slug(p) for p in parts.get(spot.level, [spot.country or "xx", spot.admin1, spot.name]))
        if name in out:
            name = f"{name}-{spot.level}"
        while name in out:
            name += "-2"
        spot.key = name
        out[name] = spot
    return out


def _slug(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", fold(text).replace("'", "")).strip("-")
    return plain or (hashlib.blake2b(text.encode(), digest_size=4).hexdigest() if text else "")


def _bare(place: Place) -> Place:
    return Place(
        "", None, None, place.name, place.country, place.admin1, place.lat, place.lon, place.precision,
        place.radius_km, place.geonames_id, place.basis,
    )  # fmt: skip


@cache
def country_name(code: str) -> str:
    """A country's name by its ISO 3166-1 alpha-2 code; empty where the codebook lacks it."""
    rows = codebook.load("countries")["countries"]
    return next((str(row["names"][0]) for row in rows if row["iso"] == code and row.get("names")), "")


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda r: (r.incident.time is None or r.incident.time.start is None, _start(r), r.id))


def _start(row: Row) -> str:
    return str(row.incident.time.start) if row.incident.time and row.incident.time.start else ""
