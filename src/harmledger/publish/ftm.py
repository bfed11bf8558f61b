"""followthemoney entities, one JSON object a line: what Aleph, OpenAleph and other tools of that family load.

An incident is an Event, a report an Article (without its text), a party an Organization that is `involved` as reported,
a located place an Address, and each claim a Note on its Event with the report as `proof`, so that denials stand beside
what they deny. A party that a claim names in words is a Mention of its report. Schema and property names are those of
followthemoney 4. Ids follow from ours, so that loading a newer export replaces the older entities.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from harmledger import codebook, wording
from harmledger.publish.accounts import Account, Told, told
from harmledger.publish.output import line
from harmledger.publish.places import map_point, radius
from harmledger.records import Claim, Incident, Place, Report, Time
from harmledger.store import ALL, Filter, Readable

Entity = dict[str, Any]
_CITIES = ("site", "district", "village", "city")


def write(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the entities of the incidents that fit, each once; gives how many. Events only by default."""
    seen: set[str] = set()
    for row in told(ledger, which):
        for entity in entities(row):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                stream.write(line(entity))
    return len(seen)


def entities(row: Told) -> Iterator[Entity]:
    """An incident's entities, those that others refer to first."""
    incident = row.incident
    yield from (_article(report) for report in row.reports)
    yield from (_organization(name) for name in _parties(row))
    if _located(incident.place):
        yield _address(incident.place)
    yield _event(row)
    for account in row.accounts:
        yield _note(incident, account)
        actor, words = account.claim.actor or "", account.claim.actor_text or ""
        if _clean(actor) and _clean(words):
            yield _mention(account.claim, actor, words)


def _parties(row: Told) -> list[str]:
    """All parties that are named, those of denials too: `involved` are only those that claims tell of."""
    named = dict.fromkeys((*row.incident.actors, *(c.actor for c in row.claims if c.actor)))
    return [name for name in named if _clean(name)]


def _event(row: Told) -> Entity:
    incident, place = row.incident, row.incident.place
    kind = wording.plain(incident.event_type)
    return _entity(
        "Event",
        f"harmledger-{incident.id}",
        name=[_clean(incident.summary) or f"{kind}, {wording.where(place)}"],
        recordId=[incident.id],
        summary=[incident.summary],
        description=list(_told(row)),
        keywords=[kind, *map(wording.plain, (*incident.targets, *incident.weapons))],
        involved=[_organization_id(name) for name in incident.actors if _clean(name)],
        location=[wording.where(place)] if place is not None else [],
        country=[_country(place)],
        addressEntity=[_address_id(place)] if _located(place) else [],
        proof=[_report_id(report.id) for report in row.reports],
        notes=list(_notes(incident)),
        **_days(incident.time),
    )


def _told(row: Told) -> Iterator[str]:
    for toll in row.incident.tolls:
        yield f"Reported: {wording.figures(toll.low, toll.high)} {toll.outcome} ({wording.plain(toll.victims)})"
    for difference in row.incident.differences:
        yield f"{difference.kind.capitalize()} in {difference.field}: {' / '.join(difference.values)}"


def _notes(incident: Incident) -> Iterator[str]:
    if incident.grade:
        yield f"Grade: {incident.grade} ({'; '.join(incident.grade_reasons)})"
    if incident.contested:
        yield "Contested: the parties tell it differently"
    if incident.actors:
        yield f"Involved as reported, not established: {', '.join(incident.named_actors())}"
    if incident.time is not None:
        yield f"When: {wording.when(incident.time)}"


def _article(report: Report) -> Entity:
    day = report.published
    known = day.start is not None and day.start == day.end
    return _entity(
        "Article",
        _report_id(report.id),
        title=[report.title or report.document],
        fileName=[report.document],
        publisher=[report.outlet],
        sourceUrl=[_address_of(report.url)],
        language=[_language(report.language)],
        publishedAt=[day.start.isoformat()] if known and day.start is not None else [],
    )


def _note(incident: Incident, account: Account) -> Entity:
    claim = account.claim
    return _entity(
        "Note",
        f"harmledger-{claim.id}",
        name=[f"{account.speaker}, in {account.outlet}" + (" (denial)" if claim.modality == "denied" else "")],
        entity=[f"harmledger-{incident.id}"],
        description=[account.quote],
        summary=["; ".join(account.figures)],
        keywords=[claim.modality, wording.plain(claim.source.type)],
        publisher=[account.outlet],
        proof=[_report_id(claim.report)],
    )


def _mention(claim: Claim, actor: str, text: str) -> Entity:
    return _entity(
        "Mention",
        f"harmledger-m-{_digest(claim.report, actor, text)}",
        document=[_report_id(claim.report)],
        name=[text],
        resolved=[_organization_id(actor)],
        detectedSchema=["Organization"],
    )


def _organization(name: str) -> Entity:
    return _entity("Organization", _organization_id(name), name=[name], notes=["Named in reports as a party"])


def _address(place: Place | None) -> Entity:
    assert place is not None  # only of what `_located` lets through
    lon, lat = map_point(place)
    reach = radius(place)
    return _entity(
        "Address",
        _address_id(place),
        full=[", ".join(part for part in (wording.where(place), place.country) if part)],
        city=[place.name] if place.name and place.precision in _CITIES else [],
        state=[place.admin1 or ""],
        country=[_country(place)],
        latitude=[repr(lat)],
        longitude=[repr(lon)],
        remarks=[f"Known to: {place.precision}" + (f", within about {reach:g} km" if reach is not None else "")],
    )


def _days(time: Time | None) -> dict[str, list[str]]:
    if time is None or time.start is None or time.end is None:
        return {}
    if time.start == time.end:
        return {"date": [time.start.isoformat()]}
    return {"startDate": [time.start.isoformat()], "endDate": [time.end.isoformat()]}


def _entity(schema: str, key: str, **properties: Iterable[str]) -> Entity:
    """An entity without empty values, each value once."""
    kept = {name: list(dict.fromkeys(v for v in map(_clean, values) if v)) for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _clean(value: str) -> str:
    """The value without signs of control other than line breaks, which no property takes."""
    return "".join(sign for sign in value if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}).strip()


def _address_of(url: str) -> str:
    """The address if it is one of the web; empty otherwise."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.hostname else ""


def _located(place: Place | None) -> bool:
    return map_point(place) != (None, None)


def _country(place: Place | None) -> str:
    return (place.country or "").lower() if place is not None else ""


def _language(code: str) -> str:
    """The three letters that followthemoney has for a language of our reports; empty for one that it would not take."""
    return str(codebook.load("crosswalks")["ftm"]["languages"].get(code.lower(), ""))


def _report_id(report: str) -> str:
    return f"harmledger-{report}"


def _organization_id(name: str) -> str:
    return f"harmledger-o-{_digest(name)}"


def _address_id(place: Place | None) -> str:
    assert place is not None
    return f"harmledger-a-{_digest(wording.where(place), place.country or '', *map(repr, map_point(place)))}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:16]
