"""Places: names found and located in news of the whole world, against hand-located ones.

    python benchmarks/toponyms.py                       both sets of ../shared: names given, and names found
    python benchmarks/toponyms.py FILE.jsonl ...        the same for these files
    python benchmarks/toponyms.py --part 0              every second article, for developing on one half

Rules. Names without coded coordinates are left out. A name counts as near within 161 km of the coded place (the measure
of the published figures), an unanswered one as far. "same_id_of_held" counts the very GeoNames place, over the names
whose coded id the shipped gazetteer holds. End to end, a located name is right if it overlaps a coded one and lies near
it, each coded name once; precision is over all names that the program put on the map, peoples and offices among them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from harmledger.evaluate.toponyms import end_to_end, read_set, score
from harmledger.extract.sentences import parse
from harmledger.gazetteer import Gazetteer
from harmledger.records import Report

SETS = {"lgl": "lgl.jsonl", "tr_news": "tr-news.jsonl"}


def measure(shared: Path) -> dict[str, float]:
    """All figures of the sets that are present, by "set.figure"; {} where none is. Takes some two minutes."""
    gazetteer = Gazetteer()
    out: dict[str, float] = {}
    for name, file in SETS.items():
        path = shared / "benchmarks" / "toponyms" / file
        if path.exists():
            out |= {f"{name}.{k}": v for k, v in figures(path, gazetteer).items()}
    return out


def figures(path: Path, gazetteer: Gazetteer, *, part: int | None = None) -> dict[str, float]:
    """The figures of one file: names given, and (with the prefix "end_to_end_") names found by the program."""
    articles = read_set(path, part=part)
    given, _ = score(articles, gazetteer)
    reports = (Report(a["id"], a["id"], a["text"]) for a in articles)
    found = end_to_end(articles, parse(reports), gazetteer)
    return asdict(given) | {f"end_to_end_{k}": v for k, v in asdict(found).items() if k != "toponyms"}


def main(argv: Sequence[str] | None = None) -> int:
    """Print one line of JSON a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    folder = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "toponyms"
    parser.add_argument("files", nargs="*", type=Path, default=[folder / f for f in SETS.values()])
    parser.add_argument("--part", type=int, choices=(0, 1), help="only every second article")
    args = parser.parse_args(argv)
    gazetteer = Gazetteer()
    for path in args.files:
        print(json.dumps({"file": path.name, **figures(path, gazetteer, part=args.part)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
