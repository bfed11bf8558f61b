"""Which place an event gets: syntax first, the learned scorer between places that syntax leaves equal."""

import pytest

from harmledger.extract.place_features import candidates, words
from harmledger.extract.place_mentions import find_places
from harmledger.extract.place_scorer import event_words, place_scorer
from harmledger.extract.sentences import Sentence, parsed_alone
from harmledger.gazetteer import Gazetteer
from reading import Walk


@pytest.fixture(scope="module")
def walk() -> Walk:
    return Walk()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def _places(walk: Walk, text: str, title: str = "") -> list[str | None]:
    claims = [c for c in walk(text, title=title) if c.modality == "actual"]
    return [c.place.name if c.place else None for c in claims]


def test_words_keep_hyphened_names_whole() -> None:
    (doc,) = parsed_alone(["Two shells hit al-Bab and Ba'ath Street near Tel-Aviv."])
    found = ["".join(doc[i].text for i in w) for w in words(doc)]
    assert "al-Bab" in found and "Tel-Aviv" in found and "hit" in found


@pytest.mark.parametrize(
    ("text", "event", "wanted"),
    [
        ("A car bomb exploded in Kirkuk, said a spokesman in Baghdad.", "exploded", {"Kirkuk"}),
        ("Gunmen from Basra shot a judge in Mosul.", "shot", {"Mosul"}),
        ("Troops captured Kidal while protesters marched in Bamako.", "marched", {"Bamako"}),
        ("Five people were killed when shells fell on the house.", "killed", set()),
    ],
)
def test_the_scorer_names_the_place_of_one_event(gazetteer: Gazetteer, text: str, event: str, wanted: set[str]) -> None:
    (doc,) = parsed_alone([text])
    mentions = find_places([Sentence(0, 0, len(text), doc, 0, "body")], gazetteer)[0]
    token = next(t.i for t in doc if t.text == event)
    assert {doc[i].text for i in event_words(doc, token, mentions, 0.5)} == wanted


def test_scores_do_not_lean_on_the_name_itself(gazetteer: Gazetteer) -> None:
    def score(name: str) -> float:
        text = f"A mortar shell killed four people in {name} on Friday."
        (doc,) = parsed_alone([text])
        mentions = find_places([Sentence(0, 0, len(text), doc, 0, "body")], gazetteer)[0]
        found = candidates(doc, next(t.i for t in doc if t.text == "killed"), mentions)
        return max(float(s) for s in place_scorer().scores(found, doc))

    assert score("Aleppo") > 0.8
    assert score("Marib") == pytest.approx(score("Aleppo"), abs=0.15)


def test_a_region_that_only_tells_of_an_office_is_no_place(walk: Walk) -> None:
    names = _places(walk, "Shells hit a school in Kadugli. Two girls were killed, the head of the Darfur region said.")
    assert names and all(n == "Kadugli" for n in names)


def test_a_launch_site_is_not_what_was_shelled(walk: Walk) -> None:
    text = "The town of Taiz was shelled on Monday. Rebels were shelling it from the other side of the Red Sea."
    assert "Red Sea" not in _places(walk, text)


def test_an_adjective_of_a_country_is_no_place(walk: Walk) -> None:
    assert "United States" not in _places(walk, "A missile killed a driver of the US-funded radio station on Monday.")


def test_the_city_that_the_speakers_live_in_is_the_one_just_named(walk: Walk) -> None:
    text = (
        "Thirteen missiles hit Kharkiv on Saturday. Odesa was quiet. Odesa had been hit before, and Odesa feared more."
        "\n\nThe city of Sumy was hit by six missiles.\n\nPeople in the city said the strikes targeted a school."
    )
    claim = next(c for c in walk(text) if c.quotes[0].text.startswith("the strikes"))
    assert claim.place is not None and claim.place.name == "Sumy"


def test_a_region_that_describes_a_town_leaves_the_place_to_the_town(walk: Walk) -> None:
    text = "Fighters shelled Lysychansk on Monday. On Tuesday missiles hit the Donbas city again, killing two women."
    assert set(_places(walk, text)) == {"Lysychansk"}


def test_a_far_capital_in_the_news_does_not_lend_its_name(walk: Walk) -> None:
    text = (
        "Ukraine's army fights Russian forces near Bakhmut.\n\nThe minister met his colleagues in Brussels."
        "\n\nRussian missiles destroyed three schools on Monday."
    )
    claim = next(c for c in walk(text) if "schools" in c.quotes[0].text)
    assert claim.place is None or claim.place.name != "Brussels"


def test_an_event_of_the_war_without_a_place_is_in_the_country_that_the_report_names(walk: Walk) -> None:
    claims = walk("Russian missiles killed 12 civilians on Monday. The war in Ukraine is in its second year.")
    assert [c.place.name for c in claims if c.place] == ["Ukraine"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Explosions were heard in Kyiv, Kharkiv, Odesa and Lviv.", ["Kyiv", "Kharkiv", "Odesa", "Lviv"]),
        ("Jets bombed Mosul, Tikrit, Ramadi and Kirkuk on Friday.", ["Mosul", "Tikrit", "Ramadi", "Kirkuk"]),
        ("Fighting was reported near Lyman, Siversk (Donetsk region) and Kreminna.", ["Lyman", "Siversk", "Kreminna"]),
    ],
)  # fmt: skip
def test_each_town_of_a_list_is_a_place_of_its_own(walk: Walk, text: str, names: list[str]) -> None:
    assert sorted(n for n in _places(walk, text) if n) == sorted(names)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Fourteen people were injured as a result of the armed aggression of the Russian Federation.", "Russia"),
        ("Since the aggression of Eritrea began, 40 people have been killed in Mekelle.", "Eritrea"),
        ("Because of the invasion by Iraq, 300 people have died.", "Iraq"),
    ],
)
def test_whose_aggression_it_is_does_not_say_where_it_happened(walk: Walk, text: str, doer: str) -> None:
    assert doer not in _places(walk, text)


def test_an_invasion_of_a_country_is_in_that_country(walk: Walk) -> None:
    assert "Ukraine" in _places(walk, "Since the invasion of Ukraine 300 people have been killed.")
