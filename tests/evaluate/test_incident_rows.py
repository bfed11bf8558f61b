"""The measure on incident tables: which rows are scored on what, and what counts as right."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from harmledger.evaluate.incident_rows import Incident, compare, read_incidents
from harmledger.records import Casualty, Claim, Source, Span

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "benchmarks"))
import insecurity_insight

RULES = insecurity_insight.rules()


def claim(**values: Any) -> Claim:
    given = {"kind": "event", "modality": "actual", "event_type": "shelling", "source": Source(), **values}
    return Claim(id="c", report="r", document="d", quotes=(Span("x", 0, 1),), **given)


def verdicts(point: str, text: str, claims: list[Claim], **fields: Any) -> list[str]:
    incident = Incident("1", "2023-05-03", text, frozenset({"health"}), {k: [v] for k, v in fields.items()})
    return [verdict for p, verdict, *_ in compare(incident, claims, RULES) if p == point]


def row(outcome: str, victims: str, low: int, high: int | None, text: str = "") -> Casualty:
    return Casualty(outcome=outcome, victims=victims, low=low, high=high, text=text, start=0, end=len(text))


def test_a_weapon_is_scored_only_where_the_text_names_it() -> None:
    given = {"Weapon Carried/Used": "Rocket"}
    assert verdicts("weapon", "A rocket hit a clinic.", [claim(weapons=("rocket_mlrs",))], **given) == ["right"]
    assert verdicts("weapon", "A rocket hit a clinic.", [claim(event_type="other")], **given) == ["missed"]
    assert verdicts("weapon", "A clinic was hit.", [claim(event_type="other")], **given) == []
    assert verdicts("weapon", "A clinic was hit.", [claim(weapons=("drone",))], **given) == ["wrong"]


def test_shelling_counts_as_the_weapon_where_none_is_named() -> None:
    given = {"Weapon Carried/Used": "Shelling"}
    assert verdicts("weapon", "Shelling hit a clinic.", [claim()], **given) == ["right"]
    assert verdicts("weapon", "A mine killed a nurse.", [claim()], **{"Weapon Carried/Used": "Mine"}) == [
        "missed",
        "wrong",
    ]


def test_the_sector_is_among_the_targets() -> None:
    assert verdicts("target", "A clinic was hit.", [claim(targets=("healthcare",))]) == ["right"]
    assert verdicts("target", "A clinic was hit.", [claim(targets=("education",))]) == ["missed", "wrong"]
    assert verdicts("target", "Supplies were taken.", [claim(targets=("residential",))]) == []


def test_damage_needs_a_row_of_objects() -> None:
    told = claim(targets=("healthcare",), casualties=(row("damaged", "objects", 1, 1),))
    field = {"Number of Attacks on Health Facilities Reporting Damaged": 1}
    assert verdicts("damage", "A clinic was damaged.", [told], **field) == ["right"]
    assert verdicts("damage", "A clinic was damaged.", [claim(targets=("healthcare",))], **field) == ["missed"]
    assert verdicts("damage", "A clinic was damaged.", [told], **dict.fromkeys(field, 0)) == ["wrong"]
    assert verdicts("damage", "A clinic was hit.", [told], **field) == []


@pytest.mark.parametrize(
    ("low", "high", "verdict"), [(2, 2, ["right"]), (1, None, ["right"]), (3, None, ["missed", "wrong"])]
)
def test_workers_are_counted_by_the_number(low: int, high: int | None, verdict: list[str]) -> None:
    told = claim(casualties=(row("killed", "medical_worker", low, high), row("killed", "people", 9, 9)))
    assert verdicts("workers", "Two nurses were killed.", [told], **{"Health Workers Killed": 2}) == verdict


def test_a_party_named_without_a_word_for_it_is_wrong() -> None:
    name = {"Reported Perpetrator Name": "Armed Forces of the Russian Federation"}
    assert verdicts("perpetrator", "Russian shells hit it.", [claim(actor="Russia")], **name) == ["right"]
    assert verdicts("perpetrator", "Shells hit it.", [claim(actor="Russia")], **name) == ["wrong"]
    assert verdicts("perpetrator", "Enemy shells hit it.", [claim()], **name) == ["missed"]
    assert verdicts("perpetrator", "Shells hit it.", [claim()], **name) == []


def test_rows_of_one_event_in_several_tables_are_one(tmp_path: Path) -> None:
    base = {"SiND Event ID": 7, "Date": "2023-05-03", "Event Description": "A clinic was hit._x000D_\n"}
    rows = [base | {"_set": "health", "Health Workers Killed": 2}, base | {"_set": "explosive"}]
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    (incident,) = read_incidents(path)
    assert (incident.text, incident.count(["Health Workers Killed"])) == ("A clinic was hit.", 2)
    assert len(read_incidents(path, 0)) + len(read_incidents(path, 1)) == 1


def test_the_public_set(shared: Path) -> None:
    figures = insecurity_insight.measure(shared, part=1)
    assert figures["weapon F1"] >= 0.85 and figures["perpetrator precision"] >= 0.97
