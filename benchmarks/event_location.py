"""Which place belongs to an event: token precision, recall and F1 on the held-out quarter of the set event-location.

python benchmarks/event_location.py ../shared
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from harmledger.evaluate.event_location import Row, answers, read_rows, score
from harmledger.extract.place_mentions import find_places
from harmledger.extract.place_scorer import FLOOR, event_words
from harmledger.extract.sentences import Sentence
from harmledger.gazetteer import Gazetteer


def measure(shared: Path, *, limit: int | None = None) -> dict[str, float]:
    """The figures of the held-out part, `unread` rows counted apart; empty where the set is absent."""
    path = shared / "benchmarks" / "event-location" / "train.jsonl"
    if not path.exists():
        return {}
    rows, unread = read_rows(path, held=True)
    gazetteer = Gazetteer()

    def choose(doc: Any, row: Row) -> Sequence[int]:
        mentions = find_places([Sentence(0, 0, len(row.text), doc, 0, "body")], gazetteer)[0]
        return event_words(doc, row.event[0], mentions, FLOOR)

    return {**score(rows[:limit], answers(rows[:limit], choose)), "unread": unread}


def main(argv: Sequence[str] | None = None) -> int:
    """Print one line of JSON; 1 where the set is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds benchmarks/event-location")
    parser.add_argument("--limit", type=int, help="only the first so many sentences")
    args = parser.parse_args(argv)
    figures = measure(args.shared, limit=args.limit)
    print(json.dumps(figures) if figures else "event-location: absent, not measured")
    return 0 if figures else 1


if __name__ == "__main__":
    sys.exit(main())
