"""Web archives and feeds."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest
from collect_samples import STORY, packed, page, read, record, write

PAGES = [
    record(f"https://post.example/{n}", page(f"{STORY} Number {n}. " + "More words. " * 900).encode()) for n in range(4)
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("w.warc", b"".join(PAGES)),
        ("w.warc.gz", packed(*PAGES)),
        ("w.warc.gz", gzip.compress(b"".join(PAGES))),
        ("unnamed", b"".join(PAGES)),
    ],
)
def test_pages_are_read_under_their_addresses(tmp_path: Path, name: str, data: bytes) -> None:
    raws, failures = read(write(tmp_path, name, data))
    assert failures == []
    assert [r.document for r in raws] == [f"https://post.example/{n}" for n in range(4)]
    assert all(r.kind == "html" and r.url == r.document and STORY in r.html for r in raws)


def test_only_pages_that_answered_are_read(tmp_path: Path) -> None:
    other = record("https://post.example/p.png", b"\x89PNG", "image/png")
    gone = record("https://post.example/gone", page("Not found").encode()).replace(b"200 OK", b"404 NO")
    raws, failures = read(write(tmp_path, "w.warc", other + gone + PAGES[0]))
    assert failures == []
    assert [r.document for r in raws] == ["https://post.example/0"]


@pytest.mark.parametrize("cut", [40, 300, 3_000, 9_000])
@pytest.mark.parametrize("name", ["w.warc", "w.warc.gz"])
def test_a_cut_archive_keeps_its_whole_records(tmp_path: Path, name: str, cut: int) -> None:
    data = b"".join(PAGES) if name == "w.warc" else packed(*PAGES)
    cut = cut if name == "w.warc" else min(cut, len(packed(PAGES[3])) - 5)
    raws, failures = read(write(tmp_path, name, data[:-cut]))
    assert [r.document for r in raws] == [f"https://post.example/{n}" for n in range(3)]
    assert failures and {f.code for f in failures} == {"H101"}
    assert all(f.path.startswith(name) and "cut short" in f.what for f in failures)
    assert len(failures) == 1


def test_an_archive_cut_in_half(tmp_path: Path) -> None:
    data = packed(*PAGES)
    raws, failures = read(write(tmp_path, "w.warc.gz", data[: len(data) // 2 + 99]))
    assert 1 <= len(raws) <= 2
    assert [f.code for f in failures] == ["H101"]


def chunked(body: bytes) -> bytes:
    """A body in two chunks."""
    parts = (body[:50], body[50:])
    return b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in parts) + b"0\r\n\r\n"


BODY = page(STORY).encode()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", chunked(BODY)),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(gzip.compress(BODY))),
        ("Transfer-Encoding: chunked\r\n", BODY),  # joined by the crawler, which kept the header
        ("Content-Encoding: gzip\r\n", BODY),
        ("Content-Encoding: deflate\r\n", zlib.compress(BODY)),
        ("Content-Encoding: deflate\r\n", zlib.compress(BODY)[2:-4]),
        ("Content-Encoding: identity\r\n", BODY),
    ],
)
def test_transfer_encodings_are_undone(tmp_path: Path, headers: str, body: bytes) -> None:
    (raw,), failures = read(write(tmp_path, "w.warc", record("https://post.example/c", body, headers=headers)))
    assert failures == []
    assert raw.html == BODY.decode()


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd", "deflate"])
def test_bodies_that_do_not_unpack(tmp_path: Path, coding: str) -> None:
    bad = record("https://post.example/bad", b"not packed" * 9, headers=f"Content-Encoding: {coding}\r\n")
    (raw,), (failed,) = read(write(tmp_path, "w.warc", bad + PAGES[0]))
    assert raw.document == "https://post.example/0"
    assert (failed.document, failed.code) == ("https://post.example/bad", "H101")


def test_a_packed_page_may_be_a_bomb(tmp_path: Path) -> None:
    bomb = record("https://post.example/b", gzip.compress(b"0" * 5_000_000), headers="Content-Encoding: gzip\r\n")
    (raw,), (failed,) = read(write(tmp_path, "w.warc", bomb + PAGES[0]), max_file_bytes=1_000_000)
    assert raw.document == "https://post.example/0"
    assert failed.code == "H103"


@pytest.mark.parametrize("data", [b"WARC/1.0\r\n", bytes(range(256)) * 50, b"WARC/1.0\r\nContent-Length: x\r\n\r\nabc"])
def test_noise_named_as_web_archive(tmp_path: Path, data: bytes) -> None:
    raws, (failed,) = read(write(tmp_path, "w.warc", data))
    assert raws == [] and failed.code == "H101"


RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Brennick Post</title><language>en-GB</language>
<item><title>Market hit</title><link>https://post.example/1</link><guid>id-1</guid>
<pubDate>Mon, 07 Mar 2022 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{STORY}</p><p>Rescuers &amp; police came.</p>]]></content:encoded></item>
<item><title>Bridge &lt;b&gt;down&lt;/b&gt;</title><link>https://post.example/2</link>
<description>The bridge fell.</description></item>
<item><guid>id-3</guid></item></channel></rss>"""


def test_feed_entries_become_reports(tmp_path: Path) -> None:
    raws, (failed,) = read(write(tmp_path, "f.rss", RSS))
    assert [r.document for r in raws] == ["id-1", "https://post.example/2"]
    assert raws[0].text == f"{STORY.strip()}\nRescuers & police came."
    assert (raws[0].title, raws[0].published, raws[0].outlet) == ("Market hit", "2022-03-07", "Brennick Post")
    assert (raws[0].url, raws[0].language, raws[0].title_in_text) == ("https://post.example/1", "en", True)
    assert (raws[1].title, raws[1].text) == ("Bridge down", "The bridge fell.")
    assert (failed.document, failed.code) == ("id-3", "H102")


def test_atom_by_content(tmp_path: Path) -> None:
    atom = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>e1</id>'
        f"<title>Market hit</title><updated>2022-03-07T10:00:00Z</updated><summary>{STORY}</summary></entry></feed>"
    )
    (raw,), failures = read(write(tmp_path, "feed.xml", atom))
    assert failures == []
    assert (raw.document, raw.published, raw.text.strip()) == ("e1", "2022-03-07", STORY.strip())


@pytest.mark.parametrize(
    ("data", "code"), [("<rss version='2.0'><channel></channel></rss>", "H102"), ("words", "H101")]
)
def test_feeds_without_reports(tmp_path: Path, data: str, code: str) -> None:
    raws, (failed,) = read(write(tmp_path, "f.rss", data))
    assert raws == [] and failed.code == code


def test_a_cut_feed_keeps_its_whole_entries(tmp_path: Path) -> None:
    raws, failures = read(write(tmp_path, "f.rss", RSS[: RSS.index("<item><guid>")]))
    assert [r.document for r in raws] == ["id-1", "https://post.example/2"]
    assert [f.code for f in failures] == ["H101"]


def test_a_feed_never_fetches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*args: object) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    raws, (failed,) = read(write(tmp_path, "f.rss", "https://post.example/feed"))
    assert raws == [] and failed.code == "H101"
