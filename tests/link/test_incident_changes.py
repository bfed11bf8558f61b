"""What changed from one linking to the next, each kind once; and several runs told as one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from harmledger.history import CHANGES, Change
from harmledger.link.changes import between
from harmledger.link.folded import folded
from harmledger.records import Difference, Incident, Place, Time, Toll


def toll(low: int, best: int, high: int, *claims: str, **more: object) -> Toll:
    return Toll("killed", "people", low, best, high, "most_direct", claims, **more)  # type: ignore[arg-type]


WAS = Incident(
    "i-lusab-babad", "event", "shelling", "Shelling in Varsk.", ("c-1", "c-2"), ("r-1", "r-2"),
    place=Place("Varsk", name="Varsk", admin1="Oresk"),
    time=Time("", dt.date(2030, 5, 9), dt.date(2030, 5, 9), "day"),
    actors=("Oresia",), tolls=(toll(4, 4, 4, "c-1"),), grade="weak",
)  # fmt: skip
OTHER = Incident("i-dosuz-kivor", "event", "air_strike", "Air strike on Dolyna.", ("c-7",), ("r-7",))
NUMBER = Difference("contradiction", "killed", ("4 (mayor)", "9 (army)"), ("c-1", "c-2"))


def told(before: list[Incident], after: list[Incident]) -> list[tuple[str, str, str]]:
    return [(c.incident, c.kind, c.sentence) for c in between(before, after)]


@pytest.mark.parametrize(
    ("now", "kind", "sentence"),
    [
        (replace(WAS, tolls=(toll(4, 9, 9, "c-1", "c-2"),)), "toll", "killed: 4 → 9 (4-9)"),
        (replace(WAS, tolls=(toll(4, 4, 4, "c-1", best_open=True),)), "toll", "killed: 4 → 4+ (4)"),
        (replace(WAS, tolls=()), "toll", "killed: 4 → not given"),
        (replace(WAS, differences=(NUMBER,)), "contradicted", "contradicted in killed: 4 (mayor) | 9 (army)"),
        (replace(WAS, contested=True), "contested", "now contested"),
        (replace(WAS, grade="fair", grade_reasons=("two sources",)), "grade", "grade: weak → fair (two sources)"),
        (replace(WAS, time=None), "date", "date: 2030-05-09 → not given"),
        (replace(WAS, place=Place("Dolyna")), "place", "place: Varsk, Oresk → Dolyna"),
        (replace(WAS, event_type="air_strike"), "type", "type: shelling → air strike"),
        (replace(WAS, actors=(), inferred_actors=()), "actors", "by: Oresia → not given"),
        (replace(WAS, reports=("r-1", "r-2", "r-3")), "reports", "1 more report, now 3"),
        (replace(WAS, reports=("r-1",)), "reports", "1 report fewer, now 1"),
    ],
)  # fmt: skip
def test_each_change_is_told_once(now: Incident, kind: str, sentence: str) -> None:
    assert told([WAS, OTHER], [now, OTHER]) == [(WAS.id, kind, sentence)]


def test_nothing_is_told_where_nothing_changed() -> None:
    assert between([WAS, OTHER], [OTHER, WAS]) == ()


def test_a_contradiction_that_ended() -> None:
    had = replace(WAS, differences=(NUMBER,))
    assert told([had], [WAS]) == [(WAS.id, "resolved", "no longer contradicted in killed: 4 (mayor) | 9 (army)")]


def test_a_revision_is_no_contradiction() -> None:
    assert between([WAS], [replace(WAS, differences=(replace(NUMBER, kind="revision"),))]) == ()


def test_new_and_gone_with_their_claims() -> None:
    (gone,) = between([WAS, OTHER], [WAS])
    assert (gone.incident, gone.kind, gone.claims) == (OTHER.id, "gone", ("c-7",))
    (new,) = between([OTHER], [WAS, OTHER])
    assert (new.incident, new.kind, new.claims, new.killed) == (WAS.id, "new", WAS.claims, 4)


def test_merged_and_its_reports_are_not_told_as_more() -> None:
    both = replace(WAS, claims=("c-1", "c-2", "c-7"), reports=("r-1", "r-2", "r-7"), aliases=(OTHER.id,))
    (merged,) = between([WAS, OTHER], [both])
    assert (merged.kind, merged.others, merged.claims) == ("merged", (OTHER.id,), ("c-7",))


def test_split_names_where_it_came_from() -> None:
    rest, part = replace(WAS, claims=("c-1",), reports=("r-1",)), replace(OTHER, claims=("c-2",), reports=("r-2",))
    found = {c.kind: c for c in between([WAS], [rest, part])}
    assert found["split"].incident == OTHER.id and found["split"].others == (WAS.id,)
    assert set(found) == {"split"}, "its reports are not told as lost"


def test_the_claims_behind_a_revised_figure_are_those_that_brought_it() -> None:
    (change,) = between([WAS], [replace(WAS, tolls=(toll(4, 9, 9, "c-1", "c-2"),))])
    assert (change.before, change.after, change.claims) == ("4", "9 (4-9)", ("c-2",))


def test_an_incident_that_took_back_an_earlier_name_is_not_new() -> None:
    assert between([OTHER], [replace(OTHER, id=WAS.id, aliases=(OTHER.id,))]) == ()


def test_another_ledger_of_the_same_reports_is_compared_by_claims() -> None:
    assert between([replace(WAS, id="i-0a1b2c3d")], [WAS]) == ()


def test_most_grave_first_and_totals_after_events() -> None:
    total = replace(WAS, id="t-gutih-tugad", kind="toll", tolls=(toll(900, 900, 900, "c-1"),), claims=("c-9",))
    small = replace(WAS, id="i-zagol-pimur", tolls=(toll(1, 1, 1, "c-1"),), claims=("c-8",))
    assert [c.incident for c in between([], [total, small, WAS])] == [WAS.id, small.id, total.id]
    assert [c.kind for c in between([OTHER], [WAS])] == ["new", "gone"]
    assert CHANGES.index("toll") < CHANGES.index("reports")


def change(kind: str, before: str = "", after: str = "", **more: object) -> Change:
    field = {"toll": "killed", "contradicted": "place", "resolved": "place"}.get(kind, kind)
    values = {"incident": WAS.id, "kind": kind, "sentence": "", "field": field, "before": before, "after": after}
    return Change(**{**values, **more})  # type: ignore[arg-type]


def test_a_figure_revised_twice_is_told_from_first_to_last() -> None:
    (one,) = folded([change("toll", "4", "6", claims=("c-3",)), change("toll", "6", "9", claims=("c-4",), run=2)])
    assert (one.before, one.after, one.sentence, one.claims) == ("4", "9", "killed: 4 → 9", ("c-3", "c-4"))


@pytest.mark.parametrize(
    "changes",
    [
        [change("toll", "4", "6"), change("toll", "6", "4")],
        [change("contradicted", "", "A | B"), change("resolved", "A | B", "")],
        [change("contested", "false", "true"), change("contested", "true", "false")],
        [change("new"), change("toll", "4", "6"), change("gone")],
        [change("merged", others=(OTHER.id,)), change("split", incident=OTHER.id, others=(WAS.id,))],
    ],
)
def test_what_was_undone_is_not_told(changes: list[Change]) -> None:
    assert folded(changes) == ()


def test_of_a_new_incident_only_that_is_told() -> None:
    assert [c.kind for c in folded([change("new"), change("toll", "4", "6"), change("date", "a", "b")])] == ["new"]


def test_what_was_new_and_then_merged_is_told_with_the_other() -> None:
    new = change("new", incident=OTHER.id)
    assert [c.kind for c in folded([new, change("merged", others=(OTHER.id,))])] == ["merged"]
