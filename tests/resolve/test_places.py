"""Which place a name means, seen with the report's other names."""

from __future__ import annotations

import pytest

from harmledger.extract.place_mentions import find_places, from_span
from harmledger.extract.sentences import parse
from harmledger.gazetteer import Gazetteer
from harmledger.records import Place, Report
from harmledger.resolve.places import PlaceResolver


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return Gazetteer()


@pytest.fixture(scope="module")
def resolver(gazetteer: Gazetteer) -> PlaceResolver:
    """A resolver that knows the codebook's conflicts."""
    return PlaceResolver(gazetteer)


def read(text: str, gazetteer: Gazetteer, resolver: PlaceResolver) -> dict[str, Place]:
    """The places of a text by their words."""
    [parsed] = parse([Report("r-1", "one.txt", text)])
    mentions = [m for row in find_places(parsed.sentences, gazetteer) for m in row]
    places = resolver.resolve(parsed.report, mentions)
    assert len(places) == len(mentions)
    assert all(text[p.start : p.end] == p.text for p in places)
    return {m.text: p for m, p in zip(mentions, places, strict=True) if m.kind in ("place", "site")}


@pytest.mark.parametrize(
    ("text", "words", "lat", "lon", "precision"),
    [
        ("Ten died in Olenivka, Donetsk region.", "Olenivka", 47.83, 37.66, "village"),
        ("Shells hit Chornobaivka, Kherson region.", "Chornobaivka", 46.70, 32.55, "village"),
        ("Shells hit Chornobaivka, Kharkiv region.", "Chornobaivka", 49.4, 37.2, "village"),
        ("They shelled Zaporizhzhia.", "Zaporizhzhia", 47.85, 35.12, "city"),
        ("A missile hit Saltivka in Kharkiv.", "Saltivka", 50.02, 36.34, "district"),
        ("A bus burned on the outskirts of Kyiv.", "outskirts of Kyiv", 50.45, 30.52, "near"),
        ("Homes burned in southern Ukraine.", "southern Ukraine", 46.9, 33.3, "region"),
        ("People died in Aleppo, Syria.", "Aleppo", 36.20, 37.16, "city"),
        ("A strike hit Khan Younis in Gaza.", "Khan Younis", 31.34, 34.30, "city"),
        ("A drone hit El Fasher, North Darfur.", "El Fasher", 13.63, 25.35, "city"),
        ("The Odessa region was shelled.", "Odessa region", 46.5, 30.0, "region"),
        ("They left Odessa at dawn.", "Odessa", 46.48, 30.73, "city"),
    ],
)
def test_names_are_settled_by_what_stands_beside_them(
    gazetteer: Gazetteer, resolver: PlaceResolver, text: str, words: str, lat: float, lon: float, precision: str
) -> None:
    place = read(text, gazetteer, resolver)[words]
    assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=0.6 if precision == "region" else 0.25)
    assert place.precision == precision
    assert place.radius_km and place.basis


