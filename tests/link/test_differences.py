"""Revisions, contradictions, and who counts as one source."""

from __future__ import annotations

from link_samples import by_id, claim, day, place, report

from harmledger.link.differences import differences
from harmledger.link.sources import independent
from harmledger.records import Difference

FIRST, SECOND, THIRD = report("a", "2030-05-09"), report("b", "2030-05-10"), report("c", "2030-05-11")
REPORTS = by_id(FIRST, SECOND, THIRD)
MAYOR, GOVERNOR = ("Anna Berd", "local_authority", "Ukraine"), ("Oleh Synytsia", "local_authority", "Ukraine")


def told(source_report, number, source=None, words="Killed", **more):
    return claim(
        source_report, f"{words} {number}.", casualties=[("killed", "people", number, number)], source=source, **more
    )


def of(field: str, *claims, denials=()) -> list[Difference]:
    return [d for d in differences(claims, denials, REPORTS) if d.field == field]


def test_a_later_figure_of_the_same_official_is_a_revision() -> None:
    for early, late in ((5, 9), (9, 5)):
        (found,) = of("killed people", told(FIRST, early, MAYOR), told(SECOND, late, MAYOR))
        assert found.kind == "revision"
        assert [v.split()[0] for v in found.values] == [str(early), str(late)]
        assert "Anna Berd" in found.values[0] and "2030-05-09" in found.values[0]


def test_a_larger_later_figure_is_a_revision_whoever_gives_it() -> None:
    (found,) = of("killed people", told(FIRST, 5, MAYOR), told(SECOND, 9, GOVERNOR))
    assert found.kind == "revision"


def test_a_smaller_later_figure_of_another_source_is_a_contradiction() -> None:
    (found,) = of("killed people", told(FIRST, 9, MAYOR), told(SECOND, 5, GOVERNOR))
    assert found.kind == "contradiction"
    assert len(found.claims) == 2


def test_two_figures_of_one_day_contradict_unless_said_to_have_risen() -> None:
    same_day = report("b", "2030-05-09")
    reports = by_id(FIRST, same_day)
    a, b = told(FIRST, 5, MAYOR), told(same_day, 9, GOVERNOR)
    assert [d.kind for d in differences([a, b], (), reports)] == ["contradiction"]
    c = told(same_day, 9, GOVERNOR, words="The death toll rose to")
    assert [d.kind for d in differences([a, c], (), reports)] == ["revision"]


def test_a_source_that_counts_a_part_revises_nothing() -> None:
    (found,) = of("killed people", told(FIRST, 20, MAYOR), told(SECOND, 2, MAYOR))
    assert found.kind == "contradiction"


def test_figures_that_grew_from_day_to_day_are_one_revision() -> None:
    (found,) = of("killed people", told(FIRST, 5, MAYOR), told(SECOND, 9, GOVERNOR), told(THIRD, 11))
    assert found.kind == "revision"
    assert [v.split()[0] for v in found.values] == ["5", "9", "11"]


def test_figures_within_each_other_do_not_differ() -> None:
    a = claim(FIRST, "At least 5 killed.", casualties=[("killed", "people", 5, None)])
    b = claim(FIRST, "Killed 9.", at=50, casualties=[("killed", "people", 9, 9)])
    c = claim(SECOND, "Killed 9.", casualties=[("killed", "people", 9, 9)])
    assert not [d for d in differences([a, b, c], (), REPORTS) if d.kind == "contradiction"]


def test_actor_place_weapon_and_day_are_compared() -> None:
    a = claim(FIRST, "a", actor="North", weapons=("missile",), where="Varsk", when="2030-05-09")
    b = claim(SECOND, "b", actor="South", weapons=("mine",), where="Port Halen", when="2030-05-06")
    assert sorted(d.field for d in differences([a, b], (), REPORTS)) == ["actor", "date", "place", "weapon"]
    assert differences([a, a], (), REPORTS) == ()


def test_values_that_overlap_through_a_third_do_not_differ() -> None:
    a = claim(FIRST, "a", weapons=("missile",))
    b = claim(SECOND, "b", weapons=("mine",))
    c = claim(THIRD, "c", weapons=("missile", "mine"))
    assert of("weapon", a, b, c) == []


def test_a_named_official_counts_once_whoever_quotes_him() -> None:
    a, b = (
        told(FIRST, 5, ("Oleh Synytsia", "local_authority", "Ukraine")),
        told(SECOND, 5, ("Governor Sinitsia", "government", "Ukraine")),
    )
    assert independent([a, b], REPORTS) == 1
    assert independent([a, b, told(THIRD, 5, MAYOR)], REPORTS) == 2


