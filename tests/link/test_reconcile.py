"""Ranges and the rules for the best figure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from link_samples import by_id, claim, report

from harmledger.link.figures import steps
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


def worded(source_report, low, high, words, **more):
    made = told(source_report, low, high, **more)
    return replace(made, casualties=tuple(replace(row, text=words) for row in made.casualties))


def test_a_later_figure_of_the_missing_stands_though_it_is_smaller() -> None:
    claims = [claim(r, f"Missing {n}.", casualties=[("missing", "people", n, n)]) for r, n in ((FIRST, 30), (THIRD, 4))]
    (toll,) = tolls(claims, REPORTS, "most_direct")
    assert (toll.low, toll.best, toll.high) == (4, 4, 30)


@pytest.mark.parametrize(
    ("last", "best", "is_open"),
    [((14, None), 14, True), ((14, 14), 14, False), ((6, None), 9, False), ((2, 2), 9, False), ((0, 0), 9, False)],
    ids=["at least more", "more", "a weaker bound", "a part", "nobody"],
)
def test_what_a_later_report_does_to_the_best_figure(last: tuple[int, int | None], best: int, is_open: bool) -> None:
    (toll,) = tolls([told(FIRST, 9, 9), told(SECOND, *last)], REPORTS, "most_direct")
    assert (toll.best, toll.best_open) == (best, is_open)


def test_a_count_of_the_same_number_closes_a_lower_bound() -> None:
    (toll,) = tolls([told(FIRST, 9, 9), told(FIRST, 9, None, at=50)], REPORTS, "most_direct")
    assert (toll.best, toll.best_open) == (9, False)


def test_two_later_sources_outweigh_one_high_figure() -> None:
    (toll,) = tolls([told(FIRST, 90, 90), told(SECOND, 12, 12), told(THIRD, 12, 12)], REPORTS, "most_direct")
    assert (toll.low, toll.best, toll.high) == (12, 12, 90)


def test_a_part_that_two_outlets_tell_does_not_outweigh_two_counts_of_the_whole() -> None:
    claims = [told(FIRST, 40, 40), told(SECOND, 59, 59), told(THIRD, 2, 2), told(FOURTH, 2, 2)]
    (toll,) = tolls(claims, REPORTS, "most_direct")
    assert (toll.low, toll.best, toll.high) == (2, 59, 59)


def test_one_more_adds_to_the_toll_and_is_none_itself() -> None:
    (toll,) = tolls([told(FIRST, 9, 9), worded(SECOND, 1, 1, "one more person")], REPORTS, "most_direct")
    assert (toll.low, toll.best, toll.high) == (9, 9, 9)
    (toll,) = tolls([told(FIRST, 9, 9), worded(SECOND, 12, None, "more than 12")], REPORTS, "most_direct")
    assert (toll.best, toll.best_open) == (12, True)


def test_a_plural_without_a_number_is_no_lower_end() -> None:
    (toll,) = tolls([told(FIRST, 9, 9), worded(SECOND, 2, None, "residents")], REPORTS, "most_direct")
    assert (toll.low, toll.best, toll.high) == (9, 9, 9)


def test_of_one_day_the_report_with_more_dead_is_the_later() -> None:
    def both(name: str, killed: int, injured: int):
        rows = [("killed", "people", killed, killed), ("injured", "people", injured, injured)]
        return claim(report(name, "2030-05-09"), f"{killed} and {injured}.", casualties=rows)

    claims = [both("a", 2, 5), both("b", 4, 4)]
    found = {
        t.outcome: t.best for t in tolls(claims, by_id(report("a", "2030-05-09"), report("b", "2030-05-09")), "latest")
    }
    assert found == {"killed": 4, "injured": 4}


def test_the_steps_of_a_toll_name_day_source_and_role() -> None:
    claims = [told(FIRST, 5, 5, MAYOR), worded(SECOND, 1, 1, "another man")]
    (toll,) = tolls(claims, REPORTS, "most_direct")
    found = steps(toll, claims, REPORTS)
    assert [(s.day, s.source, s.low, s.role) for s in found] == [
        ("2030-05-09", "Anna Berd", 5, "count"),
        ("2030-05-10", "b.example", 1, "addition"),
    ]
