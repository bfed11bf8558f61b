"""Encodings: every text comes out as it was written, and what is already right stays as it is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmledger.collect.decode import decode, looks_binary, tidied
from harmledger.errors import UnreadableInput

ENGLISH = "Shelling damaged the clinic’s roof in Ostrava Hill on Tuesday – “nobody was hurt”, the mayor said. " * 4
UKRAINIAN = (
    "Унаслідок обстрілу пошкоджено лікарню, загинули двоє людей, повідомив мер міста. Рятувальники працюють на місці. "
)
RUSSIAN = "В результате обстрела повреждена больница, погибли два человека, сообщил мэр города. Спасатели работают. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [ENGLISH, UKRAINIAN * 4])
def test_unicode_encodings(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", UKRAINIAN * 5),
        ("cp1251", RUSSIAN * 5),
        ("koi8-r", RUSSIAN * 5),
        ("cp1252", ENGLISH),
        ("latin-1", "Le maire a déclaré que l’hôpital était touché : trois blessés à Besançon.".replace("’", "'") * 5),
    ],
)
def test_one_byte_encodings_are_found_and_told(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.steps and decoded.steps[0].startswith("decode/1: from ")


def test_declared_encoding_is_used_where_utf8_fails() -> None:
    text = "Полк отступил"
    assert decode(text.encode("koi8-r"), declared="koi8-r").text == text


def test_declared_encoding_never_overrides_utf8() -> None:
    assert decode(UKRAINIAN.encode(), declared="cp1252").text == UKRAINIAN


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    data = (UKRAINIAN * 3).strip(" .").encode()[:-1]
    decoded = decode(data)
    assert decoded.text.startswith(UKRAINIAN)
    assert any("damaged" in step for step in decoded.steps)


def test_mojibake_is_repaired_and_told() -> None:
    broken = "The mayor’s office – “closed”\nПолк".encode().decode("cp1252", errors="replace")
    broken = "The mayor’s office said “no”".encode().decode("cp1252", errors="ignore") + "\nПолк у місті"
    decoded = tidied(broken.replace("\u009d", ""))
    assert "mayor’s" in decoded.text
    assert decoded.text.endswith("\nПолк у місті")
    assert any(step.startswith("ftfy/") for step in decoded.steps)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200))
def test_right_text_is_left_alone_but_for_mojibake(text: str) -> None:
    decoded = tidied(text)
    if not decoded.steps:
        assert decoded.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "text",
    ["“Quotes” ‘stay’ – as … they are", "ﬁre oﬃcer", "ＦＵＬＬ width", "№ 5 «так», — сказав він", "naïve café São"],
)
def test_typography_is_not_mojibake(text: str) -> None:
    assert tidied(text).text == text
    assert tidied(text).steps == ()


def test_line_ends_and_impossible_characters() -> None:
    decoded = tidied("one\r\ntwo\rthree\x00\ud800")
    assert decoded.text == "one\ntwo\nthree \ufffd"
    assert len(decoded.steps) == 2
    decoded.text.encode("utf-8")


def test_noise_is_binary_in_every_sample() -> None:
    for seed in range(20):
        data = random.Random(seed).randbytes(3000)
        assert looks_binary(data)
        with pytest.raises(UnreadableInput, match="binary"):
            decode(data)


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UnreadableInput:
        return
    decoded.text.encode("utf-8")
    assert "\r" not in decoded.text and "\x00" not in decoded.text
