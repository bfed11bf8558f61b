"""Who is blamed, and whether that is a dispute."""

from __future__ import annotations

import pytest
from link_samples import by_id, claim, report

from harmledger.link.disputes import disputed, opposed, rival_actors, said_disputed
from harmledger.records import Claim


@pytest.mark.parametrize(
    ("one", "other", "rivals"),
    [
        ("Russia", "Ukraine", True),
        ("DPR", "Ukraine", True),
        ("Russia", "DPR", False),
        ("Russia", "Germany", False),
        ("North", "South", True),
        ("North", "North", False),
    ],
)
def test_sides_of_one_war_are_rivals_and_bystanders_are_not(one: str, other: str, rivals: bool) -> None:
    assert opposed(one, other) is rivals
    assert opposed(other, one) is rivals


def blamed(*actors: str | None) -> list[Claim]:
    return [claim(report(f"d{n}"), "They shelled it.", actor=actor) for n, actor in enumerate(actors)]


def test_one_slip_among_many_is_no_dispute() -> None:
    assert not disputed(blamed(*["Russia"] * 9, "Ukraine"))
    assert disputed(blamed(*["Russia"] * 9, "Ukraine", "Ukraine"))
    assert disputed(blamed("Russia", "Ukraine"))
    assert not disputed(blamed("Russia", None))
    assert not disputed([])


def test_rivals_come_with_their_claims() -> None:
    claims = blamed("Russia", "Germany", "Ukraine", "Russia")
    assert [(actor, len(own)) for actor, own in rival_actors(claims)] == [("Russia", 2), ("Ukraine", 1)]


def test_who_fights_or_admits_or_is_only_inferred_is_not_blamed() -> None:
    fight = [claim(report(f"f{n}"), "They fought.", actor=a, event_type="armed_clash") for n, a in enumerate(SIDES)]
    assert not disputed(fight)
    admitted = claim(report("m"), "We struck it.", actor="Ukraine", source=("a general", "military", "Ukraine"))
    assert not disputed([*blamed("Russia"), admitted])


def test_one_voice_that_names_both_sides_blames_neither() -> None:
    both = [claim(report("x"), f"It was {a}.", actor=a, at=n) for n, a in enumerate(SIDES)]
    assert not disputed(both)
    official = claim(report("x"), "It was them.", at=90, actor="Ukraine", source=("a ministry", "military", "Russia"))
    assert disputed([both[0], official]), "an official and the report itself are two voices"


SIDES = ("Russia", "Ukraine")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Shells hit the market. The two sides blamed each other.", "blamed each other"),
        ("Shells hit the market. The army denied any responsibility.", "denied any responsibility"),
        ("Shells hit the market, a claim that the ministry denied.", "claim that the ministry denied"),
        ("Shells hit the market. Moscow accused Ukraine of the attack.", "accused Ukraine of the attack"),
        ("Shells hit the market. The ministry called it Ukraine's provocation.", "called it Ukraine's provocation"),
        (
            "A ship sank. Russia says it was a fire; Ukrainian officials say otherwise.",
            "Russia says; Ukrainian officials say",
        ),
        ("A ship sank. Russia says it was a fire, and repeated it on Friday.", None),
        ("A ship sank near Ukraine as Russia claimed a gain; Russia says it was a fire.", None),
        ("A ship sank. France said it was sorry, Germany said it would help.", None),
        ("Shells hit the market. The mayor blamed Russia for the attack.", None),
        ("Shells hit the market. Rescuers are at work.", None),
    ],
)
def test_a_report_may_say_that_it_is_disputed(told: str, words: str | None) -> None:
    source = report("s", body=told)
    told_by = claim(source, "Shells hit the market", at=1, actor="Russia")
    assert [w for _, w in said_disputed([told_by], by_id(source))] == ([words] if words else [])


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Shells hit the market. The army denied responsibility for the fire at a refinery.", None),
        ("Shells hit the market. The army denied responsibility for shelling the market.", "denied responsibility"),
        ("Shells hit the market. The army denied responsibility for the attack.", "denied responsibility"),
    ],
)
def test_a_dispute_about_something_else_is_none(told: str, words: str | None) -> None:
    source = report("s", body=told)
    told_by = claim(source, "Shells hit the market", at=1, actor="Russia")
    assert [w for _, w in said_disputed([told_by], by_id(source))] == ([words] if words else [])


def test_words_of_dispute_beside_a_fight_dispute_no_deed() -> None:
    source = report("s", body="They fought a proxy war. The minister rejected the accusation.")
    fight = claim(source, "They fought a proxy war", at=1, event_type="armed_clash")
    assert said_disputed([fight], by_id(source)) == []
