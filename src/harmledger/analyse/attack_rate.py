"""The rate of attacks as reports tell it: figures of what was fired, a day, a night, an hour, a week, or in all."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from harmledger.analyse import cues
from harmledger.analyse.base import Analysis, Options, Row
from harmledger.analyse.material import Material
from harmledger.analyse.rate_figures import Figure, figures
from harmledger.analyse.said import NARROW, basis, days, joined, said_on, sayer, voices, wheres
from harmledger.analyse.told_rate import Way
from harmledger.codebook import parties
from harmledger.records import Claim, Report

LONGEST = 31  # days: a figure for a longer stretch is no rate


@dataclass(frozen=True, slots=True)
class RateRow(Row):
    """One told figure of attacks, with every claim that gives it."""

    place: Annotated[str, "where, all places that share the figure; empty where no place is told"]
    what: Annotated[str, "what is counted: attacks, shellings, air strikes, missiles, shells ..."]
    fate: Annotated[str, "carried out, repelled or intercepted"]
    low: Annotated[int | None, "at least so many"]
    high: Annotated[int | None, "at most so many; empty where open"]
    per: Annotated[str, "day, night, hour, week, month, part of a day, or a number of days; empty where untold"]
    way: Annotated[str, "rate (habitual), count (in a named period), total (running), or unplaced (no period told)"]
    age: Annotated[str, "then or now, where the report sets one rate against another"]
    start: Annotated[dt.date | None, "first day that it counts; empty where no words place it"]
    end: Annotated[dt.date | None, "last day that it counts"]
    said: Annotated[dt.date | None, "day of the first report that says so"]
    by: Annotated[str, "whose attacks"]
    by_basis: Annotated[str, "stated by the words, or inferred from what; empty where nobody is named"]
    source: Annotated[str, "who says it"]
    sources: Annotated[int, "independent sources"]
    words: Annotated[str, "the figure as written"]
    claims: Annotated[tuple[str, ...], "claims behind the figure"]


def rates(found: Iterable[Figure], reports: Mapping[str, Report]) -> list[RateRow]:
    """Every told figure once: equal figures of one place and day are one row with all claims that give them."""
    rows: dict[tuple[object, ...], list[tuple[RateRow, Figure]]] = defaultdict(list)
    for figure in found:
        row = figure_row(figure, reports)
        key = (
            row.place,
            row.what,
            row.fate,
            row.low,
            row.high,
            row.per,
            row.way,
            row.age,
            row.start or row.said,
            row.end,
        )
        rows[key].append((row, figure))
    return sorted((_joined(group, reports) for group in rows.values()), key=_order)


def figure_row(figure: Figure, reports: Mapping[str, Report]) -> RateRow:
    """One report's figure as a row: placed on days only where words of the text place it."""
    per, way, span = _placed(figure)
    start, end = span if span is not None and way != "unplaced" else (None, None)
    by, by_basis = _by(figure, reports)
    return RateRow(
        place=figure.region or wheres(figure.claims),
        what=figure.told.what,
        fate=figure.told.fate,
        low=figure.told.low,
        high=figure.told.high,
        per=per,
        way=way,
        age=figure.told.age,
        start=start,
        end=end,
        said=said_on(figure.claims[0], reports),
        by=by,
        by_basis=by_basis,
        source=joined(sayer(c, reports) for c in figure.claims),
        sources=voices(figure.claims, reports),
        words=figure.words,
        claims=tuple(sorted(c.id for c in figure.claims)),
    )


def _placed(figure: Figure) -> tuple[str, Way, tuple[dt.date, dt.date] | None]:
    """Period and days of a figure; no days where the words of time are another figure's."""
    per, way = figure.told.per, figure.told.way
    if figure.own_time is False:
        return per, way, None  # "200 a day, compared with 40 a month ago": the month ago is of the 40
    span = next((d for c in figure.claims if (d := days(c, LONGEST))), None)
    if way in ("unplaced", "total") and span is not None and (span[1] - span[0]).days < NARROW:
        per, way = _of_days(figure.claims, span), "count"
    if way == "unplaced" and span is not None:
        per, way = _of_days(figure.claims, span), "count"
    if way == "total":
        span = next(((c.time.start, c.time.end) for c in figure.claims if c.time and c.time.start and c.time.end), None)
    if way == "count" and span is None:
        span = _narrow(figure.claims)
    return per, way, span


def _of_days(claims: Sequence[Claim], span: tuple[dt.date, dt.date]) -> str:
    """What a figure is per, by the words that date it ("the past day", "Friday")."""
    stretches, names = cues.named("rates", "periods")
    for c in claims:
        named = stretches.search(c.time.text) if c.time else None
        if named is not None:
            return names[cues.flat(named.group())]
    length = (span[1] - span[0]).days + 1
    return "day" if length == 1 else f"{length} days"


def _by(figure: Figure, reports: Mapping[str, Report]) -> tuple[str, str]:
    """Whose attacks, and how that is known: the party before the noun ("enemy" read in its report), else the doer.

    Those that shot down or repelled are not those that attacked.
    """
    named = parties.party(figure.told.between)
    if named and parties.is_named(named):
        return named, "stated"
    if named:
        report = reports.get(figure.claims[0].report)
        text = " ".join([report.title if report else "", *(q.text for c in figure.claims for q in c.quotes)])
        found = parties.relatives(text).get(named.lower(), "")
        return found, f"inferred from “{named}”" if found else ""
    actor = figure.claims[0].actor or "" if figure.told.fate == "carried out" else ""
    return actor, basis(figure.claims, actor)


def _narrow(claims: Sequence[Claim]) -> tuple[dt.date, dt.date] | None:
    """The days of a claim whose period its quote names in words of its own ("during the day")."""
    for c in claims:
        if c.time and c.time.start and c.time.end and (c.time.end - c.time.start).days < LONGEST:
            return c.time.start, c.time.end
    return None


def _joined(group: Sequence[tuple[RateRow, Figure]], reports: Mapping[str, Report]) -> RateRow:
    group = sorted(group, key=lambda g: (str(g[0].said), g[1].report, g[1].at))
    row = group[0][0]
    own = {c.id: c for _, figure in group for c in figure.claims}
    by = next((r.by for r, _ in group if r.by), "")
    known = [r.by_basis for r, _ in group if by and r.by == by]
    return replace(
        row,
        by=by,
        by_basis="stated" if "stated" in known else joined(known),
        source=joined(part for r, _ in group for part in r.source.split("; ")),
        sources=voices(own.values(), reports),
        claims=tuple(sorted(own)),
    )


def _order(row: RateRow) -> tuple[str, str, str, str, int, str, tuple[str, ...]]:
    return (str(row.end or row.said), row.place, row.what, row.fate, row.low or row.high or 0, row.per, row.claims)


def _rows(material: Material, options: Options) -> Iterable[Row]:
    del options
    return rates(figures(material.claims(), material.text), material.reports())


ANALYSIS = Analysis(
    name="attack-rate",
    about="how often a place was attacked, as reports tell it: so many attacks a day, a night, an hour, a week",
    row=RateRow,
    rows=_rows,
    day="end",
    shown=("end", "place", "low", "high", "what", "per", "way", "fate", "by", "by_basis", "source", "words"),
    note="Figures are those that sources give, not counts of incidents. A figure whose period no words tell is listed "
    "as unplaced and stands on no day; a running total is no rate.",
)
