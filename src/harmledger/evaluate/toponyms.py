"""How well place names are found and resolved, measured on public sets of hand-located names.

A set is JSON Lines: `text`, and `toponyms` with `start`, `end`, `text`, `lat`, `lon`, `geonameid`; those without
coordinates are not scored. `score` takes the coded spans as given; `end_to_end` finds the names itself.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from harmledger.extract.place_mentions import PlaceMention, find_places, from_span
from harmledger.extract.sentences import Parsed
from harmledger.gazetteer import Gazetteer
from harmledger.records import Place, Report
from harmledger.resolve.places import PlaceResolver

_NESTING = re.compile(r"^\s*(?:,\s*(?:in\s+)?(?:the\s+)?|\(\s*|in\s+(?:the\s+)?)$")


NEAR_KM = 161.0  # 100 miles: the measure of the published figures


@dataclass(frozen=True, slots=True)
class ToponymScore:
    """Shares of the toponyms with coordinates: within 161 km, with the very GeoNames id, and left unanswered.

    `held`: share whose GeoNames id the gazetteer has; `same_id_of_held`: share of those that got that very id.
    """

    toponyms: int
    within_161_km: float
    same_geonames_id: float
    held: float
    same_id_of_held: float
    unanswered: float
    median_km: float


@dataclass(frozen=True, slots=True)
class EndToEnd:
    """Names found and located by the program against the coded ones; a name is right if both overlap and its place
    lies within 161 km of the coded one. `found`: share of the coded names that a name of the program overlaps."""

    toponyms: int
    located: int  # names that the program put on the map, those on names coded without coordinates left out
    found: float
    precision: float
    recall: float
    f1: float


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
    return _summed(rows, gazetteer.geonames_ids()), rows


def _summed(rows: Sequence[tuple[str, dict[str, Any], Place, float | None]], held: frozenset[int]) -> ToponymScore:
    known = sorted(gap for *_, gap in rows if gap is not None)
    same = [place.geonames_id == gold.get("geonameid") for _, gold, place, _ in rows]
    ours = [gold.get("geonameid") in held for _, gold, _, _ in rows]
    total = len(rows) or 1
    return ToponymScore(
        toponyms=len(rows),
        within_161_km=round(sum(gap <= NEAR_KM for gap in known) / total, 4),
        same_geonames_id=round(sum(same) / total, 4),
        held=round(sum(ours) / total, 4),
        same_id_of_held=round(sum(s and o for s, o in zip(same, ours, strict=True)) / (sum(ours) or 1), 4),
        unanswered=round((len(rows) - len(known)) / total, 4),
        median_km=round(known[len(known) // 2], 1) if known else math.inf,
    )


def end_to_end(
    articles: Sequence[dict[str, Any]], parsed: Iterable[Parsed], gazetteer: Gazetteer, theatre: Iterable[str] = ()
) -> EndToEnd:
    """The score of the names that the program finds itself; `parsed` are the articles' texts, in their order."""
    resolver = PlaceResolver(gazetteer, theatre)
    coded = located = found = right = 0
    for article, read in zip(articles, parsed, strict=True):
        mentions = [m for of_sentence in find_places(read.sentences, gazetteer) for m in of_sentence]
        places = [p for p in resolver.resolve(read.report, mentions) if p.lat is not None]
        golds = [t for t in article["toponyms"] if t.get("lat") is not None]
        open_ = [t for t in article["toponyms"] if t.get("lat") is None]
        coded += len(golds)
        found += sum(any(_overlap(t, m.start, m.end) for m in mentions) for t in golds)
        for place in places:
            at = next((t for t in golds if _overlap(t, place.start, place.end)), None)
            if at is None:
                located += not any(_overlap(t, place.start, place.end) for t in open_)
                continue
            located += 1
            if _km(at, place.lat, place.lon) <= NEAR_KM:  # type: ignore[arg-type]
                right += 1
                golds.remove(at)  # one name is right once
    precision, recall = right / (located or 1), right / (coded or 1)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return EndToEnd(coded, located, round(found / (coded or 1), 4), round(precision, 4), round(recall, 4), round(f1, 4))


def _overlap(gold: dict[str, Any], start: int | None, end: int | None) -> bool:
    return start is not None and end is not None and bool(gold["start"] < end and start < gold["end"])


def _km(gold: dict[str, Any], lat: float, lon: float) -> float:
    p, q = math.radians(gold["lat"]), math.radians(lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon - gold["lon"]) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))
