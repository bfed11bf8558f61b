"""The Python API: its names, what it reads, what it gives."""

from __future__ import annotations

import inspect
from pathlib import Path

import pyarrow as pa
import pytest

import harmledger
from harmledger import Claim, Incident, Report
from harmledger.errors import LedgerError, UsageError
from harmledger.store import Filter, open_ledger
from ledger_samples import claim, incident, report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small ledger: two reports, three claims, one incident."""
    made = tmp_path / "war.db"
    one, two = report(1), report(2)
    claims = [claim(one, 1), claim(one, 2, modality="denied", place=None, time=None, casualties=()), claim(two, 1)]
    with open_ledger(made) as ledger:
        ledger.add(one, claims[:2])
        ledger.add(two, claims[2:])
        ledger.replace_incidents([incident(1, claims[0], claims[2])])
    return made


def test_public_names() -> None:
    assert sorted(harmledger.__all__) == sorted(
        [
            "Casualty", "Claim", "Difference", "Evidence", "Failure", "HarmledgerError", "Incident", "Join", "Period",
            "Place", "Published", "Reason", "Region", "Report", "Result", "Source", "Span", "Time", "Toll",
            "__version__", "open", "read",
        ]
    )  # fmt: skip
    for name in harmledger.__all__:
        assert getattr(harmledger, name) is not None
        if callable(getattr(harmledger, name)):
            assert inspect.getdoc(getattr(harmledger, name)), name


def test_open_gives_records(path: Path) -> None:
    with harmledger.open(path) as result:
        assert [r.document for r in result.reports] == ["news1.txt", "news2.txt"]
        assert [type(x) for x in (*result.reports[:1], *result.claims[:1], *result.incidents)] == [
            Report,
            Claim,
            Incident,
        ]
        assert {c.modality for c in result.claims} == {"actual", "denied"}
        assert result.failures == () and result.summary is None
        assert [c.document for c in result.find("claims", Filter(document="news2.txt"))] == ["news2.txt"]
        assert "2 reports, 3 claims" in repr(result)
    assert result.claims  # records that were read stay usable


def test_open_makes_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        harmledger.open(tmp_path / "absent.db")
    assert list(tmp_path.iterdir()) == []


def test_tables_are_typed_and_keep_unknown_unknown(path: Path) -> None:
    with harmledger.open(path) as result:
        claims, casualties, incidents = (result.table(n) for n in ("claims", "casualties", "incidents"))
    assert (claims.num_rows, casualties.num_rows, incidents.num_rows) == (3, 2, 1)
    assert claims.schema.field("date_start").type == pa.date32()
    assert claims.schema.field("lat").type == pa.float64()
    denied = next(row for row in claims.to_pylist() if row["modality"] == "denied")
    assert denied["lat"] is None and denied["date_start"] is None and denied["place"] is None
    assert denied["quotes"] and denied["targets"] == ["water"]
    assert [(row["outcome"], row["low"], row["high"]) for row in casualties.to_pylist()] == [
        ("killed", 1, 1),
        ("killed", 1, 1),
    ]
    one = incidents.to_pylist()[0]
    assert (one["killed_low"], one["killed_best"], one["killed_high"]) == (1, 2, None)
    assert one["injured_low"] is None
    assert {one["killed_best_open"], one["injured_best_open"]} <= {True, False}  # a column of truth values, never empty
    assert one["claims"] == [row["id"] for row in claims.to_pylist() if row["modality"] == "actual"]


def test_tables_of_an_empty_ledger_have_their_columns(tmp_path: Path) -> None:
    open_ledger(tmp_path / "empty.db").close()
    with harmledger.open(tmp_path / "empty.db") as result:
        assert result.table("claims").num_rows == 0
        assert "killed_best" in result.table("incidents").column_names


def test_running_totals_and_reports_have_tables_and_events_are_no_totals(tmp_path: Path) -> None:
    own = report(1)
    total, event = claim(own, 1, kind="toll"), claim(own, 2)
    with open_ledger(tmp_path / "war.db") as ledger:
        ledger.add(own, [total, event])
    with harmledger.open(tmp_path / "war.db") as result:
        assert {row.id for row in result.tolls} == {total.id}
        table = result.table("tolls")
        assert table.num_rows == len(result.tolls) == len(total.casualties)
        assert table.column("low").to_pylist() == [figure.low for figure in total.casualties]
        assert result.table("reports").column("document").to_pylist() == [own.document]
        assert "text" not in result.table("reports").column_names


def test_tables_go_into_pandas(path: Path) -> None:
    pytest.importorskip("pandas")
    with harmledger.open(path) as result:
        frame = result.table("casualties").to_pandas()
    assert frame.query("outcome == 'killed' and modality == 'actual'")["low"].sum() == 2


def test_unknown_tables_and_options(path: Path, tmp_path: Path) -> None:
    with harmledger.open(path) as result, pytest.raises(UsageError, match="claims, incidents, casualties"):
        result.table("people")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="job"):
        harmledger.read(tmp_path, job=2)


def test_read_keeps_nothing_without_a_ledger_and_all_with_one(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        "Russian artillery shelled a mill in Sumy on 3 March 2022 and killed two people, police said.", encoding="utf-8"
    )
    with harmledger.read(story, outlet="The Courier") as result:
        assert [r.outlet for r in result.reports] == ["The Courier"]
        assert [c.event_type for c in result.claims] == ["shelling"]
        assert result.summary is not None and result.summary.stored == 1
        temporary = Path(result._ledger.name)
        assert temporary.exists()
    assert not temporary.exists()
    kept = tmp_path / "war.db"
    with harmledger.read([story], ledger=kept) as first:
        claims = first.claims
    with harmledger.read([str(story)], ledger=str(kept)) as second:
        assert second.claims == claims
        assert second.summary is not None and (second.summary.stored, second.summary.known) == (0, 1)


def test_bad_input_does_not_raise(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with harmledger.read(tmp_path) as result:
        assert [f.code for f in result.failures] == ["H102"]
