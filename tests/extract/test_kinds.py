"""Event types and kinds: the most specific type that the text supports; totals are tolls, states are conditions."""

from __future__ import annotations

import pytest

from reading import Walk


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An attack on Taiz killed five people.", "explosive_attack"),
        ("A drone attack on Taiz killed five people.", "air_strike"),
        ("A missile hit a school in Taiz.", "shelling"),
        ("Fighter jets fired missiles at a school in Taiz.", "air_strike"),
        ("Mortars struck a market in Taiz.", "shelling"),
        ("Warplanes struck a market in Taiz.", "air_strike"),
        ("Bombs fell on the market of Taiz.", "air_strike"),
        ("A car bomb exploded in Azaz, killing seven people.", "mine_or_ied"),
        ("A landmine killed two herders near Arauca.", "mine_or_ied"),
        ("Gunmen executed 11 men in El Geneina.", "armed_attack"),
        ("A mass grave was found in El Geneina.", "armed_attack"),
        ("Soldiers killed three residents of Sagaing.", "other"),
        ("Two houses in Taiz were destroyed.", "explosive_attack"),
        ("A drone strike on a convoy in Marib killed six soldiers.", "armed_clash"),
        ("Soldiers clashed with rebels near Sittwe.", "armed_clash"),
        ("Rebels captured the town of Lashio.", "territorial_control"),
        ("The RSF has besieged El Fasher.", "siege"),
        ("Fighters looted shops in Wad Madani.", "looting"),
        ("Militiamen kidnapped four engineers near Arauca.", "abduction"),
        ("Militiamen raped two women in Nyala.", "sexual_violence"),
        ("Families fled Khan Yunis.", "displacement"),
    ],
)
def test_type(claims_of: Walk, text: str, expected: str) -> None:
    assert [c.event_type for c in claims_of(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than 15,000 people have been killed in Sudan since the war began.", "toll"),
        ("The death toll in Gaza has topped 30,000, the health ministry said.", "toll"),
        ("At least 300,000 people have fled Khartoum since the fighting began.", "toll"),
        ("On Monday 40 people were killed across Syria.", "toll"),
        ("Shelling of Taiz killed five people.", "event"),
        ("Residents of Gaza City have no water and electricity.", "condition"),
        ("The people of El Fasher are without water.", "condition"),
        ("A curfew is in force in Port Sudan.", "condition"),
        ("Civilians are trapped in El Fasher.", "condition"),
    ],
)
def test_kind(claims_of: Walk, text: str, expected: str) -> None:
    assert [c.kind for c in claims_of(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("The strike destroyed 12 tanks near Aleppo.", ()),
        ("The army destroyed a rocket launcher and two houses in Latakia.", ()),
        ("Tanks shelled two houses in Latakia.", ("tank",)),
        ("Hamas fired rockets at Ashkelon.", ("rocket_mlrs",)),
        ("Fighters shot dead two farmers near Bunia.", ("small_arms",)),
    ],
)
def test_a_weapon_that_was_destroyed_is_not_the_weapon(claims_of: Walk, text: str, weapons: tuple[str, ...]) -> None:
    found = claims_of(text)
    assert found
    assert {w for c in found for w in c.weapons} == set(weapons)


@pytest.mark.parametrize(
    "text",
    ["It snowed in Nyala on Monday.", "The minister fired his deputy in Damascus.", "Sanctions hit Damascus hard."],
)
def test_no_event(claims_of: Walk, text: str) -> None:
    assert claims_of(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eleven people were killed when jets bombed the weekly market in Nyala.", "event"),
        ("A drone struck the monthly meeting of farmers in Nyala, killing six.", "event"),
        ("Daily shelling of Nyala has killed 30 people.", "toll"),
        ("A strike killed 20 people in Myanmar on Tuesday.", "event"),
        ("Strikes killed 20 people in Myanmar on Tuesday.", "toll"),
        ("A strike has brought the number of people killed in Myanmar to 900 since the war began.", "toll"),
    ],
)
def test_a_rate_and_a_country_sum_up_only_what_they_are_told_of(claims_of: Walk, text: str, expected: str) -> None:
    assert [c.kind for c in claims_of(text)] == [expected]
