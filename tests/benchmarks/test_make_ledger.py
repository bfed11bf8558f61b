"""The invented ledger: as large as asked for, the same every time, every value at its words."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from harmledger.store import open_ledger

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import make_ledger


def test_every_span_stands_in_its_report() -> None:
    for report, claims in itertools.islice(make_ledger.told(), 150):
        assert claims
        for claim in claims:
            spans = [*claim.quotes, *claim.evidence, *(row for row in claim.casualties)]
            assert claim.report == report.id and spans
            assert all(report.text[s.start : s.end] == s.text for s in spans)
            for row in claim.casualties:
                assert row.text.replace(",", "") == str(row.low)


def test_the_ledger_is_as_large_as_asked_for_and_the_same_again(tmp_path: Path) -> None:
    digests = []
    for name in ("one.db", "two.db"):
        with open_ledger(tmp_path / name) as ledger:
            make_ledger.fill(ledger, 12)
            assert ledger.counts().incidents >= 12
            assert {c.status for c in ledger.claims()} == {"machine"} and not ledger.needs_link()
            digests.append(ledger.content_digest())
    assert digests[0] == digests[1]
