"""What was struck, told from where victims were brought, where shots came from, and what only looks like a shot."""

from __future__ import annotations

import pytest
from analyse_samples import claim, report

from harmledger.analyse.struck import is_struck
from harmledger.records import Evidence

ONE = report("one")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Shells hit the hospital.", "hospital", True),
        ("City hospital: 19 wounded after the shelling.", "hospital", False),
        ("The clinic had received 12 wounded after the strike.", "clinic", False),
        ("Six wounded are in the regional hospital after shelling.", "hospital", False),
        ("Rockets were fired from the bank of the reservoir at the town.", "reservoir", False),
        ("Troops took him to a clinic.", "clinic", False),
        ("Rockets fired from the east hit the reservoir.", "reservoir", True),
    ],
)
def test_where_the_wounded_lie_and_where_shots_come_from_was_not_struck(text: str, words: str, expected: bool) -> None:
    at = text.index(words)
    evidence = Evidence("targets:healthcare", words, at, at + len(words))
    assert is_struck(claim(ONE, text, evidence=(evidence,)), evidence) is expected


def test_a_plant_fired_with_coal_was_not_fired_at() -> None:
    text = "The coal-fired power plant stands in the east."
    fired, plant = Evidence("event_type", "fired", 9, 14), Evidence("targets:energy", "power plant", 15, 26)
    assert not is_struck(claim(ONE, text, evidence=(fired, plant)), plant)
