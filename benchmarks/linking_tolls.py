"""What an incident says once its claims are together: ranges, best figures, revisions and who disputes it.

    python benchmarks/linking_tolls.py war.db links.yaml
    python benchmarks/linking_tolls.py war.db links.yaml --mistakes --part 0

`war.db` is a ledger of the reports that links.yaml names; its form is that of the hand-coded links (`reports`, `place`,
`date`, `tolls`, `contested`). Measured in two ways: `gold` takes the hand-coded grouping of reports (of each report the
claims near the coded place and day) and so tests this stage alone; `own` takes the program's incident that holds most
of the coded reports. A count is one outcome of one incident with two or more different listed figures, and

- covered: low to high holds every listed figure, or for a part of the victims (children) their own range does;
- best: the best figure equals the last credible one: the last listed figure, leaving out those below half of the
  largest listed of that outcome, which count a part ("another victim", those dug up so far);
- steps: pairs of listed figures of which the later is larger, neither being a part; `revised` is the share of those
  pairs that the incident shows and does not show as a contradiction;
- contested: incidents that the coder marked against those that the program marks; series are left out.

`read` is the share of listed figures that any claim of their report gives: linking cannot mend the others. `readable`
limits `covered` and `best` to counts whose every figure was read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from harmledger.link.compare import distance_km
from harmledger.link.incidents import in_order, incident_of
from harmledger.records import Claim, Difference, Incident, Report, Toll
from harmledger.store import open_ledger

PART = 2  # a figure below the largest by this factor counts a part
NEAR_KM = 60
NEAR_DAYS = 3


@dataclass(frozen=True)
class Figure:
    """One listed figure; `low` or `high` is None where open."""

    report: str
    low: int | None
    high: int | None

    @property
    def number(self) -> int:
        """What is compared: the lower end, of "up to 50" the upper."""
        return self.low if self.low is not None else (self.high or 0)


@dataclass(frozen=True)
class Coded:
    """One hand-coded incident."""

    name: str
    reports: frozenset[str]
    lat: float
    lon: float
    start: dt.date
    end: dt.date
    counts: Mapping[str, tuple[Figure, ...]]  # outcome -> figures in their order
    contested: bool
    series: bool


def read_links(path: Path) -> list[Coded]:
    """The coded incidents in the file's order."""
    out = []
    for e in yaml.safe_load(path.read_text(encoding="utf-8")):
        counts: dict[str, tuple[Figure, ...]] = {}
        for t in e["tolls"]:
            counts[t["outcome"]] = (*counts.get(t["outcome"], ()), Figure(t["report"], t["low"], t["high"]))
        reports = frozenset(map(str, e["reports"]))
        place, date = e["place"], e["date"]
        marks = bool(e.get("contested")), bool(e.get("series"))
        out.append(
            Coded(e["incident"], reports, place["lat"], place["lon"], date["start"], date["end"], counts, *marks)
        )
    return out


