"""CSV: UTF-8, a header row, ISO dates, latitude and longitude apart, lists joined by " ; ", no formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO

from harmledger import codebook
from harmledger.publish.columns import Cell, Table
from harmledger.publish.incident_table import INCIDENTS
from harmledger.store import ALL, Filter, Readable

# A spreadsheet takes a cell that begins so for a formula, and may run it; wide forms are read like the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(table: Table[Any], ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write one flat table; gives how many rows."""
    return _write(table, ledger, stream, which, [c.name for c in table.columns], [])


def write_hxl(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the incidents with a row of HXL tags under the header; gives how many rows.

    Events only, unless the filter names kinds: HXL has no tag that would keep running totals from being added up.
    """
    which = which if which.kinds else replace(which, kinds=("event",))
    tags: dict[str, str] = codebook.load("crosswalks")["hxl"]["incidents"]
    return _write(INCIDENTS, ledger, stream, which, list(tags), [list(tags.values())])


def _write(
    table: Table[Any], ledger: Readable, stream: BinaryIO, which: Filter, names: list[str], under: list[list[str]]
) -> int:
    columns = {c.name: c for c in table.columns}
    reads: list[Callable[[Any], Cell]] = [columns[name].read for name in names]
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(names)
    out.writerows(under)
    number = 0
    for row in table.rows(ledger, which):
        out.writerow([cell(read(row)) for read in reads])
        number += 1
    text.flush()
    text.detach()  # the stream is the caller's to close
    return number


def cell(value: Cell) -> str:
    """One cell: numbers and dates as they are, text such that no spreadsheet takes it for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    text = value if isinstance(value, str) else " ; ".join(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
