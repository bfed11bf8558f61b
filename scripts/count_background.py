"""Count in how many passages of openly licensed news words and names occur: src/harmledger/weights/background.tsv.gz.

    python scripts/count_background.py ../shared/benchmarks

Reads MUC-4 (in capitals: words only), the event-location sentences (MIT), MEANTIME (CC BY), Insecurity Insight
(CC BY-SA) and the training part of the Gun Violence Corpus (CC BY; one article of each incident). A passage is a
paragraph or a sentence, about what a claim quotes. Only counts are written, and no word of fewer than two passages.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import harmledger
from harmledger.link.background import FILE
from harmledger.link.settings import settings
from harmledger.link.words import content_words, figures_in, names_in, skeleton

OUT = Path(harmledger.__file__).parent / "weights" / FILE
LEAST = 2


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def passages(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every passage, and whether its capitals mean names."""
    for name in ("train", "dev"):
        for row in rows(folder / "muc4" / f"{name}.jsonl"):
            body = row["text"].partition("[TEXT]")[2] or row["text"]
            yield from ((" ".join(p.split()).lower(), False) for p in body.split("\n\n"))
    yield from ((row["text"], True) for row in rows(folder / "event-location" / "train.jsonl"))
    for row in rows(folder / "dates" / "meantime.jsonl"):
        yield from ((line, True) for line in row["text"].splitlines())
    yield from ((row["Event Description"], True) for row in rows(folder / "incidents" / "insecurity-insight.jsonl"))
    told = set()
    for row in rows(folder / "linking" / "gvc.jsonl"):
        if row["split"] == "train" and row["event_id"] not in told:
            told.add(row["event_id"])
            yield from ((p, True) for p in row["text"].splitlines())


def main(folder: Path) -> None:
    """Write the counts."""
    conf = settings()
    total, words, names = 0, Counter[str](), Counter[str]()
    for text, cased in passages(folder):
        found = content_words(text, conf) | figures_in(text, conf)
        if not found:
            continue
        total += 1
        words.update(found)
        if cased:
            names.update({bone for n in names_in(text, conf) if len(bone := skeleton(n)) >= 3})
    lines = [str(total)]
    for kind, counts in (("w", words), ("n", names)):
        lines += [f"{kind}\t{key}\t{n}" for key, n in sorted(counts.items()) if n >= LEAST]
    OUT.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))
    print(f"{total} passages, {len(lines) - 1} words and names, {OUT.stat().st_size // 1024} KB: {OUT}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
