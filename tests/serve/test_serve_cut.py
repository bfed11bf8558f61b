"""Marks may overlap in any way: the pieces are the text, and each is under the marks that cover it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from harmledger.serve.parts.cut import Mark, pieces


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[Mark[int]]]:
    text = draw(st.text(alphabet="ab <&>\"'\nя", max_size=40))
    ends = st.integers(0, max(len(text), 1))
    spans = draw(st.lists(st.tuples(ends, ends), max_size=6))
    return text, [Mark(min(a, b), max(a, b), n) for n, (a, b) in enumerate(spans)]


@given(_marked())
def test_pieces_are_the_text_and_know_their_marks(case: tuple[str, list[Mark[int]]]) -> None:
    text, marks = case
    found = list(pieces(text, marks))
    assert "".join(p.text for p in found) == text
    for piece in found:
        for at in range(piece.start, piece.start + len(piece.text)):
            assert [m.what for m in piece.marks] == [m.what for m in marks if m.start <= at < m.end]
    assert len(found) <= 2 * len(marks) + 1


def test_a_part_of_a_text() -> None:
    found = list(pieces("0123456789", [Mark(0, 4, "a"), Mark(6, 99, "b")], 2, 8))
    assert [(p.text, [m.what for m in p.marks]) for p in found] == [("23", ["a"]), ("45", []), ("67", ["b"])]
