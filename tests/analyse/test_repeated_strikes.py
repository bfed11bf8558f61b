"""One object struck on several days: how it is known to be one, and which days count."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from analyse_samples import claim, incident, report, rows

from harmledger.records import Claim, Evidence, Place, Time, Toll

ONE, TWO = report("one"), report("two", "2030-05-21")


def hit(of, quote: str, words: str, when: str, where: str | Place = "Varsk", **more) -> Claim:  # type: ignore[no-untyped-def]
    begin = int(when[-2:]) * 100  # a place of its own in its report
    at = begin + quote.index(words)
    evidence = Evidence("targets:healthcare", words, at, at + len(words))
    return claim(of, quote, at=begin, when=when, where=where, evidence=(evidence,), targets=("healthcare",), **more)


def found(*claims: Claim, **options: object):  # type: ignore[no-untyped-def]
    incidents = [incident(f"{n}", c, tolls=(Toll("killed", "people", n, n, n, "r"),)) for n, c in enumerate(claims, 1)]
    return rows("repeated-strikes", claims, incidents, [ONE, TWO], **options)


def test_a_number_or_name_makes_one_object_and_a_kind_in_a_city_does_not() -> None:
    first = hit(ONE, "Shells hit hospital No. 4 in Varsk.", "hospital", "2030-05-09")
    second = hit(TWO, "Bombs fell on hospital No. 4.", "hospital", "2030-05-20")
    other = hit(TWO, "Bombs fell on hospital No. 5.", "hospital", "2030-05-21")
    plain = [hit(ONE, "Shells hit a hospital.", "hospital", day) for day in ("2030-05-09", "2030-05-20")]
    (row,) = found(first, second, other, *plain)
    assert (row.object, row.known_by, row.strikes) == ("Varsk No. 4 hospital", "name", 2)
    assert row.days == ("2030-05-09: killed 1", "2030-05-20: killed 2") and row.claims == (first.id, second.id)


def test_a_named_object_is_one_whoever_spells_it() -> None:
    first = hit(ONE, "Rockets hit the Svitanok hospital.", "hospital", "2030-05-09")
    second = hit(TWO, "They shelled the Svitanok hospital.", "hospital", "2030-05-20")
    (row,) = found(first, second)
    assert row.known_by == "name" and "Svitanok" in row.object


def test_a_village_has_one_hospital_and_a_town_one_station() -> None:
    village = [hit(ONE, "Shells hit the hospital.", "hospital", d, "Dolyna") for d in ("2030-05-09", "2030-05-20")]
    station = [hit(ONE, "Bombs hit the railway station.", "railway station", d) for d in ("2030-05-09", "2030-05-20")]
    assert {(r.object, r.known_by) for r in found(*village, *station)} == {
        ("hospital, Dolyna", "only one in a village"),
        ("railway station, Varsk", "only one in a town"),
    }


def test_a_site_is_one_object_whatever_part_of_it_is_named() -> None:
    site = Place("Halen bridge", name="Halen Bridge", country="XX", lat=46.3, lon=31.1, precision="site")
    first = hit(ONE, "Rockets hit the Halen bridge.", "bridge", "2030-05-09", site)
    second = claim(TWO, "The crossing was struck.", when="2030-05-20", where=replace(site, text="crossing"))
    (row,) = found(first, second)
    assert (row.object, row.known_by, row.strikes) == ("Halen Bridge", "site", 2)


PUBLISHED = Time("", dt.date(2030, 5, 20), dt.date(2030, 5, 20), "day", basis="publication")


def test_the_day_of_publication_is_no_stated_day_unless_words_say_again() -> None:
    first = hit(ONE, "Shells hit the hospital.", "hospital", "2030-05-09", "Dolyna")
    told = replace(hit(TWO, "The hospital was hit.", "hospital", "2030-05-20", "Dolyna"), time=PUBLISHED)
    again = replace(hit(TWO, "The hospital was shelled again.", "hospital", "2030-05-20", "Dolyna"), time=PUBLISHED)
    assert found(first, told, dates="stated") == []
    (likely,) = found(first, told)
    assert likely.days == ("2030-05-09: killed 1", "2030-05-20 (published): killed 2")
    (row,) = found(first, again, dates="stated")
    assert row.strikes == 2 and row.again == (again.id,)


def test_news_after_a_much_reported_strike_is_taken_to_be_about_it() -> None:
    reports = [report(f"early{n}") for n in range(3)]
    early = [hit(r, "Shells hit the hospital.", "hospital", "2030-05-09", "Dolyna") for r in reports]
    late = replace(hit(TWO, "The hospital was hit.", "hospital", "2030-05-20", "Dolyna"), time=PUBLISHED)
    incidents = [incident("a", *early), incident("b", late)]
    assert rows("repeated-strikes", [*early, late], incidents, [*reports, TWO]) == []
    assert rows("repeated-strikes", [*early, late], incidents, [*reports, TWO], dates="published")[0].strikes == 2


def test_the_hospital_where_the_wounded_were_brought_was_not_struck() -> None:
    first = hit(ONE, "The wounded were taken to the village hospital.", "hospital", "2030-05-09", "Dolyna")
    second = hit(TWO, "A child died in hospital.", "hospital", "2030-05-20", "Dolyna")
    assert found(first, second) == []


def test_words_that_count_the_strikes_make_a_row_without_invented_days() -> None:
    third = hit(ONE, "Shells hit hospital No. 4 in Varsk for the third time in a week.", "hospital", "2030-05-09")
    (row,) = found(third)
    assert (row.strikes, row.said, row.days) == (1, 3, ("2030-05-09: killed 1",))
    assert found(hit(ONE, "Shells hit hospital No. 4 for the first time.", "hospital", "2030-05-09")) == []


def test_one_sentence_with_two_days_is_two_strikes_with_no_toll_of_their_own() -> None:
    text = "Bombs fell on hospital No. 4 on 3 May, killing two, and again on 7 May, wounding six."
    (row,) = found(hit(ONE, text, "hospital", "2030-05-07"))
    assert row.days == ("2030-05-03", "2030-05-07")
    told = "Bombs fell on hospital No. 4 on 3 May, and on 7 May residents spoke of it."
    assert found(hit(ONE, told, "hospital", "2030-05-03")) == []


def test_it_and_the_hospital_are_what_the_report_named_before() -> None:
    first = hit(ONE, "Shells hit the Svitanok hospital.", "hospital", "2030-05-02")
    it = claim(ONE, "Rockets had struck it on that day.", at=300, when="2030-05-04")
    same = hit(ONE, "The same hospital was hit.", "hospital", "2030-05-06")
    other = hit(ONE, "A hospital was hit.", "hospital", "2030-05-08")
    (row,) = found(first, it, same, other)
    assert row.strikes == 3 and set(row.claims) == {first.id, it.id, same.id}


def test_a_direction_is_a_name_only_where_the_object_has_a_capital() -> None:
    named = [hit(ONE, "They hit the Southern Hospital.", "Hospital", d) for d in ("2030-05-09", "2030-05-10")]
    plain = [hit(TWO, "They hit the southern hospital.", "hospital", d) for d in ("2030-05-09", "2030-05-10")]
    (row,) = found(*named, *plain)
    assert row.object == "Southern hospital" and set(row.claims) == {c.id for c in named}
