"""An address gives the same incidents in Python as in the browser (tests/serve/browser runs the same cases there)."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest
from invented import CASES, desk

from harmledger.errors import UsageError
from harmledger.serve.filters import choose, parse, unknown
from harmledger.serve.place_names import places


def _query(text: str) -> Any:
    return parse(parse_qsl(text, keep_blank_values=True))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda c: c["query"] or "all")
def test_an_address_gives_its_incidents(case: dict[str, Any]) -> None:
    found = choose(desk().shelf, _query(case["query"]))
    assert [r.id for r in found.rows] == case["gives"]


def test_what_cannot_stand_on_the_map_or_in_time_is_counted() -> None:
    found = choose(desk().shelf, _query(""))
    assert (found.total, found.without_place, found.without_date) == (11, 2, 1)
    assert (found.country_only, found.near) == (1, 1)


def test_an_address_is_written_as_it_is_read() -> None:
    text = "place=Kharkiv&place=Aleppo&type=shelling&contested=yes&from=2022-03-01&to=2022-03-31&q=%22a+b%22&sort=toll"
    assert _query(_query(text).address()) == _query(text)
    assert _query("").address() == ""


@pytest.mark.parametrize("text", ["from=soon", "from=2022-05-01&to=2022-04-01", "sort=size", "kind=war"])
def test_a_program_is_told_what_it_asked_wrongly(text: str) -> None:
    with pytest.raises(UsageError):
        parse(parse_qsl(text), strict=True)


def test_a_town_keeps_its_bare_name_and_its_region_says_that_it_is_one() -> None:
    labels = {i.label: i.within for i in places(desk().shelf).items}
    assert labels["Kharkiv"] == "Kharkiv, Ukraine"
    assert labels["Kharkiv (region)"] == "Ukraine"
    assert labels["Little Ford"] == "not located"


def test_values_that_nobody_knows_are_named_and_others_are_known_in_any_case() -> None:
    asked = _query("type=zzz&type=Air+Strike&party=russia&party=Atlantis&contested=perhaps")
    assert unknown(desk().shelf, asked) == [("type", "zzz"), ("party", "Atlantis"), ("contested", "perhaps")]


def test_a_territory_keeps_its_everyday_name_and_the_town_of_that_name_says_where_it_is() -> None:
    found = places(desk().shelf)
    assert [i.label for i in found.named("Gaza")] == ["Gaza Strip"]
    assert {"Gaza, Gaza Strip", "Old Theatre", "Upper Mill"} <= {i.label for i in found.items}
