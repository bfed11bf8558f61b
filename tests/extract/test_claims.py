"""From a sentence to claims: who says it, of whom, in which words."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy

from harmledger import codebook
from harmledger.extract.claims import extract
from harmledger.extract.sentences import Parsed, parse
from harmledger.resolve import Resolver
from reading import Walk, report_of

VOCABULARY = codebook.load("vocabulary")


def test_an_accusation_with_a_deed_is_a_claim_of_the_accuser(claims_of: Walk) -> None:
    text = "The Sudanese army accused the RSF of shelling a hospital in El Fasher on Monday, killing nine patients."
    (claim,) = claims_of(text)
    assert (claim.modality, claim.source.name, claim.source.type) == ("actual", "Sudanese army", "military")
    assert claim.actor == "Rapid Support Forces (RSF)"
    assert claim.targets == ("healthcare",)
    assert [(r.outcome, r.victims, r.low) for r in claim.casualties] == [("killed", "civilian", 9)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The shelling of Omdurman wounded six residents.", "shelling"),
        ("The bombing of a hospital in Aleppo was condemned by doctors.", "explosive_attack"),
        ("There was shelling in Omdurman on Tuesday.", "shelling"),
        ("An explosion rocked Beirut.", "explosive_attack"),
        ("Fighting raged in Lashio on Tuesday.", "armed_clash"),
        ("After the shelling of Omdurman, four bodies were found in the ruins.", "shelling"),
        ("The evacuation of Douma began on Tuesday.", "displacement"),
    ],
)
def test_events_told_by_nouns_count(claims_of: Walk, text: str, kind: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.event_type, claim.modality) == (kind, "actual")
    assert claim.place is not None


@pytest.mark.parametrize("text", ["Attacks continued.", "The bombing was terrible.", "There was an attack."])
def test_a_bare_event_word_is_no_claim(claims_of: Walk, text: str) -> None:
    assert claims_of(text) == ()


@pytest.mark.parametrize(
    "text", ["", "It snowed.", "\n\n\n", "1234 5678", "?" * 3000, "killed " * 400, "(" * 50 + "attack" + ")" * 50]
)
def test_odd_reports_are_read_without_a_failure(claims_of: Walk, text: str) -> None:
    (parsed,) = parse([replace(report_of("x"), text=text)])
    found = Resolver(claims_of.gazetteer).resolve(parsed, extract(parsed, claims_of.gazetteer))
    assert all(c.quotes[0].text in text for c in found)


def test_a_sentence_without_a_parse_gives_nothing_and_stops_nothing(claims_of: Walk) -> None:
    (parsed,) = parse([report_of("Shells hit Taiz on Monday. Shells hit Marib on Monday.")])
    bare = spacy.blank("en")
    cut = (replace(parsed.sentences[0], doc=bare(parsed.sentences[0].text)), parsed.sentences[1])
    found = extract(Parsed(parsed.report, cut), claims_of.gazetteer).drafts
    assert [d.sentence for d in found] == [1]
    none = tuple(replace(s, doc=bare(s.text)) for s in parsed.sentences)
    assert extract(Parsed(parsed.report, none), claims_of.gazetteer).drafts == ()


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Shells hit Taiz on Monday.", None, "media"),
        ("Shells hit Taiz on Monday, the mayor said.", "mayor", "local_authority"),
        ("Shells hit Taiz on Monday, witnesses said.", "witnesses", "witness"),
        ("Five people were killed in Taiz on Monday, medics said.", "medics", "medical"),
        ("According to the United Nations, shells hit Taiz on Monday.", "United Nations", "un"),
    ],
)
def test_who_says_it(claims_of: Walk, text: str, name: str | None, kind: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.source.name, claim.source.type) == (name, kind)
    if name is not None:
        assert name in text[claim.source.start : claim.source.end]


def test_each_value_has_its_words(claims_of: Walk) -> None:
    text = "Israeli drones struck a school in Rafah on Monday, killing two children."
    (claim,) = claims_of(text)
    words = {e.field: e.text for e in claim.evidence}
    assert words["actor"] == "Israeli"
    assert words["targets:education"] == "school"
    assert words["weapons:drone"] == "drones"
    assert {e.text for e in claim.evidence if e.field == "event_type"} == {"struck", "killing"}
    assert all(e.by for e in claim.evidence)


def test_two_events_of_one_sentence_quote_their_own_words(claims_of: Walk) -> None:
    first, second = claims_of("In Aleppo, a mortar shell killed a boy; in Homs, a car bomb wounded six people.")
    assert "Homs" not in first.quotes[0].text
    assert "Aleppo" not in second.quotes[0].text


def test_only_values_of_the_manual_are_written(claims_of: Walk) -> None:
    text = (
        "Israeli drones struck a school in Rafah on Monday, killing two children.\n\nRSF fighters looted shops and "
        "raped two women in Nyala.\n\nResidents of Taiz have no water; 300 families were evacuated from Marib.\n\n"
        "Rebels captured Lashio and 40 soldiers.\n\n"
        "The army may shell Homs. A landmine killed a nurse and a journalist near Arauca."
    )
    found = claims_of(text)
    assert len(found) >= 7
    for c in found:
        assert c.kind in VOCABULARY["kinds"]
        assert c.modality in VOCABULARY["modalities"]
        assert c.event_type in VOCABULARY["event_types"]
        assert set(c.targets) <= set(VOCABULARY["targets"])
        assert set(c.weapons) <= set(VOCABULARY["weapons"])
        assert c.source.type in VOCABULARY["source_types"]
        assert c.source.side in VOCABULARY["sides"]
        assert {r.outcome for r in c.casualties} <= set(VOCABULARY["outcomes"])
        assert {r.victims for r in c.casualties} <= set(VOCABULARY["victims"])
        assert c.place is None or c.place.precision is None or c.place.precision in VOCABULARY["place_precisions"]
        assert c.time is None or c.time.precision is None or c.time.precision in VOCABULARY["time_precisions"]


def test_who_makes_the_statement_was_not_struck(claims_of: Walk) -> None:
    text = (
        "Nine people are now known to have been killed in a rocket attack on the railway station of Taiz, the "
        "National Emergency Service said on Wednesday, and 17 were wounded."
    )
    assert {t for c in claims_of(text) for t in c.targets} - {"civilians"} == {"transport"}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Norway mourns train station missile victims of Lviv.", None),
        ("Sudan mourns market drone strike victims", None),
        ("Nine people killed in Lviv clinic shelled by Russians.", "Russia"),
        ("Norway blames Israel for a missile strike on a clinic in Gaza.", "Israel"),
    ],
)
def test_who_answers_to_a_deed_did_not_do_it(claims_of: Walk, text: str, actor: str | None) -> None:
    assert {c.actor for c in claims_of(text)} == {actor}


@pytest.mark.parametrize("people", ["60 people", "Two more children", "About 1,300 civilians"])
def test_people_who_are_counted_are_no_source(claims_of: Walk, people: str) -> None:
    (claim,) = claims_of(f"{people} confirmed killed in a school in Omdurman bombed by rebels.")
    assert (claim.source.type, claim.source.name) == ("media", None)


def test_residents_speak_in_any_number(claims_of: Walk) -> None:
    (claim,) = claims_of("Two residents said that shells hit the market in Omdurman.")
    assert claim.source.type == "witness"
