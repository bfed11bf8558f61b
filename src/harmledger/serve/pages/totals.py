"""The parties' running totals side by side: a line a speaker, each point with its words; never summed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger import wording
from harmledger.analyse import analyse
from harmledger.analyse.number_balance import BalanceRow
from harmledger.analyse.war_of_numbers import TotalRow
from harmledger.serve.atlas import atlas
from harmledger.serve.desk import Desk
from harmledger.serve.holdings import holdings
from harmledger.serve.pages import Page
from harmledger.serve.quotes import Quotes

DRAWN = 3  # dated figures from which a count is drawn as lines


@dataclass(frozen=True)
class Count:
    """What is counted, of whom, where; with every figure that anyone gives for it."""

    key: str
    place: str  # "" where none is named
    outcome: str
    victims: str
    rows: Sequence[TotalRow]  # by day, the undated last
    parties: tuple[str, ...]  # the most heard first
    balance: Sequence[BalanceRow]  # the parties' figures beside each other

    @property
    def name(self) -> str:
        """For a person: "killed, civilians: Mariupol"."""
        return f"{wording.plain(self.outcome)}, {self.victims}"

    @property
    def drawn(self) -> bool:
        """Whether there is enough for lines."""
        return len({r.day for r in self.rows if running(r)}) >= DRAWN


@dataclass(frozen=True)
class TotalsView:
    """All counts, the one with most figures first."""

    counts: Sequence[Count]
    figures: int
    parties: tuple[str, ...]
    places: tuple[str, ...]
    outcomes: tuple[str, ...]
    charts: Mapping[str, Any]
    quotes: Quotes
    quoted: Mapping[str, Any]
    place_keys: Mapping[str, str]


def running(row: TotalRow) -> bool:
    """Whether a figure is a point of a line: a number, for a day, counted since a start."""
    return row.stretch == "running" and row.counted and row.day is not None


def totals(desk: Desk, key: str) -> TotalsView:
    """The model of the totals' page."""
    held = holdings(desk)
    chosen = [r for r in desk.shelf.rows() if r.incident.kind == "toll"]
    material = held.material(desk.ledger, chosen, held.loose)
    rows = [r for r in analyse("war-of-numbers", material).rows if isinstance(r, TotalRow)]
    beside = [r for r in analyse("number-balance", material).rows if isinstance(r, BalanceRow) and r.other]
    counts = _counts(rows, beside)
    quotes = Quotes(desk)
    quotes.know([*(c for r in chosen for c in held.claims(r.id)), *held.loose])
    spots = {s.name: s.key for s in atlas(desk).spots.values() if s.level in ("country", "division", "town")}
    return TotalsView(
        counts=counts,
        figures=len(rows),
        parties=_ranked(r.said_by for r in rows),
        places=_ranked(r.place for r in rows if r.place),
        outcomes=_ranked(r.outcome for r in rows),
        charts={"counts": {c.key: [_point(r) for r in c.rows if running(r)] for c in counts if c.drawn}},
        quotes=quotes,
        quoted=quotes.data(c for r in rows for c in r.claims),
        place_keys={r.place: spots[r.place] for r in rows if r.place in spots},
    )


def _counts(rows: Sequence[TotalRow], beside: Sequence[BalanceRow]) -> list[Count]:
    groups: dict[tuple[str, ...], list[TotalRow]] = defaultdict(list)
    pairs: dict[tuple[str, ...], list[BalanceRow]] = defaultdict(list)
    for row in rows:
        groups[row.place, row.outcome, row.victims, row.of, row.group].append(row)
    for pair in beside:
        pairs[pair.place, pair.outcome, pair.victims, pair.of, pair.group].append(pair)
    order = sorted(groups, key=lambda k: (-sum(map(running, groups[k])), -len(groups[k]), k))
    return [
        Count(
            f"count-{number}",
            key[0],
            key[1],
            _victims(*key[2:]),
            sorted(groups[key], key=lambda r: (r.day is None, str(r.day), r.said_by, r.number, r.claims)),
            _ranked(r.said_by for r in groups[key]),
            pairs.get(key, ()),
        )
        for number, key in enumerate(order, start=1)
    ]


def _victims(victims: str, of: str, group: str) -> str:
    """Whom or what a total counts, for a person: "soldiers of Russia", "children", "residential"."""
    if victims == "objects":
        name = wording.plain(of) or "objects"
    else:
        words = {"combatant": "soldiers", "child": "children", "people": "people", "civilian": "civilians"}
        name = words.get(victims, f"{wording.plain(victims)}s") + (f" of {of}" if of else "")
    return f"{name} ({group})" if group else name


def _ranked(values: Any) -> tuple[str, ...]:
    counts = Counter(values)
    return tuple(sorted(counts, key=lambda v: (-counts[v], v)))


def _point(row: TotalRow) -> dict[str, Any]:
    return {
        "by": row.said_by,
        "since": row.since,
        "day": row.day,
        "low": row.low,
        "high": row.high,
        "flag": row.flag,
        "source": row.source,
        "words": row.words,
        "claims": row.claims,
    }


PAGE = Page("totals", "totals.html", "totals.html", totals, menu="Totals", rank=30, whole=True)
