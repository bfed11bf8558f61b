"""The base map: divisions are found by what the ledger calls them, and a site carries only the files it needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harmledger import codebook
from harmledger.gazetteer import Gazetteer
from harmledger.records import Incident, Place
from harmledger.serve import basemap

FAMILIES = Path(__file__).parents[2] / "frontend" / "src" / "map" / "families.json"


def _region(name: str, country: str) -> Place:
    found = next(c for c in Gazetteer().lookup(name) if c.country == country and c.precision == "region")
    return Place(
        name, name=found.name, country=country, admin1=found.admin1, lat=found.lat, lon=found.lon,
        precision="region", radius_km=found.radius_km, geonames_id=found.geonames_id,
    )  # fmt: skip


def _file(country: str) -> dict[str, object]:
    text = (basemap.FOLDER / f"{country}.js").read_text(encoding="utf-8")
    data: dict[str, object] = json.loads(text[text.index("] = ") + 4 :].rstrip().removesuffix(";"))
    return data


def _ids(country: str) -> set[str]:
    objects = _file(country)["topology"]["objects"]  # type: ignore[index]
    return {g["properties"]["id"] for g in objects["areas"]["geometries"] if "id" in g["properties"]}


@pytest.mark.parametrize(
    ("name", "country"),
    [("Kharkiv Oblast", "UA"), ("Crimea", "UA"), ("Idlib Governorate", "SY"), ("North Darfur", "SD"), ("Rakhine", "MM"),
     ("Gaza Strip", "PS"), ("Tigray", "ET"), ("Taiz", "YE"), ("North Kivu", "CD")],
)  # fmt: skip
def test_a_region_of_any_war_has_its_polygon(name: str, country: str) -> None:
    found = basemap.area(_region(name, country))
    assert found is not None
    assert found in _ids(country)


def test_crimea_is_in_ukraine_alone() -> None:
    assert {"UA.11", "UA.20"} <= _ids("UA")
    assert not any(key.startswith("UA") for key in _ids("RU"))


def test_smaller_and_vaguer_places_are_no_division() -> None:
    county = Place("Some Raion", name="Some Raion", country="UA", admin1="Kharkiv", precision="region", radius_km=35.0)
    south = Place("the south", name="southern Ukraine", country="UA", precision="region", radius_km=220.0)
    city = Place("Kharkiv", name="Kharkiv", country="UA", admin1="Kharkiv", precision="city", radius_km=8.0)
    assert [basemap.area(p) for p in (county, south, city)] == [None, None, None]


def test_a_name_that_two_divisions_share_is_told_apart_by_number_alone() -> None:
    both = basemap.divisions().by_name["UA", "kyiv"]
    assert len(both) == 2
    unnumbered = Place("Kyiv", name="Kyiv", country="UA", admin1="Kyiv", precision="region", radius_km=95.0)
    assert basemap.area(unnumbered) is None
    assert basemap.area(_region("Kyiv Oblast", "UA")) in both


def test_a_governorate_without_a_polygon_is_no_wider_than_its_country_on_a_map() -> None:
    place = _region("Hebron", "PS")
    assert basemap.area(place) is None
    incident = Incident("i-1", "event", "shelling", "x", (), (), place=place)
    (mark,) = basemap.mark(incident)
    assert mark["place"]["radiusKm"] < 60 < (place.radius_km or 0)


def test_only_the_files_of_countries_with_incidents_are_needed() -> None:
    places = [Place("x", country="SD"), Place("y", country="PS"), Place("sea"), None, Place("z", country="AQ")]
    assert basemap.files(places) == {"world.js", "SD.js", "PS.js"}


def test_files_stay_small_enough_to_ship() -> None:
    sizes = {p.name: p.stat().st_size for p in basemap.FOLDER.glob("*.js")}
    assert sum(sizes.values()) <= 6_000_000
    assert sizes["world.js"] <= 700_000
    assert max(size for name, size in sizes.items() if name != "world.js") <= 300_000


def test_every_event_type_has_one_shape_on_the_map() -> None:
    shaped = [t for family in json.loads(FAMILIES.read_text(encoding="utf-8")) for t in family["types"]]
    assert sorted(shaped) == sorted(codebook.load("vocabulary")["event_types"])
