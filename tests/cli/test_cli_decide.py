"""Deciding by command: what is said, what is refused, what is exported and taken in elsewhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ledger(war: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of the ledger of the samples, and a reviewer."""
    monkeypatch.setenv("HARMLEDGER_REVIEWER", "Ada")
    return str(shutil.copy(war, tmp_path / "war.db"))


def first(run: Run, ledger: str) -> tuple[str, str]:
    """A claim at the head of the queue, and its incident."""
    row = json.loads(run("queue", ledger, "--kind", "event", "--limit", "1", "--json")[1])[0]
    return row["claim"], row["incident"]


def test_a_correction_is_shown_listed_and_undone(run: Run, ledger: str) -> None:
    claim, _ = first(run, ledger)
    code, _, err = run("decide", "correct", ledger, claim, "--set", "weapons=drone", "--reason", "as said below")
    assert code == 0
    assert "weapons:" in err and "→ drone: decided." in err and "decide undo" in err
    code, out, _ = run("show", ledger, claim)
    assert "corrected" in out and "(the reader wrote:" in out and "Ada: correct" in out
    code, out, _ = run("decisions", ledger, "--json")
    (listed,) = json.loads(out)
    act = listed["decision"]
    assert (act["reviewer"], act["reason"], act["subjects"]) == ("Ada", "as said below", [claim])
    assert run("decide", "undo", ledger, act["id"], "--reason", "no")[0] == 0
    assert "[undone]" in run("decisions", ledger, "--on", claim)[1]
    assert "status     machine" in run("show", ledger, claim)[1]
    assert run("verify", ledger)[0] == 0


def test_a_rejected_claim_is_listed_only_when_asked_for(run: Run, ledger: str) -> None:
    claim, incident = first(run, ledger)
    assert run("decide", "reject", ledger, claim, "--reason", "hearsay")[0] == 0
    assert claim not in run("claims", ledger, "--modality", "all", "--json")[1]
    assert claim in run("claims", ledger, "--status", "rejected", "--json")[1]
    assert claim not in run("export", ledger, "--format", "claims")[1]
    held = json.loads(run("show", ledger, incident, "--json")[1])
    assert claim not in held["claims"]


def test_a_dry_run_stores_nothing(run: Run, ledger: str) -> None:
    claim, _ = first(run, ledger)
    before = Path(ledger).read_bytes()
    code, _, err = run("decide", "reject", ledger, claim, "--reason", "hearsay", "--dry-run")
    assert code == 0 and "nothing was stored" in err
    assert run("decisions", ledger)[2] == "0 decisions.\n"
    assert Path(ledger).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reject", "CLAIM"), "needs a reason"),
        (("correct", "CLAIM", "--reason", "x"), "correct needs --set"),
        (("correct", "CLAIM", "--reason", "x", "--set", "killed"), "no name=value"),
        (("correct", "CLAIM", "--reason", "x", "--set", "weapons=dron"), "Did you mean drone?"),
        (("accept", "CLAIM", "--to", "i-x"), "belongs to the action move"),
        (("undo", "d-1", "d-2", "--reason", "x"), "one at a time"),
        (("undo", "d-1", "--reason", "x"), "there is no decision of this id"),
        (("accept", "c-nothing"), "there is no claim of this id"),
    ],
)
def test_what_cannot_be_decided_is_said_in_one_line(run: Run, ledger: str, words: tuple[str, ...], said: str) -> None:
    claim, _ = first(run, ledger)
    action, *rest = (claim if w == "CLAIM" else w for w in words)
    code, out, err = run("decide", action, ledger, *rest)
    assert code in (1, 2) and out == ""
    assert said in err and err.count("\n") == 1


def test_nobody_decides_without_a_name(run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HARMLEDGER_REVIEWER")
    claim, _ = first(run, ledger)
    code, _, err = run("decide", "accept", ledger, claim)
    assert code == 2 and "--reviewer NAME" in err
    assert run("decide", "accept", ledger, claim, "--reviewer", "Bela")[0] == 0


def test_decisions_travel_to_another_copy(run: Run, ledger: str, war: str, tmp_path: Path) -> None:
    claim, incident = first(run, ledger)
    other = str(shutil.copy(war, tmp_path / "other.db"))
    run("decide", "accept", ledger, claim)
    run("decide", "grade", ledger, incident, "--grade", "weak", "--reason", "one source")
    run("decide", "reject", other, claim, "--reason", "hearsay", "--reviewer", "Bela")
    exported = str(tmp_path / "ours.jsonl")
    assert run("export", ledger, "--format", "decisions", "--out", exported)[0] == 0
    assert "2 of 2 decisions would be new" in run("decide", "import", other, exported, "--dry-run")[2]
    code, _, err = run("decide", "import", other, exported)
    assert code == 0 and "2 decisions taken in, 0 known already." in err and "in contradiction" in err
    assert "0 decisions taken in, 2 known" in run("decide", "import", other, exported)[2]
    assert len(run("decisions", other, "--contradictory")[1].splitlines()) >= 2
    assert json.loads(run("show", other, incident, "--json")[1])["grade"] == "weak"


def test_an_export_without_names_names_nobody(run: Run, ledger: str) -> None:
    claim, incident = first(run, ledger)
    act = json.loads(run("decide", "accept", ledger, claim, "--json")[1])
    run("decide", "agree", ledger, act["id"], "--reviewer", "Bela")
    run("decide", "grade", ledger, incident, "--grade", "weak", "--reason", "one source")
    told = run("export", ledger, "--format", "decisions-unnamed")[1]
    assert "Ada" not in told and "Bela" not in told and act["nonce"] not in told
    rows = [json.loads(line) for line in told.splitlines()]
    assert [r["reviewer"] for r in rows] == ["reviewer 1", "reviewer 2", "reviewer 1"]
    assert rows[0]["seconded"] == ["reviewer 2"]
    for shape in ("claims", "incidents", "claims-csv", "geojson"):
        assert "Ada" not in run("export", ledger, "--format", shape)[1], "names stand in decisions alone"


def test_decisions_as_a_table_for_programs(run: Run, ledger: str) -> None:
    claim, _ = first(run, ledger)
    run("decide", "correct", ledger, claim, "--set", "killed=3-5", "--reason", "as counted")
    head, row = run("decisions", ledger, "--csv", "--by", "ada", "--since", "2020-01-01")[1].splitlines()
    assert head.startswith("id,at,reviewer,action,subjects")
    assert ",Ada,correct," in row and "→ 3–5 killed" in row
    assert run("decisions", ledger, "--by", "Bela")[2] == "0 decisions.\n"
    assert run("decisions", ledger, "--lost")[2] == "0 decisions.\n"
