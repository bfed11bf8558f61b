"""Ranges and the rules for the best figure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from link_samples import by_id, claim, report

from harmledger.link.reconcile import RULES, tolls

FIRST, SECOND, THIRD, FOURTH = (report(n, f"2030-05-{d:02}") for n, d in (("a", 9), ("b", 10), ("c", 11), ("d", 12)))
REPORTS = by_id(FIRST, SECOND, THIRD, FOURTH)
MAYOR = ("Anna Berd", "local_authority", "Ukraine")


def told(source_report, low, high, source=None, victims="people", **more):
    return claim(
        source_report, f"Killed {low} {high}.", casualties=[("killed", victims, low, high)], source=source, **more
    )


CLAIMS = [
    told(FIRST, 5, 5),
    told(SECOND, 9, 9, MAYOR),
    told(THIRD, 7, 7, ("a ministry", "military", "Russia")),
    told(FOURTH, 7, 7),
]


@pytest.mark.parametrize(("rule", "best"), [("most_direct", 9), ("latest", 7), ("majority", 7)])
def test_the_best_figure_follows_the_named_rule(rule: str, best: int) -> None:
    (toll,) = tolls(CLAIMS, REPORTS, rule)
    assert (toll.low, toll.best, toll.high, toll.rule) == (5, best, 9, rule)
    assert set(toll.claims) == {c.id for c in CLAIMS}


def test_a_direct_figure_that_was_exceeded_later_is_out_of_date() -> None:
    (toll,) = tolls([told(FIRST, 5, 5, MAYOR), told(SECOND, 31, 31), told(THIRD, 29, 29)], REPORTS, "most_direct")
    assert toll.best == 29


def test_all_rules_agree_on_one_figure() -> None:
    assert {tolls(CLAIMS[:1], REPORTS, rule)[0].best for rule in RULES} == {5}


def test_an_open_figure_above_the_others_leaves_the_top_open() -> None:
    (toll,) = tolls([told(FIRST, 5, 5), told(SECOND, 11, None)], REPORTS, "latest")
    assert (toll.low, toll.best, toll.high) == (5, 11, None)


def test_a_closed_figure_above_an_open_one_closes_the_top() -> None:
    (toll,) = tolls([told(FIRST, 11, None), told(SECOND, 16, 16)], REPORTS, "latest")
    assert (toll.low, toll.best, toll.high) == (11, 16, 16)


def test_only_an_upper_figure() -> None:
    (toll,) = tolls([told(FIRST, None, 50)], REPORTS, "latest")
    assert (toll.low, toll.best, toll.high) == (None, 50, 50)


def test_a_part_of_a_toll_is_no_rival_of_the_whole() -> None:
    part = told(SECOND, 2, 2, at=60)
    (toll,) = tolls([told(FIRST, 9, 9), part, told(SECOND, 9, 9)], REPORTS, "latest")
    assert toll.best == 9


def test_children_soldiers_and_buildings_are_counted_apart() -> None:
    rows = tolls(
        [told(FIRST, 9, 9), told(FIRST, 2, 2, victims="child"), told(FIRST, 4, 4, victims="combatant")],
        REPORTS,
        "latest",
    )
    assert [(t.victims, t.best) for t in rows] == [("child", 2), ("combatant", 4), ("people", 9)]


def test_people_and_civilians_are_one_kind() -> None:
    (toll,) = tolls([told(FIRST, 9, 9, victims="civilian"), told(SECOND, 9, 9)], REPORTS, "latest")
    assert toll.victims == "people"
    (toll,) = tolls([told(FIRST, 9, 9, victims="civilian")], REPORTS, "latest")
    assert toll.victims == "civilian"


def test_an_open_row_gives_no_figure() -> None:
    assert tolls([told(FIRST, None, None)], REPORTS, "latest") == ()


def test_dozens_are_no_count_beside_a_count() -> None:
    vague = told(SECOND, 24, None)
    vague = replace(vague, casualties=tuple(replace(row, text="dozens") for row in vague.casualties))
    (toll,) = tolls([told(FIRST, 11, 11), vague], REPORTS, "latest")
    assert toll.best == 11
    assert toll.high is None, "the range still holds the dozens"
