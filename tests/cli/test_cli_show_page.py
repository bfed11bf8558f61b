"""The page of an incident says what people need to judge it: grade and reasons, earlier ids, what is only a mention."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from harmledger import wording as words
from harmledger.cli.show import Dossier, page
from harmledger.records import Difference, Toll
from ledger_samples import claim, incident, report

ONE = report(1)
FIRST, SECOND = claim(ONE, 1), claim(ONE, 2, status="corrected")


def shown(**more: Any) -> str:
    found = Dossier(incident(1, FIRST, SECOND, **more), (FIRST, SECOND), {ONE.id: ONE})
    console = Console(width=150, record=True, file=io.StringIO())
    console.print(page(found))
    return console.export_text()


def test_grade_with_reasons_and_who_gave_it() -> None:
    text = shown(grade="fair", grade_reasons=("two independent sources", "no denial"), graded_by="rule")
    assert "grade     fair: two independent sources; no denial" in text
    assert "grade     weak (by Olha)" in shown(grade="weak", graded_by="Olha")


def test_contested_is_said_once() -> None:
    assert shown(contested=True, grade="contested", graded_by="rule").count("contested") == 1
    assert "status    contested" in shown(contested=True, grade="weak")
    assert "status    contested" in shown(contested=True)


def test_earlier_ids_mentions_and_what_people_did() -> None:
    text = shown(aliases=("i-gutih-tugad", "i-0a1b2c3d"), mentions=(FIRST.id,))
    assert "was also  i-gutih-tugad, i-0a1b2c3d" in text
    assert f"(only mentions it)  {FIRST.id}" in text and f"(corrected)  {SECOND.id}" in text


def test_lower_bounds_and_differences() -> None:
    row = Toll("killed", "people", 4, 9, 16, "most_direct", (FIRST.id,), best_open=True)
    revised = Difference("revision", "killed", ("4", "9"), (FIRST.id,), "the same governor")
    text = shown(tolls=(row,), differences=(revised,))
    assert "killed, people: 9+ (4–16)" in text
    assert "revision in killed: 4  →  9  [1]\n      the same governor" in text


@pytest.mark.parametrize(
    ("grade", "contested", "said"),
    [(None, False, ""), (None, True, "contested"), ("fair", False, "fair"), ("contested", True, "contested"),
     ("weak", True, "weak, contested")],
)  # fmt: skip
def test_standing_in_a_list(grade: str | None, contested: bool, said: str) -> None:
    assert words.standing(incident(1, FIRST, grade=grade, contested=contested)) == said
