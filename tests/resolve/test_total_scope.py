"""What a running total covers: its own words, the land of who gives it, where the report is; no party's country."""

from __future__ import annotations

import datetime as dt

import pytest

from harmledger.extract.claims import extract
from harmledger.extract.sentences import parse
from harmledger.gazetteer import Gazetteer
from harmledger.records import Claim, Published, Report
from harmledger.resolve import Resolver


def _totals(text: str, day: str) -> list[Claim]:
    date = dt.date.fromisoformat(day)
    report = Report("r-0", "d", text, published=Published(date, date, "given"))
    gazetteer = Gazetteer()
    (parsed,) = parse([report])
    return [c for c in Resolver(gazetteer).resolve(parsed, extract(parsed, gazetteer)) if c.casualties]


def test_a_ministrys_dead_are_those_of_the_land_in_its_name() -> None:
    text = (
        "Israel kept up its bombing. More than 30,000 people have died since October, said the health ministry in Gaza."
    )
    (claim,) = _totals(text, "2024-03-11")
    assert claim.kind == "toll" and claim.place is not None and claim.place.name == "Gaza Strip"


def test_a_war_in_two_countries_gives_neither_to_a_figure_that_names_none() -> None:
    text = "Israel bombed tunnels. The Israeli army said it had killed 8,000 Hamas gunmen since the war began."
    (claim,) = [c for c in _totals(text, "2024-03-11") if c.kind == "toll"]
    assert claim.place is None


def test_a_war_in_one_country_is_its_own_scope() -> None:
    text = "Fighting goes on in Sudan. Aid groups say 15,000 people have been killed since the war began."
    (claim,) = _totals(text, "2024-03-11")
    assert claim.place is not None and claim.place.name == "Sudan"


@pytest.mark.parametrize("joint", ["; ", ", while "])
def test_two_speakers_of_one_sentence_make_two_claims(joint: str) -> None:
    first = "The Sudanese government said 640 people had been killed in Nyala"
    text = f"{first}{joint}the Rapid Support Forces said 90 civilians had been killed."
    found = {c.casualties[0].low: c.source.name for c in _totals(text, "2024-03-11")}
    assert found == {640: "Sudanese government", 90: "Rapid Support Forces"}


def test_the_dead_of_another_war_are_background() -> None:
    text = "Russia goes on shelling Ukraine. About 20,000 people died in the Spanish civil war of his grandfather."
    assert [c.modality for c in _totals(text, "2024-03-11")] == ["background"]


def test_an_upper_bound_said_of_a_whole_city_is_no_incidents_figure() -> None:
    strike = "A shell hit a market in Mariupol on Monday, killing six people."
    text = f"{strike} The number of dead in the city may be up to 9,000."
    found = {c.casualties[0].high: c.kind for c in _totals(text, "2022-04-12")}
    assert found == {6: "event", 9000: "toll"}


@pytest.mark.parametrize("words", ["killed, wounded or captured 640", "killed, injured and captured 640"])
def test_several_outcomes_of_one_figure_give_a_figure_for_none(words: str) -> None:
    assert _totals(f"Ukrainian forces {words} Russian soldiers near Bakhmut.", "2023-02-13") == []
