"""Two readings side by side."""

from __future__ import annotations

import datetime as dt
from typing import Any

from harmledger.records import Casualty, Claim, Place, Span, Time
from harmledger.second import compare

TEXT = "Shells hit Sumy on Monday and killed two people. A drone hit a bridge in Lebedyn. Police feared more strikes."
ONE, TWO, THREE = (0, 48), (49, 81), (82, len(TEXT))


def claim(at: tuple[int, int], type: str = "shelling", **values: Any) -> Claim:
    quote = Span(TEXT[slice(*at)], *at)
    given = {"kind": "event", "modality": "actual", **values}
    return Claim(f"c-{at[0]}-{type}", "r-1", "one.txt", event_type=type, quotes=(quote,), **given)


def test_claims_of_the_same_words_are_paired_and_alike() -> None:
    (found,) = compare([claim(ONE)], [claim((0, 20))])
    assert found.agrees and found.built_in and found.second


def test_what_only_one_has_is_shown_on_its_side() -> None:
    first, second = compare([claim(ONE)], [claim(TWO, "air_strike")], "m")
    assert first.second is None and second.built_in is None and second.model == "m"


def test_what_one_alone_takes_for_no_fact_is_no_disagreement() -> None:
    assert compare([claim(THREE, modality="possible")], []) == []
    assert compare([], [claim(THREE, modality="denied")]) == []
    (found,) = compare([claim(THREE, modality="possible")], [claim(THREE)])
    assert [(d.slot, d.built_in, d.second) for d in found.differs] == [("modality", "possible", "actual")]


def test_two_claims_of_one_sentence_are_paired_by_type_and_place() -> None:
    sumy, lebedyn = Place("Sumy", name="Sumy"), Place("Lebedyn", name="Lebedyn")
    ours = [claim(ONE, place=sumy), claim(ONE, "air_strike", place=lebedyn)]
    theirs = [claim(ONE, "air_strike", place=lebedyn), claim(ONE, place=sumy)]
    assert [c.agrees for c in compare(ours, theirs)] == [True, True]


def test_every_slot_that_differs_is_named_with_both_values() -> None:
    day = dt.date(2023, 5, 1)
    ours = claim(
        ONE, targets=("healthcare", "civilians"), time=Time(start=day, end=day),
        casualties=(Casualty("killed", "people", low=2, high=2),), place=Place("Sumy", name="Sumy", lat=50.9, lon=34.8),
    )  # fmt: skip
    theirs = claim(
        ONE, "air_strike", targets=("education",), time=Time(start=day, end=day, text="on Monday"),
        casualties=(Casualty("killed", "civilian", low=3, high=3),), actor="Russia",
    )  # fmt: skip
    (found,) = compare([ours], [theirs])
    told = {d.slot: (d.built_in, d.second) for d in found.differs}
    assert told == {
        "event_type": ("shelling", "air_strike"),
        "place": ("Sumy", ""),
        "targets": ("civilians, healthcare", "education"),
        "casualties": ("killed people 2-2", "killed civilian 3-3"),
        "actor": ("", "Russia"),
    }


def test_people_and_civilians_and_spellings_of_one_place_do_not_differ() -> None:
    ours = claim(ONE, place=Place("Kharkov", name="Kharkiv", lat=49.99, lon=36.23),
                 casualties=(Casualty("killed", "people", low=2, high=2),))  # fmt: skip
    theirs = claim(ONE, place=Place("Kharkiv", name="Kharkiv City", lat=49.98, lon=36.25),
                   casualties=(Casualty("killed", "civilian", low=2, high=2),))  # fmt: skip
    assert compare([ours], [theirs])[0].agrees
