"""The second reader from the command line and from Python: named, warned of, shown, exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from second_samples import GOOD, TEXT, claim, endpoint, says

import harmledger
from harmledger.cli import main
from harmledger.errors import UsageError

Run = Callable[..., tuple[int, str, str]]
OTHER = claim(quote="A drone struck a bridge near Sumy on Tuesday", event_type="shelling", place={"words": "Sumy"},
              casualties=[], targets=[], time=None, actor=None, source=None)  # fmt: skip


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command line; gives exit code, stdout and stderr."""
    monkeypatch.setenv("HARMLEDGER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")

    def command(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report."""
    made = tmp_path / "reports"
    made.mkdir()
    (made / "one.txt").write_text(TEXT, encoding="utf-8")
    return made


def test_read_asks_the_model_only_when_it_is_named_and_only_about_the_named_reports(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    ledger = str(tmp_path / "war.db")
    with endpoint(lambda _: says(GOOD, OTHER)) as asked:
        assert run("read", str(folder), "--ledger", ledger, "--published", "2023-05-03")[0] == 0
        assert asked.requests == []
        (more := tmp_path / "two.txt").write_text("Shells hit a school in Lyman.", encoding="utf-8")
        options = ("--ledger", ledger, "--second-reader", asked.url, "--second-model", "m")
        code, out, err = run("read", str(more), *options)
        assert code == 0 and "warning" not in err and len(asked.requests) == 1
        assert "Lyman" in asked.requests[0]["messages"][1]["content"]
        code, out, _ = run("read", str(folder), *options)  # in the ledger already, and now read a second time
        assert code == 0 and "1 reports by m (local)" in " ".join(out.split()).replace("second reader ", "")
        assert len(asked.requests) == 2
        run("read", str(folder), str(more), *options)
        assert len(asked.requests) == 2


def test_disagreements_are_listed_and_exported_and_the_claims_stay_the_ledgers(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    ledger, out = str(tmp_path / "war.db"), tmp_path / "d.jsonl"
    with endpoint(lambda _: says(GOOD, OTHER)) as asked:
        run("read", str(folder), "--ledger", ledger, "--published", "2023-05-03")
        before = run("claims", ledger, "--json")[1]
        run("read", str(folder), "--ledger", ledger, "--second-reader", asked.url, "--second-model", "m")
    code, shown, err = run("disagreements", ledger)
    assert code == 0 and "event type: air_strike | shelling" in shown and "1 second reading" in err
    code, listed, _ = run("disagreements", ledger, "--json")
    rows = [json.loads(line) for line in (run("export", ledger, "--format", "disagreements", "--out", str(out)), out)[1]
            .read_text(encoding="utf-8").splitlines()]  # fmt: skip
    assert rows == json.loads(listed)
    drone = next(r for r in rows if r["built_in"] and "drone" in r["built_in"]["quotes"][0]["text"])
    assert {"slot": "event_type", "built_in": "air_strike", "second": "shelling"} in drone["differs"]
    assert run("claims", ledger, "--json")[1] == before
    assert run("verify", ledger)[0] == 0
    assert json.loads(run("disagreements", ledger, "--place", "Lviv", "--json")[1]) == []


def test_a_failure_is_listed_and_the_exit_code_says_so(run: Run, folder: Path, tmp_path: Path) -> None:
    ledger = str(tmp_path / "war.db")
    with endpoint(lambda _: (200, "no")) as asked:
        code, _, err = run("read", str(folder), "--ledger", ledger, "--second-reader", asked.url, "--second-model", "m")
    assert code == 1 and "[H702]" in err and "one.txt" in err
    code, shown, err = run("disagreements", ledger, "--failed")
    assert code == 0 and "[H702]" in shown and "1 failure" in err
    assert json.loads(run("disagreements", ledger, "--failed", "--json")[1])[0]["document"] == "one.txt"


def test_a_remote_endpoint_needs_a_flag_and_is_warned_of_in_one_line(run: Run, folder: Path, tmp_path: Path) -> None:
    words = ["read", str(folder), "--ledger", str(tmp_path / "war.db"), "--second-model", "m"]
    remote = ["--second-reader", "http://0.0.0.0:9/v1"]
    code, _, err = run(*words, *remote)
    assert code == 2 and "--second-reader-remote" in err
    code, _, err = run(*words, *remote, "--second-reader-remote", "--second-timeout", "5")
    assert [line for line in err.splitlines() if "warning" in line] == [
        "harmledger: warning: the texts of the reports are sent to 0.0.0.0, unencrypted."
    ]
    assert code == 1 and "[H701]" in err


@pytest.mark.parametrize("words", [["--second-model", "m"], ["--second-reader", "http://localhost:9/v1"]])
def test_half_named_is_wrong_use(run: Run, folder: Path, tmp_path: Path, words: list[str]) -> None:
    assert run("read", str(folder), "--ledger", str(tmp_path / "war.db"), *words)[0] == 2


def test_without_a_second_reader_the_command_says_how_to_ask_one(run: Run, folder: Path, tmp_path: Path) -> None:
    run("read", str(folder), "--ledger", str(tmp_path / "war.db"))
    code, out, err = run("disagreements", str(tmp_path / "war.db"))
    assert (code, out) == (0, "") and "--second-reader" in err


def test_from_python(folder: Path) -> None:
    with endpoint(lambda _: says(GOOD, OTHER)) as asked:
        with harmledger.read(folder, published="2023-05-03", second_reader=asked.url, second_model="m") as result:
            (reading,) = result.second_readings
            assert len(reading.claims) == 2 and result.summary and result.summary.second
            assert result.summary.second.claims == 2
            slots = {d.slot for c in result.disagreements for d in c.differs}
            assert "event_type" in slots
            assert not any(c.id.startswith("s-") for c in result.claims)
        with pytest.raises(UsageError):
            harmledger.read(folder, second_reader=asked.url)


def test_evaluate_scores_the_second_readings_apart(run: Run, folder: Path, tmp_path: Path) -> None:
    ledger, gold = str(tmp_path / "war.db"), tmp_path / "gold.yaml"
    coded = {"id": "c1", "kind": "event", "event_type": "air_strike", "quote": OTHER["quote"]}
    gold.write_text(json.dumps([{"id": "one.txt", "claims": [coded]}]), encoding="utf-8")
    with endpoint(lambda _: says(OTHER)) as asked:
        run("read", str(folder), "--ledger", ledger, "--second-reader", asked.url, "--second-model", "m")
    code, out, _ = run("evaluate", ledger, str(gold), "--second-model", "m", "--json")
    scores = json.loads(out)["claims"]
    assert code == 0 and (scores["aligned"], scores["claims_f1"], scores["slots"]["event_type"]) == (1, 1.0, 0.0)
    assert run("evaluate", ledger, str(gold), "--second-model", "other")[0] == 1
