"""Short ways to write a claim and its report for the tests of linking: invented towns, people and events."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from harmledger.records import Casualty, Claim, Place, Published, Report, Source, Span, Time

TOWNS = {
    "Varsk": (49.10, 35.20, "Oresk", "city"),
    "Dolyna": (49.60, 36.40, "Oresk", "village"),
    "Port Halen": (46.20, 31.00, "Halen", "city"),
    "Oresk region": (49.40, 35.80, "Oresk", "region"),
    "Halen region": (46.40, 31.40, "Halen", "region"),
}


def place(name: str, /, **more: object) -> Place:
    """A place of the invented country, located."""
    lat, lon, admin1, precision = TOWNS[name]
    values = {
        "text": name,
        "name": name,
        "country": "XX",
        "admin1": admin1,
        "lat": lat,
        "lon": lon,
        "precision": precision,
    }
    return Place(**{**values, **more})  # type: ignore[arg-type]


def report(name: str, day: str | None = "2030-05-10", **more: object) -> Report:
    """A report of one day; `text` is its title and opening."""
    date = dt.date.fromisoformat(day) if day else None
    published = Published(date, date, "given", "given") if date else Published()
    title = str(more.pop("title", ""))
    body = str(more.pop("body", "A report."))
    values = {
        "id": f"r-{name}",
        "document": name,
        "text": f"{title}\n{body}",
        "title": title,
        "outlet": f"{name}.example",
    }
    return Report(**{**values, "published": published, **more})  # type: ignore[arg-type]


def day(text: str, *, stated: bool = True, until: str | None = None) -> Time:
    """A period that the text states (or that is taken from publication)."""
    start = dt.date.fromisoformat(text)
    end = dt.date.fromisoformat(until) if until else start
    precision = "day" if start == end else "month"
    return Time("on that day" if stated else "", start, end, precision, 0, 0, "expression" if stated else "publication")


def claim(
    source_report: Report,
    quote: str,
    *,
    at: int = 0,
    where: Place | str | None = "Varsk",
    when: Time | str | None = "2030-05-09",
    casualties: Sequence[tuple[object, ...]] = (),
    source: tuple[str | None, str, str] | None = None,
    **more: object,
) -> Claim:
    """A claim of a report; casualties as (outcome, victims, low, high)."""
    digest = hashlib.sha256(f"{source_report.id} {quote} {at} {sorted(map(str, more.items()))}".encode()).hexdigest()[
        :10
    ]
    values: dict[str, object] = {
        "id": f"c-{digest}",
        "report": source_report.id,
        "document": source_report.document,
        "kind": "event",
        "modality": "actual",
        "event_type": "shelling",
        "quotes": (Span(quote, at, at + len(quote)),),
        "place": place(where) if isinstance(where, str) else where,
        "time": day(when) if isinstance(when, str) else when,
        "casualties": tuple(Casualty(str(o), str(v), None, lo, hi) for o, v, lo, hi in casualties),  # type: ignore[arg-type]
        "source": Source(*source) if source else Source(),
    }
    return Claim(**{**values, **more})  # type: ignore[arg-type]


def by_id(*reports: Report) -> dict[str, Report]:
    """Reports as `link` takes them."""
    return {r.id: r for r in reports}
