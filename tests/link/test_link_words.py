"""Words and names reduced so that spellings meet."""

from __future__ import annotations

import pytest

from harmledger.link.settings import settings
from harmledger.link.words import content_words, names_in, parts_of_day, says_again, skeleton, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Holobrodyev", "Golobrodiev"),
        ("Syniehubov", "Sinegubov"),
        ("Bilohorodka", "Belogorodka"),
        ("Khalil", "Halil"),
        ("Kyrylo's", "Kirillo"),
    ],
)
def test_two_spellings_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Ivanov", "Ivanenko"), ("Petrov", "Pavlov")])
def test_two_men_have_two(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_inflections_meet() -> None:
    assert stem("sheltering") == stem("shelters") == stem("shelter’s") == stem("sheltered")
    assert stem("bus") == "bus"


def test_names_are_capitalised_words_within_a_sentence() -> None:
    text = "Residents of the town saw Mayor Petro Holobrodyev. Rescuers came from ODESA on Monday."
    assert names_in(text, settings()) == ["Petro", "Holobrodyev"]


def test_common_words_tell_nothing() -> None:
    assert content_words("The attack killed civilians in the maternity ward", settings()) == {"maternity", "ward"}


def test_parts_of_the_day() -> None:
    assert parts_of_day("Overnight and at dawn", settings()) == {"night", "morning"}


@pytest.mark.parametrize(
    ("text", "said"), [("They struck Varsk again.", True), ("Another strike", True), ("They struck Varsk.", False)]
)
def test_one_more_strike_is_heard(text: str, said: bool) -> None:
    assert says_again(text, settings()) is said
