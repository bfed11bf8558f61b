"""A folder for Uwazi's CSV import: incidents, claims that refer to them by title, and the templates that both need.

Column names are property names of a template, as the importer matches them (app/api/csv in huridocs/uwazi): several
values are parted by "|", a place is "latitude|longitude" under a name that ends in `_geolocation`, a period is
"from:to", a link "label|address". No column is called `id`, which the importer takes for an entity of its own.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harmledger import wording
from harmledger.publish import crosswalks, csv_tables
from harmledger.publish.accounts import Account, Told, told
from harmledger.publish.columns import Cell, Column, Table, figure
from harmledger.publish.edition import INTERNAL, Edition
from harmledger.publish.output import written
from harmledger.publish.places import map_point, radius
from harmledger.records import Time
from harmledger.store import ALL, Filter, Readable

TEMPLATES, ABOUT = "templates.json", "about.json"
_PART = "|"


@dataclass(frozen=True, slots=True)
class Property:
    """One column: a property of a template, its type in Uwazi, what it means, and how it is read."""

    name: str
    kind: str
    about: str
    read: Callable[[Any], Cell]


def write(ledger: Readable, folder: Path, which: Filter = ALL, edition: Edition = INTERNAL) -> dict[str, int]:
    """Write incidents, claims, templates and what the files are; gives file name -> number. Events only by default."""
    counts: dict[str, int] = {}
    for name, properties, rows in (("incidents", INCIDENTS, told), ("claims", CLAIMS, _accounts)):
        columns = tuple(Column(p.name, "string", p.about, p.read) for p in properties)
        with written(folder / f"{name}.csv") as stream:
            counts[f"{name}.csv"] = csv_tables.write(Table(name, name, columns, rows), ledger, stream, which)
    for name, data in ((TEMPLATES, templates()), (ABOUT, edition.about())):
        with written(folder / name) as stream:
            stream.write(json.dumps(data, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        counts[name] = len(data) if isinstance(data, list) else 1
    return counts


def templates() -> list[dict[str, Any]]:
    """The two templates to be made in Uwazi before the import: each property with its label and type."""
    return [
        {
            "template": f"harmledger {name}",
            "file": f"{name}s.csv",
            "properties": [
                {"label": p.name.removesuffix("_geolocation"), "name": p.name, "type": p.kind, "about": p.about}
                for p in properties
                if p.name != "title"  # every template has it
            ],
        }
        for name, properties in (("incident", INCIDENTS), ("claim", CLAIMS))
    ]


def title(row: Told) -> str:
    """What claims refer to an incident by: its id and sentence, on one line."""
    return _one(f"{row.incident.id} {row.incident.summary}")


def _accounts(ledger: Readable, which: Filter) -> Iterator[tuple[Told, Account]]:
    return ((row, account) for row in told(ledger, which) for account in row.accounts)


def _one(text: str) -> str:
    """A value that the importer does not split: one line, without the signs that part values."""
    return " ".join(text.replace(_PART, "/").replace("::", ":").split())


def _list(values: Iterable[str]) -> str:
    return _PART.join(dict.fromkeys(filter(None, map(_one, values))))


def _plain(values: Iterable[str]) -> str:
    return _list(map(wording.plain, values))


def _period(time: Time | None) -> str:
    if time is None or (time.start is None and time.end is None):
        return ""
    return f"{_day(time.start)}:{_day(time.end)}"


def _day(day: dt.date | None) -> str:
    return "" if day is None else f"{day:%Y/%m/%d}"


def _point(row: Told) -> str:
    lon, lat = map_point(row.incident.place)
    return "" if lat is None else f"{lat!r}{_PART}{lon!r}"


def _precision(row: Told) -> str | None:
    return row.incident.place.precision if row.incident.place is not None else None


def _toll(outcome: str, end: str, group: crosswalks.Group = "all") -> Callable[[Told], Cell]:
    return lambda row: getattr(crosswalks.total(row.incident.tolls, outcome, group), end)


def _link(account: Account) -> str:
    address = account.report.url.strip()
    return f"{_one(account.outlet)}{_PART}{address}" if address and _PART not in address else ""


INCIDENTS = (
    Property("title", "text", "id and sentence", title),
    Property("harmledger_id", "text", "id of the incident", lambda r: r.incident.id),
    Property("event_type", "select", "what happened", lambda r: wording.plain(r.incident.event_type)),
    Property("period", "daterange", "first and last day", lambda r: _period(r.incident.time)),
    Property("date_as_known", "text", "the date in words, as coarse as it is known",
             lambda r: wording.when(r.incident.time)),
    Property("place", "text", "the place in words", lambda r: _one(wording.where(r.incident.place))),
    Property("location_geolocation", "geolocation", "a point that stands for an area", _point),
    Property("place_precision", "select", "site, district, village, city, near, region, country", _precision),
    Property("radius_km", "numeric", "how far the place may reach", lambda r: radius(r.incident.place)),
    Property("targets", "multiselect", "what was hit", lambda r: _plain(r.incident.targets)),
    Property("weapons", "multiselect", "weapons that the reports name", lambda r: _plain(r.incident.weapons)),
    Property("parties_as_reported", "multiselect", "who did it, as reported",
             lambda r: _list(r.incident.named_actors())),
    Property("killed_min", "numeric", "killed, at least; empty where open", _toll("killed", "low")),
    Property("killed_max", "numeric", "killed, at most; empty where open", _toll("killed", "high")),
    Property("injured_min", "numeric", "injured, at least; empty where open", _toll("injured", "low")),
    Property("injured_max", "numeric", "injured, at most; empty where open", _toll("injured", "high")),
    Property("children_killed_min", "numeric", "children killed, at least", _toll("killed", "low", "child")),
    Property("children_killed_max", "numeric", "children killed, at most", _toll("killed", "high", "child")),
    Property("tolls", "text", "all ranges", lambda r: _one("; ".join(figure(t) for t in r.incident.tolls))),
    Property("grade", "select", "how well it is attested", lambda r: r.incident.grade),
    Property("contested", "select", "whether the parties dispute it",
             lambda r: "yes" if r.incident.contested else "no"),
    Property("differences", "text", "what is said differently",
             lambda r: _one("; ".join(f"{d.kind} {d.field}: {' / '.join(d.values)}" for d in r.incident.differences))),
    Property("outlets", "multiselect", "who published it", lambda r: _list(r.sources)),
)  # fmt: skip
CLAIMS = (
    Property("title", "text", "id, speaker and outlet",
             lambda r: _one(f"{r[1].claim.id} {r[1].speaker}, in {r[1].outlet}")),
    Property("harmledger_id", "text", "id of the claim", lambda r: r[1].claim.id),
    Property("incident", "relationship", "title of the incident (template harmledger incident)", lambda r: title(r[0])),
    Property("modality", "select", "actual, or denied", lambda r: r[1].claim.modality),
    Property("speaker", "text", "who says it", lambda r: _one(r[1].speaker)),
    Property("source_type", "select", "kind of source", lambda r: wording.plain(r[1].claim.source.type)),
    Property("source_side", "select", "side of the source", lambda r: r[1].claim.source.side),
    Property("party_as_reported", "select", "who did it, as reported", lambda r: _one(r[1].claim.actor or "")),
    Property("figures", "text", "its casualty figures", lambda r: _one("; ".join(r[1].figures))),
    Property("quote", "markdown", "the words of the report", lambda r: r[1].quote),
    Property("report", "link", "outlet and address of the report", lambda r: _link(r[1])),
    Property("published", "date", "day of publication", lambda r: r[1].published.replace("-", "/")),
)  # fmt: skip
