"""Fit the probability of one event to the scores of linking: `probability` in codebook/data/linking.yaml.

    python scripts/fit_link_probability.py ../shared/benchmarks/linking/gvc.jsonl

Reads the Gun Violence Corpus (CC BY 4.0). Of every pair of articles that linking compares, the best score of their
accounts is set against whether the corpus gives both the same incident; a logistic curve of two numbers is fitted on
the part "train" and measured on "dev" (Brier score, and the share of true pairs by tenth of probability). It prints the
two numbers, which a person puts into the codebook.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

import harmledger
from harmledger.link import blocks
from harmledger.link.compare import Comparer
from harmledger.link.constraints import Decided
from harmledger.link.nodes import tell
from harmledger.link.settings import settings
from harmledger.records import Claim, Report

Pairs = list[tuple[float, bool]]
LEAST = -6.0  # pairs below say nothing about the curve where it matters


def scored(claims: tuple[Claim, ...], reports: tuple[Report, ...]) -> dict[tuple[str, str], float]:
    """The best score of each pair of documents that linking compares."""
    conf, by_id = settings(), {r.id: r for r in reports}
    comparer = Comparer(conf)
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.report].append(claim)
    nodes = [n for r in sorted(told) for n in tell(told[r], by_id[r], comparer, conf, Decided()) if n.role == "tells"]
    numbers = {r: k for k, r in enumerate(sorted(told))}
    rows = [blocks.rows_of(n, numbers[n.account.report], conf) for n in nodes]
    best: dict[tuple[str, str], float] = {}
    for i, j in blocks.all_pairs(rows, conf):
        a, b = nodes[i].account, nodes[j].account
        one, other = sorted(by_id[x.report].document.rsplit("/", 1)[-1] for x in (a, b))
        best[one, other] = max(best.get((one, other), -math.inf), comparer.score(a, b))
    return best


def fitted(pairs: Pairs) -> tuple[float, float]:
    """Slope and intercept of the logistic curve, by Newton's method."""
    x = np.array([[score, 1.0] for score, _ in pairs])
    y = np.array([float(same) for _, same in pairs])
    curve = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ curve))
        curve = curve + np.linalg.solve((x.T * (p * (1 - p))) @ x + 1e-6 * np.eye(2), x.T @ (y - p))
    return float(curve[0]), float(curve[1])


def report(name: str, pairs: Pairs, slope: float, intercept: float) -> None:
    """Print the Brier score and the reliability table of some pairs."""
    p = np.array([1 / (1 + math.exp(-(slope * score + intercept))) for score, _ in pairs])
    y = np.array([float(same) for _, same in pairs])
    print(f"{name}: {len(pairs)} pairs, Brier {np.mean((p - y) ** 2):.4f}")
    for tenth in range(10):
        inside = (p >= tenth / 10) & (p < (tenth + 1) / 10)
        if inside.any():
            print(f"  said {p[inside].mean():.2f}  true {y[inside].mean():.2f}  pairs {inside.sum()}")


def main(path: Path) -> None:
    """Fit on one part, measure on the other."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    part, event = {r["doc_id"]: r["split"] for r in rows}, {r["doc_id"]: r["event_id"] for r in rows}
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.jsonl"
        lines = ({"id": r["doc_id"], "title": r["title"], "text": r["text"], "date": r["dct"]} for r in rows)
        table.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        with harmledger.read(table, jobs=2) as result:
            found = scored(result.claims, result.reports)
    pairs: dict[str, Pairs] = defaultdict(list)
    for (a, b), score in sorted(found.items()):
        if part[a] == part[b] and score > LEAST:
            pairs[part[a]].append((score, event[a] == event[b]))
    slope, intercept = fitted(pairs["train"])
    print(f"probability: {{slope: {slope:.2f}, intercept: {intercept:.2f}}}")
    for name in sorted(pairs):
        report(name, pairs[name], slope, intercept)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
