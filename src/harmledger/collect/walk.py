"""From what the user named to single inputs: folders in sorted order, files by kind, and standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from harmledger.collect import docx, eml, feeds, html, packed, pdf, sidecar, sniff, tables, text, warc
from harmledger.collect.items import Item, Reader
from harmledger.collect.raw import CollectOptions, Given, Raw, failure
from harmledger.errors import EmptyInput, InputError, UnreadableInput
from harmledger.records import Failure

READERS: dict[str, Reader] = {
    "txt": text.read_text,
    "md": text.read_markdown,
    "html": html.read_html,
    "pdf": pdf.read_pdf,
    "docx": docx.read_docx,
    "eml": eml.read_mail,
    "json": tables.read_json,
    "jsonl": tables.read_jsonl,
    "csv": tables.read_csv,
    "parquet": tables.read_parquet,
    "warc": warc.read_warc,
    "feed": feeds.read_feed,
}


def collect(paths: Sequence[str], options: CollectOptions | None = None) -> Iterator[Raw | Failure]:
    """Every report in files, folders, archives and standard input ("-"), in order, each failure beside the others.

    Raises nothing for bad input: what cannot be read comes as a `Failure` and the rest goes on.
    """
    options = options or CollectOptions()
    for named in paths:
        if named == "-":
            yield from _standard_input(options)
        elif Path(named).is_dir():
            yield from _folder(Path(named), Path(named).resolve().name, options, options.given)
        else:
            yield from _file(Path(named), Path(named).name, options, options.given)


def read_item(item: Item) -> Iterator[Raw | Failure]:
    """The reports of one input of any kind; what goes wrong ends this input and comes as its last record."""
    try:
        head, item = item.head()
        if not head:
            raise EmptyInput("is empty", remedy="Remove it, or fetch the report again.")
        if refused := sniff.foreign(head, item.name):
            raise UnreadableInput(refused[0], remedy=refused[1])
        kind = sniff.by_name(item.name) or sniff.by_content(head)
        if kind in packed.OPENERS:
            yield from packed.read_packed(item, kind, read_item)
        elif kind:
            yield from READERS[kind](item)
        else:
            raise UnreadableInput(
                "is binary data of a kind that is not read here", remedy="Convert it to text or HTML."
            )
    except InputError as error:
        if item.depth and item.budget and item.budget.burst:
            raise  # a bomb ends the outermost archive, told once
        yield failure(error, item.path, item.name)
    except OSError as error:
        wrapped = UnreadableInput(f"cannot be read ({error.strerror or error})", remedy="Check the file and the disk.")
        yield failure(wrapped, item.path, item.name)
    except packed.BROKEN:
        raise  # the stream around this input is damaged: told by the archive
    except Exception as error:  # a parser met what it was not written for: this input's failure, not the run's
        yield failure(UnreadableInput(f"cannot be read ({type(error).__name__}: {error})"), item.path, item.name)


def _folder(folder: Path, shown: str, options: CollectOptions, given: Given) -> Iterator[Raw | Failure]:
    try:
        given = sidecar.of_folder(folder).over(given)
    except InputError as error:
        yield failure(error, f"{shown}/{error.subject}", error.subject)
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield failure(UnreadableInput(f"cannot be listed ({error.strerror})"), shown, folder.name)
        return
    for entry in entries:
        if entry.name.startswith(".") or sidecar.is_sidecar(entry.name):
            continue
        if entry.is_dir():
            if not entry.is_symlink():  # a link may lead back up: endless
                yield from _folder(entry, f"{shown}/{entry.name}", options, given)
        else:
            yield from _file(entry, f"{shown}/{entry.name}", options, given)


def _file(path: Path, shown: str, options: CollectOptions, given: Given) -> Iterator[Raw | Failure]:
    try:
        if not path.is_file():
            what = "is no regular file" if path.exists() else "does not exist"
            raise UnreadableInput(what, remedy="Check the name.")
        given = sidecar.beside(path).over(given)
        with path.open("rb") as stream:
            size = path.stat().st_size
            yield from read_item(Item(shown, path.name, stream, options, given, size=size))
    except InputError as error:
        yield failure(error, shown, path.name)
    except OSError as error:
        yield failure(UnreadableInput(f"cannot be read ({error.strerror or error})"), shown, path.name)


def _standard_input(options: CollectOptions) -> Iterator[Raw | Failure]:
    stream: BinaryIO = sys.stdin.buffer
    yield from read_item(Item("stdin", "stdin", stream, options, options.given))
