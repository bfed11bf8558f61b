"""What a run may be told, and what it says when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from harmledger.collect import CollectOptions
from harmledger.errors import UsageError
from harmledger.records import Failure

if TYPE_CHECKING:
    from harmledger.second import SecondReader, SecondSummary

MAX_JOBS = 64


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of one run; `jobs` and `batch` change only how fast reports are read."""

    collect: CollectOptions = field(default_factory=CollectOptions)
    jobs: int = 1  # processes that parse and code; 0: one for each core
    batch: int = 16  # reports parsed together
    limit: int | None = None  # stop after so many new reports
    second: SecondReader | None = None  # reads the same reports again, by a model that the user runs; off by default
    rule: str | None = None  # how an incident's best figure is chosen, see `link.RULES`; None: the usual way

    def __post_init__(self) -> None:
        if not 0 <= self.jobs <= MAX_JOBS:
            raise UsageError(f"must be between 0 and {MAX_JOBS}", subject="jobs")
        if self.batch < 1:
            raise UsageError("must be 1 or more", subject="batch")
        if self.limit is not None and self.limit < 1:
            raise UsageError("must be 1 or more", subject="limit")


@dataclass(slots=True)
class Summary:
    """What a run did. `seen` = `stored` + `known` + `failed`."""

    seen: int = 0
    stored: int = 0  # reports new to the ledger
    known: int = 0  # reports that the ledger, or an earlier input of this run, had already
    copies: int = 0  # of the stored, near-copies of another report
    failed: int = 0
    foreign: int = 0  # of the stored, in another language than English, from which few or no claims can be read
    claims: dict[str, int] = field(default_factory=dict)  # "actual", "denied", "possible", "background" -> new claims
    incidents: int = 0  # events in the whole ledger after the run, running totals and conditions aside
    furniture: int = 0  # passages of page furniture left out
    failures: list[Failure] = field(default_factory=list)
    run: int | None = None  # number of the run in the log of changes; None where no incident changed
    interrupted: bool = False
    second: SecondSummary | None = None  # what the second reader did, where one was asked

    def add_claims(self, modalities: Mapping[str, int]) -> None:
        """Count the claims of one report."""
        for modality, number in modalities.items():
            self.claims[modality] = self.claims.get(modality, 0) + number


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: the reports done so far, the latest of them, and what is being done with them."""

    done: int
    document: str
    stage: Literal["read", "link", "second"] = "read"


Progress = Callable[[Step], None]


def silent(step: Step) -> None:
    """The progress of a run that nobody watches."""
