"""The formats that are several files in one folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from harmledger.publish import bayanat, datapackage, datasette, timemap, uwazi
from harmledger.publish.edition import INTERNAL, Audience, Edition
from harmledger.publish.formats import ANALYSES, FORMATS, TABLES
from harmledger.publish.output import written
from harmledger.store import ALL, Filter, Readable

ABOUT = "about.json"


@dataclass(frozen=True, slots=True)
class Folder:
    """Files that belong together: `writer` puts them into a folder and gives file name -> number of records."""

    name: str
    about: str
    one: str  # a format of one file, for who wants standard output
    writer: Callable[[Readable, Path, Filter, Edition], dict[str, int]]
    audience: Audience = "internal"  # whom it is for unless said otherwise
    room: bool = True  # whether one of the files says what they are

    def write(self, ledger: Readable, folder: Path, which: Filter = ALL, edition: Edition = INTERNAL) -> dict[str, int]:
        """Write the files that belong to it; gives file name -> number of records."""
        return self.writer(ledger, folder, which, edition)


def _files(names: Iterable[str]) -> Callable[[Readable, Path, Filter, Edition], dict[str, int]]:
    forms = [FORMATS[name] for name in names]

    def write(ledger: Readable, folder: Path, which: Filter, edition: Edition) -> dict[str, int]:
        counts: dict[str, int] = {}
        for form in forms:
            with written(folder / form.file) as stream:
                counts[form.file] = form.write(ledger, stream, which, edition)
        return counts

    return write


_ANALYSED = [f"{name}-csv" for name in ANALYSES]
_ALL = (
    Folder(
        "csv",
        "claims, incidents, casualties and sources as four CSV files in a folder",
        "claims-csv",
        _files(TABLES),
        room=False,
    ),
    Folder("analyses", "every analysis as a CSV file in a folder", _ANALYSED[0], _files(_ANALYSED), room=False),
    Folder(
        "datapackage",
        "a folder with everything but the reports' texts, and datapackage.json with schemas and hashes",
        "claims",
        datapackage.write,
        "public",
    ),
    Folder("timemap", "a folder with the JSON files that TimeMap fetches", "geojson", timemap.write, "public"),
    Folder(
        "datasette",
        "a folder with a SQLite database and what explains it to Datasette",
        "incidents-csv",
        datasette.write,
        "public",
    ),
    Folder("uwazi", "a folder with CSV files and templates for Uwazi", "incidents-csv", uwazi.write, "public"),
    Folder("bayanat", "a folder with CSV files for Bayanat's import", "incidents-csv", bayanat.write, "public"),
)


def _exchange(ledger: Readable, folder: Path, which: Filter, edition: Edition) -> dict[str, int]:
    """Every format that is made to be given away, the folders each in its own, and a file that says what they are."""
    counts: dict[str, int] = {}
    for form in (f for f in FORMATS.values() if f.audience == "public"):
        with written(folder / form.file) as stream:
            counts[form.file] = form.write(ledger, stream, which, edition)
    for own in (f for f in _ALL if f.audience == "public"):
        made = own.write(ledger, folder / own.name, which, edition)
        counts |= {f"{own.name}/{name}": number for name, number in made.items()}
    with written(folder / ABOUT) as stream:
        stream.write(json.dumps(edition.about(), indent=1, ensure_ascii=False).encode("utf-8") + b"\n")
    return {**counts, ABOUT: 1}


EXCHANGE = Folder("exchange", "all formats that are made to be given away, in one folder", "hxl", _exchange, "public")
FOLDERS = {f.name: f for f in (*_ALL, EXCHANGE)}
# name -> what it is, for a person
EXPORTS = {**{f.name: f.about for f in FORMATS.values()}, **{f.name: f.about for f in FOLDERS.values()}}
