"""What is hard to read is known by what it describes, not by how many were harmed."""

from __future__ import annotations

import pytest

from harmledger.publish.content_note import graphic


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Rescuers pulled eleven bodies from the rubble.", "describes dead bodies"),
        ("The boy, six, was found with his legs crushed and covered in blood.", "describes injuries to children"),
        ("A prisoner said the guards gave him electric shocks.", "describes torture or mistreatment"),
        ("Two women were RAPED, and a mass grave was opened.", "describes sexual violence and mass graves"),
        ("The family burned alive in the cellar.", "describes people burned or buried alive"),
        ("The men lay with their hands tied behind their backs.", "describes killings at close range"),
    ],
)
def test_what_is_described_is_named(text: str, note: str) -> None:
    found = graphic(text)
    assert found is not None
    assert found.startswith(note)


@pytest.mark.parametrize(
    "text",
    [
        "Shelling killed two children and wounded nine people, the governor said.",
        "The body that runs the elections found no reason to delay.",
        "Rapeseed oil was seized at the port.",
        "The governing body of the school and the head of the district spoke.",
        "",
    ],
)
def test_a_count_or_another_sense_is_not_covered(text: str) -> None:
    assert graphic(text) is None


def test_words_apart_are_no_phrase() -> None:
    assert graphic("Bodies of water, among them the lake that the town drew from, were found to be polluted.") is None
