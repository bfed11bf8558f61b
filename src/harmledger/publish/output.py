"""Where an export goes: a file that is there whole or not at all, or standard output."""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from harmledger.errors import ExportError

_DATABASE = b"SQLite format 3\x00"
_ID_AT = 68  # where a database file keeps its application id, four bytes
APPLICATION_ID = 0x484C6578  # "HLex": a database that an export made, which another may replace


@contextmanager
def written(out: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A stream that becomes the file `out` when the block ends well; "-" is standard output.

    An error or a kill leaves the file that was there before as it was. ExportError where it cannot be written.
    """
    if os.fspath(out) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    with said(path):
        if path.is_dir():
            raise ExportError("is a folder", subject=str(path), remedy="Name a file.")
        if _is_database(path):
            what = "is a database, perhaps the ledger itself; nothing was written over it"
            raise ExportError(what, subject=str(path), remedy="Name another file.")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with said(path):
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.chmod(0o666 & ~_umask())
            part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Inside, an error of the disk becomes an ExportError about `path`."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        what = "there is no room left on the disk; no half file was left" if full else f"cannot be written ({error})"
        remedy = "Make room and export again." if full else "Check the path and who owns its folder."
        raise ExportError(what, subject=str(path), remedy=remedy) from error


def line(data: Any) -> bytes:
    """One line of JSON with sorted keys: equal values give equal bytes."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _is_database(path: Path) -> bool:
    """Whether it is a database that no export made."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(_ID_AT + 4)
    return head.startswith(_DATABASE) and head[_ID_AT:] != APPLICATION_ID.to_bytes(4, "big")


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
