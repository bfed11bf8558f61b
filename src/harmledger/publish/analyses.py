"""The tables of the analyses as export tables and JSON Lines, made from the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, BinaryIO

from harmledger.analyse import Analysis, Row, analyse, registry
from harmledger.publish.columns import Column, Table
from harmledger.publish.output import line
from harmledger.store import ALL, Filter, Readable

PREFIX = "analysis-"
_TYPES = {"strings": "string"}  # a list is one cell, joined


def tables() -> list[Table[Any]]:
    """One flat table an analysis, with its default options; rows have no key of their own."""
    return [_table(analysis) for analysis in registry().values()]


def _table(analysis: Analysis) -> Table[Any]:
    def rows(ledger: Readable, which: Filter) -> Iterator[Row]:
        return iter(analyse(analysis.name, ledger, which).rows)

    columns = tuple(Column(c.name, _TYPES.get(c.kind, c.kind), c.about, attrgetter(c.name)) for c in analysis.columns)
    return Table(f"{PREFIX}{analysis.name}", analysis.about, columns, rows, keyed=False)


def writer(analysis: Analysis) -> Callable[[Readable, BinaryIO, Filter], int]:
    """What writes an analysis as JSON Lines, one row a line."""

    def write(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
        found = analyse(analysis.name, ledger, which)
        for row in found.rows:
            stream.write(line(row.to_json()))
        return len(found.rows)

    return write
