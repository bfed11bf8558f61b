"""Places: names found and located in news of the whole world, against hand-located ones.

    python benchmarks/toponyms.py ../shared/benchmarks/toponyms/*.jsonl     names given, only located
    python benchmarks/toponyms.py FILE.jsonl --find --limit 100             names found by the program, then located

A name counts as located when it lies within 161 km of the coded place (the measure of the published figures), and as
exact when it is the same GeoNames place. Names without coded coordinates are left out; the unanswered are counted.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from harmledger.evaluate.toponyms import read_set, score
from harmledger.extract.place_mentions import PlaceMention, find_places
from harmledger.extract.sentences import parse
from harmledger.gazetteer import Gazetteer
from harmledger.records import Place, Report
from harmledger.resolve.places import PlaceResolver

NEAR_KM = 161.0


def found_and_located(articles: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Shares of the names with coordinates that were found, left without an answer, near, and exact."""
    gazetteer = Gazetteer()
    resolver = PlaceResolver(gazetteer, theatre=())
    count: Counter[str] = Counter()
    reports = (Report(a["id"], a["id"], a["text"]) for a in articles)
    for article, parsed in zip(articles, parse(reports), strict=True):
        mentions = [m for of_sentence in find_places(parsed.sentences, gazetteer) for m in of_sentence]
        placed = list(zip(mentions, resolver.resolve(parsed.report, mentions), strict=True))
        count.update(_compare(article["toponyms"], placed))
    whole = count["toponyms"] or 1
    shares = {name: round(count[name] / whole, 4) for name in ("found", "unanswered", "within_161_km", "exact")}
    return {"toponyms": count["toponyms"], "names_by_the_program": count["names"], **shares}


def _compare(toponyms: Sequence[dict[str, Any]], placed: Sequence[tuple[PlaceMention, Place]]) -> Counter[str]:
    count: Counter[str] = Counter(names=len(placed))
    for t in toponyms:
        if t.get("lat") is None:
            continue
        answers = [p for m, p in placed if m.start < t["end"] and t["start"] < m.end]
        located = [p for p in answers if p.lat is not None]
        count["toponyms"] += 1
        count["found"] += bool(answers)
        count["unanswered"] += bool(answers) and not located
        count["within_161_km"] += any(_km(t, p) <= NEAR_KM for p in located)
        count["exact"] += any(p.geonames_id is not None and p.geonames_id == t.get("geonameid") for p in located)
    return count


def _km(t: dict[str, Any], p: Place) -> float:
    assert p.lat is not None and p.lon is not None
    la1, lo1, la2, lo2 = map(math.radians, (t["lat"], t["lon"], p.lat, p.lon))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def main(argv: Sequence[str] | None = None) -> int:
    """Print one line of JSON a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--find", action="store_true", help="find the names too, instead of taking the coded ones")
    parser.add_argument("--limit", type=int, help="only the first so many articles")
    args = parser.parse_args(argv)
    for path in args.files:
        articles = read_set(path)[: args.limit]
        figures = found_and_located(articles) if args.find else asdict(score(articles, Gazetteer())[0])
        print(json.dumps({"file": path.name, **figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
