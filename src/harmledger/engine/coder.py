"""One batch of cleaned reports to claims, with every failure kept beside the report that it stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from harmledger.errors import ExtractionError, HarmledgerError
from harmledger.home import gazetteer_folder
from harmledger.records import Claim, Failure, Report
from harmledger.store import Sighting

if TYPE_CHECKING:
    from harmledger.extract.sentences import Parsed
    from harmledger.gazetteer import Gazetteer
    from harmledger.resolve import Resolver

Other = Failure | Sighting


@dataclass(frozen=True, slots=True)
class Coded:
    """A report and what it claims, or why it could not be coded."""

    report: Report
    claims: tuple[Claim, ...] = ()
    failure: Failure | None = None


@cache
def _tools() -> tuple[Gazetteer, Resolver]:
    """The gazetteer with the user's additions and the resolver over it, opened once a process."""
    from harmledger.gazetteer import Gazetteer
    from harmledger.resolve import Resolver

    gazetteer = Gazetteer(gazetteer_folder())
    return gazetteer, Resolver(gazetteer)


def versions() -> Mapping[str, str]:
    """Component -> version of the present reader, as its claims bear it."""
    return _tools()[1].versions


def warm_up() -> None:
    """Load the language model, so that processes forked afterwards share it."""
    from harmledger.extract.sentences import language_model

    language_model()


def code(batch: Sequence[Report | Other]) -> list[Coded | Other]:
    """The claims of each report, in order; what is no report passes through.

    One report's failure leaves the others of its batch whole.
    """
    from harmledger.extract.sentences import parse

    reports = [item for item in batch if isinstance(item, Report)]
    try:
        parsed = iter(list(parse(reports, batch=max(1, len(reports)))))
    except Exception as error:
        if len(batch) == 1:
            return [Coded(reports[0], failure=failure(reports[0].source_path, reports[0].document, error))]
        return [outcome for item in batch for outcome in code([item])]
    return [_code_one(next(parsed)) if isinstance(item, Report) else item for item in batch]


def _code_one(parsed: Parsed) -> Coded:
    from harmledger.extract.claims import extract

    report = parsed.report
    try:
        gazetteer, resolver = _tools()
        claims = resolver.resolve(parsed, extract(parsed, gazetteer))
        _check(claims)
        return Coded(report, claims)
    except Exception as error:
        return Coded(report, failure=failure(report.source_path, report.document, error))


def _check(claims: Sequence[Claim]) -> None:
    """Stop claims that the ledger would refuse here, where they stop one report and not the run."""
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            raise ExtractionError(f"two claims have the id {claim.id}", remedy="Please report this with the text.")
        seen.add(claim.id)


def failure(path: str, document: str, error: Exception) -> Failure:
    """The record of an error: its own words where it is ours, its type and words where it is not."""
    if not isinstance(error, HarmledgerError):
        what = f"could not be read or coded ({type(error).__name__}: {error})"
        error = ExtractionError(what, remedy="Please report this with the text that caused it.")
    return Failure(path=path, document=document, code=error.code, what=error.what, remedy=error.remedy)
