"""The accuracy benchmark: floors hold, absent sets are named as absent, the page carries no text of the reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from harmledger.evaluate.claims import score
from harmledger.evaluate.gold import GoldClaim, GoldReport
from harmledger.evaluate.slots import SLOTS
from harmledger.records import Report

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import accuracy  # noqa: E402
import accuracy_page  # noqa: E402
import floors  # noqa: E402
import public_sets  # noqa: E402

HELD = {
    "floors": {
        "seeds": {"at_least": {"claims_f1": 0.7}, "at_most": {"false_alarms": 3}},
        "links": {"at_least": {"link_f1": 0.6}},
    }
}


def test_a_figure_below_its_floor_is_named() -> None:
    found = {"seeds": {"claims_f1": 0.69, "false_alarms": 4}}
    lines = floors.broken(HELD, found)
    assert [line.split(" is ")[0] for line in lines] == ["seeds claims_f1", "seeds false_alarms"]
    assert floors.broken(HELD, {"seeds": {"claims_f1": 0.7, "false_alarms": 3}}) == []


def test_raising_never_lowers() -> None:
    found = {"seeds": {"claims_f1": 0.65, "false_alarms": 1}}
    held = floors.moved(HELD, found, "abc", lower=None)
    assert held["floors"]["seeds"] == {"at_least": {"claims_f1": 0.7}, "at_most": {"false_alarms": 1}}
    assert "lowered" not in held
    assert HELD["floors"]["seeds"]["at_most"]["false_alarms"] == 3, "the given floors stay as they were"


def test_lowering_keeps_the_reason() -> None:
    held = floors.moved(HELD, {"seeds": {"claims_f1": 0.65, "false_alarms": 1}}, "abc", lower="the manual changed")
    assert held["floors"]["seeds"]["at_least"]["claims_f1"] == 0.65
    (note,) = held["lowered"]
    assert note == {
        "set": "seeds", "figure": "claims_f1", "from": 0.7, "to": 0.65, "commit": "abc", "reason": "the manual changed",
    }  # fmt: skip
    assert yaml.safe_load(floors.as_yaml(held)) == held


def test_absent_sets_are_reported_as_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measured = [m for name in accuracy.SETS for m in accuracy.SETS[name](tmp_path, 1)]
    carried = {"demo-reports", "other-wars"}  # these the repository has itself
    public = [one.name for one in public_sets.PUBLIC]
    assert [m.name for m in measured] == [
        "seeds",
        "articles",
        "snippets",
        "links",
        "incidents",
        "demo-reports",
        "other-wars",
        *public,
    ]
    assert all(m.absent == (m.name not in carried) for m in measured)
    page = accuracy_page.page(measured, "abc")
    assert page.count("**absent, not measured**") == 5 + len(public)
    assert accuracy.main(["--shared", str(tmp_path), "--only", "seeds"]) == 0
    assert "absent, not measured" in capsys.readouterr().out


def test_the_page_carries_figures_and_no_text_of_the_reports() -> None:
    quote = "Nobody outside may read these coded words"
    claim = GoldClaim(
        "k1", "event", "shelling", quote, frozenset(), frozenset(), None, None, None, (), None, False, "i"
    )
    scores = score([GoldReport("a.txt", (claim,), (), ())], [], [Report("r-1", "a.txt", f"{quote}.")])
    measured: list[Any] = [accuracy.Measured("seeds", "one report", claims=scores)]
    page = accuracy_page.page(measured, "abc")
    assert "detection: shelling (event) missed" in page
    assert "coded words" not in page
    assert "| seeds | 1 | 0.000 |" in page


def test_the_pinned_floors_can_be_read_and_name_known_figures() -> None:
    held = yaml.safe_load((BENCHMARKS / "floors.yaml").read_text(encoding="utf-8"))
    claims = {
        "claims_f1",
        "slot_mean",
        "ledger",
        "failed",
        "false_alarms",
        "from_boilerplate",
        "ungrounded_quotes",
        *SLOTS,
        "calibration_gap",
    }
    public = {name: {p.figure for p in points} | {"failed"} for name, points in accuracy_page.POINTS.items()}
    public["links"] = {"link_f1", "false_merge_share", "failed"}
    public["incidents"] = {f"{way} {name}" for way in ("gold", "own") for name, _, _ in accuracy_page.SAID} | {"failed"}
    assert set(held["floors"]) >= {"seeds", "articles", "snippets"}
    for name, limits in held["floors"].items():
        known = public.get(name, claims)
        assert {f for bound in limits.values() for f in bound} <= known
