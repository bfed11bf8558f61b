"""Tense, as the choice of an undated event's time needs it."""

from __future__ import annotations

import pytest

from harmledger.extract.frames import lemmas_of
from harmledger.extract.tense import aftermath, definite, habitual, tense_of
from reading import sentence_of


def _token(text: str, word: str):  # type: ignore[no-untyped-def]
    sentence = sentence_of(text)
    (token,) = [t for t in sentence.doc if t.text == word]
    return token, frozenset(t.i for t in sentence.doc if "say" in lemmas_of(t))


@pytest.mark.parametrize(
    ("text", "word", "tense"),
    [
        ("The army shelled the town of Sumy.", "shelled", "past"),
        ("The governor said that rebels had shelled the town of Sumy.", "shelled", "past"),
        ("The rebels had shelled the town for years before the truce.", "shelled", "pluperfect"),
        ("Government troops have captured the town of Wad Madani.", "captured", "perfect"),
        ("Government troops have managed to capture the town.", "capture", "perfect"),
        ("Residents have also faced air strikes in the north.", "strikes", "perfect"),
        ("The militia is shelling the market in El Fasher.", "shelling", "present"),
        ("They are conducting airstrikes on the camp.", "airstrikes", "present"),
    ],
)
def test_tense(text: str, word: str, tense: str) -> None:
    token, says = _token(text, word)
    assert tense_of(token, says) == tense


@pytest.mark.parametrize(
    ("text", "word", "often"),
    [
        ("Jets have repeatedly bombed the hospital.", "bombed", True),
        ("They fled the relentless bombardment of the camp.", "bombardment", True),
        ("Jets bombed the hospital on Monday.", "bombed", False),
    ],
)
def test_habitual(text: str, word: str, often: bool) -> None:
    assert habitual(_token(text, word)[0]) is often


def test_definite() -> None:
    assert definite(_token("The strikes hit a depot.", "strikes")[0])
    assert not definite(_token("Several strikes hit a depot.", "strikes")[0])


def test_aftermath() -> None:
    assert aftermath(_token("Rescuers were still clearing debris after strikes on the port of Hodeidah.", "strikes")[0])
    assert not aftermath(_token("Residents fled after strikes on the port of Hodeidah.", "strikes")[0])
