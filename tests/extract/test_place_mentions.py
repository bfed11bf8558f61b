"""Which words of a sentence name a place, and what they say of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from harmledger.extract.place_mentions import PlaceMention, find_places, from_span
from harmledger.extract.sentences import parse
from harmledger.gazetteer import Gazetteer
from harmledger.records import Report


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return Gazetteer()


def read(text: str, gazetteer: Gazetteer) -> list[PlaceMention]:
    """All mentions of a text, in order; every one must point at its words."""
    [parsed] = parse([Report("r-1", "one.txt", text)])
    found = [m for row in find_places(parsed.sentences, gazetteer) for m in row]
    assert all(text[m.start : m.end] == m.text for m in found)
    return found


def of_kind(found: list[PlaceMention], *kinds: str) -> list[str]:
    return [m.text for m in found if m.kind in kinds]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Kherson and Kryvyi Rih overnight.", ["Kherson", "Kryvyi Rih"]),
        ("Two people died in the village of Shybene.", ["village of Shybene"]),
        ("Rockets hit the Donetsk and Luhansk regions.", ["Donetsk", "Luhansk regions"]),
        ("They shelled Bakhmut, Soledar and Avdiivka.", ["Bakhmut", "Soledar", "Avdiivka"]),
        ("The convoy left the Sea of Azov coast.", ["Sea of Azov coast"]),
        ("Homes burned in eastern and southern Ukraine.", ["eastern", "southern Ukraine"]),
        ("Barrel bombs fell on Idlib, Syria, and on Khan Younis.", ["Idlib", "Syria", "Khan Younis"]),
    ],
)
def test_places_are_found_with_their_full_words(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert of_kind(read(text, gazetteer), "place") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Volodymyr Zelensky thanked the doctors.",
        "Mr. Nice was reading most of the day.",
        "Human rights groups of the world met.",
        "Vladimir Petrenko, a farmer, spoke to us.",
        "The cruiser Moskva sank after a fire.",
        "Alliance members agreed on mass delivery.",
        "We're told that they've left; we'll see.",
        "The City Hall clerk spoke of the budget.",
        "Traffic on Highway 30 was heavy.",
        "The Human Resources Department wrote a letter.",
        "Two missiles sank the Moskva, a cruiser, that night.",
        "The East was not named.",
    ],
)
def test_names_of_people_ships_and_plain_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert of_kind(read(text, gazetteer), "place", "site") == []


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Kyiv says it wants peace.", "Kyiv"),
        ("Moscow’s troops entered the town.", "Moscow"),
        ("Russia attacked the port with missiles.", "Russia"),
        ("Ukraine's forces withdrew.", "Ukraine"),
    ],
)
def test_a_capital_or_country_that_acts_is_a_party(gazetteer: Gazetteer, text: str, party: str) -> None:
    found = read(text, gazetteer)
    assert of_kind(found, "party") == [party]
    assert party not in of_kind(found, "place")


def test_a_capital_that_is_hit_is_a_place(gazetteer: Gazetteer) -> None:
    found = read("Missiles fell on Kyiv and killed two people in Ukraine.", gazetteer)
    assert of_kind(found, "place") == ["Kyiv", "Ukraine"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Washington Post spoke to her.", "Washington Post"),
        ("The Kharkiv regional state administration counted the dead.", "Kharkiv regional state administration"),
        ("Mariupol City Council asked for help.", "Mariupol City Council"),
        ("The Geneva Convention forbids it.", "Geneva Convention"),
    ],
)
def test_offices_and_papers_are_organisations(gazetteer: Gazetteer, text: str, words: str) -> None:
    assert of_kind(read(text, gazetteer), "organisation") == [words]


def test_adjectives_are_told_apart(gazetteer: Gazetteer) -> None:
    found = read("Russian troops fired at Ukrainian farmers.", gazetteer)
    assert [(m.kind, m.text) for m in found] == [("adjective", "Russian"), ("adjective", "Ukrainian")]


@pytest.mark.parametrize(
    ("text", "words", "near"),
    [
        ("A bus burned on the outskirts of Kyiv.", "outskirts of Kyiv", True),
        ("They fought near Kharkiv for days.", "Kharkiv", True),
        ("A village east of Kharkiv was hit.", "east of Kharkiv", True),
        ("They fought in Kharkiv for days.", "Kharkiv", False),
        ("The city of Kharkiv was hit.", "city of Kharkiv", False),
    ],
)
def test_nearness(gazetteer: Gazetteer, text: str, words: str, near: bool) -> None:
    [mention] = [m for m in read(text, gazetteer) if m.kind == "place"]
    assert (mention.text, mention.near) == (words, near)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Fighters held the Azovstal steel plant.", "Azovstal steel plant"),
        ("Rockets struck the Kramatorsk railway station.", "Kramatorsk railway station"),
        ("Fire broke out at the Zaporizhzhia nuclear power plant.", "Zaporizhzhia nuclear power plant"),
        ("Grain left the port of Odesa.", "port of Odesa"),
    ],
)
def test_named_sites(gazetteer: Gazetteer, text: str, site: str) -> None:
    assert of_kind(read(text, gazetteer), "site") == [site]


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("Seven died in Olenivka, Donetsk region.", "Olenivka", "Donetsk region"),
        ("A shell hit Saltivka in Kharkiv.", "Saltivka", "Kharkiv"),
        ("They were found in the town of Bucha, Kyiv Region.", "town of Bucha", "Kyiv Region"),
        ("The Donetsk region's Zalizne was hit.", "Zalizne", "Donetsk region"),
        ("They took the villages of Uspenivka and Voskresenka, Polohy district.", "Voskresenka", "Polohy district"),
        ("They took the villages of Uspenivka and Voskresenka, Polohy district.", "villages of Uspenivka",
         "Polohy district"),
    ],
)  # fmt: skip
def test_enclosing_places(gazetteer: Gazetteer, text: str, inner: str, outer: str) -> None:
    found = read(text, gazetteer)
    mention = next(m for m in found if m.text == inner)
    assert outer in [text[s:e] for s, e in mention.within]


def test_a_plain_list_encloses_nothing(gazetteer: Gazetteer) -> None:
    found = read("They shelled Kherson, Mykolaiv and Odesa.", gazetteer)
    assert [(m.text, m.within) for m in found] == [("Kherson", ()), ("Mykolaiv", ()), ("Odesa", ())]


def test_unknown_names_in_place_contexts_are_kept(gazetteer: Gazetteer) -> None:
    [mention] = [m for m in read("Four people died in the village of Xyzzivka.", gazetteer) if m.kind == "place"]
    assert not mention.known and mention.name == "Xyzzivka"


def test_sentences_without_a_parse_do_not_crash(gazetteer: Gazetteer) -> None:
    import spacy

    from harmledger.extract.sentences import Sentence

    doc = spacy.blank("en")("The town of Bucha, Kyiv Region, was shelled.")
    [found] = find_places([Sentence(0, 10, 10 + len(doc.text), doc, 0, "body")], gazetteer)
    assert [m.text for m in found] == ["town of Bucha", "Kyiv Region"]
    assert found[0].start == 10 + doc.text.index("town")


def test_a_given_span_knows_its_division() -> None:
    assert from_span("Rapides Parish", 0, 14).division == "county"
    assert from_span("the State of Texas", 4, 18).division == "region"
    assert from_span("Egyptian", 0, 8).kind == "adjective"


def test_a_name_made_sure_once_counts_in_every_sentence(gazetteer: Gazetteer) -> None:
    found = read("They reached the town of Xyzzivka. Xyzzivka fell within a day.", gazetteer)
    assert [m.name for m in found if m.kind == "place"] == ["Xyzzivka", "Xyzzivka"]


def test_a_towns_officials_are_no_scene(gazetteer: Gazetteer) -> None:
    found = read("Kherson officials counted the dead in Beryslav.", gazetteer)
    assert of_kind(found, "place") == ["Beryslav"]


def test_a_city_of_an_area_is_not_the_area_as_a_city(gazetteer: Gazetteer) -> None:
    [mention] = [m for m in read("They shelled the Donbas city for a week.", gazetteer) if m.kind == "place"]
    assert (mention.text, mention.division) == ("Donbas", "")


def test_mentions_never_overlap_or_are_empty(gazetteer: Gazetteer) -> None:
    text = (
        "The death toll at Mykolaiv Regional State Administration rises to 36. The Ramstein Air Force Base and the "
        "Central Intelligence Agency said so. Kyiv City State Administration, Kyiv, eastern and southern Ukraine."
    )
    found = read(text, gazetteer)
    assert all(m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert not {"Air", "Central"} & {m.text for m in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KHERSON, Ukraine (AP) — Two people died.", ["KHERSON", "Ukraine"]),
        ("MAIDUGURI - Gunmen attacked a market.", ["MAIDUGURI"]),
        (
            "He was driven to Norfolk, Va., and on to Columbia, S.C., that night.",
            ["Norfolk", "Va.", "Columbia", "S.C."],
        ),
        ("The bill of Rep. Ann Fielding, D-Oakland, failed.", ["Oakland"]),
        ("A Mosul man said that his house was hit.", ["Mosul"]),
        ("Lviv Mayor Andriy Sadovyi spoke to reporters.", ["Lviv"]),
    ],
)
def test_datelines_short_forms_and_townspeople_name_places(
    gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    assert of_kind(read(text, gazetteer), "place", "party") == expected


def test_a_people_of_a_region_is_an_adjective(gazetteer: Gazetteer) -> None:
    found = read("Two Tigrayan farmers and a North Ossetian nurse met Gazans.", gazetteer)
    assert of_kind(found, "adjective") == ["Tigrayan", "North Ossetian", "Gazans"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jets bombed the village of Kan Htoo Ma on Monday.", "Kan Htoo Ma"),
        ("Shells fell on the village of Tal Na’am.", "Tal Na’am"),
        ("Ten died in the village of Al-Qurnat.", "Al-Qurnat"),
        ("Rebels took San Vicente del Caguan on Monday.", "San Vicente del Caguan"),
        ("A bomb went off in Marawi city of Lanao del Sur province.", "Marawi"),
    ],
)
def test_a_name_is_never_cut_short(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert read(text, gazetteer)[0].name == name


@pytest.mark.parametrize(
    "text",
    [
        "The Sudan Liberation Army denied it.",
        "The Kachin Independence Army took a base.",
        "A member of the Revolutionary Armed Forces of Colombia spoke.",
        "Fighters of the Islamic State of Iraq and Syria fled.",
        "The Kurdistan Workers’ Party said so.",
    ],
)
def test_a_place_in_a_groups_name_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert not of_kind(read(text, gazetteer), "place", "site")


def test_a_state_is_no_group(gazetteer: Gazetteer) -> None:
    assert "Shan State" in of_kind(read("Shells fell in Shan State of Myanmar.", gazetteer), "place")
