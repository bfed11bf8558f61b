"""Targets and weapons in sentences of many wars; each sentence is our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger import codebook
from harmledger.extract.objects import ObjectMention, find_objects
from harmledger.extract.sentences import Sentence, language_model, parse
from harmledger.records import Report


def _sentence(text: str) -> Sentence:
    return Sentence(0, 0, len(text), language_model()(text), 0, "body")


def _values(text: str, kind: str) -> set[str]:
    return {m.value for m in find_objects(_sentence(text)) if m.kind == kind}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells hit the psychiatric hospital in Homs.", {"healthcare"}),
        ("A bomb destroyed a blood transfusion centre.", {"healthcare"}),
        ("The strike damaged a primary care centre and two ambulances.", {"healthcare"}),
        ("A rocket landed on the pumping station.", {"water"}),
        ("They blew up the dam.", {"water"}),
        ("A thermal power plant was attacked overnight.", {"energy"}),
        ("A missile flew over the nuclear power plant.", {"nuclear"}),
        ("The power and water pumping station burned down.", {"energy", "water"}),
        ("The village has no electricity, water or phones.", {"energy", "water", "communications"}),
        ("The attack left the town without heat.", {"energy"}),
        ("Two drones struck an oil depot in Ras Tanura.", {"energy"}),
        ("A shell hit the train station.", {"transport"}),
        ("The bridge over the Tigris was bombed.", {"transport"}),
        ("Gunmen attacked a school bus.", {"education", "transport"}),
        ("A kindergarten was shelled.", {"education"}),
        ("Nine high-rise apartment blocks were damaged.", {"residential"}),
        ("A five-storey building collapsed.", {"residential"}),
        ("Air strikes flattened a shopping and entertainment centre.", {"public_space"}),
        ("A mortar round fell on the playground.", {"public_space"}),
        ("They shelled a grain elevator and a bakery.", {"food"}),
        ("Warehouses with food were set on fire, and the poultry farm was hit.", {"food", "industry"}),
        ("A bomb fell on the drama theatre.", {"culture"}),
        ("The mosque was burned.", {"religion"}),
        ("Fighters stormed the city council building.", {"government"}),
        ("The steel plant was shelled.", {"industry"}),
        ("Shells hit the aid convoy.", {"humanitarian"}),
        ("The television tower was struck.", {"communications"}),
        ("A sniper shot a journalist.", {"media"}),
        ("An air strike on a prison killed ten people.", {"detention", "civilians"}),
        ("Missiles hit an ammunition depot and an air base.", {"military"}),
        ("The shelling killed three soldiers.", {"military"}),
        ("The navy lost a warship and three tanks.", {"military"}),
    ],
)
def test_targets(text: str, expected: set[str]) -> None:
    assert _values(text, "target") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The think tank in the White House described it as a world power.",
        "The hospital director spoke to reporters.",
        "She holds power of attorney for social media outlets.",
        "Soldiers of the brigade shelled the area from the hills.",
        "The market price of natural gas rose.",
        "The House of Representatives met in emergency session.",
        "The territorial waters lie beyond the port city.",
    ],
)
def test_words_in_another_sense_or_role_are_no_targets(text: str) -> None:
    assert _values(text, "target") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Howitzers and mortars fired on the town.", {"artillery", "mortar"}),
        ("Eighty shells fell on the village.", {"artillery"}),
        ("The town was hit with 120-mm mines.", {"mortar"}),
        ("Grad rockets rained on the suburb.", {"rocket_mlrs"}),
        ("They fired BM-21 Grad missiles from multiple rocket launchers.", {"rocket_mlrs"}),
        ("HIMARS hit the bridge.", {"rocket_mlrs"}),
        ("Two S-300 missiles and a Kh-22 hit Saada.", {"missile"}),
        ("A Kalibr cruise missile struck the port.", {"missile"}),
        ("A Scud landed in Marib.", {"missile"}),
        ("A jet dropped two bombs on the market.", {"aerial_bomb"}),
        ("A FAB-500 guided bomb fell on a house.", {"aerial_bomb"}),
        ("Barrel bombs killed six people.", {"aerial_bomb"}),
        ("Shahed drones attacked at night.", {"drone"}),
        ("A quadcopter dropped grenades on a bus.", {"drone"}),
        ("Smerch rockets with cluster munitions hit the park.", {"rocket_mlrs", "cluster_munition"}),
        ("White phosphorus was used over the camp.", {"incendiary"}),
        ("Soldiers shot dead a farmer.", {"small_arms"}),
        ("He was killed by machine-gun fire.", {"small_arms"}),
        ("A tractor drove over an anti-tank mine.", {"mine"}),
        ("The retreating troops mined the fields.", {"mine"}),
        ("A car bomb exploded outside the bank.", {"ied"}),
        ("A bomb went off on a bus.", {"ied"}),
        ("An improvised explosive device killed two officers.", {"ied"}),
        ("A tank fired at the houses.", {"tank"}),
    ],
)
def test_weapons(text: str, expected: set[str]) -> None:
    assert _values(text, "weapon") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Heavy shelling went on all night.",
        "The bombardment and the air strikes killed ten people.",
        "The think tank watched drone footage of the water tank.",
        "He worked in a coal mine.",
        "They sat in a bomb shelter behind the air defence missile system.",
        "The photographer shot video of the gun control debate.",
        "Air defences shot down a plane.",
        "The army lost 40 tanks.",
    ],
)
def test_no_weapon_is_read_where_none_is_named_as_used(text: str) -> None:
    assert _values(text, "weapon") == set()


def test_the_head_is_the_noun_that_the_verb_takes() -> None:
    sentence = _sentence("Shells pierced the school roof near the maternity hospital.")
    heads = {m.value: sentence.doc[m.head].text for m in find_objects(sentence) if m.kind == "target"}
    assert heads == {"education": "roof", "healthcare": "hospital"}


def test_offsets_are_those_of_the_report() -> None:
    report = Report("r-1", "one.txt", "Title\n\nIt rained. Rockets hit\nthe power station.", title="Title")
    (parsed,) = parse([report])
    words = {report.text[m.start : m.end] for s in parsed.sentences for m in find_objects(s)}
    assert words == {"Rockets", "power station"}


def test_upper_case_reports_are_read() -> None:
    assert "ied" in _values("A BOMB EXPLODED OUTSIDE THE EMBASSY.", "weapon")
    assert "government" in _values("A BOMB EXPLODED OUTSIDE THE EMBASSY.", "target")


def test_a_sentence_without_a_parse_is_matched_by_its_words() -> None:
    text = "missiles hit the hospitals, and houses"
    bare = Sentence(0, 100, 100 + len(text), language_model().make_doc(text), 0, "body")
    found = [(m.value, text[m.start - 100 : m.end - 100]) for m in find_objects(bare)]
    assert found == [("missile", "missiles"), ("healthcare", "hospitals"), ("residential", "houses")]


def test_every_value_is_in_the_vocabulary_and_is_named() -> None:
    vocabulary = codebook.load("vocabulary")
    assert set(codebook.load("targets")["values"]) == set(vocabulary["targets"])
    assert set(codebook.load("weapons")["values"]) == set(vocabulary["weapons"])


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="hospital -–'S300,.bÄ\u00a0\u200b2mines", min_size=1, max_size=40))
def test_any_text_gives_mentions_within_it(text: str) -> None:
    for parsed in parse([Report("r-1", "one.txt", text)]):
        for sentence in parsed.sentences:
            for m in find_objects(sentence):
                assert isinstance(m, ObjectMention)
                assert sentence.start <= m.start < m.end <= sentence.end
                assert 0 <= m.head < len(sentence.doc)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels fired their mortars at the market in Taiz.", {"food"}),
        ("Air defences shot down two UAVs over Aden.", set()),
        ("Twenty died in separate militant attacks, the Prosecutor General said.", set()),
        ("Troops shelled the camp near Goma.", {"humanitarian"}),
        ("Jets bombed a militant camp.", {"military"}),
        ("Detainees were tortured in Sednaya.", {"detention"}),
        ("The bodies bore signs of torture.", set()),
        ("An air strike destroyed a telecommunications building.", {"communications"}),
        ("A bomb went off in an office of the U.N. World Food Programme.", {"humanitarian"}),
    ],
)
def test_what_is_wielded_intercepted_or_a_title_is_no_target(text: str, expected: set[str]) -> None:
    assert _values(text, "target") - {"civilians"} == expected
