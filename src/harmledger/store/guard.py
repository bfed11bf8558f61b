"""What SQLite complains about, said as an error of the ledger: full, damaged, busy, read-only."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harmledger.errors import LedgerDamaged, LedgerError, LedgerFull

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
_PRIMARY = 0xFF  # the low byte of an extended result code is its family
_ROOM = 1 << 20  # with less than this free, an input/output error is taken for a full disk


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Inside, errors of SQLite and of the disk become LedgerFull, LedgerDamaged or LedgerError about `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, path) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise _full(path) from error
        raise LedgerError(error.strerror or str(error), subject=str(path)) from error


def refused(error: sqlite3.Error) -> bool:
    """Whether the file or its folder may not be written."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _REFUSED


def _translated(error: sqlite3.Error, path: Path) -> LedgerError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _no_room(path)):
        return _full(path)
    if code in _DAMAGED:
        return damaged(path, str(error))
    if code in _BUSY:
        return LedgerError(
            "another program is writing to it", subject=str(path), remedy="Try again when that run has ended."
        )
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        remedy = "Check who owns the file and its folder, or copy it to a folder that you may write to."
        return LedgerError("cannot be written to", subject=str(path), remedy=remedy)
    if code == sqlite3.SQLITE_CANTOPEN:
        return LedgerError("cannot be opened", subject=str(path), remedy="Check that its folder exists and is yours.")
    return LedgerError(f"the database says: {error}", subject=str(path))


def damaged(path: Path, why: str) -> LedgerDamaged:
    """The error for a file that is no ledger, or one that is broken."""
    return LedgerDamaged(
        f"is not a ledger, or it is damaged ({why})",
        subject=str(path),
        remedy="Name another file, restore a copy, or read the reports again into a new ledger.",
    )


def _full(path: Path) -> LedgerFull:
    return LedgerFull(
        "there is no room left on the disk; everything stored before is safe",
        subject=str(path),
        remedy="Make room and run the same command again: it goes on where it stopped.",
    )


def _no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(os.fspath(path.parent)).free < _ROOM
    except OSError:
        return False
