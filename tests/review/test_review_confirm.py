"""A doubtful join that a person confirms is asked about no more, and holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_samples import groups, home, make

from harmledger import codebook, review
from harmledger.errors import UsageError


def test_a_confirmed_join_is_asked_about_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(codebook.load("review"), "doubtful_join", 1.0)
    ledger = make(tmp_path / "war.db")
    (asked,) = [w for w in review.queue(ledger) if w.kind == "same?"]
    act = review.confirm(ledger, *asked.claims, reviewer="Ada", reason="one strike")
    assert (act.action, act.subjects) == ("join", asked.claims)
    assert not [w for w in review.queue(ledger) if w.kind == "same?"]
    assert frozenset({"one", "two"}) in groups(ledger)
    review.undo(ledger, act.id, reviewer="Ada", reason="mistaken")
    assert [w for w in review.queue(ledger) if w.kind == "same?"] == [asked]


def test_claims_apart_are_joined_by_it_and_one_claim_is_none(tmp_path: Path) -> None:
    ledger = make(tmp_path / "war.db")
    review.confirm(ledger, "c-three1", "c-four1", reviewer="Ada", reason="one strike")
    assert home(ledger, "three") == home(ledger, "four")
    with pytest.raises(UsageError, match="two claims"):
        review.confirm(ledger, "c-one1", reviewer="Ada", reason="one strike")
