"""What kind of error a slot shows: for a table of the most frequent ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harmledger.evaluate import slots
from harmledger.evaluate.gold import GoldClaim, GoldPlace, GoldRow
from harmledger.records import Casualty, Claim, Place

_FAR_KM = 150  # beyond this the answer is another part of the country, not the neighbouring town


def mistakes(gold: GoldClaim, claim: Claim) -> Iterator[tuple[str, str, str]]:
    """(slot, kind of error, the values side by side) for each value of a claim that differs from the hand-coded one.

    The values are classes, numbers, days and places; words of the report and names of persons are left out.
    """
    if gold.kind != claim.kind:
        yield "kind", f"{claim.kind} for {gold.kind}", ""
    if gold.event_type != claim.event_type:
        yield "event_type", f"{claim.event_type} for {gold.event_type}", ""
    if slots.place(gold.place, claim.place) == 0:
        yield "place", _place(gold, claim), _where(gold, claim)
    if (time := _time(gold, claim)) is not None:
        yield "time", time, _when(gold, claim)
    if slots.actor(gold.actor, claim.actor) == 0:
        kind = "missing" if claim.actor is None else "another party"
        yield "actor", kind, f"coded {gold.actor}, read {claim.actor or 'none'}"
    yield from _names("targets", gold.targets, claim.targets)
    yield from _names("weapons", gold.weapons, claim.weapons)
    rows = f"coded {_rows(gold.casualties)}, read {_rows(claim.casualties)}"
    yield from (("casualties", kind, rows) for kind in _casualties(gold.casualties, claim.casualties))
    yield from (("source", kind, "") for kind in _source(gold, claim))


def _where(gold: GoldClaim, claim: Claim) -> str:
    coded = _at(gold.place) if gold.place else "none"
    found = claim.place
    if found is None:
        return f"coded {coded}, read none"
    return f"coded {coded}, read {found.name or found.text} at {_at(found)}"


def _at(place: GoldPlace | Place) -> str:
    return f"{place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else "nowhere"


def _when(gold: GoldClaim, claim: Claim) -> str:
    assert gold.time is not None
    found = claim.time
    read = f"{found.start} to {found.end}" if found is not None and found.start is not None else "none"
    return f"coded {gold.time[0]} to {gold.time[1]}, read {read}"


def _rows(rows: Iterable[GoldRow | Casualty]) -> str:
    return "; ".join(f"{r.outcome} {r.victims} {_number(r.low)} to {_number(r.high)}" for r in rows) or "none"


def _number(n: int | None) -> str:
    return "open" if n is None else str(n)


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


def _names(slot: str, gold: Iterable[str], found: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    a, b = set(gold) - {"civilians"}, set(found) - {"civilians"}
    beside = f"coded {', '.join(sorted(a)) or 'none'}, read {', '.join(sorted(b)) or 'none'}"
    yield from ((slot, f"missing {value}", beside) for value in sorted(a - b))
    yield from ((slot, f"extra {value}", beside) for value in sorted(b - a))


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