def whole(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that do not count a part."""
    most = max(f.number for f in figures)
    return [f for f in figures if f.number * PART >= most]


@dataclass(frozen=True)
class Book:
    """A ledger's claims, reports and incidents."""

    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    incidents: Sequence[Incident]

    def of(self, coded: Coded) -> list[Claim]:
        """The event claims of the coded reports that are near the coded place and day."""
        near = [c for c in self.claims.values() if c.document in coded.reports and c.kind == "event"]
        return [c for c in near if _close(c, coded)]

    def grouped(self, coded: Coded) -> Incident | None:
        """The incident that the coded grouping makes."""
        told = [c for c in self.of(coded) if c.modality == "actual"]
        denied = [c for c in self.of(coded) if c.modality == "denied"]
        return incident_of(told, denied, (), self.reports, "most_direct") if told else None

    def own(self, coded: Coded) -> Incident | None:
        """The program's event that holds most of the coded reports; of equals the one nearest in place and day."""
        shares = Counter({n: len(self._documents(i) & coded.reports) for n, i in enumerate(self.incidents)})
        near = {c.id for c in self.of(coded)}
        best = max(shares, key=lambda n: (shares[n], len(near & set(self.incidents[n].claims)), -n), default=None)
        return self.incidents[best] if best is not None and shares[best] else None

    def _documents(self, incident: Incident) -> set[str]:
        return {self.claims[c].document for c in incident.claims} if incident.kind == "event" else set()


def _close(claim: Claim, coded: Coded) -> bool:
    place, time, slack = claim.place, claim.time, dt.timedelta(NEAR_DAYS)
    if place is not None and place.lat is not None and place.lon is not None and place.precision != "country":
        reach = NEAR_KM if place.precision != "region" else (place.radius_km or 0) + 3 * NEAR_KM
        if distance_km(place.lat, place.lon, coded.lat, coded.lon) > reach:
            return False
    if time is None or time.start is None or time.end is None:
        return True
    if not time.text:  # a day taken from publication may lie long after the event
        return time.end >= coded.start - slack
    return time.start <= coded.end + slack and time.end >= coded.start - slack


def toll_of(incident: Incident, outcome: str) -> Toll | None:
    """The range that stands for an outcome, of people before parts of them, of objects where only they are counted."""
    rows = [t for t in incident.tolls if t.outcome == outcome]
    broad = ("people", "civilian", "objects", "child")
    return incident.toll(outcome) or min(
        rows, key=lambda t: (*(t.victims != b for b in broad), t.victims), default=None
    )


def covers(toll: Toll | None, figures: Sequence[Figure]) -> bool:
    """Whether low to high holds every figure."""
    if toll is None:
        return False
    return all(
        (toll.low or 0) <= f.number and (toll.high is None or (f.high if f.high is not None else f.number) <= toll.high)
        for f in figures
    )


def _part_of(incident: Incident | None, outcome: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a figure that counts a part is held by the range of a part of the victims (children, soldiers)."""
    parts = [t for t in incident.tolls if t.outcome == outcome] if incident else []
    return figure not in whole(figures) and any(covers(t, [figure]) for t in parts)


def was_read(figure: Figure, outcome: str, claims: Iterable[Claim]) -> bool:
    """Whether a claim of the figure's report gives it for its outcome."""
    rows = (r for c in claims if c.document == figure.report for r in c.casualties if r.outcome == outcome)
    return any((r.low if r.low is not None else r.high) == figure.number for r in rows)


def _contradicted(a: Figure, b: Figure, outcome: str, incident: Incident, claims: Mapping[str, Claim]) -> bool:
    """Whether one contradiction of the outcome sets the figures of both reports against each other."""
    return any(
        {(a.report, str(a.number)), (b.report, str(b.number))} <= set(_said(d, claims))
        for d in incident.differences
        if d.kind == "contradiction" and d.field.split(" ")[0] == outcome
    )


def _said(difference: Difference, claims: Mapping[str, Claim]) -> Iterator[tuple[str, str]]:
    for value, claim in zip(difference.values, difference.claims, strict=True):
        yield claims[claim].document, value.removeprefix("up to ").split(" ")[0].split("+")[0].split("-")[0]


def measure(coded: Sequence[Coded], book: Book, way: str, say: Any = None) -> dict[str, Any]:
    """The figures of one way, "gold" or "own"; `say` takes a line for each mistake."""
    n: Counter[str] = Counter()
    for one in coded:
        incident = book.grouped(one) if way == "gold" else book.own(one)
        if not one.series:
            mark = incident is not None and incident.contested
            n["right" if mark and one.contested else "wrong" if mark else "missed" if one.contested else "neither"] += 1
            if say and mark != one.contested:
                say(f"{way} {one.name}: contested {one.contested}, marked {mark}, {incident.id if incident else None}")
        for outcome, figures in one.counts.items():
            read = [was_read(f, outcome, book.claims.values()) for f in figures]
            n["listed"] += len(read)
            n["read"] += sum(read)
            if len({(f.low, f.high) for f in figures}) > 1:
                _count(n, one, outcome, figures, all(read), incident, book, say and (lambda text: say(f"{way} {text}")))
    return _rates(n)


def _count(
    n: Counter[str], one: Coded, outcome: str, figures: Sequence[Figure], read: bool, incident: Incident | None,
    book: Book, say: Any,
) -> None:  # fmt: skip
    toll = toll_of(incident, outcome) if incident else None
    last = whole(figures)[-1]
    good = all(covers(toll, [f]) or _part_of(incident, outcome, f, figures) for f in figures)
    best = toll is not None and toll.best in (last.low, last.high)
    for name, value in (("counts", True), ("covered", good), ("best", best)):
        n[name] += value
        n[f"readable_{name}"] += value and read
    if say and not (good and best):
        listed = ", ".join(f"{f.number}{'+' if f.high is None else ''}" for f in figures)
        shown = f"{toll.low} {toll.best} {toll.high}" if toll else "none"
        say(f"{one.name} {outcome}: listed {listed}; shown {shown}{'' if read else ' (not all read)'}")
    for a, b in combinations(whole(figures), 2):
        if incident is None or b.number <= a.number or not _both_in(incident, a, b, outcome, book.claims):
            continue
        n["steps"] += 1
        against = _contradicted(a, b, outcome, incident, book.claims)
        n["revised"] += not against
        if say and against:
            say(f"{one.name} {outcome}: {a.number} ({a.report}) against {b.number} ({b.report})")


def _both_in(incident: Incident, a: Figure, b: Figure, outcome: str, claims: Mapping[str, Claim]) -> bool:
    own = [claims[c] for c in incident.claims]
    return was_read(a, outcome, own) and was_read(b, outcome, own)


def _rates(n: Counter[str]) -> dict[str, Any]:
    def share(part: str, of: str) -> str:
        return f"{n[part] / n[of]:.3f} ({n[part]}/{n[of]})" if n[of] else "none"

    n["marked"], n["coded"] = n["right"] + n["wrong"], n["right"] + n["missed"]
    return {
        "figures read": share("read", "listed"),
        "counts covered": share("covered", "counts"),
        "counts best": share("best", "counts"),
        "readable covered": share("readable_covered", "readable_counts"),
        "readable best": share("readable_best", "readable_counts"),
        "steps revised": share("revised", "steps"),
        "contested precision": share("right", "marked"),
        "contested recall": share("right", "coded"),
    }


def book_of(path: Path) -> Book:
    """What a ledger holds."""
    with open_ledger(path, readonly=True) as ledger:
        return book_from(ledger.claims(), ledger.reports(), ledger.incidents())


def book_from(claims: Iterable[Claim], reports: Iterable[Report], incidents: Iterable[Incident]) -> Book:
    """These claims, reports and incidents, the claims in the order that incidents follow."""
    known = {r.id: r for r in reports}
    return Book({c.id: c for c in in_order(claims, known)}, known, tuple(incidents))


def flat(links: Iterable[Path], book: Book) -> dict[str, float]:
    """The shares of both ways by name ("gold counts covered", "own contested recall"), of several files of links."""
    coded = [one for path in links for one in read_links(path)]
    rates = {f"{way} {name}": text for way in ("gold", "own") for name, text in measure(coded, book, way).items()}
    return {name: float(text.split()[0]) for name, text in rates.items() if text != "none"}


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures, with --mistakes each count and mark that is not right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("links", type=Path)
    parser.add_argument("--mistakes", action="store_true")
    parser.add_argument("--part", type=int, choices=(0, 1), help="only the even (0) or odd (1) incidents of the file")
    options = parser.parse_args(argv)
    coded = read_links(options.links)
    coded = coded if options.part is None else coded[options.part :: 2]
    book = book_of(options.ledger)
    for way in ("gold", "own"):
        for name, value in measure(coded, book, way, print if options.mistakes else None).items():
            print(f"{way:5} {name:20} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
