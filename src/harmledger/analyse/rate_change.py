"""Changes in the told rate of attacks: then and now within one report, and from one figure of a place to the next."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from harmledger.analyse.attack_rate import RateRow, figure_row, rates
from harmledger.analyse.base import Analysis, Options, Row
from harmledger.analyse.material import Material
from harmledger.analyse.rate_figures import Figure, figures, growths
from harmledger.analyse.said import basis, joined, said_on, sayer, wheres
from harmledger.records import Claim, Report

NEAR = 800  # characters between "then" and "now" of one comparison
PERIODS = (
    "day",
    "night",
    "hour",
    "half hour",
    "week",
    "month",
)  # equal stretches; "12 days" beside "8 days" is no change


@dataclass(frozen=True, slots=True)
class ChangeRow(Row):
    """One step from an earlier to a later rate of the same thing."""

    place: Annotated[str, "where"]
    what: Annotated[str, "what is counted"]
    fate: Annotated[str, "carried out, repelled or intercepted"]
    per: Annotated[str, "of what stretch both figures are"]
    by: Annotated[str, "whose attacks"]
    by_basis: Annotated[str, "stated by the words, or inferred from what; empty where nobody is named"]
    told: Annotated[str, "in one report (its own comparison), or over time (two reports' figures)"]
    before_low: Annotated[int | None, "the earlier figure, at least"]
    before_high: Annotated[int | None, "the earlier figure, at most"]
    before_day: Annotated[dt.date | None, "its last day; empty where untold"]
    low: Annotated[int | None, "the later figure, at least"]
    high: Annotated[int | None, "the later figure, at most"]
    day: Annotated[dt.date | None, "its last day, else the day of the report"]
    ratio_low: Annotated[float | None, "later through earlier, at least; empty where open"]
    ratio_high: Annotated[float | None, "later through earlier, at most; empty where open"]
    direction: Annotated[str, "up, down, or unclear where the ranges overlap or are open"]
    source: Annotated[str, "who says the later figure"]
    before_source: Annotated[str, "who says the earlier figure"]
    claims: Annotated[tuple[str, ...], "claims behind both figures"]


def changes(
    claims: Iterable[Claim], reports: Mapping[str, Report], text: Callable[[str], str] = lambda report: ""
) -> list[ChangeRow]:
    """Comparisons of single reports, then steps between the told figures of one place; by day."""
    own = list(claims)
    told = list(figures(own, text))
    found = [*_compared(told, reports), *_stepped(rates(told, reports))]
    found.extend(_by_factor(own, reports, text, found))
    rows = {(*r.claims, r.before_low, r.low, r.ratio_low): r for r in found}
    return sorted(rows.values(), key=lambda r: (str(r.day), r.place, r.what, r.fate, r.told, r.claims, str(r.low)))


def _compared(told: Sequence[Figure], reports: Mapping[str, Report]) -> Iterator[ChangeRow]:
    """ "Before, seven to ten times a day; now 70 to 80": the figure of then with the nearest of now."""
    found: dict[str, list[tuple[int, RateRow]]] = defaultdict(list)
    for figure in told:
        found[figure.report].append((figure.at, figure_row(figure, reports)))
    for own in found.values():
        for at, then in own:
            if then.age != "then":
                continue
            now = [(abs(b - at), r) for b, r in own if r.age != "then" and r.what == then.what and abs(b - at) < NEAR]
            fits = [(d, r) for d, r in now if r.per == then.per or not r.per or not then.per]
            if fits:
                yield _change(then, min(fits, key=lambda f: f[0])[1], "in one report")


def _by_factor(
    claims: Sequence[Claim], reports: Mapping[str, Report], text: Callable[[str], str], known: Sequence[ChangeRow]
) -> Iterator[ChangeRow]:
    """ "Shelling has grown tenfold", "doubled to eight a day": the factor, and the later figure where one is told."""
    compared = {c for row in known if row.told == "in one report" for c in row.claims}
    for growth, own in growths(claims, text):
        if compared.issuperset(c.id for c in own):
            continue  # both figures are told: the factor says the same again
        near = [f for f in figures(own, text) if 0 <= f.at - growth.end < 20 and f.told.what == growth.what]
        after = figure_row(near[0], reports) if near else None
        actor = next((c.actor for c in own if c.actor), "")
        source = joined(sayer(c, reports) for c in own)
        yield ChangeRow(
            place=wheres(own),
            what=growth.what,
            fate="carried out",
            per=after.per if after else "",
            by=actor,
            by_basis=basis(own, actor),
            told="in one report",
            before_low=None,
            before_high=None,
            before_day=None,
            low=after.low if after else None,
            high=after.high if after else None,
            day=(after.end or after.said) if after else said_on(own[0], reports),
            ratio_low=growth.ratio,
            ratio_high=growth.ratio,
            direction="up" if growth.ratio > 1 else "down" if growth.ratio < 1 else "same",
            source=source,
            before_source=source,
            claims=tuple(sorted(c.id for c in own)),
        )


def _stepped(rows: Sequence[RateRow]) -> Iterator[ChangeRow]:
    series: dict[tuple[str, ...], list[RateRow]] = defaultdict(list)
    for row in rows:
        if row.place and row.per in PERIODS and row.way in ("rate", "count") and row.age != "then" and row.end:
            series[row.place, row.what, row.fate, row.per, row.by].append(row)
    for told in series.values():
        for before, after in pairwise(sorted(told, key=lambda r: (str(r.end), r.low or r.high or 0, r.claims))):
            if before.end != after.end:
                yield _change(before, after, "over time")


def _change(before: RateRow, after: RateRow, told: str) -> ChangeRow:
    low, high = _through(after.low, before.high), _through(after.high, before.low)
    up, down = low is not None and low > 1, high is not None and high < 1
    return ChangeRow(
        place=after.place or before.place,
        what=after.what,
        fate=after.fate,
        per=after.per or before.per,
        by=after.by or before.by,
        by_basis=after.by_basis if after.by else before.by_basis,
        told=told,
        before_low=before.low,
        before_high=before.high,
        before_day=before.end,
        low=after.low,
        high=after.high,
        day=after.end or after.said,
        ratio_low=low,
        ratio_high=high,
        direction="up" if up else "down" if down else "same" if low == high == 1 else "unclear",
        source=after.source,
        before_source=before.source,
        claims=tuple(sorted({*before.claims, *after.claims})),
    )


def _through(part: int | None, whole: int | None) -> float | None:
    return round(part / whole, 2) if part is not None and whole else None


def _rows(material: Material, options: Options) -> Iterable[Row]:
    del options
    return changes(material.claims(), material.reports(), material.text)


ANALYSIS = Analysis(
    name="rate-change",
    about="how the told rate of attacks on a place changed, within one report and from one figure to the next",
    row=ChangeRow,
    rows=_rows,
    day="day",
    shown=(
        "day",
        "place",
        "what",
        "per",
        "before_low",
        "before_high",
        "low",
        "high",
        "ratio_low",
        "direction",
        "told",
        "by",
        "by_basis",
        "source",
    ),
    note="Two figures of different days may come from different sources that count differently: both are named.",
)
