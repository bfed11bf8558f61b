"""Records in words for a person: nothing said twice, nothing more exact than it is."""

from __future__ import annotations

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