def test_an_agency_text_counts_once() -> None:
    carried = report("b", "2030-05-10", copy_of="r-a")
    assert independent([told(FIRST, 5), told(carried, 5)], by_id(FIRST, carried)) == 1
    assert independent([told(FIRST, 5), told(SECOND, 5)], REPORTS) == 2


def test_a_report_that_quotes_somebody_adds_no_voice_of_its_own() -> None:
    assert independent([told(FIRST, 5, MAYOR), told(FIRST, 5, at=90), told(SECOND, 5, MAYOR)], REPORTS) == 1


def test_words_for_one_weapon_and_days_of_publication_contradict_nothing() -> None:
    a = claim(FIRST, "a", weapons=("missile",), when=day("2030-05-09", stated=False))
    b = claim(SECOND, "b", weapons=("rocket_mlrs",), when=day("2030-05-10", stated=False))
    assert differences([a, b], (), REPORTS) == ()


def test_a_night_has_two_dates_and_a_village_may_lie_in_reach_of_its_city() -> None:
    suburb = place("Varsk", name="Lower Varsk", text="Lower Varsk", lat=49.15, precision="village")
    a, b = claim(FIRST, "a", when="2030-05-08"), claim(SECOND, "b", where=suburb, when="2030-05-09")
    assert differences([a, b], (), REPORTS) == ()


def test_an_outlets_larger_count_of_one_day_updates_and_another_officials_does_not() -> None:
    same_day = report("b", "2030-05-09")
    reports = by_id(FIRST, same_day)
    (found,) = differences([told(FIRST, 5, MAYOR), told(same_day, 9)], (), reports)
    assert found.kind == "revision"


def test_the_sides_of_a_war_do_not_revise_each_other() -> None:
    army = ("a ministry", "military", "Russia")
    (found,) = of("killed people", told(FIRST, 5, MAYOR), told(SECOND, 9, army))
    assert found.kind == "contradiction"
    assert found.note.startswith("Anna Berd gives 5 on 2030-05-09 against a ministry gives 9 on 2030-05-10")


def test_the_missing_grow_fewer_as_they_are_found() -> None:
    a, b = (claim(r, f"Missing {n}.", casualties=[("missing", "people", n, n)]) for r, n in ((FIRST, 30), (SECOND, 4)))
    (found,) = of("missing people", a, b)
    assert found.kind == "revision"


def test_a_military_object_by_one_account_and_a_school_by_another() -> None:
    a, b = claim(FIRST, "a", targets=("military",)), claim(SECOND, "b", targets=("education",))
    both = claim(THIRD, "c", targets=("military", "education"))
    (found,) = of("target", a, b)
    assert found.values == ("military (a.example)", "education (b.example)")
    assert of("target", both, b) == [], "one account may tell of both"


def test_a_denial_says_who_denies_what_whom() -> None:
    denial = claim(SECOND, "no", modality="denied", source=("a spokesman", "military", "Russia"))
    (found,) = of("happened", claim(FIRST, "a"), denials=[denial])
    assert found.note == "a spokesman (2030-05-10) denies what a.example (2030-05-09) asserts"


def test_a_cut_and_its_restoration_are_a_course_of_events_and_no_two_dates() -> None:
    cut = claim(FIRST, "Water was cut off.", event_type="siege", when=day("2030-05-01"))
    back = claim(SECOND, "Water was restored.", event_type="siege", when=day("2030-05-07"))
    other = claim(THIRD, "Water was cut off.", event_type="siege", when=day("2030-05-06"))
    assert not of("date", cut, back)
    assert len(of("date", cut, other)) == 1


def test_a_lower_bound_below_what_was_told_is_no_step() -> None:
    bound = claim(SECOND, "Killed.", casualties=[("killed", "people", 60, None)])
    (found,) = of("killed people", told(FIRST, 100), bound, told(THIRD, 109))
    assert [v.split()[0] for v in found.values] == ["100", "109"]


def test_a_figure_that_is_repeated_is_dated_by_its_first_teller() -> None:
    (found,) = of("killed people", told(FIRST, 5, MAYOR), told(SECOND, 9, MAYOR), told(THIRD, 9, GOVERNOR))
    assert [v.split(")")[0] for v in found.values] == ["5 (Anna Berd, 2030-05-09", "9 (Anna Berd, 2030-05-10"]
