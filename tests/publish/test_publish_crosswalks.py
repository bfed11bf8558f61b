"""Our values in the words of UCDP, ACLED, Airwars and the WHO; an empty cell where ours do not decide."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from harmledger import codebook
from harmledger.publish import crosswalks
from harmledger.publish.crosswalks import Range
from harmledger.records import Casualty, Place, Time, Toll
from ledger_samples import KHARKIV, claim, incident, report

DAY = dt.date(2022, 3, 1)


def toll(victims: str, low: int | None, high: int | None, outcome: str = "killed", of: str | None = None) -> Toll:
    return Toll(outcome, victims, low, low, high, "rule", of=of)


@pytest.mark.parametrize(
    ("event_type", "weapons", "expected"),
    [
        ("shelling", (), ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        ("explosive_attack", (), ("Explosions/Remote violence", None)),
        ("explosive_attack", ("drone", "aerial_bomb"), ("Explosions/Remote violence", "Air/drone strike")),
        ("explosive_attack", ("drone", "missile"), ("Explosions/Remote violence", None)),
        ("armed_attack", ("small_arms",), ("Violence against civilians", "Attack")),
        ("territorial_control", (), (None, None)),
        ("displacement", (), (None, None)),
    ],
)
def test_acled(event_type: str, weapons: tuple[str, ...], expected: tuple[str | None, str | None]) -> None:
    assert crosswalks.acled(event_type, weapons) == expected


def test_every_value_of_the_crosswalks_is_in_the_vocabulary() -> None:
    known, table = codebook.load("vocabulary"), codebook.load("crosswalks")
    assert set(table["acled"]["event_types"]) <= set(known["event_types"])
    assert set(table["acled"]["explosive_weapons"]) <= set(known["weapons"])
    assert set(table["who"]["event_types"]) <= set(known["event_types"])
    assert set(table["who"]["targets"]) <= set(known["targets"])
    assert set(table["ucdp"]["type_of_violence"]) <= set(known["event_types"])
    assert set().union(*table["ucdp"]["deaths"].values(), table["who"]["victims"]) <= set(known["victims"])
    for name in ("decimals", "radius_km"):
        assert set(table["map"][name]) == set(known["place_precisions"])
    assert set(table["ucdp"]["where_prec"]) == set(known["place_precisions"])


def test_where_prec() -> None:
    assert crosswalks.where_prec(KHARKIV) == 1
    assert crosswalks.where_prec(replace(KHARKIV, precision="near")) == 2
    assert crosswalks.where_prec(replace(KHARKIV, precision="region")) == 4
    assert crosswalks.where_prec(replace(KHARKIV, precision="region", admin1=None)) == 5
    assert crosswalks.where_prec(replace(KHARKIV, precision="country")) == 6
    assert crosswalks.where_prec(Place("unresolved")) is None
    assert crosswalks.where_prec(None) is None


@pytest.mark.parametrize(
    ("days", "expected"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (366, 5), (367, None)]
)
def test_date_prec(days: int, expected: int | None) -> None:
    assert crosswalks.date_prec(Time("", DAY, DAY + dt.timedelta(days - 1), "day")) == expected


def test_date_prec_of_nothing() -> None:
    assert crosswalks.date_prec(Time("one day")) is None
    assert crosswalks.date_prec(None) is None


def test_event_clarity() -> None:
    made = incident(1, claim(report()))
    assert crosswalks.event_clarity(made) == 1
    assert crosswalks.event_clarity(replace(made, place=None)) == 2
    assert crosswalks.event_clarity(replace(made, kind="toll")) == 2


def test_deaths_are_never_counted_twice() -> None:
    assert crosswalks.total([toll("people", 21, 21), toll("child", 2, 2)], "killed") == Range(21, 21, 21)
    assert crosswalks.total([toll("civilian", 10, 12), toll("combatant", 5, 5)], "killed") == Range(15, 15, 17)
    assert crosswalks.total([toll("people", 8, None), toll("civilian", 10, 12)], "killed") == Range(10, 10, None)
    assert crosswalks.total([toll("child", 2, 2), toll("journalist", 1, 1)], "killed") == Range(2, 2, 2)
    assert crosswalks.total([toll("people", None, 50)], "killed") == Range(None, None, 50)
    assert crosswalks.total([toll("people", 3, 3, "injured")], "killed") == Range()
    assert crosswalks.total([toll("people", 3, 3, "injured")], "injured") == Range(3, 3, 3)
    sides = [toll("combatant", 498, 498, of="Russia"), toll("combatant", 2870, 2870, of="Ukraine")]
    assert crosswalks.total(sides, "killed", "combatant") == Range(3368, 3368, 3368)
    assert crosswalks.total(sides, "killed", "civilian") == Range()


def test_type_of_violence() -> None:
    assert crosswalks.type_of_violence("armed_clash") == 1
    assert crosswalks.type_of_violence("armed_attack") == 3
    assert crosswalks.type_of_violence("shelling") is None


def test_airwars_reads_our_grade_of_harm_to_civilians() -> None:
    one = claim(report())
    made = replace(incident(1, one), grade="fair")
    assert crosswalks.airwars(made, [one]) == "Fair"
    assert crosswalks.airwars(replace(made, grade=None), [one]) is None
    soldiers = replace(one, casualties=(Casualty("killed", "combatant", "Russia", 3, 3),))
    assert crosswalks.airwars(made, [soldiers]) is None
    assert crosswalks.airwars(replace(made, kind="toll"), [one]) is None


def test_an_open_best_figure_stays_open_in_a_total() -> None:
    rows = [
        Toll("killed", "civilian", 9, 9, None, "latest", best_open=True),
        Toll("killed", "combatant", 2, 2, 2, "latest"),
    ]
    assert crosswalks.total(rows, "killed") == crosswalks.Range(11, 11, None, True)
    assert not crosswalks.total(rows[1:], "killed").best_open


def test_who() -> None:
    assert crosswalks.who("shelling", ["healthcare"], []) == "Violence with heavy weapons"
    assert crosswalks.who("armed_attack", [], ["medical_worker"]) == "Violence with individual weapons"
    assert crosswalks.who("shelling", ["water"], ["civilian"]) is None
    assert crosswalks.who("displacement", ["healthcare"], []) is None
