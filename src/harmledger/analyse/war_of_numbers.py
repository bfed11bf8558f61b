"""The war of numbers: each party's running totals of each kind over time, never summed with incidents."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from harmledger import codebook
from harmledger.analyse import total_words
from harmledger.analyse.base import Analysis, Options, Row
from harmledger.analyse.material import Material
from harmledger.analyse.said import body, joined, said_on, sayer, voices, where
from harmledger.link.accounts import place_key
from harmledger.records import Casualty, Claim, Report


@dataclass(frozen=True, slots=True)
class TotalRow(Row):
    """One total as one party or body gives it for one day, with every claim that gives it."""

    place: Annotated[str, "what the total covers; empty where no place is told"]
    outcome: Annotated[str, "killed, losses (“lost 20 men”), injured, missing, displaced, destroyed ..."]
    victims: Annotated[str, "people (civilians among them), child, combatant, medical_worker, objects ..."]
    of: Annotated[str, "whose soldiers, or what kind of objects"]
    group: Annotated[str, "a group of its own that the figure counts: rescuers, athletes ...; empty for all"]
    said_by: Annotated[
        str, "the party or kind of body that gives it: Russia, Ukraine, a named party, un, ngo, media ..."
    ]
    stretch: Annotated[
        str,
        "running (since a start), days (a sum of few days), more (an increment), a day (a daily rate)",
    ]
    since: Annotated[dt.date | None, "first day that it counts; empty where unknown"]
    day: Annotated[dt.date | None, "last day that it counts, else the day of the report; empty where unknown"]
    low: Annotated[int | None, "at least so many; empty where the words give no number"]
    high: Annotated[int | None, "at most so many; empty where open"]
    counted: Annotated[bool, "whether the words give a number: “thousands” is none"]
    before: Annotated[int | None, "the figure before it in the series of this party"]
    flag: Annotated[
        str,
        "lower (than its last figure), part (less than half of it), jump, or rival (another party's of that day)",
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
    of_report: dict[str, str] = {}
    for claim in claims:
        if claim.kind != "toll" or claim.modality != "actual":
            continue
        of_report[claim.id] = claim.report
        for figure in claim.casualties:
            if total_words.is_total(claim, figure):
                row = _row(claim, figure, reports)
                scope = place_key(claim.place) or ""
                groups[scope, *row.series, row.said_by, row.day, row.low, row.high].append((row, claim))
    by_series: dict[tuple[object, ...], list[TotalRow]] = defaultdict(list)
    for key, group in groups.items():
        row = _joined(group, reports)
        by_series[key[0], *row.series, row.said_by].append(row)
    rows = [r for own in by_series.values() for r in _flagged(_once_a_report(own, of_report))]
    return sorted(_rivals(rows), key=_order)


def _row(claim: Claim, figure: Casualty, reports: Mapping[str, Report]) -> TotalRow:
    start, end = (claim.time.start, claim.time.end) if claim.time is not None else (None, None)
    stretch = total_words.stretch(claim, figure)
    if stretch != "running" and "running total" in (claim.time.basis if claim.time is not None else ""):
        start = end  # "4,354 people on Monday": a sum of that day
    counted = total_words.counted(figure)
    return TotalRow(
        place=where(claim.place),
        outcome=total_words.outcome(claim, figure),
        victims="people" if figure.victims == "civilian" else figure.victims,
        of=total_words.whose(claim, figure, reports),
        group=total_words.group(figure),
        said_by=body(claim),
        stretch=stretch,
        since=start,
        day=end or said_on(claim, reports),
        low=figure.low if counted else None,
        high=figure.high if counted else None,
        counted=counted,
        before=None,
        flag="",
        source=sayer(claim, reports),
        sources=1,
        words=" ".join(figure.text.split()),
        claims=(claim.id,),
    )


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
        return ""  # two figures of one day are no step from one to the other
    if row.number < last.number:
        return "lower"
    jump = row.number >= book["jump_factor"] * last.number and last.number >= book["jump_from"]
    return "jump" if jump and (row.day - last.day).days <= book["jump_days"] else ""


def _once_a_report(rows: Sequence[TotalRow], of_report: Mapping[str, str]) -> list[TotalRow]:
    """A headline's round figure and the text's exact one are one row: the exact one, with the claims of both."""
    kept: list[TotalRow] = []
    for row in sorted(rows, key=lambda r: (not r.counted, _round(r.number), r.high is None, r.number, r.claims)):
        told = {of_report[c] for c in row.claims}
        same = (k for k in kept if k.day == row.day and told <= {of_report[c] for c in k.claims} and _alike(k, row))
        exact = next(same, None)
        if exact is None:
            kept.append(row)
        else:
            both = tuple(dict.fromkeys((*exact.claims, *row.claims)))
            kept[kept.index(exact)] = replace(exact, claims=both)
    return kept


def _round(number: int) -> int:
    """How many zeros a number ends with."""
    written = str(number)
    return len(written) - len(written.rstrip("0"))


def _alike(one: TotalRow, other: TotalRow) -> bool:
    near: float = codebook.load("totals")["alike"]
    return one.counted and other.counted and abs(one.number - other.number) <= near * max(one.number, other.number)


def _rivals(rows: Sequence[TotalRow]) -> Iterator[TotalRow]:
    """The rows, flagged where another party gives another figure of the same count for the same day."""
    beside: dict[tuple[object, ...], list[TotalRow]] = defaultdict(list)
    for row in rows:
        if row.counted and row.stretch == "running" and row.day is not None:
            beside[*row.series, row.day].append(row)
    for row in rows:
        others = [o for o in beside.get((*row.series, row.day), ()) if o.said_by != row.said_by]
        rival = not row.flag and row.counted and any(not _alike(o, row) for o in others)
        yield replace(row, flag="rival") if rival else row


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
    shown=("place", "outcome", "victims", "of", "said_by", "stretch", "day", "low", "high", "counted", "words", "flag"),
    note="Totals are never added to incidents, nor one party's to another's. “media” is an outlet that names nobody.",
)
