"""The figures of accuracy that ship with the program: what docs/accuracy.md says, for pages that are made elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Table:
    """One table, cells as they stand on the page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Shipped:
    """What was measured last, of which version."""

    version: str
    commit: str
    what: Mapping[str, str]  # set -> what it holds
    tables: Mapping[str, Table]  # sets, slots, confidence, public, links, incidents, unseen


@cache
def shipped() -> Shipped:
    """The figures that `benchmarks/accuracy.py` wrote."""
    data = json.loads((resources.files("harmledger.evaluate") / "accuracy.json").read_text(encoding="utf-8"))
    tables = {k: Table(tuple(t["head"]), tuple(map(tuple, t["rows"]))) for k, t in data["tables"].items()}
    return Shipped(data["version"], data["commit"], data["what"], tables)
