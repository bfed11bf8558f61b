"""What reports fear, plan, forbid, deny or recall is never told as having happened."""

from __future__ import annotations

import pytest

from harmledger.extract.modality import modality
from reading import Walk, sentence_of


def _modality(text: str, word: str) -> str:
    return modality(next(t for t in sentence_of(text).doc if t.text == word)).modality


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The army shelled Homs.", "shelled", "actual"),
        ("The army did not shell Homs.", "shell", "denied"),
        ("The army never shelled Homs.", "shelled", "denied"),
        ("The army may shell Homs.", "shell", "possible"),
        ("The army could shell Homs.", "shell", "possible"),
        ("The army will shell Homs.", "shell", "possible"),
        ("If the army shells Homs, people will flee.", "shells", "possible"),
        ("Unless they leave, the army will shell Homs.", "shell", "possible"),
        ("The army plans to shell Homs.", "shell", "possible"),
        ("The army threatened to shell Homs.", "shell", "possible"),
        ("Residents fear that the army will shell Homs.", "shell", "possible"),
        ("Residents fear a massacre in Homs.", "massacre", "possible"),
        ("Plans for an attack on Homs were found.", "attack", "possible"),
        ("The threat of an attack on Homs grows.", "attack", "possible"),
        ("The army denied shelling Homs.", "shelling", "denied"),
        ("The army denied that it had shelled Homs.", "shelled", "denied"),
        ("Reports of a massacre in Homs are fake.", "massacre", "denied"),
        ("There was no massacre in Homs.", "massacre", "denied"),
        ("Fighters advanced to capture Homs.", "capture", "possible"),
        ("The army sent tanks to shell Homs.", "shell", "possible"),
        ("The army is ready to shell Homs.", "shell", "possible"),
        ("The general ordered troops to shell Homs.", "shell", "possible"),
        ("Did the army shell Homs?", "shell", "possible"),
        ("The army continued to shell Homs.", "shell", "actual"),
        ("The army began shelling Homs.", "shelling", "actual"),
        ("Doctors condemned the shelling of Homs.", "shelling", "actual"),
        ("Witnesses said that the army shelled Homs.", "shelled", "actual"),
        ("After the shelling of Homs people fled.", "shelling", "actual"),
        ("Witnesses accused the army of shelling Homs.", "shelling", "actual"),
        ("The army accused rebels of planning attacks on Homs.", "attacks", "possible"),
        ("Homs was the first city to be shelled.", "shelled", "actual"),
        ("The shelling that people had feared killed nine.", "killed", "actual"),
    ],
)
def test_verdict(text: str, word: str, expected: str) -> None:
    assert _modality(text, word) == expected


def test_the_verdict_names_the_word_that_decided_it() -> None:
    doc = sentence_of("Residents fear a massacre in Homs.").doc
    verdict = modality(next(t for t in doc if t.text == "massacre"))
    assert verdict.cue is not None
    assert doc[verdict.cue].text == "fear"
    assert modality(sentence_of("The army shelled Homs.").doc[2]).cue is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army denied that it had bombed the hospital in Nyala.", "denied"),
        ("The RSF denied shelling El Fasher.", "denied"),
        ("Reports of a massacre in El Geneina are fake, the RSF said.", "denied"),
        ("The Israeli army denied that its strike had killed three paramedics in Jabalia.", "denied"),
        ("Militants may shell Aleppo again.", "possible"),
        ("Residents of Rafah fear an attack on the city.", "possible"),
        ("The rebels plan to attack Loikaw next week.", "possible"),
        ("Israel threatened to bomb Beirut.", "possible"),
        ("If the army bombs Homs, thousands will flee.", "possible"),
        ("Was the hospital in Rafah bombed?", "possible"),
        ("The governor warned of attacks on Arauca.", "possible"),
        ("Rescuers feared that dozens had been killed in Aleppo.", "possible"),
        ("An exercise in Tartus simulated an attack on the port.", "possible"),
        ("The United Nations called for an end to attacks on hospitals in Aleppo.", "possible"),
        ("In 1982 the army shelled Hama and killed thousands of people.", "background"),
        ("In 1995 Serb forces shelled Tuzla and killed 71 people.", "background"),
    ],
)
def test_no_claim_of_it_is_actual(claims_of: Walk, text: str, expected: str) -> None:
    found = claims_of(text)
    assert found
    assert {c.modality for c in found} == {expected}
    words = [e for c in found for e in c.evidence if e.field == "modality"]
    assert bool(words) == (expected != "background")


@pytest.mark.parametrize(
    "text",
    ["Troops advanced to capture the town of Kassala.", "The army sent tanks to capture El Obeid."],
)
def test_a_purpose_is_no_event(claims_of: Walk, text: str) -> None:
    assert not [c for c in claims_of(text) if c.modality == "actual" and c.event_type == "territorial_control"]
