"""The shelf takes in what others write at the same time."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from harmledger import review
from harmledger.records import Failure
from harmledger.serve.shelf import Shelf
from harmledger.store import Ledger, open_ledger


class Between:
    """A ledger in which an incident of the list is gone once it is asked for, as a second program may do."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.extra: frozenset[str] = frozenset()

    def touched(self, since: int) -> tuple[int, frozenset[str]]:
        mark, touched = self._ledger.touched(since)
        return mark, touched | self.extra

    def stamp(self) -> str:
        return self._ledger.stamp() + "".join(self.extra)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)


def test_an_incident_that_goes_while_it_is_taken_in_is_left_out(sample_ledger: Path) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger:
        between: Any = Between(ledger)
        shelf = Shelf(between)
        known = [r.id for r in shelf.rows()]
        between.extra = frozenset({"i-gone-gone"})
        assert shelf.refresh(between)
        assert [r.id for r in shelf.rows()] == known


def test_what_says_nothing_of_incidents_changes_nothing(sample_ledger: Path, tmp_path: Path) -> None:
    shutil.copy(sample_ledger, tmp_path / "war.db")
    with open_ledger(tmp_path / "war.db") as writer, open_ledger(tmp_path / "war.db", readonly=True) as ledger:
        shelf = Shelf(ledger)
        version = shelf.version
        writer.put_setting("title", "A war")
        assert not shelf.refresh(ledger)
        assert shelf.version == version


def test_an_input_that_could_not_be_read_is_news(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as writer, open_ledger(ledger_path, readonly=True) as ledger:
        shelf = Shelf(ledger)
        rows, version = shelf.rows(), shelf.version
        writer.add_failure(Failure("inbox/cut.pdf", "H101", "ends too early"))
        assert shelf.refresh(ledger)
        assert shelf.version > version
        assert shelf.rows() == rows


def test_a_ledger_that_is_opened_anew_is_looked_at_whatever_its_stamp(ledger_path: Path) -> None:
    ledger = open_ledger(ledger_path, readonly=True)
    shelf = Shelf(ledger)
    row = next(shelf.events())
    ledger.close()
    with open_ledger(ledger_path) as writer:
        review.accept(writer, row.id, reviewer="Ann")
    with open_ledger(ledger_path, readonly=True) as again:
        shelf.stamp = again.stamp()  # as it may happen to be
        shelf.doubt()
        shelf.refresh(again)
        assert (now := shelf.get(row.id)) is not None
        assert now.reviewed
