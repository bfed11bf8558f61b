"""What every ledger can do, whichever database keeps it; the records that only the ledger gives; and filters.

A new store is a new file with a class that follows `Ledger`; no other stage asks what is behind it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, get_args

from harmledger.decisions import Decision, Standing
from harmledger.history import Change, Name, Run
from harmledger.records import Claim, ClaimStatus, Failure, Incident, Place, Record, Report, Source, Time

if TYPE_CHECKING:
    from harmledger.store.link_index import LinkIndex, Update

What = Literal["reports", "claims", "incidents"]
Order = Literal["", "date", "reports"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records to give; empty means all. Several values of one field are alternatives, fields add up.

    Reports and incidents match through their claims: an incident is given when one of its claims fits every condition.
    A date range is inclusive, and fits a period that overlaps it; what has no date fits no range.
    """

    place: str = ""  # any spelling of a place; a division ("Kharkiv region") or country stands for all in it
    country: str = ""  # ISO 3166-1 alpha-2
    since: dt.date | None = None
    until: dt.date | None = None
    event_types: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    party: str = ""  # actor, or side of the source
    text: str = ""  # words, "a phrase", begin*, -without
    kinds: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    document: str = ""
    report: str = ""  # id
    incident: str = ""  # id
    claims: tuple[str, ...] = ()  # ids
    contested: bool | None = None  # in a contested incident or not
    statuses: tuple[str, ...] = ()  # of claims: machine, accepted, corrected, rejected; empty: all but rejected ones
    order: Order = ""  # of incidents: "date" (default) or "reports" (most reported first)
    limit: int | None = None
    offset: int = 0


ALL = Filter()
RULE = "rule"  # the setting: how best figures are chosen
STATUSES: tuple[ClaimStatus, ...] = get_args(ClaimStatus)  # `Filter(statuses=STATUSES)` gives rejected claims too


@dataclass(frozen=True, slots=True)
class Sighting(Record):
    """The text of a stored report, met again under another name or path."""

    document: str
    report: str  # Report.id of the text that was read
    source_path: str = ""
    raw_sha256: str = ""


@dataclass(frozen=True, slots=True)
class TollRow(Record):
    """One figure: as a single claim gives it, or as an incident's range over its claims."""

    level: Literal["claim", "incident"]
    id: str  # of the claim or incident
    kind: str
    event_type: str
    outcome: str
    victims: str
    of: str | None
    low: int | None
    best: int | None
    high: int | None
    place: Place | None = None
    time: Time | None = None
    source: Source | None = None  # of a claim's figure
    document: str = ""
    text: str = ""  # the words of a claim's figure
    claims: tuple[str, ...] = ()  # that carry an incident's figure
    rule: str = ""


