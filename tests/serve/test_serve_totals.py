"""The totals' page shows each figure once and nothing else; the charts' tables are those of the analyses."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

from desks import desk_over, html

from harmledger.analyse import analyse
from harmledger.analyse.war_of_numbers import TotalRow
from harmledger.records import Place
from harmledger.serve import chart_tables
from harmledger.serve.filters import choose, located, parse
from harmledger.serve.holdings import holdings
from harmledger.serve.pages.charts import charts
from harmledger.serve.pages.totals import running, totals


def test_every_figure_of_the_analysis_is_on_the_page_once(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        view = totals(desk, "")
        rows = [r for r in analyse("war-of-numbers", desk.ledger).rows if isinstance(r, TotalRow)]
        assert rows
        shown = [r for c in view.counts for r in c.rows]
        assert Counter((*r.claims, r.said_by, str(r.low)) for r in shown) == Counter(
            (*r.claims, r.said_by, str(r.low)) for r in rows
        )
        page = html(desk, "totals")
        assert page.count("<tr data-by=") == len(rows)
        assert "never added to incidents" in page


def test_points_are_the_running_figures_of_the_table_with_their_words(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        view = totals(desk, "")
        for count in view.counts:
            points = view.charts["counts"].get(count.key)
            if count.drawn:
                drawn = [r for r in count.rows if running(r)]
                assert [(p["by"], p["low"], p["high"]) for p in points] == [(r.said_by, r.low, r.high) for r in drawn]
        held = re.search(r'id="quotes">(.*?)</script>', html(desk, "totals"))
        assert held is not None
        quotes = json.loads(held.group(1))
        for name in {c for count in view.counts for r in count.rows for c in r.claims}:
            claim = desk.ledger.claim(name)
            assert quotes[name]["quote"].rstrip("…") in " … ".join(" ".join(q.text.split()) for q in claim.quotes)


def test_the_tables_of_attacks_count_every_attack_once_a_week(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        view = charts(desk, "")
        every = sum(r.incidents for r in analyse("incident-rate", desk.ledger, by="all").rows)  # type: ignore[attr-defined]
        for cross in view.crosses.values():
            assert sum(n for _, _, n in cross.weeks) + cross.loose[1] == cross.total == every > 0
            for i in range(len(cross.columns)):
                assert sum(counts[i] for _, counts, _ in cross.weeks) + cross.loose[0][i] == cross.sums[i]


def test_told_figures_of_killed_are_those_of_the_claims(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        for kind in chart_tables.told(desk.shelf.rows(), holdings(desk)):
            for (low, high), cell in zip(chart_tables.BANDS, kind.cells, strict=True):
                for name in cell:
                    claim = desk.ledger.claim(name)
                    numbers = [
                        c.low if c.low is not None else c.high for c in claim.casualties if c.outcome == "killed"
                    ]
                    assert claim.source.type == kind.type
                    assert any(n is not None and n >= low and (high is None or n <= high) for n in numbers)


def test_what_is_not_known_is_counted_against_all_events(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        events = [r.incident for r in desk.shelf.events()]
        found = {lack.what: lack for lack in chart_tables.lacks(desk.shelf.rows())}
        assert found["nobody named who did it"].count == sum(not i.actors for i in events)
        assert found["told by one independent source"].count == sum(i.independent_sources < 2 for i in events)
        assert {lack.of for lack in found.values()} == {len(events)}


def test_what_is_not_known_is_found_on_the_overview_under_its_link(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        told = 0
        for lack in chart_tables.lacks(desk.shelf.rows()):
            if lack.query:
                assert len(choose(desk.shelf, parse(parse_qsl(lack.query))).rows) == lack.count, lack.what
                told += lack.count
        assert told


def test_a_place_that_is_nowhere_on_a_map_is_counted_as_the_overview_counts_it(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        row = next(iter(desk.shelf.events()))
        continent = Place("Europe", name="Europe", lat=50.0, lon=15.0, precision="country")
        afloat = replace(row, incident=replace(row.incident, place=continent))
        assert not located(afloat)
        assert next(x for x in chart_tables.lacks([afloat]) if x.query == "without=place").count == 1
