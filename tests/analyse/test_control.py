"""Control of towns: who is said to hold them, by the words; denials and other accounts beside each other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from analyse_samples import claim, day, place, report, rows

from harmledger.analyse.control_words import read_state
from harmledger.records import Claim, Place

ONE = report("one", "2030-05-10")


def said(words: str, **more: Any) -> Claim:
    values = {"event_type": "territorial_control", "when": day("2030-05-09"), **more}
    return claim(values.pop("of", ONE), words, **values)


@pytest.mark.parametrize(
    ("words", "state", "party", "against"),
    [
        ("Russian troops captured Varsk.", "captured", "Russia", ""),
        ("Varsk was captured by Ukrainian forces on Monday.", "captured", "Ukraine", ""),
        ("Varsk fell to the Taliban after a week.", "fell", "Taliban", ""),
        ("Ukrainian forces liberated Varsk from Russian troops.", "liberated", "Ukraine", "Russia"),
        ("Ukrainian forces repelled two assaults by Russian troops around Varsk.", "repelled", "Ukraine", "Russia"),
        ("Russian attacks on Varsk were repelled.", "repelled", "", "Russia"),
        ("Russian troops withdrew from Varsk.", "left", "Russia", ""),
        ("The city of Varsk is surrounded by Russian troops.", "encircled", "Russia", ""),
        ("Fierce fighting continues in Varsk.", "contested", "", ""),
        ("Russian troops failed to capture Varsk.", "attacked", "Russia", ""),
        ("A Russian assault on Varsk was unsuccessful.", "repelled", "", "Russia"),
        ("Varsk is under the control of Ukrainian forces, its mayor said.", "holds", "Ukraine", ""),
    ],
)
def test_the_words_say_what_became_of_the_town_and_who_did_it(words: str, state: str, party: str, against: str) -> None:
    found = read_state(said(words), "")
    assert found is not None
    assert (found.state, found.party, found.against, found.denied) == (state, party, against, False)


@pytest.mark.parametrize(
    "words",
    [
        "The officers captured a soldier near Varsk.",
        "The minister held talks in Varsk.",
        "The bodies were taken to Varsk.",
        "Residents of Varsk told of the torture during the occupation.",
        "Troops seized the archive of the court in Varsk.",
    ],
)
def test_other_things_taken_or_held_take_no_town(words: str) -> None:
    assert read_state(said(words), "") is None


def test_an_assault_repelled_near_a_town_leaves_its_holder_open() -> None:
    at, near = (
        rows("control-said", [said(w, event_type="armed_clash")], reports=[ONE])[0]
        for w in ("Ukrainian forces repelled attacks on Varsk.", "Ukrainian forces repelled attacks near Varsk.")
    )
    assert (at.holder, at.precision, near.holder, near.precision) == ("Ukraine", "city", "", "near")
    direction = said("Ukrainian forces repelled attacks in the Varsk direction.", event_type="armed_clash")
    assert rows("control-said", [direction], reports=[ONE])[0].holder == ""


def test_a_region_is_no_town_and_a_total_is_no_statement() -> None:
    region = said("Russian troops captured most of Oresk region.", where=place("Oresk region"))
    assert rows("control-said", [region, said("Russian troops captured Varsk.", kind="toll")], reports=[ONE]) == []


def test_the_day_is_the_texts_else_the_reports_else_unknown() -> None:
    dated = said("Russian troops captured Varsk.")
    now = said("Russian troops captured the town of Varsk.", when=day("2030-05-10", stated=False))
    long = said("Russian troops hold Varsk.", when=day("2029-01-01", until="2030-05-10"))
    found = rows("control-said", [dated, now, long], reports=[ONE])
    assert [(r.dated, r.end) for r in found] == [
        ("stated", dt.date(2030, 5, 9)),
        ("as said", dt.date(2030, 5, 10)),
        ("unknown", None),
    ]


RUSSIAN, UKRAINIAN = (("Ministry", "military", "Russia"), ("General Staff", "military", "Ukraine"))


def test_two_sides_claims_of_one_town_stand_beside_each_other() -> None:
    taken = said("Russian troops captured Varsk.", source=RUSSIAN)
    held = said("Ukrainian forces repelled attacks on Varsk.", source=UKRAINIAN, event_type="armed_clash")
    found = rows("control", [taken, held], reports=[ONE])
    assert [(r.said_by, r.state, r.party) for r in found] == [
        ("Russia", "held", "Russia"),
        ("Ukraine", "held", "Ukraine"),
    ]
    assert found[0].contradicting == (held.id,)
    assert found[1].contradicting == (taken.id,)


def test_a_denial_is_shown_and_contradicts_what_it_denies() -> None:
    taken = said("Russian troops captured Varsk.", source=RUSSIAN)
    denied = said("Russian troops have not captured Varsk.", source=UKRAINIAN, modality="denied")
    found = {r.said_by: r for r in rows("control", [taken, denied], reports=[ONE])}
    assert found["Ukraine"].state == "denied held"
    assert found["Russia"].contradicting == (denied.id,)


def test_a_stretch_runs_to_the_last_word_and_a_new_holder_begins_another() -> None:
    words = [
        ("Russian troops captured Varsk.", "2030-03-01"),
        ("Varsk, occupied by Russian troops, has no water.", "2030-03-20"),
        ("Fighting continues in Varsk.", "2030-04-20"),
        ("Ukrainian forces liberated Varsk.", "2030-05-01"),
    ]
    claims = [said(w, when=day(d), at=n) for n, (w, d) in enumerate(words)]
    found = rows("control", claims, reports=[ONE])
    assert [(r.state, r.party, r.first_day, r.last_said, r.statements) for r in found] == [
        ("held", "Russia", dt.date(2030, 3, 1), dt.date(2030, 3, 20), 2),
        ("contested", "", dt.date(2030, 4, 20), dt.date(2030, 4, 20), 1),
        ("held", "Ukraine", dt.date(2030, 5, 1), dt.date(2030, 5, 1), 1),
    ]
    assert found[0].claims == (claims[0].id, claims[1].id)


def test_after_long_silence_nothing_is_known_to_have_gone_on() -> None:
    early = said("Russian troops captured Varsk.", when=day("2030-01-01"))
    late = said("Russian troops hold Varsk.", when=day("2030-05-01"))
    assert [r.statements for r in rows("control", [early, late], reports=[ONE])] == [1, 1]


def test_the_liberation_of_others_the_fallen_and_a_fight_for_a_town_free_nothing() -> None:
    assert read_state(said("The bodies of the fallen Varsk defenders were returned."), "") is None
    assert read_state(said("Defence of Varsk: the liberation of the brigade."), "") is None
    fight = read_state(said("Fighting for the liberation of Varsk continues."), "")
    assert fight is not None
    assert fight.state in ("attacked", "contested")


@pytest.mark.parametrize(
    "words",
    [
        "Shelling of Varsk has fallen to five shells a day.",
        "Shells fell on Varsk at night.",
        "Varsk fighters are held in captivity.",
        "People in Varsk are held in an informational vacuum.",
        "Relatives of the Varsk garrison are holding a briefing.",
        "Invaders thwart attempts to get buses with food to Varsk.",
        "Photos of Varsk taken by Ivan Petrenko are shown in the capital.",
        "The ministry has no confirmation of a withdrawal from Varsk.",
        "Troops retreated from Dolyna to Varsk.",
    ],
)
def test_words_of_control_without_a_military_sense_take_no_town(words: str) -> None:
    assert read_state(said(words), "") is None


@pytest.mark.parametrize(
    "words",
    [
        "Army: main enemy focus is on the capture of Varsk.",
        "The rapid capture of Varsk was planned.",
        "capture whole city of Varsk, the mayor said",
        "The goal was a blockade of Varsk.",
    ],
)
def test_aims_and_plans_are_no_facts(words: str) -> None:
    found = read_state(said(words), "")
    assert found is None or (found.state == "attacked" and not found.denied)


def test_a_held_town_is_held_not_fallen() -> None:
    found = read_state(said("Missiles fell on the Russian-held cities of Varsk and Dolyna."), "")
    assert found is not None
    assert (found.state, found.party) == ("holds", "Russia")


def test_what_was_taken_after_others_left_tells_of_both() -> None:
    claim = said("Ukrainian troops retook Varsk on Saturday after Russian troops withdrew.")
    found = rows("control-said", [claim], reports=[ONE])
    assert [(r.state, r.party, r.holder) for r in found] == [
        ("left", "Russia", ""),
        ("liberated", "Ukraine", "Ukraine"),
    ]


def test_a_loss_denied_by_the_loser_contradicts_the_winner() -> None:
    taken = said("Russian troops captured Varsk.", source=("doctors", "witness", "none"))
    denied = said("The army denied losing Varsk.", source=UKRAINIAN, modality="denied")
    found = {r.said_by: r for r in rows("control", [taken, denied], reports=[ONE])}
    assert (found["Ukraine"].state, found["Ukraine"].party) == ("denied left", "Ukraine")
    assert found["Ukraine"].contradicting == (taken.id,)
    assert found["witness"].contradicting == (denied.id,)


def test_two_reports_of_a_taking_weeks_apart_are_two_points() -> None:
    words = [("Russian troops captured Varsk.", "2030-03-01"), ("Russian troops captured Varsk.", "2030-04-20")]
    claims = [said(w, when=day(d), at=n) for n, (w, d) in enumerate(words)]
    assert [r.statements for r in rows("control", claims, reports=[ONE])] == [1, 1]


def test_by_day_gives_a_row_for_each_day_that_somebody_spoke_of() -> None:
    words = [("Russian troops hold Varsk.", "2030-03-01"), ("Russian troops hold Varsk.", "2030-03-05")]
    claims = [said(w, when=day(d), at=n) for n, (w, d) in enumerate(words)]
    daily = rows("control", claims, reports=[ONE], by="day")
    assert [(r.first_day, r.last_said, r.party, r.claims) for r in daily] == [
        (dt.date(2030, 3, 1), dt.date(2030, 3, 1), "Russia", (claims[0].id,)),
        (dt.date(2030, 3, 5), dt.date(2030, 3, 5), "Russia", (claims[1].id,)),
    ]


def test_the_basis_tells_a_party_that_the_words_name_from_one_that_is_only_worded() -> None:
    named = said("Russian troops captured Varsk.", actor="Russia")
    worded = said("They captured Varsk.", actor="junta troops")
    assert [r.basis for r in rows("control-said", [named, worded], reports=[ONE])] == [
        "named in the words",
        "as worded: no party named",
    ]


def test_a_village_without_coordinates_is_listed() -> None:
    claim = said("M23 rebels captured Zubarenga.", where=Place(text="Zubarenga"))
    (row,) = rows("control-said", [claim], reports=[ONE])
    assert (row.place, row.precision, row.party) == ("Zubarenga", None, "M23")
