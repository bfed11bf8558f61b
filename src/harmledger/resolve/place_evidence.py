"""What speaks for each reading of a place name: the place itself, the words around it, and the report's other names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from harmledger.extract.place_record import PlaceMention
from harmledger.extract.place_words import place_words
from harmledger.gazetteer import Candidate
from harmledger.gazetteer.names import fold

_BELIEVED = 300_000  # inhabitants of a town that a report of another country may name without its country
_SURE = 3.0  # votes for a country that make a report one about it
_ALIKE = 3  # letters
_DIVISIONS = frozenset({"region", "county", "community"})


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, in points; 1.1 points are a factor of ten in population.

    Set by hand in round numbers: no set of the measures may be trained on.
    """

    population: float = 1.1
    exact: float = 3.0
    spelling: float = 2.0  # an alternative name that begins like the main one: a spelling of it, not another name
    listed: float = 4.0  # named in the codebook
    located: float = 1.0  # having a coordinate of its own: what GeoNames maps is the better known
    country: float = 5.0  # being a country
    division: float = 1.0  # a first-order division, though the words do not call it one
    seat: float = -3.0  # ... while a town of that name lies in it
    small_division: float = -2.5
    capital: float = 3.0  # being the capital of a country
    bare: float = -4.0  # a country whose bare name stands where its adjective would ("a Lebanon woman")
    spoken: float = 5.0  # lying in a country that the report speaks of
    theatre: float = 0.5
    same_division: float = 2.5
    near: float = 6.0  # most that lying near the report's other places can give
    reach_km: float = 120.0
    holds: float = 3.0  # how much more than nearness it is to lie in a county that the report names


@dataclass(slots=True)
class Open:
    """A mention while it is being resolved."""

    mention: PlaceMention
    candidates: tuple[Candidate, ...]
    key: str
    chosen: Candidate | None = None
    within: list[Open] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The folded bare name."""
        return self.key.partition("|")[0]

    @property
    def local(self) -> bool:
        """Whether the mention can be where something is, not a people or an office."""
        return self.mention.kind in ("place", "site")


class Evidence:
    """What one report says about where it takes place; `choose` weighs the readings of a mention by it."""

    def __init__(
        self, opened: Sequence[Open], theatre: Sequence[str], capitals: Mapping[str, str], weights: Weights
    ) -> None:
        """`theatre`: countries at war, ISO codes; `capitals`: folded name of a capital -> its country."""
        self.opened = opened
        self.capitals = capitals
        self.theatre = frozenset(theatre)
        self.weights = weights
        self.votes = _votes(opened, self)
        self.spoken = _sum(self.votes.values())
        self.divisions: dict[str, str] = {}  # key -> first-order division of its place
        self.nearness: dict[tuple[str, Candidate], float] = {}

    def settle(self) -> None:
        """Take the mentions' present choices as the report's places, and weigh nearness by them."""
        chosen = ((o.key, o.chosen.admin1_code) for o in self.opened if o.chosen and o.mention.kind != "party")
        self.divisions = {key: code for key, code in chosen if code}
        self.nearness = self._nearness()

    def choose(self, o: Open) -> Candidate | None:
        """The best reading of a mention; None where the gazetteer has none."""
        return max(o.candidates, key=lambda c: self.score(o, c), default=None)

    def astray(self, o: Open) -> bool:
        """Whether a choice lies in a country that nothing else in a report about another country speaks of.

        Such a place is most often the namesake of one that the gazetteer lacks; a large town is believed all the same.
        """
        c = o.chosen
        if c is None or not c.country or not o.local or o.within or c.population >= _BELIEVED or c.feature == "country":
            return False
        own = self.votes.get(o.key, {})
        others = {iso: n - own.get(iso, 0.0) for iso, n in self.spoken.items()}
        total = sum(others.values())
        named = any(e.chosen and e.chosen.feature == "country" and e.local and e.key != o.key for e in self.opened)
        return (
            (named or total >= _SURE)
            and others.get(c.country, 0.0) < 0.05 * total
            and max(others.values()) >= 0.6 * total
        )

    def score(self, o: Open, c: Candidate) -> float:
        """Points of one reading."""
        return self.local_score(o, c) + self.nearness.get((o.key, c), 0.0)

    def local_score(self, o: Open, c: Candidate) -> float:
        """Points of one reading without regard to how near it lies to other places."""
        score = self.prior(o, c) + self._country(o, c.country) + self._division(o, c)
        return score + sum(inside(c, enclosing) for enclosing in o.within)

    def prior(self, o: Open, c: Candidate) -> float:
        """Points of one reading by what it is and what the words call it."""
        w = self.weights
        score = w.population * math.log10(c.population + 1)
        spelt = w.spelling if _alike(fold(c.name), o.name) else 0.0
        score += {"exact": w.exact, "alternate": spelt}.get(c.match, c.score / 20 - 5)
        score += w.listed if c.basis == "region list" else 0.0
        score += w.located if c.basis == "gazetteer" else 0.0
        if c.feature == "country":
            score += w.country
        if c.feature == "city" and self.capitals.get(o.name) == c.country:
            score += w.capital
        if not o.mention.division and c.feature in _DIVISIONS:
            score += w.division if c.feature == "region" else w.small_division
            score += w.seat if _has_seat(c, o) else 0.0
        if o.mention.division == "settlement":
            called = fold(o.mention.text)
            score += 2.0 if c.feature == "village" and "village" in called else 0.0
            score += 3.0 if c.feature == "city" and ("city" in called or "town of" in called) else 0.0
        return score

    def _country(self, o: Open, iso: str) -> float:
        """Points for a country that the report's other names speak of, and for the theatre of a known war."""
        own = self.votes.get(o.key, {})
        total = sum(self.spoken.values()) - sum(own.values())
        share = (self.spoken[iso] - own.get(iso, 0.0)) / total if total > 0.01 else 0.0
        return self.weights.spoken * math.sqrt(max(0.0, share)) + (self.weights.theatre if iso in self.theatre else 0.0)

    def _division(self, o: Open, c: Candidate) -> float:
        """Points for lying in a first-order division where other places of the report lie."""
        codes = [code for key, code in self.divisions.items() if key != o.key]
        share = codes.count(c.admin1_code) / len(codes) if codes and c.admin1_code else 0.0
        return self.weights.same_division * math.sqrt(share)

    def _nearness(self) -> dict[tuple[str, Candidate], float]:
        """Points of each name's readings for lying near, or in, likely readings of the report's other names."""
        groups: dict[str, Open] = {}
        for o in self.opened:
            if o.local and o.candidates:
                groups.setdefault(o.key, o)
        local = {k: [c for c in o.candidates if c.feature not in ("country", "area")] for k, o in groups.items()}
        flat = [(k, c) for k, cs in local.items() for c in cs]
        if sum(1 for cs in local.values() if cs) < 2:
            return {}
        likely = np.array([p for k, cs in local.items() for p in self._likely(groups[k], cs)])
        owner = np.array([i for i, cs in enumerate(local.values()) for _ in cs])
        reach = np.exp(-_distances(flat) / self.weights.reach_km) * np.sqrt(likely)[None, :]
        _add_containment(reach, flat, groups, likely, self.weights.holds)
        support = np.zeros(len(flat))
        for group in range(len(local)):
            columns = owner == group
            if columns.any():
                best = reach[:, columns].max(axis=1)
                best[columns] = 0.0
                support += best
        points = self.weights.near * (1.0 - np.exp(-support / 1.5))
        return {pair: float(p) for pair, p in zip(flat, points, strict=True)}

    def _likely(self, o: Open, candidates: Sequence[Candidate]) -> list[float]:
        return _shares([self.score(o, c) for c in candidates])


