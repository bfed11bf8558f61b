"""Towns taken, left, lost and held: which words tell of it, who did it, and what a denial denies."""

from __future__ import annotations

import pytest

from harmledger.records import Claim
from reading import Walk


def control(claims: list[Claim]) -> list[Claim]:
    return [c for c in claims if c.event_type == "territorial_control"]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Russian forces captured Bakhmut on Thursday, the ministry said.", "Bakhmut"),
        ("Russian troops captured Marinka, defence minister Ivan Petrenko said.", "Marinka"),
        ("The RSF captured Nyala from the army, residents said.", "Nyala"),
        ("The Syrian army said it had pulled its troops out of Idlib.", "Idlib"),
        ("Ukraine's army said it had withdrawn from Avdiivka.", "Avdiivka"),
        ("M23 rebels took Zubarenga on Wednesday, a doctor said.", "Zubarenga"),
        ("Congolese soldiers re-entered Goma on Thursday.", "Goma"),
    ],
)
def test_a_town_is_taken_and_nobody_detained(claims_of: Walk, text: str, town: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.event_type, claim.modality, claim.casualties) == ("territorial_control", "actual", ())
    assert claim.place is not None and claim.place.text == town


def test_soldiers_and_named_people_are_still_captured(claims_of: Walk) -> None:
    assert control(claims_of("Russian forces captured three soldiers near Bakhmut.")) == []
    assert control(claims_of("Police captured Pablo Escobar in the city of Medellin.")) == []


def test_what_falls_in_number_is_no_town(claims_of: Walk) -> None:
    assert control(claims_of("Shelling of Omdurman has fallen to five shells a day, a doctor said.")) == []
    (claim,) = control(claims_of("The city of Nyala fell to the RSF on Monday, residents said."))
    assert claim.actor == "Rapid Support Forces (RSF)"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "The Myanmar National Democratic Alliance Army said it seized Lashio after 900 soldiers gave up.",
            "Myanmar National Democratic Alliance Army (MNDAA)",
        ),
        (
            "Syrian rebels retook Idlib on Friday, ten days after the Syrian army captured the town, a doctor said.",
            "Syrian rebels",
        ),
        ("The junta said that its troops had withdrawn from Lashio.", "the junta"),
        ("Junta soldiers recaptured Lashio, two weeks after the Karen National Union had taken it.", "junta"),
    ],
)
def test_the_winner_is_the_subject_and_never_the_state_of_the_place(claims_of: Walk, text: str, actor: str) -> None:
    claim = control(claims_of(text))[0]
    assert claim.actor is not None and claim.actor.startswith(actor)
    assert not any("country" in e.by for e in claim.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "The army denied that Nyala had fallen and said its troops held Kutum.",
        "The army denied that Nyala had fallen, saying that its troops held Kutum.",
    ],
)
def test_a_denial_denies_its_own_clause_only(claims_of: Walk, text: str) -> None:
    fell, held = control(claims_of(text))
    assert (fell.modality, fell.place and fell.place.text) == ("denied", "Nyala")
    assert (held.modality, held.place and held.place.text) == ("actual", "Kutum")


def test_a_loss_that_is_denied(claims_of: Walk) -> None:
    (claim,) = control(claims_of("The Sudanese army denied losing Nyala."))
    assert claim.modality == "denied"


def test_a_claim_denied_in_the_next_sentence_is_a_denial_of_its_own(claims_of: Walk) -> None:
    text = "The RSF said it had seized Nyala on Monday. The Sudanese army denied the claim."
    said, denied = sorted(control(claims_of(text)), key=lambda c: c.modality)
    assert (said.modality, said.source.name) == ("actual", "RSF")
    assert (denied.modality, denied.source.name) == ("denied", "Sudanese army")
    assert said.place == denied.place
    assert len(control(claims_of("The RSF said it had seized Nyala. The Sudanese army denied shelling it."))) == 1


def test_a_new_statement_after_a_denial_that_the_parser_joins_to_it(claims_of: Walk) -> None:
    text = (
        "The RSF took Nyala. The Sudanese army denied that the city had fallen and said its troops still held the base."
    )
    assert [c.modality for c in control(claims_of(text))] == ["actual", "denied", "actual"]
