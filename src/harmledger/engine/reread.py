"""Stored reports coded anew by the present reader, from the texts in the ledger; what people decided holds on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

from harmledger.engine.coder import Coded, code, versions, warm_up
from harmledger.engine.lots import lots
from harmledger.engine.options import MAX_JOBS, Progress, Step, silent
from harmledger.engine.pool import cores, ordered_map
from harmledger.engine.recoded import Ties, compare
from harmledger.engine.relink import relink
from harmledger.engine.walk import last_run
from harmledger.errors import UsageError
from harmledger.records import Failure, Report
from harmledger.store import Ledger

READER = "reread by"  # the setting: the reader that read all there was anew, for reports without claims bear no version


@dataclass(frozen=True, slots=True)
class RereadOptions:
    """Options of one rereading; `jobs` and `batch` change only how fast it goes."""

    jobs: int = 1  # processes that parse and code; 0: one for each core
    batch: int = 16  # reports parsed together
    every: bool = False  # also reports that this version of the reader has read
    dry_run: bool = False  # code, compare, and store nothing

    def __post_init__(self) -> None:
        if not 0 <= self.jobs <= MAX_JOBS:
            raise UsageError(f"must be between 0 and {MAX_JOBS}", subject="jobs")
        if self.batch < 1:
            raise UsageError("must be 1 or more", subject="batch")


@dataclass(slots=True)
class Reread:
    """What a rereading did, or would do. Reports given = `read` + `passed` + `failed`."""

    read: int = 0  # reports coded anew
    passed: int = 0  # read by the present version already
    failed: int = 0  # could not be coded: their claims stay as they were
    altered: int = 0  # of those read, with other claims than before
    same: int = 0  # claims that say what they said
    changed: int = 0  # that stand on the same words and say something else
    gone: int = 0
    new: int = 0
    retied: int = 0  # decisions whose claim was changed and that act on what it says now
    lost: list[str] = field(default_factory=list)  # ids of decisions whose claim is gone
    found: list[str] = field(default_factory=list)  # ids of decisions that were without their claim and have it again
    failures: list[Failure] = field(default_factory=list)
    run: int | None = None  # number of the run in the log of changes; None where no incident changed
    interrupted: bool = False


def reread(
    ledger: Ledger,
    reports: Sequence[str] = (),
    options: RereadOptions | None = None,
    progress: Progress = silent,
) -> Reread:
    """Code stored reports (all, or those of these ids or names) anew and bring the incidents up to date.

    Each report's claims are replaced whole or not at all; decisions on them follow by id or by the words (see
    `decisions.follow`). A report that fails keeps its claims. After an interruption the same call goes on where it
    stopped. NotFound for a report that is not there.
    """
    chosen = options or RereadOptions()
    walk = _Rereading(ledger, chosen, progress)
    ids = list(dict.fromkeys(ledger.report(key).id for key in reports)) or [r.id for r in ledger.reports()]
    try:
        walk.run(ids)
        if not chosen.dry_run:
            progress(Step(len(ids), "", "link"))
            before = last_run(ledger)
            relink(ledger)
            after = last_run(ledger)
            walk.told.run = after if after != before else None
            if not reports and not walk.told.failed:
                ledger.put_setting(READER, walk.reader)
    except KeyboardInterrupt:
        walk.told.interrupted = True
    walk.tell()
    return walk.told


class _Rereading:
    """The state of one rereading."""

    def __init__(self, ledger: Ledger, options: RereadOptions, progress: Progress) -> None:
        self.ledger = ledger
        self.options = options
        self.progress = progress
        self.told = Reread()
        self.versions = dict(versions())
        self.reader = " ".join(f"{name}:{version}" for name, version in sorted(self.versions.items()))
        self.all_read = ledger.setting(READER) == self.reader
        self.failed_before = {(f.path, f.document) for f in ledger.failures()}
        self.ties = Ties(ledger.standing())

    def run(self, ids: Iterable[str]) -> None:
        """Read all that is not passed over."""
        given = lots(self._due(ids), self.options.batch)
        for outcomes in ordered_map(code, given, self.options.jobs or cores(), warm_up):
            for outcome in outcomes:
                if isinstance(outcome, Coded):
                    self._keep(outcome)

    def tell(self) -> None:
        """The decisions concerned into the summary, and the summary into the custody log."""
        told = self.told
        told.retied, told.lost, told.found = len(self.ties.retied), sorted(self.ties.lost), sorted(self.ties.found)
        if (told.read or told.failed) and not self.options.dry_run:
            detail = {k: len(v) if isinstance(v, list) else v for k, v in asdict(told).items()}
            self.ledger.log("reread", "", detail | {"reader": self.versions.get("reader", "")})

    def _due(self, ids: Iterable[str]) -> Iterator[Report]:
        for key in ids:
            if self.options.every or not self._present(key):
                yield self.ledger.report(key)
            else:
                self.told.passed += 1
                self._tick(key)

    def _present(self, key: str) -> bool:
        """Whether the present version of the reader has read this report."""
        if not self.ledger.has_report(key):
            return False
        claims = self.ledger.machine_claims(key)
        return all(dict(c.versions) == self.versions for c in claims) if claims else self.all_read

    def _keep(self, coded: Coded) -> None:
        report = coded.report
        if coded.failure is not None:
            self.told.failed += 1
            self.told.failures.append(coded.failure)
            if not self.options.dry_run:
                self.ledger.add_failure(coded.failure)
        else:
            self._replace(coded)
        self._tick(report.document)

    def _replace(self, coded: Coded) -> None:
        report, told = coded.report, self.told
        old = self.ledger.machine_claims(report.id)
        found = compare(old, coded.claims)
        told.read += 1
        told.same += found.same
        told.changed += len(found.changed)
        told.gone += len(found.gone)
        told.new += len(found.new)
        told.altered += not found.nothing
        self.ties.follow(report, old, coded.claims, found)
        if self.options.dry_run:
            return
        if old != coded.claims or not self.ledger.has_report(report.id):
            self.ledger.add(report, coded.claims, replace=True)
        elif (report.source_path, report.document) in self.failed_before:
            self.ledger.clear_failures(report.source_path, report.document)

    def _tick(self, document: str) -> None:
        told = self.told
        self.progress(Step(told.read + told.passed + told.failed, document))
