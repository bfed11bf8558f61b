"""The forms of queue, decisions and show alike; each value of a claim is traced to its words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from harmledger import wording as words
from harmledger.cli.ledger import existing
from harmledger.publish.traced import traced
from harmledger.records import Time
from harmledger.store import Filter

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ledger(war: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of the ledger of the samples, and a reviewer."""
    monkeypatch.setenv("HARMLEDGER_REVIEWER", "Ada")
    return str(shutil.copy(war, tmp_path / "war.db"))


def test_queue_and_decisions_in_every_form(run: Run, ledger: str) -> None:
    rows = json.loads(run("queue", ledger, "--json", "--limit", "3")[1])
    assert [json.loads(line) for line in run("queue", ledger, "--jsonl", "--limit", "3")[1].splitlines()] == rows
    assert run("queue", ledger, "--csv", "--limit", "3")[1].startswith("need,kind,incident,place,claim,")
    assert rows[0]["incident"] in run("queue", ledger, "--limit", "3")[1]
    for row in rows[:2]:
        run("decide", "accept", ledger, row["claim"])
    for option in ("--reviewer", "--by"):
        assert len(run("decisions", ledger, option, "ada", "--from", "2020-01-01", "--jsonl")[1].splitlines()) == 2
    assert len(json.loads(run("decisions", ledger, "--limit", "1", "--json")[1])) == 1
    assert run("decisions", ledger, "--from", "2999-01-01", "--jsonl")[1] == ""
    assert {"accepted"} == {
        json.loads(line)["status"]
        for line in run("export", ledger, "--format", "claims", "--status", "accepted")[1].splitlines()
    }
    assert ",accepted,d-" in run("export", ledger, "--format", "claims-csv")[1]


def test_every_value_stands_where_the_page_says(ledger: str) -> None:
    with existing(ledger) as source:
        checked = 0
        for claim in source.claims():
            text = source.report(claim.report).text
            for value in traced(claim, text):
                if value.words and value.start is not None:
                    assert text[value.start : value.end] == value.words
                    checked += 1
        assert checked > 20


def test_a_claim_page_names_its_report_and_hash(run: Run, ledger: str) -> None:
    with existing(ledger) as source:
        events = list(source.claims(Filter(kinds=("event",))))
        claim = next(c for c in events if c.time and c.time.of_publication)
        report = source.report(claim.report)
    page = run("show", ledger, claim.id)[1]
    assert report.text_sha256 in page and report.document in page and report.outlet in page
    assert "basis" in page and "(published)" in page


def test_a_day_of_publication_is_marked(run: Run, ledger: str) -> None:
    day = Time.from_json({"start": "2022-04-14", "end": "2022-04-14", "precision": "day"})
    assert words.when(day) == "2022-04-14"
    of_report = Time("", day.start, day.end, "day", basis="breaking news: publication day")
    assert words.when(of_report) == "2022-04-14 (published)"


def test_the_limit_of_tolls_counts_what_is_shown(run: Run, ledger: str) -> None:
    every = json.loads(run("tolls", ledger, "--kind", "event", "--json")[1])
    some = json.loads(run("tolls", ledger, "--kind", "event", "--json", "--limit", "2")[1])
    assert some == every[:2] and len(some) == 2


def test_an_incident_or_place_where_something_else_is_asked(run: Run, ledger: str) -> None:
    with existing(ledger) as source:
        found = next(i for i in list(source.incidents()) if i.place and i.place.name)
    code, _, err = run("decide", "split", ledger, found.id, "--reason", "x")
    assert code == 2 and "is an incident; split takes claims" in err and found.claims[0] in err
    assert found.place is not None and found.place.name
    code, _, err = run("show", ledger, found.place.name)
    assert code == 1 and f'--place "{found.place.name}"' in err
