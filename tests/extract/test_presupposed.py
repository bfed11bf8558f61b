"""What a sentence takes as known, and what it tells in few words: deeds under open outcomes, headlines, states."""

from __future__ import annotations

import pytest

from reading import Walk


def _actual(claims_of: Walk, text: str) -> list[tuple[str, str]]:
    return [(c.kind, c.event_type) for c in claims_of(text) if c.modality == "actual"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Israel's bombing of the Jabalia camp could amount to a war crime, the UN said.",
            ("event", "explosive_attack"),
        ),
        ("The shelling of the power plant in Aden could cause a disaster.", ("event", "shelling")),
        ("The blasts at the airport in Aden were a provocation, officials said.", ("event", "explosive_attack")),
        ("Aid agencies accuse the RSF of preventing residents from leaving El Fasher.", ("event", "siege")),
        ("Soldiers blocked families from fleeing the town of Demoso.", ("event", "siege")),
        ("Rebels say Aleppo surrounded", ("event", "siege")),
        ("The town had been under weeks-long siege.", ("condition", "siege")),
        ("Thousands of civilians are stuck in Rafah without water.", ("condition", "siege")),
        ("Families managed to escape on trucks to Port Sudan.", ("event", "displacement")),
        ("Houthis launch drone attack on Marib", ("event", "air_strike")),
    ],
)
def test_deeds_and_states_that_are_told_as_known(claims_of: Walk, text: str, told: tuple[str, str]) -> None:
    assert _actual(claims_of, text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "The shelling of the power plant in Aden could resume at any moment.",
        "An attack on the power plant in Aden could cause a disaster.",
        "The attack on Rafah would lead to a bloodbath.",
        "Reports of explosions in the port of Aden are a provocation.",
        "The junta wants to prevent residents from leaving Loikaw.",
        "The rebels could be surrounded within days.",
        "Talks are stuck in Geneva.",
        "The convoy was stuck in traffic near Idlib.",
        "Prisoners escaped from a prison in Goma.",
        "In 1944 the city was under siege for weeks.",
        "The troops plan to fire rockets near Hama during the exercise.",
    ],
)
def test_what_is_open_planned_or_past_stays_silent(claims_of: Walk, text: str) -> None:
    assert _actual(claims_of, text) == []


def test_the_quote_of_a_known_deed_leaves_out_what_may_come_of_it(claims_of: Walk) -> None:
    (claim,) = claims_of("The shelling of the power plant in Aden could cause a disaster.")
    assert claim.quotes[0].text == "The shelling of the power plant in Aden"


def test_a_headline_taken_for_one_noun_is_a_claim_a_place(claims_of: Walk) -> None:
    claims = claims_of("Rebels fire mortars near Taftanaz and Binnish")
    assert [(c.event_type, c.place and c.place.name, c.weapons) for c in claims] == [
        ("shelling", "Taftanaz", ("mortar",)),
        ("shelling", "Binnish", ("mortar",)),
    ]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("More than 200 children were killed in Lebanon since the Israeli invasion began.", "Israel"),
        ("Since the Russian bombardment began, 90 civilians were killed in Idlib.", "Russia"),
        ("Twenty Israeli soldiers were killed in Lebanon since the Israeli invasion began.", None),
        ("Two Israeli drones were shot down over Baalbek, Hezbollah said.", "Hezbollah"),
        ("Yemen's Houthis downed a Saudi drone over Hodeidah.", "Houthis"),
    ],
)
def test_tolls_since_an_invasion_and_aircraft_brought_down(claims_of: Walk, text: str, party: str | None) -> None:
    assert [c.actor for c in claims_of(text) if c.modality == "actual"] == [party]
