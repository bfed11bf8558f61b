"""Which places a report's mentions mean: all its mentions together, since they explain each other.

A name is settled by what encloses it ("Olenivka, Donetsk region"), by the countries and places that the report names
besides, by population, and by how near it lies to the report's other places. What stays unknown keeps its words and
gets no coordinates.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from harmledger import codebook
from harmledger.extract.place_mentions import PlaceMention
from harmledger.gazetteer import Candidate, Gazetteer
from harmledger.gazetteer.names import fold
from harmledger.gazetteer.records import SETTLEMENTS
from harmledger.records import Place, Report

VERSION = "places/1"

_WIDE = frozenset({"country", "region", "area", "county", "community"})
_NEAR_KM = 25.0
_MOST = 40  # candidates of a name that are weighed: the populous ones and all of the theatre
# Unit vectors (north, east) of the words for directions.
_BEARING = {"north": (1.0, 0.0), "south": (-1.0, 0.0), "east": (0.0, 1.0), "west": (0.0, -1.0)}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, in points; 1.1 points are a factor of ten in population."""

    population: float = 1.1
    exact: float = 1.5
    listed: float = 4.0  # named in the codebook
    country: float = 5.0  # being a country
    division: float = -1.5  # a division that the words do not call one
    seat: float = -3.0  # ... while a town of that name lies in it
    small_division: float = -2.5
    spoken: float = 5.0  # lying in a country that the report speaks of
    theatre: float = 0.5
    same_division: float = 2.5
    near: float = 8.0  # most that lying near the report's other places can give
    reach_km: float = 120.0


@dataclass(slots=True)
class _Open:
    """A mention while it is being resolved."""

    mention: PlaceMention
    candidates: tuple[Candidate, ...]
    key: str
    chosen: Candidate | None = None
    within: list[_Open] = field(default_factory=list)


