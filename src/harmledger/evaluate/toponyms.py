"""How well place names are resolved, measured on public sets whose spans are given.

A set is JSON Lines: `text`, and `toponyms` with `start`, `end`, `text`, `lat`, `lon`, `geonameid`; those without
coordinates are not scored.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from harmledger.extract.place_mentions import PlaceMention, from_span
from harmledger.gazetteer import Gazetteer
from harmledger.records import Place, Report
from harmledger.resolve.places import PlaceResolver

_NESTING = re.compile(r"^\s*(?:,\s*(?:in\s+)?(?:the\s+)?|\(\s*|in\s+(?:the\s+)?)$")


@dataclass(frozen=True, slots=True)
class ToponymScore:
    """Shares of the toponyms with coordinates: within 161 km, with the very GeoNames id, and left unanswered."""

    toponyms: int
    within_161_km: float
    same_geonames_id: float
    unanswered: float
    median_km: float


def read_set(path: Path, *, part: int | None = None) -> list[dict[str, Any]]:
    """The articles of a set; `part` 0 or 1 gives every second article, for developing on one half."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return rows if part is None else rows[part::2]


def given_mentions(text: str, spans: Iterable[tuple[int, int]]) -> list[PlaceMention]:
    """Mentions of given spans; "X, Y" makes Y enclose X."""
    out = [from_span(text, start, end) for start, end in sorted(spans)]
    for i in range(len(out) - 2, -1, -1):
        here, there = out[i], out[i + 1]
        if _NESTING.match(text[here.end : there.start]):
            out[i] = replace(here, within=((there.start, there.end), *there.within))
    return out


def score(
    articles: Sequence[dict[str, Any]], gazetteer: Gazetteer, theatre: Iterable[str] = ()
) -> tuple[ToponymScore, list[tuple[str, dict[str, Any], Place, float | None]]]:
    """The score and each scored toponym: (article id, gold, resolved place, km apart or None)."""
    resolver = PlaceResolver(gazetteer, theatre)
    rows: list[tuple[str, dict[str, Any], Place, float | None]] = []
    for article in articles:
        spans = {(t["start"], t["end"]): t for t in article["toponyms"]}
        mentions = given_mentions(article["text"], spans)
        report = Report(article["id"], article["id"], article["text"])
        for mention, place in zip(mentions, resolver.resolve(report, mentions), strict=True):
            gold = spans[mention.start, mention.end]
            if gold.get("lat") is not None:
                gap = None if place.lat is None or place.lon is None else _km(gold, place.lat, place.lon)
                rows.append((article["id"], gold, place, gap))
    gaps = [gap for *_, gap in rows]
    known = sorted(gap for gap in gaps if gap is not None)
    total = len(rows) or 1
    return ToponymScore(
        toponyms=len(rows),
        within_161_km=round(sum(gap <= 161 for gap in known) / total, 4),
        same_geonames_id=round(
            sum(place.geonames_id == gold.get("geonameid") for _, gold, place, _ in rows) / total, 4
        ),
        unanswered=round(sum(gap is None for gap in gaps) / total, 4),
        median_km=round(known[len(known) // 2], 1) if known else math.inf,
    ), rows


def _km(gold: dict[str, Any], lat: float, lon: float) -> float:
    p, q = math.radians(gold["lat"]), math.radians(lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon - gold["lon"]) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))
