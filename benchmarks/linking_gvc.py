"""Linking on news of another kind of violence: which articles tell of one shooting (Gun Violence Corpus, CC BY 4.0).

    python benchmarks/linking_gvc.py ../shared          all 436 articles, and the parts apart

Two articles count as joined where an event incident holds claims of both; a pair is right where the corpus gives both
the same incident. All pairs count, those of articles without a claim too. The counts of words that linking weighs with
were made with one article each of the incidents of the part "train", and none of "dev".
"""

from __future__ import annotations

import itertools
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import harmledger

FILE = Path("benchmarks", "linking", "gvc.jsonl")


def measure(shared: Path, jobs: int = 1) -> dict[str, float]:
    """Pairwise precision, recall and F1, of all articles and by part; {} where the set is absent. Some minutes."""
    path = shared / FILE
    if not path.is_file():
        return {}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = incidents(rows, jobs)
    out = {f"pairwise_{k}": v for k, v in pairwise(rows, found).items()}
    for part in sorted({row["split"] for row in rows}):
        own = [row for row in rows if row["split"] == part]
        out |= {f"{part}_pairwise_{k}": v for k, v in pairwise(own, found).items()}
    return out | {"articles": len(rows), "articles_without_incident": sum(not found[row["doc_id"]] for row in rows)}


def incidents(rows: Iterable[Mapping[str, Any]], jobs: int) -> dict[str, set[str]]:
    """The event incidents of each article, by the articles' ids."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.jsonl"
        lines = (
            {"id": r["doc_id"], "title": r["title"], "text": r["text"], "date": r["dct"], "url": r["uri"]} for r in rows
        )
        table.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        out: dict[str, set[str]] = defaultdict(set)
        with harmledger.read(table, jobs=jobs) as result:
            events = {i.id for i in result.incidents if i.kind == "event"}
            for claim in result.claims:
                if claim.incident in events:
                    out[claim.document.rsplit("/", 1)[-1]].add(str(claim.incident))
    return out


def pairwise(rows: Iterable[Mapping[str, Any]], found: Mapping[str, set[str]]) -> dict[str, float]:
    """Precision, recall and F1 over all pairs of articles."""
    right = joined = same = 0
    for a, b in itertools.combinations(rows, 2):
        together = not found[a["doc_id"]].isdisjoint(found[b["doc_id"]])
        joined += together
        same += a["event_id"] == b["event_id"]
        right += together and a["event_id"] == b["event_id"]
    precision, recall = right / joined if joined else 0.0, right / same if same else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


if __name__ == "__main__":
    for name, figure in measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"), jobs=2).items():
        print(f"{name:28} {figure}")
