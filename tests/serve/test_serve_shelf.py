"""The shelf takes in what others write at the same time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from harmledger.serve.shelf import Shelf
from harmledger.store import Ledger, open_ledger


class Between:
    """A ledger in which an incident of the list is gone once it is asked for, as a second program may do."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.extra: dict[str, int] = {}
        self.at = ""

    def marks(self) -> dict[str, int]:
        return {**self._ledger.marks(), **self.extra}

    def stamp(self) -> str:
        return self._ledger.stamp() + self.at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)


def test_an_incident_that_goes_while_it_is_taken_in_is_left_out(sample_ledger: Path) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger:
        between: Any = Between(ledger)
        shelf = Shelf(between)
        known = [r.id for r in shelf.rows()]
        between.extra, between.at = {"i-gone-gone": 1}, "+"
        assert shelf.refresh(between)
        assert [r.id for r in shelf.rows()] == known
