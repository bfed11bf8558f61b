"""The formats that a ledger can be exported in, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, BinaryIO

from harmledger.analyse import registry
from harmledger.publish import (
    airwars,
    analyses,
    claims_jsonl,
    csv_tables,
    decisions_jsonl,
    disagreements_jsonl,
    ftm,
    geojson,
    geoparquet,
    hxl,
    incidents_jsonl,
    reports_jsonl,
)
from harmledger.publish.columns import CASUALTIES, CLAIMS, SOURCES, Table
from harmledger.publish.edition import INTERNAL, Audience, Edition
from harmledger.publish.incident_table import INCIDENTS
from harmledger.store import ALL, Filter, Readable


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: `write` puts the records that fit on a stream and gives how many they were."""

    name: str
    file: str  # its name inside a folder of exports
    about: str
    writer: Callable[[Readable, BinaryIO, Filter, Edition], int]
    audience: Audience = "internal"  # whom it is for unless said otherwise
    room: bool = False  # whether the file itself says what it is; else a file beside it does, where it is public

    def write(self, ledger: Readable, stream: BinaryIO, which: Filter = ALL, edition: Edition = INTERNAL) -> int:
        """Write what fits the filter on the stream; gives how many records that is."""
        return self.writer(ledger, stream, which, edition)


def _own(name: str, file: str, about: str, write: Callable[[Readable, BinaryIO, Filter], int]) -> Format:
    """A working format of this project, which holds records and nothing about itself."""
    return Format(name, file, about, lambda ledger, stream, which, _edition: write(ledger, stream, which))


def _csv(table: Table[Any], more: str) -> Format:
    about = f"{table.about}, as a table{more}"
    return _own(f"{table.name}-csv", f"{table.name}.csv", about, partial(csv_tables.write, table))


def _shared(form: Format) -> Format:
    return replace(form, audience="public")


_OURS = (CLAIMS, INCIDENTS, CASUALTIES, SOURCES)
_ANALYSED = analyses.tables()
_ALL = (
    _own("claims", "claims.jsonl", "claims, one JSON object a line; can be read back", claims_jsonl.write),
    _own(
        "machine-claims",
        "machine-claims.jsonl",
        "claims as the reader wrote them, rejected ones too; with the decisions a whole copy can be made of it",
        claims_jsonl.write_machine,
    ),
    _own("incidents", "incidents.jsonl", "incidents with their claims, one JSON object a line", incidents_jsonl.write),
    _own(
        "disagreements",
        "disagreements.jsonl",
        "where a second reader and the claims differ, one JSON object a line",
        disagreements_jsonl.write,
    ),
    _own("decisions", "decisions.jsonl", "what people decided, to be read into another copy", decisions_jsonl.write),
    _own(
        "decisions-unnamed",
        "decisions-unnamed.jsonl",
        "what people decided, without the reviewers' names; cannot be read in",
        decisions_jsonl.write_unnamed,
    ),
    _own("reports", "reports.jsonl", "reports with their texts, for one's own archive", reports_jsonl.write),
    *(_csv(table, " with the columns of UCDP, ACLED and others beside ours") for table in _OURS),
    _shared(_own("hxl", "incidents.hxl.csv", "incidents as CSV with a row of HXL tags", hxl.write)),
    Format("airwars", "airwars.json", "incidents with Airwars' fields", airwars.write, "public", room=True),
    _shared(_own("ftm", "entities.ftm.jsonl", "followthemoney entities: events, reports, parties, places", ftm.write)),
    _own("geojson", "incidents.geojson", "incidents for a map", geojson.write_incidents),
    _own("claims-geojson", "claims.geojson", "claims for a map", geojson.write_claims),
    _own("geoparquet", "incidents.parquet", "incidents as GeoParquet", geoparquet.write_incidents),
    _own("claims-geoparquet", "claims.parquet", "claims as GeoParquet", geoparquet.write_claims),
    *(
        _own(f"{analyses.PREFIX}{a.name}", f"{analyses.PREFIX}{a.name}.jsonl", a.about, analyses.writer(a))
        for a in registry().values()
    ),
    *(_csv(table, "") for table in _ANALYSED),
)
FORMATS = {f.name: f for f in _ALL}
TABLES: dict[str, Table[Any]] = {f"{t.name}-csv": t for t in _OURS}
ANALYSES = {t.name: FORMATS[t.name] for t in _ANALYSED}  # as JSON Lines
SCHEMED: dict[str, Table[Any]] = TABLES | {f"{t.name}-csv": t for t in _ANALYSED}
