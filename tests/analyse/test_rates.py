"""The rate of attacks: figures as told, with their period or without, then and now, counted incidents apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from analyse_samples import claim, day, incident, place, report, rows

from harmledger.analyse.rate_compare import read_growth
from harmledger.analyse.rate_words import read_rates
from harmledger.extract.numbers import find_counts
from harmledger.records import Evidence, Place, Time

ONE, TWO = report("one"), report("two", "2030-05-12")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("They shelled El Fasher 45 times over the past day.", ("shellings", 45, 45, "day", "count", "carried out")),
        ("RSF carries out 5 to 8 drone strikes each week.", ("drone attacks", 5, 8, "week", "rate", "carried out")),
        ("Residents reported a dozen attacks overnight.", ("attacks", 12, 12, "night", "count", "carried out")),
        ("Junta jets flew up to 50 sorties a day.", ("air strikes", None, 50, "day", "rate", "carried out")),
        ("The rebels fired at least 30 missiles.", ("missiles", 30, None, "", "unplaced", "carried out")),
        ("More than 2,000 shells hit Idlib since the siege.", ("shells", 2000, None, "", "total", "carried out")),
        ("Shells fall on the camp every ten minutes.", ("shellings", 1, 1, "10 minutes", "rate", "carried out")),
        ("The garrison repelled 14 enemy attacks.", ("attacks", 14, 14, "", "unplaced", "repelled")),
        ("Four cruise missiles were shot down at dawn.", ("missiles", 4, 4, "part of a day", "count", "intercepted")),
        ("The bakery was hit twice.", ("attacks", 2, 2, "", "unplaced", "carried out")),
    ],
)  # fmt: skip
def test_a_figure_keeps_its_number_its_period_and_its_fate(words: str, told: tuple[object, ...]) -> None:
    (found,) = read_rates(words)
    assert (found.what, found.low, found.high, found.per, found.way, found.fate) == told


@pytest.mark.parametrize(
    "words",
    [
        "In all 44 people were injured in strikes.",
        "The convoy carried 300 missile systems.",
        "Allies will send 300 missiles.",
        "The death rate was three times higher after attacks.",
        "He fired S-300 missiles.",
        "Hackers launched 40 attacks a day.",
        "Three attack helicopters crossed the border.",
        "One of the missile attacks hit a silo.",
        "They increased the shelling by 10 times.",
    ],
)
def test_other_numbers_are_no_rate(words: str) -> None:
    assert read_rates(words) == ()


def test_numbers_that_share_a_noun_and_parts_of_a_whole() -> None:
    shared = read_rates("The enemy launched 3 missile and 10 air strikes over the past day.")
    assert [(t.what, t.low) for t in shared] == [("missile strikes", 3), ("air strikes", 10)]
    parts = read_rates("Gunners shot down four out of six missiles.")
    assert [(t.low, t.fate) for t in parts] == [(4, "intercepted"), (6, "carried out")]
    fired = read_rates("They fired a dozen missiles at the port, and a house was destroyed.")
    assert [t.fate for t in fired] == ["carried out"]


def test_then_and_now_in_one_sentence_are_two_rates_of_one_period() -> None:
    then, now = read_rates("Before they shelled us 7 to 10 times a day, now 70 to 80.")
    assert (then.low, then.high, then.per, then.age) == (7, 10, "day", "then")
    assert (now.low, now.high, now.per, now.age) == (70, 80, "day", "now")
    was, became = read_rates("The number of raids rose from 20 to 60 attacks a day.")
    assert (was.low, was.age, became.low, became.age) == (20, "then", 60, "now")
    (a_range,) = read_rates("The city sees from 20 to 60 attacks a day.")
    assert (a_range.low, a_range.high) == (20, 60)


def test_a_count_by_characters_is_the_count_by_tokens() -> None:
    text = "On 3 May at least 70 people and about 12 cars."
    assert [text[c.start : c.end] for c in find_counts(text)] == ["at least 70", "about 12"]


def test_one_sentence_told_of_two_places_is_one_joint_figure() -> None:
    words = "Over the past day 14 attacks were carried out in Varsk and Dolyna."
    on = day("2030-05-09")
    claims = [claim(ONE, words, where=w, when=on, actor_text=w) for w in ("Varsk", "Dolyna")]
    (row,) = rows("attack-rate", claims, reports=[ONE])
    assert (row.place, row.low, row.per, row.end) == ("Dolyna; Varsk", 14, "day", dt.date(2030, 5, 9))
    assert set(row.claims) == {c.id for c in claims}


def test_equal_figures_of_two_reports_are_one_row_with_both_voices() -> None:
    claims = [claim(r, "Varsk was shelled 45 times on May 9.", when=day("2030-05-09")) for r in (ONE, TWO)]
    (row,) = rows("attack-rate", claims, reports=[ONE, TWO])
    assert (row.sources, len(row.claims), row.said) == (2, 2, dt.date(2030, 5, 10))


def test_a_figure_without_a_period_stands_on_no_day() -> None:
    (row,) = rows("attack-rate", [claim(ONE, "The army fired 30 missiles.", when=day("2030-05-10", stated=False))])
    assert (row.way, row.per, row.start, row.end) == ("unplaced", "", None, None)


def test_denied_and_feared_attacks_have_no_rate() -> None:
    denied = claim(ONE, "The army denied that it fired 30 missiles.", modality="denied")
    assert rows("attack-rate", [denied], reports=[ONE]) == []


def test_change_within_a_report_and_over_time() -> None:
    told = claim(ONE, "Before they shelled us 7 to 10 times a day, now 70 to 80 times a day.", when=None)
    (within,) = rows("rate-change", [told], reports=[ONE])
    assert (within.told, within.direction, within.ratio_low, within.ratio_high) == ("in one report", "up", 7.0, 11.43)
    first = claim(ONE, "Varsk was shelled 40 times on May 9.", when=day("2030-05-09"))
    second = claim(TWO, "Varsk was shelled 10 times on May 11.", when=day("2030-05-11"))
    other = claim(TWO, "Dolyna was shelled 90 times on May 12.", where="Dolyna", when=day("2030-05-12"))
    (step,) = rows("rate-change", [first, second, other], reports=[ONE, TWO])
    assert (step.told, step.direction, step.ratio_low, step.before_low, step.low) == ("over time", "down", 0.25, 40, 10)
    assert set(step.claims) == {first.id, second.id}


def test_a_rate_that_stands_behind_the_quote_is_read_from_the_claim() -> None:
    munitions = {"before": {"low": 7, "high": 10}, "per_day": {"low": 70, "high": 80}}
    coded = (Evidence("munitions:before", "seven to 10", 31, 42), Evidence("munitions:per_day", "70-80", 57, 62))
    words = "Before, our street was shelled seven to 10 times a day"
    told = claim(ONE, words, munitions=munitions, evidence=coded)
    assert [(r.low, r.high, r.age) for r in rows("attack-rate", [told], reports=[ONE])] == [
        (7, 10, "then"),
        (70, 80, "now"),
    ]
    (change,) = rows("rate-change", [told], reports=[ONE])
    assert (change.told, change.ratio_low, change.claims) == ("in one report", 7.0, (told.id,))


def test_counted_incidents_are_reported_ones_by_week_and_undated_ones_stay_apart() -> None:
    a, b = claim(ONE, "Shells hit a home.", when=day("2030-05-07")), claim(TWO, "A mortar hit.", when=day("2030-05-08"))
    later, when = claim(TWO, "Rockets hit.", when=day("2030-05-14")), claim(TWO, "A raid.", when=None)
    clash = claim(TWO, "Troops fought.", event_type="armed_clash")
    incidents = [incident(n, c) for n, c in (("a", a), ("b", b), ("c", later), ("d", when), ("e", clash))]
    found = rows("incident-rate", [a, b, later, when, clash], incidents, [ONE, TWO])
    assert [(r.period_start, r.incidents, r.before) for r in found] == [
        (dt.date(2030, 5, 6), 2, None),
        (dt.date(2030, 5, 13), 1, 2),
        (None, 1, None),
    ]
    assert place("Varsk").name == found[0].place


@pytest.mark.parametrize(
    ("words", "then", "now", "per"),
    [
        ("Dolyna was shelled four times a day in spring, now it is 30 to 40.", (4, 4), (30, 40), "day"),
        ("Air raids on Varsk have risen from two a week to nine a week.", (2, 2), (9, 9), "week"),
        ("Shelling of Varsk has fallen to six shells a day from more than 20 in May.", (20, None), (6, 6), "day"),
        ("Guns fire 90 shells a day at Varsk, compared with 30 a day a month ago.", (30, 30), (90, 90), "day"),
        ("Jets now carry out seven air strikes a day, up from two a day in April.", (2, 2), (7, 7), "day"),
        ("The shelling, which had dropped from 12 shells a day to three a day, had stopped.", (12, 12), (3, 3), "day"),
        ("There are 60 attacks a day now, 20 a day last year.", (20, 20), (60, 60), "day"),
    ],
)
def test_two_rates_set_against_each_other(
    words: str, then: tuple[int, int | None], now: tuple[int, int | None], per: str
) -> None:
    told = {t.age: t for t in read_rates(words)}
    assert set(told) == {"then", "now"}
    assert ((told["then"].low, told["then"].high), (told["now"].low, told["now"].high)) == (then, now)
    assert {t.per for t in told.values()} == {per}
    assert {t.fate for t in told.values()} == {"carried out"}


@pytest.mark.parametrize("words", ["The rebels fired more than 30 missiles.", "Up to 50 missiles were fired."])
def test_a_bound_is_no_comparison(words: str) -> None:
    assert [t.age for t in read_rates(words)] == [""]


@pytest.mark.parametrize(
    ("words", "ratio"),
    [
        ("The intensity of the shelling has grown by 10 times.", 10.0),
        ("The number of air strikes halved.", 0.5),
        ("Shelling fell by 40 percent.", 0.6),
        ("Ten times more shells fall than before.", 10.0),
        ("The number of victims of the shelling doubled.", None),
        ("Bread prices doubled.", None),
    ],
)
def test_a_change_told_as_a_factor(words: str, ratio: float | None) -> None:
    assert [g.ratio for g in read_growth(words)] == ([] if ratio is None else [ratio])


def test_a_factor_with_the_figure_of_now_has_no_figure_of_before() -> None:
    told = claim(ONE, "Air strikes on Varsk have doubled to eight a day.", event_type="air_strike", when=None)
    (row,) = rows("rate-change", [told], reports=[ONE])
    assert (row.before_low, row.low, row.per, row.ratio_low, row.direction) == (None, 8, "day", 2.0, "up")


def test_words_of_time_belong_to_the_figure_that_they_stand_with() -> None:
    words = "Guns fire 90 shells a day at Varsk, compared with 30 a day in April."
    april = Time("April", dt.date(2030, 4, 1), dt.date(2030, 4, 30), "month", 62, 67, "expression")
    found = rows("attack-rate", [claim(ONE, words, when=april)], reports=[ONE])
    assert {(r.low, r.start) for r in found} == {(90, None), (30, dt.date(2030, 4, 1))}


def test_a_part_shot_down_is_not_the_whole_and_keeps_its_attacker() -> None:
    whole, part = read_rates("They fired six Russian missiles at the port, four of them shot down.")
    assert (whole.low, whole.fate, part.low, part.fate, part.between) == (6, "carried out", 4, "intercepted", "Russian")


def test_a_region_named_with_the_figure_is_its_place() -> None:
    words = "There were 50 attacks on Kharkiv region on May 9."
    told = claim(ONE, words, where=Place("Kharkiv", 25, 32, "Kharkiv", "UA", precision="city"), when=day("2030-05-09"))
    (row,) = rows("attack-rate", [told], reports=[ONE])
    assert row.place == "Kharkiv Oblast"


def test_whose_attacks_says_how_it_is_known() -> None:
    told = claim(ONE, "Varsk was shelled 45 times on May 9.", actor="Russia", when=day("2030-05-09"))
    guessed = replace(told, evidence=(Evidence("actor", "Varsk", 0, 5, "inferred from the place's country"),))
    bases = [rows("attack-rate", [c], reports=[ONE])[0].by_basis for c in (told, guessed)]
    assert bases == ["stated", "inferred from the place's country"]


def test_a_figure_behind_the_quote_is_read_from_the_rest_of_its_sentence() -> None:
    words = "Varsk was shelled four times a day in spring, now it is 30 to 40 times a day."
    whole = replace(ONE, text=words)
    short = claim(whole, words[:45], when=None, event_type="shelling")
    found = rows("attack-rate", [short], reports=[whole])
    assert [(r.low, r.high, r.age) for r in found] == [(4, 4, "then"), (30, 40, "now")]
    denied = replace(claim(whole, words, modality="denied"), id="c-denied")
    assert {r.low for r in rows("attack-rate", [short, denied], reports=[whole])} == {4}
