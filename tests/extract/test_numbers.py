import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from harmledger.extract.numbers import find_quantities, read_number

BLANK = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 11 people", 11, None),
        ("more than 12 000 troops", 12000, None),
        ("over a hundred homes", 100, None),
        ("no fewer than thirty men", 30, None),
        ("25 or more", 25, None),
        ("200+ people", 200, None),
        ("up to 50", None, 50),
        ("no more than ten", None, 10),
        ("about 400", 400, 400),
        ("half a million people", 500000, 500000),
        ("1.5 million people", 1500000, 1500000),
        ("two thousand three hundred", 2300, 2300),
        ("one hundred and five", 105, 105),
        ("twenty-one men", 21, 21),
        ("a dozen women", 12, 12),
        ("70-80 shells", 70, 80),
        ("between 5 and 10 people", 5, 10),
        ("seven to nine", 7, 9),
        ("dozens", 24, None),
        ("tens of thousands", 20000, None),
        ("several dozen", 36, None),
    ],
)
def test_counts_are_read_with_their_bounds(text: str, low: int | None, high: int | None) -> None:
    (quantity,) = find_quantities(BLANK(text))
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "a 13-year-old girl",
        "R-77",
        "at 10:30",
        "5%",
        "04.07.22 21:23",
        "40 miles away",
        "in three days",
        "$5",
        "6 percent",
    ],
)
def test_measures_times_and_names_are_no_counts(text: str) -> None:
    assert find_quantities(BLANK(text)) == ()


def test_two_counts_joined_by_and_stay_two() -> None:
    first, second = find_quantities(BLANK("three and four"))
    assert (first.low, second.low) == (3, 4)


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_with_separators_read_back(n: int) -> None:
    assert read_number(str(n)) == n
    assert read_number(f"{n:,}") == n


@given(st.text(max_size=80))
def test_spans_lie_inside_the_text(text: str) -> None:
    doc = BLANK(text)
    for q in find_quantities(doc):
        assert 0 <= q.start <= q.number < q.end <= len(doc)
        assert q.low is not None or q.high is not None
