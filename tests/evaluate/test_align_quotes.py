"""Quotes are found whatever their white space; the matching is the best one."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from harmledger.evaluate.align import assign, overlap, spans, squash


def test_a_quote_is_found_across_line_breaks_and_quotation_marks() -> None:
    text = squash("He said:\n“Two shells\n\nhit the mill.”")
    assert spans(text, ['"two shells hit']) is not None


def test_a_quote_that_the_text_does_not_hold_has_no_span() -> None:
    assert spans(squash("Two shells hit the mill."), ["Two shells", "three shells"]) is None


def test_no_quotes_have_no_span() -> None:
    assert spans(squash("Two shells hit the mill."), []) is None


def test_overlap_is_the_share_of_the_shorter() -> None:
    assert overlap(((0, 10),), ((5, 25),)) == 0.5
    assert overlap(((0, 10),), ((10, 20),)) == 0.0
    assert overlap(((0, 4), (8, 12)), ((0, 100),)) == 1.0


@st.composite
def _tables(draw: st.DrawFn) -> list[list[float]]:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cell = st.floats(0, 2, allow_nan=False).map(lambda x: round(x, 3))
    return [[draw(cell) for _ in range(columns)] for _ in range(rows)]


@given(_tables())
def test_the_matching_is_as_good_as_the_best_of_all(value: list[list[float]]) -> None:
    rows, columns = len(value), len(value[0])
    pairs = assign(value)
    assert len(pairs) == min(rows, columns)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    if rows <= columns:
        best = max(sum(value[i][j] for i, j in enumerate(p)) for p in itertools.permutations(range(columns), rows))
    else:
        best = max(sum(value[i][j] for j, i in enumerate(p)) for p in itertools.permutations(range(rows), columns))
    assert abs(sum(value[i][j] for i, j in pairs) - best) < 1e-9


def test_nothing_to_match() -> None:
    assert assign([]) == []
    assert assign([[], []]) == []
