"""A ledger as the public may read it: a copy in which nothing that the policy withholds is left, read like any other.

Whatever is asked of it is answered by the copy. A search for a withheld name finds nothing, for the name is not there.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from harmledger.decisions import Decision, Standing
from harmledger.errors import NotFound
from harmledger.history import Change, Name, Run
from harmledger.publish.privacy import deciding
from harmledger.publish.privacy import policy as policies
from harmledger.publish.privacy.building import build
from harmledger.publish.privacy.policy import Policy
from harmledger.publish.privacy.withheld import Withheld, numbered
from harmledger.records import Claim, Failure, Incident, Report
from harmledger.store import (
    ALL,
    Counts,
    CustodyEntry,
    Filter,
    Ledger,
    Readable,
    SecondReading,
    Sighting,
    TollRow,
    open_ledger,
)
from harmledger.store.decided import UNDECIDED
from harmledger.store.interface import What


class PublicLedger:
    """The public half of a ledger, as it stood when this was made; follows `store.Readable`, from any thread."""

    def __init__(self, ledger: Readable, policy: Policy | None = None) -> None:
        """Screen the ledger by the policy (by default that of this version of the program)."""
        self.policy = policy or policies.load()
        self._name = Path(ledger.name).name
        folder = tempfile.mkdtemp(prefix="harmledger-public-")
        self._remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)  # at the latest at exit
        self._path = Path(folder) / "public.db"
        self._built = build(ledger, self.policy, self._path)
        self._standing = deciding.public(ledger.standing(), self._built)
        self._runs = tuple(ledger.runs())
        self._counts = ledger.counts()
        self._mine = threading.local()

    def close(self) -> None:
        """Remove the copy; safe to call twice."""
        if (held := getattr(self._mine, "ledger", None)) is not None:
            held.close()
            self._mine.ledger = None
        self._remove()

    def __enter__(self) -> PublicLedger:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @property
    def _copy(self) -> Ledger:
        """The copy, opened once a thread."""
        held: Ledger | None = getattr(self._mine, "ledger", None)
        if held is None:
            held = self._mine.ledger = open_ledger(self._path, readonly=True, any_thread=True)
        return held

    # ------------------------------------------------------------------ what is withheld

    def withheld(self) -> tuple[Withheld, ...]:
        """One row for each thing withheld, and each that a decision released, by rule; never the content."""
        return tuple(row for row, _ in numbered(self._built.found, self.policy))

    def withheld_subjects(self) -> tuple[tuple[Withheld, str], ...]:
        """The same, each with the claim, incident, report or name to release: for reviewers, never for output."""
        return numbered(self._built.found, self.policy)

    def masks(self, report: str) -> bool:
        """Whether something was taken out of the text of a report, so that its text is not as reported."""
        return report in self._built.screens and bool(self._built.screens[report].masked.edits)

    # ------------------------------------------------------------------ store.Readable

    @property
    def name(self) -> str:
        """The name of the file, without the folders that it lies in."""
        return self._name

    def has_report(self, report: str) -> bool:
        """Whether a report with this id was read and coded."""
        return self._copy.has_report(report)

    def has_text(self, text_sha256: str) -> str | None:
        """The id of the coded report whose public text this is, or None."""
        return self._copy.has_text(text_sha256)

    def has_raw(self, raw_sha256: str, document: str) -> bool:
        """Whether these bytes were read under this document name, for reports in which nothing is masked."""
        return self._copy.has_raw(raw_sha256, document)

    def reports(self, which: Filter = ALL) -> Iterator[Report]:
        """Reports in order of document and id, masked."""
        return self._copy.reports(which)

    def claims(self, which: Filter = ALL) -> Iterator[Claim]:
        """Claims that may be told, masked."""
        return self._copy.claims(which)

    def incidents(self, which: Filter = ALL) -> Iterator[Incident]:
        """Incidents over the claims that may be told."""
        return self._copy.incidents(which)

    def tolls(self, which: Filter = ALL) -> Iterator[TollRow]:
        """Figures of these incidents and claims."""
        return self._copy.tolls(which)

    def failures(self) -> Iterator[Failure]:
        """None: their paths and words may tell what is withheld; `counts` says how many there are."""
        return iter(())

    def sightings(self) -> Iterator[Sighting]:
        """Texts met again under other names, without paths."""
        return self._copy.sightings()

    def second_readings(self) -> Iterator[SecondReading]:
        """None: what a second reader wrote is for the reviewer."""
        return iter(())

    def custody(self) -> Iterator[CustodyEntry]:
        """None: the log names files and persons."""
        return iter(())

    def names(self, incidents: Iterable[str] | None = None, anchors: Iterable[str] = ()) -> Iterator[Name]:
        """Ids that mean one of these incidents, of those that are public or were given up."""
        return self._copy.names(incidents, anchors)

    def has_name(self, name: str) -> bool:
        """Whether an incident's id was ever issued, for a public incident."""
        return self._copy.has_name(name)

    def runs(self) -> Iterator[Run]:
        """The runs that changed incidents, oldest first."""
        return iter(self._runs)

    def changes(self, first: int = 1, last: int | None = None) -> Iterator[Change]:
        """What runs changed in public incidents by public claims."""
        return (c for c in self._built.changes if c.run >= first and (last is None or c.run <= last))

    def standing(self, *, on: Iterable[str] | None = None, actions: Sequence[str] = ()) -> tuple[Standing, ...]:
        """Decisions without reviewers, reasons and withheld values."""
        return deciding.chosen(self._standing, on, actions)

    def decision(self, key: str) -> Decision:
        """The decision with this id or unique beginning of it, likewise."""
        found = [s.decision for s in self._standing if s.decision.id.startswith(key)]
        if len(found) != 1:
            raise NotFound("there is no decision of this id", subject=key, remedy="Give its whole id.")
        return found[0]

    def state(self, subject: str) -> str:
        """A short hash of what a reader sees of a claim or incident; of a decision "live" or "undone"; else ""."""
        for standing in self._standing:
            if standing.decision.id == subject:
                return "live" if standing.live else "undone"
        return self._copy.state(subject)

    def machine_claims(self, report: str) -> tuple[Claim, ...]:
        """The public claims of a report as the reader wrote them, masked."""
        return self._copy.machine_claims(report)

    def report(self, key: str) -> Report:
        """The report with this id, document name or unique beginning of an id."""
        return self._copy.report(key)

    def claim(self, key: str) -> Claim:
        """The claim with this id or unique beginning of it."""
        return self._copy.claim(key)

    def incident(self, key: str) -> Incident:
        """The incident with this id, alias or unique beginning of one, as it was heard."""
        return self._copy.incident(key)

    def stamp(self) -> str:
        """The same at all times: what is written later is not in this copy."""
        return self._copy.stamp()

    def touched(self, since: int) -> tuple[int, frozenset[str]]:
        """Nothing: this copy does not change."""
        return since, frozenset()

    def counts(self) -> Counts:
        """How much is public; reports that failed and inputs that could not be read are counted as they are."""
        return replace(self._copy.counts(), failed=self._counts.failed, failures=self._counts.failures)

    def count(self, what: What, which: Filter = ALL) -> int:
        """How many records a filter gives, its limit aside."""
        return self._copy.count(what, which)

    def readers(self) -> dict[str, int]:
        """Which versions of the reader wrote the public claims."""
        return self._copy.readers()

    def content_digest(self) -> str:
        """SHA-256 over the public content."""
        return self._copy.content_digest()

    def check(self) -> list[str]:
        """What is wrong with the copy itself; that it holds no decisions is its purpose."""
        return [line for line in self._copy.check() if not line.endswith(UNDECIDED)]

    def setting(self, name: str) -> str | None:
        """What was set under this name, of what is public."""
        return self._copy.setting(name)

    def findings(self, by: str) -> dict[str, str]:
        """None: they were found in the texts as they were read."""
        return {}

    def revision(self) -> int:
        """The revision of the ledger that this was made from."""
        return self._copy.revision()
