"""Every analysis has a page whose rows are those of the analysis, and the files that an export gives."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from desks import desk_over, html, ledger_of

from harmledger.analyse import analyse, registry
from harmledger.errors import NotFound
from harmledger.serve.pages.analyses import as_csv, as_json, one


@pytest.mark.parametrize("name", list(registry()))
def test_page_json_and_csv_have_the_rows_of_the_analysis(name: str, sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        rows = analyse(name, desk.ledger).rows
        view = one(desk, name)
        assert [r for r, _ in view.rows] == list(rows)[: len(view.rows)]
        assert view.total == len(rows)
        data = json.loads(as_json(desk, name))
        assert data["rows"] == json.loads(json.dumps([r.to_json() for r in rows]))
        assert len(list(csv.DictReader(io.StringIO(as_csv(desk, name).decode())))) == len(rows)
        page = html(desk, "analysis", name)
        assert page.count('data-claims="') == sum(bool(r.claims and view.quotes.address(r.claims[0])) for r in rows)


def test_the_list_names_all_and_an_unknown_one_is_not_found(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        listed = html(desk, "analyses")
        assert all(f"analysis/{name}.html" in listed for name in registry())
        with pytest.raises(NotFound):
            one(desk, "nothing")


def test_a_row_without_a_day_says_so(tmp_path: Path) -> None:
    told = "14 March 2023\n\nKherson is shelled seven to ten times a day, residents said."
    with desk_over(ledger_of(tmp_path, rate=told)) as desk:
        assert "date not known" in html(desk, "analysis", "attack-rate")
