"""CSV: UTF-8, a header row, ISO dates, latitude and longitude apart, lists joined by " ; ", no formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from harmledger.publish.columns import Cell, Table
from harmledger.store import ALL, Filter, Readable

# A spreadsheet takes a cell that begins so for a formula, and may run it; wide forms are read like the plain ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_NUMBERS = re.compile(r"-?\d+(\.\d+)?(\|-?\d+(\.\d+)?)+")  # "latitude|longitude": digits alone cannot be run


def write(
    table: Table[Any], ledger: Readable, stream: BinaryIO, which: Filter = ALL, *, under: Iterable[list[str]] = ()
) -> int:
    """Write one flat table, `under` as rows under its header; gives how many rows the table has."""
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow([c.name for c in table.columns])
    out.writerows(under)
    number = 0
    for row in table.rows(ledger, which):
        out.writerow([cell(c.read(row)) for c in table.columns])
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
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBERS.fullmatch(text) else text
