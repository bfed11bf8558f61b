"""What cannot be known stays unknown, with its words."""

from __future__ import annotations

import pytest

from reading import Walk


@pytest.mark.parametrize("words", ["31 April 2023", "29 February 2023"])
def test_a_day_that_is_in_no_calendar_stays_words(claims_of: Walk, words: str) -> None:
    (claim,) = claims_of(f"On {words} shells hit Taiz.")
    assert claim.time is not None
    assert (claim.time.text, claim.time.start, claim.time.end) == (words, None, None)


def test_a_weekday_of_a_report_without_a_date_stays_a_word(claims_of: Walk) -> None:
    (claim,) = claims_of("On Monday shells hit Taiz.", published="")
    assert claim.time is not None
    assert (claim.time.text, claim.time.start, claim.time.end) == ("Monday", None, None)


def test_who_denies_a_strike_is_not_blamed_for_the_others(claims_of: Walk) -> None:
    found = claims_of(
        "Israeli jets bombed Rafah on Monday. Israeli tanks shelled a school in Khan Yunis.\n\n"
        "The ministry denied that a market in Gaza City was shelled."
    )
    assert [c.actor for c in found if c.modality == "actual"] == ["Israel", "Israel"]
    assert [c.actor for c in found if c.modality == "denied"] == [None]


def test_a_name_is_not_looked_for_in_another_country_than_the_text_says(claims_of: Walk) -> None:
    (claim,) = claims_of("Shells hit Springfield, Kharkiv region, on Monday.")
    assert claim.place is not None
    assert claim.place.text == "Springfield"
    assert (claim.place.name, claim.place.country, claim.place.precision) == ("Springfield", "UA", "region")
    assert claim.place.basis == "centre of Kharkiv Oblast, which holds it" and claim.place.geonames_id is None


def test_a_name_that_lies_where_the_text_says_is_found(claims_of: Walk) -> None:
    (claim,) = claims_of("Shells hit Alexandria, Kirovohrad region, on Monday.")
    assert claim.place is not None
    assert (claim.place.name, claim.place.country) == ("Oleksandriia", "UA")
