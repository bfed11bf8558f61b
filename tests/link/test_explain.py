"""Why two claims stand in one incident or not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_samples import by_id, claim, report

from harmledger.link import link
from harmledger.link.constraints import NONE, Constraints
from harmledger.link.explain import Explanation, explain
from harmledger.link.settings import settings
from harmledger.records import Claim, Join, Report

CLINIC = {"targets": ("healthcare",), "event_type": "air_strike", "casualties": [("killed", "people", 4, 4)]}
R, S, T = report("one"), report("two", "2030-05-11"), report("three", "2030-05-12")


def asked(a: Claim, b: Claim, *others: Claim, said: Constraints = NONE) -> Explanation:
    claims, reports = [a, b, *others], by_id(R, S, T)
    incidents = link(claims, reports, constraints=said)
    return explain((a, b), claims, reports, incidents, said)


def bombed(source: Report, text: str, **more: object) -> Claim:
    return claim(source, text, **{**CLINIC, **more})  # type: ignore[arg-type]


A = bombed(R, "A bomb hit the maternity clinic in Varsk, killing four people.")
B = bombed(S, "Four people died when aircraft bombed the Varsk clinic.")


def test_a_direct_join_has_its_reasons_and_one_step() -> None:
    found = asked(A, B)
    assert found.verdict == "joined" and found.incident_a == found.incident_b
    assert [(j.a, j.b) for j in found.chain] in ([(A.id, B.id)], [(B.id, A.id)])
    assert {"place", "time", "target", "toll", "prior"} <= {r.name for r in found.reasons}
    assert found.score == pytest.approx(sum(r.weight for r in found.reasons), abs=0.06)
    assert found.chain[0].probability == found.probability


def test_the_other_order_says_the_same() -> None:
    one, other = asked(A, B), asked(B, A)
    assert (one.score, one.reasons, one.verdict, one.why) == (other.score, other.reasons, other.verdict, other.why)


def test_far_apart_in_time_speaks_against() -> None:
    far = bombed(T, "Aircraft bombed a clinic in Varsk.", when="2030-03-01", casualties=[])
    found = asked(A, far)
    assert found.verdict == "apart" and found.why == "the pair speaks against one event"
    assert found.score < 0 and found.probability < 0.5 and not found.chain
    assert "days apart" in next(r.detail for r in found.reasons if r.name == "time")


def test_what_people_decided_is_named() -> None:
    parted = asked(A, B, said=Constraints(apart=frozenset([(A.id, B.id)])))
    assert parted.verdict == "apart" and parted.why == "people decided that they are two events"
    far = bombed(T, "A bus burned.", where="Port Halen", targets=("transport",), casualties=[])
    held = asked(A, far, said=Constraints(together=frozenset([(A.id, far.id)])))
    assert held.verdict == "joined" and held.why == "people decided that they are one event"


def test_claims_joined_through_another_show_the_way() -> None:
    c = bombed(T, "Relief workers told of the maternity clinic that aircraft bombed.")
    claims, reports = [A, B, c], by_id(R, S, T)
    (found,) = link(claims, reports)
    joins = (Join(A.id, B.id, 5.0), Join(c.id, B.id, 3.0))
    way = explain((A, c), claims, reports, [replace(found, joins=joins)])
    assert way.verdict == "through others" and way.chain == joins and "2 steps" in way.why


def test_a_condition_stands_in_no_incident() -> None:
    dark = claim(S, "Varsk is without power.", kind="condition")
    found = asked(A, dark)
    assert found.verdict == "in no incident" and "condition" in found.why


def test_an_explanation_survives_json() -> None:
    found = asked(A, B)
    assert Explanation.from_json(found.to_json()) == found


@given(st.floats(-60, 60), st.floats(-60, 60))
def test_a_higher_score_is_never_less_probable(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= settings().probability(low) <= settings().probability(high) <= 1
