"""Strikes on those who came to help: what sources state, what the words only suggest, what two incidents suggest."""

from __future__ import annotations

import pytest
from analyse_samples import claim, incident, report, rows

from harmledger.analyse.second_strikes import _at_work, _stated
from harmledger.records import Casualty

ONE, TWO = report("one"), report("two", "2030-05-11")


@pytest.mark.parametrize(
    "text",
    [
        "The second missile struck as rescuers were pulling people from the rubble.",
        "Three firefighters were killed in a second strike on the same house.",
        "When the ambulance arrived, another shell exploded nearby.",
        "The bakery was shelled again while medics were treating the wounded.",
        "The jets came back and bombed the volunteers.",
    ],
)
def test_words_that_state_a_second_strike_on_helpers(text: str) -> None:
    assert _stated().search(text)


@pytest.mark.parametrize(
    "text",
    [
        "A second missile hit a warehouse, rescuers said.",
        "Firefighters put out a fire after a second missile hit a shed.",
        "Rescuers pulled three bodies from the rubble after the second strike of the week.",
        "Two rescuers were injured while dismantling the rubble.",
        "Rescuers are working at the scene after another strike on the city.",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert not _stated().search(text) and not _at_work().search(text)


def test_stated_comes_before_at_work_and_each_incident_once() -> None:
    work = claim(ONE, "Emergency workers came under fire while evacuating residents.")
    stated = claim(TWO, "A second strike hit the paramedics who had rushed to the scene.")
    also = claim(TWO, "Paramedics came under fire while evacuating the wounded.", at=80)
    incidents = [incident("a", work), incident("b", stated, also)]
    found = rows("second-strikes", [work, stated, also], incidents, [ONE, TWO])
    assert [(r.level, r.incident, r.claims) for r in found] == [
        ("stated", "i-b", (stated.id,)),
        ("at work", "i-a", (work.id,)),
    ]


def medics(where: str, quote: str = "Shelling killed two medics."):  # type: ignore[no-untyped-def]
    return claim(TWO, quote, where=where, casualties=[("killed", "medical_worker", 2, 2)])


def test_two_incidents_of_one_day_in_a_village_suggest_it() -> None:
    first = claim(ONE, "A rocket hit a farm.", where="Dolyna")
    second = medics("Dolyna")
    (row,) = rows("second-strikes", [first, second], [incident("a", first), incident("b", second)], [ONE, TWO])
    assert (row.level, row.incident, row.first_incident) == ("inferred", "i-b", "i-a")
    assert row.claims == (second.id, first.id)
    assert isinstance(second.casualties[0], Casualty)


def test_in_a_city_or_on_another_day_they_do_not() -> None:
    for where, when in (("Varsk", "2030-05-09"), ("Dolyna", "2030-05-08")):
        first, second = claim(ONE, "A rocket hit a farm.", where=where, when=when), medics(where)
        found = rows("second-strikes", [first, second], [incident("a", first), incident("b", second)], [ONE, TWO])
        assert found == []
