"""Retellings in one report are one claim; news makes another."""

from __future__ import annotations

import pytest

from reading import Walk


def test_a_headline_and_its_first_sentence_are_one_claim(claims_of: Walk) -> None:
    (claim,) = claims_of(
        "An air strike hit a hospital in Nyala on Tuesday, killing three patients.",
        title="Air strike hits hospital in Nyala",
    )
    assert [q.text[:10] for q in claim.quotes] == ["Air strike", "An air str"]
    assert [(r.outcome, r.low) for r in claim.casualties] == [("killed", 3)]
    assert claim.time is not None
    assert claim.time.text == "Tuesday"


def test_a_headline_alone_is_a_claim(claims_of: Walk) -> None:
    (claim,) = claims_of("The minister of sport met his colleague from Qatar.", title="Shells hit hospital in Nyala")
    assert claim.targets == ("healthcare",)


def test_a_headline_of_another_town_stays(claims_of: Walk) -> None:
    found = claims_of("Shells hit a school in Kassala on Tuesday.", title="Shells hit hospital in Nyala")
    assert [c.place.name for c in found if c.place] == ["Nyala", "Kassala"]


@pytest.mark.parametrize(
    ("second", "claims"),
    [
        ("The shelling of Taiz lasted all Monday.", 1),
        ("The shelling killed a woman.", 2),
        ("The shelling of Taiz damaged a school on Monday.", 2),
        ("The shelling of Marib went on on Monday.", 2),
        ("The army denied that it had shelled Taiz.", 2),
        ("Shells hit Taiz on Friday, too.", 2),
    ],
)
def test_the_second_sentence(claims_of: Walk, second: str, claims: int) -> None:
    assert len(claims_of(f"Shells hit Taiz on Monday. {second}")) == claims


def test_another_speaker_is_another_claim(claims_of: Walk) -> None:
    found = claims_of("Shells hit Taiz on Monday, the mayor said. Shells hit Taiz on Monday, the army said.")
    assert [c.source.type for c in found] == ["local_authority", "military"]


def test_a_bare_reference_to_what_was_told_is_no_claim(claims_of: Walk) -> None:
    assert len(claims_of("Shells hit Taiz on Monday. The attack was condemned by the mayor of Marib.")) == 1


def test_figures_of_one_claim_are_not_doubled(claims_of: Walk) -> None:
    (claim,) = claims_of("Shelling of Taiz killed three people on Monday.", title="Three killed in Taiz")
    assert [(r.outcome, r.low, r.high) for r in claim.casualties] == [("killed", 3, 3)]


def test_nobody_hurt_ends_the_attack_just_told(claims_of: Walk) -> None:
    (claim,) = claims_of("Shells hit Taiz on Monday. No one was injured.")
    assert [(c.outcome, c.low, c.high) for c in claim.casualties] == [("injured", 0, 0)]


@pytest.mark.parametrize("title", ["Three killed in Sudan", "Air strike kills three in Sudan"])
def test_a_headline_that_names_the_country_is_the_bodys_event(claims_of: Walk, title: str) -> None:
    (claim,) = claims_of("An air strike on Nyala in Sudan killed three patients on Tuesday.", title=title)
    assert (claim.kind, claim.place.name if claim.place else None) == ("event", "Nyala")


def test_a_count_still_going_on_after_a_strike_is_the_strikes(claims_of: Walk) -> None:
    told = "An air strike hit a market in Nyala, Sudan, on Monday."
    found = claims_of(f"{told} 97 bodies had been buried so far, a resident said.")
    assert {(c.kind, c.place.name if c.place else None) for c in found} == {("event", "Nyala")}
    war = claims_of(f"{told} So far 9,000 people have been killed in the war, the ministry said.")
    assert [c.kind for c in war] == ["event", "toll"]


def test_a_headlines_sum_is_not_the_figure_of_one_event_of_the_body(claims_of: Walk) -> None:
    found = claims_of("Soldiers shot protesters in Mandalay on Monday.", title="500 killed in Myanmar")
    assert [(c.kind, c.place.name if c.place else None, len(c.casualties)) for c in found] == [
        ("toll", "Myanmar", 1),
        ("event", "Mandalay", 0),
    ]


def test_a_sentence_far_on_in_one_long_paragraph_is_no_retelling(claims_of: Walk) -> None:
    told, idle = "Shells hit a school in Taiz on Monday.", " Prices of bread rose in the market."
    assert len(claims_of(told + idle * 2 + " " + told)) == 1
    assert len(claims_of(told + idle * 120 + " " + told)) == 2


def test_a_headline_that_tells_less_than_the_bodys_sum_is_folded_into_it(claims_of: Walk) -> None:
    (claim,) = claims_of(
        "In Sudan, militiamen killed nine civilians and injured 29 more over the past day.",
        title="Militiamen kill nine civilians in Sudan in past day",
    )
    assert (claim.kind, len(claim.quotes)) == ("toll", 2)
