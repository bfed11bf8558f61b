"""A ledger that one thread opened may be forgotten by another."""

from __future__ import annotations

import gc
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from harmledger.store import open_ledger


@pytest.mark.parametrize("closed", [True, False])
def test_a_ledger_is_let_go_of_by_another_thread_without_a_complaint(
    closed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    held = []

    def opened() -> None:
        ledger = open_ledger(tmp_path / "war.db")
        if closed:
            ledger.close()
        held.append(ledger)

    thread = threading.Thread(target=opened)
    thread.start()
    thread.join()
    held.clear()
    gc.collect()
    assert not complaints
