"""What is kept of all rows is at every moment what would be made of them anew."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from harmledger.serve.derived import Changed, Derived


@dataclass(frozen=True)
class Kept:
    name: str
    day: int
    kind: str


ROWS = st.dictionaries(st.sampled_from("abcdefg"), st.tuples(st.integers(0, 3), st.sampled_from("xyz")), max_size=6)


def _rows(told: dict[str, tuple[int, str]]) -> tuple[Kept, ...]:
    return tuple(sorted((Kept(k, *v) for k, v in told.items()), key=_order))


def _order(row: Kept) -> tuple[int, str]:
    return row.day, row.name


def _by_kind(rows: tuple[Kept, ...]) -> dict[str, int]:
    return {kind: n for kind in "xyz" if (n := sum(r.kind == kind for r in rows))}


def _recounted(before: dict[str, int], gone: list[Kept], come: list[Kept]) -> dict[str, int]:
    less, more = _by_kind(tuple(gone)), _by_kind(tuple(come))
    counts = {kind: before.get(kind, 0) + more.get(kind, 0) - less.get(kind, 0) for kind in "xyz"}
    return {kind: n for kind, n in counts.items() if n}


@given(st.lists(st.tuples(ROWS, st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_kept_values_follow_any_changes(states: list[tuple[dict[str, tuple[int, str]], bool, bool]]) -> None:
    kept: Derived[Kept] = Derived(lambda r: r.name, _order)
    kept.renew(_rows(states[0][0]))
    other = 0
    for told, asked, moved in states:
        before, after = {r.name: r for r in kept.state.rows}, {r.name: r for r in _rows(told)}
        changed = [
            Changed(before.get(k), after.get(k))
            for k in sorted(before.keys() | after.keys())
            if before.get(k) != after.get(k)
        ]
        other += moved
        kept.change(_rows(told), changed, other=moved)
        if asked:  # else several changes are taken in at once
            rows = kept.state.rows
            assert kept.get("counts", _by_kind, update=_recounted) == _by_kind(rows)
            said = kept.get("kinds", lambda rows, other=other: (other, [r.kind for r in rows]), of=lambda r: r.kind)
            assert said == (other, [r.kind for r in rows])


def test_what_does_not_ask_of_a_change_is_not_made_anew() -> None:
    kept: Derived[Kept] = Derived(lambda r: r.name, _order)
    a, b = Kept("a", 1, "x"), Kept("b", 2, "y")
    kept.renew((a, b))
    made: list[int] = []
    for row in (a, Kept("a", 1, "z")):
        kept.change((row, b), [Changed(a, row)], other=False)
        kept.get("days", lambda rows: made.append(len(rows)), of=lambda r: r.day)
    assert made == [2]
