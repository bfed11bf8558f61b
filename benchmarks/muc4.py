"""Incident templates on MUC-4's development reports: `python benchmarks/muc4.py ../shared`.

Six slots and a matching as harmledger.evaluate.templates says. The reports are in capitals; each is read from where the
wire's own mark says that its text begins, without its dateline.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from harmledger.evaluate.templates import ROLES, Counts, Template, key_of, score
from harmledger.extract.roles import Incident, read_incidents
from harmledger.extract.sentences import parse
from harmledger.records import Report

SET = Path("benchmarks") / "muc4" / "dev.jsonl"
_MARK = "[TEXT]"


def read(path: Path) -> list[dict[str, Any]]:
    """The reports of one file with their keys."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def report_of(row: dict[str, Any]) -> Report:
    """A report without the wire's header."""
    text = row["text"].partition(_MARK)[2].strip() or row["text"]
    return Report(row["docid"], row["docid"], text)


def templates(found: Iterable[Incident], text: str) -> tuple[Template, ...]:
    """What the role reader found, as templates."""
    return tuple(
        Template(i.type, {r: tuple((text[s:e],) for s, e in i.fillers.get(r, ())) for r in ROLES}) for i in found
    )


def scores(path: Path) -> dict[str, Counts]:
    """Counts by slot, and under "all", of the reports of one file."""
    rows = read(path)
    read_all = ((templates(read_incidents(p), p.report.text)) for p in parse(map(report_of, rows), batch=32))
    return score(zip(read_all, map(key_of, rows), strict=True))


def measure(shared: Path) -> dict[str, float]:
    """Flat figures for the accuracy gate; empty where the set is absent."""
    path = shared / SET
    if not path.is_file():
        return {}
    found = scores(path)
    return {f"{slot}_f1" if slot != "all" else "f1": round(c.f1, 3) for slot, c in found.items()} | {
        "precision": round(found["all"].precision, 3),
        "recall": round(found["all"].recall, 3),
    }


if __name__ == "__main__":
    for name, figure in measure(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")).items():
        print(f"{name:22} {figure:.3f}")
