"""GeoParquet 1.0: the flat tables with typed, nullable columns, lists as lists, and a point in WKB for each row.

The reference system is the standard's default, OGC:CRS84: longitude, then latitude.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from harmledger.publish.columns import CLAIMS, Table
from harmledger.publish.incident_table import INCIDENTS
from harmledger.publish.places import map_point
from harmledger.store import ALL, Filter, Readable

_BATCH = 10_000  # rows held in memory and put into one row group
_LISTS = {
    "aliases",
    "quote",
    "targets",
    "weapons",
    "casualties",
    "actors",
    "grade_reasons",
    "tolls",
    "casualty_rule",
    "documents",
    "decisions",
    "differences",
}


_INCIDENT_LISTS = _LISTS | {"actor_basis"}  # of a claim it is one value


def write_incidents(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write one row an incident; gives how many."""
    return _write(INCIDENTS, ledger, stream, which)


def write_claims(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write one row a claim; gives how many."""
    return _write(CLAIMS, ledger, stream, which)


def _write(table: Table[Any], ledger: Readable, stream: BinaryIO, which: Filter) -> int:
    import pyarrow as pa
    from pyarrow import parquet

    lists = _INCIDENT_LISTS if table is INCIDENTS else _LISTS
    schema = pa.schema(
        [*((c.name, _type(pa, c.name in lists, c.kind)) for c in table.columns), ("geometry", pa.binary())]
    )
    number = 0
    box: list[float] = []
    # Without Arrow's own copy of the schema, which would hide the "geo" key from readers that go by the schema.
    with parquet.ParquetWriter(stream, schema, compression="zstd", store_schema=False) as writer:
        for batch in _batches(table.rows(ledger, which)):
            points = [map_point(_record(table, row).place) for row in batch]
            data = {c.name: [_value(c.read(row)) for row in batch] for c in table.columns}
            data["geometry"] = [_wkb(lon, lat) for lon, lat in points]
            writer.write_table(pa.table(data, schema=schema))
            box = _box(box, points)
            number += len(batch)
        writer.add_key_value_metadata({"geo": json.dumps(_geo(box), sort_keys=True)})
    return number


def _record(table: Table[Any], row: Any) -> Any:
    return row.incident if table is INCIDENTS else row


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        yield batch


def _type(pa: Any, listed: bool, kind: str) -> Any:
    if listed:
        return pa.list_(pa.string())
    return {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }[kind]


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _wkb(lon: float | None, lat: float | None) -> bytes | None:
    return None if lon is None or lat is None else struct.pack("<BIdd", 1, 1, lon, lat)  # little-endian point


def _box(box: list[float], points: Iterable[tuple[float | None, float | None]]) -> list[float]:
    lons = [lon for lon, _ in points if lon is not None]
    lats = [lat for _, lat in points if lat is not None]
    if not lons:
        return box
    here = [min(lons), min(lats), max(lons), max(lats)]
    if not box:
        return here
    return [min(box[0], here[0]), min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3])]


def _geo(box: list[float]) -> dict[str, Any]:
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if box:
        column["bbox"] = box
    return {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}
