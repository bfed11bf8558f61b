"""TimeMap: the three JSON files that Forensic Architecture's timemap and Bellingcat's ukraine-timemap fetch.

Keys are those that both programs' schemas allow (src/reducers/validate in forensic-architecture/timemap and
bellingcat/ukraine-timemap): they drop an event that has any other. Dates are in their default form, MM/DD/YYYY. An
event without a day has an empty date and time, which they pass over in silence; without a place, empty coordinates.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harmledger import wording
from harmledger.publish.accounts import Account, Told, told
from harmledger.publish.edition import INTERNAL, Edition
from harmledger.publish.output import written
from harmledger.publish.places import map_point, radius
from harmledger.store import ALL, Filter, Readable

EVENTS, SOURCES, ASSOCIATIONS, ABOUT = "events.json", "sources.json", "associations.json", "about.json"
_CHILDREN = ("Victims", "children")


def write(ledger: Readable, folder: Path, which: Filter = ALL, edition: Edition = INTERNAL) -> dict[str, int]:
    """Write the files into a folder; gives file name -> number of events, sources, associations.

    Sources are claims, one a source's words in one report, so that both sides of a dispute stay side by side.
    """
    events: list[dict[str, Any]] = []
    sources: dict[str, dict[str, Any]] = {}
    paths: set[tuple[str, str]] = set()
    types: set[str] = set()
    for row in told(ledger, which):
        events.append(event(row))
        sources |= {account.claim.id: source(account) for account in row.accounts}
        paths |= set(_paths(row))
        types.add(wording.plain(row.incident.event_type))
    associations = [*(_category(name) for name in sorted(types)), *(_filter(path) for path in sorted(paths))]
    for name, data in ((EVENTS, events), (SOURCES, sources), (ASSOCIATIONS, associations), (ABOUT, edition.about())):
        with written(folder / name) as stream:
            text = json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False)
            stream.write(text.encode("utf-8", "backslashreplace") + b"\n")
    return {EVENTS: len(events), SOURCES: len(sources), ASSOCIATIONS: len(associations), ABOUT: 1}


def event(row: Told) -> dict[str, Any]:
    """One incident as an event of TimeMap; every value but the lists is text, as its schema asks."""
    incident = row.incident
    lon, lat = map_point(incident.place)
    time = incident.time
    start = time.start if time is not None else None
    kind = wording.plain(incident.event_type)
    return {
        "id": incident.id,
        "description": incident.summary,
        "date": f"{start:%m/%d/%Y}" if start is not None else "",
        "time": "",
        "time_precision": (time.precision if time is not None else None) or "",
        "time_display": wording.when(time),
        "location": wording.where(incident.place),
        "latitude": "" if lat is None else repr(lat),
        "longitude": "" if lon is None else repr(lon),
        "type": kind,
        "category": kind,
        "associations": [_id(("Event", kind)), *(_id(path) for path in _paths(row))],
        "sources": [account.claim.id for account in row.accounts],
        "comments": " ".join(_comments(row)),
    }


def source(account: Account) -> dict[str, Any]:
    """One claim as a source of TimeMap: the report's address as its path, the speaker's words as its description."""
    report = account.report
    return {
        "id": account.claim.id,
        "title": report.title,
        "type": wording.plain(account.claim.source.type),
        "author": account.speaker,
        "url": report.url,
        "paths": [report.url] if report.url else [],
        "description": account.told(),
        "date": account.published,
        "notes": "; ".join(account.figures),
    }


def _comments(row: Told) -> Iterator[str]:
    """How well the event is known: grade and its reasons, how far the place may reach, what is said differently."""
    incident, reach = row.incident, radius(row.incident.place)
    if incident.grade:
        yield f"Grade: {incident.grade} ({'; '.join(incident.grade_reasons)})."
    if incident.place is not None and reach is not None:
        yield f"Place known to: {incident.place.precision}, within about {reach:g} km."
    for difference in incident.differences:
        yield f"{difference.kind.capitalize()} in {difference.field}: {' / '.join(difference.values)}."


def _paths(row: Told) -> list[tuple[str, str]]:
    """What it can be filtered by: group and value."""
    incident = row.incident
    groups = {
        "Target": [wording.plain(t) for t in incident.targets],
        "Weapon": [wording.plain(w) for w in incident.weapons],
        "Party, as reported": list(incident.named_actors()),
        "Grade": [incident.grade] if incident.grade else [],
        "Account": ["contested"] if incident.contested else [],
    }
    paths = [(group, value) for group, values in groups.items() for value in values]
    return [*paths, _CHILDREN] if any(t.victims == "child" for t in incident.tolls) else paths


def _id(path: tuple[str, str]) -> str:
    return "/".join(path)


def _category(kind: str) -> dict[str, Any]:
    return {"id": _id(("Event", kind)), "title": kind, "desc": "", "mode": "CATEGORY", "filter_paths": []}


def _filter(path: tuple[str, str]) -> dict[str, Any]:
    return {"id": _id(path), "title": path[1], "desc": path[0], "mode": "FILTER", "filter_paths": list(path)}
