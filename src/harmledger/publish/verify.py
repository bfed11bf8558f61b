"""Whether a ledger still says what its reports say: quotes, the words of values, hashes, and the file itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from harmledger.records import Claim, Record, Report
from harmledger.store import STATUSES, Filter, Ledger
from harmledger.store.grounding import misplaced, spans, ungrounded

EXIT_CODE = 3  # of a command whose verification failed, apart from errors (1) and wrong use (2)


@dataclass(frozen=True, slots=True)
class Problem(Record):
    """One thing that is wrong: in which report, claim or part of the file, and what."""

    subject: str
    what: str


@dataclass(frozen=True, slots=True)
class VerifyReport(Record):
    """What was checked and what is wrong; `ok` when nothing is."""

    reports: int = 0
    claims: int = 0
    spans: int = 0  # quotes and words of values that were compared with the text
    without_text: int = 0  # reports read back without their text: their quotes cannot be checked
    originals: int = 0  # files that are still there and were hashed again
    missing: int = 0  # reports whose original is not a file by itself, or is gone
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass
class _Tally:
    """What is counted on the way."""

    reports: int = 0
    claims: int = 0
    spans: int = 0
    without_text: int = 0
    originals: int = 0
    missing: int = 0
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, subject: str, what: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(subject, what))


def verify(ledger: Ledger, *, originals: bool = False, base: Path | None = None) -> VerifyReport:
    """Compare every claim with its report's text, every text with its hash, and the store with itself.

    With `originals`, files that are still where they were read (below `base`, the current folder by default) are hashed
    again too; claims of second readings are compared as the ledger's own are. A damaged ledger raises LedgerDamaged;
    everything else that is wrong is listed.
    """
    tally = _Tally()
    for line in ledger.check():
        subject, _, what = line.partition(": ")
        tally.wrong(subject, what)
    for report in ledger.reports():
        _report(report, tally)
        for claim in ledger.claims(Filter(report=report.id, statuses=STATUSES)):
            _claim(claim, report, tally)
        if originals:
            _original(report, base or Path(), tally)
    for reading in ledger.second_readings():
        report = ledger.report(reading.report)
        for claim in reading.claims:
            _claim(claim, report, tally)
    return VerifyReport(
        reports=tally.reports,
        claims=tally.claims,
        spans=tally.spans,
        without_text=tally.without_text,
        originals=tally.originals,
        missing=tally.missing,
        problems=tuple(tally.problems),
    )


def _report(report: Report, tally: _Tally) -> None:
    tally.reports += 1
    if not report.text:
        tally.without_text += 1
        return
    if hashlib.sha256(report.text.encode("utf-8")).hexdigest() != report.text_sha256:
        tally.wrong(report.id, "the text does not match its SHA-256")
    given = report.published.evidence
    if given is not None:
        tally.spans += 1
        if why := misplaced(report, "publication date", given.text, given.start, given.end):
            tally.wrong(report.id, why)
    for region in report.regions:
        if not 0 <= region.start <= region.end <= len(report.text):
            tally.wrong(report.id, f"the {region.kind} at {region.start} to {region.end} lies outside the text")


def _claim(claim: Claim, report: Report, tally: _Tally) -> None:
    tally.claims += 1
    if not report.text:
        return
    tally.spans += sum(1 for _ in spans(claim))
    for why in ungrounded(claim, report):
        tally.wrong(claim.id, why)


def _original(report: Report, base: Path, tally: _Tally) -> None:
    """Hash the file again where the report is a whole file; what came from a table or archive has none of its own."""
    path = base / report.source_path
    if not report.raw_sha256 or path.name != report.document or not path.is_file():
        tally.missing += 1
        return
    tally.originals += 1
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != report.raw_sha256:
            tally.wrong(report.id, f"{report.source_path} has changed since it was read")
