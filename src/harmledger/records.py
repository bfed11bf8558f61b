"""The records that pass between the stages: frozen, typed, JSON in and out.

Offsets are Python string offsets into `Report.text`, end exclusive, so `report.text[start:end] == text` always holds.
Unknown is None or empty, never a default: a missing date is None, not the publication date.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import operator
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

Kind = Literal["event", "toll", "condition"]
Modality = Literal["actual", "denied", "possible", "background"]
TimePrecision = Literal["day", "week", "month", "year"]
PlacePrecision = Literal["site", "district", "village", "city", "near", "region", "country"]
ClaimStatus = Literal["machine", "accepted", "corrected", "rejected"]
Basis = Literal["given", "stated", "inferred", "unknown"]

_BROADEST_FIRST = ("people", "civilian", "child", "medical_worker", "aid_worker", "journalist", "objects")


class Record:
    """Mixin: `to_json()` gives plain JSON values, `from_json()` reads them back to an equal record."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """The record as JSON-ready values: dates as ISO strings, tuples as lists."""
        return {name: _plain(getattr(self, name)) for name in _readers(type(self))}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The record that `to_json` wrote; unknown keys are ignored so that newer files can be read."""
        made: Self = _maker(cls)(data)
        return made


@dataclass(frozen=True, slots=True)
class Span(Record):
    """Words of a report: `report.text[start:end] == text`."""

    text: str
    start: int
    end: int


INFERRED = "inferred"  # with it begins the `by` of evidence for a value that the claim's own words do not give


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """The words that carry one value of a claim: `field` is e.g. "event_type", "actor", "targets:water"."""

    field: str
    text: str
    start: int
    end: int
    by: str = ""  # component and version that wrote the value, e.g. "frames/1"


@dataclass(frozen=True, slots=True)
class Period(Record):
    """Inclusive days; `precision` says how coarse the source of the days was."""

    start: dt.date
    end: dt.date
    precision: TimePrecision


@dataclass(frozen=True, slots=True)
class Published(Record):
    """When a report was published, as a range, and how that is known."""

    start: dt.date | None = None
    end: dt.date | None = None
    basis: Basis = "unknown"
    reason: str = ""  # for a person: "given in the table", "day 13 of the invasion (2022-02-24)"
    evidence: Span | None = None  # the words, where the text states or implies it

    @property
    def known(self) -> bool:
        """Whether there is any date at all."""
        return self.start is not None and self.end is not None


@dataclass(frozen=True, slots=True)
class Region(Record):
    """A part of a report that is not running text: title, caption, or furniture (left out of coding)."""

    start: int
    end: int
    kind: Literal["title", "caption", "furniture", "heading"]
    reason: str = ""  # which rule of the cleaner


@dataclass(frozen=True, slots=True)
class Report(Record):
    """One news report. `text` is title, newline, body (body alone where there is no title)."""

    id: str  # "r-" and 12 hex digits of text and document name
    document: str  # the file's name, or the id in its table
    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    published: Published = Published()
    regions: tuple[Region, ...] = ()
    source_path: str = ""  # where it was read, relative to what the user named
    raw_sha256: str = ""  # of the bytes as they were collected
    text_sha256: str = ""  # of `text` in UTF-8
    copy_of: str | None = None  # report id of the first near-copy of the same agency text
    steps: tuple[str, ...] = ()  # conversions from bytes to text, each with component and version


@dataclass(frozen=True, slots=True)
class Place(Record):
    """Where: `text` as written (with its offsets), `name` as resolved; no coordinates while unresolved."""

    text: str
    start: int | None = None
    end: int | None = None
    name: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None  # name of the first-order division
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    radius_km: float | None = None
    geonames_id: int | None = None
    basis: str = ""  # how it was resolved: "gazetteer", "region list", "hromada centre", "unresolved" ...


@dataclass(frozen=True, slots=True)
class Time(Record):
    """When it happened: days inclusive, the words they come from, and the rule that read them."""

    text: str = ""  # empty where no expression carries it (see basis)
    start: dt.date | None = None
    end: dt.date | None = None
    precision: TimePrecision | None = None
    text_start: int | None = None
    text_end: int | None = None
    basis: str = ""  # "expression", "breaking news: publication day", "no cue: war start to publication" ...

    @property
    def of_publication(self) -> bool:
        """Whether the day is only that on which the report was published: nothing in the text gives it."""
        return self.start is not None and not self.text and "publication day" in self.basis


@dataclass(frozen=True, slots=True)
class Casualty(Record):
    """One row of casualties: low and high as in the coding manual, None where open."""

    outcome: str
    victims: str
    of: str | None = None
    low: int | None = None
    high: int | None = None
    text: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Source(Record):
    """Who asserts it, in the text."""

    name: str | None = None
    type: str = "media"
    side: str = "none"
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Claim(Record):
    """One source's statement, in one report, about one event, running total or condition."""

    id: str
    report: str  # Report.id
    document: str
    kind: Kind
    modality: Modality
    event_type: str
    quotes: tuple[Span, ...]
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    place: Place | None = None
    time: Time | None = None
    actor: str | None = None
    actor_text: str | None = None
    casualties: tuple[Casualty, ...] = ()
    munitions: Mapping[str, Any] | None = None
    source: Source = Source()
    confidence: float = 0.5
    evidence: tuple[Evidence, ...] = ()
    incident: str | None = None
    versions: Mapping[str, str] = field(default_factory=dict)  # component -> version
    status: ClaimStatus = "machine"  # what people have decided about it
    decisions: tuple[str, ...] = ()  # ids of the decisions that made it so

    def actor_basis(self) -> str | None:
        """How the actor is known: "stated" by the claim's words, else "inferred from ..."; None without an actor."""
        if self.actor is None:
            return None
        rows = [e.by for e in self.evidence if e.field == "actor"]
        return rows[0] if rows and all(by.startswith(INFERRED) for by in rows) else "stated"


