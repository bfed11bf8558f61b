"""GeoJSON (RFC 7946): longitude first, no more decimals than the precision supports, null geometry where unlocated.

A point stands for an area: `radius_km` and `place_precision` in the properties say how large it is.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, BinaryIO

from harmledger.publish.columns import CLAIMS, Cell, Table
from harmledger.publish.incident_table import INCIDENTS, IncidentRow
from harmledger.publish.output import line
from harmledger.publish.places import map_point
from harmledger.records import Place
from harmledger.store import ALL, Filter, Readable

_GEOMETRY = ("latitude", "longitude")  # said by the geometry


def write_incidents(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write one feature an incident; gives how many."""
    return write(INCIDENTS, ledger, stream, which)


def write_claims(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write one feature a claim; gives how many."""
    return write(CLAIMS, ledger, stream, which)


def write(table: Table[Any], ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write one feature a row of a table of incidents or claims; gives how many."""
    stream.write(b'{"type": "FeatureCollection", "features": [')
    number = 0
    for row in table.rows(ledger, which):
        stream.write(b",\n" if number else b"\n")
        stream.write(line(_feature(table, row)).rstrip(b"\n"))
        number += 1
    stream.write(b"\n]}\n")
    return number


def _feature(table: Table[Any], row: Any) -> dict[str, Any]:
    record = row.incident if isinstance(row, IncidentRow) else row
    properties = {c.name: _value(c.read(row)) for c in table.columns if c.name not in _GEOMETRY}
    return {"type": "Feature", "id": record.id, "geometry": _point(record.place), "properties": properties}


def _point(place: Place | None) -> dict[str, Any] | None:
    lon, lat = map_point(place)
    return None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}


def _value(value: Cell) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, list | tuple) else value
