"""The index of incidents as pages load it: `window.harmledger.index`, columns of equal length, one entry an incident.

Places stand in a table of their own, since many incidents share one; `place` holds numbers of its rows, -1 where an
incident has none. Dates are ISO days. A figure is [low, best, high, open], null where no report gives a number.
"""

from __future__ import annotations

import json
from typing import Any

from harmledger.records import Place
from harmledger.serve.desk import Desk
from harmledger.serve.shelf import Figure, Row


def index(desk: Desk) -> dict[str, Any]:
    """The index as data: {"columns": {name: [...]}, "places": {name: [...]}, "count": n}."""
    rows = desk.shelf.rows()
    places: dict[tuple[Any, ...], int] = {}
    columns: dict[str, list[Any]] = {}
    for found in rows:
        entry = _entry(found) | {"place": _place(places, found.place)}
        for name, value in entry.items():
            columns.setdefault(name, []).append(value)
    names = ("name", "country", "admin1", "lat", "lon", "precision", "radius_km", "geonames_id")
    table = {name: [key[i] for key in places] for i, name in enumerate(names)}
    return {"columns": columns, "places": table, "count": len(rows)}


def index_js(desk: Desk) -> bytes:
    """The index as a script, since a page that is opened from disk cannot ask for a file."""
    text = json.dumps(index(desk), ensure_ascii=False, separators=(",", ":"))
    return f"(window.harmledger ??= {{}}).index = {text};\n".encode()


def _entry(found: Row) -> dict[str, Any]:
    i = found.incident
    time = i.time
    return {
        "id": i.id,
        "kind": i.kind,
        "type": i.event_type,
        "summary": i.summary,
        "start": time.start.isoformat() if time and time.start else None,
        "end": time.end.isoformat() if time and time.end else None,
        "time_precision": time.precision if time else None,
        "targets": i.targets,
        "weapons": i.weapons,
        "actors": i.actors,
        "source_types": found.source_types,
        "sides": found.sides,
        "grade": i.grade,
        "contested": int(i.contested),
        "children": int(found.children),
        "reviewed": int(found.reviewed),
        "reports": len(i.reports),
        "sources": i.independent_sources,
        "killed": _figure(found.figures.get("killed")),
        "injured": _figure(found.figures.get("injured")),
        "displaced": _figure(found.figures.get("displaced")),
    }


def _figure(figure: Figure | None) -> list[Any] | None:
    return [figure.low, figure.best, figure.high, int(figure.open)] if figure else None


def _place(places: dict[tuple[Any, ...], int], place: Place | None) -> int:
    """The number of a place's row; -1 for none. A place without coordinates keeps its words."""
    if place is None:
        return -1
    key = (
        place.name or place.text, place.country, place.admin1, place.lat, place.lon, place.precision, place.radius_km,
        place.geonames_id,
    )  # fmt: skip
    return places.setdefault(key, len(places))
