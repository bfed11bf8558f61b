"""What the gazetteer knows of one place, and what kinds of places there are."""

from __future__ import annotations

from dataclasses import dataclass

from harmledger.records import PlacePrecision

# feature -> (precision class of the coding manual, radius in km where the source gives none)
FEATURES: dict[str, tuple[PlacePrecision, float]] = {
    "city": ("city", 8.0),
    "village": ("village", 3.0),
    "district": ("district", 4.0),  # a quarter or administrative district of a city
    "site": ("site", 1.0),
    "airport": ("site", 2.0),
    "community": ("region", 12.0),  # third-order division: hromada
    "county": ("region", 35.0),  # second-order division: raion, county
    "region": ("region", 100.0),  # first-order division
    "area": ("region", 150.0),  # Donbas, southern Ukraine, a river, a sea
    "country": ("country", 400.0),
}
SETTLEMENTS = frozenset({"city", "village", "district"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean. Degrees are WGS 84; `admin1_code` is GeoNames' ("UA.07"), "" where unknown."""

    geonames_id: int | None
    name: str  # official English name, ASCII
    country: str  # ISO 3166-1 alpha-2, "" for seas
    admin1: str
    admin1_code: str
    admin2: str  # second-order division (raion, county), "" where unknown
    lat: float
    lon: float
    population: int
    feature: str
    radius_km: float
    basis: str  # "gazetteer", "hromada centre", "raion centre", "city centre", "mean of places", "region list", "user"
    match: str = "exact"  # "exact", "adjective", "sound", "fuzzy": how the name was found
    score: float = 100.0  # of a fuzzy match, 0 to 100

    @property
    def precision(self) -> PlacePrecision:
        """The coding manual's class of this place."""
        return FEATURES[self.feature][0]
