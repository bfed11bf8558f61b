"""Attacks on health care, education and aid, against the rows of Insecurity Insight's tables.

    python benchmarks/insecurity_insight.py ../shared                       all rows
    python benchmarks/insecurity_insight.py ../shared --part 0 --mistakes   one half, with what was missed and wrong

Which rows are scored on what is said in harmledger.evaluate.incident_rows; the words that carry a cue are in
insecurity_insight.yaml beside this file. Develop on one half, check on the other.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from harmledger.evaluate import incident_rows

FILE = Path("benchmarks", "incidents", "insecurity-insight.jsonl")


def rules() -> dict[str, Any]:
    """The row values in the codebook's words, and the words of a text that carry them."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return loaded


def measure(shared: Path, part: int | None = None) -> dict[str, float]:
    """Flat figures of the set under `shared`: precision, recall and F1 of each point, with how many were scored."""
    return incident_rows.measure(shared / FILE, rules(), part)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures, and with --mistakes each point that is not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--part", type=int, choices=(0, 1))
    parser.add_argument("--mistakes", action="store_true")
    options = parser.parse_args(argv)
    for name, value in measure(options.shared, options.part).items():
        print(f"{name:22} {value}")
    incidents = incident_rows.read_incidents(options.shared / FILE, options.part) if options.mistakes else []
    for incident, claims in zip(incidents, incident_rows.read_claims(incidents), strict=True):
        for point, verdict, row, read in incident_rows.compare(incident, claims, rules()):
            if verdict != "right":
                print(f"{point} {verdict}: row {row}, read {read} | {incident.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
