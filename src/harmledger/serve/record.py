"""What a ledger says of its own making: which reports, read by what, when, what failed, what people decided."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from harmledger.serve.desk import Desk
from harmledger.serve.holdings import holdings
from harmledger.store import Counts, Filter


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: how many reports of it, of which days."""

    name: str
    reports: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True)
class Making:
    """The record of a ledger's making; nothing in it names a reviewer or a path."""

    counts: Counts
    outlets: Sequence[Outlet]  # most reports first
    languages: Sequence[tuple[str, int]]
    dated: Sequence[tuple[str, int]]  # how the day of publication is known -> reports
    first: dt.date | None
    last: dt.date | None
    copies: int  # reports that repeat the text of another
    versions: Sequence[tuple[str, int]]  # component and version -> claims of incidents that it wrote
    readers: Sequence[tuple[str, int]]
    runs: Sequence[tuple[str, str, int]]  # day, version of the program, runs that changed incidents
    failures: Sequence[tuple[str, int]]  # what went wrong -> inputs; empty where that is not public
    modalities: Sequence[tuple[str, int]]
    decisions: Sequence[tuple[str, int]]  # live ones by kind
    reviewers: int
    seconded: int  # decisions with which another reviewer agreed
    undone: int


def making(desk: Desk) -> Making:
    """The record of this ledger."""
    ledger, held = desk.ledger, holdings(desk)
    groups: dict[str, list[tuple[dt.date | None, dt.date | None]]] = defaultdict(list)
    languages: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    copies = 0
    for report in ledger.reports():
        groups[report.outlet or "not told"].append((report.published.start, report.published.end))
        languages[report.language or "not told"] += 1
        dated[report.published.basis] += 1
        copies += report.copy_of is not None
    versions: Counter[str] = Counter()
    for row in desk.shelf.rows():
        for claim in held.claims(row.id):
            versions.update(f"{part} {version}" for part, version in claim.versions.items())
    standing = [s for s in ledger.standing() if s.decision.action != "agree"]
    outlets = [_outlet(name, days) for name, days in groups.items()]
    firsts, lasts = [o.first for o in outlets if o.first], [o.last for o in outlets if o.last]
    return Making(
        counts=ledger.counts(),
        outlets=sorted(outlets, key=lambda o: (-o.reports, o.name)),
        languages=_ranked(languages),
        dated=_ranked(dated),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        copies=copies,
        versions=sorted(versions.items()),
        readers=_ranked(Counter(ledger.readers())),
        runs=_runs(desk),
        failures=_ranked(Counter(f.what for f in ledger.failures())),
        modalities=_ranked(Counter({m: _told(desk, m) for m in ("actual", "denied", "possible", "background")})),
        decisions=_ranked(Counter(s.decision.action for s in standing if s.live)),
        reviewers=len({s.decision.reviewer for s in standing if s.live}),
        seconded=sum(bool(s.seconded) for s in standing if s.live),
        undone=sum(not s.live for s in standing),
    )


def _told(desk: Desk, modality: str) -> int:
    return desk.ledger.count("claims", Filter(modalities=(modality,)))


def _outlet(name: str, days: Sequence[tuple[dt.date | None, dt.date | None]]) -> Outlet:
    starts, ends = [a for a, _ in days if a], [b for _, b in days if b]
    return Outlet(name, len(days), min(starts, default=None), max(ends, default=None))


def _runs(desk: Desk) -> list[tuple[str, str, int]]:
    days = Counter((r.at[:10], r.version) for r in desk.ledger.runs())
    return sorted((day, version, n) for (day, version), n in days.items())


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(((k, n) for k, n in counts.items() if n), key=lambda x: (-x[1], x[0]))
