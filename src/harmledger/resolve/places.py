"""Which places a report's mentions mean: all its mentions together, since they explain each other.

A name is settled by what encloses it ("Olenivka, Donetsk region"), by the countries and places that the report names
besides, by population, and by how near it lies to the report's other places. What stays unknown keeps its words and
gets no coordinates.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from harmledger import codebook
from harmledger.extract.place_mentions import PlaceMention
from harmledger.extract.place_words import place_words
from harmledger.gazetteer import Candidate, Gazetteer
from harmledger.gazetteer.names import fold
from harmledger.gazetteer.records import SETTLEMENTS
from harmledger.records import Place, Report
from harmledger.resolve.place_evidence import Evidence, Open, Weights, distance, inside

VERSION = "places/2"

_WIDE = frozenset({"country", "region", "area", "county", "community"})
_NEAR_KM = 25.0
_TOWN = 100_000  # inhabitants of a town that is itself meant by its name, whatever division bears it too
_ROUNDS = 2  # of choosing all names, each time by what the others were taken for
_ABOUT = 0.15  # share of a report's names that makes it a report about their country
_MOST = 40  # candidates of a name that are weighed: the populous ones and all of the theatre
# Unit vectors (north, east) of the words for directions.
_BEARING = {"north": (1.0, 0.0), "south": (-1.0, 0.0), "east": (0.0, 1.0), "west": (0.0, -1.0)}


class PlaceResolver:
    """Resolves the mentions of a report; one resolver serves many reports."""

    def __init__(
        self, gazetteer: Gazetteer, theatre: Iterable[str] | None = None, weights: Weights | None = None
    ) -> None:
        """`theatre`: ISO codes of the countries at war, favoured a little; by default those of all known conflicts."""
        self.gazetteer = gazetteer
        self.weights = weights or Weights()
        self._given = theatre is not None
        conflicts = codebook.load("conflicts")["conflicts"]
        self.theatre = tuple(theatre if theatre is not None else sorted({c for k in conflicts for c in k["theatre"]}))
        rows = codebook.load("countries")["countries"]
        self._country_names = {row["iso"]: row["names"][0] for row in rows if row["names"]}
        self._adjectives = {fold(w): row["iso"] for row in rows for w in (*row["adjectives"], *row["people"])}

    def resolve(self, report: Report, mentions: Sequence[PlaceMention]) -> list[Place]:
        """One place for each mention, in their order; unresolved ones keep their words without coordinates."""
        opened = [Open(m, self._candidates(m), f"{fold(m.name or m.text)}|{m.division}") for m in mentions]
        by_span = {(o.mention.start, o.mention.end): o for o in opened}
        for o in opened:
            around = [by_span[s] for s in o.mention.within if s in by_span]
            o.within = [e for e in around if not _listed(o, e, report.text)]
        evidence = Evidence(opened, self.theatre, self.gazetteer.capitals, self.weights)
        _share_enclosing([o for o in opened if not o.candidates], opened)
        self._respell(opened, evidence)
        for _ in range(_ROUNDS):
            evidence.settle()
            senses: dict[str, Candidate] = {}
            for o in sorted(opened, key=lambda o: (not o.within, o.mention.start)):
                known = senses.get(o.key)
                usable = known is not None and known in o.candidates and not o.within
                o.chosen = known if usable else evidence.choose(o)
                if o.chosen and o.local:
                    senses.setdefault(o.key, o.chosen)
        for o in opened:
            if o.mention.kind == "site" and o.chosen and not any(inside(o.chosen, e) for e in o.within):
                o.chosen = next((e.chosen for e in o.within if e.chosen), o.chosen)  # a site of X stands at X
        denied = {(o.key, o.chosen) for o in opened if _contradicted(o)}
        for o in opened:
            if (not o.within and (o.key, o.chosen) in denied) or _contradicted(o) or evidence.astray(o):
                o.chosen = None
        _share_enclosing([o for o in opened if o.chosen is None], opened)
        return [self._place(o) if o.chosen else _unlocated(o, opened) for o in opened]

    # --- candidates

    def _candidates(self, mention: PlaceMention) -> tuple[Candidate, ...]:
        if mention.kind == "organisation" and not mention.known:
            return ()
        name = mention.name or mention.text
        if mention.kind == "adjective":
            return self._of_people(fold(name))
        if mention.kind == "place" and mention.text != name and place_words().is_adjective(fold(name)):
            return self._of_people(fold(name))  # "the Turkish territories"
        if mention.kind == "site":
            whole = [c for c in self.gazetteer.lookup(mention.text) if c.feature in ("site", "airport")]
            if whole:
                return tuple(whole)
        if mention.direction and not mention.name:
            return ()
        if mention.direction:
            whole = [c for c in self.gazetteer.lookup(f"{mention.direction} {name}") if c.feature in ("area", "region")]
            if whole:
                return tuple(whole)
        if mention.division == "county" and mention.direction:  # "the southern Aleppo districts" are the town's
            towns = [c for c in self.gazetteer.lookup(name) if c.feature == "city" and c.population >= _TOWN]
            if towns:
                return tuple(towns)
        if mention.division in ("region", "county", "community"):
            for words in (name, f"{name} {mention.division}"):
                found = [c for c in self.gazetteer.lookup(words) if c.feature in _WIDE | {"district"}]
                if found:
                    return _ranked(found, mention.division)
        found = list(self.gazetteer.respelt(name))
        if mention.division == "settlement":
            found = [c for c in found if c.feature in SETTLEMENTS] or found
        if len(found) > _MOST:
            small = [c for c in found if c.country in self.theatre]
            found = list(dict.fromkeys((*sorted(found, key=lambda c: -c.population)[:_MOST], *small)))
        return tuple(found)

    def _of_people(self, word: str) -> tuple[Candidate, ...]:
        """The country of a people or adjective, or its region or town."""
        if (home := place_words().peoples.get(word)) is not None:
            return self.gazetteer.lookup(home)[:1]
        country = self._country_names.get(self._adjectives.get(word, ""), "")
        return tuple(c for c in self.gazetteer.lookup(country) if c.feature == "country")[:1]

    def _respell(self, opened: Sequence[Open], evidence: Evidence) -> None:
        """Look unknown spellings up by sound, in the countries of the report's war or that the report is about."""
        spoken = evidence.spoken
        about = [iso for iso, n in sorted(spoken.items()) if n >= _ABOUT * sum(spoken.values())]
        countries = tuple(dict.fromkeys((*(self.theatre if self._given or not spoken else ()), *about)))
        for o in opened:
            if o.candidates or o.mention.kind != "place":
                continue
            if o.mention.direction and not o.mention.name:
                o.candidates = self._part_of(o.mention.direction, evidence)
            elif o.mention.division == "region":
                o.candidates = self.gazetteer.similar_region(o.name, countries)
            elif not o.mention.direction:
                found = self.gazetteer.similar(o.mention.name or o.mention.text, countries)
                o.candidates = tuple(c for c in found if not o.within or any(inside(c, e) for e in o.within))

    def _part_of(self, direction: str, evidence: Evidence) -> tuple[Candidate, ...]:
        """The part of the country at war, or of the one that the report speaks of most."""
        fought = {iso: n for iso, n in evidence.spoken.items() if iso in self.theatre} or evidence.spoken
        iso = max(fought, key=lambda i: (fought[i], i), default=self.theatre[0] if len(self.theatre) == 1 else "")
        country = self._country_names.get(iso, "")
        if not country:
            return ()
        named = [c for c in self.gazetteer.lookup(f"{direction} {country}") if c.feature == "area"]
        return tuple(named or [c for c in self.gazetteer.lookup(country) if c.feature == "country"][:1])

    # --- the record

    def _place(self, o: Open) -> Place:
        m, c = o.mention, o.chosen
        assert c is not None
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


