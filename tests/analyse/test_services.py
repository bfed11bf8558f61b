"""A place's services over time: places, days, sources side by side, contradictions shown."""

from __future__ import annotations

import datetime as dt

from analyse_samples import claim, day, report, rows

from harmledger.analyse.services import summary
from harmledger.records import Evidence, Place, Time

ONE, TWO = report("one"), report("two", "2030-05-11")
MAYOR = ("the mayor", "local_authority", "other")


def condition(of, quote: str, **more):  # type: ignore[no-untyped-def]
    return claim(of, quote, **{"kind": "condition", "event_type": "siege", **more})


def test_what_sources_say_differently_stays_side_by_side() -> None:
    out = condition(ONE, "The city is without water.", source=MAYOR)
    working = condition(TWO, "Water supply is working.")
    later = condition(TWO, "Water supply was restored.", at=40, when="2030-05-10")
    found = rows("services", [out, working, later], reports=[ONE, TWO])
    assert [(r.service, r.state, r.source) for r in found] == [
        ("water", "out", "the mayor"),
        ("water", "working", "two.example"),
        ("water", "restored", "two.example"),
    ]
    assert found[0].against == (working.id,) and found[1].against == (out.id,) and not found[2].against


def test_one_source_saying_it_twice_is_one_row_with_two_claims() -> None:
    first = condition(ONE, "The city has no electricity.", source=MAYOR)
    second = condition(TWO, "The city is still without electricity.", source=MAYOR)
    (row,) = rows("services", [first, second], reports=[ONE, TWO])
    assert set(row.claims) == {first.id, second.id} and row.words == ("no electricity", "without electricity")


def test_a_site_counts_for_its_town_and_a_region_for_itself() -> None:
    works = Place("waterworks", name="Northern waterworks", lat=49.11, lon=35.22, admin1="Oresk", precision="site")
    hit = claim(ONE, "Shells damaged the water supply at the waterworks.", where=works)
    town = condition(ONE, "Varsk is without water.", at=60)
    region = condition(TWO, "The region is without electricity.", where="Oresk region")
    found = rows("services", [hit, town, region], reports=[ONE, TWO])
    assert {(r.place, r.place_kind) for r in found} == {("Varsk", "town"), ("Oresk region", "region")}
    assert sorted(r.state for r in found if r.place == "Varsk") == ["hit", "out"]


def test_a_struck_object_counts_only_where_an_attack_struck_it() -> None:
    words = Evidence("targets:energy", "electric substation", 0, 19)
    struck = claim(ONE, "A missile struck the site.", targets=("energy",), evidence=(words,))
    seized = claim(
        ONE, "Troops seized it.", at=50, targets=("energy",), evidence=(words,), event_type="territorial_control"
    )
    (row,) = rows("services", [struck, seized], reports=[ONE])
    assert (row.service, row.state, row.claims) == ("power", "hit", (struck.id,))


def test_denials_plans_and_long_totals_are_no_states() -> None:
    denied = condition(ONE, "The city is without water.", modality="denied")
    total = condition(TWO, "Without water.", kind="toll", when=day("2030-01-01", until="2030-05-01"))
    assert rows("services", [denied, total], reports=[ONE, TWO]) == []


def test_one_service_can_be_asked_for() -> None:
    both = condition(ONE, "The city is without water and heating.")
    assert [r.service for r in rows("services", [both], reports=[ONE], service="heat")] == ["heat"]


def test_the_summary_is_a_line_a_service() -> None:
    claims = [
        condition(ONE, "The city is without water.", source=MAYOR),
        condition(TWO, "The city is without water."),
        condition(TWO, "Water supply was restored.", at=40, when="2030-05-10"),
    ]
    lines = list(summary(rows("services", claims, reports=[ONE, TWO])))
    assert lines == ["Varsk, Oresk", "  water          2030-05-09 out (2 sources)  ·  2030-05-10 restored"]


def test_what_holds_as_it_is_told_stands_on_the_reports_day_and_no_war_dates_a_service() -> None:
    may, june = dt.date(2030, 5, 1), dt.date(2030, 6, 30)
    carried = Time("in May", may, june, "month", 0, 6, "carried over: expression")
    war = Time("", dt.date(2028, 1, 1), dt.date(2030, 5, 10), "year", None, None, "no cue: war start to publication")
    now = condition(ONE, "The road to the north is cut.", when=carried)
    then = condition(ONE, "The road to the south was cut.", when=carried, at=40)
    hit = claim(TWO, "Rockets damaged the water supply.", when=war)
    stated = condition(TWO, "Power is out.", when=day("2030-05-08"), at=40)
    found = rows("services", [now, then, hit, stated], reports=[ONE, TWO])
    assert {(r.service, str(r.date_start), str(r.date_end), r.dated) for r in found} == {
        ("ways_out", "2030-05-10", "2030-05-10", "as said"),
        ("ways_out", "2030-05-01", "2030-06-30", "carried over"),
        ("water", "None", "None", "unknown"),
        ("power", "2030-05-08", "2030-05-08", "stated"),
    }
