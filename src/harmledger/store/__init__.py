"""The ledger: where reports, claims and incidents are kept."""

from __future__ import annotations

import os
from pathlib import Path

from harmledger.store.interface import (
    ALL,
    RULE,
    STATUSES,
    Counts,
    CustodyEntry,
    Filter,
    Ledger,
    Readable,
    SecondFailure,
    SecondReading,
    Sighting,
    TollRow,
)
from harmledger.store.link_index import Stale
from harmledger.store.sqlite import open_sqlite

__all__ = [
    "ALL",
    "RULE",
    "STATUSES",
    "Counts",
    "CustodyEntry",
    "Filter",
    "Ledger",
    "Readable",
    "SecondFailure",
    "SecondReading",
    "Sighting",
    "Stale",
    "TollRow",
    "open_ledger",
]


def open_ledger(
    path: str | os.PathLike[str], *, readonly: bool = False, create: bool = True, any_thread: bool = False
) -> Ledger:
    """The ledger in this file, made where there is none (unless `readonly`, or not `create`).

    `readonly` reads while another process writes and changes nothing. `any_thread`: threads may take turns with it,
    which is for the caller to see to. LedgerError where the file cannot be opened,
    LedgerVersionError where a newer harmledger wrote it, LedgerDamaged where it is no ledger or broken.
    """
    return open_sqlite(Path(path), readonly=readonly, create=create, any_thread=any_thread)
