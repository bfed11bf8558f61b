"""The tolls of an incident as pages show them: the range, how its best figure was chosen, every figure behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger import wording as words
from harmledger.link import steps
from harmledger.publish.sentence import count
from harmledger.records import Claim, Incident, Report, Toll
from harmledger.serve.parts.claims import phrases


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: who gives it, when, from where to where it goes (None where open), in which claim."""

    day: str | None
    source: str
    outlet: str  # of the report, where another source of that name gives a figure on that day; else ""
    side: str
    low: int | None
    high: int | None
    shown: str
    role: str
    said: str  # the words of the report
    claim: str
    number: int  # of the claim on the page; 0 where it is not on it

    def to_json(self) -> dict[str, Any]:
        """The point as a chart takes it."""
        names = ("day", "source", "outlet", "side", "low", "high", "shown", "role", "claim", "number")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Range:
    """A toll for a person."""

    toll: Toll
    title: str  # "killed", "children killed", "homes destroyed"
    whole: str  # "5–12"
    best: str  # "9 or more"; "" where it is the whole range
    points: tuple[Point, ...]
    refs: tuple[tuple[str, int], ...]  # the claims behind it with their numbers on the page

    @property
    def differs(self) -> bool:
        """Whether there is anything to draw: two figures that are not the same, or of two sources."""
        return len({(p.low, p.high, p.source, p.day) for p in self.points}) > 1


def ranges(
    incident: Incident, claims: Sequence[Claim], reports: Mapping[str, Report], numbers: Mapping[str, int]
) -> tuple[Range, ...]:
    """The tolls, those of people first and the gravest first, each with its figures from earliest to latest."""
    order = [*phrases()["outcomes"]]
    rows = sorted(
        incident.tolls,
        key=lambda t: (
            t.victims == "objects",
            t.victims == "combatant",
            order.index(t.outcome) if t.outcome in order else len(order),
            t.victims not in ("people", "civilian"),
            t.victims,
            t.of or "",
        ),
    )
    by_id = {c.id: c for c in claims}
    return tuple(_range(t, claims, by_id, reports, numbers) for t in rows)


def _range(
    toll: Toll,
    claims: Sequence[Claim],
    by_id: Mapping[str, Claim],
    reports: Mapping[str, Report],
    numbers: Mapping[str, int],
) -> Range:
    given = steps(toll, claims, reports)
    alike = Counter((s.day, s.source) for s in given)
    points = tuple(
        Point(
            s.day, s.source, reports[by_id[s.claim].report].outlet if alike[s.day, s.source] > 1 else "",
            by_id[s.claim].source.side, s.low, s.high, count(s.low, s.high),
            phrases()["roles"][s.role], _said(by_id[s.claim], toll, s.low, s.high), s.claim, numbers.get(s.claim, 0),
        )
        for s in given
    )  # fmt: skip
    best = "" if toll.best is None else f"{toll.best:,}{' or more' if toll.best_open else ''}"
    whole = count(toll.low, toll.high)
    refs = tuple(sorted(((c, numbers[c]) for c in toll.claims if c in numbers), key=lambda pair: pair[1]))
    return Range(toll, title(toll), whole, best if best != whole else "", points, refs)


def rules(incident: Incident) -> str:
    """How the best figures were chosen, in words."""
    found = sorted({t.rule for t in incident.tolls})
    return " or ".join(phrases()["rules"].get(rule, words.plain(rule)) for rule in found)


def title(toll: Toll) -> str:
    """What a toll counts: "killed", "children killed", "soldiers of X killed", "homes destroyed"."""
    if toll.victims == "objects":
        return f"{words.plain(toll.of or 'objects')} {toll.outcome}"
    if toll.victims == "combatant":
        return f"combatants{f' ({toll.of})' if toll.of else ''} {toll.outcome}"
    whom = phrases()["victims"].get(toll.victims, "" if toll.victims == "people" else f"{words.plain(toll.victims)}s")
    return f"{whom} {toll.outcome}".strip() + (f" ({toll.of})" if toll.of else "")


def _said(claim: Claim, toll: Toll, low: int | None, high: int | None) -> str:
    rows = (r for r in claim.casualties if (r.outcome, r.low, r.high, r.of) == (toll.outcome, low, high, toll.of))
    return next((" ".join(r.text.split()) for r in rows if r.text), "")
