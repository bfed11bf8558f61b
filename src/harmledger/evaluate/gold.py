"""Hand-coded reports and incident links, read from YAML.

A file holds one coded report (`document:`) or a list of them (`id:`); a folder holds such files. The fields are those
of the coding manual.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from harmledger.errors import EmptyInput, UnreadableInput


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where, with the precision that sets how far off an answer may be; a name alone where nobody located it."""

    name: str
    lat: float | None
    lon: float | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One row of casualties."""

    outcome: str
    victims: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class GoldSource:
    """Who asserts it."""

    name: str | None
    type: str | None
    side: str


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as a person coded it; a field that the person left out is None or empty and is not scored."""

    id: str
    kind: str
    event_type: str
    quote: str
    targets: frozenset[str]
    weapons: frozenset[str]
    place: GoldPlace | None
    time: tuple[dt.date, dt.date] | None
    actor: str | None
    casualties: tuple[GoldRow, ...]
    source: GoldSource | None
    optional: bool
    incident: str  # a label, unique over files where the person gave one


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A coded report: its claims, passages that are no events, and text that is no part of the report."""

    document: str
    claims: tuple[GoldClaim, ...]
    not_events: tuple[str, ...]
    boilerplate: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldIncident:
    """Which reports tell of one incident."""

    incident: str
    reports: tuple[str, ...]
    not_same: tuple[str, ...]
    optional: frozenset[str]
    series: bool


def read_gold(where: Path) -> list[GoldReport]:
    """The coded reports of a YAML file, or of all YAML files of a folder, in order of name.

    UnreadableInput names the file and what breaks the form, EmptyInput a file or folder without coded reports.
    """
    out = []
    for path, data in _files(where):
        entries = data if isinstance(data, list) else [data]
        for number, entry in enumerate(entries, 1):
            key = "id" if isinstance(data, list) else "document"
            if not isinstance(entry, Mapping) or not entry.get(key):
                raise UnreadableInput(f"entry {number} has no `{key}:`", subject=str(path), remedy=_REMEDY)
            out.append(_report(path, Path(str(entry[key])).name, entry))
    if not out:
        raise EmptyInput("there are no coded reports in it", subject=str(where), remedy=_REMEDY)
    return out


def read_links(where: Path) -> list[GoldIncident]:
    """The incident links of a YAML file, in its order; UnreadableInput names the entry that breaks the form."""
    ((path, data),) = _files(where)
    if not isinstance(data, list) or not all(isinstance(e, Mapping) and "reports" in e for e in data):
        raise UnreadableInput("is not a list of incidents with `reports:`", subject=str(path), remedy=_REMEDY)
    return [
        GoldIncident(
            str(e.get("incident", f"incident {n}")),
            tuple(map(str, e["reports"])),
            tuple(map(str, e.get("not_same") or ())),
            frozenset(map(str, e.get("optional") or ())),
            bool(e.get("series")),
        )
        for n, e in enumerate(data, 1)
    ]


def is_links(where: Path) -> bool:
    """Whether a YAML file holds incident links rather than coded reports."""
    if where.is_dir():
        return False
    ((_, data),) = _files(where)
    return isinstance(data, list) and bool(data) and isinstance(data[0], Mapping) and "reports" in data[0]


_REMEDY = "The coding manual (docs/coding-manual.md, The form of a coded report) shows the form."


def _files(where: Path) -> list[tuple[Path, Any]]:
    paths = sorted(p for p in where.iterdir() if p.suffix in (".yaml", ".yml")) if where.is_dir() else [where]
    out = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
            out.append((path, yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise UnreadableInput(f"cannot be read ({error})", subject=str(path), remedy=_REMEDY) from error
    return out


def _report(path: Path, document: str, entry: Mapping[str, Any]) -> GoldReport:
    raw = entry.get("claims") or []
    try:
        known = {str(c["id"]): c for c in raw}
        claims = tuple(_claim(c, known, document) for c in raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{document}: a claim lacks or breaks {error}"
        raise UnreadableInput(what, subject=str(path), remedy=_REMEDY) from error
    return GoldReport(document, claims, _strings(entry, "not_events"), _strings(entry, "boilerplate"))


def _strings(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(x) for x in entry.get(key) or ())


def _claim(raw: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], document: str) -> GoldClaim:
    place, source = raw.get("place"), raw.get("source")
    return GoldClaim(
        id=str(raw["id"]),
        kind=raw["kind"],
        event_type=raw["event_type"],
        quote=str(raw["quote"]),
        targets=frozenset(raw.get("targets") or ()),
        weapons=frozenset(raw.get("weapons") or ()),
        place=_place(place) if place else None,
        time=(_day(raw["time"]["start"]), _day(raw["time"]["end"])) if raw.get("time") else None,
        actor=raw.get("actor"),
        casualties=tuple(_rows(raw.get("casualties") or ())),
        source=GoldSource(source.get("name"), source.get("type"), source.get("side", "none")) if source else None,
        optional=bool(raw.get("optional")),
        incident=_incident(raw, known, document),
    )


def _place(raw: Mapping[str, Any]) -> GoldPlace:
    """Both coordinates or neither: one alone is a slip of the pen."""
    name, precision = str(raw.get("name") or ""), raw.get("precision")
    if raw.get("lat") is None and raw.get("lon") is None:
        return GoldPlace(name, None, None, precision)
    return GoldPlace(name, float(raw["lat"]), float(raw["lon"]), precision)


def _rows(rows: Sequence[Mapping[str, Any]]) -> list[GoldRow]:
    return [GoldRow(r["outcome"], r["victims"], r.get("low"), r.get("high")) for r in rows]


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])


def _incident(raw: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], document: str) -> str:
    """The claim's own incident label, or that of the claim that it says is the same."""
    seen: set[str] = set()
    while not raw.get("incident") and str(raw.get("same_incident_as")) in known and str(raw["id"]) not in seen:
        seen.add(str(raw["id"]))
        raw = known[str(raw["same_incident_as"])]
    return str(raw["incident"]) if raw.get("incident") else f"{document}#{raw['id']}"
