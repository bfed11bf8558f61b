"""The tables of the ledger file, and how an older file becomes a newer one: numbered SQL files, run in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from harmledger.errors import LedgerVersionError
from harmledger.store.guard import damaged

APPLICATION_ID = 0x484C4447  # "HLDG" in the file's header says that it is a ledger


@cache
def migrations() -> Mapping[int, str]:
    """Schema version -> the SQL that makes it out of the version before."""
    folder = resources.files("harmledger.store") / "migrations"
    files = sorted((p for p in folder.iterdir() if p.name.endswith(".sql")), key=lambda p: p.name)
    return {int(p.name.split("_")[0]): p.read_text(encoding="utf-8") for p in files}


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of an open file, 0 for an empty one; LedgerDamaged where it is some other database."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if mark == APPLICATION_ID:
        return version
    if version or mark or connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise damaged(path, "it is the database of another program")
    return 0


def check_version(version: int, path: Path) -> bool:
    """Whether the file needs migrations; LedgerVersionError where it is newer than this program."""
    newest = max(migrations())
    if version > newest:
        raise LedgerVersionError(
            f"was written by a newer harmledger (schema {version}, this one knows {newest})",
            subject=str(path),
            remedy="Install the newer version; the file was left as it is.",
        )
    return version < newest


def migrate(connection: sqlite3.Connection, path: Path) -> tuple[int, int]:
    """Bring the file to the newest schema in one transaction, so that a kill leaves the old one; gives (from, to)."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = version_of(connection, path)  # under the lock: another process may have done it meanwhile
        for number, sql in migrations().items():
            if number > before:
                for statement in _statements(sql):
                    connection.execute(statement)
        newest = max(migrations())
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {newest}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return before, newest


def _statements(sql: str) -> Iterator[str]:
    """The statements one by one: `executescript` would commit before it begins."""
    buffer = ""
    for line in sql.splitlines(keepends=True):
        buffer += line
        if sqlite3.complete_statement(buffer):
            yield buffer
            buffer = ""
