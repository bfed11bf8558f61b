"""Who is blamed, and whether that is a dispute."""

from __future__ import annotations

import pytest
from link_samples import claim, report

from harmledger.link.disputes import disputed, opposed, rival_actors
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