@dataclass(frozen=True, slots=True)
class SecondFailure(Record):
    """A part of a report that the second reader could not read, as offsets, with the bad answer's beginning."""

    start: int
    end: int
    code: str
    what: str
    remedy: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class SecondReading(Record):
    """What a second reader made of a report, kept beside the report's own claims and never among them."""

    report: str  # Report.id
    document: str
    model: str
    endpoint: Literal["local", "remote"]  # whether it ran on this machine
    prompt: str  # versions of the codebook files that made the prompt
    claims: tuple[Claim, ...] = ()
    parts: int = 0  # that the report was asked about in
    offered: int = 0  # claims that the model gave, before any was checked
    dropped: Mapping[str, int] = field(default_factory=dict)  # reason -> claims and values that were not grounded
    failures: tuple[SecondFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts(Record):
    """How much a ledger holds."""

    reports: int = 0
    failed: int = 0  # of these reports, read but not coded
    claims: int = 0
    incidents: int = 0
    sightings: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class CustodyEntry(Record):
    """One line of the custody log; `chain` hashes this line together with the one before."""

    seq: int
    at: str  # UTC, ISO 8601
    action: str
    version: str
    subject: str
    detail: str
    chain: str


class Readable(Protocol):
    """The reading half of a ledger: all that an export, an analysis or a page may ask of one.

    What holds less than the ledger, such as a copy with names withheld, is read in the same way. Every method raises
    LedgerError when the store cannot do its work.
    """

    @property
    def name(self) -> str:
        """What the user calls it: the path of the file."""
        ...

    # Cheap questions, for skipping what is stored.
    def has_report(self, report: str) -> bool:
        """Whether a report with this id was read and coded."""
        ...

    def has_text(self, text_sha256: str) -> str | None:
        """The id of the coded report that holds this text, or None."""
        ...

    def has_raw(self, raw_sha256: str, document: str) -> bool:
        """Whether these bytes were read under this document name, as a report or as a sighting."""
        ...

    # Reading: iterators stream, whatever the size.
    def reports(self, which: Filter = ALL) -> Iterator[Report]:
        """Reports in order of document and id."""
        ...

    def claims(self, which: Filter = ALL) -> Iterator[Claim]:
        """Claims in order of document, report and place in it, each with its incident's id."""
        ...

    def incidents(self, which: Filter = ALL) -> Iterator[Incident]:
        """Incidents by date (undated last) or by number of reports."""
        ...

    def tolls(self, which: Filter = ALL) -> Iterator[TollRow]:
        """Figures of incidents, then of claims; only running totals (kind `toll`) unless the filter names kinds."""
        ...

    def failures(self) -> Iterator[Failure]:
        """What could not be read or coded, by path."""
        ...

    def sightings(self) -> Iterator[Sighting]:
        """Texts met again under other names."""
        ...

    def second_readings(self) -> Iterator[SecondReading]:
        """Second readings by document, report and model; empty where no second reader was asked."""
        ...

    def custody(self) -> Iterator[CustodyEntry]:
        """The custody log, oldest first."""
        ...

    def names(self, incidents: Iterable[str] | None = None, anchors: Iterable[str] = ()) -> Iterator[Name]:
        """Ids that mean one of these incidents or were issued for one of these claims; None: all ever issued."""
        ...

    def has_name(self, name: str) -> bool:
        """Whether an incident's id was ever issued."""
        ...

    def runs(self) -> Iterator[Run]:
        """The runs that changed incidents, oldest first."""
        ...

    def changes(self, first: int = 1, last: int | None = None) -> Iterator[Change]:
        """What the runs from `first` to `last` changed, in the order in which it was done."""
        ...

    def standing(self, *, on: Iterable[str] | None = None, actions: Sequence[str] = ()) -> tuple[Standing, ...]:
        """Decisions as they stand, in the order in which they act: all, those on these ids, or of actions."""
        ...

    def decision(self, key: str) -> Decision:
        """The decision with this id or unique beginning of it; NotFound names near ones."""
        ...

    def state(self, subject: str) -> str:
        """A short hash of what a reviewer sees of a claim or incident; of a decision "live" or "undone"; else ""."""
        ...

    def machine_claims(self, report: str) -> tuple[Claim, ...]:
        """The claims of a report (by its id) as the reader wrote them, before any decision, without incidents."""
        ...

    def report(self, key: str) -> Report:
        """The report with this id, document name or unique beginning of an id; NotFound names near ones."""
        ...

    def claim(self, key: str) -> Claim:
        """The claim with this id or unique beginning of it; NotFound names near ones."""
        ...

    def incident(self, key: str) -> Incident:
        """The incident with this id, alias or unique beginning of one, as it was heard; NotFound names near ones."""
        ...

    def stamp(self) -> str:
        """Another text whenever anything was written since, by whichever program; cheap to ask."""
        ...

    def touched(self, since: int) -> tuple[int, frozenset[str]]:
        """What was written since a mark that this gave before (0: since ever): the new mark, and what it touched.

        These are ids of claims and incidents that came, went or changed, of those that were decided on, and of
        decisions undone or agreed to.
        """
        ...

    def counts(self) -> Counts:
        """How much is stored."""
        ...

    def count(self, what: What, which: Filter = ALL) -> int:
        """How many records a filter gives, its limit aside."""
        ...

    def readers(self) -> dict[str, int]:
        """Which versions of the reader wrote the claims (`reader` of their versions, "" for none) -> how many."""
        ...

    def content_digest(self) -> str:
        """SHA-256 over all content in a stable order: equal for equal content, whatever the order of writing.

        Ids of incidents are left out, since a name that was issued to an earlier state of the ledger stays.
        Second readings are left out: they come from outside, and another day's may differ.
        """
        ...

    def check(self) -> list[str]:
        """What is wrong with the store itself, one line each: structure, references, columns against records."""
        ...

    def setting(self, name: str) -> str | None:
        """What was set under this name, None where nothing was."""
        ...

    def findings(self, by: str) -> dict[str, str]:
        """What a finder of this version found in texts, kept from before: hash of the text -> what it wrote."""
        ...

    def revision(self) -> int:
        """How often claims have changed: ask before reading claims to link, as another run may add more meanwhile."""
        ...


class Ledger(Readable, Protocol):
    """Reports, claims and incidents, kept safely: what is read, and what is written."""

    # Writing: each call is one transaction, done whole or not at all.
    def add(
        self, report: Report, claims: Sequence[Claim], failures: Sequence[Failure] = (), *, replace: bool = False
    ) -> bool:
        """Store a report with its claims; False when it is there already (nothing changes unless `replace`)."""
        ...

    def add_sighting(self, sighting: Sighting) -> bool:
        """Note that a stored text was met again; False when that was known."""
        ...

    def add_failure(self, failure: Failure) -> None:
        """Keep an input that could not be read, with its reason."""
        ...

    def clear_failures(self, path: str, document: str = "") -> int:
        """Forget the failures of a path (of one document in it, where given); gives how many there were."""
        ...

    def replace_incidents(
        self,
        incidents: Iterable[Incident],
        *,
        revision: int | None = None,
        names: Iterable[Name] = (),
        changes: Sequence[Change] = (),
    ) -> bool:
        """Put this set of incidents in place of the present one; False when it is the same set.

        `revision` is that of the claims they were made from (see `revision`); by default the present one. `names` are
        new or change their meaning with it; `changes` are logged, where the set is another.
        """
        ...

    def update_incidents(
        self,
        before: Iterable[str],
        after: Iterable[Incident],
        index: Update,
        *,
        names: Iterable[Name] = (),
        changes: Sequence[Change] = (),
        run: int | None = None,
    ) -> int | None:
        """Put some incidents in place of some others, with what the index keeps of it.

        `changes` are logged under `run`, or a new number: given back, so that lots of one linking are one run.
        Stale, and nothing is written, where another program changed what was linked.
        """
        ...

    def settle_copies(self, reports: Iterable[int]) -> tuple[dict[str, str], bool]:
        """Bring near-copies up to date with these new, changed or removed reports (numbers of the index of linking).

        Gives report -> original for those of them that are copies, and whether any report is marked otherwise now,
        which is one revision more.
        """
        ...

    def links(self) -> LinkIndex:
        """The index that linking keeps: which accounts there are, which were compared, what was grouped."""
        ...

    def forget_links(self, state: Mapping[str, str], reports: Iterable[int] | None = None) -> None:
        """Let these reports wait to be linked anew, or all and forget the index; `state` is remembered with it."""
        ...

    def linked(self, revision: int) -> None:
        """Note that the incidents were made from this revision of the claims, where no report waits to be linked."""
        ...

    def needs_link(self) -> bool:
        """Whether claims, decisions, the rule, the weights or the method have changed since incidents were made."""
        ...

    def decide(self, drafts: Sequence[Decision], seen: Mapping[str, str] | None = None) -> tuple[Decision, ...]:
        """Add decisions (never changed afterwards) and apply them to their claims, all or none; gives them with ids.

        `seen`: claim or incident -> its `state` when the reviewer saw it; Clash where one has changed since.
        Incidents follow when they are linked again: see `needs_link`.
        """
        ...

    def import_decisions(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Add decisions of another ledger, and apply them; gives those that were new."""
        ...

    def put_setting(self, name: str, value: str, *, relink: bool = False) -> bool:
        """Set a value, in the custody log too; with `relink` incidents are to be made anew. False where it was so."""
        ...

    def log(self, action: str, subject: str = "", detail: Mapping[str, Any] | None = None) -> None:
        """Add a line to the custody log."""
        ...

    def add_second_reading(self, reading: SecondReading) -> None:
        """Keep a second reading of a stored report, in place of the one that the same model gave before."""
        ...

    def keep_findings(self, by: str, found: Mapping[str, str]) -> None:
        """Keep what a finder found, by hash of the text, in place of what its other versions found; no content."""
        ...

    def close(self) -> None:
        """Let go of the store; safe to call twice."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...
