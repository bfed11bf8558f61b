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


@dataclass(frozen=True, slots=True)
class Names:
    """How the privacy filter did on invented reports that its rules were not made on; pairs are right, of how many."""

    version: str
    reports: int
    masked: tuple[int, int]  # private names
    labelled: tuple[int, int]  # children, said to be children
    kept: tuple[int, int]  # officeholders, places, parties and outlets

    @property
    def sentence(self) -> str:
        """The figures as a sentence, with what they mean for who publishes."""
        masked, labelled, kept = (f"{right} of {asked}" for right, asked in (self.masked, self.labelled, self.kept))
        return (
            f"In {self.reports} invented reports of many wars, which the rules were not made on, {masked} private names"
            f" were masked, {labelled} children were called children, and {kept} officeholders, places, parties and"
            " outlets stayed readable: expect some name to be left, and look through each report before you publish it."
        )


@cache
def names() -> Names:
    """The figures that `benchmarks/privacy_names.py --ship` wrote."""
    data = json.loads((resources.files("harmledger.evaluate") / "privacy.json").read_text(encoding="utf-8"))
    pairs = {what: (data[what][0], data[what][1]) for what in ("masked", "labelled", "kept")}
    return Names(data["version"], data["reports"], **pairs)


@cache
def shipped() -> Shipped:
    """The figures that `benchmarks/accuracy.py` wrote."""
    data = json.loads((resources.files("harmledger.evaluate") / "accuracy.json").read_text(encoding="utf-8"))
    tables = {k: Table(tuple(t["head"]), tuple(map(tuple, t["rows"]))) for k, t in data["tables"].items()}
    return Shipped(data["version"], data["commit"], data["what"], tables)
