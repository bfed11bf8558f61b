"""The war of numbers: each party's totals in its own series, sums of days apart, odd steps flagged, sides compared."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from analyse_samples import claim, report, rows

from harmledger.records import Casualty, Claim, Place, Source, Time

SUDAN = Place("Sudan", 0, 5, "Sudan", "SD", precision="country")
WAR = dt.date(2030, 4, 15)


def total(number: int, day: str, source: Source, **more: Any) -> Claim:
    own = report(f"{source.name or source.type}-{day}-{number}", day)
    words = more.pop("words", f"{number} people")
    since = more.pop("since", WAR)
    time = Time(more.pop("when", ""), since, dt.date.fromisoformat(day), "month", basis=more.pop("basis", ""))
    figure = Casualty("killed", more.pop("victims", "people"), more.pop("of", None), number, number, words, 0, 3)
    quote = more.pop("quote", f"{words} have been killed since the war began.")
    made = claim(own, quote, kind="toll", where=more.pop("where", SUDAN), when=time, **more)
    return replace(made, casualties=(figure,), source=source)


ARMY = Source("Sudanese Armed Forces spokesman", "military", "other")
UN = Source("OCHA", "un", "none")


def _rows(name: str, *claims: Claim) -> list[Any]:
    return rows(name, claims)


def test_a_party_is_laid_out_over_time_and_what_falls_leaps_or_is_a_part_is_flagged() -> None:
    days = [(100, "2030-05-01"), (120, "2030-05-04"), (110, "2030-05-06"), (300, "2030-05-08"), (20, "2030-05-09")]
    found = _rows("war-of-numbers", *(total(n, d, UN) for n, d in days))
    assert [(r.low, r.before, r.flag) for r in found] == [
        (100, None, ""),
        (120, 100, ""),
        (110, 120, "lower"),
        (300, 110, "jump"),
        (20, 300, "part"),
    ]
    assert all(len(r.claims) == 1 for r in found)


def test_a_repeated_figure_is_one_row_and_one_party_is_no_rival_of_itself() -> None:
    first, again, other = (
        total(100, "2030-05-01", UN),
        total(100, "2030-05-01", UN, quote="x"),
        total(150, "2030-05-01", UN),
    )
    found = _rows("war-of-numbers", first, again, other)
    assert [(r.low, r.flag, len(r.claims)) for r in found] == [(100, "", 2), (150, "", 1)]
    rival = total(400, "2030-05-01", ARMY)
    assert {(r.said_by, r.flag) for r in _rows("war-of-numbers", first, rival)} == {
        ("un", "rival"),
        ("Sudanese Armed Forces (SAF)", "rival"),
    }


def test_sums_of_days_daily_rates_and_groups_stand_in_no_series_of_the_whole() -> None:
    whole = total(900, "2030-05-01", UN)
    one_day = total(12, "2030-05-02", UN, since=dt.date(2030, 5, 2), when="Thursday")
    a_day = total(30, "2030-05-02", UN, quote="In total we lose 30 people a day.")
    group = total(40, "2030-05-03", UN, words="40 volunteers")
    found = {r.low: (r.stretch, r.group, r.flag) for r in _rows("war-of-numbers", whole, one_day, a_day, group)}
    assert found == {
        900: ("running", "", ""),
        12: ("days", "", ""),
        30: ("a day", "", ""),
        40: ("running", "volunteers", ""),
    }


def test_a_vague_figure_is_shown_and_starts_no_comparison() -> None:
    vague = replace(
        total(2000, "2030-05-01", UN), casualties=(Casualty("killed", "people", None, 2000, None, "thousands"),)
    )
    found = _rows("war-of-numbers", vague, total(900, "2030-05-02", UN))
    assert [(r.low, r.counted, r.before, r.flag) for r in found] == [(None, False, None, ""), (900, True, None, "")]


def test_events_and_denied_totals_are_not_among_them() -> None:
    event = claim(report("a"), "12 people were killed.", casualties=[("killed", "people", 12, 12)])
    denied = total(50, "2030-05-01", UN, modality="denied")
    assert _rows("war-of-numbers", event, denied) == []


def test_sides_are_set_against_each_other_on_the_nearest_days_of_one_count() -> None:
    soldiers: dict[str, Any] = {"victims": "combatant", "of": "Rapid Support Forces"}
    army = [total(4000, "2030-05-02", ARMY, **soldiers), total(5000, "2030-05-20", ARMY, **soldiers)]
    rivals = Source("Rapid Support Forces", "military", "other")
    own = [total(500, "2030-05-19", rivals, **soldiers), total(100, "2029-01-01", rivals, since=None, **soldiers)]
    (row,) = _rows("number-balance", *army, *own)
    assert (row.low, row.other_low, row.ratio, row.days_apart) in [(5000, 500, 10.0, 1), (500, 5000, 0.1, 1)]
    assert {row.party, row.other} == {r.said_by for r in _rows("war-of-numbers", *army, *own)}
    assert set(row.claims) == {army[1].id, own[0].id}


def test_a_party_alone_has_its_latest_figure_and_no_ratio() -> None:
    (row,) = _rows("number-balance", total(100, "2030-05-01", UN), total(140, "2030-05-05", UN))
    assert (row.party, row.low, row.other, row.ratio) == ("un", 140, "", None)


@pytest.mark.parametrize(
    ("words", "when", "stretch"),
    [
        ("another 300 people", "", "more"),
        ("300 more people", "", "more"),
        ("more than 300 people", "", "running"),
        ("300 people", "the first three days of the war", "running"),
        ("300 people", "Tuesday", "days"),
    ],
)
def test_increments_and_sums_of_days_are_no_running_totals(words: str, when: str, stretch: str) -> None:
    start = dt.date(2030, 4, 29) if when else WAR
    (row,) = _rows(
        "war-of-numbers",
        total(300, "2030-05-01", UN, words=words, when=when, since=start, quote=f"{words} died on {when}."),
    )
    assert row.stretch == stretch


def test_a_speakers_own_dead_stand_beside_what_the_other_side_counts_of_them() -> None:
    rivals = Source("Rapid Support Forces", "military", "other")
    soldiers: dict[str, Any] = {"victims": "combatant"}
    own = total(600, "2030-05-02", rivals, words="600 of its fighters", where=None, **soldiers)
    theirs = total(900, "2030-05-03", ARMY, words="900 fighters", of="Rapid Support Forces", **soldiers)
    (row,) = _rows("number-balance", own, theirs)
    assert {row.low, row.other_low} == {600, 900} and row.place == "Sudan"
    assert {r.of for r in _rows("war-of-numbers", own, theirs)} == {"Rapid Support Forces (RSF)"}


def test_soldiers_that_are_lost_are_losses_and_pair_with_no_dead() -> None:
    rivals = Source("Rapid Support Forces", "military", "other")
    soldiers: dict[str, Any] = {"victims": "combatant", "of": "Rapid Support Forces"}
    lost = total(9000, "2030-05-02", ARMY, quote="Since April they lost 9000 people.", **soldiers)
    dead = total(600, "2030-05-02", rivals, **soldiers)
    assert {r.outcome for r in _rows("war-of-numbers", lost, dead)} == {"losses", "killed"}
    assert [b.other for b in _rows("number-balance", lost, dead)] == ["", ""]


def test_one_person_or_a_handful_that_nothing_sums_up_is_no_total() -> None:
    one = total(1, "2030-05-01", UN, words="the mayor", quote="The mayor has been killed since the war began.")
    few = total(3, "2030-05-01", UN, quote="Three volunteers were killed in the fighting.")
    bare = replace(
        total(2, "2030-05-01", UN, quote="Residents died."),
        casualties=(Casualty("killed", "people", None, 2, None, "residents"),),
    )
    assert _rows("war-of-numbers", one, few, bare) == []
    assert len(_rows("war-of-numbers", total(3, "2030-05-01", UN))) == 1


def test_a_headlines_round_figure_and_the_exact_one_of_its_text_are_one_row() -> None:
    own = report("flight", "2030-05-01")
    when = Time("", WAR, dt.date(2030, 5, 1), "month")
    said = [(12700, None, "Over 12,700 people"), (12729, 12729, "12,729 people")]
    made = [
        replace(
            claim(own, f"In total {words} left.", kind="toll", where=SUDAN, when=when),
            casualties=(Casualty("killed", "people", None, low, high, words),),
            source=UN,
        )
        for low, high, words in said
    ]
    (row,) = rows("war-of-numbers", made)
    assert (row.low, set(row.claims)) == (12729, {c.id for c in made})


def test_doctors_and_one_ministry_under_its_names_speak_for_no_party_of_their_words() -> None:
    doctors = Source("Sudan Doctors Union", "medical", "none")
    names = ("Gaza health ministry", "Hamas-run health ministry", "health ministry in Gaza")
    ministry = [Source(n, "government", "other") for n in names]
    found = _rows("war-of-numbers", *(total(100 + n, "2030-05-01", s) for n, s in enumerate([doctors, *ministry])))
    assert [r.said_by for r in sorted(found, key=lambda r: r.number)] == ["medical", *["Gaza health ministry"] * 3]
