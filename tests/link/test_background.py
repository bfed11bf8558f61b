"""What a chance agreement is worth: counted elsewhere, the same for every ledger."""

from __future__ import annotations

import pytest
from link_samples import by_id, claim, place, report

from harmledger.link import background, link
from harmledger.link.settings import settings


def test_a_rare_word_is_worth_more_than_a_common_one() -> None:
    assert background.word_weight("gynaecolog") > background.word_weight("hospital") > background.word_weight("police")


def test_a_town_is_rarer_the_smaller_it_is() -> None:
    city = place("Varsk", text="Kyiv", name="Kyiv", geonames_id=703448)
    town = place("Varsk", text="Bucha", name="Bucha", geonames_id=711350)
    assert background.place_share(city) > 3 * background.place_share(town)
    assert background.place_share(None) == 1.0


def test_an_unknown_place_is_as_rare_as_its_kind() -> None:
    assert background.place_share(place("Dolyna")) < background.place_share(place("Varsk"))


def test_the_name_of_a_large_city_is_no_rare_word() -> None:
    assert background.word_share("kharkiv") > background.word_share("gynaecolog")


def test_every_event_type_and_target_has_a_share() -> None:
    conf = settings()
    assert set(conf.type_weights) == set(conf.family)
    assert all(conf.rarity["target"].least <= w <= conf.rarity["target"].most for w in conf.target_weights.values())


def test_other_claims_change_no_score() -> None:
    r, s = report("one"), report("two")
    pair = [
        claim(r, "Shells hit the bakery of Varsk, killing the baker Olendro Hask."),
        claim(s, "The baker Olendro Hask died when his Varsk bakery was shelled."),
    ]
    others = [report(f"o{n}") for n in range(12)]
    crowd = [claim(o, f"Shells hit a bakery in Dolyna, number {o.id}.", where="Dolyna") for o in others]
    (alone,) = (i for i in link(pair, by_id(r, s)) if len(i.claims) == 2)
    (among,) = (i for i in link([*pair, *crowd], by_id(r, s, *others)) if pair[0].id in i.claims)
    assert among.joins == alone.joins
    assert alone.joins[0].score == pytest.approx(sum(x.weight for x in alone.joins[0].reasons), abs=0.06)