def _unlocated(o: Open, opened: Sequence[Open]) -> Place:
    """An unknown place, at the middle of what the words put it in; a town's district in the town named beside it."""
    m = o.mention
    parent = next((e.chosen for e in o.within if e.chosen and e.chosen.feature != "country" and e.local), None)
    if parent is None and m.kind == "place" and m.division == "county" and m.name:
        parent = _town_beside(m, opened)
    if parent is None or m.kind not in ("place", "site"):
        return Place(m.text, m.start, m.end, basis="unresolved")
    return Place(m.text, m.start, m.end, m.name or m.text, parent.country or None, parent.admin1 or None,
                 round(parent.lat, 4), round(parent.lon, 4), parent.precision, round(parent.radius_km, 1),
                 basis=f"centre of {parent.name}, which holds it")  # fmt: skip


def _town_beside(m: PlaceMention, opened: Sequence[Open]) -> Candidate | None:
    """The nearest large town named in the sentence of a district, or in the one before it."""
    near = [
        (abs(o.mention.sentence - m.sentence), abs(o.mention.start - m.start), o.chosen)
        for o in opened
        if o.chosen and o.local and o.chosen.feature in ("city", "county") and 0 <= m.sentence - o.mention.sentence <= 1
    ]
    near = [row for row in near if row[2].population >= _TOWN]
    return min(near, key=lambda row: row[:2])[2] if near else None


