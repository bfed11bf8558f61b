"""Measure the privacy filter on invented reports, and write its figures into the program and docs/privacy.md.

    python benchmarks/privacy_names.py              what is masked and what stays readable, by set
    python benchmarks/privacy_names.py --show SET   with each name that is left, and each word that is lost
    python benchmarks/privacy_names.py --ship       the figures of the unseen set into the program and docs/privacy.md

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
from harmledger.evaluate.shipped import names
from harmledger.publish.privacy import public
from harmledger.publish.privacy.policy import MINORS
from harmledger.store import open_ledger

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "benchmarks" / "privacy_names.yaml"
PAGE = ROOT / "docs" / "privacy.md"
SHIPPED = ROOT / "src" / "harmledger" / "evaluate" / "privacy.json"
UNSEEN = "unseen"
SETS = ("sentences", "passages", UNSEEN)
KINDS = ("masked", "labelled", "kept")
_MEASURED = re.compile(r"(<!-- measured -->).*?(<!-- end -->)", re.DOTALL)
_MARK = re.compile(r"\[([nmk]):(.+?)\]")
_SHORTEST = 3  # letters of a word that tells who somebody is


@dataclass(frozen=True)
class Sample:
    """A report and what is marked in it: n a private name, m a child's, k what must stay readable."""

    text: str
    marks: tuple[tuple[str, str], ...]


def samples(name: str) -> list[Sample]:
    """The marked reports of a set."""
    rows = yaml.safe_load(REPORTS.read_text(encoding="utf-8"))[name]
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


@dataclass(frozen=True)
class Measured:
    """How many of each kind were right, and how many there are."""

    reports: int
    right: Counter[str]
    asked: Counter[str]

    def said(self) -> dict[str, str]:
        """The figures as words."""
        return {what: f"{self.right[what]} of {self.asked[what]}" for what in sorted(self.asked)}


def measured(name: str, *, show: bool = False) -> Measured:
    """The figures of a set; with `show` each error is printed."""
    reports = samples(name)
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for sample, text in zip(reports, shown(reports), strict=True):
        for what, good, found in judged(sample, text):
            asked[what] += 1
            right[what] += good
            if show and not good:
                print(f"{what}: {found} | {text}")
    return Measured(len(reports), right, asked)


def ship(found: Measured) -> None:
    """Write the figures for the methodology page and the docs."""
    row = {"version": harmledger.__version__, "reports": found.reports}
    row |= {what: [found.right[what], found.asked[what]] for what in KINDS}
    SHIPPED.write_text(json.dumps(row) + "\n", encoding="utf-8")
    names.cache_clear()
    page = PAGE.read_text(encoding="utf-8")
    made, number = _MEASURED.subn(lambda m: f"{m[1]}{names().sentence}{m[2]}", page)
    if number != 1:
        raise ValueError(f"{PAGE} has no place for the figures")
    PAGE.write_text(made, encoding="utf-8")


def main() -> None:
    """Measure, print, and write what `--ship` asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", metavar="SET", default="")
    parser.add_argument("--ship", action="store_true")
    args = parser.parse_args()
    for name in SETS:
        found = measured(name, show=name == args.show)
        print(name, found.said())
        if args.ship and name == UNSEEN:
            ship(found)


if __name__ == "__main__":
    main()
