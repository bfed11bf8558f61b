"""Wars: which one a text is about, and the dated events it tells of."""

from __future__ import annotations

import datetime as dt

from harmledger.timex.conflicts import about, conflicts, told


def test_the_war_is_known_by_its_places_and_by_the_reports_date() -> None:
    text = "Shells fell on Donetsk, the Ukrainian army said."
    late, early = about(text, (), dt.date(2022, 6, 1)), about(text, (), dt.date(2019, 6, 1))
    assert late and early and (late.start, early.start) == (dt.date(2022, 2, 24), dt.date(2014, 4, 12))


def test_countries_of_the_claims_decide_where_words_do_not() -> None:
    war = about("Three houses burned down in the village.", ("SD",), dt.date(2024, 1, 1))
    assert war is not None and "SD" in war.theatre


def test_no_known_theatre_is_no_known_war() -> None:
    assert about("A house burned down in the village.", (), dt.date(2024, 1, 1)) is None


def test_other_wars_are_told_apart() -> None:
    war = about("Strikes on Khartoum, the Sudanese ministry said, after shells hit Omdurman.", (), dt.date(2023, 9, 1))
    assert war is not None and war.theatre == ("SD",)


def test_an_event_is_told_when_each_group_of_words_occurs() -> None:
    war = conflicts()[0]
    assert [a.start for a in told(war, "A missile struck the station in Kramatorsk as families fled")] == [
        dt.date(2022, 4, 8)
    ]
    assert told(war, "A missile struck a barn near Kramatorsk") == []


def test_every_war_and_event_is_in_order() -> None:
    for war in conflicts():
        assert war.end is None or war.start < war.end
        assert set(war.theatre) <= set(war.countries)
        assert all(a.start <= a.end for a in war.anchors)