def _votes(opened: Sequence[Open], evidence: Evidence) -> dict[str, dict[str, float]]:
    """How strongly each name speaks of each country, by its readings' likelihood before any context."""
    out: dict[str, dict[str, float]] = {}
    times = Counter(o.key for o in opened)
    for o in opened:
        found = [c for c in o.candidates if c.country and c.match in ("exact", "alternate")]
        if o.key in out or not found:
            continue
        shares = _shares([evidence.prior(o, c) + sum(inside(c, e) for e in o.within) for c in found])
        weight = math.sqrt(times[o.key]) * (0.5 if o.mention.kind == "adjective" else 1.0)
        votes: dict[str, float] = defaultdict(float)
        for c, share in zip(found, shares, strict=True):
            votes[c.country] += weight * share * (2.0 if c.feature == "country" else 1.0)
        out[o.key] = dict(votes)
    return out


def _sum(votes: object) -> Counter[str]:
    total: Counter[str] = Counter()
    for row in votes:  # type: ignore[attr-defined]
        total.update(row)
    return total


def _alike(one: str, other: str) -> bool:
    """Whether two names may be spellings of one: the same first letters, and at most one letter more."""
    return one[:_ALIKE] == other[:_ALIKE] and abs(len(one) - len(other)) <= 1


def _shares(scores: Sequence[float]) -> list[float]:
    top = max(scores, default=0.0)
    raw = [math.exp(s - top) for s in scores]
    return [r / sum(raw) for r in raw]


def _add_containment(
    reach: npt.NDArray[np.float64],
    flat: Sequence[tuple[str, Candidate]],
    groups: dict[str, Open],
    likely: npt.NDArray[np.float64],
    holds: float,
) -> None:
    """A town and the county that holds it vouch for each other, though each name alone has many readings."""
    counties: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, (key, c) in enumerate(flat):
        if c.feature == "county" and groups[key].mention.division:
            counties[c.admin1_code, _bare(c.name)].append(i)
    if not counties:
        return
    for i, (_, c) in enumerate(flat):
        for j in counties.get((c.admin1_code, _bare(c.admin2)), ()) if c.admin2 else ():
            reach[i, j] = max(reach[i, j], holds)
            reach[j, i] = max(reach[j, i], holds * float(likely[i]) ** 0.5)


def _bare(name: str) -> str:
    """A county's name without the word for its kind."""
    words = fold(name).split(" ")
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in place_words().divisions else " ".join(words)


def _has_seat(c: Candidate, o: Open) -> bool:
    """Whether a town of the same name in this division may be meant instead; "New York City" has another name."""
    size = len(o.name.split())
    return any(
        t.feature == "city" and t.admin1_code == c.admin1_code and t.population > 10_000 and len(t.name.split()) == size
        for t in o.candidates
    )


def inside(c: Candidate, enclosing: Open) -> float:
    """Points for lying in one of the places that the enclosing mention may mean."""
    best = 0.0
    for e in enclosing.candidates:
        if e is c:
            continue
        if e.feature == "country":
            fit = 5.0 if e.country == c.country and c.feature != "country" else 0.0
        elif e.country and e.country != c.country:
            fit = 0.0
        elif e.feature == "region" and e.admin1_code:
            fit = 12.0 if e.admin1_code == c.admin1_code and c.feature != "region" else 0.0
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
