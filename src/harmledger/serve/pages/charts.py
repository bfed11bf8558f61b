"""Charts over the whole ledger: attacks by week, weapons, tolls by source, flight, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger import codebook
from harmledger.analyse.flight import FlightRow
from harmledger.analyse.rate_change import ChangeRow
from harmledger.serve import chart_tables as tables
from harmledger.serve.desk import Desk
from harmledger.serve.holdings import holdings
from harmledger.serve.pages import Page
from harmledger.serve.pages.analyses import findings
from harmledger.serve.quotes import Quotes


@dataclass(frozen=True)
class ChartsView:
    """Every table of the page, and what its scripts draw."""

    events: int
    attacks: int
    crosses: Mapping[str, tables.Cross]
    told: Sequence[tables.Told]
    bands: Sequence[tuple[int, int | None]]
    flight: Sequence[FlightRow]
    changes: Sequence[ChangeRow]
    lacks: Sequence[tables.Lack]
    charts: Mapping[str, Any]
    quotes: Quotes
    quoted: Mapping[str, Any]


def charts(desk: Desk, key: str) -> ChartsView:
    """The charts' model."""
    held = holdings(desk)
    rows = desk.shelf.rows()
    hit = tables.attacks(rows)
    flight = [
        r
        for r in findings(desk, "flight").rows
        if isinstance(r, FlightRow) and r.counted and not r.part_of and r.end is not None
    ]
    changes = [r for r in findings(desk, "rate-change").rows if isinstance(r, ChangeRow)]
    told = tables.told(rows, held)
    quotes = Quotes(desk)
    quotes.know(c for r in rows for c in held.claims(r.id))
    pointed = [c for r in (*flight, *changes) for c in r.claims]
    pointed += [c for t in told for cell in (*t.cells, t.unstated) for c in cell[:10]]
    return ChartsView(
        events=sum(r.incident.kind == "event" for r in rows),
        attacks=len(hit),
        crosses={name: tables.cross(hit, name) for name in tables.FIELDS},
        told=told,
        bands=tables.BANDS,
        flight=flight,
        changes=changes,
        lacks=tables.lacks(rows),
        charts={
            "kinds": codebook.load("rates")["incidents"],
            "flight": [_flight(r) for r in flight],
            "changes": [_change(r) for r in changes if r.day is not None and r.ratio_low is not None],
        },
        quotes=quotes,
        quoted=quotes.data(pointed),
    )


def _flight(row: FlightRow) -> dict[str, Any]:
    return {
        "start": row.start,
        "end": row.end,
        "low": row.low,
        "high": row.high,
        "who": row.who or "fled or evacuated",
        "from": row.origin,
        "to": row.destination,
        "figure": row.figure,
        "source": row.source,
        "claims": row.claims,
    }


def _change(row: ChangeRow) -> dict[str, Any]:
    return {
        "day": row.day,
        "place": row.place,
        "what": row.what,
        "ratio": row.ratio_low,
        "ratio_high": row.ratio_high,
        "direction": row.direction,
        "told": row.told,
        "source": row.source,
        "claims": row.claims,
    }


PAGE = Page("charts", "charts.html", "charts.html", charts, menu="Charts", rank=40, whole=True)
