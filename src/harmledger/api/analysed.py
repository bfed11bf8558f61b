"""What `Result.analyse` gives: rows, an Arrow table of them, and the words behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, overload

from harmledger.analyse import Behind, Findings, Row, behind

if TYPE_CHECKING:
    import pyarrow

    from harmledger.store import Ledger


class Analysed(Sequence[Row]):
    """The rows of one analysis, each a frozen record with the ids of the claims behind it in `claims`."""

    def __init__(self, found: Findings, ledger: Ledger) -> None:
        self.found = found
        self._ledger = ledger

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self.found.rows[index]

    def __len__(self) -> int:
        return len(self.found.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.found.rows)

    def table(self) -> pyarrow.Table:
        """One row a row, as an Arrow table with typed columns."""
        from harmledger.api import tables

        return tables.findings(self.found)

    def quotes(self) -> Mapping[str, Behind]:
        """Claim id -> the words behind it, who says so and when, for all claims of the rows."""
        return behind(self._ledger, self.found.claims())

    def __repr__(self) -> str:
        return f"<harmledger analysis {self.found.analysis.name}: {len(self)} rows>"
