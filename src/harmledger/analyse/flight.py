"""Flight and evacuation as told: from where, to where, how many, when, by what way, and what stood in it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

from harmledger import codebook
from harmledger.analyse.base import Analysis, Option, Options, Row
from harmledger.analyse.flight_origin import own_origin, part_of
from harmledger.analyse.flight_words import (
    is_flight,
    is_total,
    is_trapped,
    of_a_day,
    read_numbers,
    read_way,
    tells_of_flight,
    words_of,
)
from harmledger.analyse.material import Material
from harmledger.analyse.said import NARROW, days, joined, said_on, sayer, voices
from harmledger.extract.numbers import read_number
from harmledger.records import Casualty, Claim, Report

_PLURAL = 2  # the low end of "civilians", which counts nobody
LONGEST = 31  # days: a figure for a longer stretch that words name is a total, not a day's


@dataclass(frozen=True, slots=True)
class FlightRow(Row):
    """One told movement or figure, with every claim that gives it."""

    origin: Annotated[str, "from where, all places that share the figure; empty where untold"]
    destination: Annotated[str, "to where, as told; empty where untold"]
    who: Annotated[str, "fled, evacuated or trapped; empty where the words leave it open"]
    victims: Annotated[str, "people, civilian, child, combatant ...; empty where no number is told"]
    low: Annotated[int | None, "at least so many; empty where no number is told, as with “civilians”"]
    high: Annotated[int | None, "at most so many; empty where open"]
    part_of: Annotated[str, "the figure that it is a part of, as written (“including 40 children”); else empty"]
    counted: Annotated[bool, "whether the words give a number: “dozens” or “civilians” are none"]
    figure: Annotated[str, "day (of stated days), total (running), event (its day is not stated), state, or none"]
    start: Annotated[dt.date | None, "first day that the figure counts; empty where no words place it"]
    end: Annotated[dt.date | None, "last day that it counts"]
    said: Annotated[dt.date | None, "day of the first report that says so"]
    means: Annotated[tuple[str, ...], "corridor, train, bus, car, convoy, foot, air, water"]
    obstacle: Annotated[str, "blocked or shelled, where words say so of the way out"]
    source: Annotated[str, "who says it"]
    sources: Annotated[int, "independent sources"]
    words: Annotated[str, "the figure as written"]
    claims: Annotated[tuple[str, ...], "claims behind the row"]


@dataclass(slots=True)
class _Told:
    """A figure of one report at its place in the text (None: a movement without a figure), with its claims."""

    figure: Casualty | None
    claims: list[Claim] = field(default_factory=list)


def flights(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[FlightRow]:
    """Every told movement; equal figures of one way and day are one row with all claims that give them."""
    groups: dict[tuple[object, ...], list[tuple[FlightRow, list[Claim]]]] = defaultdict(list)
    for told in _told(claims):
        row = _row(told, reports)
        number = (row.low, row.high, row.victims == "child", row.victims == "combatant", row.figure)
        key = (row.origin, row.destination, row.who, *number, row.obstacle, row.start or row.said, row.end)
        groups[key].append((row, told.claims))
    return sorted((_joined(group, reports) for group in groups.values()), key=_order)


def _told(claims: Iterable[Claim]) -> Iterator[_Told]:
    """Figures once a report, with every claim of flight whose quotes hold their words; then claims without any."""
    book = codebook.load("flight")
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        figures = [c for c in claim.casualties if c.outcome in book["outcomes"]]
        if claim.modality == "actual" and (figures or claim.event_type in book["types"]) and is_flight(words_of(claim)):
            by_report[claim.report].append(claim)
    for own in by_report.values():
        yield from _of_report(own)


def _of_report(claims: Sequence[Claim]) -> Iterator[_Told]:
    book = codebook.load("flight")
    found: dict[tuple[int, str], _Told] = {}
    for claim in claims:
        for row in claim.casualties:
            if row.outcome in book["outcomes"] and (
                _counted(row) or row.outcome != "trapped" or is_trapped(words_of(claim))
            ):
                found.setdefault((row.start or 0, row.outcome), _Told(row)).claims.append(claim)
    known = {(t.figure.low, t.figure.high) for t in found.values() if t.figure is not None}
    for claim in claims:
        for row in _from_words(claim):
            if (row.low, row.high) not in known:  # a title that says the same adds no figure
                found.setdefault((row.start or 0, row.outcome), _Told(row)).claims.append(claim)
    for claim in claims:
        shared = [t for (at, _), t in found.items() if any(q.start <= at < q.end for q in claim.quotes)]
        for told in shared:
            if claim.event_type in book["types"] and claim not in told.claims:
                told.claims.append(claim)  # "6,600 people from three regions": one figure, three origins
        if not shared and claim.event_type in book["types"] and tells_of_flight(words_of(claim)):
            found.setdefault((-len(found) - 1, ""), _Told(None)).claims.append(claim)
    yield from found.values()


def _from_words(claim: Claim) -> Iterator[Casualty]:
    """Figures in quotes that no row of casualties holds ("about 20,000 people have left by car")."""
    for quote in claim.quotes:
        for n in read_numbers(quote.text):
            victims = "child" if n.noun == "children" else "people"
            words = quote.text[n.start : n.end]
            yield Casualty(n.outcome, victims, None, n.low, n.high, words, quote.start + n.start, quote.start + n.end)


def _row(told: _Told, reports: Mapping[str, Report]) -> FlightRow:
    figure, first = told.figure, told.claims[0]
    ways = [read_way(c) for c in told.claims]
    kind, start, end = _placed(first, figure)
    whole, from_part = _whole(told)
    plural = figure is not None and not _counted(figure) and (figure.low or 0) <= _PLURAL
    outcomes = codebook.load("flight")["outcomes"]
    return FlightRow(
        origin=from_part or joined(sorted({w.origin for w in ways})),
        destination=joined(sorted({w.destination for w in ways})),
        who=outcomes[figure.outcome] if figure is not None else "",
        victims=figure.victims if figure is not None else "",
        low=figure.low if figure is not None and not plural else None,
        high=figure.high if figure is not None else None,
        part_of=whole,
        counted=figure is not None and _counted(figure),
        figure=kind,
        start=start,
        end=end,
        said=said_on(first, reports),
        means=tuple(sorted({m for w in ways for m in w.means})),
        obstacle=" and ".join(sorted({o for w in ways for o in w.obstacle.split(" and ") if o})),
        source=joined(sayer(c, reports) for c in told.claims),
        sources=voices(told.claims, reports),
        words=" ".join(figure.text.split()) if figure is not None else "",
        claims=tuple(sorted({c.id for c in told.claims})),
    )


def _whole(told: _Told) -> tuple[str, str]:
    """The words of the figure that this one is a part of, and where that part is said to be from."""
    figure = told.figure
    if figure is None or figure.start is None or figure.end is None:
        return "", ""
    for claim in told.claims:
        for quote in claim.quotes:
            at = figure.start - quote.start
            if 0 <= at < len(quote.text) and part_of(quote.text, at):
                before = [c for c in claim.casualties if c.start is not None and quote.start <= c.start < figure.start]
                whole = max(before, key=lambda c: c.start or 0).text if before else ""
                return " ".join(whole.split()), own_origin(quote.text, figure.end - quote.start)
    return "", ""


def _counted(row: Casualty) -> bool:
    """Whether the words hold a number; "dozens" and a bare plural open a range and count nobody."""
    return row.high is not None or any(c.isdigit() for c in row.text) or read_number(row.text) is not None


def _placed(claim: Claim, row: Casualty | None) -> tuple[str, dt.date | None, dt.date | None]:
    """What kind of figure it is and the days that it counts: a day's, a running total's, or none."""
    time, text, span = claim.time, words_of(claim), days(claim, LONGEST)
    if time is not None and time.end is not None and of_a_day(text, time.text):
        counts = (time.end, time.end) if span is None or "running total" in time.basis else span
        return ("none" if row is None else "day"), *counts
    if row is None:
        return "none", *(span or (None, None))
    if row.outcome == "trapped" or claim.kind == "condition":
        return "state", *(span or (None, None))
    short = span is not None and (span[1] - span[0]).days < NARROW
    if (is_total(text) or (_counted(row) and claim.kind == "toll")) and not short:
        return ("total", time.start, time.end) if time is not None else ("total", None, None)
    return ("day", *span) if span is not None else ("event", None, None)


def _joined(group: Sequence[tuple[FlightRow, list[Claim]]], reports: Mapping[str, Report]) -> FlightRow:
    group = sorted(group, key=lambda g: (str(g[0].said), g[0].claims))
    return replace(
        group[0][0],
        means=tuple(sorted({m for r, _ in group for m in r.means})),
        source=joined(part for r, _ in group for part in r.source.split("; ")),
        sources=voices((c for _, own in group for c in own), reports),
        claims=tuple(sorted({c for r, _ in group for c in r.claims})),
    )


def _order(row: FlightRow) -> tuple[str, str, str, str, int, tuple[str, ...]]:
    return (str(row.end or row.said), row.origin, row.destination, row.who, row.low or row.high or 0, row.claims)


def _rows(material: Material, options: Options) -> Iterable[Row]:
    rows = flights(material.claims(), material.reports())
    return [r for r in rows if r.counted] if options["counted"] == "yes" else rows


ANALYSIS = Analysis(
    name="flight",
    about="flight and evacuation as told: from where, to where, how many, when, by what way, blocked or shelled",
    row=FlightRow,
    rows=_rows,
    day="end",
    options=(Option("counted", "only rows with a number", "no", ("no", "yes")),),
    shown=(
        "start",
        "end",
        "origin",
        "destination",
        "who",
        "low",
        "high",
        "counted",
        "figure",
        "part_of",
        "means",
        "obstacle",
        "source",
        "words",
    ),
    note="A day's figure, a running total and a single movement are kept apart and never add up. A row whose days no "
    "words tell stands on no day.",
)
