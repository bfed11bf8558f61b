"""Which places a report's mentions mean: all its mentions together, since they explain each other.

A name is settled by what encloses it ("Olenivka, Donetsk region"), by the countries and places that the report names
besides, by population, and by how near it lies to the report's other places. What stays unknown keeps its words and gets
no coordinates.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from harmledger import codebook
from harmledger.extract.place_mentions import PlaceMention
from harmledger.gazetteer import Candidate, Gazetteer
from harmledger.gazetteer.names import fold
from harmledger.records import Place, Report

VERSION = "places/1"

_WIDE = frozenset({"country", "region", "area", "county", "community"})
_NEAR_KM = 25.0
# Unit vectors (north, east) of the words for directions.
_BEARING = {"north": (1.0, 0.0), "south": (-1.0, 0.0), "east": (0.0, 1.0), "west": (0.0, -1.0)}


@dataclass(slots=True)
class _Open:
    """A mention while it is being resolved."""

    mention: PlaceMention
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None = None
    within: list[_Open] = field(default_factory=list)


class PlaceResolver:
    """Resolves the mentions of a report; one resolver serves many reports."""

    def __init__(self, gazetteer: Gazetteer, theatre: Iterable[str] | None = None) -> None:
        """`theatre`: ISO codes of the countries at war, favoured a little; by default those of the codebook's conflicts."""
        self.gazetteer = gazetteer
        conflicts = codebook.load("conflicts")["conflicts"]
        self.theatre = tuple(theatre if theatre is not None else sorted({c for k in conflicts for c in k["theatre"]}))
        rows = codebook.load("countries")["countries"]
        self._adjectives = {fold(w): row["iso"] for row in rows for w in (*row["adjectives"], *row["people"])}

    def resolve(self, report: Report, mentions: Sequence[PlaceMention]) -> list[Place]:
        """One place for each mention, in their order; unresolved ones keep their words without coordinates."""
        opened = [_Open(m, self._candidates(m)) for m in mentions]
        by_span = {(o.mention.start, o.mention.end): o for o in opened}
        for o in opened:
            o.within = [by_span[s] for s in o.mention.within if s in by_span]
        context = _Context(self._countries(opened), _anchors(opened), self.theatre)
        self._guess(opened, context)
        senses: dict[str, Candidate] = {}
        for o in sorted(opened, key=lambda o: (not o.within, o.mention.start)):
            key = fold(o.mention.name or o.mention.text) + "|" + o.mention.division
            known = senses.get(key)
            o.chosen = known if known and not o.within and known in o.candidates else self._choose(o, context)
            if o.chosen and o.mention.kind in ("place", "site"):
                senses.setdefault(key, o.chosen)
        return [self._place(o) for o in opened]

    # --- candidates

    def _candidates(self, mention: PlaceMention) -> tuple[Candidate, ...]:
        if mention.kind in ("adjective", "organisation"):
            return ()
        name = mention.name or mention.text
        if mention.kind == "site":
            whole = [c for c in self.gazetteer.lookup(mention.text) if c.feature in ("site", "airport")]
            if whole:
                return tuple(whole)
        if mention.direction:
            whole = [c for c in self.gazetteer.lookup(f"{mention.direction} {name}") if c.feature in ("area", "region")]
            if whole:
                return tuple(whole)
        if mention.division in ("region", "county", "community"):
            for words in (name, f"{name} {mention.division}"):
                found = [c for c in self.gazetteer.lookup(words) if c.feature in _WIDE | {"district"}]
                if found:
                    return _ranked(found, mention.division)
        found = list(self.gazetteer.lookup(name))
        if mention.division == "settlement":
            found = [c for c in found if c.feature in ("city", "village", "district")]
        if not found and len(name) >= 4:
            found = list(self.gazetteer.similar(name, self.theatre))
        return tuple(found)

    def _countries(self, opened: Sequence[_Open]) -> Counter[str]:
        """How often the report speaks of each country, by name, adjective, or a name that lies in one country only."""
        out: Counter[str] = Counter()
        for o in opened:
            if o.mention.kind == "adjective":
                iso = self._adjectives.get(fold(o.mention.name or o.mention.text))
                if iso:
                    out[iso] += 1
                continue
            countries = {c.country for c in o.candidates if c.match == "exact"}
            top = max(o.candidates, key=lambda c: c.population, default=None)
            if top is None:
                continue
            if top.feature == "country":
                out[top.country] += 2
            elif len(countries) == 1 and top.match == "exact":
                out[top.country] += 1
            elif top.population > 300_000:
                out[top.country] += 1
        return out

    # --- choice

    def _guess(self, opened: Sequence[_Open], context: _Context) -> None:
        """First reading without distances; the places so found are what others are near to."""
        for o in opened:
            if o.mention.kind in ("place", "site") and o.candidates:
                o.chosen = max(o.candidates, key=lambda c: self._score(o, c, context, near=False))
        context.anchors = [o.chosen for o in opened if o.chosen and o.chosen.feature not in ("country", "area")]

    def _choose(self, o: _Open, context: _Context) -> Candidate | None:
        if not o.candidates:
            return None
        best = max(o.candidates, key=lambda c: self._score(o, c, context, near=True))
        if best.match == "fuzzy" and best.country not in self.theatre:
            return None
        return best

    def _score(self, o: _Open, c: Candidate, context: _Context, *, near: bool) -> float:
        score = 1.2 * math.log10(c.population + 30)
        score += {"exact": 1.5, "alternate": 0.0}.get(c.match, c.score / 20 - 5)
        if c.basis == "region list":
            score += 3.0
        if c.feature == "country":
            score += 5.0
        bare = not o.mention.division
        if bare and c.feature in ("region", "county", "community"):
            score -= 2.5 if c.feature == "region" else 4.0
        if o.mention.division == "settlement" and c.feature == "village" and "village" in fold(o.mention.text):
            score += 2.0
        score += context.country(c.country)
        for enclosing in o.within:
            score += _inside(c, enclosing)
        if near:
            score += context.nearness(c)
        return score

    # --- the record

    def _place(self, o: _Open) -> Place:
        m, c = o.mention, o.chosen
        if c is None:
            return Place(m.text, m.start, m.end, basis="unresolved")
        lat, lon, radius, precision = c.lat, c.lon, c.radius_km, c.precision
        name = c.name
        if m.direction and not m.near and c.feature in _WIDE and fold(m.direction) not in fold(c.name):
            (lat, lon), radius, precision = _part(c, m.direction), c.radius_km * 0.6, "region"
            name = f"{m.direction} {c.name}"
        if m.near and precision in ("city", "village", "district", "site"):
            radius, precision = max(_NEAR_KM, radius), "near"
        basis = c.basis if c.match in ("exact", "alternate") else f"{c.basis}, name {c.match} {c.score:.0f}"
        return Place(m.text, m.start, m.end, name, c.country or None, c.admin1 or None, round(lat, 4), round(lon, 4),
                     precision, round(radius, 1), c.geonames_id, basis)  # fmt: skip


