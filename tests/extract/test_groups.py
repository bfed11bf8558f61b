"""Which event words of a sentence are one event."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.extract.choose import head_token
from harmledger.extract.frames import find_triggers, mentions_of
from harmledger.extract.groups import Group, Tree, group
from harmledger.extract.modality import modality
from harmledger.extract.objects import find_objects
from harmledger.extract.party_mentions import find_parties
from harmledger.extract.place_mentions import find_places
from reading import Walk, sentence_of


def _groups(claims_of: Walk, text: str, voices: list[str] | None = None) -> tuple[list[Group], list[set[str]]]:
    sentence = sentence_of(text)
    doc = sentence.doc
    places = find_places([sentence], claims_of.gazetteer)[0]
    mentions = mentions_of(doc, places, find_objects(sentence), find_parties(sentence), sentence.start)
    triggers = find_triggers(sentence, mentions)
    heads = [head_token(p, doc).i for p in places if p.kind in ("place", "site")]
    sources = voices or ["media"] * len(triggers)
    found = group(triggers, [modality(doc[t.token]) for t in triggers], sources, Tree(doc), heads, doc)
    assert sorted(t.token for g in found for t in g.triggers) == [t.token for t in triggers]
    return found, [{doc[i].text for i in g.tokens} for g in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells hit Taiz and killed five people.", [{"hit", "killed"}]),
        ("The shelling of Taiz killed five people and wounded nine.", [{"shelling", "killed", "wounded"}]),
        ("Five people were killed when a strike hit Taiz.", [{"killed", "strike", "hit"}]),
        ("Artillery pounded Taiz, and families fled Marib.", [{"pounded"}, {"fled"}]),
        ("Soldiers raped a woman in Nyala and looted shops in Kassala.", [{"raped"}, {"looted"}]),
        (
            "A mortar shell killed a boy in Aleppo and a car bomb wounded six people in Homs.",
            [{"killed"}, {"bomb", "wounded"}],
        ),
        ("Warplanes bombed Douma on Monday and shelled Idlib on Tuesday.", [{"bombed"}, {"shelled"}]),
    ],
)
def test_one_event_or_two(claims_of: Walk, text: str, expected: list[set[str]]) -> None:
    assert _groups(claims_of, text)[1] == expected


def test_two_speakers_in_one_sentence_are_two_claims(claims_of: Walk) -> None:
    text = "Shells hit Taiz and killed five people."
    assert len(_groups(claims_of, text, ["the mayor", "the mayor"])[0]) == 1
    assert len(_groups(claims_of, text, ["the mayor", "a rebel"])[0]) == 2


def test_the_cause_names_the_event_not_its_result(claims_of: Walk) -> None:
    (found,), _ = _groups(claims_of, "Five people were killed in the shelling of Taiz.")
    assert found.main.frame.type == "shelling"


def test_a_result_that_is_told_as_fact_makes_its_cause_one(claims_of: Walk) -> None:
    found, words = _groups(claims_of, "The attack that residents had feared killed nine people in Taiz.")
    assert words[0] >= {"attack", "killed"}
    assert found[0].verdict.modality == "actual"


@pytest.mark.parametrize(
    "text",
    [
        "In Taiz, where rebels who had fled Marib were hiding, shells hit a school on Monday.",
        "The army said it would respond.",
        "Killed.",
    ],
)
def test_distance_in_the_tree_is_a_distance(text: str) -> None:
    doc = sentence_of(text).doc
    tree = Tree(doc)
    for a in range(len(doc)):
        assert tree.distance(a, a) == 0
        for b in range(len(doc)):
            assert tree.distance(a, b) == tree.distance(b, a)
            assert a == b or tree.distance(a, b) >= 1


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.sampled_from(["Taiz", "hit", "killed", "five", "people", "and", "shelling", ",", "of"]), max_size=14)
)
def test_any_row_of_words_is_grouped_without_loss(claims_of: Walk, words: list[str]) -> None:
    _groups(claims_of, " ".join(["Shells", *words]))
