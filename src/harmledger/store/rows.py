"""Between records and rows: the JSON that is kept, and the values beside it that filters use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from harmledger.errors import UnreadableInput
from harmledger.records import Claim, Incident, Report
from harmledger.store.fold import fold, key
from harmledger.store.interface import SecondReading

CLAIM_COLUMNS = (
    "id", "position", "kind", "modality", "event_type", "actor", "source_type", "source_side", "country", "geonames_id",
    "lat", "lon", "place_precision", "date_start", "date_end", "confidence", "record",
)  # fmt: skip
REPORT_COLUMNS = (
    "id", "document", "outlet", "language", "published_start", "published_end", "copy_of", "source_path", "raw_sha256",
    "text_sha256", "record", "text",
)  # fmt: skip
INCIDENT_COLUMNS = ("id", "kind", "event_type", "date_start", "date_end", "contested", "reports", "record")


def canonical(data: Any) -> str:
    """JSON with sorted keys and no blanks: equal values give equal text."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if _encodes(text):
        return text
    return json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)  # half a surrogate pair, in a path


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: what a file name may have of undecodable bytes becomes a visible escape."""
    return text if _encodes(text) else text.encode("utf-8", "backslashreplace").decode("utf-8")


def report_row(report: Report) -> tuple[Any, ...]:
    """The values of REPORT_COLUMNS; UnreadableInput where the text holds what no encoding can carry."""
    if not _encodes(report.text):
        raise UnreadableInput("its text holds broken characters", subject=report.document)
    data = report.to_json()
    del data["text"]
    published = report.published
    return (
        report.id, storable(report.document), storable(report.outlet), report.language, _day(published.start),
        _day(published.end), report.copy_of, storable(report.source_path), report.raw_sha256, report.text_sha256,
        canonical(data), report.text,
    )  # fmt: skip


def report_of(record: str, text: str) -> Report:
    """The report that `report_row` was made from."""
    return Report.from_json({**json.loads(record), "text": text})


def claim_row(claim: Claim, position: int) -> tuple[Any, ...]:
    """The values of CLAIM_COLUMNS; the incident is left out, it is kept apart."""
    data = claim.to_json()
    data["incident"] = None
    place, time, source = claim.place, claim.time, claim.source
    return (
        claim.id, position, claim.kind, claim.modality, claim.event_type, claim.actor, source.type, source.side,
        place and place.country, place and place.geonames_id, place and place.lat, place and place.lon,
        place and place.precision, time and _day(time.start), time and _day(time.end), claim.confidence,
        canonical(data),
    )  # fmt: skip


def claim_of(record: str, incident: str | None) -> Claim:
    """The claim that `claim_row` was made from, with the incident that it stands in now."""
    return Claim.from_json({**json.loads(record), "incident": incident})


def claim_values(claim: Claim) -> list[tuple[str, str]]:
    """(field, value) of what a claim has several of: targets, weapons, and the parties it concerns."""
    parties = {fold(claim.actor or ""), fold(claim.source.side), fold(claim.source.name or "")} - {"", "none", "other"}
    values = [("target", t) for t in claim.targets] + [("weapon", w) for w in claim.weapons]
    return sorted({*values, *(("party", p) for p in parties)})


def claim_spellings(claim: Claim) -> list[tuple[str, str]]:
    """(field, folded name) of every name the claim's place goes by."""
    place = claim.place
    if place is None:
        return []
    names = {"text": place.text, "name": place.name, "admin1": place.admin1, "country": place.country}
    return sorted((field, key(name)) for field, name in names.items() if name and key(name))


def claim_words(claim: Claim) -> str:
    """What full-text search looks through for a claim, folded."""
    place, source = claim.place, claim.source
    parts: list[str | None] = [q.text for q in claim.quotes]
    parts += [place.text, place.name, place.admin1] if place else []
    parts += [claim.actor_text, source.name]
    return fold("\n".join(p for p in parts if p))


def report_words(report: Report, claims: Iterable[Claim]) -> str:
    """What full-text search looks through for a report, folded: its words, and the official names of its places."""
    names = sorted({claim.place.name for claim in claims if claim.place and claim.place.name})
    title = () if report.text.startswith(report.title) else (report.title,)
    return fold("\n".join((*title, report.text, *names)))


def incident_row(incident: Incident) -> tuple[Any, ...]:
    """The values of INCIDENT_COLUMNS."""
    time = incident.time
    return (
        incident.id, incident.kind, incident.event_type, time and _day(time.start), time and _day(time.end),
        int(incident.contested), len(incident.reports), canonical(incident.to_json()),
    )  # fmt: skip


def second_detail(reading: SecondReading) -> dict[str, Any]:
    """What the custody log keeps of a second reading: who read, where, with which prompt, what came of it."""
    told = {"model": reading.model, "endpoint": reading.endpoint, "prompt": reading.prompt}
    counts = {"offered": reading.offered, "claims": len(reading.claims), "failures": len(reading.failures)}
    return {**told, **counts, "dropped": dict(reading.dropped)}


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _day(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
