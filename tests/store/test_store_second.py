"""Second readings in the ledger: kept beside claims, replaced by the same model's next, checked like claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harmledger.errors import LedgerError
from harmledger.publish.verify import verify
from harmledger.records import Span
from harmledger.store import Ledger, SecondFailure, SecondReading, open_ledger
from ledger_samples import claim, report

ONE = report(1)
AGAIN = replace(claim(ONE), id="s-1")
READING = SecondReading(
    ONE.id, ONE.document, "m", "local", "prompt/1", (AGAIN,), 1, 2, {"claim: quote not in the report": 1},
    (SecondFailure(0, 9, "H702", "is broken JSON", "", "{"),),
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "war.db") as opened:
        opened.add(ONE, [claim(ONE)])
        yield opened


def test_a_reading_comes_back_equal_and_changes_no_content(ledger: Ledger) -> None:
    before, linked = ledger.content_digest(), ledger.revision()
    ledger.add_second_reading(READING)
    assert list(ledger.second_readings()) == [READING]
    assert (ledger.content_digest(), ledger.revision()) == (before, linked)
    assert [c.id for c in ledger.claims()] == [claim(ONE).id]
    assert ledger.check() == []


def test_a_model_has_one_reading_of_a_report_and_two_models_two(ledger: Ledger) -> None:
    ledger.add_second_reading(READING)
    newer = replace(READING, claims=(), failures=())
    ledger.add_second_reading(newer)
    ledger.add_second_reading(replace(READING, model="n"))
    assert list(ledger.second_readings()) == [newer, replace(READING, model="n")]
    ledger.add(ONE, [], replace=True)  # the report is coded anew: what a model made of its text stays
    assert len(list(ledger.second_readings())) == 2


def test_a_reading_of_no_report_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError):
        ledger.add_second_reading(replace(READING, report="r-none"))


def test_verify_finds_a_second_readings_quote_that_is_not_in_the_report(ledger: Ledger) -> None:
    ledger.add_second_reading(replace(READING, claims=(replace(AGAIN, quotes=(Span("Invented", 0, 8),)),)))
    assert [p.subject for p in verify(ledger).problems] == ["s-1"]
    ledger.add_second_reading(replace(READING, claims=(replace(AGAIN, report="r-other"),)))
    assert any("second reading" in p.what for p in verify(ledger).problems)
