"""Each kind of bad input, beside a good report: a clear message that names it, the rest goes on, nothing is harmed."""

from __future__ import annotations

import gzip
import io
import json
import random
import resource
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
GOOD = "Shells hit a mill in Sumy on 3 March 2022, police said."


def empty(folder: Path) -> Path:
    return put(folder / "empty.txt", b"")


def huge(folder: Path) -> Path:
    path = folder / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    return path


def noise(folder: Path) -> Path:
    return put(folder / "noise.txt", random.Random(7).randbytes(20_000))


def cut_gz(folder: Path) -> Path:
    whole = gzip.compress("\n".join(f"{GOOD} {n}" for n in range(5000)).encode())
    return put(folder / "cut.txt.gz", whole[: len(whole) // 2])


def bomb(folder: Path) -> Path:
    path = folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("big.txt", "w") as member:
        for _ in range(210):
            member.write(b"0" * 1_000_000)
    return path


def pdf_without_text(folder: Path) -> Path:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    stream = io.BytesIO()
    writer.write(stream)
    return put(folder / "scan.pdf", stream.getvalue())


def table_without_text(folder: Path) -> Path:
    return put(folder / "table.csv", b"id,words\n1,Shells hit a mill.\n")


def warc_cut(folder: Path) -> Path:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + GOOD.encode() * 50 + b"</p>"
    head = "\r\n".join(
        [
            "WARC/1.0",
            "WARC-Type: response",
            "WARC-Target-URI: https://news.example/1",
            "WARC-Date: 2022-03-03T00:00:00Z",
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
            "Content-Type: application/http; msgtype=response",
            f"Content-Length: {len(page)}\r\n\r\n",
        ]
    ).encode()
    return put(folder / "cut.warc", (head + page)[: len(head) + len(page) // 2])


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


BAD = [empty, huge, noise, cut_gz, bomb, pdf_without_text, table_without_text, warc_cut]


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_bad_input_is_named_and_the_rest_goes_on(run: Run, tmp_path: Path, make: Callable[[Path], Path]) -> None:
    bad = make(tmp_path)
    good = put(tmp_path / "good.txt", GOOD.encode())
    path = str(tmp_path / "war.db")
    code, _, err = run("read", str(bad), str(good), "--ledger", path, "--jobs", "1")
    assert code == 1
    line = next(line for line in err.splitlines() if bad.name in line)
    assert line.startswith("harmledger: ") and line.endswith("]") and "Traceback" not in err
    stored = [report["document"] for report in json.loads(run("reports", path, "--json")[1])]
    assert "good.txt" in stored
    assert bad.name in json.dumps(json.loads(run("reports", path, "--failed", "--json")[1]))
    assert run("verify", path)[0] == 0


def test_an_impossible_date_is_not_believed(run: Run, tmp_path: Path) -> None:
    row = {"id": "far", "text": GOOD, "published": "9999-12-31"}
    table = put(tmp_path / "table.jsonl", json.dumps(row).encode())
    path = str(tmp_path / "war.db")
    assert run("read", str(table), "--ledger", path, "--jobs", "1")[0] == 0
    report = json.loads(run("reports", path, "--json")[1])[0]
    assert report["published"]["start"] is None or report["published"]["start"] < "2100"
    assert "9999" in json.dumps(report)


def test_a_ledger_of_a_newer_version_is_left_alone(run: Run, tmp_path: Path) -> None:
    good = put(tmp_path / "good.txt", GOOD.encode())
    path = tmp_path / "war.db"
    assert run("read", str(good), "--ledger", str(path), "--jobs", "1")[0] == 0
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = path.read_bytes()
    code, _, err = run("read", str(good), "--ledger", str(path))
    assert code == 1 and "[H401]" in err and "war.db" in err
    assert run("incidents", str(path))[0] == 1
    assert path.read_bytes() == before


def test_a_full_disk_is_told_and_what_was_stored_is_safe(run: Run, tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"{GOOD} The mayor counted {n} broken windows."} for n in range(40)]
    table = put(tmp_path / "table.jsonl", "\n".join(map(json.dumps, rows)).encode())
    path = str(tmp_path / "war.db")
    done = subprocess.run(
        [sys.executable, "-m", "harmledger", "read", str(table), "--ledger", path, "--jobs", "1"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)),  # stands in for a full disk
    )
    assert done.returncode == 1, done.stderr
    assert "war.db" in done.stderr and "Traceback" not in done.stderr
    assert run("verify", path)[0] == 0
    stored = len(json.loads(run("reports", path, "--json")[1]))
    assert 0 < stored < 40
    assert run("read", str(table), "--ledger", path, "--jobs", "1")[0] == 0
    assert len(json.loads(run("reports", path, "--json")[1])) == 40
