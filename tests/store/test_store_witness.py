"""What the custody log testifies: a ledger whose content was changed behind its back says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harmledger import review
from harmledger.store import open_ledger
from harmledger.store.sqlite import SqliteLedger
from ledger_samples import claim, incident, report

_AT = "UPDATE claim SET record = json_set(record, '$.confidence', 0.99), confidence = 0.99"


def _db(ledger: object) -> object:
    assert isinstance(ledger, SqliteLedger)
    return ledger._db


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE report SET outlet = 'Another', record = json_set(record, '$.outlet', 'Another')", "title, outlet"),
        ("UPDATE report SET record = json_set(record, '$.url', 'https://example.org')", "title, outlet"),
        (_AT, "by no decision"),
    ],
)
def test_columns_and_record_changed_together_are_found(tmp_path: Path, sql: str, found: str) -> None:
    with open_ledger(tmp_path / "war.db") as ledger:
        ledger.add(report(1), [claim(report(1))])
        assert ledger.check() == []
        _db(ledger).execute(sql)  # type: ignore[attr-defined]
        assert [found in line for line in ledger.check()] == [True]


def test_a_decision_that_is_cut_off_is_missed(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "war.db") as ledger:
        one = claim(report(1))
        ledger.add(report(1), [one])
        act = review.accept(ledger, one.id, reviewer="Ada")
        assert ledger.check() == [], "what people decide is no tampering"
        db = _db(ledger)
        for table in ("decision_claim", "decision_subject", "decided_claim"):
            db.execute(f"DELETE FROM {table}")  # type: ignore[attr-defined]
        db.execute("DROP TRIGGER decision_no_delete")  # type: ignore[attr-defined]
        db.execute("DELETE FROM decision")  # type: ignore[attr-defined]
        assert any(act.id in line and "gone" in line for line in ledger.check())


def test_records_of_an_older_version_verify(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "war.db") as ledger:
        one = claim(report(1))
        ledger.add(report(1), [one])
        ledger.replace_incidents([incident(1, one)])
        db = _db(ledger)
        for table, later in (("claim", ("status", "decisions")), ("incident", ("grade", "mentions"))):
            ((record,),) = db.execute(f"SELECT record FROM {table}")  # type: ignore[attr-defined]
            older = {k: v for k, v in json.loads(record).items() if k not in later}
            text = json.dumps(older, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            db.execute(f"UPDATE {table} SET record = ?", (text,))  # type: ignore[attr-defined]
        assert [line for line in ledger.check() if "record" in line] == []
