"""Single documents of every kind, sidecars, folders and standard input."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from collect_samples import STORY, page, read, write

from harmledger.collect.sniff import by_content


def pdf(words: str) -> bytes:
    """A one-page PDF with these words in its text layer."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode() if words else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    xref = out.tell()
    out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % s for s in starts))
    out.write(b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % xref)
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    """A Word document with these paragraphs and a table of two cells."""
    from docx import Document

    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if paragraphs:
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "Killed", "2"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_plain_text_is_kept_letter_for_letter(tmp_path: Path) -> None:
    words = f"  {STORY}\r\n\r\n“Quoted” – and  blanks \n"
    (raw,), failures = read(write(tmp_path, "story.txt", words))
    assert failures == []
    assert raw.text == words.replace("\r\n", "\n")
    assert (raw.document, raw.source_path, raw.kind, raw.title_in_text) == ("story.txt", "story.txt", "txt", False)
    assert len(raw.raw_sha256) == 64


def test_markdown_front_matter_gives_what_it_says(tmp_path: Path) -> None:
    words = f"---\ntitle: Market hit\ndate: 2022-03-07\nsource: Post\n---\n# Market hit\n\n{STORY}"
    (raw,), _ = read(write(tmp_path, "s.md", words))
    assert (raw.title, raw.published, raw.outlet, raw.text) == ("Market hit", "2022-03-07", "Post", words)


def test_markdown_rules_are_no_front_matter(tmp_path: Path) -> None:
    (raw,), _ = read(write(tmp_path, "s.md", f"---\n: [unbalanced\n---\n{STORY}"))
    assert raw.title == ""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_html_is_decoded_by_its_own_declaration(tmp_path: Path, encoding: str) -> None:
    html = f'<html><head><meta charset="{encoding}"></head><body><p>Обстріл ринку</p></body></html>'
    (raw,), _ = read(write(tmp_path, "s.html", html.encode(encoding)))
    assert "Обстріл ринку" in raw.html
    assert raw.text == ""


def test_pdf_text_layer(tmp_path: Path) -> None:
    (raw,), failures = read(write(tmp_path, "s.pdf", pdf("Shells hit the market")))
    assert failures == []
    assert raw.text.strip() == "Shells hit the market"
    assert any(step.startswith("pypdf/") for step in raw.steps)


def test_pdf_without_text_is_empty(tmp_path: Path) -> None:
    raws, (failed,) = read(write(tmp_path, "scan.pdf", pdf("")))
    assert raws == []
    assert (failed.code, failed.path) == ("H102", "scan.pdf")
    assert "OCR" in failed.remedy


@pytest.mark.parametrize("data", [b"%PDF-1.4\nrubbish", pdf("Shells")[:300], b"\x00\x01" * 500])
def test_damaged_pdf(tmp_path: Path, data: bytes) -> None:
    raws, (failed,) = read(write(tmp_path, "s.pdf", data))
    assert raws == [] and failed.code in ("H101", "H102")


def test_word_document(tmp_path: Path) -> None:
    (raw,), failures = read(write(tmp_path, "s.docx", docx("Shells hit the market.", "Two died.")))
    assert failures == []
    assert raw.text.split("\n")[:2] == ["Shells hit the market.", "Two died."]
    assert "Killed 2" in raw.text


@pytest.mark.parametrize(
    ("data", "code"), [(b"PK\x03\x04rubbish", "H101"), (docx(), "H102"), (docx("a")[:900], "H101")]
)
def test_damaged_word_document(tmp_path: Path, data: bytes, code: str) -> None:
    raws, (failed,) = read(write(tmp_path, "s.docx", data))
    assert raws == [] and failed.code == code


def test_saved_mail(tmp_path: Path) -> None:
    mail = (
        "From: Brennick Post <desk@post.example>\nSubject: Market hit\nDate: Mon, 7 Mar 2022 10:00:00 +0200\n"
        f'Content-Type: text/plain; charset="utf-8"\n\n{STORY}'
    )
    (raw,), _ = read(write(tmp_path, "m.eml", mail))
    assert (raw.title, raw.outlet, raw.published) == ("Market hit", "Brennick Post", "2022-03-07")
    assert raw.text == STORY and raw.title_in_text


