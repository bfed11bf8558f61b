"""Verification finds every kind of change: in quotes, words of values, texts, hashes, columns and original files."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harmledger.publish import verify
from harmledger.publish.verify import EXIT_CODE
from harmledger.records import Casualty, Claim, Evidence, Published, Region, Report, Source, Span
from harmledger.store import open_ledger
from ledger_samples import claim, incident, report


def test_a_good_ledger(tmp_path: Path) -> None:
    one = report(1)
    with open_ledger(tmp_path / "war.db") as ledger:
        ledger.add(one, [claim(one), claim(one, 2)])
        ledger.replace_incidents([incident(1, claim(one))])
        found = verify(ledger)
    assert found.ok
    assert (found.reports, found.claims, found.spans) == (1, 2, 6)  # a quote, evidence and a place each
    assert EXIT_CODE == 3


def _quote(c: Claim) -> Claim:
    return replace(c, quotes=(Span("Shells hit the market", 0, 21),))


def _outside(c: Claim) -> Claim:
    return replace(c, quotes=(Span("x", 9_000, 9_001),))


CHANGES: dict[str, Callable[[Claim], Claim]] = {
    "quote": _quote,
    "outside": _outside,
    "has no quote": lambda c: replace(c, quotes=()),
    "targets:water": lambda c: replace(c, evidence=(Evidence("targets:water", "bread", 0, 5),)),
    "place": lambda c: replace(c, place=replace(c.place, text="Kyiv") if c.place else None),
    "time": lambda c: replace(c, time=replace(c.time, text="Monday", text_start=0, text_end=6) if c.time else None),
    "casualty figure": lambda c: replace(c, casualties=(Casualty("killed", "people", None, 1, 1, "one", 0, 3),)),
    "source at": lambda c: replace(c, source=Source("x", start=-1, end=4)),
}


@pytest.mark.parametrize("named", sorted(CHANGES))
def test_a_claim_that_its_report_does_not_carry(tmp_path: Path, named: str) -> None:
    one = report(1)
    bad = CHANGES[named](claim(one))
    with open_ledger(tmp_path / "war.db") as ledger:
        ledger.add(one, [bad, claim(one, 2)])
        found = verify(ledger)
    assert [p.subject for p in found.problems] == [bad.id]
    assert named in found.problems[0].what


REPORTS: dict[str, Callable[[Report], Report]] = {
    "SHA-256": lambda r: replace(r, text_sha256=hashlib.sha256(b"other").hexdigest()),
    "publication date": lambda r: replace(r, published=Published(evidence=Span("day 13", 0, 6))),
    "furniture": lambda r: replace(r, regions=(Region(0, 99_999, "furniture"),)),
}


@pytest.mark.parametrize("named", sorted(REPORTS))
def test_a_report_that_does_not_fit_itself(tmp_path: Path, named: str) -> None:
    bad = REPORTS[named](report(1))
    with open_ledger(tmp_path / "war.db") as ledger:
        ledger.add(bad, ())
        found = verify(ledger)
    assert [p.subject for p in found.problems] == [bad.id]
    assert named in found.problems[0].what


def changed(path: Path, sql: str, *values: Any) -> None:
    """Change the file behind the ledger's back."""
    connection = sqlite3.connect(path)
    connection.execute(sql, values)
    connection.commit()
    connection.close()


def test_changes_behind_the_ledgers_back(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    one = report(1)
    with open_ledger(path) as ledger:
        ledger.add(one, [claim(one)])
    changed(path, "UPDATE report SET text = replace(text, 'Monday', 'Sunday')")
    with open_ledger(path, readonly=True) as ledger:
        subjects = {p.subject for p in verify(ledger).problems}
    assert subjects == {one.id, claim(one).id}, "the text against its hash, the quote against the text"


def test_a_record_that_was_changed_with_its_quote_in_place(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    one = report(1)
    with open_ledger(path) as ledger:
        ledger.add(one, [claim(one)])
        record = claim(one).to_json()
    changed(path, "UPDATE claim SET record = ?", json.dumps({**record, "actor": "Ukraine"}))
    with open_ledger(path, readonly=True) as ledger:
        found = verify(ledger)
    assert {p.subject for p in found.problems} == {claim(one).id, one.id}, "the log testifies of the report's claims"
    assert any("actor" in p.what for p in found.problems)


def test_original_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"news{number}.txt").write_text(f"news {number}", encoding="utf-8")
    with open_ledger(tmp_path / "war.db") as ledger:
        for number in (1, 2, 3, 4):
            digest = hashlib.sha256(f"news {number}".encode()).hexdigest()
            ledger.add(report(number, raw_sha256=digest), ())
        ledger.add(report(5, source_path="in/table.csv", document="row-5"), ())
        (folder / "news2.txt").write_text("changed", encoding="utf-8")
        found = verify(ledger, originals=True, base=tmp_path)
        assert (found.originals, found.missing) == (3, 2)
        assert [(p.subject, "has changed" in p.what) for p in found.problems] == [(report(2).id, True)]
        assert verify(ledger).ok, "without asking, originals are left alone"
