"""Objects that were struck on different days: a named site, a thing with a name, the one of its kind in a village."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from harmledger import codebook
from harmledger.analyse.base import Analysis, Option, Options, Row
from harmledger.analyse.material import Account, Material
from harmledger.analyse.objects import Struck, objects
from harmledger.analyse.phrases import found
from harmledger.analyse.towns import Towns
from harmledger.link.sources import independent
from harmledger.records import Claim, Incident

_MOST_DAYS = 2  # a longer period does not say on which day an object was struck
_ECHO = 2.0  # later news is likely to be about an earlier strike that more than so many times as many reports tell
_ECHO_DAYS = 3  # so long the first news of a strike goes on


@dataclass(frozen=True, slots=True)
class RepeatedRow(Row):
    """One object with the days on which it is said to have been struck."""

    object: Annotated[str, "the object: its name, or its kind and town"]
    known_by: Annotated[str, "how it is known to be one object: site, name, only one in a town, only one in a village"]
    place: Annotated[str, "town or region"]
    admin1: Annotated[str | None, "first-order division"]
    country: Annotated[str | None, "ISO 3166-1 alpha-2"]
    strikes: Annotated[int, "days with a strike"]
    first: Annotated[dt.date, "day of the first"]
    last: Annotated[dt.date, "day of the last"]
    days: Annotated[tuple[str, ...], "each day, with the killed and injured of its incidents where they are told"]
    sources: Annotated[int, "sources that do not repeat each other, over all days"]
    incident_ids: Annotated[tuple[str, ...], "the incidents"]
    again: Annotated[tuple[str, ...], "of the claims those whose words say that it was struck again"]
    claims: Annotated[tuple[str, ...], "the claims that say that it was struck on these days"]


@dataclass(frozen=True, slots=True)
class _Strike:
    """One incident's claims about one object."""

    struck: Struck
    day: dt.date
    stated: bool  # whether words name the day, or say that the object was struck again
    incident: Incident
    claims: tuple[Claim, ...]

    @property
    def reports(self) -> int:
        """In how many reports it is told."""
        return len({c.report for c in self.claims})


def rows(material: Material, options: Options) -> Iterator[RepeatedRow]:
    """One row an object struck on two days or more, most struck first.

    A day counts where a claim's words name it, or say that the object was struck again. A day known only by publication
    may be that of news of an old strike: with dates "likely" it counts where no earlier strike on the object is told in
    far more reports and words name the day of another strike; with "stated" never, with "published" always.
    """
    accounts = [a for a in material.incidents() if a[0].kind == "event" and a[0].event_type in _book()["attacks"]]
    towns = Towns(c.place for _, claims in accounts for c in claims if c.place is not None)
    by_object: dict[tuple[str, ...], list[_Strike]] = defaultdict(list)
    for account in accounts:
        for strike in _strikes(account, towns):
            by_object[strike.struck.key].append(strike)
    counted = [_counted(strikes, str(options["dates"])) for strikes in by_object.values()]
    made = [_row(strikes, material) for strikes in counted if len({s.day for s in strikes}) > 1]
    yield from sorted(made, key=lambda r: (-r.strikes, r.first, r.object, r.claims))


def _counted(strikes: Sequence[_Strike], dates: str) -> list[_Strike]:
    """The strikes on one object whose days count, in the order of days."""
    kept: list[_Strike] = []
    for strike in sorted(strikes, key=lambda s: (s.day, not s.stated, s.incident.id)):
        if strike.stated or dates == "published" or (dates == "likely" and not _echo(strike, kept)):
            kept.append(strike)
    return kept if dates == "published" or any(s.stated for s in kept) else []


def _echo(strike: _Strike, before: Sequence[_Strike]) -> bool:
    """Whether it may be news of a strike before."""
    return any(
        (strike.day - b.day).days <= _ECHO_DAYS or b.reports > _ECHO * strike.reports for b in before if b is not strike
    )


def _strikes(account: Account, towns: Towns) -> Iterator[_Strike]:
    incident, claims = account
    by_key: dict[tuple[str, ...], list[tuple[Struck, Claim]]] = defaultdict(list)
    for claim in claims:
        if claim.modality == "actual" and claim.kind == "event" and claim.event_type in _book()["attacks"]:
            for struck in objects(claim, towns):
                by_key[struck.key].append((struck, claim))
    for pairs in by_key.values():
        days = [(day, claim) for _, claim in pairs if (day := _day(claim)) is not None]
        stated = sorted(day for day, claim in days if _stated(claim))
        if days:  # the incident is one strike: the day that most of its claims state, else the first published
            day = max(dict.fromkeys(stated), key=lambda d: (stated.count(d), -d.toordinal())) if stated else None
            first = min(day for day, _ in days)
            yield _Strike(pairs[0][0], day or first, bool(stated), incident, tuple(claim for _, claim in pairs))


def _day(claim: Claim) -> dt.date | None:
    """The day of a claim, where its period is short enough to be one."""
    time = claim.time
    if time is None or time.start is None or time.end is None or (time.end - time.start).days >= _MOST_DAYS:
        return None
    return time.end


def _stated(claim: Claim) -> bool:
    return bool(claim.time and claim.time.text) or says_again(claim)


def says_again(claim: Claim) -> bool:
    """Whether the words of a claim say that something was struck once more."""
    return any(found(_book()["again"], q.text) for q in claim.quotes)


def _row(strikes: Sequence[_Strike], material: Material) -> RepeatedRow:
    struck = min((s.struck for s in strikes), key=lambda s: (s.known, s.name))
    claims = [c for s in strikes for c in s.claims]
    days = sorted({s.day for s in strikes})
    return RepeatedRow(
        object=struck.name,
        known_by=struck.known,
        place=struck.area.name,
        admin1=struck.area.admin1 or None,
        country=struck.area.country or None,
        strikes=len(days),
        first=days[0],
        last=days[-1],
        days=tuple(_told(day, [s for s in strikes if s.day == day]) for day in days),
        sources=independent(claims, material.reports()),
        incident_ids=tuple(dict.fromkeys(s.incident.id for s in strikes)),
        again=tuple(c.id for c in claims if says_again(c)),
        claims=tuple(c.id for c in claims),
    )


def _told(day: dt.date, strikes: Sequence[_Strike]) -> str:
    figures = []
    for outcome in ("killed", "injured"):
        tolls = [t for s in strikes if (t := s.incident.toll(outcome)) is not None]
        figures += [f"{outcome} {_range(t.low, t.high)}" for t in tolls]
    named = f"{day}" if any(s.stated for s in strikes) else f"{day} (published)"
    return f"{named}: {', '.join(figures)}" if figures else named


def _range(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low or 0} or more"
    return str(high) if low == high else f"{low or 0} to {high}"


@cache
def _book() -> dict[str, Any]:
    return codebook.load("repeated")


ANALYSIS = Analysis(
    name="repeated-strikes",
    about="objects struck on several days, how each is known to be one object, and the toll of each day",
    row=RepeatedRow,
    rows=rows,
    options=(
        Option("dates", "which days count: named by words, or likely", "likely", ("stated", "likely", "published")),
    ),
    shown=("object", "known_by", "place", "strikes", "first", "last", "days", "sources"),
    note="A day marked (published) is that of the news. Of two objects of one kind in a city, only name or number tell "
    "one from the other; without them they are left out.",
)