def test_spellings_are_unified(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    places = read("They shelled Kharkov. The mayor of Kharkiv spoke. Kherson was calm.", gazetteer, resolver)
    assert {places["Kharkov"].name, places["Kharkiv"].name} == {"Kharkiv"}
    assert places["Kharkov"].geonames_id == places["Kharkiv"].geonames_id


def test_a_large_city_is_not_mistaken_for_a_near_hamlet(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    places = read("Fighting went on around Chernihiv, Nizhyn and Kyiv. Mykolaiv was shelled.", gazetteer, resolver)
    assert places["Mykolaiv"].admin1 == "Mykolaiv"


def test_mistranslated_names_are_found_by_sound(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    place = read("Two soldiers died in the village of Chornobayvka in Ukraine.", gazetteer, resolver)
    found = place["village of Chornobayvka"]
    assert found.name == "Chornobaivka" and "sound" in found.basis


def test_unknown_names_get_no_coordinates(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    place = read("Four people died in the village of Xqzwvodar, Ukraine.", gazetteer, resolver)["village of Xqzwvodar"]
    assert place.lat is None and place.lon is None and place.name is None and place.precision is None
    assert place.basis == "unresolved"


def test_a_site_without_a_coordinate_is_placed_at_its_town(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    places = read("A shell hit the Kherson hospital.", gazetteer, resolver)
    assert places["Kherson hospital"].precision == "city"
    assert places["Kherson hospital"].name == "Kherson"


def test_local_news_is_read_by_its_neighbours(gazetteer: Gazetteer) -> None:
    text = "Alexandria, Pineville and Rapides Parish met the people of Baton Rouge, Louisiana."
    spans = [
        (text.index(n), text.index(n) + len(n)) for n in ("Alexandria", "Pineville", "Rapides Parish", "Louisiana")
    ]
    mentions = [from_span(text, s, e) for s, e in spans]
    places = PlaceResolver(gazetteer, ()).resolve(Report("r-1", "one.txt", text), mentions)
    assert [p.admin1 for p in places[:3]] == ["Louisiana"] * 3


def test_the_order_of_reports_does_not_matter(gazetteer: Gazetteer) -> None:
    texts = ["They shelled Olenivka, Donetsk region.", "Olenivka in Odesa region was calm.", "Olenivka was hit."]
    one, other = PlaceResolver(gazetteer), PlaceResolver(gazetteer)
    forth = [read(t, gazetteer, one) for t in texts]
    back = [read(t, gazetteer, other) for t in reversed(texts)]
    assert forth == back[::-1]


def _given(text: str, names: list[str], gazetteer: Gazetteer) -> dict[str, Place]:
    """The places of names that stand in a text, each taken where it first stands."""
    mentions = [from_span(text, text.index(n), text.index(n) + len(n)) for n in names]
    resolved = PlaceResolver(gazetteer, ()).resolve(Report("r-1", "one.txt", text), mentions)
    return dict(zip(names, resolved, strict=True))


def test_a_county_and_its_town_vouch_for_each_other(gazetteer: Gazetteer) -> None:
    text = "Athens police and the Henderson County sheriff met."
    places = _given(text, ["Athens", "Henderson County"], gazetteer)
    assert {p.admin1 for p in places.values()} == {"Texas"}


def test_a_name_alone_means_the_best_known_place(gazetteer: Gazetteer) -> None:
    places = _given("The court in Athens was closed.", ["Athens"], gazetteer)
    assert places["Athens"].country == "GR"


def test_a_name_is_no_witness_for_its_own_reading(gazetteer: Gazetteer) -> None:
    text = "Cordoba again, and Cordoba once more: the road from Rosario and Mendoza, Argentina."
    places = _given(text, ["Cordoba", "Rosario", "Mendoza", "Argentina"], gazetteer)
    assert {p.country for p in places.values()} == {"AR"}


def test_a_list_of_countries_is_no_nesting(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    places = read("Fighters came from Lebanon, Iraq and Libya, Sudan and Yemen.", gazetteer, resolver)
    assert [p.country for p in places.values()] == ["LB", "IQ", "LY", "SD", "YE"]


def test_a_people_leads_to_its_region(gazetteer: Gazetteer) -> None:
    places = _given("Chechen and Tigrayan fighters", ["Chechen", "Tigrayan"], gazetteer)
    assert (places["Chechen"].country, places["Tigrayan"].country) == ("RU", "ET")


def test_regions_of_the_codebook_keep_their_number(gazetteer: Gazetteer) -> None:
    places = _given("Calgary is in Alberta.", ["Calgary", "Alberta"], gazetteer)
    assert places["Alberta"].geonames_id == 5883102
    assert places["Calgary"].admin1 == "Alberta"


@pytest.mark.parametrize(
    ("text", "words", "lat", "lon"),
    [
        ("The army shelled Ukrainian villages in the east.", "east", 48.5, 37.8),
        ("Fighting went on in the east of Sudan.", "east of Sudan", 16.0, 34.0),
        ("Shells hit Al-Thawra hospital in Taiz, Yemen.", "Al-Thawra hospital", 13.58, 44.02),
        ("Drones hit homes in the Zaporozhskaya region, Ukraine.", "Zaporozhskaya region", 47.3, 35.7),
        ("The army took Hama, and Homs was shelled in Syria.", "Hama", 35.13, 36.76),
        ("A clinic in El Obeid, the capital of Sudan's North Kordofan state, was hit.", "El Obeid", 13.18, 30.22),
    ],
)
def test_parts_sites_and_seats(
    gazetteer: Gazetteer, resolver: PlaceResolver, text: str, words: str, lat: float, lon: float
) -> None:
    place = read(text, gazetteer, resolver)[words]
    assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=0.6)


def test_a_namesake_in_another_region_or_an_unmentioned_country_is_left_open(
    gazetteer: Gazetteer, resolver: PlaceResolver
) -> None:
    text = "In Myanmar, jets bombed Monywa, Sagaing region, and Mandalay; soldiers of Yangon burned a school in Kani."
    places = read(text, gazetteer, resolver)
    assert places["Monywa"].country == places["Mandalay"].country == "MM"
    assert places["Kani"].lat is None


def test_a_region_holds_the_whole_list_before_it(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    text = "Gunmen raided Bama, Gwozari, Konduga and Dikwa in Borno state, Nigeria."
    places = read(text, gazetteer, resolver)
    assert [places[n].admin1 for n in ("Bama", "Konduga", "Dikwa")] == ["Borno"] * 3
    unknown, state = places["Gwozari"], places["Borno state"]  # it stands where the state does, and says so
    assert (unknown.lat, unknown.precision, unknown.basis) == (state.lat, "region", "centre of Borno, which holds it")


@pytest.mark.parametrize(
    ("text", "words", "parent", "precision"),
    [
        ("Two men died in Mogadishu's Wardhiigley district.", "Wardhiigley district", "Mogadishu", "city"),
        ("In Goma, shells hit a queue in the Katindo district.", "Katindo district", "Goma", "city"),
        ("Shells fell on the village of Wad Nurelrab in Gezira state.", "village of Wad Nurelrab", "Gezira", "region"),
    ],
)
def test_an_unknown_place_stands_at_what_holds_it(
    gazetteer: Gazetteer, resolver: PlaceResolver, text: str, words: str, parent: str, precision: str
) -> None:
    place = read(text, gazetteer, resolver)[words]
    [held] = [c for c in gazetteer.lookup(parent) if c.country in ("SO", "CD", "SD")][:1]
    assert (place.lat, place.lon) == (pytest.approx(held.lat, abs=1), pytest.approx(held.lon, abs=1))
    assert (place.precision, place.basis) == (precision, f"centre of {parent}, which holds it")
    assert place.name in words and place.geonames_id is None


def test_a_spelling_is_guessed_only_in_countries_that_the_report_names(
    gazetteer: Gazetteer, resolver: PlaceResolver
) -> None:
    place = read("Two men died in the village of Chornobayvka, Colombia.", gazetteer, resolver)
    assert place["village of Chornobayvka"].lat is None
    place = read("Two men died in the village of Chornobayvka, Ukraine.", gazetteer, resolver)
    assert place["village of Chornobayvka"].country == "UA"


@pytest.mark.parametrize(
    ("text", "words", "country", "lat"),
    [
        ("A missile struck Al-Khokhah in Yemen.", "Al-Khokhah", "YE", 13.8),
        ("A bomb went off near the town of Bur Hakaba in Somalia.", "town of Bur Hakaba", "SO", 2.8),
        ("Rockets hit the city Jisr al-Shughur in Syria.", "city Jisr al-Shughur", "SY", 35.8),
        ("Shells fell on thirty cities of Ukraine.", "Ukraine", "UA", 49.0),
        ("Sudanese planes bombed Ugandan territory.", "Ugandan territory", "UG", 2.0),
    ],
)
def test_articles_and_blanks_of_a_name_may_differ(
    gazetteer: Gazetteer, resolver: PlaceResolver, text: str, words: str, country: str, lat: float
) -> None:
    found = read(text, gazetteer, resolver)
    [place] = [p for w, p in found.items() if w in words]
    assert place.country == country and place.lat == pytest.approx(lat, abs=0.6)


@pytest.mark.parametrize(
    "text",
    [
        "Drones hit power plant; Khartoum and Juba trade blame.",
        "Khartoum and Juba traded accusations after the raid.",
        "Islamabad, Kabul deny shelling a village.",
    ],
)
def test_capitals_that_argue_are_parties(gazetteer: Gazetteer, resolver: PlaceResolver, text: str) -> None:
    assert read(text, gazetteer, resolver) == {}


def test_capitals_that_suffer_are_places(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    assert set(read("Khartoum and Juba were hit by drones.", gazetteer, resolver)) == {"Khartoum", "Juba"}


def test_a_region_named_once_holds_every_mention_of_a_name(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    text = "A drone hit the market in Wadera. Ethiopia said that Wadera, in the Amhara region, was calm."
    [parsed] = parse([Report("r-1", "one.txt", text)])
    mentions = [m for row in find_places(parsed.sentences, gazetteer) for m in row]
    towns = [p for p in resolver.resolve(parsed.report, mentions) if p.text == "Wadera"]
    assert len(towns) == 2
    assert {(p.name, p.admin1) for p in towns} == {("Wadera", "Amara")}


def test_a_namesake_abroad_is_not_the_village_of_a_dateline(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    text = "EL FASHER, Sudan — Shelling killed ten people at a market in Tora on Monday."
    places = read(text, gazetteer, resolver)
    assert places["EL FASHER"].country == "SD"
    assert (places["Tora"].country, places["Tora"].lat) == (None, None)


def test_a_road_between_two_places_stands_near_its_first(gazetteer: Gazetteer, resolver: PlaceResolver) -> None:
    text = "Shells fell on the Sake-Minova road, the M23 said. Goma, in Congo, was calm."
    places = read(text, gazetteer, resolver)
    assert (places["Sake"].country, places["Sake"].precision) == ("CD", "near")
