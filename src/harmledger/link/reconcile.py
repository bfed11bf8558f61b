"""Low, best and high of an incident's figures, by a rule that the user can name.

low is the smallest figure that any claim gives, high the largest: the range hides no account. best is a counted figure
where there is one ("dozens", "civilians" are none), chosen by the rule:

- most_direct: of the figures that no later report exceeds, the latest of the most direct class of sources
  (`directness` in linking.yaml);
- latest: the latest figure, whoever gives it;
- majority: the figure that most sources give, copies counted once; the latest of equals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from harmledger.extract.numbers import read_number
from harmledger.link.accounts import published_day
from harmledger.link.settings import settings
from harmledger.link.sources import chain_of
from harmledger.records import Casualty, Claim, Report, Toll


@dataclass(frozen=True, slots=True)
class Figure:
    """One casualty row of one claim, with what the rules look at."""

    claim: Claim
    row: Casualty
    published: int  # day of publication, 0 where unknown
    chain: str
    rank: int  # directness of the source, 0 most direct

    @property
    def number(self) -> int:
        """The number that a rule picks: the lower figure, of "up to 50" the upper."""
        return self.row.low if self.row.low is not None else (self.row.high or 0)

    @property
    def counted(self) -> bool:
        """Whether the words hold a number: a bare plural or "dozens" opens a range and is no count."""
        words = self.row.text
        return (
            not words or self.row.high is not None or any(c.isdigit() for c in words) or read_number(words) is not None
        )


def tolls(claims: Iterable[Claim], reports: Mapping[str, Report], rule: str) -> tuple[Toll, ...]:
    """One range for each outcome and kind of victim that the claims give figures for."""
    return tuple(
        _toll(key, rows, rule)
        for key, rows in sorted(grouped(claims, reports).items(), key=lambda kv: _sortable(kv[0]))
    )


def grouped(claims: Iterable[Claim], reports: Mapping[str, Report]) -> dict[tuple[str, str, str | None], list[Figure]]:
    """Figures by (outcome, victims, of), each list from earliest to latest; people and civilians are one kind."""
    out: dict[tuple[str, str, str | None], list[Figure]] = defaultdict(list)
    ranks = settings().directness
    for c in claims:
        report = reports.get(c.report)
        for row in c.casualties:
            if row.low is None and row.high is None:
                continue
            figure = Figure(
                c, row, published_day(report) or 0, chain_of(c, reports), ranks.get(c.source.type, len(ranks))
            )
            victims = "people" if row.victims == "civilian" else row.victims
            out[row.outcome, victims, row.of].append(figure)
    for rows in out.values():
        rows.sort(key=_when)
    return dict(out)


def whole(rows: Sequence[Figure]) -> list[Figure]:
    """Of each claim and each report the largest figure only: a part of a toll is no rival of the whole."""
    best: dict[str, Figure] = {}
    for f in rows:
        held = best.get(f.claim.report)
        if held is None or (f.number, f.chain == held.chain) > (held.number, True):
            best[f.claim.report] = f
    return sorted(best.values(), key=_when)


def _toll(key: tuple[str, str, str | None], rows: Sequence[Figure], rule: str) -> Toll:
    outcome, victims, of = key
    if victims == "people" and all(f.row.victims == "civilian" for f in rows):
        victims = "civilian"
    return Toll(
        outcome=outcome,
        victims=victims,
        low=min((f.row.low for f in rows if f.row.low is not None), default=None),
        best=RULES[rule](whole([f for f in rows if f.counted] or rows)).number,
        high=_high(rows),
        rule=rule,
        claims=tuple(dict.fromkeys(f.claim.id for f in rows)),
        of=of,
    )


def _high(rows: Sequence[Figure]) -> int | None:
    """The largest figure; open where an "at least" is above every closed one."""
    closed = max((f.row.high for f in rows if f.row.high is not None), default=None)
    opened = max((f.row.low for f in rows if f.row.high is None and f.row.low is not None), default=None)
    if closed is None or (opened is not None and opened > closed):
        return None
    return closed


def _latest(rows: Sequence[Figure]) -> Figure:
    return max(rows, key=lambda f: (f.published, f.number, f.claim.id))


def _most_direct(rows: Sequence[Figure]) -> Figure:
    """Figures that a later report exceeds are out of date, however direct their source was."""
    top = _latest(rows)
    current = [f for f in rows if not any(g.published > f.published and g.number > f.number for g in rows)] or [top]
    best = min(f.rank for f in current)
    return _latest([f for f in current if f.rank == best])


def _majority(rows: Sequence[Figure]) -> Figure:
    voices: dict[int, set[str]] = defaultdict(set)
    for f in rows:
        voices[f.number].add(f.chain)
    most = max(len(v) for v in voices.values())
    return _latest([f for f in rows if len(voices[f.number]) == most])


RULES: Mapping[str, Callable[[Sequence[Figure]], Figure]] = {
    "most_direct": _most_direct,
    "latest": _latest,
    "majority": _majority,
}


def _when(f: Figure) -> tuple[int, int, str]:
    """By day, and within a day from the smaller to the larger: counts of one event grow."""
    return (f.published, f.number, f.claim.id)


def _sortable(key: tuple[str, str, str | None]) -> tuple[str, str, str]:
    return (key[0], key[1], key[2] or "")
