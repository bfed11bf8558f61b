"""Times of claims: resolved expressions, the manual's rule where there is none, other wars."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.extract.time_mentions import TimeMention
from harmledger.records import Published, Report, Time
from harmledger.resolve.dates import combine, conflict_of, default_time, historical, precision_of, resolve_time
from harmledger.timex.conflicts import conflicts
from harmledger.timex.grammar import read_times

WAR = conflicts()[0]
DAY = dt.date(2022, 7, 1)
GIVEN = Published(DAY, DAY, "given")


def mention(words: str, offset: int = 0) -> TimeMention:
    reading = read_times(words)[0]
    start, end = reading.start, reading.end
    return TimeMention(words[start:end], offset + start, offset + end, 0, 0, reading.kind, reading.value, reading.role)


def span(time: Time) -> tuple[str | None, str | None]:
    return time.start.isoformat() if time.start else None, time.end.isoformat() if time.end else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Thursday", ("2022-06-30", "2022-06-30")),
        ("since the invasion began", ("2022-02-24", "2022-07-01")),
        ("ever since the full-scale invasion", ("2022-02-24", "2022-07-01")),
        ("since March 5", ("2022-03-05", "2022-07-01")),
        ("by day 13 of the invasion", ("2022-02-24", "2022-03-08")),
        ("since Moscow launched its “special military operation” on February 24", ("2022-02-24", "2022-07-01")),
        ("over the past day, June 28,", ("2022-06-28", "2022-06-28")),
        ("has been under siege for two weeks", ("2022-06-17", "2022-07-01")),
        ("until Tuesday", ("2022-02-24", "2022-06-28")),
        ("this week", ("2022-06-27", "2022-07-01")),
        ("80 shells a day", (None, None)),
        ("the heaviest since May", (None, None)),
        ("(01.07.22 08:27)", (None, None)),
    ],
)
def test_expressions_against_a_given_date(words: str, expected: tuple[str | None, str | None]) -> None:
    time = resolve_time(mention(words), GIVEN, WAR)
    assert span(time) == expected
    assert time.text and (time.precision is None) == (time.start is None)


def test_a_report_dated_to_a_range_leaves_the_range_open() -> None:
    time = resolve_time(mention("yesterday"), Published(DAY, DAY + dt.timedelta(days=1), "inferred"), WAR)
    assert span(time) == ("2022-06-30", "2022-07-01")


def test_without_a_date_only_what_needs_none_resolves() -> None:
    unknown = Published()
    assert span(resolve_time(mention("on Monday"), unknown, WAR)) == (None, None)
    assert span(resolve_time(mention("on 3 May 2022"), unknown, WAR)) == ("2022-05-03", "2022-05-03")
    assert span(resolve_time(mention("on day 2 of the war"), unknown, WAR)) == ("2022-02-25", "2022-02-25")


def test_unknown_war_leaves_its_expressions_unknown() -> None:
    assert span(resolve_time(mention("since the war began"), GIVEN, None)) == (None, None)


def test_since_it_was_freed_uses_the_place_around_it() -> None:
    late = Published(dt.date(2022, 12, 20), dt.date(2022, 12, 20), "given")
    freed = mention("since it was liberated")
    assert span(resolve_time(freed, late, WAR, places=("Kherson",)))[0] == "2022-11-11"
    assert span(resolve_time(freed, late, WAR))[0] == "2022-02-24"


def test_offsets_are_those_of_the_mention() -> None:
    time = resolve_time(mention("shells fell on Monday", 40), GIVEN, WAR)
    assert (time.text, time.text_start, time.text_end) == ("Monday", 55, 61)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"breaking": True}, ("2022-07-01", "2022-07-01")),
        ({"breaking": True, "overnight": True}, ("2022-06-30", "2022-07-01")),
        ({"breaking": False, "past": True}, ("2022-02-24", "2022-07-01")),
        ({"breaking": False, "caption": True}, ("2022-02-24", "2022-07-01")),
        ({"breaking": False, "kind": "condition"}, ("2022-07-01", "2022-07-01")),
        ({"breaking": True, "kind": "toll"}, ("2022-02-24", "2022-07-01")),
    ],
)
def test_no_cue_follows_the_manual(options: dict[str, object], expected: tuple[str, str]) -> None:
    time = default_time(GIVEN, WAR, **options)  # type: ignore[arg-type]
    assert span(time) == expected
    assert time.basis and time.text == ""


def test_no_cue_and_no_known_war_or_date_is_unknown() -> None:
    assert default_time(GIVEN, None, breaking=False, past=True).start is None
    assert default_time(Published(), WAR, breaking=True).start is None


def test_the_publication_day_is_never_a_silent_default() -> None:
    assert "breaking news" in default_time(GIVEN, WAR, breaking=True).basis
    assert default_time(GIVEN, WAR, breaking=False, past=True).precision == "month"


def test_combine_takes_the_narrowest_and_joins_days() -> None:
    saturday, sunday = (resolve_time(mention(f"on {d}"), GIVEN, WAR) for d in ("Saturday", "Sunday"))
    week = resolve_time(mention("last week"), GIVEN, WAR)
    both, narrow = combine([saturday, sunday]), combine([week, saturday])
    assert both and narrow and span(both) == ("2022-06-25", "2022-06-26") and narrow == saturday
    assert combine([]) is None


def test_another_decade_is_historical_and_last_year_of_this_war_is_not() -> None:
    old = resolve_time(mention("in 2014"), GIVEN, WAR)
    spring = resolve_time(mention("in March"), GIVEN, WAR)
    assert historical(old, GIVEN, WAR) and not historical(spring, GIVEN, WAR)
    assert not historical(Time(), GIVEN, WAR)


def test_conflict_of_a_report() -> None:
    report = Report("r-1", "a.txt", "Shells fell on Kharkiv, in eastern Ukraine.", published=GIVEN)
    assert conflict_of(report) == WAR
    assert conflict_of(Report("r-2", "b.txt", "A barn burned.", published=GIVEN)) is None


WORDS = [
    "on Monday", "since May", "over the past week", "last month", "until Sunday", "in March", "overnight", "for 3 days",
    "this year", "since the war began", "on the 31st", "two weeks ago", "from Friday to Sunday", "before the war",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WORDS), st.dates(dt.date(2022, 2, 24), dt.date(2030, 12, 31)), st.integers(0, 5))
def test_times_run_forward_and_never_past_the_report(words: str, day: dt.date, wide: int) -> None:
    last = day + dt.timedelta(days=wide)
    time = resolve_time(mention(words), Published(day, last, "inferred"), WAR)
    if time.start and time.end:
        assert time.start <= time.end <= last
        assert time.precision == precision_of(time.start, time.end)
