"""Strikes on those who came to help: what sources state, what the words only suggest, what two incidents suggest."""

from __future__ import annotations

from dataclasses import replace

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


def struck(quote: str, sentence: str, victims: str = "civilian"):  # type: ignore[no-untyped-def]
    full = replace(ONE, text=f"A town was shelled. {sentence} It rained.")
    at = full.text.index(quote)
    words = next(w for w in ("firefighters", "medics", "rescuers", "reporters") if w in quote)
    hit = Casualty("killed", victims, None, 2, 2, words, at + quote.index(words), at + quote.index(words) + len(words))
    told = replace(claim(full, quote, at=at), casualties=(hit,))
    return [r.level for r in rows("second-strikes", [told], [incident("a", told)], [full])]


@pytest.mark.parametrize(
    ("quote", "sentence", "levels"),
    [
        ("killing two firefighters", "The second fell an hour after the first, killing two firefighters.", ["stated"]),
        ("killing two medics", "A second drone hit the yard ten minutes later, killing two medics.", ["stated"]),
        ("killing two rescuers", "Soon afterwards another missile fell, killing two rescuers.", ["stated"]),
        ("two reporters died", "The plane came back to bomb the square and two reporters died.", ["stated"]),
        ("two rescuers died", "A mortar bomb exploded by the truck at the scene and two rescuers died.", ["at work"]),
        ("killed two medics", "It was the second strike of the week and killed two medics.", []),
        ("killed two medics", "Hours after the speech a strike killed two medics.", []),
        ("killed two medics", "Shelling killed two medics, who died two hours later.", []),
    ],
)  # fmt: skip
def test_the_sentence_around_struck_helpers_says_that_a_strike_came_before(
    quote: str, sentence: str, levels: list[str]
) -> None:
    assert struck(quote, sentence) == levels
