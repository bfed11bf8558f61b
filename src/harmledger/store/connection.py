"""A connection to a ledger file: opened, brought up to date, one transaction a call, closed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from harmledger.errors import LedgerError
from harmledger.store import custody, schema
from harmledger.store.guard import damaged, guarded, refused

CACHE_KIB = 32_768  # of the writer: indices of a large ledger stay in memory
BUSY_MS = 30_000  # how long a writer waits for another writer


class Connection:
    """An open ledger file: its state, transactions and single answers."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
        """Take over an open connection to a ledger, or to an empty file, which becomes one."""
        self._db = connection
        self._path = path
        self._readonly = readonly
        version = schema.version_of(connection, path)
        if readonly and version == 0:
            raise damaged(path, "it is empty")
        if schema.check_version(version, path):
            self._migrate()

    @property
    def name(self) -> str:
        """The path of the file."""
        return str(self._path)

    def _migrate(self) -> None:
        if self._readonly:  # an older file: bring it up to date with a connection that may write, then read on
            _connect_and_migrate(self._path)
            return
        with _bringing_up_to_date(self._path):
            self._db.execute("PRAGMA journal_mode = WAL")
            before, after = schema.migrate(self._db, self._path)
        if before != after:
            with self._transaction():
                custody.append(self._db, "migrate" if before else "create", "", {"from": before, "to": after})

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: whatever interrupts the block, Ctrl-C included, leaves the ledger as it was before it."""
        with guarded(self._path):
            if self._readonly:
                raise LedgerError("was opened for reading only", subject=self.name)
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                raise

    def __del__(self) -> None:
        if (db := getattr(self, "_db", None)) is not None:
            with suppress(sqlite3.ProgrammingError):  # let go of in another thread, even where it was closed before
                db.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _one(self, sql: str, *values: object) -> Any:
        with guarded(self._path):
            return self._db.execute(sql, values).fetchone()

    def _rows(self, sql: str, values: Sequence[object]) -> Iterator[Any]:
        with guarded(self._path):
            yield from self._db.execute(sql, values)


def connect(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """To read and write; `any_thread`: threads may take turns with it."""
    own = not any_thread
    connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=own)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # In WAL mode NORMAL keeps the file whole at a kill or power cut; a power cut may take back a few reports.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_readonly(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """To read only, also from a folder that cannot be written; `any_thread`: threads may take turns with it."""
    own = not any_thread
    address = path.absolute().as_uri()
    connection = sqlite3.connect(
        f"{address}?mode=ro", timeout=BUSY_MS / 1000, isolation_level=None, uri=True, check_same_thread=own
    )
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError as error:
        # A folder that cannot be written, as on a disc: without a log beside it the file is whole and will not change.
        connection.close()
        if not refused(error) or path.with_name(path.name + "-wal").exists():
            raise
        connection = sqlite3.connect(f"{address}?immutable=1", isolation_level=None, uri=True, check_same_thread=own)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_and_migrate(path: Path) -> None:
    with _bringing_up_to_date(path), closing(connect(path)) as connection:
        Connection(connection, path, readonly=False)


@contextmanager
def _bringing_up_to_date(path: Path) -> Iterator[None]:
    """Inside, LedgerError with what to do where the file or its folder cannot be written."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if not refused(error):
            raise
        raise LedgerError(
            "was written by an older harmledger and must be brought up to date, but it or its folder cannot be written",
            subject=str(path),
            remedy="Copy the file to a folder that you may write to, and open the copy.",
        ) from error
