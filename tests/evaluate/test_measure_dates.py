"""The measure of dates: what counts as right, and the floor that the grammar must keep."""

from __future__ import annotations

import json
from pathlib import Path

from harmledger.evaluate.dates import measure, read, same


def test_values_are_those_of_timeml() -> None:
    text = "Mill burns\nMarch 3 , 2021\nThe mill burned on Monday , two years after the flood of May 2019 ."
    values = {r["text"]: r["value"] for r in read(text, "2021-03-03")}
    assert values == {"March 3 , 2021": "2021-03-03", "Monday": "2021-03-01", "two years": "P2Y", "May 2019": "2019-05"}


def test_a_time_of_day_counts_by_its_day() -> None:
    assert same("2021-03-03T18:00Z", "2021-03-03") and not same("2021-03-03", "2021-03-04")


def test_precision_and_recall_are_told_apart(tmp_path: Path) -> None:
    labels = [{"start": 0, "end": 6, "text": "Monday", "value": "2021-03-01"},
              {"start": 30, "end": 35, "text": "dusky", "value": "2021-03-02"}]  # fmt: skip
    report = {"published": "2021-03-03", "text": "Monday was calm, yesterday not so dusky", "timexes": labels}
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(report), encoding="utf-8")
    figures = measure(path)
    assert (figures["value recall"], figures["value precision"]) == (0.5, 0.5)


def test_the_held_out_half_of_the_public_set(shared: Path) -> None:
    assert measure(shared / "benchmarks" / "dates" / "meantime.jsonl", part=1)["value F1"] >= 0.77
