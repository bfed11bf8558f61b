"""Who did it: subjects, agents, owners of weapons, blame, pronouns and forces without a state."""

from __future__ import annotations

import pytest

from reading import Walk


def _doers(claims_of: Walk, text: str) -> list[tuple[str, str | None]]:
    return [(c.event_type, c.actor) for c in claims_of(text) if c.modality == "actual"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("A clinic in Nyala was damaged by Sudanese artillery and mortars.", "Sudanese Armed Forces (SAF)"),
        ("Three patients died in artillery fire from RSF positions across the Nile.", "Rapid Support Forces (RSF)"),
        ("A landmine laid by the Houthis killed three children in Hodeidah.", "Houthis"),
        ("Shells fired by Hezbollah hit a school in Kiryat Shmona.", "Hezbollah"),
        ("Kyrgyz officials said Tajik troops shelled the village of Dostuk.", "Tajikistan"),
        ("Armed Fulani herders killed 54 people in Zikke.", "Fulani herders"),
        ("Syrian rebels shelled a market in Aleppo.", "Syrian rebels"),
        ("Iran-backed militia fired rockets at an airport in Erbil.", "Iran-backed militia"),
        ("The town of Palma was captured by the insurgents.", "insurgents"),
        ("Guerrillas of the FMLN attacked a barracks in San Salvador.", "FMLN"),
        ("Al-Shabaab claimed the bombing of a hotel in Mogadishu.", "Al-Shabaab"),
        ("The Houthis claimed responsibility for a missile attack on a tanker near Hodeidah.", "Houthis"),
        ("A minister placed the blame for an attack on a market in Goma on M23.", "M23"),
        ("Residents said the Ethiopian army was behind a drone strike on a school in Bulbula.", "Ethiopia"),
    ],
)
def test_the_party_that_acts_owns_the_weapon_or_is_blamed(claims_of: Walk, text: str, party: str) -> None:
    assert party in {actor for _, actor in _doers(claims_of, text)}


@pytest.mark.parametrize(
    "text",
    [
        "Iranian-made drones hit a power plant in Omdurman.",
        "An Austrian aid worker was killed in an explosion in Mogadishu.",
        "Two French journalists were killed in shelling near Stepanakert.",
        "The shelling destroyed the Turkish hospital in Gaza.",
        "Fighting between Azerbaijani and Armenian forces near Jermuk killed 49 soldiers.",
        "Russia condemned the attack on a market in Aleppo.",
        "Six Israeli soldiers died in Rafah on Monday.",
        "A suicide bomber killed 47 worshippers at a mosque in Kandahar. The Taliban shelled Kunduz on Friday.",
        "“The enemy bombed our villages near Saada,” said a villager.",
    ],
)
def test_nobody_is_accused_whom_the_text_does_not_accuse(claims_of: Walk, text: str) -> None:
    assert _doers(claims_of, text)[0][1] is None


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Paramilitaries overran a camp. They executed nine health workers in Zamzam.", "paramilitaries"),
        ("Ethiopian troops entered Shire on Monday. Witnesses said the soldiers looted shops there.", "Ethiopia"),
        ("Regime helicopters bombed a bakery in Aleppo, Syria.", "Syrian government"),
        ("Government forces shelled Palma, a port. Rwandan troops watched.", "government forces"),
        ("The military said it had struck Khan Yunis. The Israeli military gave no details.", "Israel"),
    ],
)
def test_the_report_tells_who_they_and_the_army_are(claims_of: Walk, text: str, party: str) -> None:
    found = [c for c in claims_of(text) if c.modality == "actual" and c.actor]
    assert found[-1].actor == party
    for e in found[-1].evidence:
        assert text[e.start : e.end] == e.text


def test_who_is_driven_out_was_driven_out_by_the_enemy(claims_of: Walk) -> None:
    text = "Russian forces were pushed out of Bucha in Ukraine."
    assert _doers(claims_of, text) == [("territorial_control", "Ukraine")]


@pytest.mark.parametrize(
    "text",
    [
        "On Friday a gunman shot an aid worker in Lahj. Shells hit a hospital in Taiz on Sunday.",
        "Israeli forces took Jabalia in Gaza. An explosion hit an Israeli base in Haifa.",
        "The two sides blamed each other for the shelling of a market in Omdurman.",
        "Palestinian rockets hit a house in Ashkelon.",
    ],
)
def test_what_others_did_is_not_carried_where_it_does_not_fit(claims_of: Walk, text: str) -> None:
    assert _doers(claims_of, text)[-1][1] is None


def test_blame_in_the_next_sentence(claims_of: Walk) -> None:
    text = "Shells hit a clinic in El Obeid on Tuesday.\n\nDoctors blamed the paramilitary Rapid Support Forces."
    (claim,) = claims_of(text)
    assert claim.actor == "Rapid Support Forces (RSF)"
    assert any(e.field == "actor" and text[e.start : e.end] == "Rapid Support Forces" for e in claim.evidence)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The Ukrainian army repelled the attacks of the occupiers near Bakhmut.", "Russia"),
        ("The Ukrainian army repelled all attacks near Bakhmut. Russian forces withdrew.", "Russia"),
        ("The Congolese army repelled an attack by M23 on Sake.", "M23"),
    ],
)
def test_an_attack_that_is_repelled_is_the_attackers(claims_of: Walk, text: str, party: str) -> None:
    assert _doers(claims_of, text)[0][1] == party


def test_forces_of_a_man_are_not_the_states(claims_of: Walk) -> None:
    text = "Forces loyal to a general shelled an airport in Tripoli, Libya."
    assert _doers(claims_of, text)[0][1] is None


@pytest.mark.parametrize(
    ("after", "actor"),
    [
        ("The council blamed the Houthis.", "Houthis"),
        ("The council didn’t blame the Houthis.", None),
        ("Nobody blamed the Houthis.", None),
    ],
)
def test_blame_that_is_taken_back_singles_out_nobody(claims_of: Walk, after: str, actor: str | None) -> None:
    claim = claims_of("Shells killed four people in Taiz on Monday. " + after)[0]
    assert claim.actor == actor
