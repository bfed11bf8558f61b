"""Two readings of one report side by side: claims that both have, claims of one alone, and values that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger.evaluate.align import assign, overlap
from harmledger.records import Claim, Place, Record, Time
from harmledger.store import ALL, Filter, Readable

_ALIGN = 0.2  # quotes that share less are not about the same words
_SAME_TYPE, _SAME_PLACE = 0.3, 0.2  # what decides between claims of one sentence
_NEAR_DEG = 0.15  # some 15 km: two records of one place


@dataclass(frozen=True, slots=True)
class Differs(Record):
    """A value that two claims give differently, in words for a person; empty where one gives none."""

    slot: str
    built_in: str
    second: str


@dataclass(frozen=True, slots=True)
class Comparison(Record):
    """A claim of both readers with what differs, or a claim that only one of them has."""

    report: str
    document: str
    model: str
    built_in: Claim | None
    second: Claim | None
    differs: tuple[Differs, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether both have the claim, with the same values."""
        return self.built_in is not None and self.second is not None and not self.differs


def disagreements(ledger: Readable, which: Filter = ALL, *, agreed: bool = False) -> Iterator[Comparison]:
    """What the second readings and the built-in reader's claims of the reports that fit a filter do not agree on.

    By document and place in it. A claim that only one reader has is left out where that reader takes it for denied,
    possible or background. With `agreed`, what both have alike is given too.
    """
    fit = None if which == ALL else {report.id for report in ledger.reports(which)}
    for reading in ledger.second_readings():
        if fit is not None and reading.report not in fit:
            continue
        built_in = tuple(ledger.claims(Filter(report=reading.report)))
        for found in compare(built_in, reading.claims, reading.model):
            if agreed or not found.agrees:
                yield found


def compare(built_in: Sequence[Claim], second: Sequence[Claim], model: str = "") -> list[Comparison]:
    """Claims of one report aligned one to one by their quotes, in text order."""
    pairs = dict(_pairs(built_in, second))
    taken = set(pairs.values())
    out = [_both(a, second[pairs[i]], model) for i, a in enumerate(built_in) if i in pairs]
    alone = [c for i, c in enumerate(built_in) if i not in pairs and c.modality == "actual"]
    other = [c for j, c in enumerate(second) if j not in taken and c.modality == "actual"]
    out += [Comparison(c.report, c.document, model, c, None) for c in alone]
    out += [Comparison(c.report, c.document, model, None, c) for c in other]
    return sorted(out, key=lambda x: (_start(x), x.built_in is None))


def _start(found: Comparison) -> int:
    claim = found.built_in or found.second
    return claim.quotes[0].start if claim is not None and claim.quotes else 0


def _pairs(built_in: Sequence[Claim], second: Sequence[Claim]) -> list[tuple[int, int]]:
    shared = [[overlap(_spans(a), _spans(b)) for b in second] for a in built_in]
    value = [
        [_worth(a, b, shared[i][j]) if shared[i][j] > _ALIGN else 0.0 for j, b in enumerate(second)]
        for i, a in enumerate(built_in)
    ]
    return [(i, j) for i, j in assign(value) if shared[i][j] > _ALIGN]


def _spans(claim: Claim) -> tuple[tuple[int, int], ...]:
    return tuple((q.start, q.end) for q in claim.quotes)


def _worth(a: Claim, b: Claim, common: float) -> float:
    return common + _SAME_TYPE * (a.event_type == b.event_type) + _SAME_PLACE * _same_place(a.place, b.place)


def _both(a: Claim, b: Claim, model: str) -> Comparison:
    found = []
    for slot, (same, words) in _SLOTS.items():
        if not same(a, b):
            found.append(Differs(slot, words(a), words(b)))
    return Comparison(a.report, a.document, model, a, b, tuple(found))


def _same_place(a: Place | None, b: Place | None) -> bool:
    if a is None or b is None:
        return a is b
    if a.geonames_id is not None and a.geonames_id == b.geonames_id:
        return True
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return (a.name or a.text).casefold() == (b.name or b.text).casefold()
    return abs(a.lat - b.lat) <= _NEAR_DEG and abs(a.lon - b.lon) <= _NEAR_DEG


def _same_time(a: Time | None, b: Time | None) -> bool:
    """A second reading without days says nothing: the built-in reader dates by rules that the model is not told."""
    if b is None or b.start is None:
        return True
    return a is not None and (a.start, a.end) == (b.start, b.end)


def _rows(c: Claim) -> set[tuple[Any, ...]]:
    """Figures; people and civilians alike, which careful coders do not part either."""
    return {(r.outcome, "people" if r.victims == "civilian" else r.victims, r.low, r.high) for r in c.casualties}


def _figures(c: Claim) -> str:
    return "; ".join(
        f"{r.outcome} {r.victims} {'?' if r.low is None else r.low}-{'?' if r.high is None else r.high}"
        for r in c.casualties
    )


def _days(time: Time | None) -> str:
    if time is None or time.start is None:
        return time.text if time else ""
    return f"{time.start}" if time.start == time.end else f"{time.start} to {time.end}"


_Slot = tuple[Callable[[Claim, Claim], bool], Callable[[Claim], str]]
_SLOTS: dict[str, _Slot] = {
    "kind": (lambda a, b: a.kind == b.kind, lambda c: c.kind),
    "modality": (lambda a, b: a.modality == b.modality, lambda c: c.modality),
    "event_type": (lambda a, b: a.event_type == b.event_type, lambda c: c.event_type),
    "place": (lambda a, b: _same_place(a.place, b.place), lambda c: (c.place.name or c.place.text) if c.place else ""),
    "time": (lambda a, b: _same_time(a.time, b.time), lambda c: _days(c.time)),
    "actor": (lambda a, b: a.actor == b.actor, lambda c: c.actor or ""),
    "targets": (
        lambda a, b: set(a.targets) - {"civilians"} == set(b.targets) - {"civilians"},
        lambda c: ", ".join(sorted(c.targets)),
    ),
    "weapons": (lambda a, b: set(a.weapons) == set(b.weapons), lambda c: ", ".join(sorted(c.weapons))),
    "casualties": (lambda a, b: _rows(a) == _rows(b), _figures),
    "source": (lambda a, b: a.source.type == b.source.type, lambda c: c.source.name or c.source.type),
}
