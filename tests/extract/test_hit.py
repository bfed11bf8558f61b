"""What a claim says was hit: what suffers the blow, not who deals it or stands beside it. Each sentence is our own."""

from __future__ import annotations

import pytest

from reading import Walk


def targets(claims_of: Walk, text: str) -> list[set[str]]:
    return [set(c.targets) - {"civilians"} for c in claims_of(text) if c.modality == "actual"]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("A clinic in Omdurman was damaged in militia shelling.", {"healthcare"}),
        ("Ambulances came under fire near Aleppo.", {"healthcare"}),
        ("A bakery in Idlib caught fire due to shelling.", {"food"}),
        ("Mosque damaged in a drone attack in Lashio.", {"religion"}),
        ("An aid distribution point in Rafah was bombed, injuring a woman.", {"humanitarian"}),
        ("The bombing of a school in Taiz killed nine pupils.", {"education"}),
    ],
)
def test_what_suffers_the_blow_is_hit(claims_of: Walk, text: str, hit: set[str]) -> None:
    assert hit in targets(claims_of, text)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("The air force shot down a helicopter near Khartoum.", {"military"}),
        ("The rebel warship sank off Latakia.", {"military"}),
        ("The army repelled an attack by rebel fighters near Goma.", set()),
        ("Three soldiers were killed in a battle near Goma.", set()),
        ("The rebels lost five tanks near Goma.", set()),
        ("Troops shelled Omdurman from an oil refinery.", set()),
    ],
)
def test_armed_forces_are_targets_where_what_they_have_is_hit(claims_of: Walk, text: str, hit: set[str]) -> None:
    assert targets(claims_of, text) == [hit]


def test_harm_told_after_a_strike_was_done_where_it_struck_if_the_words_point_back(claims_of: Walk) -> None:
    struck = "Shells hit a market in Omdurman on Monday. "
    assert targets(claims_of, struck + "Eleven people were killed here.")[-1] == {"food"}
    # a bare figure may count the dead of several blows: the manual codes what the text says
    assert targets(claims_of, struck + "Eleven people were killed and twenty were injured.")[-1] == set()


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("The strikes of the regime's army on Idlib hit a bakery.", {"food"}),
        ("Fighters are holed up in a hospital in Omdurman.", set()),
        ("Rebels carried out a series of attacks this week on the oil refinery in Baiji.", {"energy"}),
        ("Aid trucks destroyed in Gaza.", {"humanitarian"}),
    ],
)
def test_doers_and_scenery_are_not_hit(claims_of: Walk, text: str, hit: set[str]) -> None:
    assert all(found <= hit for found in targets(claims_of, text)) and hit in targets(claims_of, text)


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("The army destroyed two depots that stored rockets near Goma.", ()),
        ("The army destroyed a school with rockets near Goma.", ("rocket_mlrs",)),
    ],
)
def test_a_weapon_inside_what_was_destroyed_did_not_destroy_it(
    claims_of: Walk, text: str, weapons: tuple[str, ...]
) -> None:
    (claim,) = claims_of(text)
    assert claim.weapons == weapons


@pytest.mark.parametrize(
    ("text", "hit", "weapons"),
    [
        ("Nine people died when their bus hit a landmine in Goma.", {"transport"}, ("mine",)),
        ("A man blew himself up inside a mosque in Kano.", {"religion"}, ("ied",)),
        ("Rebels captured the army base near Goma.", {"military"}, ()),
        ("Troops drove rebel fighters out of Goma.", set(), ()),
        ("A Wing Loong drone struck a maternity unit in Tigray.", {"healthcare"}, ("drone",)),
        ("A Katyusha rocket hit a souk in Sidon.", {"food"}, ("rocket_mlrs",)),
    ],
)
def test_mines_suicides_and_captures(claims_of: Walk, text: str, hit: set[str], weapons: tuple[str, ...]) -> None:
    (claim,) = claims_of(text)
    assert (set(claim.targets) - {"civilians"}, claim.weapons) == (hit, weapons)
