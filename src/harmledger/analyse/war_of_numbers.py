"""The war of numbers: each party's running totals of each kind over time, never summed with incidents."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from harmledger import codebook
from harmledger.analyse import cues
from harmledger.analyse.base import Analysis, Options, Row
from harmledger.analyse.flight_words import of_a_day, words_of
from harmledger.analyse.material import Material
from harmledger.analyse.said import body, joined, said_on, sayer, voices, where
from harmledger.codebook import parties
from harmledger.extract.numbers import read_number
from harmledger.link.accounts import place_key
from harmledger.records import Casualty, Claim, Report

_NOUN = re.compile(r"[a-z]{4,}s")
_BESIDE = 25  # characters behind a figure within which "a day" makes it a daily rate


@dataclass(frozen=True, slots=True)
class TotalRow(Row):
    """One total as one party or body gives it for one day, with every claim that gives it."""

    place: Annotated[str, "what the total covers; empty where no place is told"]
    outcome: Annotated[str, "killed, injured, missing, displaced, destroyed ..."]
    victims: Annotated[str, "people (civilians among them), child, combatant, medical_worker, objects ..."]
    of: Annotated[str, "whose soldiers, or what kind of objects"]
    group: Annotated[str, "a group of its own that the figure counts: rescuers, athletes ...; empty for all"]
    said_by: Annotated[
        str, "the party or kind of body that gives it: Russia, Ukraine, a named party, un, ngo, media ..."
    ]
    stretch: Annotated[str, "running (a total since a start), days (a sum of few days) or a day (a daily rate)"]
    since: Annotated[dt.date | None, "first day that it counts; empty where unknown"]
    day: Annotated[dt.date | None, "last day that it counts, else the day of the report; empty where unknown"]
    low: Annotated[int | None, "at least so many"]
    high: Annotated[int | None, "at most so many; empty where open"]
    counted: Annotated[bool, "whether the words give a number: “thousands” is none"]
    before: Annotated[int | None, "the figure before it in the series of this party"]
    flag: Annotated[
        str, "lower (than the party's last figure), part (less than half of it), jump, or rival (of one day)"
    ]
    source: Annotated[str, "who says it"]
    sources: Annotated[int, "independent sources"]
    words: Annotated[str, "the figure as written"]
    claims: Annotated[tuple[str, ...], "claims behind the figure"]

    @property
    def number(self) -> int:
        """The figure to compare by: the lower one, of "up to 50" the upper."""
        return self.low if self.low is not None else (self.high or 0)

    @property
    def series(self) -> tuple[str, ...]:
        """What a figure may be compared with: same scope, same kind, same start."""
        return (self.place, self.outcome, self.victims, self.of, self.group, self.stretch, str(self.since))


def totals(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[TotalRow]:
    """Every total once a party and day, in order of scope, kind, party and day, with flags within each series."""
    groups: dict[tuple[object, ...], list[tuple[TotalRow, Claim]]] = defaultdict(list)
    for claim in claims:
        if claim.kind != "toll" or claim.modality != "actual":
            continue
        for figure in claim.casualties:
            if figure.low is not None or figure.high is not None:
                row = _row(claim, figure, reports)
                scope = place_key(claim.place) or ""
                groups[scope, *row.series, row.said_by, row.day, row.low, row.high].append((row, claim))
    by_series: dict[tuple[object, ...], list[TotalRow]] = defaultdict(list)
    for key, group in groups.items():
        row = _joined(group, reports)
        by_series[key[0], *row.series, row.said_by].append(row)
    return sorted((r for rows in by_series.values() for r in _flagged(rows)), key=_order)


def _row(claim: Claim, figure: Casualty, reports: Mapping[str, Report]) -> TotalRow:
    time = claim.time
    start, end = (time.start, time.end) if time is not None else (None, None)
    stretch = _stretch(claim, figure)
    if stretch != "running" and "running total" in (time.basis if time is not None else ""):
        start = end  # "4,354 people on Monday": a sum of that day
    return TotalRow(
        place=where(claim.place),
        outcome=figure.outcome,
        victims="people" if figure.victims == "civilian" else figure.victims,
        of=_whose(claim, figure, reports),
        group=_group(figure),
        said_by=body(claim),
        stretch=stretch,
        since=start,
        day=end or said_on(claim, reports),
        low=figure.low,
        high=figure.high,
        counted=_counted(figure),
        before=None,
        flag="",
        source=sayer(claim, reports),
        sources=1,
        words=" ".join(figure.text.split()),
        claims=(claim.id,),
    )


def _stretch(claim: Claim, figure: Casualty) -> str:
    """Whether a figure runs since a start, sums a few days, or is so many a day."""
    text, time = words_of(claim), claim.time
    at = text.find(figure.text) if figure.text else -1
    if at >= 0 and cues.listed("rates", "habits").search(text, at, at + len(figure.text) + _BESIDE) is not None:
        return "a day"
    if time is None or time.start is None or time.end is None:
        return "running"
    few = (time.end - time.start).days < codebook.load("totals")["running_days"]
    return "days" if few or of_a_day(text, time.text) else "running"


def _group(figure: Casualty) -> str:
    """The group that a figure's words name ("43 rescuers"); empty for words that count all."""
    if figure.victims not in ("people", "civilian"):
        return ""
    last = figure.text.split()[-1:] or [""]
    noun = last[0] if _NOUN.fullmatch(last[0]) and read_number(last[0]) is None and _counted(figure) else ""
    return noun if noun and noun not in codebook.load("totals")["generic"] else ""


