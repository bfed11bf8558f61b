"""JSON with the fields that Airwars keeps of an incident, under their names.

Names follow the tables behind Airwars' incident pages (`aw_data_civcas_incidents`, `_belligerents` and `_sources` in
the theme that rctngle/airwars-archive-2025 publishes). What their researchers judge and we do not know (strike status,
their own assessment of a belligerent, what it conceded, archive addresses) is null, never guessed. Their range has a
number at both ends; ours may be open, then its end is null.
"""

from __future__ import annotations

from functools import cache
from typing import Any, BinaryIO

from harmledger import codebook, wording
from harmledger.publish import crosswalks
from harmledger.publish.accounts import Account, Told, told
from harmledger.publish.edition import INTERNAL, Edition
from harmledger.publish.output import line
from harmledger.publish.places import map_point, radius
from harmledger.records import Incident, Place, Toll
from harmledger.store import ALL, Filter, Readable


def write(ledger: Readable, stream: BinaryIO, which: Filter = ALL, edition: Edition = INTERNAL) -> int:
    """Write one JSON object: `about` and the list `incidents`; gives how many they are. Events only by default."""
    stream.write(b'{"about": ' + line(edition.about()).rstrip(b"\n") + b',\n"incidents": [')
    number = 0
    for row in told(ledger, which):
        stream.write(b",\n" if number else b"\n")
        stream.write(line(incident(row)).rstrip(b"\n"))
        number += 1
    stream.write(b"\n]}\n")
    return number


def incident(row: Told) -> dict[str, Any]:
    """One incident with their field names, its belligerents and sources as lists."""
    of, accounts = row.incident, row.accounts
    grade = crosswalks.airwars(of, row.claims)
    time = of.time
    return {
        "code": of.id,
        "previous_codes": list(of.aliases),
        "summary": of.summary,
        "date": _iso(time.start if time is not None else None),
        "date_end": _iso(time.end if time is not None else None),
        "date_precision": time.precision if time is not None else None,
        **_location(of.place),
        "civilian_harm_reported": _harm(of),
        "civilian_harm_status_name": grade,
        "civilian_harm_status_slug": grade.lower() if grade else None,
        "civilian_harm_status_by": of.graded_by or None,
        "civilian_harm_status_reasons": list(of.grade_reasons),
        **_casualties(of),
        "infrastructure_name": [wording.plain(t) for t in of.targets],
        "infrastructure_slug": list(of.targets),
        "strike_type_name": wording.plain(of.event_type),
        "strike_type_slug": of.event_type,
        "strike_status_name": None,
        "strike_status_slug": None,
        "cause_of_death_injury_name": [wording.plain(w) for w in of.weapons],
        "contested": of.contested,
        "differences": [
            {"kind": d.kind, "field": d.field, "values": list(d.values), "note": d.note} for d in of.differences
        ],
        "belligerents": [_belligerent(of, name) for name in of.actors],
        "num_sources": len(row.reports),
        "sources": [source(account) for account in accounts],
    }


def source(account: Account) -> dict[str, Any]:
    """One claim as one of their sources, with the words, the speaker and whether it denies."""
    report = account.report
    return {
        "name": account.outlet,
        "title": report.title,
        "language": report.language or None,
        "url": report.url or None,
        "archive_url": None,
        "media": "news",
        "published": account.published or None,
        "speaker": account.claim.source.name,
        "speaker_type": account.claim.source.type,
        "speaker_side": account.claim.source.side,
        "modality": account.claim.modality,
        "quote": account.quote,
        "figures": account.figures,
        "belligerent_name": account.claim.actor,
        "claim": account.claim.id,
        "report": report.id,
    }


def _location(place: Place | None) -> dict[str, Any]:
    lon, lat = map_point(place)
    accuracy = _accuracy(place) if lat is not None else None
    return {
        "country_code": place.country if place is not None else None,
        "location_name": wording.where(place) if place is not None else None,
        "region": place.admin1 if place is not None else None,
        "geolocated": lat is not None,
        "latitude": lat,
        "longitude": lon,
        "radius_km": radius(place),
        "place_precision": place.precision if place is not None else None,
        "geolocation_accuracy_name": accuracy["name"] if accuracy else None,
        "geolocation_accuracy_slug": accuracy["slug"] if accuracy else None,
    }


def _accuracy(place: Place | None) -> dict[str, str] | None:
    if place is None or place.precision is None:
        return None
    if place.precision == "region" and place.admin1 is None:
        return None  # an area such as Donbas is no province
    found: dict[str, str] | None = _table("accuracies").get(place.precision)
    return found


def _casualties(of: Incident) -> dict[str, int | None]:
    out: dict[str, int | None] = {}
    for victims, theirs in _table("victims").items():
        for outcome in ("killed", "injured"):
            rows = [t for t in of.tolls if (t.outcome, t.victims) == (outcome, victims)]
            out[f"{theirs}_{outcome}_min"] = _sum([t.low for t in rows])
            out[f"{theirs}_{outcome}_max"] = _sum([t.high for t in rows])
    return out


def _harm(of: Incident) -> bool | None:
    """Whether harm to civilians is reported; None where people are killed or injured and nobody says who they were."""
    rows = [t for t in of.tolls if t.outcome in {"killed", "injured"} and (t.low or t.high)]
    if any(_civilian(t) for t in rows):
        return True
    return None if any(t.victims == "people" for t in rows) else False


def _civilian(toll: Toll) -> bool:
    return toll.victims not in {"people", "combatant", "objects"}


def _belligerent(of: Incident, name: str) -> dict[str, Any]:
    return {
        "belligerent_name": name,
        "basis": "inferred from the report" if name in of.inferred_actors else "named by a claim",
        "assessment_name": None,
        "deaths_conceded_min": None,
        "deaths_conceded_max": None,
        "injuries_conceded_min": None,
        "injuries_conceded_max": None,
    }


def _sum(values: list[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known and len(known) == len(values) else None


def _iso(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())


@cache
def _table(name: str) -> dict[str, Any]:
    return dict(codebook.load("crosswalks")["airwars"][name])