@dataclass(slots=True)
class _Context:
    """What the report as a whole says about where it takes place."""

    counts: Counter[str]
    anchors: list[Candidate]
    theatre: tuple[str, ...]

    def country(self, iso: str) -> float:
        """Up to 4 points for a country that the report speaks of; half a point for the theatre of a known war."""
        total = sum(self.counts.values())
        share = self.counts[iso] / total if total else 0.0
        return 4.0 * math.sqrt(share) + (0.5 if iso in self.theatre else 0.0)

    def nearness(self, c: Candidate) -> float:
        """Up to 3 points for lying near the report's other places."""
        others = [a for a in self.anchors if a is not c and a.name != c.name]
        if not others or c.feature in ("country", "area"):
            return 0.0
        gaps = sorted(distance(c, a) for a in others)
        return sum(math.exp(-gap / 150.0) for gap in gaps[:3])


def _anchors(opened: Sequence[_Open]) -> list[Candidate]:
    return [o.candidates[0] for o in opened if len(o.candidates) == 1]


def _ranked(found: Sequence[Candidate], division: str) -> tuple[Candidate, ...]:
    wanted = {"region": ("region", "area"), "county": ("county", "district"), "community": ("community",)}[division]
    first = [c for c in found if c.feature in wanted]
    return tuple(first or found)


def _inside(c: Candidate, enclosing: _Open) -> float:
    """Points for lying in one of the places that the enclosing mention may mean."""
    best = 0.0
    for e in enclosing.candidates:
        if e is c:
            continue
        if e.feature == "country":
            fit = 5.0 if e.country == c.country else 0.0
        elif e.country and e.country != c.country:
            fit = 0.0
        elif e.feature == "region" and e.admin1_code:
            fit = 8.0 if e.admin1_code == c.admin1_code and c.feature != "region" else 0.0
        else:
            reach = e.radius_km * 1.3 + 15.0
            fit = 7.0 if distance(c, e) <= reach and c.radius_km <= e.radius_km + 5 else 0.0
        best = max(best, fit)
    return best


def distance(a: Candidate, b: Candidate) -> float:
    """Great-circle distance of two places in km."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def _part(c: Candidate, direction: str) -> tuple[float, float]:
    """The middle of the part of a place that lies in a direction, half a radius from the middle of the whole."""
    north = sum(v[0] for word, v in _BEARING.items() if word in fold(direction))
    east = sum(v[1] for word, v in _BEARING.items() if word in fold(direction))
    length = math.hypot(north, east) or 1.0
    lat = c.lat + north / length * c.radius_km * 0.55 / 111.2
    lon = c.lon + east / length * c.radius_km * 0.55 / (111.2 * math.cos(math.radians(c.lat)))
    return lat, lon


