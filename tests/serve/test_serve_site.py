"""A site is whole, the same each time, and never takes the place of anything else."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import Mock

import pytest

from harmledger.errors import ExportError
from harmledger.serve.site import write_site
from harmledger.store import open_ledger


def _all(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_every_link_of_a_site_leads_to_a_file(sample_ledger: Path, tmp_path: Path) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger:
        write_site(ledger, tmp_path / "out", audience="internal", generated="2026-01-01")
    for page in (tmp_path / "out").rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text()):
            if not re.match(r"[a-z]+:", address):
                assert (page.parent / address).resolve().is_file(), (page.name, address)


def test_a_site_is_the_same_each_time(sample_ledger: Path, tmp_path: Path) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger:
        for name in ("a", "b", "a"):
            write_site(ledger, tmp_path / name, audience="internal", generated="2026-01-01")
    assert _all(tmp_path / "a") == _all(tmp_path / "b")


def test_a_folder_with_other_files_is_left_alone(sample_ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    with open_ledger(sample_ledger, readonly=True) as ledger, pytest.raises(ExportError, match="did not write"):
        write_site(ledger, tmp_path / "mine", audience="internal")
    assert _all(tmp_path / "mine") == {"notes.txt": b"keep"}


def test_a_site_is_written_again_without_harm_to_hidden_entries(sample_ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / ".git").mkdir(parents=True)
    (tmp_path / "mine" / ".git" / "HEAD").write_text("keep")
    with open_ledger(sample_ledger, readonly=True) as ledger:
        for stale in ("a.html", "b.html"):
            write_site(ledger, tmp_path / "mine", audience="internal", generated="2026-01-01")
            assert (tmp_path / "mine" / ".git" / "HEAD").read_text() == "keep"
            assert not (tmp_path / "mine" / "a.html").exists()
            (tmp_path / "mine" / stale).write_text("of the last time")
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]


def test_no_public_copy_is_left_behind(sample_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    with open_ledger(sample_ledger, readonly=True) as ledger:
        write_site(ledger, tmp_path / "out")
    assert list((tmp_path / "tmp").iterdir()) == []


def test_who_waits_is_told_of_every_page_of_its_kind(sample_ledger: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with open_ledger(sample_ledger, readonly=True) as ledger:
        write_site(ledger, tmp_path / "out", audience="internal", progress=lambda *step: told.append(step))
    for kind in {kind for kind, _, _ in told}:
        own = [(done, total) for name, done, total in told if name == kind]
        assert own == [(n, len(own)) for n in range(1, len(own) + 1)]
    assert ("report", 1) in {(kind, done) for kind, done, _ in told}


def test_the_reports_are_counted_once_for_all_their_pages(
    sample_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger:
        counts = Mock(side_effect=ledger.counts)
        monkeypatch.setattr(ledger, "counts", counts)
        write_site(ledger, tmp_path / "out", audience="internal")
        assert 0 < counts.call_count < ledger.count("reports")
