"""A report's own date: given, stated on the page or in the text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.clean.published import find_published, read_given
from harmledger.records import Region

PLAIN = "A strike hit the mill.\nNothing more is known."
DAY = dt.date(2022, 7, 16)


@pytest.mark.parametrize(
    "given_date",
    [
        "2022-07-16",
        "2022/07/16",
        "2022-7-16",
        "16.07.2022",
        "16-07-2022",
        "7/16/2022",
        "July 16, 2022",
        "16 July 2022 at 10:15",
        "Sat, 16 Jul 2022 10:00:00 GMT",
        "2022-07-16T10:15:00+03:00",
        "20220716",
        "20220716T101500Z",
        "1657929600",
        "1657929600000",
    ],
)
def test_a_given_date_in_any_common_form(given_date: str) -> None:
    found = find_published(PLAIN, (), given=given_date)
    assert (found.start, found.end, found.basis) == (DAY, DAY, "given")


def test_a_month_or_a_year_is_a_range() -> None:
    assert read_given("2022-02")[0] == (dt.date(2022, 2, 1), dt.date(2022, 2, 28))
    assert read_given("2021")[0] == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))


@pytest.mark.parametrize("absurd", ["9999-01-01", "1850-02-03", "2022-13-45", "0000-00-00", "soon", "2022-02-30"])
def test_an_impossible_date_is_passed_over_with_its_reason(absurd: str) -> None:
    found = find_published(PLAIN, (), given=absurd)
    assert not found.known and found.basis == "unknown"
    assert absurd in found.reason


def test_what_else_tells_the_date_still_counts_after_an_impossible_one() -> None:
    found = find_published(PLAIN, (), given="9999-01-01", url="https://news.example/2022/07/16/mill")
    assert (found.start, found.basis) == (DAY, "stated") and "9999" in found.reason


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2022/07/16/mill-hit",
        "https://news.example/world/2022/jul/16/mill-hit",
        "https://news.example/mill-hit-2022-07-16",
        "https://news.example/20220716/mill",
    ],
)
def test_the_addresss_date(url: str) -> None:
    found = find_published(PLAIN, (), url=url)
    assert (found.start, found.basis) == (DAY, "stated")


def test_a_number_in_the_address_or_its_query_is_no_date() -> None:
    assert not find_published(PLAIN, (), url="https://news.example/mill-137736261646?d=20220716").known
    assert not find_published(PLAIN, (), url="https://20220716.example/mill").known


def test_the_pages_own_metadata() -> None:
    meta = '<meta property="article:published_time" content="2022-07-16T08:00:00Z">'
    page = f"<html><head>{meta}</head><body><p>x</p></body></html>"
    found = find_published(PLAIN, (), html=page)
    assert (found.start, found.basis) == (DAY, "stated")


def test_a_broken_page_tells_nothing() -> None:
    assert not find_published(PLAIN, (), html="<html><<<\x00").known


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mill hit\nPublished: 16 July 2022 by A. Writer\nA strike hit the mill.", "16 July 2022"),
        ("Mill hit\nUpdated at 10:15 GMT on July 16, 2022\nA strike hit the mill.", "July 16, 2022"),
        ("Mill hit\nJuly 16 , 2022\nA strike hit the mill.", "July 16 , 2022"),
        ("16.07.22 23:21 - A strike hit the mill.", "16.07.22 23:21"),
        ("LVIV, July 16, 2022 (Agency) — A strike hit the mill.", "July 16, 2022"),
        ("Mill hit\nA strike hit the mill.\n16 July 2022", "16 July 2022"),
    ],
)
def test_a_date_stated_in_the_text_with_its_words(text: str, words: str) -> None:
    found = find_published(text, ())
    assert (found.start, found.end, found.basis) == (DAY, DAY, "stated")
    assert found.evidence is not None and found.evidence.text == words
    assert text[found.evidence.start : found.evidence.end] == words


def test_a_date_line_in_furniture_is_another_storys() -> None:
    text = "A strike hit the mill.\nMore stories\n16 July 2022"
    assert not find_published(text, (Region(23, len(text), "furniture"),)).known


def test_a_date_that_opens_a_sentence_is_not_a_date_line() -> None:
    assert not find_published(
        "On the river\nJune 22, 1941. The old invasion is remembered in the village school.", ()
    ).known


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=80))
def test_anything_given_is_read_without_error(given_date: str, text: str) -> None:
    found = find_published(text, (), given=given_date, url=given_date)
    assert (found.start is None) == (found.end is None)
    if found.start and found.end:
        assert dt.date(1900, 1, 1) <= found.start <= found.end


def test_a_date_line_counts_though_the_cleaner_cuts_it_as_furniture() -> None:
    text = "Shells hit a mill in Sumy\n19 May 2023\nPolice told of it on Friday."
    start = text.index("19 May")
    own = Region(start, start + 11, "furniture", "stamp")
    assert find_published(text, [own]).start == dt.date(2023, 5, 19)
    of_another_story = Region(start, start + 11, "furniture", "links to other stories")
    assert find_published(text, [of_another_story]).start is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Herders shot dead\n\nSegou, 4 June 2023\n\nTwo herders were shot on Saturday.", dt.date(2023, 6, 4)),
        ("Mortar kills two\nBaidoa, Somalia, June 4, 2023\nA mortar fell.", dt.date(2023, 6, 4)),
        ("Flash update\nSituation as of 4 June 2023\n\nOn 1 June, shells fell.", dt.date(2023, 6, 4)),
        ("Humanitarian update No. 3 (as of 4 June 2023)\n\nOn 1 June, shells fell.", dt.date(2023, 6, 4)),
    ],
)
def test_the_head_of_a_report_states_its_date(text: str, day: dt.date) -> None:
    found = find_published(text, ())
    assert (found.start, found.end, found.basis) == (day, day, "stated")
    assert found.evidence is not None and text[found.evidence.start : found.evidence.end].endswith("2023")


@pytest.mark.parametrize(
    "text",
    [
        "What happened\nSegou, 4 June 2023\nTwo were shot.\nKati, 9 June 2023\nA barn burned.",
        "The ministry lists the dead.\nAs of 4 June 2023, 300 people had been killed.",
    ],
)
def test_days_of_a_chronology_and_dates_of_a_sentence_are_not_the_reports(text: str) -> None:
    assert not find_published(text, ()).known
