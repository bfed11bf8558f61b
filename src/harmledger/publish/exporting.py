"""One call for every format: to a file, a folder or standard output, each file whole or not at all."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path

from harmledger.errors import ExportError, UsageError
from harmledger.publish import datapackage
from harmledger.publish.formats import ANALYSES, EXPORTS, FOLDERS, FORMATS, TABLES
from harmledger.publish.output import written
from harmledger.records import Record
from harmledger.store import ALL, Filter, Readable


@dataclass(frozen=True, slots=True)
class Exported(Record):
    """A file that was written, and how many records it holds."""

    path: str
    records: int


def export(
    ledger: Readable, format: str, out: str | os.PathLike[str] = "-", which: Filter = ALL, *, licence: str = ""
) -> tuple[Exported, ...]:
    """Write what fits the filter in this format, one of `EXPORTS`; gives the files with their numbers of records.

    `out` is a file, "-" for standard output, or for the formats in `FOLDERS` a folder. `licence` is named in a data
    package. UsageError for a format that there is not, ExportError where a file cannot be written; none is left half.
    """
    if format not in EXPORTS:
        near = difflib.get_close_matches(format, EXPORTS, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(EXPORTS)}."
        raise UsageError("there is no format of this name", subject=format, remedy=hint)
    if format not in FOLDERS:
        with written(out) as stream:
            records = FORMATS[format].write(ledger, stream, which)
        return (Exported(os.fspath(out), records),)
    folder = _folder(format, out)
    if format == "datapackage":
        counts = datapackage.write(ledger, folder, which, licence=licence)
        return tuple(Exported(str(folder / name), number) for name, number in counts.items())
    names = [f"{name}-csv" for name in ANALYSES] if format == "analyses" else list(TABLES)
    return tuple(export(ledger, name, folder / FORMATS[name].file, which)[0] for name in names)


def _folder(format: str, out: str | os.PathLike[str]) -> Path:
    if os.fspath(out) == "-":
        one = {"csv": "claims-csv", "analyses": f"{next(iter(ANALYSES))}-csv"}.get(format, "claims")
        raise UsageError(
            "is several files, which do not fit on standard output",
            subject=format,
            remedy=f"Name a folder with --out, or take one file: --format {one}.",
        )
    folder = Path(out)
    if folder.is_file():
        raise ExportError("is a file", subject=str(folder), remedy=f"The format {format} needs a folder.")
    return folder
