"""Which words tell of an event: the same word is one in one company and none in another."""

from __future__ import annotations

import pytest

from harmledger.extract.frames import Mentions, find_triggers, lemmas_of, mentions_of
from harmledger.extract.objects import find_objects
from harmledger.extract.party_mentions import find_parties
from harmledger.extract.place_mentions import find_places
from harmledger.extract.sentences import Sentence, language_model
from reading import Walk, sentence_of


def _triggers(claims_of: Walk, text: str) -> list[tuple[str, str, str]]:
    sentence = sentence_of(text)
    found = find_triggers(sentence, _mentions(claims_of, sentence))
    for t in found:
        assert t.start < t.end <= sentence.end
    return [(text[t.start : t.end].lower(), t.family, t.frame.type) for t in found]


def _mentions(claims_of: Walk, sentence: Sentence) -> Mentions:
    places = find_places([sentence], claims_of.gazetteer)[0]
    return mentions_of(sentence.doc, places, find_objects(sentence), find_parties(sentence), sentence.start)


@pytest.mark.parametrize(
    ("text", "word", "family", "kind"),
    [
        ("Artillery shelled Omdurman on Tuesday.", "shelled", "attack", "shelling"),
        ("The shelling of Omdurman went on.", "shelling", "attack", "shelling"),
        ("An air strike hit a hospital in Nyala.", "air strike", "attack", "air_strike"),
        ("A car bomb went off in Azaz.", "car bomb", "attack", "mine_or_ied"),
        ("Gunmen shot three farmers near Bunia.", "shot", "attack", "armed_attack"),
        ("Gunmen raped two women in Nyala.", "raped", "sexual", "sexual_violence"),
        ("Raping women in El Geneina, fighters went from house to house.", "raping", "sexual", "sexual_violence"),
        ("Three people were killed in Taiz.", "killed", "result", "other"),
        ("The bridge in Homs was destroyed.", "destroyed", "result", "explosive_attack"),
        ("The army has besieged El Fasher.", "besieged", "siege", "siege"),
        ("Families fled Khan Yunis.", "fled", "displacement", "displacement"),
        ("Rebels captured Lashio.", "captured", "control", "territorial_control"),
        ("Soldiers arrested ten people in Nablus.", "arrested", "abduction", "abduction"),
        ("Militiamen kidnapped four engineers near Arauca.", "kidnapped", "abduction", "abduction"),
        ("Soldiers clashed with rebels near Sittwe.", "clashed", "clash", "armed_clash"),
        ("Fighters looted shops in Wad Madani.", "looted", "looting", "looting"),
        ("A curfew is in force in Port Sudan.", "curfew", "harm", "other"),
    ],
)
def test_an_event_word(claims_of: Walk, text: str, word: str, family: str, kind: str) -> None:
    assert (word, family, kind) in _triggers(claims_of, text)


@pytest.mark.parametrize(
    "text",
    [
        "Sanctions hit Damascus hard.",
        "Prices in Khartoum exploded.",
        "The minister fired his deputy in Damascus.",
        "The two sides struck a deal in Jeddah.",
        "The Attack helicopter parade in Tartus was cancelled.",
        "The film was shot in Homs.",
        "A heart attack felled the minister in Beirut.",
        "The party lost the election in Arauca.",
    ],
)
def test_the_same_words_in_other_company(claims_of: Walk, text: str) -> None:
    assert [t for t in _triggers(claims_of, text) if t[1] == "attack"] == []


def test_no_word_is_in_two_phrases(claims_of: Walk) -> None:
    sentence = sentence_of("A missile strike and a drone attack on Aleppo killed ten people and wounded nine.")
    found = find_triggers(sentence, _mentions(claims_of, sentence))
    covered = [i for t in found for i in range(min(t.token, t.last), max(t.token, t.last) + 1)]
    assert len(covered) == len(set(covered)) >= 4
    assert [t.token for t in found] == sorted(t.token for t in found)


def test_the_longest_phrase_wins(claims_of: Walk) -> None:
    assert _triggers(claims_of, "A suicide bombing in Kano killed six people.")[0] == (
        "suicide bombing", "attack", "mine_or_ied",
    )  # fmt: skip


def test_forms_of_a_word_that_the_lemmatizer_gets_wrong() -> None:
    doc = language_model()("Gunmen raped women.")
    assert "rape" in lemmas_of(doc[1])
    assert "body" in lemmas_of(language_model()("Four bodies lay there.")[1])
