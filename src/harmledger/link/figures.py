"""The figures that an incident's claims give: which of them count the whole, and in which order they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harmledger.link.accounts import as_date, published_day
from harmledger.link.counted import Role, role_of
from harmledger.link.settings import settings
from harmledger.link.sources import chain_of, label
from harmledger.records import Casualty, Claim, Report, Toll

Key = tuple[str, str, str | None]  # outcome, victims, of


@dataclass(frozen=True, slots=True)
class Figure:
    """One casualty row of one claim, with what the rules look at."""

    claim: Claim
    row: Casualty
    published: int  # day of publication, 0 where unknown
    chain: str
    rank: int  # directness of the source, 0 most direct
    role: Role = "count"
    deaths: int = 0  # the deaths that its report gives: of two reports of one day the one with more is the later

    @property
    def number(self) -> int:
        """The number that a rule picks: the lower figure, of "up to 50" the upper."""
        return self.row.low if self.row.low is not None else (self.row.high or 0)

    @property
    def open(self) -> bool:
        """Whether it is a lower bound."""
        return self.row.high is None

    @property
    def when(self) -> tuple[int, int, int, str]:
        """By day; within a day by the deaths that the report gives, then from the smaller to the larger."""
        return (self.published, self.deaths, self.number, self.claim.id)

    @property
    def side(self) -> str | None:
        """The side of its source, None for a bystander."""
        side = self.claim.source.side
        return None if side in ("none", "other") else side

    def shown(self) -> str:
        """The figure for a person: "11+", "9-16", "up to 50"."""
        low, high = self.row.low, self.row.high
        if low is None:
            return f"up to {high}"
        if high is None:
            return f"{low}+"
        return str(low) if low == high else f"{low}-{high}"


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a toll as a page draws it: when it was published, who gives it, from where to where it goes."""

    day: str | None
    source: str
    chain: str  # equal for figures that one source gave
    low: int | None
    high: int | None
    role: Role
    claim: str


def steps(toll: Toll, claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[Step, ...]:
    """Every figure behind a toll, earliest first, with its source: what a chart over time is drawn from."""
    own = [c for c in claims if c.id in toll.claims and c.modality == "actual"]
    rows = grouped(own, reports).get((toll.outcome, _kind(toll.victims), toll.of), [])
    return tuple(
        Step(
            day.isoformat() if (day := as_date(f.published or None)) else None,
            label(f.claim, reports), f.chain, f.row.low, f.row.high, f.role, f.claim.id,
        )
        for f in rows
    )  # fmt: skip


def when_said(claim: Claim, reports: Mapping[str, Report]) -> str:
    """The day on which a claim was published, "" where nobody knows."""
    day = as_date(published_day(reports.get(claim.report)))
    return day.isoformat() if day else ""


def grouped(claims: Iterable[Claim], reports: Mapping[str, Report]) -> dict[Key, list[Figure]]:
    """Figures by (outcome, victims, of), each list from earliest to latest; people and civilians are one kind."""
    told = list(claims)
    deaths = _deaths(told)
    ranks = settings().directness
    out: dict[Key, list[Figure]] = defaultdict(list)
    for c in told:
        day, chain = published_day(reports.get(c.report)) or 0, chain_of(c, reports)
        rank = ranks.get(c.source.type, len(ranks))
        for row in c.casualties:
            if row.low is not None or row.high is not None:
                found = Figure(c, row, day, chain, rank, role_of(row, c), deaths.get(c.report, 0))
                out[row.outcome, _kind(row.victims), row.of].append(found)
    for rows in out.values():
        rows.sort(key=lambda f: f.when)
    return dict(out)


def whole(rows: Sequence[Figure]) -> list[Figure]:
    """Of each report the figure that counts the whole, earliest first; of a report that quotes two sides one of each.

    Counts go before estimates ("dozens"), the largest before the others: two dead in one street are no rival of nine in
    the town. Additions ("one more body") and plurals without a number stand only where a toll has nothing else.
    """
    best: dict[tuple[str, str | None], Figure] = {}
    for f in _telling(rows):
        key = (f.claim.report, f.side)
        held = best.get(key)
        if held is None or _weight(f) > _weight(held) or (_weight(f) == _weight(held) and f.chain == held.chain):
            best[key] = f
    for (report, side), f in list(best.items()):
        if side is None and any(
            r == report and s is not None and _weight(g) >= _weight(f) for (r, s), g in best.items()
        ):
            del best[report, side]  # what the report says for itself is less than what it quotes
    return sorted(best.values(), key=lambda f: f.when)


def _weight(f: Figure) -> tuple[bool, int]:
    return (f.role == "count", f.number)


def _telling(rows: Sequence[Figure]) -> list[Figure]:
    for roles in (("count", "estimate"), ("addition",), ("unnumbered",)):
        if found := [f for f in rows if f.role in roles]:
            return found
    return list(rows)


def _deaths(claims: Iterable[Claim]) -> dict[str, int]:
    """Report -> the largest count of deaths that it gives."""
    out: dict[str, int] = defaultdict(int)
    for c in claims:
        for row in c.casualties:
            if row.outcome == "killed" and row.victims != "objects":
                out[c.report] = max(out[c.report], row.low or 0)
    return out


def _kind(victims: str) -> str:
    return "people" if victims == "civilian" else victims
