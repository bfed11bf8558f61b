"""The codebook's words about places, folded once for the finder of place mentions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from harmledger import codebook
from harmledger.gazetteer.names import fold


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Word lists by use; all keys are folded as the gazetteer's are."""

    divisions: dict[str, str]  # word -> region, county, community
    settlements: frozenset[str]
    near: frozenset[str]
    inner: frozenset[str]
    tight: frozenset[str]
    locative: frozenset[str]
    directions: frozenset[str]
    quarters: frozenset[str]
    fronts: frozenset[str]
    sites: frozenset[str]
    site_heads: frozenset[str]
    says: frozenset[str]
    routes: frozenset[str]
    taking: frozenset[str]
    taking_towns: frozenset[str]
    leaving: frozenset[str]
    armed: frozenset[str]
    falling: frozenset[str]
    trading: frozenset[str]  # "trade blame", though a headline's tags make a noun of it
    charges: frozenset[str]
    forces: frozenset[str]
    acts: frozenset[str]
    common: frozenset[str]
    titles: frozenset[str]
    vessels: frozenset[str]
    vessel_words: frozenset[str]
    weak_settlements: frozenset[str]
    units: frozenset[str]
    weak_divisions: frozenset[str]
    townspeople: frozenset[str]
    saints: frozenset[str]
    organisations: frozenset[str]
    bodies: frozenset[str]
    bodies_in: frozenset[str]
    articles: frozenset[str]
    particles: frozenset[str]
    lands: frozenset[str]
    adjectives: dict[str, str]  # word for a people, or adjective -> country
    peoples: dict[str, str]  # word for the people of a region or town, or adjective -> its name
    countries: frozenset[str]
    theatre: frozenset[str]  # countries of the wars that the codebook knows: there a name of any size may be meant

    def is_adjective(self, key: str) -> bool:
        """Whether a folded word or phrase tells of a people or a country without naming a place."""
        return key in self.adjectives or key in self.peoples


@cache
def place_words() -> PlaceWords:
    """The lists, read once."""
    data = codebook.load("place_words")
    sets = {k: frozenset(fold(w) for w in v) for k, v in data.items() if isinstance(v, list)}
    rows = codebook.load("countries")["countries"]
    countries = frozenset(fold(n) for row in rows for n in row["names"])
    adjectives = {fold(a): row["iso"] for row in rows for a in (*row["people"], *row["adjectives"])}
    return PlaceWords(
        **sets,
        trading=frozenset(codebook.load("doers")["trading"]),
        charges=frozenset(codebook.load("doers")["charges"]),
        divisions={fold(w): kind for kind in ("community", "county", "region") for w in data["divisions"][kind]},
        site_heads=frozenset(w.split(" ")[-1] for w in sets["sites"]),
        adjectives={k: v for k, v in adjectives.items() if k not in countries},
        peoples={fold(w): row["of"] for row in codebook.load("regions")["peoples"] for w in row["words"]},
        countries=countries,
        theatre=frozenset(c for conflict in codebook.load("conflicts")["conflicts"] for c in conflict["theatre"]),
    )
