"""A ledger of a few invented incidents that exists only as an index: for filters, in Python and in the browser."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harmledger.publish.imprint import NONE
from harmledger.records import Casualty, Claim, Incident, Place, Source, Span, Time, Toll
from harmledger.serve.desk import Desk
from harmledger.serve.shelf import Shelf
from harmledger.store import ALL, Counts, Filter

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "filter_cases.json").read_text(encoding="utf-8"))


class Invented:
    """As much of a ledger as an index is made from."""

    name = "invented"

    def __init__(self, told: list[dict[str, Any]]) -> None:
        self.told = told

    def stamp(self) -> str:
        return "1"

    def touched(self, since: int) -> tuple[int, frozenset[str]]:
        return 1, frozenset(row["id"] for row in self.told)

    def counts(self) -> Counts:
        return Counts(incidents=len(self.told))

    def incidents(self, which: Filter = ALL) -> Iterator[Incident]:
        found = [_incident(row) for row in self.told]
        return iter(sorted(found, key=lambda i: (_start(i) is None, str(_start(i)), i.id)))

    def claims(self, which: Filter = ALL) -> Iterator[Claim]:
        return (claim for row in self.told for claim in _claims(row))


def desk(told: list[dict[str, Any]] | None = None, *, server: bool = False) -> Desk:
    """A desk over the cases' incidents, or over others told in the same way."""
    ledger: Any = Invented([*CASES["incidents"], *CASES["more"]] if told is None else told)
    return Desk(ledger, Shelf(ledger), NONE, server=server, generated="2026-01-02")


def _start(incident: Incident) -> dt.date | None:
    return incident.time.start if incident.time else None


def _incident(row: dict[str, Any]) -> Incident:
    days = [dt.date.fromisoformat(row[k]) if row["start"] else None for k in ("start", "end") if row["start"]]
    what = row["type"].replace("_", " ")
    where = f" in {row['place'].get('name') or row['place']['text']}" if row["place"] else ""
    tolls = [
        Toll(outcome, "people", *row[outcome], rule="invented") for outcome in ("killed", "injured") if outcome in row
    ]
    return Incident(
        id=row["id"],
        kind=row.get("kind", "event"),
        event_type=row["type"],
        summary=f"Reported {what}{where}",
        claims=tuple(c.id for c in _claims(row)),
        reports=tuple(f"r-{row['id']}-{n}" for n in range(row["reports"])),
        place=Place.from_json(row["place"]) if row["place"] else None,
        time=Time(start=days[0], end=days[1], precision=row["precision"]) if days else None,
        targets=tuple(row["targets"]),
        weapons=tuple(row["weapons"]),
        actors=tuple(row["actors"]),
        tolls=tuple(tolls),
        contested=row.get("contested", False),
        grade=row.get("grade"),
    )


def _claims(row: dict[str, Any]) -> list[Claim]:
    place = Place.from_json(row["place"]) if row["place"] else None
    harmed = (Casualty("killed", "child", low=1, high=1),) if row.get("children") else ()
    told_of = [place, *(Place.from_json(p) for p in row.get("told", ()))]  # one claim a place
    return [
        Claim(
            id=f"c-{row['id']}-{n}",
            report=f"r-{row['id']}-{n}",
            document="invented",
            kind=row.get("kind", "event"),
            modality="actual",
            event_type=row["type"],
            quotes=(Span(told["quote"], 0, len(told["quote"])),),
            place=where,
            casualties=harmed,
            source=Source(told["source"], told["type"], told["side"]),
            incident=row["id"],
            status="accepted" if row.get("reviewed") else "machine",
        )
        for n, (told, where) in enumerate((t, w) for t in row["claims"] for w in told_of)
    ]
