"""Keys of names: spellings that mean one name fold together, different names stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmledger.gazetteer.names import fold, official, sound, transliterate


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("Київ", "kyiv"),
        ("ŁÓDŹ", "lodz"),
        ("Ivano-Frankivs'k", "ivano frankivsk"),
        ("Слов’янськ", "sloviansk"),
        ("Єлизаветівка", "yelyzavetivka"),
        ("Згурівка", "zghurivka"),
        ("Saint-Étienne", "saint etienne"),
        ("U.S.", "us"),
        ("  New\u00a0York ", "new york"),
        ("東京", ""),
    ],
)
def test_fold_gives_one_latin_key(spelling: str, key: str) -> None:
    assert fold(spelling) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kharkov", "Kharkiv"), ("Lugansk", "Luhansk"), ("Gorlovka", "Horlivka"), ("Schastye", "Shchastia"),
     ("Izyum", "Izium"), ("Konstantinovka", "Kostiantynivka")],
)  # fmt: skip
def test_spellings_of_one_slavic_name_sound_nearly_alike(one: str, other: str) -> None:
    from rapidfuzz import fuzz

    assert fuzz.ratio(sound(fold(one)), sound(fold(other))) > 85


@pytest.mark.parametrize(("one", "other"), [("Kherson", "Kharkiv"), ("Sumy", "Izium"), ("Rivne", "Lviv")])
def test_different_names_do_not_sound_alike(one: str, other: str) -> None:
    assert sound(fold(one)) != sound(fold(other))


def test_official_spelling_follows_the_rule_of_2010() -> None:
    assert official("Кам'янець-Подільський") == "Kamianets-Podilskyi"
    assert official("Щастя") == "Shchastia"
    assert transliterate("Покотиловка", russian=True) == "Pokotilovka"


@given(st.text(max_size=40))
def test_fold_is_idempotent_and_ascii(text: str) -> None:
    key = fold(text)
    assert key.isascii() and key == key.strip()
    assert fold(key) == key


@given(st.text(alphabet=st.characters(whitelist_categories=("Ll",), max_codepoint=0x17F), min_size=1, max_size=20))
def test_case_never_matters(text: str) -> None:
    assert fold(text.capitalize()) == fold(fold(text)) or fold(text) == fold(text.upper())
