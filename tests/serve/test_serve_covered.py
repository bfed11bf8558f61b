"""Words that are hard to read stand behind a content note on every page, and in the words that charts open."""

from __future__ import annotations

import json
import re

import pytest
from desks import desk_over, html, ledger_of

from harmledger.serve.pages import registry

_HARD = "decapitated"
_TOLD = (
    "14 March 2023\n\nA missile hit the hospital in Kharkiv on 13 March, killing four people, said the mayor. "
    "Medics found decapitated bodies in the yard. The governor said a decapitated man was among the nine dead. "
    "Kharkiv had no power and decapitated animals lay in the streets for weeks, residents said. "
    "Since the invasion 3,214 civilians have been killed, many decapitated, in the Kharkiv region, the UN said."
)
_COVERED = re.compile(r'<details class="content-note[^"]*"><summary>.*?</summary>.*?</details>', re.S)
_DATA = re.compile(r'<script type="application/json"[^>]*>.*?</script>', re.S)
_QUOTES = re.compile(r'<script type="application/json" id="quotes">(.*?)</script>', re.S)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page that a site of the hard text has."""
    path = ledger_of(tmp_path_factory.mktemp("covered"), hard=_TOLD)
    with desk_over(path) as desk:
        return {
            kind.address(key): html(desk, name, key)
            for name, kind in registry().items()
            if not kind.server_only
            for key in kind.keys(desk)
        }


def test_no_page_shows_hard_words_without_a_click(pages: dict[str, str]) -> None:
    assert any(_HARD in page for page in pages.values())
    bare = {at: _DATA.sub("", _COVERED.sub("", page)) for at, page in pages.items()}
    assert not {at: page[max(page.find(_HARD) - 80, 0) :][:160] for at, page in bare.items() if _HARD in page}


def test_the_words_that_a_chart_opens_carry_their_note(pages: dict[str, str]) -> None:
    held = [entry for page in pages.values() for text in _QUOTES.findall(page) for entry in json.loads(text).values()]
    hard = [entry for entry in held if _HARD in entry["quote"]]
    assert hard
    assert all(entry["note"] for entry in hard)
    assert any(not entry["note"] for entry in held)
