"""Tables of reports: rows, column names, rows that fail beside rows that do not."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from collect_samples import STORY, read, write

ROWS = [
    {"id": "a1", "title": "Market hit", "text": STORY, "published": "2022-03-07", "outlet": "Post", "url": "u/1"},
    {"id": "a2", "title": "", "text": "The bridge at Oster fell.", "published": "", "outlet": "Post", "url": "u/2"},
]


def table(folder: Path, kind: str, rows: list[dict[str, object]]) -> Path:
    """The rows as a table of some kind."""
    if kind == "jsonl":
        return write(folder, "t.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
    if kind == "json":
        return write(folder, "t.json", json.dumps(rows, ensure_ascii=False, indent=1))
    if kind == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), folder / "t.parquet")
        return folder / "t.parquet"
    sep = {"csv": ",", "tsv": "\t", "semicolon": ";"}[kind]
    quoted = [[f'"{v!s}"' for v in r.values()] for r in rows]
    lines = [sep.join(rows[0]), *(sep.join(q) for q in quoted)]
    return write(folder, "t.tsv" if kind == "tsv" else "t.csv", "\n".join(lines) + "\n")


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "tsv", "semicolon", "parquet"])
def test_rows_become_reports(tmp_path: Path, kind: str) -> None:
    raws, failures = read(table(tmp_path, kind, ROWS))
    assert failures == []
    assert [r.document for r in raws] == ["a1", "a2"]
    assert (raws[0].title, raws[0].text, raws[0].published) == ("Market hit", STORY, "2022-03-07")
    assert (raws[0].outlet, raws[0].url) == ("Post", "u/1")
    assert raws[0].title_in_text and not raws[1].title_in_text
    assert raws[0].raw_sha256 != raws[1].raw_sha256


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_columns_are_mapped(tmp_path: Path, kind: str) -> None:
    rows = [{"key": r["id"], "body": r["text"]} for r in ROWS]
    raws, failures = read(table(tmp_path, kind, rows), columns={"text": "body", "id": "key"})
    assert failures == []
    assert [r.document for r in raws] == ["a1", "a2"]
    assert raws[0].text == STORY


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_usual_names_of_columns_are_known(tmp_path: Path, kind: str) -> None:
    rows = [
        {"ID": "a1", "Date": "2022-03-07", "headline": "Market hit", "body": STORY, "source": "Post", "link": "u/1"}
    ]
    (raw,), failures = read(table(tmp_path, kind, rows))
    assert failures == []
    assert (raw.document, raw.published, raw.title, raw.outlet, raw.url) == (
        "a1",
        "2022-03-07",
        "Market hit",
        "Post",
        "u/1",
    )


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_a_field_s_own_name_comes_before_a_usual_one(tmp_path: Path, kind: str) -> None:
    rows = [{"id": "a1", "date": "2022-03-09", "published": "2022-03-07", "body": "not this", "text": STORY}]
    (raw,), _ = read(table(tmp_path, kind, rows))
    assert (raw.published, raw.text) == ("2022-03-07", STORY)


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("columns", [{}, {"text": "tale", "title": "nowhere"}])
def test_absent_column_is_named_with_those_present(tmp_path: Path, kind: str, columns: dict[str, str]) -> None:
    rows = [{"id": "a1", "story": STORY, "tale": STORY}]
    raws, (failed,) = read(table(tmp_path, kind, rows), columns=columns)
    assert raws == []
    assert failed.code == "H104"
    assert repr(columns.get("title", "text")) in failed.what
    assert "id, story, tale" in failed.what


def test_unknown_field_is_refused(tmp_path: Path) -> None:
    _, (failed,) = read(table(tmp_path, "jsonl", ROWS), columns={"headline": "title"})
    assert failed.code == "H104" and "headline" in failed.what


def test_rows_without_text_fail_alone(tmp_path: Path) -> None:
    rows = [ROWS[0], {"id": "a9", "title": "", "text": " "}, {"id": "a8", "text": None}, ROWS[1]]
    raws, failures = read(table(tmp_path, "jsonl", rows))
    assert [r.document for r in raws] == ["a1", "a2"]
    assert [(f.document, f.code) for f in failures] == [("a9", "H102"), ("a8", "H102")]
    assert failures[0].path == "t.jsonl#2"


def test_damaged_lines_fail_alone(tmp_path: Path) -> None:
    good = json.dumps(ROWS[0])
    path = write(
        tmp_path,
        "t.jsonl",
        f"{good}\n{{broken\n[1, 2]\n\n{'[' * 100_000}\n{good}".encode() + b"\n\x00\x01\x02\x03\x04\x05",
    )
    raws, failures = read(path)
    assert len(raws) == 2
    assert [f.path for f in failures] == ["t.jsonl#2", "t.jsonl#3", "t.jsonl#5", "t.jsonl#7"]
    assert {f.code for f in failures} == {"H101"}


def test_a_huge_line_is_passed_over(tmp_path: Path) -> None:
    good = json.dumps(ROWS[0])
    path = write(tmp_path, "t.jsonl", good + "\n" + '{"text": "' + "x" * 5_000 + '"}\n' + good)
    raws, (failed,) = read(path, max_file_bytes=2_000)
    assert len(raws) == 2
    assert (failed.code, failed.path) == ("H103", "t.jsonl#2")


def test_noise_named_as_table(tmp_path: Path) -> None:
    for name in ("n.jsonl", "n.csv", "n.parquet"):
        raws, failures = read(write(tmp_path, name, bytes(range(256)) * 40))
        assert raws == []
        assert {f.code for f in failures} == {"H101"}, name


def test_csv_in_another_encoding(tmp_path: Path) -> None:
    words = "Під час обстрілу загинув один мешканець села, ще двоє поранені, повідомила поліція. "
    path = write(tmp_path, "t.csv", f"id;text\nц1;{words}\n".encode("cp1251"))
    (raw,), failures = read(path)
    assert failures == []
    assert raw.text == words


def test_numbers_dates_and_gaps_of_parquet(tmp_path: Path) -> None:
    import datetime as dt

    rows = [{"id": 7, "text": STORY, "published": dt.date(2022, 3, 7)}, {"id": None, "text": STORY, "published": None}]
    raws, _ = read(table(tmp_path, "parquet", rows))
    assert [(r.document, r.published) for r in raws] == [("7", "2022-03-07"), ("t.parquet#2", "")]


def test_year_9999_is_no_crash(tmp_path: Path) -> None:
    from harmledger.clean import clean

    (raw,), _ = read(table(tmp_path, "jsonl", [{"id": "x", "text": STORY, "published": "9999-12-31"}]))
    published = clean(raw).published
    assert published.start is None or published.start.year < 2200
    assert published.basis != "given"
    assert "9999" in published.reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_rows_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    words = "Під час обстрілу загинув один мешканець села, ще двоє поранені, повідомила поліція."
    rows = "".join(json.dumps({"id": str(n), "text": words}, ensure_ascii=False) + "\n" for n in range(3))
    raws, failures = read(write(tmp_path, "t.jsonl", rows.encode(encoding)))
    assert failures == []
    assert [(r.document, r.text) for r in raws] == [(str(n), words) for n in range(3)]


def test_json_of_other_shapes(tmp_path: Path) -> None:
    one = write(tmp_path, "one.json", json.dumps(ROWS[0], indent=2))
    lines = write(tmp_path, "lines.json", "\n".join(json.dumps(row) for row in ROWS) + "\n")
    unnamed = write(tmp_path, "export", json.dumps([*ROWS, 7]))
    raws, failures = read(one, lines, unnamed)
    assert [r.document for r in raws] == ["a1", "a1", "a2", "a1", "a2"]
    assert [(f.document, f.what) for f in failures] == [("export#3", "the row is no JSON object")]
    for name, text in (("half.json", '[{"text": "Shells'), ("list.json", '["Shells hit"]'), ("word.json", '"Shells"')):
        raws, failures = read(write(tmp_path, name, text))
        assert not raws and len(failures) == 1, name
