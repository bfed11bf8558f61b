"""What an analysis is: a name, a meaning, typed columns, options, and a pure function from records to rows."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from harmledger.analyse.material import Material
from harmledger.errors import UsageError
from harmledger.records import Record

ColumnKind = Literal["string", "integer", "number", "boolean", "date", "strings"]
Options = Mapping[str, Any]

_KINDS: dict[Any, ColumnKind] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    dt.date: "date",
    tuple[str, ...]: "strings",
}


class Row(Record):
    """Base of the rows of an analysis: a frozen dataclass of flat fields, with `claims: tuple[str, ...]` among them.

    Each field is `name: Annotated[type, "what it means"]`; types are str, int, float, bool, date, any of them or None,
    and tuple[str, ...]. The columns of every table and export are made from these.
    """

    __slots__ = ()

    if typing.TYPE_CHECKING:

        @property
        def claims(self) -> tuple[str, ...]:
            """The ids of the claims behind the row."""
            ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an analysis: its name, its type, whether it may be empty, and what it means."""

    name: str
    kind: ColumnKind
    empty: bool
    about: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that an analysis leaves to the user: a number where the default is one, else one of `choices`."""

    name: str
    about: str
    default: str | int
    choices: tuple[str, ...] = ()

    def read(self, value: object) -> str | int:
        """The value as the analysis takes it; UsageError where it is none."""
        if isinstance(self.default, int):
            if isinstance(value, int | str) and str(value).isdigit() and int(value) > 0:
                return int(value)
            raise UsageError(f"“{value}” is no number above 0", subject=self.name)
        if self.choices and value not in self.choices:
            remedy = f"Choose from: {', '.join(c for c in self.choices if c)}."
            raise UsageError(f"there is no “{value}”", subject=self.name, remedy=remedy)
        return str(value)


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis. `rows` is pure: equal records give equal rows, whatever their order."""

    name: str
    about: str  # one sentence
    row: type[Row]
    rows: Callable[[Material, Options], Iterable[Row]]
    options: tuple[Option, ...] = ()
    shown: tuple[str, ...] = ()  # columns of the table that a person sees; all where empty
    summary: Callable[[Sequence[Any]], Iterator[str]] | None = None  # lines for a person, in place of that table
    day: str = ""  # column with the row's day: a filter's range of days is asked of it too, where it holds one
    note: str = ""  # what a reader of the numbers has to know

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, from the row's fields."""
        row: Any = self.row  # mypy takes the class's own __hash__ for that of its instances
        return _columns(row)

    def chosen(self, given: Mapping[str, object]) -> Options:
        """All options with their values, defaults where none is given; UsageError for one that there is not."""
        known = {o.name: o for o in self.options}
        for name in given:
            if name not in known:
                remedy = f"Options: {', '.join(known)}." if known else "It has none."
                raise UsageError(f"is no option of the analysis {self.name}", subject=name, remedy=remedy)
        return {name: option.read(given.get(name, option.default)) for name, option in known.items()}


@dataclass(frozen=True, slots=True)
class Findings:
    """The rows that an analysis gave; `total` counts those that a limit left out too."""

    analysis: Analysis
    rows: tuple[Row, ...]
    total: int

    def claims(self) -> tuple[str, ...]:
        """The ids of all claims behind the rows, each once."""
        return tuple(dict.fromkeys(claim for row in self.rows for claim in row.claims))


@cache
def _columns(row: Any) -> tuple[Column, ...]:
    hints = typing.get_type_hints(row, include_extras=True)
    return tuple(_column(f.name, hints[f.name]) for f in dataclasses.fields(row))


def _column(name: str, hint: Any) -> Column:
    value, about = typing.get_args(hint)[:2]
    empty = typing.get_origin(value) in (typing.Union, types.UnionType)
    if empty:
        (value,) = (a for a in typing.get_args(value) if a is not type(None))
    return Column(name, _KINDS[value], empty, str(about))
