"""Pages of the whole ledger are the same whichever process makes them, and are made where that process died."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from harmledger import review
from harmledger.serve.maker import Maker
from harmledger.serve.office import Office
from harmledger.serve.options import Options
from harmledger.serve.pages import registry
from harmledger.serve.rendering import render
from harmledger.serve.texts import search_js
from harmledger.store import open_ledger


@pytest.fixture
def maker(ledger_path: Path) -> Iterator[Maker]:
    found = Maker(Options(ledger_path, generated="2031-01-01"))
    yield found
    found.stop()


def test_the_other_process_makes_the_same_pages_and_outlives_a_wrong_key(ledger_path: Path, maker: Maker) -> None:
    desk = Office(Options(ledger_path, generated="2031-01-01")).desk()
    pages = [registry()["totals"], registry()["place"]]
    for page in pages:
        key = next(iter(page.keys(desk)))
        assert maker.make(page.name, key) == render(page, desk, key)
    assert maker.make("place", "no-such-place") is None
    assert maker.make("analysis", "services", ".csv")


def test_where_the_process_died_the_next_call_begins_another(maker: Maker) -> None:
    assert maker.make("totals", "")
    for child in multiprocessing.active_children():
        child.kill()
        child.join()
    assert maker.make("totals", "") is None
    assert maker.make("totals", "")


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere the process is begun when it is first asked"
)
def test_a_process_that_shares_the_ledger_takes_in_what_is_written_later(ledger_path: Path) -> None:
    office = Office(Options(ledger_path, generated="2031-01-01"))
    maker = Maker(office.options, lag=0.0)
    with office.released():
        maker.start(office)
    try:
        incident = next(iter(office.desk().shelf.events()))
        before = maker.make("places"), maker.make("data/search.js")
        assert before == (render(registry()["places"], office.desk(), ""), search_js(office.desk()))
        with open_ledger(ledger_path) as ledger:
            review.reject(ledger, incident.id, reviewer="Ann", reason="a test")
        assert office.desk().shelf.get(incident.id) is None
        after = maker.make("data/search.js")
        assert after == search_js(office.desk()) != before[1]
    finally:
        maker.stop()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only there a process tells what it has open")
def test_no_ledger_is_open_where_a_process_is_forked(ledger_path: Path) -> None:
    def opened() -> list[str]:
        links = [str(fd.readlink()) for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink()]
        return [name for name in links if name.startswith(str(ledger_path))]

    office = Office(Options(ledger_path))
    incident = next(office.desk().shelf.events())
    assert opened()
    with office.released():
        assert not opened()
        with open_ledger(ledger_path) as ledger:
            review.reject(ledger, incident.id, reviewer="Ann", reason="a test")
    assert office.desk().shelf.get(incident.id) is None
