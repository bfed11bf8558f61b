"""The publisher's words are carried as given, and a title is there in any case."""

from __future__ import annotations

from harmledger.publish.imprint import NONE, TITLE, Imprint


def test_an_imprint_without_title_has_a_plain_one() -> None:
    assert NONE.named == TITLE
    assert Imprint(title="The river war").named == "The river war"


def test_an_imprint_is_a_record() -> None:
    given = Imprint("T", "CC-BY-4.0", "Cite us", "desk@example.org")
    assert Imprint.from_json(given.to_json()) == given
