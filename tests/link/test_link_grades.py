"""Grades by the published rule, each with its reasons."""

from __future__ import annotations

import pytest
from link_samples import by_id, claim, report

from harmledger.link.incidents import incident_of
from harmledger.records import Incident

FIRST, SECOND, THIRD = report("a", "2030-05-09"), report("b", "2030-05-10"), report("c", "2030-05-11")
ARMY = ("the ministry", "military", "Russia")
UN = ("UN monitors", "un", "none")


def graded(*claims, denials=(), reports=(FIRST, SECOND, THIRD)) -> Incident:
    return incident_of(claims, denials, (), by_id(*reports), "most_direct")


def blaming(source_report, actor="Russia", **more):
    return claim(source_report, "They shelled it.", actor=actor, **more)


def test_one_source_is_weak_and_two_are_fair() -> None:
    weak = graded(claim(FIRST, "a"))
    assert (weak.grade, weak.graded_by) == ("weak", "rule")
    assert weak.grade_reasons == ("reported by one source", "1 independent source: a.example")
    fair = graded(claim(FIRST, "a"), claim(SECOND, "b"))
    assert fair.grade == "fair"
    assert fair.grade_reasons[1] == "2 independent sources: a.example, b.example"


def test_a_credible_body_alone_is_fair() -> None:
    found = graded(claim(FIRST, "a", source=UN))
    assert (found.grade, found.grade_reasons[1]) == ("fair", "a credible body: UN monitors")


def test_the_side_that_did_it_confirms_it() -> None:
    found = graded(blaming(FIRST), blaming(SECOND, source=ARMY))
    assert found.grade == "confirmed"
    assert found.grade_reasons[1] == "the ministry of Russia's own side says so (2030-05-10)"


def test_a_party_of_another_war_confirms_by_the_name_of_its_army() -> None:
    army = ("Israeli military", "military", "other")
    assert graded(blaming(FIRST, "Israel", source=army)).grade == "confirmed"
    assert graded(blaming(FIRST, "Hamas", source=army)).grade == "weak"


def test_a_slip_of_the_reader_confirms_nothing() -> None:
    kyiv = ("the ministry", "military", "Ukraine")
    assert graded(blaming(FIRST), blaming(SECOND, "Ukraine", source=kyiv)).grade == "fair"


@pytest.mark.parametrize(
    ("told", "grade"),
    [
        ("They shelled it. Moscow acknowledged responsibility for the strike.", "confirmed"),
        ("They shelled it. Russia has not claimed responsibility.", "weak"),
        ("They shelled it. The group claimed responsibility for the strike.", "weak"),
    ],
)
def test_words_of_acceptance(told: str, grade: str) -> None:
    source = report("s", body=told)
    assert graded(blaming(source, at=1), reports=(source,)).grade == grade


def test_rival_blame_and_denial_contest() -> None:
    found = graded(blaming(FIRST), blaming(SECOND, "Ukraine"))
    assert found.grade == "contested" and found.contested
    assert (
        "a.example (2030-05-09) blames Russia against b.example (2030-05-10) blames Ukraine" in found.grade_reasons[1]
    )
    denial = claim(SECOND, "no", modality="denied", source=ARMY)
    assert graded(blaming(FIRST), denials=[denial]).grade == "contested"


def test_the_accusing_side_does_not_contest_itself() -> None:
    mayor = claim(
        SECOND, "They did not hit the airport itself.", modality="denied", source=("m", "local_authority", "Ukraine")
    )
    assert not graded(blaming(FIRST), denials=[mayor]).contested


def test_bodies_of_no_side_discount_what_one_source_says() -> None:
    denial = claim(SECOND, "There was no strike.", modality="denied", source=UN)
    found = graded(blaming(FIRST), denials=[denial])
    assert found.grade == "discounted"
    assert found.grade_reasons[1:] == ("UN monitors denies it", "asserted by 1 independent source: a.example")
    assert graded(blaming(FIRST), claim(THIRD, "c"), denials=[denial]).grade == "contested"


@pytest.mark.parametrize(
    ("actor", "source", "more"),
    [
        ("Russia", ARMY, {"event_type": "territorial_control"}),
        ("Russia", ARMY, {"event_type": "armed_clash"}),
        ("Ukraine", ("the ministry", "government", "Ukraine"), {}),
        ("Germany", ("the chancellor", "government", "other"), {}),
    ],
)
def test_only_a_body_of_the_actors_own_side_confirms_its_own_deed_of_harm(actor, source, more) -> None:
    assert graded(blaming(FIRST, actor, source=source, **more)).grade == "weak"


def test_a_government_confirms_under_its_own_name() -> None:
    source = ("Russian government", "government", "Russia")
    assert graded(blaming(FIRST, source=source, targets=("military",))).grade == "confirmed"
    assert graded(blaming(FIRST, source=source)).grade == "weak"


def test_an_outlet_denies_nothing_by_itself() -> None:
    denial = claim(SECOND, "It was not hit.", modality="denied")
    found = graded(blaming(FIRST), denials=[denial])
    assert found.grade == "weak" and found.differences == ()
