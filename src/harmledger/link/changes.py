"""What changed in incidents from one linking to the next: new, revised, contradicted, joined, split, gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from harmledger.history import CHANGES, Change, ChangeKind
from harmledger.link.names import PREFIXES
from harmledger.link.summary import span_text
from harmledger.records import Difference, Incident, Place, Time, Toll

_UNKNOWN = "not given"


def between(before: Iterable[Incident], after: Iterable[Incident]) -> tuple[Change, ...]:
    """What makes the incidents `after` out of those `before`, most grave first; incidents that stayed may be left out.

    Both under their lasting ids (`names.assign`). An incident is the same as one before where it has its id or one of
    its aliases; where all ids differ, as in another ledger of the same reports, where it holds its claims.
    """
    pairs = _paired(sorted(before, key=lambda i: i.id), sorted(after, key=lambda i: i.id))
    return tuple(sorted((c for pair in pairs for c in _changes(pair)), key=gravity))


def gravity(change: Change) -> tuple[int, bool, int, str, str, str]:
    """The order in which changes are told: by kind, totals after events, then most killed first."""
    total = change.incident.startswith(PREFIXES["toll"])
    decided = change.at if change.kind == "decided" else ""  # one after the other
    return CHANGES.index(change.kind), total, -(change.killed or 0), change.incident, decided, change.field


def sentence(kind: ChangeKind, field: str, before: str, after: str) -> str:
    """What changed in an incident that stayed, as one sentence."""
    what = field.replace("_", " ")
    if kind == "contradicted":
        return f"contradicted in {what}: {after}"
    if kind == "resolved":
        return f"no longer contradicted in {what}: {before}"
    if kind == "contested":
        return "now contested" if after == "true" else "no longer contested"
    if kind == "reports":
        more = int(after) - int(before)
        noun = "report" if abs(more) == 1 else "reports"
        told = f"{more} more {noun}" if more > 0 else f"{-more} {noun} fewer" if more else "other reports"
        return f"{told}, now {after}"
    return f"{what}: {before or _UNKNOWN} → {after or _UNKNOWN}"


@dataclass(frozen=True, slots=True)
class _Pair:
    """An incident now and before; what else was merged into it; what it was split from; what was split from it."""

    now: Incident | None
    was: Incident | None = None
    merged: tuple[Incident, ...] = ()
    split: Incident | None = None
    parted: tuple[Incident, ...] = ()
    left: Incident | None = None  # what it was split from, as that is now


def _paired(before: Sequence[Incident], after: Sequence[Incident]) -> list[_Pair]:
    pairs = list(_pairs(before, after))
    parted: dict[str, list[Incident]] = {}
    for pair in pairs:
        if pair.split is not None and pair.now is not None:
            parted.setdefault(pair.split.id, []).append(pair.now)
    return [replace(p, parted=tuple(parted.get(p.was.id, ()))) if p.was is not None else p for p in pairs]


def _pairs(before: Sequence[Incident], after: Sequence[Incident]) -> Iterator[_Pair]:
    old, new = {i.id: i for i in before}, {i.id: i for i in after}
    heirs = {alias: i.id for i in after for alias in i.aliases}
    of_claim = {claim: i.id for i in before for claim in i.claims}
    lost = {i.id for i in before if i.id not in new and i.id not in heirs}
    for incident in after:
        merged = [old[a] for a in incident.aliases if a in old and a not in new]
        was = old.get(incident.id)
        if was is None and merged:
            was = merged.pop(0)
        origins = list(dict.fromkeys(of_claim[c] for c in incident.claims if c in of_claim))
        if was is None:
            was = next((old[o] for o in origins if o in lost), None)
        if was is not None:
            lost.discard(was.id)
        split = old[origins[0]] if was is None and origins else None
        yield _Pair(incident, was, tuple(merged), split, left=new.get(split.id) if split else None)
    yield from (_Pair(None, old[gone]) for gone in sorted(lost))


def _changes(pair: _Pair) -> Iterator[Change]:
    now, was = pair.now, pair.was
    if now is None:
        if was is not None:
            yield _change(was, "gone", f"gone, as its claims are: {was.summary}", claims=was.claims)
        return
    if pair.split is not None:
        told = f"split from {pair.split.id}: {now.summary}"
        came = _causes([now, pair.left] if pair.left else [now], [pair.split])
        yield _change(now, "split", told, after=came, claims=now.claims, others=(pair.split.id,))
    elif was is None:
        yield _change(now, "new", now.summary, claims=now.claims)
    if was is None:
        return
    for other in pair.merged:
        told = f"{other.id} is now part of it: {other.summary}"
        came = _causes([now], [was, *pair.merged])
        yield _change(now, "merged", told, after=came, claims=other.claims, others=(other.id,))
    yield from _of_reports(now, (was, *pair.merged), pair.parted)
    yield from _of_tolls(now, was)
    yield from _of_differences(now, (was, *pair.merged))
    yield from _of_facts(now, was)


def _causes(now: Iterable[Incident], was: Sequence[Incident]) -> str:
    """The ids of the decisions, else of the reports, that came and brought incidents together or apart."""
    held, had = list(now), [i for i in was if i is not None]
    acts = {d for i in held for d in i.decisions} - {d for i in had for d in i.decisions}
    came = {r for i in held for r in i.reports} - {r for i in had for r in i.reports}
    return " ".join(sorted(acts or came))


def _change(
    incident: Incident,
    kind: ChangeKind,
    told: str = "",
    *,
    field: str = "",
    before: str = "",
    after: str = "",
    claims: Iterable[str] = (),
    others: tuple[str, ...] = (),
) -> Change:
    killed = incident.toll("killed")
    return Change(
        incident.id, kind, told or sentence(kind, field, before, after), field, before, after, tuple(claims), others,
        killed=(killed.best if killed.best is not None else killed.low) if killed else None,
    )  # fmt: skip


def _of_reports(now: Incident, was: Sequence[Incident], parted: Sequence[Incident]) -> Iterator[Change]:
    """Reports that came and went, but for those of what was merged into it or split from it."""
    had = {report for incident in was for report in incident.reports}
    had -= {report for incident in parted for report in incident.reports} - set(now.reports)
    known = {claim for incident in was for claim in incident.claims}
    if had != set(now.reports):
        new = [claim for claim in now.claims if claim not in known]
        before, after = str(len(had)), str(len(now.reports))
        yield _change(now, "reports", field="reports", before=before, after=after, claims=new)


def _of_tolls(now: Incident, was: Incident) -> Iterator[Change]:
    had, has = _by_kind(was.tolls), _by_kind(now.tolls)
    for key in sorted({*had, *has}):
        a, b = had.get(key), has.get(key)
        if _figure(a) != _figure(b):
            told = next((t.claims for t in (b, a) if t is not None), ())
            new = tuple(c for c in told if a is None or c not in a.claims)
            yield _change(now, "toll", field=key, before=_figure(a), after=_figure(b), claims=new or told)


def _by_kind(tolls: Iterable[Toll]) -> dict[str, Toll]:
    return {_what(t): t for t in tolls}


def _what(toll: Toll) -> str:
    """What a figure counts: "killed", "injured (child)", "destroyed (residential)"."""
    victims = toll.of or "objects" if toll.victims == "objects" else toll.victims
    of = f" of {toll.of}" if toll.of and toll.victims != "objects" else ""
    return toll.outcome if victims + of == "people" else f"{toll.outcome} ({victims.replace('_', ' ')}{of})"


def _figure(toll: Toll | None) -> str:
    """The best figure, and the range where there is one: "9 (4-16)", "20+", "7"."""
    if toll is None:
        return ""
    span = span_text(toll)
    best = "" if toll.best is None else f"{toll.best}{'+' if toll.best_open else ''}"
    return span if best in ("", span) else f"{best} ({span})"


def _of_differences(now: Incident, was: Sequence[Incident]) -> Iterator[Change]:
    had = {d.field: d for incident in was for d in _contradictions(incident)}
    has = {d.field: d for d in _contradictions(now)}
    for field, found in has.items():
        known = had.get(field)
        if known is None or not set(found.values) <= set(known.values):
            new = [c for c in found.claims if known is None or c not in known.claims]
            a, b = _values(known), _values(found)
            yield _change(now, "contradicted", field=field, before=a, after=b, claims=new or found.claims)
    for field in sorted(had.keys() - has.keys()):
        yield _change(now, "resolved", field=field, before=_values(had[field]), claims=had[field].claims)
    if now.contested != was[0].contested:
        a, b = str(was[0].contested).lower(), str(now.contested).lower()
        yield _change(now, "contested", field="contested", before=a, after=b, claims=_new(now, was[0]))


def _contradictions(incident: Incident) -> list[Difference]:
    """One for each field, the values and claims of several taken together."""
    out: dict[str, Difference] = {}
    for found in incident.differences:
        if found.kind == "contradiction":
            held = out.get(found.field)
            out[found.field] = found if held is None else Difference(
                "contradiction", found.field, tuple(dict.fromkeys((*held.values, *found.values))),
                tuple(dict.fromkeys((*held.claims, *found.claims))),
            )  # fmt: skip
    return list(out.values())


def _values(found: Difference | None) -> str:
    return " | ".join(found.values) if found else ""


def _of_facts(now: Incident, was: Incident) -> Iterator[Change]:
    facts: list[tuple[ChangeKind, str, str]] = [
        ("date", _when(was.time), _when(now.time)),
        ("place", _where(was.place), _where(now.place)),
        ("type", was.event_type.replace("_", " "), now.event_type.replace("_", " ")),
        ("actors", ", ".join(was.named_actors()), ", ".join(now.named_actors())),
    ]
    if was.grade is not None and now.grade is not None:
        facts.append(("grade", was.grade, now.grade))
    for kind, old, new in facts:
        if old != new:
            why = f" ({'; '.join(now.grade_reasons)})" if kind == "grade" and now.grade_reasons else ""
            told = sentence(kind, "by" if kind == "actors" else kind, old, new) + why
            yield _change(now, kind, told, field=kind, before=old, after=new, claims=_new(now, was))


def _new(now: Incident, was: Incident) -> tuple[str, ...]:
    """The claims that came, which may be what changed it; all where none came."""
    return tuple(c for c in now.claims if c not in was.claims) or now.claims


def _when(time: Time | None) -> str:
    if time is None or time.start is None or time.end is None:
        return ""
    return f"{time.start}" if time.start == time.end else f"{time.start} to {time.end}"


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    name = place.name or place.text
    return ", ".join(dict.fromkeys(filter(None, (f"near {name}" if place.precision == "near" else name, place.admin1))))
