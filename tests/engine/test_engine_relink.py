"""Bringing incidents up to date: beside other programs that do the same, and after a change of weights."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[1] / "review"))

from review_samples import groups, make

from harmledger import codebook, review
from harmledger.engine import relink
from harmledger.link import settings as linking
from harmledger.link.constraints import Decided
from harmledger.store import Ledger, Stale, open_ledger

STEPS = sys.modules["harmledger.engine.relink"]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with make(tmp_path / "war.db") as made:
        yield made


def once(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen once, just before the first lot is linked."""
    real, done = STEPS.link_lot, []

    def link_lot(*given: Any) -> Any:
        if not done:
            done.append(True)
            act()
        return real(*given)

    monkeypatch.setattr(STEPS, "link_lot", link_lot)


def test_a_decision_stored_by_another_program_while_a_lot_is_linked(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(Path(ledger.name)) as other:

        def decide() -> None:
            draft = review.Author(other, "Ada", "same").join(["c-one1", "c-three1"])
            other.decide([draft.decision], draft.seen)
            STEPS._begin(other, STEPS.rule_of(other))  # and is about to link by it

        ledger.forget_links({"made by": "other weights"})
        once(monkeypatch, decide)
        relink(ledger)
    assert frozenset({"one", "two", "three"}) in groups(ledger)
    assert not ledger.needs_link()
    assert ledger.check() == []


def test_a_run_that_is_killed_after_it_forgot_goes_on(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    before, read = groups(ledger), ledger.links().waiting()
    assert not read

    def killed() -> None:
        raise KeyboardInterrupt

    ledger.forget_links({"made by": "other weights"})
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        once(patched, killed)
        relink(ledger)
    assert ledger.needs_link()
    relink(ledger)
    assert groups(ledger) == before and not ledger.needs_link()


def test_what_was_read_before_the_index_was_forgotten_is_not_written(ledger: Ledger) -> None:
    reports = ledger.links().reports(["r-one", "r-two"])
    ledger.forget_links({}, [seq for seq, _ in reports.values()])
    found = STEPS.link_lot(ledger.links(), ledger.links().waiting(), Decided(), "most_direct")
    count = ledger.links().generation()
    ledger.forget_links({})
    ledger.replace_incidents([])
    assert ledger.links().generation() > count, "it never goes back"
    with pytest.raises(Stale):
        ledger.update_incidents(found.before, found.after, found.settled([i.id for i in found.after]))


def test_a_ledger_that_was_linked_by_other_weights_or_none_is_linked_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = groups(ledger)
    assert not ledger.needs_link()
    with monkeypatch.context() as patched:
        patched.setattr(linking, "VERSION", "link/0")
        assert ledger.needs_link()
        relink(ledger)
        assert not ledger.needs_link() and groups(ledger) == before
    assert ledger.needs_link(), "another version made it"
    relink(ledger)
    with monkeypatch.context() as patched:
        patched.setattr(codebook, "version", lambda name: f"{name}/edited")
        assert ledger.needs_link(), "made by other weights"
    assert not ledger.needs_link()


def test_a_ledger_of_a_version_without_an_index_is_linked(tmp_path: Path) -> None:
    with make(tmp_path / "old.db") as ledger:
        groups_before = groups(ledger)
    with closing(sqlite3.connect(tmp_path / "old.db")) as db:
        for table in ("state", "account", "row", "edge", "total"):
            db.execute(f"DELETE FROM link_{table}")
        db.execute("INSERT INTO link_waiting SELECT seq, 0 FROM report")  # as the migration leaves it
        db.commit()
    with open_ledger(tmp_path / "old.db") as ledger:
        assert ledger.needs_link()
        relink(ledger)
        assert not ledger.needs_link() and ledger.links().known(range(9)) and groups(ledger) == groups_before


def test_the_books_that_linking_follows_are_named() -> None:
    folder = Path(linking.__file__).parent
    loads = re.compile(r'codebook.load\("(\w+)"\)')
    loaded = {name for path in folder.glob("*.py") for name in loads.findall(path.read_text("utf-8"))}
    assert loaded == set(linking.BOOKS)
