"""Records as flat rows for CSV on stdout; files for others to use are the publish stage's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from harmledger import wording as words
from harmledger.api import tables
from harmledger.records import Claim, Failure, Incident, Report
from harmledger.store import TollRow

Flat = tuple[list[dict[str, Any]], Sequence[str]]

_FAILURE = ("path", "document", "code", "what", "remedy")


def incidents(found: Sequence[Incident]) -> Flat:
    """Incidents as flat rows, and their columns."""
    return tables.incidents(found).to_pylist(), tables.INCIDENTS.names


def claims(found: Sequence[Claim]) -> Flat:
    """Claims as flat rows with their figures in words, and their columns."""
    rows = tables.claims(found).to_pylist()
    for row, claim in zip(rows, found, strict=True):
        row["casualties"] = [words.casualty(figure) for figure in claim.casualties]
        row["quotes"] = [" ".join(quote.split()) for quote in row["quotes"]]
    return rows, (*tables.CLAIMS.names, "casualties")


def tolls(found: Sequence[TollRow]) -> Flat:
    """Running totals as flat rows, and their columns."""
    return [tables.toll_row(item) for item in found], tables.TOLLS.names


def reports(found: Sequence[Report]) -> Flat:
    """Reports as flat rows without their text, and their columns."""
    return [tables.report_row(item) for item in found], tables.REPORTS.names


def failures(found: Sequence[Failure]) -> Flat:
    """Failed inputs as flat rows, and their columns."""
    return [item.to_json() for item in found], _FAILURE
