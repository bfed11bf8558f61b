"""The walk of the reports: collect, clean, code, store; then the incidents over everything in the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from harmledger import clean, collect
from harmledger.collect import Raw
from harmledger.engine.coder import Coded, Other, code, failure, warm_up
from harmledger.engine.lots import lots
from harmledger.engine.options import Progress, ReadOptions, Step, Summary, silent
from harmledger.engine.pool import cores, ordered_map
from harmledger.engine.relink import relink
from harmledger.records import Failure, Report
from harmledger.store import Filter, Ledger, Sighting

if TYPE_CHECKING:
    from harmledger.second import SecondReader, SecondSummary


def read(
    paths: Sequence[str], ledger: Ledger, options: ReadOptions | None = None, progress: Progress = silent
) -> Summary:
    """Read reports into a ledger and bring its incidents up to date; gives what was done.

    A report that is in the ledger already is passed over. One that fails is kept in the ledger as a failure and the
    rest goes on. Each report is stored whole or not at all; Ctrl-C ends the run with `interrupted` set. Errors of the
    ledger itself (LedgerFull, for one) are raised: what was stored before is safe.
    """
    chosen = options or ReadOptions()
    walk = _Walk(ledger, chosen, progress)
    summary = walk.summary
    try:
        walk.run(paths)
        progress(Step(summary.seen, "", "link"))
        logged = last_run(ledger)
        copies = relink(ledger, chosen.rule)
        summary.run = last_run(ledger) if last_run(ledger) != logged else None
        summary.copies = len(walk.new & copies.keys())
        if chosen.second is not None:
            summary.second = _read_again(ledger, chosen.second, walk.named(), progress)
    except KeyboardInterrupt:
        summary.interrupted = True
    summary.incidents = ledger.count("incidents", Filter(kinds=("event",)))
    return summary


def inputs(paths: Sequence[str], ledger: Ledger, options: ReadOptions) -> Iterator[Raw | Failure]:
    """What is found under the paths, in order; the ledger's own files, when they lie among them, are passed over."""
    own = {Path(ledger.name).name + ending for ending in ("", "-wal", "-shm")}
    for found in collect.collect(paths, options.collect):
        path = found.path if isinstance(found, Failure) else found.source_path
        if Path(path).name not in own:
            yield found


def last_run(ledger: Ledger) -> int | None:
    """The number of the latest run in the log of changes."""
    return max((run.number for run in ledger.runs()), default=None)


def _read_again(ledger: Ledger, reader: SecondReader, reports: Sequence[str], progress: Progress) -> SecondSummary:
    from harmledger.second import read_again

    return read_again(ledger, reader, reports, lambda done, document: progress(Step(done, document, "second")))


class _Walk:
    """The state of one run: what has been seen, and the counts for its summary."""

    def __init__(self, ledger: Ledger, options: ReadOptions, progress: Progress) -> None:
        self.ledger = ledger
        self.options = options
        self.progress = progress
        self.summary = Summary()
        self.new: set[str] = set()  # ids of the reports that this run stored
        self.in_hand: dict[str, str] = {}  # text hash -> id of new reports that are cleaned and not stored yet
        self.met: set[str] = set()  # ids of the reports whose text was met again
        self.met_raw: set[tuple[str, str]] = set()  # hash and document of the bytes that were met again
        self.failed_before = {(f.path, f.document) for f in ledger.failures()}
        self.paths_seen: set[str] = set()

    def run(self, paths: Sequence[str]) -> None:
        batches = lots(self._items(paths), self.options.batch, self.options.limit)
        for outcomes in ordered_map(code, batches, self.options.jobs or cores(), warm_up):
            for outcome in outcomes:
                self._keep(outcome)
        self._forgive()

    def named(self) -> list[str]:
        """Ids of the coded reports that the run was given, new and known ones, in order of document."""
        seen = {s.report for s in self.ledger.sightings() if (s.raw_sha256, s.document) in self.met_raw}
        ids = self.new | self.met | seen
        return [r.id for r in self.ledger.reports() if r.id in ids or (r.raw_sha256, r.document) in self.met_raw]

    def _items(self, paths: Sequence[str]) -> Iterator[Report | Other]:
        """New reports, failures, and texts met before, in the order of the inputs."""
        for raw in inputs(paths, self.ledger, self.options):
            if isinstance(raw, Failure):
                yield raw
                continue
            self.paths_seen.add(raw.source_path)
            if self.ledger.has_raw(raw.raw_sha256, raw.document):
                self.met_raw.add((raw.raw_sha256, raw.document))
                self._known(raw.document)
                continue
            try:
                report = clean.clean(raw)
            except Exception as error:
                yield failure(raw.source_path, raw.document, error)
                continue
            yield self._new_or_seen(report)

    def _new_or_seen(self, report: Report) -> Report | Sighting:
        met = self.in_hand.get(report.text_sha256) or self.ledger.has_text(report.text_sha256)
        if met:
            return Sighting(report.document, met, report.source_path, report.raw_sha256)
        self.in_hand[report.text_sha256] = report.id
        return report

    def _keep(self, outcome: Coded | Other) -> None:
        if isinstance(outcome, Failure):
            self.ledger.add_failure(outcome)
            self._failed(outcome)
        elif isinstance(outcome, Sighting):
            self.ledger.add_sighting(outcome)
            self.met.add(outcome.report)
            self._known(outcome.document)
        else:
            self._keep_report(outcome)

    def _keep_report(self, coded: Coded) -> None:
        report = coded.report
        failures = (coded.failure,) if coded.failure else ()
        self.ledger.add(report, coded.claims, failures, replace=True)
        self.in_hand.pop(report.text_sha256, None)
        if coded.failure:
            self._failed(coded.failure)
            return
        self.summary.stored += 1
        self.new.add(report.id)
        self.summary.foreign += bool(report.language) and not report.language.casefold().startswith("en")
        self.summary.furniture += sum(region.kind == "furniture" for region in report.regions)
        self.summary.add_claims(Counter(claim.modality for claim in coded.claims))
        self._tick(report.document)

    def _failed(self, failed: Failure) -> None:
        self.summary.failed += 1
        self.summary.failures.append(failed)
        self._tick(failed.document or failed.path)

    def _known(self, document: str) -> None:
        self.summary.known += 1
        self._tick(document)

    def _tick(self, document: str) -> None:
        self.summary.seen += 1
        self.progress(Step(self.summary.seen, document))

    def _forgive(self) -> None:
        """Forget earlier failures of inputs that this run could read."""
        failed_now = {(f.path, f.document) for f in self.summary.failures}
        for path, document in sorted(self.failed_before - failed_now):
            if path in self.paths_seen:
                self.ledger.clear_failures(path, document)
