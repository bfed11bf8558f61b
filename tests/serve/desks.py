"""Desks over ledgers for tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import harmledger
from harmledger.publish.imprint import NONE
from harmledger.serve.desk import Desk
from harmledger.serve.pages import registry
from harmledger.serve.rendering import render
from harmledger.serve.shelf import Shelf
from harmledger.store import open_ledger


@contextmanager
def desk_over(path: Path) -> Iterator[Desk]:
    """A desk over a stored ledger, as a server's thread has it."""
    with open_ledger(path, readonly=True) as ledger:
        yield Desk(ledger, Shelf(ledger), NONE, generated="2026-01-02")


def ledger_of(folder: Path, **texts: str) -> Path:
    """A ledger of reports that are given as name=text."""
    reports = folder / "reports"
    reports.mkdir()
    for name, text in texts.items():
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / "own.db"
    harmledger.read([reports], ledger=path).close()
    return path


def html(desk: Desk, name: str, key: str = "") -> str:
    """A page as it is sent."""
    return render(registry()[name], desk, key).decode()
