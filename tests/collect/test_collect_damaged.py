"""Damage of any sort to inputs of any kind: a report or a failure comes out, never another error, never a hang."""

from __future__ import annotations

import gzip
import io
import json
import random
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from collect_samples import STORY, packed, page, read, record, write

from harmledger.clean import clean
from harmledger.errors import InputError


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", STORY)
        archive.writestr("b.html", page(STORY))
    return out.getvalue()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(STORY)
        archive.addfile(info, io.BytesIO(STORY.encode()))
    return out.getvalue()


def _docx() -> bytes:
    from docx import Document

    document, out = Document(), io.BytesIO()
    document.add_paragraph(STORY)
    document.save(out)
    return out.getvalue()


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([{"id": "1", "text": STORY}] * 3), out)
    return out.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "s.txt": lambda: STORY.encode("utf-16"),
    "s.md": lambda: f"---\ntitle: x\n---\n{STORY}".encode(),
    "s.html": lambda: page(STORY).encode(),
    "s.jsonl": lambda: (json.dumps({"id": 1, "text": STORY, "published": "2022-03-07"}) + "\n").encode() * 3,
    "s.json": lambda: json.dumps([{"id": 1, "text": STORY}, {"id": 2, "text": STORY}]).encode(),
    "s.csv": lambda: f'id,text\n1,"{STORY}"\n'.encode(),
    "s.parquet": _parquet,
    "s.warc": lambda: record("https://post.example/1", page(STORY).encode()) * 2,
    "s.warc.gz": lambda: packed(record("https://post.example/1", page(STORY).encode())),
    "s.rss": lambda: (
        f"<rss version='2.0'><channel><item><title>x</title><description>{STORY}</description></item>"
        "</channel></rss>".encode()
    ),
    "s.eml": lambda: f"From: a@b.example\nSubject: x\nDate: Mon, 7 Mar 2022 10:00:00 +0000\n\n{STORY}".encode(),
    "s.docx": _docx,
    "s.zip": _zip,
    "s.tar.gz": _tar,
    "s.txt.gz": lambda: gzip.compress(STORY.encode()),
}


def damaged(data: bytes, seed: int) -> bytes:
    """The bytes cut, overwritten in places, or with a piece taken out or told twice."""
    rng = random.Random(seed)
    out = bytearray(data)
    kind = seed % 4
    at = rng.randrange(len(out))
    if kind == 0:
        return bytes(out[:at])
    if kind == 1:
        for _ in range(rng.randint(1, 20)):
            out[rng.randrange(len(out))] = rng.randrange(256)
        return bytes(out)
    piece = out[at : at + rng.randint(1, 60)]
    return bytes(out[:at] + out[at + len(piece) :]) if kind == 2 else bytes(out[:at] + piece + out[at:])


@pytest.mark.parametrize("name", SAMPLES)
def test_damage_gives_reports_or_failures(tmp_path: Path, name: str) -> None:
    data = SAMPLES[name]()
    for seed in range(40):
        raws, failures = read(write(tmp_path, name, damaged(data, seed)))
        for failed in failures:
            assert failed.path and failed.what and failed.code.startswith("H1")
        for raw in raws:
            json.dumps(raw.to_json())
            try:
                clean(raw)
            except InputError as error:
                assert error.what


@pytest.mark.parametrize("name", ["old.db", "old", "notes.txt", "reports.jsonl"])
def test_a_database_is_refused_whatever_its_name(tmp_path: Path, name: str) -> None:
    with closing(sqlite3.connect(tmp_path / name)) as database:
        database.execute("CREATE TABLE report (words TEXT)")
        database.execute("INSERT INTO report VALUES (?)", (STORY * 50,))
        database.commit()
    raws, failures = read(tmp_path / name)
    assert not raws
    assert [(f.document, f.code) for f in failures] == [(name, "H101")]
    assert "SQLite" in failures[0].what


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        ("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        ("report.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        ("notes.rtf", b"{\\rtf1 Shells hit the market.}", "rich text"),
        ("market.jpg", b"\xff\xd8\xff\xe0", "picture"),
        ("market.txt", b"\x89PNG\r\n\x1a\n", "picture"),
        ("table.xlsx", b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml xl/workbook.xml", "no docx"),
        ("report.odt", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
    ],
)
def test_files_of_other_programs_are_refused_by_what_they_are(
    tmp_path: Path, name: str, head: bytes, said: str
) -> None:
    raws, failures = read(write(tmp_path, name, head + bytes(300)))
    assert not raws
    assert said in failures[0].what and failures[0].remedy


@pytest.mark.parametrize("name", SAMPLES)
def test_whole_samples_are_read(tmp_path: Path, name: str) -> None:
    raws, failures = read(write(tmp_path, name, SAMPLES[name]()))
    assert raws and not failures


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("other", ["s.zip", "s.txt", "s.parquet"])
def test_wrong_names_give_reports_or_failures(tmp_path: Path, name: str, other: str) -> None:
    raws, failures = read(write(tmp_path, name, SAMPLES[other]()))
    assert raws or failures
