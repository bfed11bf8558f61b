"""Records in words for a person: nothing said twice, nothing more exact than it is."""

from __future__ import annotations

import datetime as dt

import pytest

from harmledger import wording as words
from harmledger.records import Place, Toll


@pytest.mark.parametrize(
    ("said", "known", "shown"),
    [
        ("nuclear plant", "Oster Nuclear Power Plant", "Oster Nuclear Power Plant, Kyiv"),
        ("Brennick steel plant", "Brennick", "Brennick steel plant, Kyiv"),
        ("the market", "Oster", "the market, Oster, Kyiv"),
        ("Oster", "Oster", "Oster, Kyiv"),
    ],
)
def test_a_site_is_named_once(said: str, known: str, shown: str) -> None:
    place = Place(said, 0, len(said), name=known, country="UA", admin1="Kyiv", lat=50.9, lon=30.9, precision="site")
    assert words.where(place) == shown


@pytest.mark.parametrize(("number", "shown"), [(0, "0 reports"), (1, "1 report"), (1200, "1,200 reports")])
def test_counted(number: int, shown: str) -> None:
    assert words.counted(number, "report") == shown


@pytest.mark.parametrize(
    ("low", "best", "high", "at_least", "shown"),
    [
        (24, 200, None, True, "200+ (24+)"),
        (5, 8, None, False, "8 (5+)"),
        (200, 200, None, True, "200+"),
        (4, 7, 9, False, "7 (4–9)"),
    ],
)
def test_a_best_figure_keeps_its_bound(low: int, best: int, high: int | None, at_least: bool, shown: str) -> None:
    assert words.toll(Toll("killed", "people", low, best, high, "latest", best_open=at_least)) == shown


@pytest.mark.parametrize(
    ("start", "end", "precision", "shown"),
    [
        ("2022-07-14", "2022-07-14", "day", "14 Jul 2022"),
        ("2022-07-14", "2022-07-17", "day", "14–17 Jul 2022"),
        ("2022-07-30", "2022-08-02", "week", "30 Jul – 2 Aug 2022"),
        ("2021-12-30", "2022-01-02", "week", "30 Dec 2021 – 2 Jan 2022"),
        ("2022-07-01", "2022-07-31", "month", "July 2022"),
        ("2022-01-01", "2022-12-31", "year", "2022"),
    ],
)
def test_a_range_of_days_is_spoken_as_coarse_as_it_is_known(start: str, end: str, precision: str, shown: str) -> None:
    assert words.calendar(dt.date.fromisoformat(start), dt.date.fromisoformat(end), precision) == shown


def test_dates_in_a_sentence_are_spoken_and_other_digits_stay() -> None:
    said = "A gives 24+ on 2022-04-08, then B (2022-04-14); from 2022-02-24 to 04-14; case 2022-99-08, r-2022-04-08-x"
    told = "A gives 24+ on 8 Apr 2022, then B (14 Apr 2022); from 24 Feb – 14 Apr 2022; case 2022-99-08, r-2022-04-08-x"
    assert words.dated(said) == told