def _counted(figure: Casualty) -> bool:
    """Whether the words hold a number; "thousands" opens a range and counts nobody."""
    return figure.high is not None or any(c.isdigit() for c in figure.text) or read_number(figure.text) is not None


def _whose(claim: Claim, figure: Casualty, reports: Mapping[str, Report]) -> str:
    """Whose soldiers: a party by its name; "the enemy" by what the word means in the report's title and the quotes."""
    if figure.of is None or figure.victims != "combatant":
        return figure.of or ""
    named = parties.party(figure.of) or figure.of
    if parties.is_named(named):
        return named
    report = reports.get(claim.report)
    text = " ".join([report.title if report is not None else "", *(q.text for q in claim.quotes)])
    return parties.relatives(text).get(named.lower(), named)


def _joined(group: Sequence[tuple[TotalRow, Claim]], reports: Mapping[str, Report]) -> TotalRow:
    group = sorted(group, key=lambda g: (str(said_on(g[1], reports)), g[1].id))
    own = [claim for _, claim in group]
    return replace(
        group[0][0],
        counted=any(r.counted for r, _ in group),
        source=joined(r.source for r, _ in group),
        sources=voices(own, reports),
        claims=tuple(dict.fromkeys(c.id for c in own)),
    )


def _flagged(rows: Sequence[TotalRow]) -> Iterator[TotalRow]:
    """The rows of one party's series by day, with what is odd in it; sums of few days are no series."""
    ordered = sorted(rows, key=lambda r: (str(r.day), r.number, r.claims))
    if ordered[0].stretch != "running":
        yield from ordered
        return
    last: TotalRow | None = None
    for row in ordered:
        if not row.counted or row.day is None:
            yield row
            continue
        if last is not None:
            row = replace(row, before=last.number, flag=_flag(last, row))
        yield row
        last = last if row.flag == "part" else row


def _flag(last: TotalRow, row: TotalRow) -> str:
    book = codebook.load("totals")
    assert last.day is not None and row.day is not None
    if row.number * book["part"] < last.number:
        return "part"
    if abs(row.number - last.number) <= book["alike"] * last.number and row.number <= last.number:
        return ""
    if row.day == last.day:
        return "rival"
    if row.number < last.number:
        return "lower"
    jump = row.number >= book["jump_factor"] * last.number and last.number >= book["jump_from"]
    return "jump" if jump and (row.day - last.day).days <= book["jump_days"] else ""


def _order(row: TotalRow) -> tuple[object, ...]:
    return (row.place, row.outcome, row.victims, row.of, row.group, row.said_by, str(row.day), row.number, row.claims)


def _rows(material: Material, options: Options) -> Iterable[Row]:
    del options
    return totals(material.claims(), material.reports())


ANALYSIS = Analysis(
    name="war-of-numbers",
    about="each party's running totals of each kind over time, with what falls, leaps or rivals in them",
    row=TotalRow,
    rows=_rows,
    shown=("place", "outcome", "victims", "of", "group", "said_by", "day", "low", "high", "before", "flag", "source"),
    note="Totals are never added to incidents, nor one party's to another's. “media” is an outlet that names nobody.",
)
