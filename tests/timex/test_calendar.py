"""From readings to days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.timex.base import Context
from harmledger.timex.calendar import days
from harmledger.timex.conflicts import Conflict, conflicts
from harmledger.timex.grammar import read_times

WAR: Conflict = conflicts()[0]
BASE = dt.date(2022, 7, 1)  # a Friday


def resolve(words: str, base: dt.date = BASE, previous: dt.date | None = None) -> tuple[str, str] | None:
    (reading,) = read_times(words)
    span = days(reading.kind, reading.value, Context(base, WAR, (previous, previous) if previous else None))
    return (span[0].isoformat(), span[1].isoformat()) if span else None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on April 16, 2021", "2021-04-16", "2021-04-16"),
        ("on 16 April", "2022-04-16", "2022-04-16"),
        ("on October 20", "2021-10-20", "2021-10-20"),
        ("on Monday, November 1, forces", "2021-11-01", "2021-11-01"),
        ("on 07.08.21", "2021-08-07", "2021-08-07"),
        ("on 07/08/21", "2021-07-08", "2021-07-08"),
        ("on 25/08/21", "2021-08-25", "2021-08-25"),
        ("on the 24th", "2022-06-24", "2022-06-24"),
        ("in March", "2022-03-01", "2022-03-31"),
        ("in September", "2021-09-01", "2021-09-30"),
        ("in early April", "2022-04-01", "2022-04-10"),
        ("the end of April", "2022-04-21", "2022-04-30"),
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("last summer", "2021-06-01", "2021-08-31"),
        ("in the winter of 2021", "2021-12-01", "2022-02-28"),
        ("on Friday", "2022-07-01", "2022-07-01"),
        ("last Friday", "2022-06-24", "2022-06-24"),
        ("on Saturday night", "2022-06-25", "2022-06-25"),
        ("overnight", "2022-06-30", "2022-07-01"),
        ("overnight into Thursday", "2022-06-29", "2022-06-30"),
        ("yesterday", "2022-06-30", "2022-06-30"),
        ("over the past day", "2022-06-30", "2022-07-01"),
        ("over the past week", "2022-06-24", "2022-07-01"),
        ("last week", "2022-06-20", "2022-06-26"),
        ("last month", "2022-06-01", "2022-06-30"),
        ("last weekend", "2022-06-25", "2022-06-26"),
        ("three days ago", "2022-06-28", "2022-06-28"),
        ("two years ago", "2020-01-01", "2020-12-31"),
        ("in the three days before the invasion", "2022-02-21", "2022-02-23"),
        ("the day before the invasion", "2022-02-23", "2022-02-23"),
        ("on day 13 of the invasion", "2022-03-08", "2022-03-08"),
        ("in the second week of the war", "2022-03-03", "2022-03-09"),
        ("in the first five days of the conflict", "2022-02-24", "2022-02-28"),
        ("between 12 and 14 April", "2022-04-12", "2022-04-14"),
        ("from March 1 to March 5", "2022-03-01", "2022-03-05"),
        ("from Friday to Sunday", "2022-06-24", "2022-06-26"),
        ("for 10 days", "2022-06-21", "2022-07-01"),
        ("on Christmas Day", "2021-12-25", "2021-12-25"),
        ("on Easter Sunday", "2022-04-17", "2022-04-17"),
        ("on Orthodox Easter", "2022-04-24", "2022-04-24"),
    ],
)
def test_expressions_resolve_to_inclusive_days(words: str, first: str, last: str) -> None:
    assert resolve(words) == (first, last)


@pytest.mark.parametrize(
    "words", ["two weeks later", "the next day", "hours later", "a two-week siege", "at 5am", "on June 31"]
)
def test_what_fixes_no_day_stays_unknown(words: str) -> None:
    assert resolve(words) is None


def test_the_day_named_before_carries_what_leans_on_it() -> None:
    before = dt.date(2022, 6, 10)
    assert resolve("the same day", previous=before) == ("2022-06-10", "2022-06-10")
    assert resolve("two days later", previous=before) == ("2022-06-12", "2022-06-12")
    assert resolve("the previous day", previous=before) == ("2022-06-09", "2022-06-09")


def test_vague_counts_give_no_single_day() -> None:
    first, last = resolve("a few days ago") or ("", "")
    assert first < last < BASE.isoformat()


def test_a_loose_span_reaches_to_the_wars_start_at_most() -> None:
    assert resolve("in recent weeks", dt.date(2022, 3, 3)) == ("2022-02-24", "2022-03-03")


EXPRESSIONS = st.sampled_from(
    [
        "yesterday", "on Monday", "last Sunday", "overnight", "over the past week", "in recent days", "on March 3",
        "in May", "three weeks ago", "on the 31st", "last month", "on Christmas Day", "for six months", "last summer",
        "on February 29", "in the last 36 hours", "last weekend", "between 3 and 9 June", "several years ago",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(EXPRESSIONS, st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)))
def test_past_expressions_run_forward_and_begin_no_later_than_the_report(words: str, base: dt.date) -> None:
    (reading,) = read_times(words)
    span = days(reading.kind, reading.value, Context(base, None))
    plan = reading.kind in ("daterange", "holiday") or "day" in reading.value  # see the test of plans below
    latest = base + dt.timedelta(days=45 if plan else 0)
    assert span is None or (span[0] <= span[1] and span[0] <= latest)


def test_a_date_days_ahead_and_else_a_year_back_is_a_plan() -> None:
    assert resolve("on July 20") == ("2022-07-20", "2022-07-20")
    assert resolve("since July 20") == ("2021-07-20", "2021-07-20")
    assert resolve("on December 20") == ("2021-12-20", "2021-12-20")


@settings(max_examples=100, deadline=None)
@given(st.integers(1600, 2800))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    for name in ("Easter Sunday", "Orthodox Easter"):
        (reading,) = read_times(f"on {name}")
        span = days("holiday", {**reading.value, "year": year}, Context(BASE))
        assert span is not None and span[0].weekday() == 6 and span[0].month in (3, 4, 5)
