"""Small records for the tests of the ledger: texts and places are made up."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from harmledger.records import (
    Casualty,
    Claim,
    Evidence,
    Incident,
    Place,
    Published,
    Report,
    Source,
    Span,
    Time,
    Toll,
)  # fmt: skip

KHARKIV = Place(
    text="Kharkov", name="Kharkiv", country="UA", admin1="Kharkiv", lat=49.98081, lon=36.25272, precision="city",
    radius_km=12.0, geonames_id=706483, basis="gazetteer",
)  # fmt: skip
DAY = dt.date(2022, 3, 1)


def report(number: int = 1, text: str = "", **changes: Any) -> Report:
    """A report whose text and hashes fit together."""
    text = (
        text or f"Shelling in Kharkov\nShells hit the waterworks on Monday and killed {number} people, the mayor said."
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = Report(
        id=f"r-{number:012x}", document=f"news{number}.txt", text=text, title="Shelling in Kharkov",
        outlet="The Courier", language="en", published=Published(DAY, DAY, "given", "given in the table"),
        source_path=f"in/news{number}.txt",
        raw_sha256=hashlib.sha256(f"raw {text}".encode()).hexdigest(), text_sha256=digest, steps=("text/1",),
    )  # fmt: skip
    return replace(made, **changes)


def claim(of: Report, number: int = 1, **changes: Any) -> Claim:
    """A claim grounded in the whole body of a report that `report` made."""
    begin = of.text.index("\n") + 1 if "\n" in of.text else 0
    quote = Span(of.text[begin:], begin, len(of.text))
    where = of.text.find("Kharkov")
    place = replace(KHARKIV, start=where, end=where + 7) if where >= 0 else None
    made = Claim(
        id=f"c-{of.id[2:]}-{number}", report=of.id, document=of.document, kind="event", modality="actual",
        event_type="shelling", quotes=(quote,), targets=("water",), weapons=("artillery",), place=place,
        time=Time("", DAY, DAY, "day", basis="expression"), actor="Russia", actor_text=None,
        casualties=(Casualty("killed", "people", None, number, number),),
        source=Source("the mayor", "local_authority", "Ukraine"), confidence=0.75,
        evidence=(Evidence("event_type", quote.text[:6], begin, begin + 6, "frames/1"),), versions={"frames": "1"},
    )  # fmt: skip
    return replace(made, **changes)


def incident(number: int, *claims: Claim, **changes: Any) -> Incident:
    """An incident over these claims."""
    first = claims[0]
    made = Incident(
        id=f"i-{number:08x}", kind=first.kind, event_type=first.event_type, summary=f"Incident {number}.",
        claims=tuple(c.id for c in claims), reports=tuple(sorted({c.report for c in claims})), place=first.place,
        time=first.time, targets=first.targets, actors=("Russia",), independent_sources=len(claims),
        tolls=(Toll("killed", "people", 1, 2, None, "median", tuple(c.id for c in claims)),),
    )  # fmt: skip
    return replace(made, **changes)
