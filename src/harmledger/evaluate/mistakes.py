"""What kind of error a slot shows: for a table of the most frequent ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harmledger.evaluate import slots
from harmledger.evaluate.gold import GoldClaim, GoldRow
from harmledger.records import Casualty, Claim

_FAR_KM = 150  # beyond this the answer is another part of the country, not the neighbouring town


def mistakes(gold: GoldClaim, claim: Claim) -> Iterator[tuple[str, str]]:
    """(slot, kind of error) for each value of a claim that differs from the hand-coded one."""
    if gold.kind != claim.kind:
        yield "kind", f"{claim.kind} for {gold.kind}"
    if gold.event_type != claim.event_type:
        yield "event_type", f"{claim.event_type} for {gold.event_type}"
    if slots.place(gold.place, claim.place) == 0:
        yield "place", _place(gold, claim)
    if (time := _time(gold, claim)) is not None:
        yield "time", time
    if slots.actor(gold.actor, claim.actor) == 0:
        yield "actor", "missing" if claim.actor is None else "another party"
    yield from _names("targets", gold.targets, claim.targets)
    yield from _names("weapons", gold.weapons, claim.weapons)
    yield from (("casualties", kind) for kind in _casualties(gold.casualties, claim.casualties))
    yield from (("source", kind) for kind in _source(gold, claim))


def _place(gold: GoldClaim, claim: Claim) -> str:
    if claim.place is None:
        return "missing"
    off = slots.distance_km(gold.place, claim.place) if gold.place else None
    if off is None:
        return "named, not located"
    if claim.place.precision in ("region", "country") and gold.place and gold.place.precision != claim.place.precision:
        return "too coarse"
    return "elsewhere" if off > _FAR_KM else "near by"


def _time(gold: GoldClaim, claim: Claim) -> str | None:
    if gold.time is None:
        return None
    found = claim.time
    if found is None or found.start is None:
        return "missing"
    start, end = found.start, found.end or found.start
    if (start, end) == gold.time:
        return None
    if end < gold.time[0]:
        return "too early"
    if start > gold.time[1]:
        return "too late"
    if start <= gold.time[0] and end >= gold.time[1]:
        return "too wide"
    return "too narrow" if start >= gold.time[0] and end <= gold.time[1] else "shifted"


def _names(slot: str, gold: Iterable[str], found: Iterable[str]) -> Iterator[tuple[str, str]]:
    a, b = set(gold) - {"civilians"}, set(found) - {"civilians"}
    yield from ((slot, f"missing {value}") for value in sorted(a - b))
    yield from ((slot, f"extra {value}") for value in sorted(b - a))


def _casualties(gold: tuple[GoldRow, ...], found: tuple[Casualty, ...]) -> Iterator[str]:
    free = list(found)
    for row in gold:
        best = max(free, key=lambda f: (slots.row_score(row, f), f.outcome == row.outcome), default=None)
        if best is None or best.outcome != row.outcome:
            yield f"missing {row.outcome} row"
            continue
        free.remove(best)
        if best.victims != row.victims:
            yield f"{best.victims} for {row.victims}"
        if (best.low, best.high) != (row.low, row.high):
            yield "number"
    yield from (f"extra {row.outcome} row" for row in free)


def _source(gold: GoldClaim, claim: Claim) -> Iterator[str]:
    if gold.source is None:
        return
    if gold.source.type != claim.source.type:
        yield f"{claim.source.type} for {gold.source.type}"
    if gold.source.side != claim.source.side:
        yield "side"
    name, found = gold.source.name, claim.source.name or ""
    if name and slots.likeness(name, found) <= slots.SAME_NAME:
        yield "another name" if found else "name missing"
