"""Who and what hangs on an event word, in sentences of many wars."""

from __future__ import annotations

import pytest

from harmledger.extract.arguments import arguments, clause_tokens, coordinated, phrase, reach
from reading import sentence_of


def _args(text: str, word: str) -> tuple[set[str], set[str]]:
    doc = sentence_of(text).doc
    found = arguments(next(t for t in doc if t.text == word))
    return {doc[i].text for i in found.subject}, {doc[i].text for i in found.object}


@pytest.mark.parametrize(
    ("text", "word", "subject", "object"),
    [
        ("Rebels shelled Aleppo.", "shelled", {"Rebels"}, {"Aleppo"}),
        ("Aleppo was shelled by rebels.", "shelled", {"rebels"}, {"Aleppo"}),
        ("Fighters entered Loikaw and burned houses.", "burned", {"Fighters"}, {"houses"}),
        ("Fighters and soldiers burned houses and shops.", "burned", {"Fighters", "soldiers"}, {"houses", "shops"}),
        ("The shelling of Omdurman by militiamen went on.", "shelling", {"militiamen"}, {"Omdurman"}),
        ("The missile that hit the school killed five children.", "hit", {"missile", "that"}, {"school"}),
        ("Residents wounded by shrapnel were treated.", "wounded", {"shrapnel"}, {"Residents"}),
        ("Witnesses accused the militia of shelling the market.", "shelling", {"militia"}, {"market"}),
        ("The militia was accused of shelling the market.", "shelling", {"militia"}, {"market"}),
        ("The militia succeeded in capturing Babanusa.", "capturing", {"militia"}, {"Babanusa"}),
        ("The militia killed two men by shelling Babanusa.", "shelling", {"militia"}, {"Babanusa"}),
    ],
)
def test_subject_and_object(text: str, word: str, subject: set[str], object: set[str]) -> None:
    assert _args(text, word) == (subject, object)


@pytest.mark.parametrize(
    "text",
    [
        "The army accused the militia of an attack on Babanusa.",
        "The army blamed the militia for the attack on Babanusa.",
        "The army blamed the attack on Babanusa on the militia.",
    ],
)
def test_who_is_blamed_did_it_and_not_who_blames(text: str) -> None:
    subject, _ = _args(text, "attack")
    assert "militia" in subject
    assert "army" not in subject


def test_all_is_in_text_order_without_repeats() -> None:
    doc = sentence_of("On Monday rebels with mortars shelled Aleppo and Idlib near the river.").doc
    found = arguments(next(t for t in doc if t.text == "shelled"))
    assert list(found.all) == sorted(set(found.all))
    assert {doc[i].text for i in found.all} >= {"Aleppo", "Idlib"}


def test_a_coordinated_noun_brings_the_others() -> None:
    doc = sentence_of("Rebels shelled Aleppo, Homs and Idlib.").doc
    assert [t.text for t in coordinated(next(t for t in doc if t.text == "Aleppo"))] == ["Aleppo", "Homs", "Idlib"]


def test_a_phrase_keeps_its_modifiers_and_a_reach_what_hangs_on_it() -> None:
    doc = sentence_of("Shells hit the old market of Omdurman.").doc
    market = next(t for t in doc if t.text == "market")
    assert {doc[i].text for i in phrase(market)} == {"the", "old", "market"}
    assert {doc[i].text for i in reach(market)} == {"the", "old", "market", "Omdurman"}


def test_the_clause_of_a_word_stops_where_told() -> None:
    doc = sentence_of("Rebels shelled Aleppo and soldiers burned houses.").doc
    shelled, burned = (next(t for t in doc if t.text == w) for w in ("shelled", "burned"))
    own = {t.text for t in clause_tokens(shelled, frozenset({burned.i}))}
    assert {"Rebels", "Aleppo"} <= own
    assert own.isdisjoint({"soldiers", "houses"})