class PlaceResolver:
    """Resolves the mentions of a report; one resolver serves many reports."""

    def __init__(
        self, gazetteer: Gazetteer, theatre: Iterable[str] | None = None, weights: Weights | None = None
    ) -> None:
        """`theatre`: ISO codes of the countries at war, favoured a little; by default those of all known conflicts."""
        self.gazetteer = gazetteer
        self.weights = weights or Weights()
        conflicts = codebook.load("conflicts")["conflicts"]
        self.theatre = tuple(theatre if theatre is not None else sorted({c for k in conflicts for c in k["theatre"]}))
        rows = codebook.load("countries")["countries"]
        self._country_names = {row["iso"]: row["names"][0] for row in rows if row["names"]}
        self._adjectives = {fold(w): row["iso"] for row in rows for w in (*row["adjectives"], *row["people"])}

    def resolve(self, report: Report, mentions: Sequence[PlaceMention]) -> list[Place]:
        """One place for each mention, in their order; unresolved ones keep their words without coordinates."""
        opened = [_Open(m, self._candidates(m), fold(m.name or m.text) + "|" + m.division) for m in mentions]
        by_span = {(o.mention.start, o.mention.end): o for o in opened}
        for o in opened:
            o.within = [by_span[s] for s in o.mention.within if s in by_span]
        counts = self._countries(opened)
        self._respell(opened, counts)
        context = _Context(counts, Counter(), self.theatre, self.weights)
        for _ in range(2):
            nearness = self._nearness(opened, context)
            senses: dict[str, Candidate] = {}
            for o in sorted(opened, key=lambda o: (not o.within, o.mention.start)):
                known = senses.get(o.key)
                usable = known is not None and known in o.candidates and not o.within
                o.chosen = known if usable else self._choose(o, context, nearness)
                if o.chosen and o.mention.kind in ("place", "site"):
                    senses.setdefault(o.key, o.chosen)
            codes = {o.key: o.chosen.admin1_code for o in opened if o.chosen and o.mention.kind != "party"}
            context.divisions = Counter(code for code in codes.values() if code)
        for o in opened:
            if _contradicted(o):
                o.chosen = None
        return [self._place(o) for o in opened]

    # --- candidates

    def _candidates(self, mention: PlaceMention) -> tuple[Candidate, ...]:
        if mention.kind == "organisation":
            return ()
        name = mention.name or mention.text
        if mention.kind == "adjective":
            country = self._country_names.get(self._adjectives.get(fold(name), ""), "")
            return tuple(c for c in self.gazetteer.lookup(country) if c.feature == "country")[:1]
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
            found = [c for c in found if c.feature in SETTLEMENTS] or found
        if len(found) > _MOST:
            small = [c for c in found if c.country in self.theatre]
            found = list(dict.fromkeys((*sorted(found, key=lambda c: -c.population)[:_MOST], *small)))
        return tuple(found)

    def _respell(self, opened: Sequence[_Open], counts: Counter[str]) -> None:
        """Look unknown spellings up by sound, in the theatre and in the countries that the report is about."""
        about = [iso for iso, n in sorted(counts.items()) if n >= 0.2 * sum(counts.values()) and iso]
        countries = tuple(dict.fromkeys((*self.theatre, *about)))
        for o in opened:
            if not o.candidates and o.mention.kind == "place" and not o.mention.direction:
                o.candidates = self.gazetteer.similar(o.mention.name or o.mention.text, countries)

    def _countries(self, opened: Sequence[_Open]) -> Counter[str]:
        """How often the report speaks of each country, by name, adjective, or a name that lies in one country only."""
        out: Counter[str] = Counter()
        for o in opened:
            countries = {c.country for c in o.candidates if c.match == "exact"}
            top = max(o.candidates, key=lambda c: c.population, default=None)
            if top is None:
                continue
            if top.feature == "country":
                out[top.country] += 1 if o.mention.kind == "adjective" else 2
            elif (len(countries) == 1 and top.match == "exact") or top.population > 300_000:
                out[top.country] += 1
        return out

    # --- choice

    def _nearness(self, opened: Sequence[_Open], context: _Context) -> dict[tuple[str, Candidate], float]:
        """Points of each name's candidates for lying near likely readings of the report's other names."""
        groups: dict[str, _Open] = {}
        for o in opened:
            if o.mention.kind in ("place", "site") and o.candidates:
                groups.setdefault(o.key, o)
        local = {k: [c for c in o.candidates if c.feature not in ("country", "area")] for k, o in groups.items()}
        flat = [(k, c) for k, cs in local.items() for c in cs]
        if len(flat) < 2 or sum(1 for cs in local.values() if cs) < 2:
            return {}
        likely = np.array([p for k, cs in local.items() for p in self._likely(groups[k], cs, context)])
        owner = np.array([i for i, cs in enumerate(local.values()) for _ in cs])
        reach = np.exp(-_distances(flat) / self.weights.reach_km) * np.sqrt(likely)[None, :]
        support = np.zeros(len(flat))
        for group in range(len(local)):
            columns = owner == group
            if columns.any():
                best = reach[:, columns].max(axis=1)
                best[columns] = 0.0
                support += best
        points = self.weights.near * (1.0 - np.exp(-support / 1.5))
        return {pair: float(p) for pair, p in zip(flat, points, strict=True)}

    def _likely(self, o: _Open, candidates: Sequence[Candidate], context: _Context) -> list[float]:
        scores = [self._score(o, c, context) for c in candidates]
        top = max(scores, default=0.0)
        raw = [math.exp(s - top) for s in scores]
        return [r / sum(raw) for r in raw]

    def _choose(self, o: _Open, context: _Context, nearness: dict[tuple[str, Candidate], float]) -> Candidate | None:
        if not o.candidates:
            return None
        return max(o.candidates, key=lambda c: self._score(o, c, context) + nearness.get((o.key, c), 0.0))

    def _score(self, o: _Open, c: Candidate, context: _Context) -> float:
        w = self.weights
        score = w.population * math.log10(c.population + 1)
        score += {"exact": w.exact, "alternate": 0.0}.get(c.match, c.score / 20 - 5)
        if c.basis == "region list":
            score += w.listed
        if c.feature == "country":
            score += w.country
        if not o.mention.division and c.feature in ("region", "county", "community"):
            score += w.division if c.feature == "region" else w.small_division
            score += w.seat if _has_seat(c, o.candidates) else 0.0
        if o.mention.division == "settlement":
            called = fold(o.mention.text)
            score += 2.0 if c.feature == "village" and "village" in called else 0.0
            score += 3.0 if c.feature == "city" and ("city" in called or "town of" in called) else 0.0
        score += context.country(c.country) + context.division(c)
        return score + sum(_inside(c, enclosing) for enclosing in o.within)

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
    divisions: Counter[str]
    theatre: tuple[str, ...]
    weights: Weights

    def country(self, iso: str) -> float:
        """Points for a country that the report speaks of, and for the theatre of a known war."""
        total = sum(self.counts.values())
        share = self.counts[iso] / total if total else 0.0
        return self.weights.spoken * math.sqrt(share) + (self.weights.theatre if iso in self.theatre else 0.0)

    def division(self, c: Candidate) -> float:
        """Points for lying in a first-order division where other places of the report lie."""
        total = sum(self.divisions.values())
        share = self.divisions[c.admin1_code] / total if total and c.admin1_code else 0.0
        return self.weights.same_division * math.sqrt(share)


def _contradicted(o: _Open) -> bool:
    """Whether the words put a place in a country where no reading of its name lies ("Springfield, Kharkiv region")."""
    country = o.chosen.country if o.chosen else ""
    around = {e.chosen.country for e in o.within if e.chosen and e.chosen.country}
    return bool(country and around and country not in around)


def _has_seat(c: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether a town of the same name in this division may be meant instead."""
    return any(t.feature == "city" and t.admin1_code == c.admin1_code and t.population > 30_000 for t in candidates)


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


def _distances(flat: Sequence[tuple[str, Candidate]]) -> npt.NDArray[np.float64]:
    """Great-circle distances in km of all pairs."""
    lat = np.radians([c.lat for _, c in flat])
    lon = np.radians([c.lon for _, c in flat])
    h = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    out: npt.NDArray[np.float64] = 12742.0 * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return out


def _part(c: Candidate, direction: str) -> tuple[float, float]:
    """The middle of the part of a place that lies in a direction, half a radius from the middle of the whole."""
    north = sum(v[0] for word, v in _BEARING.items() if word in fold(direction))
    east = sum(v[1] for word, v in _BEARING.items() if word in fold(direction))
    length = math.hypot(north, east) or 1.0
    lat = c.lat + north / length * c.radius_km * 0.55 / 111.2
    lon = c.lon + east / length * c.radius_km * 0.55 / (111.2 * math.cos(math.radians(c.lat)))
    return lat, lon
