"""Exports come back as the ledger they were made from; what is no export is refused by its line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from harmledger.errors import ExportError
from harmledger.publish import export, read_claims, read_incidents, read_reports, restore, verify
from harmledger.store import Ledger, open_ledger
from ledger_samples import claim, incident, report


def filled(path: Path) -> Ledger:
    """A ledger of three reports, one without a claim, and two incidents."""
    ledger = open_ledger(path)
    one, two = report(1), report(2, published=report(9).published, title="Щастя")
    claims = [claim(one, 1), claim(one, 2, place=None, munitions={"count": 30}), claim(two, 1)]
    ledger.add(one, claims[:2])
    ledger.add(two, claims[2:])
    ledger.add(report(3), ())
    ledger.replace_incidents([incident(1, claims[0], claims[2]), incident(2, claims[1])])
    return ledger


def test_a_ledger_through_its_exports(tmp_path: Path) -> None:
    with filled(tmp_path / "war.db") as ledger:
        for name in ("claims", "reports", "incidents"):
            export(ledger, name, tmp_path / f"{name}.jsonl")
        assert list(read_claims(tmp_path / "claims.jsonl")) == list(ledger.claims())
        assert list(read_reports(tmp_path / "reports.jsonl")) == list(ledger.reports())
        assert list(read_incidents(tmp_path / "incidents.jsonl")) == list(ledger.incidents())
        with open_ledger(tmp_path / "copy.db") as copy:
            files = {"reports": tmp_path / "reports.jsonl", "incidents": tmp_path / "incidents.jsonl"}
            assert restore(copy, tmp_path / "claims.jsonl", **files) == 3
            assert copy.content_digest() == ledger.content_digest()
            assert verify(copy).ok
            assert restore(copy, tmp_path / "claims.jsonl", **files) == 0, "again changes nothing"
            assert copy.content_digest() == ledger.content_digest()
            export(copy, "claims", tmp_path / "again.jsonl")
        assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "claims.jsonl").read_bytes()


def test_claims_alone_come_back_without_texts(tmp_path: Path) -> None:
    with filled(tmp_path / "war.db") as ledger, open_ledger(tmp_path / "copy.db") as copy:
        export(ledger, "claims", tmp_path / "claims.jsonl")
        assert restore(copy, tmp_path / "claims.jsonl") == 2
        assert list(copy.claims()) == [replace(c, incident=None) for c in ledger.claims()]
        assert copy.needs_link()
        found = verify(copy)
        assert found.ok
        assert found.without_text == 2
        assert found.spans == 0, "nothing is said to be checked that cannot be"


def test_a_file_in_another_order_loses_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "war.db") as ledger, open_ledger(tmp_path / "copy.db") as copy:
        export(ledger, "claims", tmp_path / "claims.jsonl")
        lines = (tmp_path / "claims.jsonl").read_bytes().splitlines(keepends=True)
        (tmp_path / "mixed.jsonl").write_bytes(lines[1] + lines[2] + lines[0])
        assert restore(copy, tmp_path / "mixed.jsonl") == 2
        assert {c.id for c in copy.claims()} == {c.id for c in ledger.claims()}
        assert copy.check() == []


def test_files_of_a_newer_version_are_read(tmp_path: Path) -> None:
    with filled(tmp_path / "war.db") as ledger:
        export(ledger, "claims", tmp_path / "claims.jsonl")
        data = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
        text = "\n\n".join(json.dumps({**d, "mood": 1}) for d in data)
        (tmp_path / "newer.jsonl").write_text(text, encoding="utf-8")
        assert list(read_claims(tmp_path / "newer.jsonl")) == list(ledger.claims())


@pytest.mark.parametrize("line", [b"{", b"[]", b"{}", b'{"id": "c-1"}', b"\xff\xfe", b"[" * 100_000, b"nan"])
def test_a_line_that_is_no_claim_is_named(tmp_path: Path, line: bytes) -> None:
    with filled(tmp_path / "war.db") as ledger:
        export(ledger, "claims", tmp_path / "claims.jsonl")
    good = (tmp_path / "claims.jsonl").read_bytes()
    (tmp_path / "bad.jsonl").write_bytes(good + line + b"\n")
    with pytest.raises(ExportError, match=r"bad\.jsonl, line 4: is no claim"):
        list(read_claims(tmp_path / "bad.jsonl"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be read"):
        list(read_claims(tmp_path / "none.jsonl"))
