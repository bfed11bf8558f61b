"""`read` and `open`: both give a `Result`, a view of one ledger as records and tables."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self

from harmledger.errors import UsageError
from harmledger.records import Claim, Failure, Incident, Report

if TYPE_CHECKING:
    import pyarrow

    from harmledger.api.analysed import Analysed
    from harmledger.engine import Summary
    from harmledger.engine.since import Since
    from harmledger.history import Change
    from harmledger.link.explain import Explanation
    from harmledger.publish import Exported, Imprint
    from harmledger.second import Comparison, SecondReader
    from harmledger.store import Filter, Ledger, SecondReading, TollRow

StrPath = str | os.PathLike[str]
TableName = Literal["claims", "incidents", "casualties", "tolls", "reports"]


class Result:
    """What a ledger holds: records as tuples, read when first asked for, and Arrow tables made from them.

    Also a context manager that closes the ledger at its end.
    """

    def __init__(self, ledger: Ledger, summary: Summary | None = None, close: Callable[[], None] | None = None) -> None:
        self._ledger = ledger
        self._close = close or ledger.close
        self.summary = summary

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """All reports, by document."""
        return tuple(self._ledger.reports())

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, by report and place in it, of every modality: look at `claim.modality`."""
        return tuple(self._ledger.claims())

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """All incidents and, with kind "toll", the chains of running totals, by date."""
        return tuple(self._ledger.incidents())

    @cached_property
    def tolls(self) -> tuple[TollRow, ...]:
        """The running totals as single claims give them, as `harmledger tolls` lists them: never add them up."""
        from harmledger.store import Filter

        return tuple(row for row in self._ledger.tolls(Filter(modalities=("actual",))) if row.level == "claim")

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """The inputs that could not be read or coded, each with its reason."""
        return tuple(self._ledger.failures())

    @cached_property
    def second_readings(self) -> tuple[SecondReading, ...]:
        """What a second reader made of the reports, by document; empty where none was asked."""
        return tuple(self._ledger.second_readings())

    @cached_property
    def disagreements(self) -> tuple[Comparison, ...]:
        """Where a second reading and the claims differ: values of one claim, and claims that only one reader has."""
        from harmledger.second import disagreements

        return tuple(disagreements(self._ledger))

    def find(self, what: Literal["reports", "claims", "incidents"], which: Filter) -> tuple[Any, ...]:
        """The records of one kind that a `harmledger.store.Filter` gives."""
        return tuple(getattr(self._ledger, what)(which))

    def table(self, name: TableName) -> pyarrow.Table:
        """One row a claim, incident, casualty figure, running total or report, as an Arrow table with typed columns.

        `.to_pandas()` and `polars.from_arrow()` take it as it is. Dates are days, `lat` and `lon` degrees (WGS 84).
        """
        from harmledger.api import tables

        if name not in tables.MAKERS:
            raise UsageError(
                f"there is no table “{name}”", subject="table", remedy=f"Choose from: {', '.join(tables.MAKERS)}."
            )
        return tables.MAKERS[name](getattr(self, "claims" if name == "casualties" else name))

    def analyse(self, name: str, which: Filter | None = None, **options: object) -> Analysed:
        """The rows of an analysis (`harmledger analyse` lists them) over what a `harmledger.store.Filter` gives."""
        from harmledger.analyse import analyse
        from harmledger.api.analysed import Analysed
        from harmledger.store import ALL

        return Analysed(analyse(name, self._ledger, which or ALL, **options), self._ledger)

    def export(
        self,
        format: str,
        out: StrPath,
        which: Filter | None = None,
        *,
        audience: Literal["public", "internal"] | None = None,
        imprint: Imprint | None = None,
    ) -> tuple[Exported, ...]:
        """Write a file or folder in one of the formats of `harmledger export`; gives the files and numbers of records.

        `audience`: "public" passes the privacy policy, "internal" does not; by default the format's own. `imprint`: a
        `harmledger.publish.Imprint` with title, licence, citation and contact.
        """
        from harmledger import publish
        from harmledger.store import ALL

        words = imprint or publish.Imprint()
        return publish.export(self._ledger, format, out, which or ALL, audience=audience, imprint=words)

    def changes(self, since: Since, which: Filter | None = None) -> tuple[Change, ...]:
        """What is different now, most grave first, since a day, a run's number, "last" or an earlier ledger's file.

        What that run changed is told too. `which`: only of incidents that fit this filter.
        """
        from harmledger.engine.since import changed
        from harmledger.store import ALL

        return changed(self._ledger, since, which or ALL).changes

    def explain(self, a: str, b: str) -> Explanation:
        """Why two claims, given by their ids, are taken for one event or for two: reasons, probability, joins."""
        from harmledger.engine.explaining import explained

        return explained(self._ledger, a, b)

    def close(self) -> None:
        """Let go of the ledger; records that were read stay usable."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = self._ledger.counts()
        return f"<harmledger.Result {self._ledger.name}: {counts.reports} reports, {counts.claims} claims>"


def read(paths: StrPath | Sequence[StrPath], ledger: StrPath | None = None, **options: Any) -> Result:
    """Read reports (files, folders, tables, archives) and give what was found.

    `ledger`: the file to keep it in, made or added to; without it nothing is kept once the result is closed.
    `options`: `jobs` (processes, 0 for all cores), `limit`, `batch`, and what reports do not say themselves:
    `outlet`, `published`, `language`, `columns` (names of a table's columns, `{"text": "body"}`).
    `second_reader` (address of an OpenAI-compatible endpoint that you run) and `second_model` have a model read the
    reports again, beside the claims: see `result.disagreements`. Texts go to that address, which must be on this
    machine unless `second_reader_remote` is true. `second_timeout` (seconds for an answer) and `second_part`
    (characters asked about at once) fit it to a model.
    Inputs that fail do not raise: see `result.failures`. `result.summary` counts what this run did.
    """
    from harmledger import engine
    from harmledger.store import open_ledger

    chosen = _options(options)
    named = [os.fspath(p) for p in ([paths] if isinstance(paths, str | os.PathLike) else paths)]
    if ledger is not None:
        kept = open_ledger(ledger)
        return Result(kept, engine.read(named, kept, chosen))
    folder, temporary = _temporary_ledger()
    try:
        return Result(temporary, engine.read(named, temporary, chosen), lambda: _drop(temporary, folder))
    except BaseException:
        _drop(temporary, folder)
        raise


def open(path: StrPath) -> Result:
    """What a ledger file holds, opened for reading only; LedgerError where there is none."""
    from harmledger.store import open_ledger

    return Result(open_ledger(path, readonly=True))


_SECOND = {  # option of read -> field of SecondReader
    "second_reader": "url",
    "second_model": "model",
    "second_reader_remote": "remote",
    "second_timeout": "timeout",
    "second_part": "part",
}


def _options(given: dict[str, Any]) -> Any:
    from dataclasses import fields

    from harmledger.collect import CollectOptions
    from harmledger.engine import ReadOptions

    of_engine = {f.name for f in fields(ReadOptions)} - {"collect", "second"}
    of_collect = {f.name for f in fields(CollectOptions)}
    known = of_engine | of_collect | _SECOND.keys()
    unknown = sorted(set(given) - known)
    if unknown:
        raise UsageError("is no option of read", subject=unknown[0], remedy=f"Options: {', '.join(sorted(known))}.")
    collect = CollectOptions(**{k: v for k, v in given.items() if k in of_collect})
    second = _second({_SECOND[k]: v for k, v in given.items() if k in _SECOND})
    return ReadOptions(collect=collect, second=second, **{k: v for k, v in given.items() if k in of_engine})


def _second(given: dict[str, Any]) -> SecondReader | None:
    from harmledger.second import SecondReader

    if not given:
        return None
    if not given.get("url") or not given.get("model"):
        raise UsageError("needs both second_reader (its address) and second_model", subject="second reader")
    return SecondReader(**given)


def _temporary_ledger() -> tuple[Any, Ledger]:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from harmledger.store import open_ledger

    folder = TemporaryDirectory(prefix="harmledger-")
    return folder, open_ledger(Path(folder.name) / "ledger.db")


def _drop(ledger: Ledger, folder: Any) -> None:
    ledger.close()
    folder.cleanup()
