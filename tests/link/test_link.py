"""What joins and what stays apart, over invented reports."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_samples import by_id, claim, day, place, report

from harmledger.errors import UsageError
from harmledger.link import link
from harmledger.records import Claim, Incident, Report

CLINIC = {"targets": ("healthcare",), "event_type": "air_strike"}


def events(claims: list[Claim], *reports: Report) -> list[Incident]:
    return [i for i in link(claims, by_id(*reports)) if i.kind == "event"]


def together(a: Claim, b: Claim, *reports: Report) -> bool:
    return any({a.id, b.id} <= set(i.claims) for i in events([a, b], *reports))


def test_one_strike_told_by_two_outlets_joins_with_reasons() -> None:
    r, s = report("one"), report("two", "2030-05-11")
    a = claim(
        r,
        "A bomb hit the maternity clinic in Varsk, killing four people.",
        **CLINIC,
        casualties=[("killed", "people", 4, 4)],
    )
    b = claim(
        s, "Four people died when aircraft bombed the Varsk clinic.", **CLINIC, casualties=[("killed", "people", 4, 4)]
    )
    (found,) = events([a, b], r, s)
    assert found.claims == tuple(sorted([a.id, b.id], key=lambda c: (c != a.id, c)))
    assert found.reports == ("r-one", "r-two")
    (join,) = found.joins
    names = {reason.name for reason in join.reasons}
    assert {"place", "time", "type", "target", "toll", "prior"} <= names
    assert join.score > 0
    assert join.score == pytest.approx(sum(reason.weight for reason in join.reasons), abs=0.06)
    assert all(reason.detail for reason in join.reasons)


def test_two_targets_in_one_town_on_one_day_stay_two() -> None:
    r, s = report("one"), report("two")
    a = claim(
        r, "Shells hit the railway station of Varsk.", targets=("transport",), casualties=[("killed", "people", 12, 12)]
    )
    b = claim(
        s, "A bomb fell on a kindergarten in Varsk.", targets=("education",), casualties=[("killed", "people", 1, 1)]
    )
    others = [
        claim(report(f"o{n}"), f"Shells hit Varsk again, number {n}.", when=f"2030-04-{n + 1:02}") for n in range(20)
    ]
    found = events([a, b, *others], r, s, *(report(f"o{n}") for n in range(20)))
    assert not any({a.id, b.id} <= set(i.claims) for i in found)


def test_consecutive_days_in_one_city_stay_two() -> None:
    r, s = report("one", "2030-05-09"), report("two", "2030-05-10")
    a = claim(r, "Rockets struck houses in Varsk.", when="2030-05-09", targets=("residential",))
    b = claim(s, "Rockets struck a bakery in Varsk.", when="2030-05-10", targets=("food",))
    assert not together(a, b, r, s)


def test_far_places_never_join() -> None:
    r, s = report("one"), report("two")
    words = "Four nurses were killed as a drone hit the maternity clinic."
    a = claim(r, words, where="Varsk", **CLINIC, casualties=[("killed", "people", 4, 4)])
    b = claim(s, words, where="Port Halen", **CLINIC, casualties=[("killed", "people", 4, 4)])
    assert not together(a, b, r, s)


def test_a_town_joins_its_region_and_no_other() -> None:
    r, s = report("one"), report("two")
    a = claim(
        r,
        "Grain silos at the mill burned after shelling.",
        where="Dolyna",
        targets=("food",),
        casualties=[("killed", "people", 3, 3)],
    )
    b = claim(
        s,
        "Three killed as grain silos of a mill were shelled.",
        where="Oresk region",
        targets=("food",),
        casualties=[("killed", "people", 3, 3)],
    )
    c = claim(
        s,
        "Three killed as grain silos of a mill were shelled.",
        at=500,
        where="Halen region",
        targets=("food",),
        casualties=[("killed", "people", 3, 3)],
    )
    assert together(a, b, r, s)
    assert not together(a, c, r, s)


def test_two_spellings_of_one_man_join() -> None:
    r, s = report("one"), report("two")
    a = claim(r, "The mayor, Petro Holobrodyev, said armed men came to the meeting.", event_type="other")
    b = claim(s, "At the council Mayor Golobrodiev met the armed visitors.", event_type="other", when="2030-05-09")
    (found,) = events([a, b], r, s)
    names = next(reason for reason in found.joins[0].reasons if reason.name == "names")
    assert names.weight > 0
    assert "Holobrodyev" in names.detail and "Golobrodiev" in names.detail


def test_a_release_weeks_later_belongs_to_the_abduction() -> None:
    r, s = report("one", "2030-05-02"), report("two", "2030-05-20")
    a = claim(r, "Soldiers abducted the mayor of Varsk, Petro Holobrodyev.", event_type="abduction", when="2030-05-01")
    b = claim(
        s,
        "The mayor of Varsk, Petro Holobrodyev, was released from captivity.",
        event_type="abduction",
        when="2030-05-19",
    )
    assert together(a, b, r, s)
    c = claim(s, "The mayor of Varsk, Petro Holobrodyev, survived shelling.", at=400, when="2030-05-19")
    assert not together(a, c, r, s)


def test_a_town_that_a_party_took_is_told_again_with_another_day() -> None:
    r, s = report("one", "2030-05-05"), report("two", "2030-05-11")
    a = claim(
        r,
        "Northern troops took Dolyna.",
        where="Dolyna",
        when="2030-05-04",
        event_type="territorial_control",
        actor="North",
    )
    b = claim(
        s,
        "Dolyna fell to the North on Thursday.",
        where="Dolyna",
        when="2030-05-09",
        event_type="territorial_control",
        actor="North",
    )
    c = claim(
        s,
        "The South took Dolyna back.",
        at=200,
        where="Dolyna",
        when="2030-05-09",
        event_type="territorial_control",
        actor="South",
    )
    assert together(a, b, r, s)
    assert not together(a, c, r, s)


def test_retold_later_without_a_day_joins_and_earlier_does_not() -> None:
    first, later, before = report("one", "2030-05-09"), report("two", "2030-05-10"), report("three", "2030-05-05")
    words = "The strike on the theatre of Dolyna shocked the council."
    a = claim(
        first, "Dozens sheltered in the theatre of Dolyna as it was struck.", where="Dolyna", targets=("culture",)
    )
    b = claim(later, words, where="Dolyna", targets=("culture",), when=day("2030-05-10", stated=False))
    c = claim(before, words, where="Dolyna", targets=("culture",), when=day("2030-05-05", stated=False))
    assert together(a, b, first, later)
    assert not together(a, c, first, before)


def test_a_chain_does_not_merge_what_its_ends_forbid() -> None:
    towns = [
        place("Dolyna", name=f"Hamlet {n}", text=f"Hamlet {n}", lat=49.0 + 0.08 * n, precision="near") for n in range(8)
    ]
    reports = [report(f"n{n}") for n in range(8)]
    claims = [
        claim(
            r,
            "A cluster rocket hit the dairy farm and killed two people.",
            where=p,
            targets=("food",),
            casualties=[("killed", "people", 2, 2)],
        )
        for r, p in zip(reports, towns, strict=True)
    ]
    for incident in events(claims, *reports):
        lats = [c.place.lat for c in claims if c.id in incident.claims and c.place and c.place.lat]
        assert max(lats) - min(lats) < 0.4


@pytest.mark.parametrize("modality", ["possible", "background"])
def test_what_did_not_happen_makes_no_incident(modality: str) -> None:
    r = report("one")
    assert link([claim(r, "Shelling of Varsk is feared.", modality=modality)], by_id(r)) == ()


def test_conditions_make_no_incident() -> None:
    r = report("one")
    assert link([claim(r, "Varsk has no water.", kind="condition", event_type="siege")], by_id(r)) == ()


def test_a_denial_contests_what_it_speaks_of() -> None:
    r, s = report("one"), report("two")
    a = claim(r, "A missile hit the maternity clinic in Varsk.", **CLINIC)
    b = claim(
        s,
        "The ministry denied that its aircraft hit the clinic in Varsk.",
        **CLINIC,
        modality="denied",
        source=(None, "military", "none"),
    )
    (found,) = events([a, b], r, s)
    assert found.contested
    assert b.id in found.claims
    assert [d.field for d in found.differences] == ["happened"]


def test_a_denial_of_something_else_stays_alone() -> None:
    r, s = report("one"), report("two")
    a = claim(r, "A missile hit the maternity clinic in Varsk.", **CLINIC)
    b = claim(s, "The ministry denied an abduction.", where="Port Halen", event_type="abduction", modality="denied")
    (found,) = events([a, b], r, s)
    assert found.claims == (a.id,)
    assert not found.contested


def test_two_perpetrators_contest() -> None:
    r, s = report("one"), report("two")
    a = claim(r, "Northern shells hit the maternity clinic in Varsk.", **CLINIC, actor="North")
    b = claim(s, "Southern shells hit the maternity clinic in Varsk.", **CLINIC, actor="South")
    (found,) = events([a, b], r, s)
    assert found.contested
    assert found.actors == ("North", "South")


def test_totals_never_join_events_and_both_sides_stay_visible() -> None:
    r, s, t = report("one", "2030-05-01"), report("two", "2030-05-08"), report("three", "2030-05-09")
    soldiers = {"kind": "toll", "event_type": "armed_clash", "where": None, "when": None}
    a = claim(
        r,
        "We killed 500 soldiers.",
        **soldiers,
        casualties=[("killed", "combatant", 500, 500)],
        source=(None, "military", "Ukraine"),
    )
    b = claim(
        s,
        "We killed 900 soldiers.",
        **soldiers,
        casualties=[("killed", "combatant", 900, 900)],
        source=(None, "military", "Ukraine"),
    )
    c = claim(
        t,
        "They lost 80 soldiers.",
        **soldiers,
        casualties=[("killed", "combatant", 80, 80)],
        source=(None, "military", "Russia"),
    )
    d = claim(t, "Shells killed 500 people in Varsk.", at=300, casualties=[("killed", "people", 500, 500)])
    found = link([a, b, c, d], by_id(r, s, t))
    (chain,) = [i for i in found if i.kind == "toll"]
    assert chain.claims == (a.id, b.id, c.id)
    assert chain.id.startswith("t-")
    assert chain.summary.startswith("Reported running total of combatants killed; by Russia: 80")
    sides = {x.field: x for x in chain.differences}
    assert sides["killed, by Ukraine"].kind == "revision"
    assert [v.split(" ")[0] for v in sides["killed, by Ukraine"].values] == ["500", "900"]
    assert [v.split(" ")[0] for v in sides["killed, by Russia"].values] == ["80"]
    (event,) = [i for i in found if i.kind == "event"]
    assert event.claims == (d.id,)


def test_totals_of_different_scope_stay_apart() -> None:
    r = report("one")
    total = {"kind": "toll", "event_type": "other"}
    a = claim(r, "Ninety dead in the region.", **total, where="Oresk region", casualties=[("killed", "people", 90, 90)])
    b = claim(
        r, "Ninety dead in the other region.", **total, where="Halen region", casualties=[("killed", "people", 90, 90)]
    )
    c = claim(r, "Ninety children dead.", **total, where="Oresk region", casualties=[("killed", "child", 90, 90)])
    d = claim(r, "A total without a figure.", **total, where="Oresk region")
    assert sorted(i.claims for i in link([a, b, c, d], by_id(r))) == sorted([(a.id,), (b.id,), (c.id,)])


def test_claims_of_one_report_join_across_its_sentences() -> None:
    r = report(
        "one", title="Strike on Varsk", body="A missile struck. Eleven people were hurt in the strike on the houses."
    )
    a = claim(r, "A missile struck houses in Varsk.", targets=("residential",))
    b = claim(
        r,
        "Eleven people were hurt in the strike on the houses.",
        at=40,
        targets=("residential",),
        where=None,
        casualties=[("injured", "people", 11, 11)],
    )
    c = claim(r, "Port Halen was shelled too.", at=90, where="Port Halen")
    found = events([a, b, c], r)
    assert sorted(i.claims for i in found) == sorted([tuple(sorted([a.id, b.id])), (c.id,)])


def test_one_report_tells_its_towns_apart_whatever_others_say() -> None:
    r, s = report("one"), report("two")
    near = place("Dolyna", name="Upper Dolyna", text="Upper Dolyna", lat=49.62)
    a = claim(r, "Shells killed two in Dolyna.", where="Dolyna", casualties=[("killed", "people", 2, 2)])
    b = claim(r, "Shells killed two in Upper Dolyna.", at=60, where=near, casualties=[("killed", "people", 2, 2)])
    c = claim(
        s, "Shells killed two in the Oresk region.", where="Oresk region", casualties=[("killed", "people", 2, 2)]
    )
    assert not any({a.id, b.id} <= set(i.claims) for i in events([a, b, c], r, s))


def test_one_report_tells_its_acts_apart() -> None:
    r = report("one")
    a = claim(r, "Aircraft bombed Varsk on Thursday.", event_type="air_strike")
    b = claim(r, "Soldiers abducted the mayor of Varsk on Thursday.", at=200, event_type="abduction")
    assert not together(a, b, r)


def test_missing_reports_and_values_are_no_obstacle() -> None:
    r = report("one", None)
    a = claim(r, "Something burned.", where=None, when=None)
    b = claim(report("lost"), "Something burned.", where=None, when=None)
    found = link([a, b], by_id(r))
    assert sorted(c for i in found for c in i.claims) == sorted([a.id, b.id])


def test_nothing_in_nothing_out() -> None:
    assert link([], {}) == ()


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UsageError, match="latest"):
        link([], {}, rule="average")


def _collection() -> tuple[list[Claim], list[Report]]:
    """Forty claims of fifteen reports: retellings, neighbours, denials, totals."""
    roll = random.Random(7)
    reports = [report(f"c{n}", f"2030-05-{9 + n % 4:02}", copy_of="r-c0" if n == 4 else None) for n in range(15)]
    claims = []
    for n in range(40):
        r = reports[n % 15]
        claims.append(
            claim(
                r,
                roll.choice(
                    ["Shells hit the clinic", "A drone struck a bakery queue", "Rockets fell on houses near the mill"]
                )
                + f" {n}.",
                at=30 * n,
                where=roll.choice(["Varsk", "Dolyna", "Port Halen", "Oresk region", None]),
                when=roll.choice(
                    [day("2030-05-09"), day(str(r.published.end), stated=False), day("2030-04-01", until="2030-05-12")]
                ),
                targets=(roll.choice(["healthcare", "food", "residential"]),),
                modality=roll.choice(["actual"] * 5 + ["denied"]),
                kind=roll.choice(["event"] * 6 + ["toll"]),
                casualties=[("killed", "people", k := roll.choice([1, 4, 9]), k)],
            )
        )
    return claims, reports


CLAIMS, REPORTS = _collection()
EXPECTED = link(CLAIMS, by_id(*REPORTS))


@settings(max_examples=15, deadline=None)
@given(st.permutations(CLAIMS))
def test_the_order_of_claims_changes_nothing(claims: list[Claim]) -> None:
    assert link(claims, by_id(*reversed(REPORTS))) == EXPECTED


def test_every_actual_event_claim_stands_in_exactly_one_incident() -> None:
    placed = [c for i in EXPECTED if i.kind == "event" for c in i.claims]
    actual = {c.id for c in CLAIMS if c.kind == "event" and c.modality == "actual"}
    assert len(placed) == len(set(placed))
    assert actual <= set(placed)
    assert len({i.id for i in EXPECTED}) == len(EXPECTED)


def test_incidents_survive_json() -> None:
    for incident in itertools.islice(EXPECTED, 5):
        assert Incident.from_json(incident.to_json()) == incident
