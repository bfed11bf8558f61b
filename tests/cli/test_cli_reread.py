"""Reading a ledger anew by command, with the real reader."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from harmledger.engine import coder, relink
from harmledger.gazetteer import Gazetteer
from harmledger.records import Claim
from harmledger.resolve.versions import reader
from harmledger.store import open_ledger

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ledger(war: str, tmp_path: Path) -> str:
    """A copy of the ledger of the samples."""
    return str(shutil.copy(war, tmp_path / "war.db"))


def test_what_this_version_read_stays_as_it_is(run: Run, ledger: str) -> None:
    with open_ledger(ledger) as source:
        before, claims = source.content_digest(), source.counts().claims
    code, out, _ = run("reread", ledger, "--all", "--jobs", "1", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["same"], told["changed"], told["gone"], told["new"], told["passed"]) == (claims, 0, 0, 0, 0)
    code, out, err = run("reread", ledger, "--jobs", "1")
    assert code == 0 and "read by this version already" in out and "Run" not in err
    with open_ledger(ledger) as source:
        assert source.content_digest() == before
    assert run("verify", ledger)[0] == 0


def test_an_older_readers_claims_are_read_anew_and_a_dry_run_says_so(run: Run, ledger: str) -> None:
    with open_ledger(ledger) as source:
        report = next(r for r in source.reports() if len(source.machine_claims(r.id)) > 1)
        first, *rest = source.machine_claims(report.id)
        source.add(report, [older(c) for c in rest], replace=True)
        relink(source)
    before = Path(ledger).read_bytes()
    code, out, err = run("reread", ledger, report.id, "--jobs", "1", "--dry-run")
    assert code == 0 and "Nothing was stored." in err
    assert Path(ledger).read_bytes() == before
    code, out, err = run("reread", ledger, report.id, "--jobs", "1", "--json")
    told = json.loads(out)
    assert (told["read"], told["same"], told["new"]) == (1, len(rest), 1)
    assert f"harmledger changes {ledger} {told['run']}" in err
    with open_ledger(ledger) as source:
        assert source.machine_claims(report.id)[0] == first
    code, out, _ = run("reread", ledger, report.id, "--jobs", "1", "--json")
    assert json.loads(out)["passed"] == 1


def older(claim: Claim) -> Claim:
    """The claim as an earlier version would have written it."""
    return replace(claim, versions={"frames": "frames/0"})


def test_a_report_that_is_not_there(run: Run, ledger: str) -> None:
    code, out, err = run("reread", ledger, "nothing.txt")
    assert code == 1 and out == "" and err.count("\n") == 1


def test_claims_say_which_reader_made_them(war: str) -> None:
    with open_ledger(war, readonly=True) as source:
        assert {c.versions["reader"] for c in source.claims()} == {reader(Gazetteer())["reader"]}
    assert coder.versions().keys() == {"frames", "resolve", "confidence", "reader"}


def test_places_that_the_user_added_are_another_reader(tmp_path: Path) -> None:
    class Added:
        files = (type("File", (), {"path": tmp_path / "xx.sqlite"}),)

    (tmp_path / "xx.sqlite").write_bytes(b"one")
    one = reader(Added())
    (tmp_path / "xx.sqlite").write_bytes(b"two")
    assert reader(Added())["reader"] != one["reader"] != reader(None)["reader"]


def test_doctor_says_how_a_ledger_was_made(run: Run, ledger: str) -> None:
    said = run("doctor", ledger)[1]
    assert "most_direct" in said and "anew" not in said
    with open_ledger(ledger) as source:
        relink(source, "latest")
        report = next(r for r in source.reports() if source.machine_claims(r.id))
        source.add(report, [older(c) for c in source.machine_claims(report.id)], replace=True)
        relink(source)
        number = len(source.machine_claims(report.id))
    found = json.loads(run("doctor", ledger, "--json")[1])
    (made,) = [f["note"] for f in found if f["name"] == "ledger"]
    assert made.endswith("best figures by the rule latest")
    by = {f["version"]: f["note"] for f in found if f["name"] == "  read by"}
    assert by["an older version"].startswith(f"{number} claim") and "reread" in by["an older version"]
    assert len(by) == 2
