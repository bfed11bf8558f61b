"""The language of a text by script and common words."""

from __future__ import annotations

import pytest

from harmledger.clean.language import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Shells hit the market on Monday and two traders were killed, the mayor said.", "en"),
        ("Унаслідок обстрілу ринку загинули двоє людей, повідомив міський голова.", "uk"),
        ("В результате обстрела рынка погибли два человека, сообщил мэр города.", "ru"),
        ("W wyniku ostrzału targu zginęły dwie osoby, poinformował burmistrz.", "pl"),
        ("Bei dem Beschuss des Marktes wurden zwei Menschen getötet, sagte der Bürgermeister.", "de"),
        ("Deux personnes ont été tuées dans le bombardement du marché, a déclaré le maire.", "fr"),
        ("Dos personas murieron en el bombardeo del mercado, dijo el alcalde.", "es"),
        ("قتل شخصان في قصف على السوق، قال رئيس البلدية", "ar"),
        ("12345 67", ""),
        ("", ""),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert detect(text) == code
