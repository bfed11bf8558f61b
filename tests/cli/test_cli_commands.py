"""The commands as a user runs them, over the bundled samples."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import harmledger
from harmledger.analyse import registry
from harmledger.cli.main import COMMANDS
from harmledger.cli.read import pace

Run = Callable[..., tuple[int, str, str]]


def rows_of(run: Run, *words: str) -> list[dict[str, object]]:
    code, out, _ = run(*words, "--json")
    assert code == 0
    found: list[dict[str, object]] = json.loads(out)
    return found


# ------------------------------------------------------------------ help and usage


def test_help_leads_with_examples_and_knows_every_command(run: Run) -> None:
    code, out, _ = run("-h")
    assert code == 0
    assert out.index("harmledger demo") < out.index("options:")
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(run: Run, name: str) -> None:
    code, out, _ = run(name, "-h")
    assert code == 0
    assert f"  harmledger {name}" in out


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"harmledger {harmledger.__version__}\n", "")


def test_no_command_is_wrong_usage(run: Run) -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "harmledger demo" in err


def test_wrong_options_are_wrong_usage(run: Run, war: str) -> None:
    assert run("incidents", war, "--from", "yesterday")[0] == 2
    assert run("incidents", war, "--limit", "0")[0] == 2
    code, _, err = run("incidents", war, "--type", "bombing")
    assert code == 2
    assert "--type: there is no “bombing”. Choose from: explosive_attack" in err


def test_help_is_quick_to_import() -> None:
    code = "import sys, harmledger.cli; harmledger.cli.main(['-h']); assert not {'spacy', 'pyarrow'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "harmledger", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("harmledger ")


# ------------------------------------------------------------------ reading


def test_reading_the_samples_says_what_was_done(run: Run, samples: str, tmp_path: Path) -> None:
    path = str(tmp_path / "new.db")
    code, out, err = run("read", samples, "--ledger", path, "--json", "--jobs", "1")
    summary = json.loads(out)
    assert code == 0
    assert summary["stored"] >= 14 and summary["failed"] == 0
    assert summary["copies"] >= 1 and summary["furniture"] > 0
    assert {"actual", "denied"} <= set(summary["claims"])
    assert f"Next: harmledger incidents {path}" in err
    code, out, _ = run("read", samples, "--ledger", path)
    assert code == 0
    assert re.search(r"reports read +0\b", out)


def test_an_input_that_fails_is_named_and_the_exit_code_tells(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("Shells hit a mill in Sumy on 3 March 2022, police said.", encoding="utf-8")
    path = str(tmp_path / "new.db")
    code, _, err = run("read", str(tmp_path / "empty.txt"), str(tmp_path / "good.txt"), "--ledger", path, "--jobs", "1")
    assert code == 1
    assert "empty.txt" in err and "[H102]" in err
    assert [f["code"] for f in rows_of(run, "reports", path, "--failed")] == ["H102"]
    assert len(rows_of(run, "reports", path)) == 1


def test_reports_in_other_languages_are_counted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Ракета попала в дом в Харькове, погибли три человека, сообщил мэр.", encoding="utf-8"
    )
    code, out, _ = run("read", str(tmp_path / "a.txt"), "--ledger", str(tmp_path / "new.db"), "--jobs", "1")
    assert code == 0
    assert re.search(r"not in English +1 ", out)


def test_a_day_of_publication_that_is_none_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Shells hit a mill in Sumy, police said.", encoding="utf-8")
    path = tmp_path / "new.db"
    code, _, err = run("read", str(tmp_path / "a.txt"), "--ledger", str(path), "--published", "tomorrow")
    assert code == 2 and "--published: “tomorrow”: not a date" in err
    assert not path.exists()


def test_standard_input(run: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "new.db")
    done = subprocess.run(
        [sys.executable, "-m", "harmledger", "read", "-", "--ledger", path, "--outlet", "Pipe News"],
        input=b"Shells hit a mill in Sumy on 3 March 2022, police said.",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"\x1b" not in done.stderr and b"\r" not in done.stderr  # no bar where stderr is no terminal
    assert [r["outlet"] for r in rows_of(run, "reports", path)] == ["Pipe News"]


def test_a_terminal_gets_a_bar_with_rate_and_time_left(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(f"Shells hit mill number {n} in Sumy on Monday.", encoding="utf-8")
    words = [
        sys.executable,
        "-m",
        "harmledger",
        "read",
        str(tmp_path),
        "--ledger",
        str(tmp_path / "new.db"),
        "--jobs",
        "1",
    ]
    shown: list[bytes] = []

    def keep(terminal: int) -> bytes:
        shown.append(os.read(terminal, 65536))
        return shown[-1]

    assert pty.spawn(words, keep) == 0
    text = b"".join(shown).decode()
    assert "3/3" in text
    assert re.search(r"\d/s, 0:00:\d\d left", text)
    assert "reports read" in text


def test_pace() -> None:
    assert pace(4.75, 100) == "4.8/s, 0:00:21 left"
    assert pace(4.75, None) == "4.8/s"


def test_columns_of_a_table_are_mapped(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("nr,body\n7,Shells hit a mill in Sumy on Monday.\n", encoding="utf-8")
    path = str(tmp_path / "new.db")
    words = ("read", str(table), "--ledger", path, "--column", "text=body", "--column", "id=nr", "--jobs", "1")
    assert run(*words)[0] == 0
    assert [r["document"] for r in rows_of(run, "reports", path)] == ["7"]
    assert run("read", str(table), "--ledger", path, "--column", "text")[0] == 2


def test_ctrl_c_harms_nothing_and_reading_goes_on(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "many.jsonl"
    text = "Shells hit mill number {n} in Sumy on 3 March 2022 and wounded {n} people, the mayor said. " * 6
    with table.open("w", encoding="utf-8") as stream:
        for n in range(400):
            stream.write(json.dumps({"id": str(n), "text": text.format(n=n)}) + "\n")
    path = str(tmp_path / "new.db")
    command = [sys.executable, "-m", "harmledger", "read", str(table), "--ledger", path, "--jobs", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while process.poll() is None and not stored(path):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert b"interrupted" in err
    before = stored(path)
    assert 0 < before < 400
    assert run("verify", path)[0] == 0
    assert run("read", str(table), "--ledger", path, "--limit", "1", "--jobs", "1")[0] == 0
    assert stored(path) == before + 1


def stored(path: str) -> int:
    if not Path(path).exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])
    except sqlite3.OperationalError:  # the ledger is being made
        return 0


def test_reading_into_what_is_no_ledger(run: Run, samples: str, tmp_path: Path) -> None:
    wrong = tmp_path / "notes.db"
    wrong.write_text("my notes, " * 200, encoding="utf-8")
    before = wrong.read_bytes()
    code, _, err = run("read", samples, "--ledger", str(wrong))
    assert code == 1 and "[H402]" in err
    assert wrong.read_bytes() == before


# ------------------------------------------------------------------ looking


def test_lists_agree_in_all_three_forms(run: Run, war: str) -> None:
    for name in ("incidents", "claims", "tolls", "reports"):
        whole = rows_of(run, name, war)
        assert whole, name
        code, out, _ = run(name, war, "--csv")
        assert code == 0
        table = list(csv.DictReader(io.StringIO(out)))
        key = "document" if name == "tolls" else "id"
        assert [row[key] for row in table] == [row[key] for row in whole]
        code, out, err = run(name, war)
        assert code == 0 and str(len(whole)) in err
        assert "\x1b" not in out


def test_filters_narrow_the_lists(run: Run, war: str) -> None:
    here = rows_of(run, "incidents", war, "--place", "Купʼянськ")
    assert here and len(here) < len(rows_of(run, "incidents", war))
    assert all("Kupiansk" in json.dumps(row) for row in here)
    healthcare = rows_of(run, "claims", war, "--target", "healthcare")
    assert healthcare and all("healthcare" in str(row["targets"]) for row in healthcare)
    assert rows_of(run, "claims", war, "--text", "market")
    assert len(rows_of(run, "claims", war, "--limit", "2")) == 2
    assert {row["modality"] for row in rows_of(run, "claims", war, "--modality", "denied")} == {"denied"}
    assert {row["modality"] for row in rows_of(run, "claims", war)} == {"actual"}


@pytest.mark.parametrize("command", ["incidents", "claims", "tolls", "reports"])
def test_lists_keep_words_whole_on_a_narrow_terminal(
    run: Run, war: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = run(command, war)
    assert code == 0
    assert max(len(line) for line in out.splitlines()) <= 80
    outlets = {str(row["outlet"]) for row in rows_of(run, "reports", war)}
    shown = " ".join(out.split())
    assert command != "reports" or all(name in shown for name in outlets)
    assert command != "tolls" or "United Nations human" in shown


def test_the_summary_counts_the_incidents_that_the_list_has(run: Run, samples: str, tmp_path: Path, war: str) -> None:
    path = str(tmp_path / "copy.db")
    shutil.copy(war, path)
    code, out, _ = run("read", samples, "--ledger", path, "--json")
    assert code == 0
    assert json.loads(out)["incidents"] == len(rows_of(run, "incidents", path))


def test_totals_are_no_incidents(run: Run, war: str) -> None:
    assert {row["kind"] for row in rows_of(run, "incidents", war)} == {"event"}
    assert 8900 in [row["low"] for row in rows_of(run, "tolls", war)]


def test_show_has_every_quote_source_and_report(run: Run, war: str) -> None:
    most = rows_of(run, "incidents", war, "--order", "reports", "--limit", "1")[0]
    code, out, _ = run("show", war, str(most["id"])[:6], "--json")
    dossier = json.loads(out)
    assert code == 0 and dossier["id"] == most["id"]
    assert [c["id"] for c in dossier["claims"]] and len(dossier["reports"]) >= 3
    code, out, _ = run("show", war, str(most["id"]), "--why")
    text = " ".join(out.split())
    assert code == 0
    for claim in dossier["claims"]:
        assert " ".join(claim["quotes"][0]["text"].split()) in text
        assert claim["document"] in text
    assert "why these claims stand together" in text


def test_the_market_is_one_contested_incident_of_several_outlets(run: Run, war: str) -> None:
    market = rows_of(run, "incidents", war, "--place", "Kupiansk", "--order", "reports", "--limit", "1")[0]
    dossier = json.loads(run("show", war, str(market["id"]), "--json")[1])
    outlets = {report["outlet"] for report in dossier["reports"]}
    assert {"Lantern Wire", "Volga Dispatch", "Meridian Post"} <= outlets
    assert market["contested"]
    assert {"Russia", "Ukraine"} <= set(market["actors"])  # type: ignore[call-overload]


def test_nothing_from_another_war_a_fear_or_a_page_is_an_incident(run: Run, war: str) -> None:
    incidents = [json.loads(run("show", war, str(i["id"]), "--json")[1]) for i in rows_of(run, "incidents", war)]
    quotes = [quote["text"] for i in incidents for claim in i["claims"] for quote in claim["quotes"]]
    assert len(quotes) > 20
    for never in ("Idlib", "Angola", "Portsmouth", "Chamonix", "Gujarat", "morning letter", "bombed next", "cholera"):
        assert not [quote for quote in quotes if never in quote], never


def test_unknown_things_are_clear_errors(run: Run, war: str, tmp_path: Path) -> None:
    code, _, err = run("show", war, "i-nothing")
    assert code == 1 and "[H404]" in err and err.count("\n") == 1
    code, _, err = run("incidents", str(tmp_path / "absent.db"))
    assert code == 1 and "harmledger read" in err
    assert not (tmp_path / "absent.db").exists()


def test_output_into_a_closed_pipe_is_quiet(war: str) -> None:
    command = f"{sys.executable} -m harmledger claims {war} --json | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "[\n")
    assert "Traceback" not in done.stderr and "Broken" not in done.stderr


# ------------------------------------------------------------------ exporting, checking, evaluating


def test_export_to_a_file_and_to_standard_output(run: Run, war: str, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    assert run("export", war, "--format", "claims", "--out", str(out))[0] == 0
    claims = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(claims) == len(rows_of(run, "claims", war, "--modality", "all"))
    done = subprocess.run(
        [sys.executable, "-m", "harmledger", "export", war, "--format", "claims"], capture_output=True, check=True
    )
    assert done.stdout == out.read_bytes()
    assert run("export", war, "--format", "clams")[0] == 2


def test_help_of_export_knows_every_format(run: Run) -> None:
    from harmledger.publish import EXPORTS

    listed = set(re.findall(r"[a-z][a-z-]+", run("export", "-h")[1]))
    named = {f"analysis-{name}{form}" for name in registry() for form in ("", "-csv")}
    assert set(EXPORTS) - named <= listed
    assert run("export", "-h")[1].count("analysis-NAME") == 2


def test_verify_passes_and_fails_with_a_code_of_its_own(run: Run, war: str, tmp_path: Path) -> None:
    code, out, err = run("verify", war)
    assert (code, out) == (0, "") and "all match" in err
    broken = tmp_path / "broken.db"
    shutil.copy(war, broken)
    with closing(sqlite3.connect(broken)) as connection, connection:
        connection.execute("UPDATE report SET text = replace(text, 'bread', 'b-ead')")
    code, out, err = run("verify", str(broken))
    assert code == 3
    assert "SHA-256" in out and "problem" in err


def test_verify_says_which_originals_it_did_not_find(run: Run, war: str, samples: str, tmp_path: Path) -> None:
    code, _, err = run("verify", war, "--originals", "--base", str(tmp_path))
    assert code == 0
    assert "0 files hashed again" in err and re.search(r"Not hashed again: \d+ reports", err)
    code, _, err = run("verify", war, "--originals", "--base", str(Path(samples).parent))
    assert code == 0
    assert re.search(r"[1-9]\d* files hashed again", err)


def test_an_error_is_one_line(run: Run, war: str, tmp_path: Path) -> None:
    (tmp_path / "gold.yaml").write_text("claims: [1\n", encoding="utf-8")
    code, _, err = run("evaluate", war, str(tmp_path / "gold.yaml"))
    assert code == 1
    assert err.count("\n") == 1


def test_evaluate_scores_against_hand_coded_reports(run: Run, war: str, tmp_path: Path) -> None:
    gold = tmp_path / "gold.yaml"
    gold.write_text(
        "document: 08_kyiv_evening_sheet_nikopol.txt\nclaims:\n"
        "- {id: a, kind: event, modality: actual, event_type: shelling, targets: [healthcare],\n"
        "   quote: 'Russian artillery shelled the city hospital in Nikopol on Thursday'}\n",
        encoding="utf-8",
    )
    code, out, _ = run("evaluate", war, str(gold), "--json")
    assert code == 0
    assert "claims" in json.loads(out)
    assert run("evaluate", war, str(tmp_path / "absent.yaml"))[0] == 1


# ------------------------------------------------------------------ the rest


def test_doctor_finds_all_well(run: Run) -> None:
    code, out, _ = run("doctor", "--json")
    findings = {finding["name"]: finding for finding in json.loads(out)}
    assert code == 0
    assert findings["language model"]["version"].startswith("en_core_web_md")
    assert re.fullmatch(r"[0-9a-f]{64}", findings["gazetteer"]["sha256"])


def test_doctor_says_what_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from harmledger.cli import doctor

    monkeypatch.setattr(doctor, "MODEL", "no-such-package")
    code, _, err = run("doctor")
    assert code == 1
    assert "language model" in err


def test_gazetteer_find_and_add(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("gazetteer", "find", "Харків")
    assert code == 0 and "Kharkiv" in out
    assert "No place is called" in run("gazetteer", "find", "Quxbridge")[2]
    row = "999000111|Quxbridge|Quxbridge|Kuksbridzh|50.1|30.2|P|PPL|UA||12||||321||120|Europe/Kyiv|2024-01-01"
    country = tmp_path / "UA.txt"
    country.write_text(row.replace("|", "\t") + "\n", encoding="utf-8")
    code, _, err = run("gazetteer", "add", str(country))
    assert code == 0 and "1 place added" in err
    assert "50.1000" in run("gazetteer", "find", "Quxbridge")[1]
    assert "UA" in [f["name"].strip() for f in json.loads(run("doctor", "--json")[1])]
    code, _, err = run("gazetteer", "add", str(tmp_path / "absent.txt"))
    assert code == 1 and "[H300]" in err


def test_demo_shows_a_whole_ledger(run: Run, tmp_path: Path) -> None:
    code, out, err = run("demo", "--ledger", str(tmp_path / "demo.db"))
    assert code == 0
    headings = ["What was read", "The ledger", "One incident in full", "Running totals", "What was left out"]
    assert [out.index(h) for h in headings] == sorted(out.index(h) for h in headings)
    for word in ("Kupiansk", "contested", "contradiction", "revision", "denied", "page furniture", "near-cop"):
        assert word in out, word
    assert f"harmledger incidents {tmp_path / 'demo.db'}" in err
