"""What the wording of two reports speaks for: stories, details, days of the week."""

from __future__ import annotations

from link_samples import by_id, claim, report

from harmledger.link import link
from harmledger.link.settings import settings
from harmledger.link.words import figures_in
from harmledger.records import Claim, Join, Report, Time

KILLED = [("killed", "people", 1, 1)]


def joins(a: Claim, b: Claim, *reports: Report) -> dict[str, float]:
    """The reasons of the pair's join, none where it was not made."""
    found: list[Join] = [j for i in link([a, b], by_id(*reports)) for j in i.joins]
    return {r.name: r.weight for j in found for r in j.reasons}


def test_figures_are_ages_times_and_large_numbers() -> None:
    text = (
        "Olen Marr, 16, and a 7-year-old girl were hit at 4:20 a.m. on 12 May 2031; 1,450 houses lost power, 3 burned."
    )
    assert figures_in(text, settings()) == {"#16yo", "#7yo", "#4:20", "#1450"}


def test_undated_reports_join_by_what_both_tell() -> None:
    told = "Olen Marr, 16, was shot at 4:20 a.m. outside the Kestrel bakery in Varsk, said Ines Dovray, his aunt."
    again = (
        "The aunt Ines Dovray wept for Olen Marr, 16, killed at the Kestrel bakery of Varsk near 4:20 a.m. by a gunman."
    )
    r = report("one", None, body=told)
    s = report("two", None, body=again)
    a = claim(r, told, at=1, when=None, event_type="armed_attack", casualties=KILLED)
    b = claim(s, again, at=1, when=None, event_type="armed_attack", casualties=KILLED)
    reasons = joins(a, b, r, s)
    assert reasons["details"] > 0 and reasons["story"] > 0


def test_other_shootings_in_the_town_do_not() -> None:
    one, two = "Olen Marr, 16, was shot outside a bakery in Varsk.", "A man of Varsk shot his neighbour over a debt."
    r, s = report("one", None, body=one), report("two", None, body=two)
    a = claim(r, one, at=1, when=None, event_type="armed_attack", casualties=KILLED)
    b = claim(s, two, at=1, when=None, event_type="armed_attack", casualties=KILLED)
    assert not joins(a, b, r, s)


def test_the_day_of_the_week_speaks_where_no_date_is_known() -> None:
    r, s = report("one", None), report("two", None)
    quote = "Olen Marr died when a gunman fired at the Kestrel bakery."
    friday, sunday = Time("on Friday"), Time("on Sunday night")
    kind = {"event_type": "armed_attack", "casualties": KILLED, "targets": ("food",)}
    a = claim(r, quote, when=friday, **kind)
    same, other = claim(s, quote, when=friday, at=1, **kind), claim(s, quote, when=sunday, at=2, **kind)
    table = settings().data["time"]["weekday"]
    assert joins(a, same, r, s)["time"] == table["same"]
    assert joins(a, other, r, s).get("time", table["other"]) == table["other"]


def test_a_capital_in_a_headline_makes_no_name() -> None:
    r = report("one", title="Shelling Of The Hospital Again")
    s = report("two", "2030-05-11", title="Hospital In Varsk Opened")
    a = claim(r, "Shelling Of The Hospital Again", at=0)
    b = claim(s, "Hospital In Varsk Hit", at=0)
    assert "names" not in joins(a, b, r, s)
