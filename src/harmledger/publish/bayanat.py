"""A folder for Bayanat's sheet import: reports as bulletins, incidents as incidents.

Columns are called as the fields of Bayanat's models (enferno/admin/models in sjacorg/bayanat), so that mapping them in
its import is one click each. Several values are parted by commas, those with a space in double quotes, as its importer
splits them; days are ISO 8601; titles have at most 255 characters. Descriptions are its rich text: all markup in them
is ours.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from harmledger import wording
from harmledger.publish import csv_tables
from harmledger.publish.accounts import Account, Told, told
from harmledger.publish.columns import Cell, Column, Table, figure
from harmledger.publish.edition import INTERNAL, Edition
from harmledger.publish.output import written
from harmledger.publish.places import map_point
from harmledger.records import Place, Time
from harmledger.store import ALL, Filter, Readable

ABOUT = "about.json"
_LONGEST = 255  # characters of a title in its database


def write(ledger: Readable, folder: Path, which: Filter = ALL, edition: Edition = INTERNAL) -> dict[str, int]:
    """Write bulletins, incidents and what the files are; gives file name -> number. Events only by default."""
    counts: dict[str, int] = {}
    for table in (BULLETINS, INCIDENTS):
        with written(folder / f"{table.name}.csv") as stream:
            counts[f"{table.name}.csv"] = csv_tables.write(table, ledger, stream, which)
    with written(folder / ABOUT) as stream:
        stream.write(json.dumps(edition.about(), indent=1, ensure_ascii=False).encode() + b"\n")
    return {**counts, ABOUT: 1}


Bulletin = tuple[Account, ...]  # the claims of one report


def _bulletins(ledger: Readable, which: Filter) -> Iterator[Bulletin]:
    """The claims of each report together, in the order in which the incidents name the reports."""
    by_report: dict[str, list[Account]] = {}
    for row in told(ledger, which):
        for account in row.accounts:
            by_report.setdefault(account.report.id, []).append(account)
    return (tuple(accounts) for accounts in by_report.values())


def listed(values: Iterable[str]) -> str:
    """Several values as the importer splits them: by commas, a value with a space or comma in double quotes."""
    plain = dict.fromkeys(filter(None, (" ".join(v.replace('"', "'").split()).strip(", ") for v in values)))
    return ",".join(f'"{v}"' if " " in v or "," in v else v for v in plain)


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _rich(lines: Iterable[str]) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)


def _place(place: Place | None) -> str:
    return wording.where(place) if place is not None else ""


def _first(time: Time | None) -> Cell:
    return time.start if time is not None else None


def _last(time: Time | None) -> Cell:
    return time.end if time is not None else None


def _told(row: Told) -> Iterator[str]:
    """An incident's description: sentence, tolls, what is said differently, and every claim with its words."""
    incident = row.incident
    yield incident.summary
    yield from (f"Reported: {figure(toll)}" for toll in incident.tolls)
    yield from (f"{d.kind.capitalize()} in {d.field}: {' / '.join(d.values)}" for d in incident.differences)
    yield from (account.told() for account in row.accounts)


def _comments(row: Told) -> str:
    grade = f"Grade: {row.incident.grade} ({'; '.join(row.incident.grade_reasons)}). " if row.incident.grade else ""
    return f"{grade}Made by machine from news reports; parties and figures are as reported."


def _labels(row: Told) -> Iterator[str]:
    yield wording.plain(row.incident.event_type)
    yield from map(wording.plain, (*row.incident.targets, *row.incident.weapons))
    if row.incident.contested:
        yield "contested"


def _lat(row: Told) -> Cell:
    return map_point(row.incident.place)[1]


def _lon(row: Told) -> Cell:
    return map_point(row.incident.place)[0]


def _source(accounts: Bulletin) -> Any:
    return accounts[0].report


INCIDENTS: Table[Told] = Table("incidents", "incidents for Bayanat", (
    Column("title", "string", "the incident's sentence", lambda r: _title(r.incident.summary or r.incident.id)),
    Column("originid", "string", "id of the incident in the ledger", lambda r: r.incident.id),
    Column("description", "string", "sentence, tolls, and every claim with its words", lambda r: _rich(_told(r))),
    Column("labels", "string", "event type, targets, weapons", lambda r: listed(_labels(r))),
    Column("locations", "string", "title of the location", lambda r: listed([_place(r.incident.place)])),
    Column("geo_title", "string", "the place with its precision",
           lambda r: f"{_place(p)} ({p.precision})" if (p := r.incident.place) and p.lat is not None else ""),
    Column("geo_lat", "number", "latitude", _lat),
    Column("geo_lon", "number", "longitude", _lon),
    Column("event_title", "string", "title of the event", lambda r: _title(r.incident.summary)),
    Column("event_type", "string", "type of the event", lambda r: wording.plain(r.incident.event_type)),
    Column("event_location", "string", "location of the event", lambda r: _place(r.incident.place)),
    Column("event_from_date", "date", "first day", lambda r: _first(r.incident.time)),
    Column("event_to_date", "date", "last day", lambda r: _last(r.incident.time)),
    Column("related_bulletins", "string", "originid of each bulletin", lambda r: listed(x.id for x in r.reports)),
    Column("comments", "string", "grade and its reasons", _comments),
), told)  # fmt: skip
BULLETINS: Table[Bulletin] = Table("bulletins", "reports as bulletins for Bayanat", (
    Column("title", "string", "headline, or file name", lambda r: _title(_source(r).title or _source(r).document)),
    Column("originid", "string", "id of the report in the ledger", lambda r: _source(r).id),
    Column("sources", "string", "outlet", lambda r: listed([_source(r).outlet])),
    Column("source_link", "string", "address", lambda r: _source(r).url),
    Column("publish_date", "date", "day of publication", lambda r: r[0].published),
    Column("description", "string", "what it tells: every claim with its words",
           lambda r: _rich(account.told() for account in r)),
    Column("labels", "string", "event types", lambda r: listed(wording.plain(a.claim.event_type) for a in r)),
    Column("locations", "string", "titles of the locations", lambda r: listed(_place(a.claim.place) for a in r)),
    Column("related_incidents", "string", "originid of each incident",
           lambda r: listed(a.claim.incident or "" for a in r)),
), _bulletins)  # fmt: skip
