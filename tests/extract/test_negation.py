"""No missile, none of the shells, nobody from the army: events that a word on doer or victim denies."""

from __future__ import annotations

import pytest

from reading import Walk


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that no Saudi missile had hit Sanaa on Monday.",
        "No Israeli aircraft bombed the school in Rafah.",
        "None of the shells hit Aleppo.",
        "Neither side shelled Taiz on Tuesday.",
        "Not a single rocket hit Kharkiv.",
        "Nobody from the army attacked the village near Nyala.",
        "No missile managed to hit Beirut.",
        "The army bombed no hospital in Khartoum.",
        "No soldier killed civilians in Sagaing, the junta said.",
        "There was no attack on Omdurman on Monday.",
        "There was no shelling or air strikes in Homs on Friday.",
    ],
)
def test_what_nobody_did_is_denied(claims_of: Walk, text: str) -> None:
    found = claims_of(text)
    assert found
    assert {c.modality for c in found} == {"denied"}


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("A drone hit a school in Kharkiv but no one was killed.", 0),
        ("There were no casualties in the strike on Aleppo.", 0),
        ("No civilians were injured in the shelling of Taiz.", 0),
        ("No fewer than 12 people were killed in a strike on Mandalay.", 12),
        ("No less than 12 villagers were killed by shelling in Omdurman.", 12),
    ],
)
def test_a_figure_of_nought_and_a_bound_deny_no_event(claims_of: Walk, text: str, low: int) -> None:
    (claim,) = claims_of(text)
    assert claim.modality == "actual"
    assert {c.low for c in claim.casualties} == {low}


def test_the_denied_half_of_a_sentence_leaves_the_other_a_fact(claims_of: Walk) -> None:
    found = {c.modality: c for c in claims_of("A strike hit a market in Rafah, and no school was hit.")}
    assert found["actual"].targets == ("food",)
    assert found["denied"].targets == ("education",)


def test_no_aid_reached_a_town_is_a_siege(claims_of: Walk) -> None:
    (claim,) = claims_of("No food reached the town of Madaya for a month.")
    assert (claim.event_type, claim.modality) == ("siege", "actual")


def test_a_denial_without_a_place_is_kept(claims_of: Walk) -> None:
    (claim,) = claims_of("The army denied that it had targeted civilians.")
    assert (claim.modality, claim.source.name) == ("denied", "army")


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Gunmen took nine people hostage in the town of Kankara.", 9),
        ("Rebels took three aid workers hostage near Goma.", 3),
    ],
)
def test_hostages_are_abducted(claims_of: Walk, text: str, low: int) -> None:
    (claim,) = claims_of(text)
    assert claim.event_type == "abduction"
    assert [(c.outcome, c.low) for c in claim.casualties] == [("detained", low)]


def test_the_doer_of_shot_dead_leaves_its_victims(claims_of: Walk) -> None:
    (claim,) = claims_of("Gunmen shot dead nine farmers near Maiduguri.")
    assert [(c.outcome, c.low, c.high) for c in claim.casualties] == [("killed", 9, 9)]


def test_homes_left_without_power_displace_nobody(claims_of: Walk) -> None:
    (claim,) = claims_of("Some 30,000 homes were left without electricity in Kherson.")
    assert claim.kind == "condition"
    assert "energy" in claim.targets


def test_a_funeral_is_no_event(claims_of: Walk) -> None:
    assert not claims_of("He returned to Khan Younis to bury his cousin.")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Dismissing the army's denial, the mayor said that its forces bombed a clinic in Omdurman.", "actual"),
        ("The minister dismissed the army's denial of bombing a clinic in Omdurman.", "actual"),
        ("The general had ordered his troops not to shell the market in Omdurman.", "possible"),
        ("There is not a single house left in Omdurman due to the air strikes.", "actual"),
        ("As the driver was not able to leave, and the market in Omdurman was shelled, he stayed.", "actual"),
        ("The nurse reported about the death of her brother in Omdurman.", "actual"),
        ("The mayor of Omdurman decried an attack on patients; the army denies responsibility.", "actual"),
        ("The army denied that it had shelled the market in Omdurman.", "denied"),
        ("The market in Omdurman was not shelled on Monday, the mayor said.", "denied"),
    ],
)
def test_only_who_denies_the_event_denies_it(claims_of: Walk, text: str, modality: str) -> None:
    assert {c.modality for c in claims_of(text)} == {modality}


def test_who_denies_is_the_subject_of_the_denying_verb(claims_of: Walk) -> None:
    text = "Residents say it is hard to count the dead in Omdurman as the army denies carrying out an attack."
    denied = [c for c in claims_of(text) if c.modality == "denied"]
    assert [(c.source.name, c.source.type) for c in denied] == [("army", "military")]
