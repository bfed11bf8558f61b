"""Records as flat rows for CSV on stdout; files for others to use are the publish stage's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from harmledger.api import tables
from harmledger.cli import words
from harmledger.records import Claim, Failure, Incident, Report
from harmledger.store import TollRow

Flat = tuple[list[dict[str, Any]], Sequence[str]]

_WHERE_WHEN = (*tables.time_columns(None), *tables.place_columns(None))
_TOLL = ("id", *_WHERE_WHEN, "outcome", "victims", "of", "low", "high", "source", "source_side", "text", "document")
_REPORT = (
    "id", "document", "outlet", "published_start", "published_end", "published_basis", "title", "url", "language",
    "copy_of", "text_sha256",
)  # fmt: skip
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
    rows = []
    for item in found:
        source = {"source": item.source.name, "source_side": item.source.side} if item.source else {}
        where_when = tables.place_columns(item.place) | tables.time_columns(item.time)
        rows.append(item.to_json() | where_when | source)
    return rows, _TOLL


def reports(found: Sequence[Report]) -> Flat:
    """Reports as flat rows without their text, and their columns."""
    rows = []
    for item in found:
        given = item.published
        days = {"published_start": given.start, "published_end": given.end, "published_basis": given.basis}
        rows.append(item.to_json() | days)
    return rows, _REPORT


def failures(found: Sequence[Failure]) -> Flat:
    """Failed inputs as flat rows, and their columns."""
    return [item.to_json() for item in found], _FAILURE
