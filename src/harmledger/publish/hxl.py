"""HXL-tagged CSV: a row of hashtags under the header, so that humanitarian tools know what each column is.

Tags are data (`hxl` in `codebook/data/crosswalks.yaml`). By the schema that ships with libhxl
`#date` columns hold dates and `#affected` columns numbers, so precision stands under another tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from harmledger import codebook
from harmledger.publish import csv_tables
from harmledger.publish.accounts import Told, told
from harmledger.publish.columns import Column, Table
from harmledger.publish.incident_table import INCIDENT_COLUMNS
from harmledger.store import ALL, Filter, Readable

_OWN: tuple[Column[Told], ...] = (
    Column("sources", "string", "outlets of all reports, or file names", lambda r: r.sources),
)


def table() -> Table[Any]:
    """The columns that have a tag, in the order of the tags."""
    columns: dict[str, Column[Any]] = dict(_named(INCIDENT_COLUMNS)) | dict(_named(_OWN))
    return Table("hxl", "incidents with HXL tags", tuple(columns[name] for name in tags()), told)


def _named(columns: Iterable[Column[Any]]) -> Iterator[tuple[str, Column[Any]]]:
    return ((column.name, column) for column in columns)


def tags() -> dict[str, str]:
    """Column -> its hashtag with attributes."""
    return dict(codebook.load("crosswalks")["hxl"]["incidents"])


def write(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the incidents with a row of HXL tags under the header; gives how many rows.

    Events only, unless the filter names kinds: HXL has no tag that would keep running totals from being added up.
    """
    return csv_tables.write(table(), ledger, stream, which, under=[list(tags().values())])
