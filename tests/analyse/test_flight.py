"""Flight and evacuation: origin and destination, day and running total apart, ways out and what stood in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from analyse_samples import claim, day, report, rows

from harmledger.analyse.flight_words import obstacle, read_numbers
from harmledger.records import Casualty, Claim, Place, Time

ONE, TWO = report("one"), report("two", "2030-05-12")


def _flight(quote: str, low: int | None = None, outcome: str = "evacuated", **more: Any) -> Claim:
    figures = () if low is None else (Casualty(outcome, "people", None, low, low, f"{low} people", 0, 3),)
    return replace(claim(ONE, quote, event_type="displacement", **more), casualties=figures)


def _row(told: Claim) -> Any:
    (row,) = rows("flight", [told], reports=[ONE, TWO])
    return row


def test_the_place_is_where_people_left_and_the_words_say_where_they_went() -> None:
    row = _row(_flight("About 200 people were evacuated from Varsk to Port Halen by seven buses.", 200))
    assert (row.origin, row.destination, row.means, row.low) == ("Varsk", "Port Halen", ("bus",), 200)


def test_a_place_of_arrival_is_no_origin() -> None:
    chad = Place("Chad", 0, 4, "Chad", "TD", precision="country")
    row = _row(_flight("More than 600,000 people have crossed into Chad since April.", 600000, "displaced", where=chad))
    assert (row.origin, row.destination, row.who) == ("", "Chad", "fled")


def test_a_days_figure_a_running_total_and_an_undated_one_are_apart() -> None:
    a_day = _row(_flight("On May 9, 80 people were evacuated.", 80, when=day("2030-05-09")))
    assert (a_day.figure, a_day.start, a_day.end) == ("day", dt.date(2030, 5, 9), dt.date(2030, 5, 9))
    march = Time("March", dt.date(2030, 3, 1), dt.date(2030, 5, 10), "month")
    total = _row(_flight("Since March 80 people have fled.", 80, "displaced", when=march, kind="toll"))
    assert (total.figure, total.start, total.end) == ("total", dt.date(2030, 3, 1), dt.date(2030, 5, 10))
    undated = _row(_flight("80 people were evacuated.", 80, when=None))
    assert (undated.figure, undated.start, undated.end) == ("event", None, None)


def test_a_sum_of_one_day_is_not_taken_back_to_the_start_of_the_war() -> None:
    time = Time("Monday", dt.date(2030, 3, 1), dt.date(2030, 5, 9), "day", basis="expression; running total")
    row = _row(_flight("A total of 4,354 people left through corridors on Monday.", 4354, when=time, kind="toll"))
    assert (row.figure, row.start, row.end) == ("day", dt.date(2030, 5, 9), dt.date(2030, 5, 9))


def test_numbers_that_no_casualty_row_holds_are_read_from_the_words() -> None:
    (number,) = read_numbers("About 20,000 people have left Aleppo by car.")
    assert (number.low, number.outcome) == (20000, "displaced")
    assert read_numbers("A shell killed 12 people as others fled.") == ()
    row = _row(_flight("About 20,000 people have left Varsk by car."))
    assert (row.low, row.who, row.means, row.counted) == (20000, "fled", ("car",), True)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The army shelled the humanitarian corridor.", "shelled"),
        ("Soldiers turned back an evacuation convoy at the checkpoint.", "blocked"),
        ("Families fled the town under constant shelling through a corridor.", ""),
        ("The army shelled the mill.", ""),
    ],
)
def test_an_obstacle_is_said_of_a_way_out(words: str, found: str) -> None:
    assert obstacle(words) == found


def test_one_figure_for_several_origins_is_one_row() -> None:
    words = "In all 660 people from Varsk and Dolyna were evacuated."
    figure = Casualty("evacuated", "people", None, 660, 660, "660 people", 7, 17)
    first = replace(claim(ONE, words, event_type="displacement"), casualties=(figure,))
    second = claim(ONE, words, where="Dolyna", event_type="displacement", actor_text="again")
    (row,) = rows("flight", [first, second], reports=[ONE])
    assert (row.origin, row.low, set(row.claims)) == ("Dolyna; Varsk", 660, {first.id, second.id})


def test_undated_figures_told_on_two_days_stay_two_and_dated_ones_become_one_with_two_voices() -> None:
    figure = Casualty("evacuated", "people", None, 660, 660, "660 people", 0, 10)
    for when, voices in ((None, [1, 1]), (day("2030-05-09"), [2])):
        told = [claim(r, "660 people left Varsk.", event_type="displacement", when=when) for r in (ONE, TWO)]
        found = rows("flight", [replace(c, casualties=(figure,)) for c in told], reports=[ONE, TWO])
        assert [r.sources for r in found] == voices


def test_envoys_and_denials_are_no_flight() -> None:
    envoys = claim(ONE, "40 diplomats left Varsk.", event_type="displacement")
    denied = claim(ONE, "The army denied that 40 people fled.", event_type="displacement", modality="denied")
    assert rows("flight", [envoys, denied], reports=[ONE]) == []


def test_a_wish_to_evacuate_is_no_flight() -> None:
    assert rows("flight", [_flight("to evacuate civilians from Varsk")], reports=[ONE]) == []
    assert rows("flight", [_flight("Buses took civilians out to evacuate Varsk.")], reports=[ONE]) != []


def _told(quote: str, *figures: tuple[str, str, int, str], **more: Any) -> list[Any]:
    """The rows of one claim with casualties (outcome, victims, number, words) at their places in the quote."""
    rows_of = tuple(
        Casualty(outcome, victims, None, n, n, words, quote.index(words), quote.index(words) + len(words))
        for outcome, victims, n, words in figures
    )
    told = replace(claim(ONE, quote, event_type="displacement", **more), casualties=rows_of)
    return rows("flight", [told], reports=[ONE])


def test_a_part_from_one_place_does_not_give_the_whole_to_it() -> None:
    words = "In all 2,400 people were evacuated, including 300 from Varsk."
    found = _told(words, ("evacuated", "people", 2400, "2,400 people"), where=Place("Varsk", 55, 60, "Varsk"))
    assert {(r.low, r.origin) for r in found} == {(2400, ""), (300, "Varsk")}


def test_a_part_names_its_whole() -> None:
    words = "Some 250 civilians, including 40 children, were evacuated from Varsk."
    figures = (("evacuated", "civilian", 250, "250 civilians"), ("evacuated", "child", 40, "40 children"))
    assert {r.low: r.part_of for r in _told(words, *figures)} == {250: "", 40: "250 civilians"}


@pytest.mark.parametrize(
    ("words", "place", "origin"),
    [
        ("Some 900 Varsk residents were evacuated from Dolyna.", "Varsk", "Dolyna"),
        ("Some 900 people were evacuated from Varsk and several villages.", "Varsk", ""),
        ("Some 900 people fled as guns fired across the Lyna River.", "Lyna River", ""),
        ("Some 900 people were evacuated from Varsk.", "Varsk", "Varsk"),
    ],
)
def test_the_origin_is_what_the_words_say_was_left(words: str, place: str, origin: str) -> None:
    at = words.index(place)
    (row,) = _told(words, ("evacuated", "people", 900, "900"), where=Place(place, at, at + len(place), place))
    assert row.origin == origin


def test_carriers_on_their_way_in_have_nobody_aboard() -> None:
    (row,) = _told("Ten buses have left Port Halen for Varsk to evacuate residents.", where="Port Halen")
    assert (row.origin, row.destination, row.low) == ("Varsk", "", None)


@pytest.mark.parametrize("words", ["Evacuation from Varsk", "Evacuation of Varsk: the mayor on talks"])
def test_a_heading_is_no_movement(words: str) -> None:
    assert _told(words) == []


def test_a_bare_plural_has_words_but_no_number() -> None:
    figure = Casualty("displaced", "civilian", None, 2, None, "civilians", 0, 9)
    told = replace(claim(ONE, "civilians fled Varsk", event_type="displacement"), casualties=(figure,))
    (row,) = rows("flight", [told], reports=[ONE])
    assert (row.low, row.high, row.counted, row.words) == (None, None, False, "civilians")
    assert rows("flight", [told], reports=[ONE], counted="yes") == []
