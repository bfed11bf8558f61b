"""Measure the privacy filter on invented reports that its rules were not made on.

    python benchmarks/privacy_names.py           what is masked and what stays readable
    python benchmarks/privacy_names.py --show    with each name that is left, and each word that is lost

The reports (privacy_names.yaml) are read into a ledger and looked at as a public reader sees them. A private name
counts as masked where no word of it is left; a child's as labelled where the notice in its place says that it is one's.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

import harmledger
from harmledger import codebook
from harmledger.publish.privacy import public
from harmledger.publish.privacy.policy import MINORS
from harmledger.store import open_ledger

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "benchmarks" / "privacy_names.yaml"
_MARK = re.compile(r"\[([nmk]):(.+?)\]")
_SHORTEST = 3  # letters of a word that tells who somebody is


@dataclass(frozen=True)
class Sample:
    """A report and what is marked in it: n a private name, m a child's, k what must stay readable."""

    text: str
    marks: tuple[tuple[str, str], ...]


def samples() -> list[Sample]:
    """The marked reports of every set."""
    rows = [row for own in yaml.safe_load(REPORTS.read_text(encoding="utf-8")).values() for row in own]
    return [Sample(_MARK.sub(r"\2", row), tuple(_MARK.findall(row))) for row in rows]


def shown(reports: Sequence[Sample]) -> list[str]:
    """Each report's text as a public reader sees it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        rows = [{"id": f"n{k}", "text": s.text, "published": "2024-05-05"} for k, s in enumerate(reports)]
        source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        path = Path(folder) / "names.db"
        harmledger.read([source], ledger=path).close()
        with open_ledger(path) as ledger, public(ledger) as copy:
            texts = {r.document: r.text for r in copy.reports()}
    return [texts[f"n{k}"] for k in range(len(reports))]


def judged(sample: Sample, text: str) -> Iterator[tuple[str, bool, str]]:
    """What was counted, whether it is right, and of what."""
    child = codebook.load("privacy")["rules"][MINORS]["shown"]
    kept = {w for kind, name in sample.marks if kind == "k" for w in name.split()}
    for kind, name in sample.marks:
        if kind == "k":
            yield "kept", name in text, name
            continue
        parts = {w for w in name.split() if len(w) >= _SHORTEST} - kept
        yield "masked", not any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text) for w in parts), name
    children = sum(kind == "m" for kind, _ in sample.marks)
    told = text.count(child)
    for n in range(children):
        yield "labelled", n < told, "child"
    if told > children:
        yield "called children", True, "adult"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    reports = samples()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for sample, text in zip(reports, shown(reports), strict=True):
        for what, good, name in judged(sample, text):
            asked[what] += 1
            right[what] += good
            if args.show and (not good or what == "called children"):
                print(f"{what}: {name} | {text}")
    print({what: f"{right[what]} of {asked[what]}" for what in asked})


if __name__ == "__main__":
    main()
