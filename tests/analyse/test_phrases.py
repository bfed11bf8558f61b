"""The little language of phrases in codebook files."""

from __future__ import annotations

import pytest

from harmledger.analyse.phrases import pattern


@pytest.mark.parametrize(
    ("phrase", "text", "fits"),
    [
        ("power|gas cut", "a gas cut", True),
        ("power|gas cut", "a gas cutter", False),
        ("cut_off|shut", "cut-off", True),
        ("bus? station", "the station", True),
        ("restor*", "Restoring", True),
        ("second ... rescuers", "the second one hit the rescuers", True),
        ("second ... rescuers", "the second hit a shed, rescuers said", False),
        ("second ... rescuers", "second " + "of many " * 3 + "rescuers", False),
    ],
)
def test_phrases(phrase: str, text: str, fits: bool) -> None:
    assert (pattern((phrase,)).search(text) is not None) is fits


def test_a_slot_stands_for_a_list() -> None:
    found = pattern(("{who} arrived",), (("who", ("fire crews?", "medics")),))
    assert found.search("Medics arrived") and not found.search("Trucks arrived")


def test_no_phrases_find_nothing() -> None:
    assert pattern(()).search("anything") is None
