"""The formats that a ledger can be exported in, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from harmledger.analyse import registry
from harmledger.publish import (
    analyses,
    claims_jsonl,
    csv_tables,
    decisions_jsonl,
    disagreements_jsonl,
    geojson,
    geoparquet,
    incidents_jsonl,
    reports_jsonl,
)
from harmledger.publish.columns import CASUALTIES, CLAIMS, SOURCES, Table
from harmledger.publish.incident_table import INCIDENTS
from harmledger.store import Filter, Readable


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: `write` puts the records that fit on a stream and gives how many they were."""

    name: str
    file: str  # its name inside a folder of exports
    about: str
    write: Callable[[Readable, BinaryIO, Filter], int]


def _csv(table: Table[Any], more: str) -> Format:
    about = f"{table.about}, as a table{more}"
    return Format(f"{table.name}-csv", f"{table.name}.csv", about, partial(csv_tables.write, table))


_OURS = (CLAIMS, INCIDENTS, CASUALTIES, SOURCES)
_ANALYSED = analyses.tables()
_ALL = (
    Format("claims", "claims.jsonl", "claims, one JSON object a line; can be read back", claims_jsonl.write),
    Format(
        "machine-claims",
        "machine-claims.jsonl",
        "claims as the reader wrote them, rejected ones too; with the decisions a whole copy can be made of it",
        claims_jsonl.write_machine,
    ),
    Format(
        "incidents", "incidents.jsonl", "incidents with their claims, one JSON object a line", incidents_jsonl.write
    ),
    Format(
        "disagreements",
        "disagreements.jsonl",
        "where a second reader and the claims differ, one JSON object a line",
        disagreements_jsonl.write,
    ),
    Format("decisions", "decisions.jsonl", "what people decided, to be read into another copy", decisions_jsonl.write),
    Format(
        "decisions-unnamed",
        "decisions-unnamed.jsonl",
        "what people decided, without the reviewers' names; cannot be read in",
        decisions_jsonl.write_unnamed,
    ),
    Format("reports", "reports.jsonl", "reports with their texts, for one's own archive", reports_jsonl.write),
    *(_csv(table, " with the columns of UCDP, ACLED and others beside ours") for table in _OURS),
    Format("hxl", "incidents.hxl.csv", "incidents as CSV with a row of HXL tags", csv_tables.write_hxl),
    Format("geojson", "incidents.geojson", "incidents for a map", geojson.write_incidents),
    Format("claims-geojson", "claims.geojson", "claims for a map", geojson.write_claims),
    Format("geoparquet", "incidents.parquet", "incidents as GeoParquet", geoparquet.write_incidents),
    Format("claims-geoparquet", "claims.parquet", "claims as GeoParquet", geoparquet.write_claims),
    *(
        Format(f"{analyses.PREFIX}{a.name}", f"{analyses.PREFIX}{a.name}.jsonl", a.about, analyses.writer(a))
        for a in registry().values()
    ),
    *(_csv(table, "") for table in _ANALYSED),
)
FORMATS = {f.name: f for f in _ALL}
TABLES: dict[str, Table[Any]] = {f"{t.name}-csv": t for t in _OURS}
ANALYSES = {t.name: FORMATS[t.name] for t in _ANALYSED}  # as JSON Lines
SCHEMED: dict[str, Table[Any]] = TABLES | {f"{t.name}-csv": t for t in _ANALYSED}
# Formats that are several files in one folder.
FOLDERS = {
    "csv": "claims, incidents, casualties and sources as four CSV files in a folder",
    "analyses": "every analysis as a CSV file in a folder",
    "datapackage": "a folder with everything but the reports' texts, and datapackage.json with schemas and hashes",
}
EXPORTS = {**{f.name: f.about for f in _ALL}, **FOLDERS}  # name -> what it is, for a person
