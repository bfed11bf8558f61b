"""Scores of links on three coded incidents, reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from harmledger.errors import UnreadableInput
from harmledger.evaluate import links
from harmledger.evaluate.gold import read_links
from harmledger.records import Claim, Span

GOLD = """
- incident: mill
  reports: [a, b, c]
  not_same: [x]
- incident: port
  reports: [d, e]
  not_same: [a]
  optional: [e]
- incident: many
  series: true
  reports: [a, d]
"""


def _links(tmp_path: Path, joined: dict[str, str]) -> links.LinkScores:
    path = tmp_path / "links.yaml"
    path.write_text(GOLD, encoding="utf-8")
    return links.score(read_links(path), [_claim(d, i) for d, i in joined.items()])


def _claim(document: str, incident: str) -> Claim:
    return Claim(
        f"c-{document}", f"r-{document}", document, "event", "actual", "shelling", (Span("x", 0, 1),), incident=incident
    )


def test_all_joined_and_nothing_else(tmp_path: Path) -> None:
    scores = _links(tmp_path, {"a": "i1", "b": "i1", "c": "i1", "d": "i2", "x": "i3"})
    assert (scores.precision, scores.recall, scores.f1) == (1, 1, 1)
    assert (scores.near, scores.near_joined) == (4, 0)


def test_a_near_miss_that_is_joined_costs_precision(tmp_path: Path) -> None:
    scores = _links(tmp_path, {"a": "i1", "b": "i1", "c": "i1", "d": "i2", "x": "i1"})
    assert scores.recall == 1
    assert scores.near_joined == 3
    assert scores.precision == pytest.approx(3 / 6)


def test_two_coded_incidents_in_one_cost_precision(tmp_path: Path) -> None:
    scores = _links(tmp_path, {"a": "i1", "b": "i2", "c": "i3", "d": "i1"})
    assert scores.recall == 0
    assert scores.precision == 0
    assert scores.near_joined == 1


def test_the_worst_incident_comes_first_and_reports_without_incident_are_counted(tmp_path: Path) -> None:
    scores = _links(tmp_path, {"a": "i1", "b": "i1"})
    assert scores.each[0].incident == "mill"
    assert scores.recall == pytest.approx(1 / 3)
    assert scores.reports_without_incident == 2


def test_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "links.yaml"
    path.write_text("document: a\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"links\.yaml"):
        read_links(path)
