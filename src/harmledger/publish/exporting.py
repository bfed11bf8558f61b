"""One call for every format: to a file, a folder or standard output, whole or not at all."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path

from harmledger.errors import UsageError
from harmledger.publish.formats import FORMATS
from harmledger.publish.output import written
from harmledger.records import Record
from harmledger.store import ALL, Filter, Ledger


@dataclass(frozen=True, slots=True)
class Exported(Record):
    """A file that was written, and how many records it holds."""

    path: str
    records: int


def export(ledger: Ledger, format: str, out: str | os.PathLike[str] = "-", which: Filter = ALL) -> tuple[Exported, ...]:
    """Write what fits the filter in this format; `out` is a file, or "-" for standard output.

    UsageError for a format that there is not, ExportError where the file cannot be written (none is left half-written).
    """
    if format not in FORMATS:
        near = difflib.get_close_matches(format, FORMATS, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(FORMATS)}."
        raise UsageError("there is no format of this name", subject=format, remedy=hint)
    with written(out) as stream:
        records = FORMATS[format].write(ledger, stream, which)
    return (Exported(str(Path(out)), records),)
