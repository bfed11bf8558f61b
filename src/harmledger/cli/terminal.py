"""Tables for people, JSON and CSV for programs; messages on stderr."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TextIO

from rich.console import Console
from rich.table import Table

PIPE = 150  # columns of a table that goes into a file or a pipe, where no terminal gives a width
ROOMY = 120  # columns from which a table takes its roomy form

Form = Literal["table", "json", "csv"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and how it behaves where room is short."""

    heading: str
    justify: Literal["left", "right", "center"] = "left"
    wrap: bool = True
    most: int | None = None  # width beyond which it wraps


def out() -> Console:
    """The console for data."""
    return _console(sys.stdout)


def err() -> Console:
    """The console for messages."""
    return _console(sys.stderr)


def roomy() -> bool:
    """Whether a table on stdout has room for many columns."""
    return out().width >= ROOMY


def _console(stream: TextIO) -> Console:
    plain = not stream.isatty() and "COLUMNS" not in os.environ
    return Console(
        file=stream, width=PIPE if plain else None, highlight=False, soft_wrap=False, emoji=False, markup=False
    )


def say(message: str) -> None:
    """One message for a person, on stderr, never wrapped."""
    print(message, file=sys.stderr)


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, title: str | None = None, heading: bool = True
) -> Table:
    """A table with light rules; cells are plain text or rich Text, never markup."""
    made = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=_rules(),
        pad_edge=False,
        padding=(0, 1, 0, 0),
        show_edge=False,
        show_header=heading,
    )
    for column in columns:
        made.add_column(
            column.heading,
            justify=column.justify,
            no_wrap=not column.wrap,
            max_width=column.most,
            overflow="fold",
        )
    for row in rows:
        made.add_row(*row)
    return made


def _rules() -> Any:
    from rich import box

    return box.SIMPLE_HEAD


def print_json(value: Any) -> None:
    """Plain values as JSON on stdout, readable and the same each time."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(values: Iterable[Any]) -> None:
    """Plain values as JSON Lines on stdout."""
    for value in values:
        print(json.dumps(value, ensure_ascii=False))


def print_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Flat rows as CSV on stdout; a cell that a spreadsheet would run as a formula gets a leading apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = " ; ".join(str(v) for v in value)
    if isinstance(value, bool):
        return "true" if value else "false"  # as the exports write it
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value