def _share_enclosing(unknown: Sequence[Open], opened: Sequence[Open]) -> None:
    """Give unknown names the division or country that the report names with the same name elsewhere."""
    said: dict[str, list[Open]] = {}
    for o in opened:
        if o.within:
            said.setdefault(o.key, o.within)
    for o in unknown:
        if o.local and not o.within:
            o.within = list(said.get(o.key, ()))


def _listed(o: Open, e: Open, text: str) -> bool:
    """Whether what looks like nesting is a list: "Iraq, Afghanistan", "Moscow, Kyiv and Riga"."""
    first, last = sorted((o.mention, e.mention), key=lambda m: m.start)
    if o.mention.kind == "site" or any(c.isalpha() for c in text[first.end : last.start]):
        return False  # "X in Y", "Y's X"
    country = any(c.feature == "country" for c in o.candidates)
    return (country or not _holds(e)) and not any(inside(c, e) for c in o.candidates)


def _holds(e: Open) -> bool:
    """Whether a name stands for something that holds places, by the words for it or as no town of that name does."""
    wide = bool(e.candidates) and not any(c.feature in SETTLEMENTS and c.population >= _TOWN for c in e.candidates)
    return e.mention.division in ("region", "county", "community") or wide or not e.candidates


def _encloses(e: Open) -> bool:
    """Whether the words make a place one that holds others: a country, or "X region"; "Idlib, Hama" may be a list."""
    country = e.chosen is not None and e.chosen.feature == "country"
    return country or e.mention.division in ("region", "county", "community")


def _contradicted(o: Open) -> bool:
    """Whether the words put a place in a country where no reading of its name lies ("Springfield, Kharkiv region")."""
    country = o.chosen.country if o.chosen else ""
    around = {e.chosen.country for e in o.within if e.chosen and e.chosen.country and _encloses(e)}
    if country and around and country not in around:
        return True
    regions = [
        e.chosen for e in o.within if e.chosen and e.mention.division == "region" and e.chosen.feature == "region"
    ]
    return any(o.chosen and _elsewhere(o.chosen, r) for r in regions)


def _elsewhere(c: Candidate, region: Candidate) -> bool:
    """Whether a place lies in another first-order division of the country, and not in an enclave of this one."""
    apart = bool(c.admin1_code and region.admin1_code and c.admin1_code != region.admin1_code)
    return apart and distance(c, region) > region.radius_km


def _ranked(found: Sequence[Candidate], division: str) -> tuple[Candidate, ...]:
    wanted = {"region": ("region", "area"), "county": ("county", "district"), "community": ("community",)}[division]
    first = [c for c in found if c.feature in wanted]
    return tuple(first or found)


def _part(c: Candidate, direction: str) -> tuple[float, float]:
    """The middle of the part of a place that lies in a direction, half a radius from the middle of the whole."""
    north = sum(v[0] for word, v in _BEARING.items() if word in fold(direction))
    east = sum(v[1] for word, v in _BEARING.items() if word in fold(direction))
    length = math.hypot(north, east) or 1.0
    lat = c.lat + north / length * c.radius_km * 0.55 / 111.2
    lon = c.lon + east / length * c.radius_km * 0.55 / (111.2 * math.cos(math.radians(c.lat)))
    return lat, lon
