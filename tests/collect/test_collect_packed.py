"""Archives and compressed files: read as streams, bombs stopped, damage told, nothing written to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
from collect_samples import STORY, packed, page, read, record, write


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar archive of these members, in this order."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


MEMBERS = {
    "news/a.txt": STORY.encode(),
    "news/rows.jsonl": json.dumps({"id": "r1", "text": STORY}).encode(),
    "news/.hidden.txt": b"x",
    "__MACOSX/news/._a.txt": b"x",
    "news/page.html": page(STORY).encode(),
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("n.zip", zipped(MEMBERS)),
        ("n.tar", tarred(MEMBERS)),
        ("n.tar.gz", tarred(MEMBERS, "w:gz")),
        ("n.tgz", tarred(MEMBERS, "w:gz")),
        ("n.tar.xz", tarred(MEMBERS, "w:xz")),
    ],
)
def test_members_are_read(tmp_path: Path, name: str, data: bytes) -> None:
    raws, failures = read(write(tmp_path, name, data))
    assert failures == []
    assert {r.document for r in raws} == {"a.txt", "r1", "page.html"}
    assert next(r for r in raws if r.document == "a.txt").source_path == f"{name}!news/a.txt"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_compressed_files_are_read_as_what_they_hold(tmp_path: Path, pack: object) -> None:
    ending = {gzip.compress: "gz", bz2.compress: "bz2", lzma.compress: "xz"}[pack]  # type: ignore[index]
    rows = "".join(json.dumps({"id": str(n), "text": STORY}) + "\n" for n in range(3)).encode()
    write(tmp_path, f"in/a.txt.{ending}", pack(STORY.encode()))  # type: ignore[operator]
    write(tmp_path, f"in/b.jsonl.{ending}", pack(rows))  # type: ignore[operator]
    raws, failures = read(tmp_path / "in")
    assert failures == []
    assert [r.document for r in raws] == ["a.txt", "0", "1", "2"]


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped({"a.txt": STORY.encode()})
    raws, failures = read(
        write(tmp_path, "o.tar.gz", tarred({"m/i.zip": inner, "m/b.txt.gz": gzip.compress(b"Two")}, "w:gz"))
    )
    assert failures == []
    assert [r.source_path for r in raws] == ["o.tar.gz!m/i.zip!a.txt", "o.tar.gz!m/b.txt.gz"]


def test_depth_is_limited(tmp_path: Path) -> None:
    data = zipped({"a.txt": STORY.encode()})
    for number in range(6):
        data = zipped({f"{number}.zip": data, f"{number}.txt": STORY.encode()})
    raws, (failed,) = read(write(tmp_path, "deep.zip", data))
    assert failed.code == "H103" and "deep" in failed.what
    assert [r.document for r in raws] == ["5.txt", "4.txt", "3.txt", "2.txt"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.zip", zipped({"a.txt": STORY.encode(), "z.txt": b"0" * 3_000_000})),
        ("bomb.tar.gz", tarred({"a.txt": STORY.encode(), "z.txt": b"0" * 3_000_000}, "w:gz")),
        ("bomb.gz", gzip.compress(b"0" * 3_000_000)),
        ("bomb.jsonl.gz", gzip.compress(b'{"text": "one"}\n' + b"\n" * 3_000_000)),
        ("nested.zip", zipped({"a.txt": STORY.encode(), "z.txt.gz": gzip.compress(b"0" * 3_000_000)})),
    ],
)
def test_bombs_are_stopped(tmp_path: Path, name: str, data: bytes) -> None:
    write(tmp_path, f"in/{name}", data)
    write(tmp_path, "in/zz.txt", STORY)
    raws, (failed,) = read(tmp_path / "in", max_unpacked_bytes=1_000_000)
    assert failed.code == "H103" and name in failed.path
    assert raws[-1].document == "zz.txt"


def test_bombs_are_known_by_their_ratio(tmp_path: Path) -> None:
    once = gzip.compress(b"0" * 150_000_000, 9)
    raws, (failed,) = read(write(tmp_path, "bomb.txt.gz", once), max_file_bytes=1_000_000_000)
    assert raws == []
    assert failed.code == "H103" and "unpacks" in failed.what


@pytest.mark.parametrize("name", ["t.jsonl.gz", "t.jsonl.bz2", "t.jsonl.xz"])
def test_rows_before_a_cut_are_read(tmp_path: Path, name: str) -> None:
    import random

    noise = random.Random(0)
    rows = "".join(json.dumps({"id": str(n), "text": f"{STORY} {noise.random()}"}) + "\n" for n in range(8_000))
    pack = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[name.rsplit(".")[-1]]
    data = pack(rows.encode())
    raws, failures = read(write(tmp_path, name, data[: len(data) * 3 // 4]))
    assert 100 < len(raws) < 8_000
    assert [r.document for r in raws] == [str(n) for n in range(len(raws))]
    assert failures[-1].code == "H101" and failures[-1].path == name
    assert "cut short" in failures[-1].what
    assert len(failures) <= 2  # the row under the cut, and the file


def test_truncated_text_is_no_report(tmp_path: Path) -> None:
    data = gzip.compress(STORY.encode() * 50)
    raws, (failed,) = read(write(tmp_path, "a.txt.gz", data[:-20]))
    assert raws == [] and failed.code == "H101"


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.gz", "a.tgz", "a.bz2", "a.xz"])
@pytest.mark.parametrize("data", [b"no archive", bytes(range(256)) * 8])
def test_what_is_no_archive(tmp_path: Path, name: str, data: bytes) -> None:
    raws, (failed,) = read(write(tmp_path, name, data))
    assert raws == []
    assert (failed.code, failed.path) == ("H101", name)


def test_a_damaged_member_fails_alone(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode()}, zipfile.ZIP_STORED))
    data[40] ^= 0xFF  # inside the words of a.txt: the checksum no longer agrees
    (raw,), (failed,) = read(write(tmp_path, "n.zip", bytes(data)))
    assert raw.document == "b.txt"
    assert (failed.path, failed.code) == ("n.zip!a.txt", "H101")


def test_a_locked_member_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY.encode()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    raws, (failed,) = read(write(tmp_path, "n.zip", bytes(data)))
    assert raws == [] and "password" in failed.what


def test_paths_that_climb_are_only_names(tmp_path: Path) -> None:
    members = {"../../escape.txt": STORY.encode(), "/abs/escape2.txt": STORY.encode()}
    for name, data in (("n.zip", zipped(members)), ("n.tar", tarred(members))):
        raws, failures = read(write(tmp_path, f"in/{name}", data))
        assert failures == []
        assert {r.document for r in raws} == {"escape.txt", "escape2.txt"}
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["n.tar", "n.zip"]


def test_links_in_a_tar_are_passed_over(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("passwords.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    raws, failures = read(write(tmp_path, "n.tar", out.getvalue()))
    assert raws == [] and failures == []


def test_sidecars_in_archives(tmp_path: Path) -> None:
    members = {
        "n/meta.yaml": b"outlet: Post",
        "n/a.meta.json": b'{"published": "2022-03-07"}',
        "n/a.txt": STORY.encode(),
    }
    for name, data in (("n.zip", zipped(members)), ("n.tar", tarred(members))):
        (raw,), failures = read(write(tmp_path, name, data))
        assert failures == []
        assert (raw.outlet, raw.published) == ("Post", "2022-03-07")


def test_a_zip_of_web_archives(tmp_path: Path) -> None:
    warc = packed(record("https://post.example/1", page(STORY).encode()))
    raws, failures = read(write(tmp_path, "n.zip", zipped({"w.warc.gz": warc})))
    assert failures == []
    assert [r.document for r in raws] == ["https://post.example/1"]
