"""Working out a report's date from what it tells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from harmledger.clean.dating import infer
from harmledger.clean.published import find_published
from harmledger.records import Region


def test_the_day_of_the_war() -> None:
    text = "Ukraine counts its dead. By day 20 of the invasion, 90 children had died, Kyiv said tonight."
    found = infer(text, ())
    assert (found.start, found.end, found.basis) == (dt.date(2022, 3, 15), dt.date(2022, 3, 15), "inferred")
    assert "day 20 of the invasion" in found.reason
    assert found.evidence is not None and text[found.evidence.start : found.evidence.end] == "day 20 of the invasion"


def test_yesterday_beside_a_dated_event() -> None:
    found = infer("Ukraine mourns. Yesterday a missile struck the railway station in Kramatorsk.", ())
    assert (found.start, found.end) == (dt.date(2022, 4, 9), dt.date(2022, 4, 9))


def test_a_weekday_beside_a_dated_event_and_the_other_days_named() -> None:
    text = (
        "Russia fired on Ukraine again. A missile struck a mall in Kremenchuk on Monday. "
        "Rescuers said on Tuesday that they had found two more bodies."
    )
    found = infer(text, ())
    assert found.start == dt.date(2022, 6, 27) and found.end == dt.date(2022, 6, 29)


def test_the_week_of_the_war_narrowed_by_the_weekdays_named() -> None:
    text = "As the third week of the war on Ukraine began, shells hit Sumy on Thursday. On Wednesday, two fled."
    found = infer(text, ())
    assert (found.start, found.end) == (dt.date(2022, 3, 10), dt.date(2022, 3, 11))


def test_since_a_holiday_after_a_dated_event() -> None:
    text = (
        "Weeks after Kyiv recaptured Kherson, people flee the Ukrainian city again. "
        "Since Christmas Day 300 have left, an official said on Tuesday."
    )
    found = infer(text, ())
    assert found.start == dt.date(2022, 12, 27) and found.end == dt.date(2022, 12, 28)


def test_what_the_report_knows_of_later_beats_an_earlier_day() -> None:
    text = (
        "On day 5 of the invasion the mill in Sumy, Ukraine, burned. "
        "The town has counted its losses since the dam at Kakhovka was destroyed."
    )
    assert not infer(text, ()).known


def test_a_lower_bound_alone_is_no_date_but_a_reason() -> None:
    found = infer("Ukrainians still speak of the bread queue in Chernihiv.", ())
    assert not found.known and "2022-03-16" in found.reason


def test_furniture_tells_nothing() -> None:
    text = "Shells fell on Sumy, Ukraine.\nMore: day 13 of the invasion"
    assert not infer(text, (Region(30, len(text), "furniture"),)).known


def test_the_first_day_of_the_war_is_told_for_years() -> None:
    assert not infer("He fled Kharkiv, Ukraine, on the first day of the invasion.", ()).known


def test_a_dateline_without_a_year_takes_the_copyrights() -> None:
    text = "LVIV, March 3 — Shells fell on Sumy, officials of Ukraine said.\nCopyright © 2022 The Agency"
    found = find_published(text, ())
    assert (found.start, found.basis) == (dt.date(2022, 3, 3), "inferred")


def test_unknown_stays_unknown() -> None:
    found = infer("A barn burned down in the village. Nobody was hurt.", ())
    assert not found.known and found.basis == "unknown"


@pytest.mark.parametrize("number", range(5))
def test_the_five_coded_articles_without_a_date(shared: Path, number: int) -> None:
    gold = yaml.safe_load(sorted((shared / "gold" / "seeds").glob("*.yaml"))[number].read_text(encoding="utf-8"))
    found = find_published((shared / gold["document"]).read_text(encoding="utf-8"), ())
    assert found.start is not None and found.end is not None and found.basis == "inferred"
    assert found.start <= gold["published"]["end"] and gold["published"]["start"] <= found.end
    assert (
        abs((found.start - gold["published"]["start"]).days) <= 2
        and abs((found.end - gold["published"]["end"]).days) <= 2
    )