@dataclass(frozen=True, slots=True)
class Reason(Record):
    """One weighted reason for or against joining two claims."""

    name: str  # "place", "time", "toll", ...
    weight: float  # positive for, negative against
    detail: str


@dataclass(frozen=True, slots=True)
class Join(Record):
    """Why two claims stand in one incident."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...] = ()
    probability: float | None = None  # of the two being of one event, calibrated


@dataclass(frozen=True, slots=True)
class Toll(Record):
    """An incident's range for one outcome and kind of victim, with the claims that carry each figure."""

    outcome: str
    victims: str
    low: int | None
    best: int | None
    high: int | None
    rule: str
    claims: tuple[str, ...] = ()
    of: str | None = None
    best_open: bool = False  # the best figure is "so many or more"


@dataclass(frozen=True, slots=True)
class Difference(Record):
    """What the claims of an incident say differently: a contradiction, or a revision by the same chain of sources."""

    kind: Literal["contradiction", "revision"]
    field: str
    values: tuple[str, ...]  # for a person, in the order of publication
    claims: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Incident(Record):
    """A view over the claims of one event (or of one running total's chain): it never replaces them."""

    id: str
    kind: Kind
    event_type: str
    summary: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    place: Place | None = None
    time: Time | None = None
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    joins: tuple[Join, ...] = ()
    differences: tuple[Difference, ...] = ()
    independent_sources: int = 1
    contested: bool = False
    inferred_actors: tuple[str, ...] = ()  # of the actors those that no claim's own words name
    mentions: tuple[str, ...] = ()  # of the claims those that only mention it
    aliases: tuple[str, ...] = ()  # ids that it bore before, or that were merged into it
    grade: str | None = None  # confirmed, fair, weak, contested or discounted
    grade_reasons: tuple[str, ...] = ()
    graded_by: str = ""  # "rule", or the id of the decision
    decisions: tuple[str, ...] = ()  # ids of the decisions that shaped it

    def named_actors(self) -> tuple[str, ...]:
        """The actors as they are shown, marked where no claim's own words name them."""
        return tuple(f"{a} (inferred)" if a in self.inferred_actors else a for a in self.actors)

    def toll(self, outcome: str) -> Toll | None:
        """The figure that stands for one outcome: of people, else civilians, else a part of them; never of soldiers."""
        rows = [t for t in self.tolls if t.outcome == outcome and t.victims in _BROADEST_FIRST]
        return min(rows, key=lambda t: _BROADEST_FIRST.index(t.victims), default=None)


@dataclass(frozen=True, slots=True)
class Failure(Record):
    """An input that could not be read or coded, kept with its reason."""

    path: str
    code: str
    what: str
    remedy: str = ""
    document: str = ""


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Record):
        return value.to_json()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return value


_MAKERS: dict[type[Record], Callable[[Mapping[str, Any]], Any]] = {}
_READERS: dict[type[Record], dict[str, Callable[[Any], Any]]] = {}


def _readers(cls: type[Record]) -> dict[str, Callable[[Any], Any]]:
    """Field -> what makes its value out of JSON; found once a class, since ledgers hold records by the 100,000."""
    if cls not in _READERS:
        hints = typing.get_type_hints(cls)
        _READERS[cls] = {f.name: _reader(hints[f.name]) for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
    return _READERS[cls]


def _maker(cls: type[Record]) -> Callable[[Mapping[str, Any]], Any]:
    """What makes a record of this class out of JSON: by place where no field is missing, which is the quicker way."""
    if cls not in _MAKERS:
        readers = _readers(cls)
        names = tuple(readers)
        all_of = operator.itemgetter(*names) if len(names) > 1 else lambda data: (data[names[0]],)
        deep = [(at, read) for at, read in enumerate(readers.values()) if read is not _same]

        def make(data: Mapping[str, Any]) -> Any:
            try:
                values = list(all_of(data))
            except KeyError:  # written by an older version
                return cls(**{n: _read(readers[n], data[n]) for n in names if n in data})
            for at, read in deep:
                if (value := values[at]) is not None:
                    values[at] = read(value)
            return cls(*values)

        _MAKERS[cls] = make
    return _MAKERS[cls]


def _read(read: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else read(value)


def _reader(hint: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _reader(next(a for a in typing.get_args(hint) if a is not type(None)))
    if origin is tuple:
        item = _reader(typing.get_args(hint)[0])
        return tuple if item is _same else lambda value: tuple([item(v) for v in value])
    if isinstance(hint, type) and issubclass(hint, Record):
        return _maker(hint)
    return dt.date.fromisoformat if hint is dt.date else _same


def _same(value: Any) -> Any:
    return value
