"""For whom a file is made: what is for the public is screened and says so, what is internal is as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import harmledger
from harmledger.cli.main import main
from harmledger.errors import UsageError
from harmledger.publish import EXPORTS, FOLDERS, FORMATS, audience_of, export, export_shown, show
from harmledger.store import Ledger, open_ledger
from reading import Walk, report_of

TEXT = (
    "Shells hit a market in Kharkiv on Monday and killed three people, Mayor Ihor Terekhov said. "
    "Oksana Hrytsenko, a resident, said that her son Danylo, 9, was wounded in the shelling of Kharkiv."
)
PRIVATE = ("Oksana", "Hrytsenko", "Danylo")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    from harmledger.engine.relink import relink

    report = report_of(TEXT, document="d1.txt")
    with open_ledger(tmp_path_factory.mktemp("audience") / "war.db") as opened:
        opened.add(report, Walk().claims([report])[0])
        relink(opened)
        yield opened


def files_in(path: Path) -> dict[str, bytes]:
    """Every file below a path."""
    return {str(p.relative_to(path)): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}


def test_nothing_private_is_in_any_byte_of_any_format(ledger: Ledger, tmp_path: Path) -> None:
    with show(ledger, "public") as shown:
        for format in EXPORTS:
            export_shown(shown, format, tmp_path / "public" / format)
    export(ledger, "exchange", tmp_path / "internal", audience="internal")
    for path, data in files_in(tmp_path / "public").items():
        assert not [name for name in PRIVATE if name.encode() in data], path
    inside = files_in(tmp_path / "internal")
    told = {path for path, data in inside.items() if b"Hrytsenko" in data}
    assert {"airwars.json", "entities.ftm.jsonl", "datasette/harm.db", "bayanat/bulletins.csv"} <= told, (
        "it can be found"
    )


def test_a_public_file_without_room_has_one_beside_it(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, "hxl", tmp_path / "hxl")
    export(ledger, "claims", tmp_path / "claims")
    about = json.loads((tmp_path / "hxl.about.json").read_text(encoding="utf-8"))
    assert about["audience"] == "public"
    assert about["privacy_policy"].startswith("privacy/")
    assert about["withheld"]["private-names"] >= 1
    assert about["program"] == f"harmledger {harmledger.__version__}"
    assert not (tmp_path / "claims.about.json").exists(), "a working file is as it was"


def test_each_format_has_an_audience_of_its_own() -> None:
    public = {name for name in EXPORTS if audience_of(name) == "public"}
    assert public == {
        "hxl", "airwars", "ftm", "timemap", "datasette", "uwazi", "bayanat", "datapackage", "exchange",
    }  # fmt: skip
    assert set(EXPORTS) == set(FORMATS) | set(FOLDERS)
    with pytest.raises(UsageError, match="no format"):
        audience_of("pdf")


def test_the_command_says_for_whom_and_how_much_but_never_what(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "airwars.json"
    assert main(["export", ledger.name, "--format", "airwars", "--out", str(out), "--licence", "CC0-1.0"]) == 0
    told = capsys.readouterr().err
    assert "For the public, by privacy/" in told and "private-names" in told and "minors" in told
    assert not [name for name in PRIVATE if name in told]
    assert json.loads(out.read_text(encoding="utf-8"))["about"]["licence"] == "CC0-1.0"
    assert main(["export", ledger.name, "--format", "claims", "--out", str(tmp_path / "c.jsonl")]) == 0
    assert "For internal use" in capsys.readouterr().err
    assert b"Hrytsenko" in (tmp_path / "c.jsonl").read_bytes()


def test_what_cannot_be_written_is_said_before_the_ledger_is_screened(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("harmledger.publish.privacy.public", lambda ledger: pytest.fail("screened"))
    assert main(["export", ledger.name, "--format", "datasette"]) == 2
    assert "Screening" not in capsys.readouterr().err
    with pytest.raises(UsageError, match="standard output"):
        export(ledger, "uwazi")


def test_a_result_can_be_exported(ledger: Ledger, tmp_path: Path) -> None:
    with harmledger.open(ledger.name) as result:
        files = result.export("timemap", tmp_path / "map", audience="internal")
    assert {Path(f.path).name for f in files} == {"events.json", "sources.json", "associations.json", "about.json"}
    assert json.loads((tmp_path / "map" / "about.json").read_text(encoding="utf-8"))["audience"] == "internal"
