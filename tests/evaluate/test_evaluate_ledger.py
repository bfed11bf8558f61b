"""`evaluate` on a ledger: claims or links, whichever the hand-coded file holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from harmledger.errors import UnreadableInput
from harmledger.evaluate import evaluate
from harmledger.records import Claim, Incident, Place, Report, Span
from harmledger.store import open_ledger

TEXT = "Mortars hit the bakery in Aden. Two bakers were hurt."

CLAIMS = """
document: bakery.txt
claims:
- id: k1
  kind: event
  event_type: shelling
  quote: Mortars hit the bakery in Aden
  targets: [food]
  place: {name: Aden, country: YE, lat: 12.78, lon: 45.03, precision: city}
"""
LINKS = """
- incident: bakery
  reports: [bakery.txt, again.txt]
"""


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    with open_ledger(path) as ledger:
        for n, name in enumerate(("bakery.txt", "again.txt")):
            report = Report(f"r-00000000000{n}", name, f"{TEXT} {n}", text_sha256=f"{n}" * 64, raw_sha256=f"{n}" * 64)
            quote = "Mortars hit the bakery in Aden"
            claim = Claim(
                f"c-00000000000{n}", report.id, name, "event", "actual", "shelling", (Span(quote, 0, len(quote)),),
                targets=("food",), place=Place("Aden", name="Aden", lat=12.8, lon=45.0),
            )  # fmt: skip
            ledger.add(report, [claim])
        claims = ("c-000000000000", "c-000000000001")
        reports = ("r-000000000000", "r-000000000001")
        ledger.replace_incidents([Incident("i-00000001", "event", "shelling", "Shelling in Aden", claims, reports)])
    return path


def test_claims_of_a_ledger(ledger_path: Path, tmp_path: Path) -> None:
    (tmp_path / "gold.yaml").write_text(CLAIMS, encoding="utf-8")
    with open_ledger(ledger_path) as ledger:
        scores = evaluate(ledger, tmp_path / "gold.yaml")
    assert scores.links is None
    assert scores.claims is not None and scores.claims.f1 == 1
    assert scores.to_json()["claims"]["slots"]["place"] == 1
    shown = str(scores)
    assert "claims F1                    1.000" in shown
    assert "shelling" in shown


def test_links_of_a_ledger(ledger_path: Path, tmp_path: Path) -> None:
    (tmp_path / "links.yaml").write_text(LINKS, encoding="utf-8")
    with open_ledger(ledger_path) as ledger:
        scores = evaluate(ledger, str(tmp_path / "links.yaml"))
    assert scores.links is not None and scores.links.f1 == 1
    assert "link F1" in str(scores)


def test_a_report_that_the_ledger_lacks_is_named(ledger_path: Path, tmp_path: Path) -> None:
    (tmp_path / "gold.yaml").write_text(CLAIMS.replace("bakery.txt", "mill.txt"), encoding="utf-8")
    with open_ledger(ledger_path) as ledger:
        shown = str(evaluate(ledger, tmp_path / "gold.yaml"))
    assert "not in the ledger, counted as missed: mill.txt" in shown
    assert "detection: shelling (event) missed" in shown


def test_a_missing_file_is_named(ledger_path: Path, tmp_path: Path) -> None:
    with open_ledger(ledger_path) as ledger, pytest.raises(UnreadableInput, match=r"nowhere\.yaml"):
        evaluate(ledger, tmp_path / "nowhere.yaml")
