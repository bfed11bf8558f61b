"""The bundled reports coded by hand: the coding is sound, and a ledger of the reports can be scored against it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from harmledger import codebook, engine
from harmledger.evaluate import evaluate
from harmledger.evaluate.align import spans, squash
from harmledger.evaluate.gold import GoldReport, read_gold
from harmledger.store import Ledger, open_ledger

SAMPLES = Path(str(resources.files("harmledger") / "samples"))
GOLD = SAMPLES / "gold"
SETS = {"demo_reports.yaml": SAMPLES / "reports", "other_wars.yaml": SAMPLES / "other_wars"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(tmp_path_factory.mktemp("samples") / "samples.db") as made:
        engine.read([str(folder) for folder in SETS.values()], made, engine.ReadOptions(jobs=1))
        yield made


def test_every_report_is_coded_and_every_passage_stands_in_its_report(ledger: Ledger) -> None:
    texts = {r.document: squash(r.text) for r in ledger.reports()}
    gold = read_gold(GOLD)
    assert sorted(g.document for g in gold) == sorted(texts)
    for coded in gold:
        for passage in passages(coded):
            assert spans(texts[coded.document], [passage]), (coded.document, passage)


def passages(coded: GoldReport) -> list[str]:
    return [*(claim.quote for claim in coded.claims), *coded.not_events]


def test_page_furniture_named_stands_in_the_files() -> None:
    raw = squash("\n".join(p.read_text(encoding="utf-8") for f in SETS.values() for p in sorted(f.iterdir())))
    named = [text for coded in read_gold(GOLD) for text in coded.boilerplate]
    assert len(named) > 10
    assert [text for text in named if squash(text) not in raw] == []


def entries() -> list[tuple[str, dict[str, Any]]]:
    coded = [entry for name in SETS for entry in yaml.safe_load((GOLD / name).read_text(encoding="utf-8"))]
    return [(f"{entry['id']} {claim['id']}", claim) for entry in coded for claim in entry["claims"]]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("kinds", lambda c: [c["kind"]]),
        ("event_types", lambda c: [c["event_type"]]),
        ("targets", lambda c: c.get("targets", [])),
        ("weapons", lambda c: c.get("weapons", [])),
        ("outcomes", lambda c: [r["outcome"] for r in c.get("casualties", [])]),
        ("victims", lambda c: [r["victims"] for r in c.get("casualties", [])]),
        ("source_types", lambda c: [c["source"]["type"]]),
        ("sides", lambda c: [c["source"]["side"]]),
        ("place_precisions", lambda c: [c["place"]["precision"]] if "place" in c else []),
        ("time_precisions", lambda c: [c["time"]["precision"]] if "time" in c else []),
    ],
)
def test_the_coding_uses_the_vocabulary(field: str, values: Any) -> None:
    allowed = set(codebook.load("vocabulary")[field])
    assert [where for where, claim in entries() if not set(values(claim)) <= allowed] == []


def test_figures_and_dates_run_upwards() -> None:
    for where, claim in entries():
        for row in claim.get("casualties", []):
            assert row["low"] is not None or row["high"] is not None, where
            assert row["low"] is None or row["high"] is None or row["low"] <= row["high"], where
        if "time" in claim:
            assert claim["time"]["start"] <= claim["time"]["end"], where


def test_a_ledger_of_the_samples_is_scored(ledger: Ledger) -> None:
    scores = evaluate(ledger, GOLD).claims
    assert scores is not None
    assert scores.absent == () and scores.reports == 21
    assert scores.traps == sum(len(g.not_events) for g in read_gold(GOLD))
    assert scores.ungrounded == 0
    # Whether it was read at all; how well is for benchmarks/accuracy.py to say.
    assert scores.aligned > scores.missed
    assert scores.ledger > 0.3
