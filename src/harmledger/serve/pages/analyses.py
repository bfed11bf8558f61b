"""The analyses: what each lays side by side, as a table whose every row opens its claims, and as files."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from harmledger import wording
from harmledger.analyse import Analysis, Column, Findings, Row, analyse, named, registry
from harmledger.errors import NotFound
from harmledger.publish import analyses as exported
from harmledger.publish import csv_tables
from harmledger.serve.desk import Desk
from harmledger.serve.holdings import holdings, whole
from harmledger.serve.pages import Page
from harmledger.serve.quotes import Quotes

LISTED = 400  # rows in a page; the files have all
_UNDATED = "date not known"  # in the column by which an analysis sets its rows into time
_QUOTED = 6  # claims of a row whose words stand in the page


@dataclass(frozen=True)
class AnalysisView:
    """One analysis as a page shows it."""

    analysis: Analysis
    columns: Sequence[Column]
    rows: Sequence[tuple[Row, Sequence[str]]]  # each with its cells in words
    total: int
    quotes: Quotes
    quoted: Mapping[str, Any]


def findings(desk: Desk, name: str) -> Findings:
    """An analysis over the whole ledger, made once until that changes."""
    found: Findings = holdings(desk).kept(f"analysis {name}", lambda: analyse(name, whole(desk)))
    return found


def one(desk: Desk, key: str) -> AnalysisView:
    """The model of an analysis' page; NotFound where there is none of this name."""
    if key not in registry():
        raise NotFound("there is no analysis of this name", subject=key, remedy="See the list of analyses.")
    found = findings(desk, key)
    analysis = named(key)
    shown = analysis.shown or tuple(c.name for c in analysis.columns if c.name != "claims")
    columns = [c for name in shown for c in analysis.columns if c.name == name]
    rows = found.rows[:LISTED]
    quotes = Quotes(desk)
    return AnalysisView(
        analysis,
        columns,
        [(r, [cell(getattr(r, c.name)) or _UNDATED * (c.name == analysis.day) for c in columns]) for r in rows],
        found.total,
        quotes,
        quotes.data(c for r in rows for c in r.claims[:_QUOTED]),
    )


def cell(value: Any) -> str:
    """A value in words; empty where there is none, which the column's meaning explains."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return wording.calendar(value, value)
    if isinstance(value, int | float):
        return f"{value:,}"
    return "; ".join(value) if isinstance(value, tuple) else wording.plain(value)


def as_json(desk: Desk, key: str) -> bytes:
    """The analysis as data: its meaning, its columns, and all rows."""
    found = findings(desk, key)
    a = found.analysis
    whole_ = {
        "analysis": a.name,
        "about": a.about,
        "note": a.note,
        "columns": {c.name: c.about for c in a.columns},
        "rows": [r.to_json() for r in found.rows],
    }
    return json.dumps(whole_, ensure_ascii=False, indent=1, sort_keys=True).encode()


def as_csv(desk: Desk, key: str) -> bytes:
    """The analysis as the same table that an export gives."""
    rows = findings(desk, key).rows
    table = next(t for t in exported.tables() if t.name == f"{exported.PREFIX}{key}")
    out = io.BytesIO()
    csv_tables.write(replace(table, rows=lambda ledger, which: iter(rows)), desk.ledger, out)
    return out.getvalue()


def listed(desk: Desk, key: str) -> Sequence[Analysis]:
    """The model of the list of analyses."""
    return tuple(registry().values())


def keys(desk: Desk) -> Iterable[str]:
    """The names of all analyses."""
    return registry()


PAGES = (
    Page("analyses", "analyses.html", "analyses.html", listed),
    Page("analysis", "analysis/{key}.html", "analysis.html", one, keys, {".json": as_json, ".csv": as_csv}, whole=True),
)
