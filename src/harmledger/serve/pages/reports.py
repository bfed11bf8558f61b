"""All reports: outlet, date, headline, and how many claims were read from each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from harmledger import wording as words
from harmledger.serve.compact import script
from harmledger.serve.desk import Desk
from harmledger.serve.pages import Data, Page
from harmledger.serve.parts import reports
from harmledger.serve.parts.reports import ReportRow
from harmledger.serve.place_names import folding

LISTED = 200  # rows that stand in the page for readers without scripts


@dataclass(frozen=True, slots=True)
class Shown:
    """The first rows, how many there are, and the outlets with the most."""

    rows: tuple[ReportRow, ...]
    total: int
    empty: int  # reports without a claim
    copies: int
    outlets: tuple[tuple[str, int], ...]


def table(desk: Desk, key: str) -> Shown:
    """The table's model."""
    rows = reports.rows(desk)
    outlets = Counter(r.outlet for r in rows if r.outlet)
    return Shown(
        rows[:LISTED],
        len(rows),
        sum(not r.claims for r in rows),
        sum(r.copy_of is not None for r in rows),
        tuple(sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def reports_js(desk: Desk) -> bytes:
    """All reports as a script, `window.harmledger.reports`: columns of equal length, outlets by number."""
    rows = reports.rows(desk)
    outlets = {name: number for number, name in enumerate(dict.fromkeys(r.outlet for r in rows))}
    data = {
        "outlets": list(outlets),
        "id": [r.id for r in rows],
        "title": [r.title or r.document for r in rows],
        "note": [r.note or 0 for r in rows],
        "outlet": [outlets[r.outlet] for r in rows],
        "day": [words.dated(words.published(r.published)) for r in rows],
        "language": [r.language for r in rows],
        "claims": [r.claims for r in rows],
        "placed": [r.placed for r in rows],
        "copy": [int(r.copy_of is not None) for r in rows],
        "folding": folding(),
    }
    return script("reports", data)


PAGE = Page("reports", "reports.html", "reports.html", table, menu="Reports", rank=45, whole=True)
DATA = Data("data/reports.js", reports_js, whole=True)
