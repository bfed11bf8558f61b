"""What a program asks for: the conditions on records, as parameters of an address, checked against the vocabulary."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from harmledger import codebook
from harmledger.errors import UsageError
from harmledger.serve.desk import Desk
from harmledger.serve.filters import Chosen, Query, choose, fitting, parse, unknown
from harmledger.serve.known import GRADES, NOUNS, PRECISIONS, known
from harmledger.serve.shelf import KINDS
from harmledger.store import Filter

YesNo = Literal["yes", "no"]


def _one_of(known: tuple[str, ...]) -> tuple[AfterValidator, WithJsonSchema]:
    def check(value: str) -> str:
        plain = value.casefold().replace(" ", "_")
        if found := next((k for k in known if k.casefold().replace(" ", "_") == plain), None):
            return found
        near = difflib.get_close_matches(value, known, n=1)
        raise ValueError(
            f"there is no “{value}”; {f'did you mean {near[0]}?' if near else 'known are ' + ', '.join(known)}"
        )

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": list(known)})


def _vocabulary(name: str) -> tuple[AfterValidator, WithJsonSchema]:
    return _one_of(tuple(codebook.load("vocabulary")[name]))


EventType = Annotated[str, *_vocabulary("event_types")]
Target = Annotated[str, *_vocabulary("targets")]
Weapon = Annotated[str, *_vocabulary("weapons")]
SourceType = Annotated[str, *_vocabulary("source_types")]
Kind = Annotated[str, *_vocabulary("kinds")]
Modality = Annotated[str, *_vocabulary("modalities")]
Precision = Annotated[str, *_one_of(PRECISIONS)]
Grade = Annotated[str, *_one_of(GRADES)]


class Paged(BaseModel):
    """Which part of a long list."""

    model_config = ConfigDict(extra="forbid")
    limit: int = Field(50, ge=1, le=1000, description="how many at most")
    offset: int = Field(0, ge=0, le=10**9, description="how many to pass over")


class Asked(Paged):
    """Conditions on claims, and on reports through their claims. Several values of one are alternatives."""

    place: str = Field("", max_length=200, description="any spelling of a place; a region or country: all in it")
    country: str = Field("", pattern="^([A-Za-z]{2})?$", description="ISO 3166-1 alpha-2")
    since: dt.date | None = Field(None, alias="from", description="first day, YYYY-MM-DD")
    until: dt.date | None = Field(None, alias="to", description="last day, inclusive")
    event_types: list[EventType] = Field([], alias="type", description="what happened")
    targets: list[Target] = Field([], alias="target", description="what was hit")
    weapons: list[Weapon] = Field([], alias="weapon", description="with what")
    party: str = Field("", max_length=200, description="who did it, or the side of the source")
    contested: YesNo | None = Field(None, description="whether the parties dispute it")
    kinds: list[Kind] = Field([], alias="kind", description="events, running totals or conditions")
    text: str = Field("", alias="q", max_length=400, description='words, "a phrase", begin*, -without')

    def which(self) -> Filter:
        """The same as the store asks it."""
        return Filter(
            place=self.place,
            country=self.country.upper(),
            since=self.since,
            until=self.until,
            event_types=tuple(self.event_types),
            targets=tuple(self.targets),
            weapons=tuple(self.weapons),
            party=self.party,
            contested=None if self.contested is None else self.contested == "yes",
            kinds=tuple(self.kinds),
            text=self.text,
            limit=self.limit,
            offset=self.offset,
        )


_OTHER = ("limit", "offset", "format", "skip")  # parameters that say nothing of the incidents


class Wanted(BaseModel):
    """Conditions on incidents: those in the address of the overview, under the same names."""

    place: list[str] = Field([], description="any spelling of a place, or its label on the overview")
    since: str = Field("", alias="from", description="a day, month or year: 2022-03-14, 2022-03, 2022")
    until: str = Field("", alias="to", description="likewise, inclusive")
    event_types: list[EventType] = Field([], alias="type", description="what happened")
    targets: list[Target] = Field([], alias="target", description="what was hit")
    weapons: list[Weapon] = Field([], alias="weapon", description="with what")
    doer: list[str] = Field([], description="who did it, as reported")
    side: list[str] = Field([], description="the side of a source that tells of it")
    party: list[str] = Field([], description="either of the two")
    source: list[SourceType] = Field([], description="a kind of source that tells of it")
    grade: list[Grade] = Field([], description="how well it is carried")
    contested: list[YesNo] = Field([], description="whether the parties dispute it")
    children: list[YesNo] = Field([], description="whether children are among those harmed")
    reviewed: list[YesNo] = Field([], description="whether people have looked at every claim")
    precision: list[Precision] = Field([], description="how close the place is known; closer: than a country")
    without: list[Literal["place", "date"]] = Field([], description="those that lack a place on the map, or a date")
    text: str = Field("", alias="q", max_length=400, description='words, "a phrase", begin*, -without')

    def query(self) -> Query:
        """What the filter of the overview makes of it. UsageError for a date that is none."""
        given = self.model_dump(by_alias=True)
        if given.get("kind") not in KINDS:
            given.pop("kind", None)
        pairs = [(name, v) for name, held in given.items() for v in (held if isinstance(held, list) else [held])]
        return parse([(name, v) for name, v in pairs if name not in _OTHER], strict=True)


class AskedIncidents(Wanted, Paged):
    """The same, with which kind of record, in which order, and which part of the list."""

    kind: Kind = Field("event", description="events, running totals or conditions")
    sort: Literal["newest", "oldest", "toll", "reports"] = "newest"

    def chosen(self, desk: Desk) -> Chosen:
        """The incidents that fit; limit and offset aside. Errors as of `checked`."""
        return choose(desk.shelf, self.checked(desk))

    def checked(self, desk: Desk) -> Query:
        """What is asked. UsageError for a date that is none, or an unknown party."""
        query = self.query()
        for name, value in unknown(desk.shelf, query):
            near = difflib.get_close_matches(value, known(desk.shelf)[name], n=3)
            remedy = f"Did you mean {' or '.join(near)}?" if near else "Parties are named as on the overview."
            raise UsageError(f"there is no such {NOUNS[name]}", subject=f"{name}={value}", remedy=remedy)
        return query


class AskedQueue(Wanted):
    """What a reviewer is offered: of these incidents; of the whole queue where nothing is asked."""

    model_config = ConfigDict(extra="ignore")  # a link from the overview may say how that was shown
    limit: int = Field(3, ge=0, le=20, description="how many cases at most")
    skip: list[str] = Field([], description="keys of cases that come last")
    kind: Literal["", "claims", "same?", "event", "toll", "condition"] = Field(
        "", description="only claims, or doubtful joins; or only events, running totals or conditions"
    )

    def within(self, desk: Callable[[], Desk]) -> frozenset[str] | None:
        """The ids of the incidents that fit, None for no condition."""
        query = self.query()
        if not query.narrowed and query.kind == "event" and self.kind != "event":
            return None
        return fitting(desk().shelf, query)

    @property
    def rows(self) -> Literal["", "claims", "same?"]:
        """Which rows of the queue are asked for."""
        return self.kind if self.kind in ("claims", "same?") else ""
