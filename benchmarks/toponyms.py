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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from harmledger.extract.place_mentions import PlaceMention, find_places, from_span
from harmledger.extract.sentences import parse
from harmledger.gazetteer import Gazetteer
from harmledger.records import Place, Report
from harmledger.resolve.places import PlaceResolver

NEAR_KM = 161.0


def measure(path: Path, *, find: bool, limit: int | None = None) -> dict[str, float]:
    """Counts and shares over the names with coordinates; `find` measures the program's own names as well."""
    gazetteer = Gazetteer()
    resolver = PlaceResolver(gazetteer, theatre=())
    rows = list(_rows(path))[:limit]
    count: Counter[str] = Counter()
    for row, mentions in _mentions(rows, gazetteer) if find else _given(rows):
        report = _report(row)
        placed = list(zip(mentions, resolver.resolve(report, mentions), strict=True))
        count.update(_compare(row["toponyms"], placed))
    return _shares(count, find)


def _given(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[PlaceMention]]]:
    for row in rows:
        yield row, [from_span(row["text"], t["start"], t["end"]) for t in row["toponyms"]]


def _mentions(
    rows: Sequence[dict[str, Any]], gazetteer: Gazetteer
) -> Iterator[tuple[dict[str, Any], list[PlaceMention]]]:
    for row, parsed in zip(rows, parse(map(_report, rows)), strict=True):
        found = find_places(parsed.sentences, gazetteer)
        yield row, [m for of_sentence in found for m in of_sentence]


def _report(row: dict[str, Any]) -> Report:
    return Report(row["id"], row["id"], row["text"])


def _compare(toponyms: Sequence[dict[str, Any]], placed: Sequence[tuple[PlaceMention, Place]]) -> Counter[str]:
    count: Counter[str] = Counter(names=len(toponyms), found_by_us=len(placed))
    for t in toponyms:
        if t.get("lat") is None:
            continue
        count["with_coordinates"] += 1
        answers = [p for m, p in placed if m.start < t["end"] and t["start"] < m.end]
        if not answers:
            count["not_found"] += 1
            continue
        located = [p for p in answers if p.lat is not None]
        if not located:
            count["unanswered"] += 1
            continue
        count["near"] += any(_km(t, p) <= NEAR_KM for p in located)
        count["exact"] += any(p.geonames_id is not None and p.geonames_id == t.get("geonameid") for p in located)
    return count


def _km(t: dict[str, Any], p: Place) -> float:
    assert p.lat is not None and p.lon is not None
    la1, lo1, la2, lo2 = map(math.radians, (t["lat"], t["lon"], p.lat, p.lon))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _shares(count: Counter[str], find: bool) -> dict[str, float]:
    whole = count["with_coordinates"] or 1
    out: dict[str, float] = {"names": count["names"], "with_coordinates": count["with_coordinates"]}
    if find:
        out |= {"found_by_us": count["found_by_us"], "found": round(1 - count["not_found"] / whole, 3)}
    out["unanswered"] = round(count["unanswered"] / whole, 3)
    return out | {"within_161_km": round(count["near"] / whole, 3), "exact": round(count["exact"] / whole, 3)}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Print one line of JSON a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--find", action="store_true", help="find the names too, instead of taking the coded ones")
    parser.add_argument("--limit", type=int, help="only the first so many articles")
    args = parser.parse_args(argv)
    for path in args.files:
        print(json.dumps({"file": path.name, **measure(path, find=args.find, limit=args.limit)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
