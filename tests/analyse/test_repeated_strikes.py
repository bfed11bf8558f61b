"""One object struck on several days: how it is known to be one, and which days count."""

from __future__ import annotations

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


def test_the_day_of_publication_is_no_day_of_a_strike_unless_words_say_again() -> None:
    first = hit(ONE, "Shells hit the hospital.", "hospital", "2030-05-09", "Dolyna")
    day = first.time
    assert day is not None
    published = Time("", day.start.replace(day=20), day.end.replace(day=20), "day", basis="publication")  # type: ignore[union-attr]
    told = replace(hit(TWO, "The hospital was hit.", "hospital", "2030-05-20", "Dolyna"), time=published)
    again = replace(hit(TWO, "The hospital was shelled again.", "hospital", "2030-05-20", "Dolyna"), time=published)
    assert found(first, told) == []
    assert found(first, told, dates="published")[0].strikes == 2
    (row,) = found(first, again)
    assert row.strikes == 2 and row.again == (again.id,)
