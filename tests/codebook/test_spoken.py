"""Names that can be read aloud: they follow from their key, and are found however they were heard."""

from __future__ import annotations

import re
from itertools import islice

import pytest

from harmledger import codebook
from harmledger.codebook import spoken

WORD = re.compile(r"^[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]$")


def test_names_are_words_and_grow_by_a_word() -> None:
    for key in ("c-1", "c-2", "c-3f2a"):
        first, second, third = islice(spoken.names(key), 3)
        assert len(first.split("-")) == 2 and all(WORD.match(word) for word in third.split("-"))
        assert second.startswith(first + "-") and third.startswith(second + "-")


def test_names_follow_from_the_key_as_they_did_when_the_first_were_issued() -> None:
    assert [next(spoken.names(f"c-{n}")) for n in range(3)] == ["rimum-vabuv", "pirul-vutal", "kanob-suhir"]


def test_two_words_tell_many_keys_apart() -> None:
    made = {next(spoken.names(f"c-{n}")) for n in range(20_000)}
    assert len(made) >= 19_998


def test_no_name_holds_letters_to_avoid(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = next(spoken.names("c-2"))
    rules = {**codebook.load("spoken"), "avoid": [usual[:3]]}
    monkeypatch.setattr(spoken, "_rules", lambda: rules)
    other = next(spoken.names("c-2"))
    assert usual[:3] not in other and usual.split("-")[1] == other.split("-")[0]


@pytest.mark.parametrize(
    "typed",
    ["i-lusab-babad", "I-LUSAB-BABAD", "lusab babad", "lusabbabad", "i lusab babad", "ilusabbabad", "лусаб-бабад",
     "і-лусаб-бабад", " i–lusab–babad "],
)  # fmt: skip
def test_as_it_was_heard(typed: str) -> None:
    assert spoken.said("i-lusab-babad") in spoken.heard(typed)


def test_letters_of_two_readings() -> None:
    assert {"gutih", "hutih", "gutig", "hutig"} <= set(spoken.heard("гутіг"))


def test_confused_sounds_are_nearer_than_other_letters() -> None:
    assert spoken.distance("lusab", "lusap") < spoken.distance("lusab", "lusaz") == 1
    assert spoken.nearest("lusap-bapad", ["i-lusaz-babad", "i-lusab-babad", "i-gutih-tugad"])[0] == "i-lusab-babad"
    assert spoken.nearest("lusab-babad", ["i-gutih-tugad"]) == []