def test_mail_of_html_becomes_text(tmp_path: Path) -> None:
    mail = (
        f"From: a@post.example\nSubject: x\nContent-Type: text/html\n\n<p>{STORY}</p><style>p {{}}</style><p>End.</p>"
    )
    (raw,), _ = read(write(tmp_path, "m.eml", mail))
    assert raw.text.split("\n") == [STORY.strip(), "End."]
    assert raw.outlet == "post.example"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "H102"),
        ("blank.txt", b" \n\n ", "H102"),
        ("noise.txt", bytes(range(256)) * 20, "H101"),
        ("noise.bin", bytes(range(256)) * 20, "H101"),
        ("picture.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4, "H101"),
        ("nothead.eml", b"\n\nno header at all", "H101"),
        ("empty.html", b"", "H102"),
    ],
)
def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    write(tmp_path, f"in/{name}", data)
    write(tmp_path, "in/zz.txt", STORY)
    (raw,), (failed,) = read(tmp_path / "in")
    assert raw.document == "zz.txt"
    assert (failed.code, failed.path, failed.document) == (code, f"in/{name}", name)
    assert failed.what


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)  # sparse: takes no disk
    raws, (failed,) = read(path)
    assert raws == []
    assert (failed.code, failed.path) == ("H103", "large.txt")
    assert "200 MB" in failed.what and "100 MB" in failed.what


def test_missing_file(tmp_path: Path) -> None:
    (raw,), (failed,) = read(tmp_path / "none.txt", write(tmp_path, "s.txt", STORY))
    assert raw.document == "s.txt"
    assert (failed.code, failed.what) == ("H101", "does not exist")


def test_unknown_endings_are_read_by_content(tmp_path: Path) -> None:
    write(tmp_path, "in/a", STORY)
    write(tmp_path, "in/b.log", STORY)
    write(tmp_path, "in/c", page(STORY))
    write(tmp_path, "in/d", pdf("Shells hit"))
    write(tmp_path, "in/e", '{"id": "r1", "text": "Shells hit."}\n')
    write(tmp_path, "in/f", docx("Shells hit."))
    raws, failures = read(tmp_path / "in")
    assert failures == []
    assert [r.kind for r in raws] == ["txt", "txt", "html", "pdf", "row", "docx"]


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("in/b/2.txt", "in/a.txt", "in/b/1.txt", "in/.hidden.txt", "in/.git/x.txt", "in/c.txt"):
        write(tmp_path, name, STORY)
    (tmp_path / "in/b/loop").symlink_to(tmp_path / "in")
    raws, failures = read(tmp_path / "in")
    assert failures == []
    assert [r.source_path for r in raws] == ["in/a.txt", "in/b/1.txt", "in/b/2.txt", "in/c.txt"]


def test_sidecars_speak_where_the_file_is_silent(tmp_path: Path) -> None:
    write(tmp_path, "in/meta.yaml", "outlet: Folder Post\nlanguage: en\n")
    write(tmp_path, "in/a.txt", STORY)
    write(tmp_path, "in/a.txt.meta.yaml", "outlet: Own Post\ndate: 2022-03-07\nurl: https://post.example/a\n")
    write(tmp_path, "in/deep/b.txt", STORY)
    write(tmp_path, "in/deep/b.meta.json", '{"published": "2022-03-08", "title": "Market hit"}')
    (a, b), failures = read(tmp_path / "in", outlet="Option Post", published="2020-01-01")
    assert failures == []
    assert (a.outlet, a.published, a.url, a.language) == ("Own Post", "2022-03-07", "https://post.example/a", "en")
    assert (b.outlet, b.published, b.title, b.title_in_text) == ("Folder Post", "2022-03-08", "Market hit", False)


def test_a_broken_sidecar_is_told_and_its_file_is_not_read_without_it(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", STORY)
    write(tmp_path, "in/a.meta.yaml", "outlet: [")
    write(tmp_path, "in/b.txt", STORY)
    (raw,), (failed,) = read(tmp_path / "in")
    assert raw.document == "b.txt"
    assert failed.path == "in/a.txt" and "YAML" in failed.what


def test_settings_in_yaml_are_no_report(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", STORY)
    write(tmp_path, "in/notes.yaml", "theme: dark\nfields: [one, two]\n")
    (raw,), (failed,) = read(tmp_path / "in")
    assert (raw.document, failed.path) == ("a.txt", "in/notes.yaml")
    assert "meta.yaml" in failed.remedy


def test_options_fill_what_is_missing(tmp_path: Path) -> None:
    (raw,), _ = read(write(tmp_path, "s.txt", STORY), outlet="Post", published="2022-03-07", language="en")
    assert (raw.outlet, raw.published, raw.language) == ("Post", "2022-03-07", "en")


@pytest.mark.parametrize(
    ("data", "kind"), [(STORY.encode(), "txt"), (page(STORY).encode(), "html"), (b'{"text": "Shells hit."}\n', "row")]
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (raw,), failures = read("-")
    assert failures == []
    assert raw.kind == kind


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    raws, (failed,) = read("-")
    assert raws == [] and (failed.code, failed.path) == ("H102", "stdin")


def test_sniffing_by_first_bytes() -> None:
    assert by_content(b"WARC/1.0\r\n") == "warc"
    assert by_content(b"<?xml version='1.0'?>\n<rss version='2.0'>") == "feed"
    assert by_content(b"PAR1....") == "parquet"
    assert by_content(b"{ not json") == "txt"
