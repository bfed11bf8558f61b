"""What the date grammar reads, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.timex.grammar import read_times

FOUND = [
    ("The market was hit on April 16, 2022.", "April 16, 2022", "date"),
    ("The market was hit on 16 April.", "16 April", "date"),
    ("The market was hit on Nov. 5.", "Nov. 5", "date"),
    ("Posted 07.08.22 by the council", "07.08.22", "numeric"),
    ("The log of 2022-04-16 lists two strikes", "2022-04-16", "iso"),
    ("In the evening of May 3, 2021, guns fired", "the evening of May 3, 2021", "date"),
    ("Two bridges fell on the 24th, he said", "the 24th", "date"),
    ("They came in March and left", "March", "date"),
    ("Since mid-March no bread has come", "mid-March", "date"),
    ("A mine exploded last summer", "last summer", "calendar"),
    ("The village burned in 2014", "2014", "date"),
    ("Rockets fell on Saturday night", "Saturday night", "weekday"),
    ("Rockets fell last Friday", "last Friday", "weekday"),
    ("Forces continued Thursday to shell the port", "Thursday", "weekday"),
    ("Monday's strike hit a mill", "Monday", "weekday"),
    ("The mill was hit yesterday", "yesterday", "deixis"),
    ("The mill was hit this morning", "this morning", "deixis"),
    ("The mill was hit overnight", "overnight", "overnight"),
    ("Five died over the past week", "the past week", "window"),
    ("Five died in the past 24 hours", "the past 24 hours", "window"),
    ("Five died in recent weeks", "recent weeks", "window"),
    ("In the three days before the invasion they fled", "the three days before the invasion", "beforewar"),
    ("By day 13 of the general's invasion", "day 13 of the general's invasion", "nth"),
    ("In the first five days of the conflict", "the first five days of the conflict", "first"),
    ("Three days ago a shell fell", "Three days ago", "ago"),
    ("A second shell fell two hours later", "two hours later", "shift"),
    ("They left the same day", "the same day", "shift"),
    ("Since Christmas Day the road is shut", "Christmas Day", "holiday"),
    ("Shelling began at 5am", "5am", "clock"),
    ("Between 12 and 14 April", "12 and 14 April", "daterange"),
    ("From March 1 to March 5", "March 1 to March 5", "range"),
    ("for a second time this week", "this week", "calendar"),
]


@pytest.mark.parametrize(("sentence", "words", "kind"), FOUND)
def test_reads_the_expression_with_its_words(sentence: str, words: str, kind: str) -> None:
    readings = read_times(sentence)
    assert [(sentence[r.start : r.end], r.kind) for r in readings] == [(words, kind)]


@pytest.mark.parametrize(
    "sentence",
    [
        "A ten-year-old girl and her 62-year-old uncle were hurt.",
        "The unit may march on the port now.",
        "A second missile fell near the mill.",
        "The second-largest city has no bread.",
        "Shells killed 2,014 people and 31 horses.",
        "The fall of the capital was near.",
        "Bloody Sunday is remembered here.",
    ],
)
def test_ages_verbs_counts_and_names_are_no_times(sentence: str) -> None:
    assert read_times(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("No water since Tuesday", "since"),
        ("The bridge held until Tuesday", "until"),
        ("The bridge fell on Tuesday", "point"),
        ("The siege lasted for two weeks", "duration"),
        ("The town has been besieged for two weeks", "point"),
        ("People died under two months of bombardment", "point"),
        ("It is under occupation after two weeks of fighting", "duration"),
        ("They fire 80 shells a day", "rate"),
        ("Some 100 soldiers die every day", "rate"),
        ("It was the heaviest shelling since Tuesday", "comparison"),
        ("The first strike on the city since Tuesday", "comparison"),
        ("At least 12,000 have died since the war began", "since"),
    ],
)
def test_role_tells_what_the_words_before_make_of_it(sentence: str, role: str) -> None:
    assert [r.role for r in read_times(sentence)] == [role]


def test_a_verb_of_the_future_marks_what_follows_it() -> None:
    planned, past = read_times("Talks will resume on Friday")[0], read_times("Talks collapsed on Friday")[0]
    assert planned.value.get("future") and not past.value.get("future")


def test_due_to_is_a_cause_not_a_future() -> None:
    assert not read_times("Trains stopped due to shelling on Friday")[0].value.get("future")


def test_hours_later_hangs_on_the_day_the_sentence_names() -> None:
    named, later = read_times("They took the town on Sunday but hours later were pushed out")
    assert later.value["base"] == (named.kind, named.value)


_WORDS = """
on in since the a past last two 14 2022 March 3 Sunday day days week of before after invasion war until to - , . ’s
yesterday overnight ago later same 07.08.22 24th mid early night few for 5am between and Christmas
"""
WORDS = st.sampled_from(_WORDS.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_any_words_give_ordered_spans_inside_the_text(text: str) -> None:
    at = 0
    for reading in read_times(text):
        assert at <= reading.start < reading.end <= len(text)
        assert text[reading.start : reading.end].strip() == text[reading.start : reading.end]
        at = reading.end


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(0 <= r.start < r.end <= len(text) for r in read_times(text))
