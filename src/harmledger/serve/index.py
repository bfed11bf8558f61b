"""The index of incidents as pages load it: `window.harmledger.index`, columns of equal length, one entry an incident.

Places stand in a table of their own, since many incidents share one; `place` holds numbers of its rows, -1 where an
incident has none; their `area` is the division of the base map that a region is. Dates are ISO days. A figure is
[low, best, high, open], null where no report gives a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from harmledger import codebook, wording
from harmledger.publish.places import radius
from harmledger.records import Place
from harmledger.serve import basemap
from harmledger.serve.compact import compact
from harmledger.serve.desk import Desk
from harmledger.serve.known import known
from harmledger.serve.named import precision, spot
from harmledger.serve.place_names import folding
from harmledger.serve.shelf import Figure, Row

_cell = lru_cache(maxsize=1 << 16, typed=True)(compact)
_COLUMNS = (
    "id", "kind", "type", "summary", "start", "end", "time_precision", "day_of_report", "where", "targets",
    "weapons", "actors", "inferred", "source_types", "sides", "grade", "contested", "children", "reviewed",
    "reports", "sources", "killed", "injured", "displaced",
)  # fmt: skip


def index_js(desk: Desk) -> bytes:
    """The index as a script, since a page that is opened from disk cannot ask for a file."""
    entries = desk.shelf.each("index", _cells)
    cells = zip(*(held for _, held in entries), strict=True)
    columns = {name: ",".join(column) for name, column in zip(_COLUMNS, cells, strict=False)}
    columns["place"], places = _placed(row.place for row, _ in entries)
    said = ",".join(f'"{name}":[{columns.get(name, "")}]' for name in (*_COLUMNS, "place"))
    rest = {
        "places": _place_columns(places),
        "count": len(entries),
        "folding": folding(),
        "known": {n: values for n, values in known(desk.shelf).items() if n not in ("doer", "side")},  # as "party"
        "labels": codebook.load("labels")["labels"],
    }
    return f'(window.harmledger ??= {{}}).index = {{"columns":{{{said}}},{compact(rest)[1:]};\n'.encode()


def _placed(places: Iterable[Place | None]) -> tuple[str, list[Place]]:
    """The number of each incident's place, as a column, and each place once."""
    found: dict[tuple[Any, ...], int] = {}
    once: list[Place] = []
    numbers: list[str] = []
    for p in places:
        if p is None:
            numbers.append("-1")
            continue
        # Places are the same where all that is shown of them is; one without coordinates keeps its words.
        key = (*spot(p), p.lat, p.lon, p.precision, p.radius_km, p.geonames_id)
        if key not in found:
            found[key] = len(once)
            once.append(p)
        numbers.append(str(found[key]))
    return ",".join(numbers), once


def _place_columns(places: Iterable[Place]) -> dict[str, list[Any]]:
    held = list(places)
    names = ("country", "admin1", "lat", "lon", "precision", "geonames_id")
    columns: dict[str, list[Any]] = {name: [getattr(p, name) for p in held] for name in names}
    columns["radius_km"] = [radius(p) for p in held]
    columns["name"] = [p.name or p.text for p in held]
    columns["spot"] = ["|".join(spot(p)) for p in held]
    columns["closeness"] = [precision(p) for p in held]
    columns["area"] = [basemap.area(p) for p in held]
    columns["label"] = [_label(p) for p in held]
    return columns


def _cells(found: Row) -> tuple[str, ...]:
    """The row's values as JSON, in the order of `_COLUMNS`; what many rows share is held once."""
    return tuple(_cell(value) for value in _entry(found).values())


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


def _figure(figure: Figure | None) -> tuple[Any, ...] | None:
    return (figure.low, figure.best, figure.high, int(figure.open)) if figure else None
