"""What every analysis keeps to: names, columns, options, claims behind each row, one set of rows whatever the order."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from pathlib import Path

import pytest

import harmledger
from harmledger.analyse import Analysis, Findings, Row, analyse, named, of_records, registry
from harmledger.api import tables
from harmledger.cli import main
from harmledger.errors import UsageError
from harmledger.records import Casualty, Span, Time
from harmledger.store import Filter, open_ledger
from ledger_samples import claim, incident, report

ANALYSES = list(registry().values())


@pytest.fixture
def war(tmp_path: Path) -> Path:
    """Two reports of a strike on a clinic and a waterworks."""
    path = tmp_path / "war.db"
    one, two = report(1), report(2)
    first, second = claim(one, 1, targets=("healthcare", "water")), claim(two, 1, targets=("healthcare",))
    with open_ledger(path) as ledger:
        ledger.add(one, [first])
        ledger.add(two, [second])
        ledger.replace_incidents([incident(1, first, second)])
    return path


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda a: a.name)
def test_columns_are_flat_and_say_what_they_mean(analysis: Analysis) -> None:
    columns = {c.name: c for c in analysis.columns}
    assert columns["claims"].kind == "strings" and not columns["claims"].empty
    assert all(len(c.about) > 3 for c in analysis.columns)
    assert set(analysis.shown) <= set(columns)
    assert not analysis.about.endswith(".")
    assert dataclasses.is_dataclass(analysis.row) and analysis.row.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", list(registry()))
def test_rows_name_their_claims_and_do_not_depend_on_order(name: str) -> None:
    reports = [report(n) for n in range(1, 6)]
    claims = [claim(r, 1, targets=("healthcare", "energy")) for r in reports]
    incidents = [incident(n, c) for n, c in enumerate(claims, start=1)]
    rows = analyse(name, of_records(claims, incidents, reports)).rows
    random.Random(7).shuffle(claims)
    assert analyse(name, of_records(claims, incidents[::-1], reports[::-1])).rows == rows
    known = {c.id for c in claims}
    assert all(row.claims and set(row.claims) <= known for row in rows)


@pytest.mark.parametrize("name", list(registry()))
def test_every_analysis_has_command_table_and_export(
    name: str, war: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ((), ("--json",), ("--jsonl",), ("--csv",), ("--quotes",), ("--quotes", "--csv")):
        assert main(["analyse", name, str(war), *form]) == 0
    with harmledger.open(war) as result:
        found = result.analyse(name)
        assert found.table().schema.names == [c.name for c in registry()[name].columns]
        assert found.table().num_rows == len(found)
        assert set(found.quotes()) == {c for row in found for c in row.claims}
    assert main(["export", str(war), "--format", "analyses", "--out", str(tmp_path / "out")]) == 0
    header = (tmp_path / "out" / f"analysis-{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == [c.name for c in registry()[name].columns]
    capsys.readouterr()


def test_an_empty_set_of_rows_is_still_a_table() -> None:
    analysis = ANALYSES[0]
    made = tables.findings(Findings(analysis, (), 0))
    assert made.schema.names == [c.name for c in analysis.columns] and made.num_rows == 0


def test_the_command_alone_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in registry())


def test_quotes_say_who_and_when(war: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", "protected", str(war), "--quotes"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Shells hit the waterworks" in said and "the mayor (local authority, Ukraine)" in said
    assert "2022-03-01" in said and "c-000000000001-1" in said


def test_a_limit_counts_rows(war: Path) -> None:
    with open_ledger(war) as ledger:
        found = analyse("protected", ledger, Filter(limit=1))
    assert (len(found.rows), found.total) == (1, 2)


def test_wrong_names_and_options_are_said() -> None:
    with pytest.raises(UsageError, match="Did you mean protected"):
        named("protectd")
    with pytest.raises(UsageError, match="there is no “decade”"):
        analyse("protected", of_records([]), by="decade")
    with pytest.raises(UsageError, match="no option"):
        analyse("protected", of_records([]), colour="red")


def test_rejected_claims_stay_out() -> None:
    one = report(1)
    left, kept = claim(one, 1, status="rejected"), claim(one, 2)
    assert [c.id for c in of_records([left, kept]).claims()] == [kept.id]


def test_a_row_reads_back() -> None:
    one = report(1)
    given = claim(one, 1, targets=("healthcare",))
    (row, *_) = analyse("protected", of_records([given], [incident(1, given)], [one])).rows
    assert isinstance(row, Row) and type(row).from_json(row.to_json()) == row


def test_a_range_of_days_is_asked_of_the_day_that_a_row_holds() -> None:
    reports = [report(1)]
    words = "Since 1 March 900 people have fled Varsk."
    figure = Casualty("displaced", "people", None, 900, 900, "900 people", 14, 24)
    told = dataclasses.replace(
        claim(reports[0], 1, event_type="displacement", kind="toll"),
        quotes=(Span(words, 0, len(words)),),
        casualties=(figure,),
        time=Time("1 March", dt.date(2030, 3, 1), dt.date(2030, 5, 9), "month"),
    )
    material = of_records([told], (), reports)
    assert len(analyse("flight", material, Filter(since=dt.date(2030, 5, 1), until=dt.date(2030, 5, 31))).rows) == 1
    assert analyse("flight", material, Filter(since=dt.date(2030, 3, 1), until=dt.date(2030, 3, 31))).rows == ()


@pytest.mark.parametrize("command", [["claims"], ["incidents"], ["tolls"], ["analyse", "flight"]])
def test_a_place_that_nobody_knows_is_told(command: list[str], war: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, str(war), "--place", "Nowhereville"]) == 0
    assert "no place named “Nowhereville” is known" in capsys.readouterr().err
    assert main([*command, str(war), "--place", "Aleppo"]) == 0
    assert "no place named" not in capsys.readouterr().err
