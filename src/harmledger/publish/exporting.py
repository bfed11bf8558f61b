"""One call for every format: to a file, a folder or standard output, each file whole or not at all."""

from __future__ import annotations

import difflib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from harmledger.errors import ExportError, UsageError
from harmledger.publish.edition import Audience, Edition
from harmledger.publish.folders import ABOUT, EXPORTS, FOLDERS
from harmledger.publish.formats import FORMATS
from harmledger.publish.imprint import NONE, Imprint
from harmledger.publish.output import written
from harmledger.publish.showing import Shown, show
from harmledger.records import Record
from harmledger.store import ALL, Filter, Readable

BESIDE = ".about.json"  # ends the name of the file that says what a public file without room for it is


@dataclass(frozen=True, slots=True)
class Exported(Record):
    """A file that was written, and how many records it holds."""

    path: str
    records: int


def export(
    ledger: Readable,
    format: str,
    out: str | os.PathLike[str] = "-",
    which: Filter = ALL,
    *,
    audience: Audience | None = None,
    imprint: Imprint = NONE,
) -> tuple[Exported, ...]:
    """Write what fits the filter in this format, one of `EXPORTS`; gives the files with their numbers of records.

    `out` is a file, "-" for standard output, or for the formats in `FOLDERS` a folder. `audience` "public" passes the
    privacy policy first, "internal" does not; without it the format's own (`audience_of`). `imprint` is what the
    publisher says of the data. UsageError for a format that there is not, ExportError where a file cannot be written;
    none is left half.
    """
    check(format, out)
    with show(ledger, audience or audience_of(format), imprint) as shown:
        return export_shown(shown, format, out, which)


def export_shown(
    shown: Shown, format: str, out: str | os.PathLike[str] = "-", which: Filter = ALL
) -> tuple[Exported, ...]:
    """`export` of what `show` gave, for who wants to tell what was withheld."""
    check(format, out)
    edition = shown.edition
    if format in FORMATS:
        form = FORMATS[format]
        with written(out) as stream:
            one = Exported(os.fspath(out), form.write(shown.ledger, stream, which, edition))
        beside = os.fspath(out) != "-" and edition.audience == "public" and not form.room
        return (one, _beside(f"{os.fspath(out)}{BESIDE}", edition)) if beside else (one,)
    folder = _folder(format, out)
    counts = FOLDERS[format].write(shown.ledger, folder, which, edition)
    done = tuple(Exported(str(folder / name), number) for name, number in counts.items())
    if edition.audience == "public" and not FOLDERS[format].room:
        return (*done, _beside(str(folder / ABOUT), edition))
    return done


def audience_of(format: str) -> Audience:
    """For whom a format is unless said otherwise; UsageError for a format that there is not."""
    if format in FORMATS:
        return FORMATS[format].audience
    if format in FOLDERS:
        return FOLDERS[format].audience
    near = difflib.get_close_matches(format, EXPORTS, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(EXPORTS)}."
    raise UsageError("there is no format of this name", subject=format, remedy=hint)


def check(format: str, out: str | os.PathLike[str] = "-") -> None:
    """UsageError or ExportError where there is no such format or it cannot go there: asked before the long work."""
    audience_of(format)
    if format in FOLDERS:
        _folder(format, out)


def _beside(path: str, edition: Edition) -> Exported:
    with written(path) as stream:
        stream.write(json.dumps(edition.about(), indent=1, ensure_ascii=False).encode("utf-8") + b"\n")
    return Exported(path, 1)


def _folder(format: str, out: str | os.PathLike[str]) -> Path:
    if os.fspath(out) == "-":
        raise UsageError(
            "is several files, which do not fit on standard output",
            subject=format,
            remedy=f"Name a folder with --out, or take one file: --format {FOLDERS[format].one}.",
        )
    folder = Path(out)
    if folder.is_file():
        raise ExportError("is a file", subject=str(folder), remedy=f"The format {format} needs a folder.")
    return folder
