"""The index of incidents as pages load it: `window.harmledger.index`, columns of equal length, one entry an incident.

Places stand in a table of their own, since many incidents share one; `place` holds numbers of its rows, -1 where an
incident has none; their `area` is the division of the base map that a region is. Dates are ISO days. A figure is
[low, best, high, open], null where no report gives a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from harmledger import codebook, wording
from harmledger.records import Place
from harmledger.serve import basemap
from harmledger.serve.desk import Desk
from harmledger.serve.place_names import folding
from harmledger.serve.shelf import Figure, Row, Shelf


@dataclass(frozen=True)
class Table:
    """The places of all incidents, each once, and the number of each incident's."""

    places: tuple[Place, ...]
    numbers: tuple[int, ...]  # in the order of the incidents, -1 for none


def table(shelf: Shelf) -> Table:
    """The places of a shelf's incidents."""
    return shelf.derived("place table", _table, of=lambda row: row.place)


def index(desk: Desk) -> dict[str, Any]:
    """The index as data: {"columns": {name: [...]}, "places": {name: [...]}, "count": n, "folding": letters}."""
    rows = desk.shelf.rows()
    held = table(desk.shelf)
    entries = [_entry(row) for row in rows]
    columns = {name: [e[name] for e in entries] for name in (entries[0] if entries else ())}
    columns["place"] = list(held.numbers)
    names = ("name", "country", "admin1", "lat", "lon", "precision", "radius_km", "geonames_id")
    places = {name: [getattr(p, name) for p in held.places] for name in names}
    places["name"] = [p.name or p.text for p in held.places]
    places["area"] = [basemap.area(p) for p in held.places]
    places["label"] = [_label(p) for p in held.places]
    return {
        "columns": columns,
        "places": places,
        "count": len(rows),
        "folding": folding(),
        "labels": codebook.load("labels")["labels"],
    }


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
        "day_of_report": int(bool(time and time.of_publication)),
        "where": _own_words(i.place),
        "targets": i.targets,
        "weapons": i.weapons,
        "actors": i.actors,
        "inferred": i.inferred_actors,
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


def _label(place: Place) -> str:
    """A place in words, as all incidents of its row can be said to be there."""
    return wording.where(replace(place, text=place.name) if place.name else place)


def _own_words(place: Place | None) -> str | None:
    """Where, in words, for the incident whose report says more than the name of the place: a plant, a theatre."""
    if place is None or place.precision != "site":
        return None
    said = wording.where(place)
    return said if said != _label(place) else None


def _figure(figure: Figure | None) -> list[Any] | None:
    return [figure.low, figure.best, figure.high, int(figure.open)] if figure else None


def _table(rows: Iterable[Row]) -> Table:
    """Places are the same where all that is shown of them is; one without coordinates keeps its words."""
    found: dict[tuple[Any, ...], int] = {}
    places: list[Place] = []
    numbers: list[int] = []
    for row in rows:
        p = row.place
        if p is None:
            numbers.append(-1)
            continue
        key = (p.name or p.text, p.country, p.admin1, p.lat, p.lon, p.precision, p.radius_km, p.geonames_id)
        if key not in found:
            found[key] = len(places)
            places.append(p)
        numbers.append(found[key])
    return Table(tuple(places), tuple(numbers))
