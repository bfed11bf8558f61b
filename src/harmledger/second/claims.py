"""From checked claims to records: places and dates are resolved by our resolver, never by the model."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from harmledger.extract.place_record import PlaceMention, from_span
from harmledger.extract.time_mentions import TimeMention
from harmledger.gazetteer import Gazetteer
from harmledger.home import gazetteer_folder
from harmledger.records import Claim, Evidence, Place, Report, Span, Time
from harmledger.resolve import dates
from harmledger.resolve.places import PlaceResolver
from harmledger.second import prompt
from harmledger.second.checks import Checked
from harmledger.timex.grammar import read_times

VERSION = "second/1"
TWICE = "claim: said twice"


class Maker:
    """Makes claims of one model's checked claims; opens the gazetteer once for a run."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._gazetteer = Gazetteer(gazetteer_folder())
        self._resolvers: dict[tuple[str, ...] | None, PlaceResolver] = {}

    def claims(
        self, report: Report, checked: Sequence[Checked], known: Sequence[Claim], dropped: Counter[str]
    ) -> tuple[Claim, ...]:
        """The claims in text order; `known`, the built-in reader's, tell which other places the report names."""
        places = self._places(report, checked, known)
        conflict = dates.conflict_of(report, tuple(p.country for p in places.values() if p.country))
        out: dict[str, Claim] = {}
        for c in sorted(checked, key=lambda c: (c.quote.start, c.quote.end)):
            place = places.get((c.place.start, c.place.end)) if c.place else None
            claim = self._claim(report, c, place, _time(report, c, place, conflict))
            if claim.id in out:
                dropped[TWICE] += 1
            out.setdefault(claim.id, claim)
        return tuple(out.values())

    def _places(
        self, report: Report, checked: Sequence[Checked], known: Sequence[Claim]
    ) -> dict[tuple[int, int], Place]:
        """Every place that either reader found, by its span: a report's places explain each other."""
        spans = {(c.place.start, c.place.end) for c in checked if c.place}
        spans |= {(p.start, p.end) for c in known if (p := c.place) and p.start is not None and p.end is not None}
        mentions: list[PlaceMention] = [from_span(report.text, a, b) for a, b in sorted(spans)]
        war = dates.conflict_of(report)
        theatre = tuple(war.theatre) if war is not None else None
        if theatre not in self._resolvers:
            self._resolvers[theatre] = PlaceResolver(self._gazetteer, theatre)
        found = self._resolvers[theatre].resolve(report, mentions)
        return {(m.start, m.end): place for m, place in zip(mentions, found, strict=True)}

    def _claim(self, report: Report, c: Checked, place: Place | None, time: Time | None) -> Claim:
        rows = "|".join(f"{r.outcome} {r.victims} {r.low} {r.high}" for r in c.casualties)
        where = f"{place.start}-{place.end}" if place else ""
        coded = f"{c.quote.start}|{c.quote.end}|{c.kind}|{c.modality}|{c.event_type}"
        key = f"{report.id}|{self._model}|{coded}|{where}|{rows}"
        return Claim(
            id="s-" + hashlib.sha256(key.encode()).hexdigest()[:12],
            report=report.id,
            document=report.document,
            kind=c.kind,  # type: ignore[arg-type]
            modality=c.modality,  # type: ignore[arg-type]
            event_type=c.event_type,
            quotes=(c.quote,),
            targets=tuple(value for value, _ in c.targets),
            weapons=tuple(value for value, _ in c.weapons),
            place=place,
            time=time,
            actor=c.actor[0] if c.actor else None,
            actor_text=c.actor[1].text if c.actor else None,
            casualties=c.casualties,
            source=c.source,
            confidence=0.0,  # nothing is known of how often this model is right
            evidence=tuple(_evidence(c, f"second reader {self._model}")),
            versions={"second": VERSION, "prompt": prompt.version(), "model": self._model},
        )


def _time(report: Report, c: Checked, place: Place | None, conflict: Any) -> Time | None:
    """The days that the model's expression of time means; the words alone where our grammar reads none in them."""
    if c.time is None:
        return None
    words = c.time
    reading = next((r for r in read_times(words.text.replace("\n", " ")) if r.role != "comparison"), None)
    if reading is None:
        return Time(text=words.text, text_start=words.start, text_end=words.end, basis="expression without a day")
    value = {**reading.value, "past": True} if c.modality == "actual" else reading.value
    mention = TimeMention(words.text, words.start, words.end, -1, -1, reading.kind, value, reading.role)
    around = [n for n in (place.name, place.text) if n] if place is not None else []
    return dates.resolve_time(mention, report.published, conflict, places=around)


def _evidence(c: Checked, by: str) -> list[Evidence]:
    spans: list[tuple[str, Span]] = [("event_type", c.quote)]
    spans += [(f"targets:{value}", words) for value, words in c.targets]
    spans += [(f"weapons:{value}", words) for value, words in c.weapons]
    spans += [("actor", c.actor[1])] if c.actor else []
    return [Evidence(field, s.text, s.start, s.end, by) for field, s in spans]
