"""Objects that were struck on different days: a named site, a thing with a name, the one of its kind in a village."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from harmledger import codebook
from harmledger.analyse.base import Analysis, Option, Options, Row
from harmledger.analyse.material import Account, Material
from harmledger.analyse.objects import Struck
from harmledger.analyse.phrases import found, pattern
from harmledger.analyse.same_object import objects_by_claim
from harmledger.analyse.towns import Towns
from harmledger.link.sources import independent
from harmledger.records import Claim, Incident
from harmledger.timex.base import Context
from harmledger.timex.calendar import days as days_of
from harmledger.timex.grammar import read_times

_MOST_DAYS = 2  # a longer period does not say on which day an object was struck
_ECHO = 2.0  # later news is likely to be about an earlier strike that more than so many times as many reports tell
_NEXT = re.compile(r"\s+and\s+(?:on\s+)?", re.IGNORECASE)  # between two days of a list
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
    said: Annotated[int | None, "how often it was struck in the words of a claim (“for the third time”)"]
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
    several: bool  # whether the incident's claim tells of several days: its toll belongs to none of them alone
    incident: Incident
    claims: tuple[Claim, ...]

    @property
    def reports(self) -> int:
        """In how many reports it is told."""
        return len({c.report for c in self.claims})


def rows(material: Material, options: Options) -> Iterator[RepeatedRow]:
    """One row an object struck on two days or more, or said to have been struck so often, most struck first.

    A day counts where a claim's words name it, or say that the object was struck again. A day known only by publication
    may be that of news of an old strike: with dates "likely" it counts where no earlier strike on the object is told in
    far more reports and words name the day of another strike; with "stated" never, with "published" always.
    """
    accounts = [a for a in material.incidents() if a[0].kind == "event" and a[0].event_type in _book()["attacks"]]
    towns = Towns(c.place for _, claims in accounts for c in claims if c.place is not None)
    told = [c for _, claims in accounts for c in claims if _tells(c)]
    named = objects_by_claim(told, towns)
    by_object: dict[tuple[str, ...], list[_Strike]] = defaultdict(list)
    for account in accounts:
        for strike in _strikes(account, named, material):
            by_object[strike.struck.key].append(strike)
    counted = [_counted(strikes, str(options["dates"])) for strikes in by_object.values()]
    made = [_row(s, material) for s in counted if len({one.day for one in s}) > 1 or (s and _said(s) is not None)]
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


def _tells(claim: Claim) -> bool:
    return claim.modality == "actual" and claim.kind == "event" and claim.event_type in _book()["attacks"]


def _strikes(account: Account, named: Mapping[str, tuple[Struck, ...]], material: Material) -> Iterator[_Strike]:
    incident, claims = account
    by_key: dict[tuple[str, ...], list[tuple[Struck, Claim]]] = defaultdict(list)
    for claim in claims:
        for struck in named.get(claim.id, ()):
            by_key[struck.key].append((struck, claim))
    for pairs in by_key.values():
        struck, of_object = pairs[0][0], [claim for _, claim in pairs]
        conjoined = {claim.id: several for claim in of_object if (several := _conjoined(claim, material))}
        for claim in of_object:
            for told in conjoined.get(claim.id, ()):
                yield _Strike(struck, told, True, True, incident, (claim,))
        single = [claim for claim in of_object if claim.id not in conjoined]
        days = [(day, claim) for claim in single if (day := _day(claim)) is not None]
        stated = sorted(day for day, claim in days if _stated(claim))
        if days:  # the incident is one strike: the day that most of its claims state, else the first published
            day = max(dict.fromkeys(stated), key=lambda d: (stated.count(d), -d.toordinal())) if stated else None
            first = min(day for day, _ in days)
            yield _Strike(struck, day or first, bool(stated), bool(conjoined), incident, tuple(single))


def _conjoined(claim: Claim, material: Material) -> tuple[dt.date, ...]:
    """The days of one sentence that tells of a strike on each: "on 3 June, killing two, and again on 7 June"."""
    report = material.reports().get(claim.report)
    if report is None or report.published.end is None:
        return ()
    base = Context(report.published.end)
    for quote in claim.quotes:
        told: list[dt.date] = []
        end = 0
        for reading in read_times(quote.text):
            span = days_of(reading.kind, reading.value, base) if reading.role == "point" else None
            if span is not None and span[0] == span[1] and (not told or _joined(quote.text, end, reading.start)):
                told.append(span[0])
                end = reading.end
        if len(set(told)) > 1:
            return tuple(sorted(set(told)))
    return ()


def _joined(text: str, end: int, start: int) -> bool:
    """Whether a day is that of a strike too: it follows the one before ("on 3 and 7 May"), or "and again"."""
    return _NEXT.fullmatch(text[end:start]) is not None or _and_then().search(text[end:start]) is not None


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


def _said(strikes: Sequence[_Strike]) -> int | None:
    """How often the object was struck, by the highest number that words give."""
    quotes = [q.text for s in strikes for c in s.claims for q in c.quotes]
    given = [int(number) for number, phrases in _book()["times"].items() if any(found(phrases, q) for q in quotes)]
    return max(given, default=None)


def _row(strikes: Sequence[_Strike], material: Material) -> RepeatedRow:
    struck = min((s.struck for s in strikes), key=lambda s: (s.known, s.name))
    claims = list({c.id: c for s in strikes for c in s.claims}.values())
    days = sorted({s.day for s in strikes})
    return RepeatedRow(
        object=struck.name,
        known_by=struck.known,
        place=struck.area.name,
        admin1=struck.area.admin1 or None,
        country=struck.area.country or None,
        strikes=len(days),
        said=_said(strikes),
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
        tolls = [t for s in strikes if not s.several and (t := s.incident.toll(outcome)) is not None]
        figures += [f"{outcome} {_range(t.low, t.high)}" for t in tolls]
    named = f"{day}" if any(s.stated for s in strikes) else f"{day} (published)"
    return f"{named}: {', '.join(figures)}" if figures else named


def _range(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low or 0} or more"
    return str(high) if low == high else f"{low or 0} to {high}"


@cache
def _and_then() -> re.Pattern[str]:
    return re.compile(pattern(tuple(_book()["conjoined"])).pattern + r"\W+$", re.IGNORECASE)


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
    shown=("object", "known_by", "place", "strikes", "said", "first", "last", "days", "sources"),
    note="“Said” is how often a claim says that it was struck. A day marked (published) is that of the news. Of two "
    "objects of one kind in a city, only name or number tell one from the other; without them they are left out.",
)
