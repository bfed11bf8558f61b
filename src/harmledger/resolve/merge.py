"""Retellings within one report: a headline and its first sentence, the same event told twice by the same source.

The manual: two sentences of the same source about the same event are one claim, unless the second adds a casualty
figure, a target, a weapon or another source; a headline counts only where the body does not say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from harmledger.extract.drafts import Draft
from harmledger.records import Claim, Kind, Report
from harmledger.resolve.confidence import confidence

_EXPLOSIVE = frozenset({"explosive_attack", "shelling", "air_strike", "armed_attack", "mine_or_ied", "other"})
_NEAR = 100  # sentences: a page without paragraphs tells of other things that far on, and looking is not free
_GENERAL = {"other": 0, "explosive_attack": 1}


def merge_retellings(report: Report, claims: Sequence[Claim], drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """The claims, retellings folded into the fuller one with both quotes, each with its confidence."""
    kept: list[tuple[Claim, Draft]] = []
    near, heads = 0, list[int]()  # where the claims of near sentences begin; where those of headlines stand
    for claim, draft in zip(claims, drafts, strict=True):
        if draft.back_reference and not _adds(claim, draft) and claim.modality == "actual":
            continue
        while near < len(kept) and kept[near][1].sentence < draft.sentence - _NEAR:
            near += 1
        among = chain(range(len(kept) - 1, near - 1, -1), (k for k in reversed(heads) if k < near))
        at = next((k for k in among if _retells(kept[k], (claim, draft))), None)
        if at is None:
            if draft.sentence_kind == "title":
                heads.append(len(kept))
            kept.append((claim, draft))
        else:
            kept[at] = _fold(kept[at], (claim, draft))
    return tuple(replace(c, confidence=confidence(c, d)) for c, d in kept)


def _adds(claim: Claim, draft: Draft) -> bool:
    return bool(draft.place is not None or claim.casualties or claim.weapons or claim.targets)


def _retells(a: tuple[Claim, Draft], b: tuple[Claim, Draft]) -> bool:
    (ca, da), (cb, db) = a, b
    if ca.modality != cb.modality or (ca.kind != cb.kind and "condition" in (ca.kind, cb.kind)):
        return False
    headline = "title" in (da.sentence_kind, db.sentence_kind) and da.sentence_kind != db.sentence_kind
    if not headline and (abs(db.paragraph - da.paragraph) > 1 or abs(db.sentence - da.sentence) > _NEAR):
        return False
    if not headline and _unhurt(ca, cb, db):
        return True
    if not _same_event(ca, da, cb, db):
        return False
    if da.sentence == db.sentence and da.sentence_kind != "title":
        return False
    if headline:
        head, body = (ca, cb) if da.sentence_kind == "title" else (cb, ca)
        if (head.kind, body.kind) == ("toll", "event") and not _figures_told(head, body):
            return False  # "500 killed in Myanmar" over a body that tells of one shooting
    if headline:
        return (
            _no_news(ca, cb)
            or _no_news(cb, ca)
            or (not (da.typed and db.typed) and not (ca.kind == "event" and _figures_differ(ca, cb)))
        )
    if ca.source != cb.source and (ca.source.name or cb.source.name) and not _same_speaker(ca, cb):
        return False
    return _no_news(ca, cb)


def _unhurt(old: Claim, new: Claim, told: Draft) -> bool:
    """ "Rockets hit the port. Nobody was hurt.": how the attack just told ended, no place or day of its own."""
    known = set(new.targets) <= {"civilians", *old.targets} and set(new.weapons) <= set(old.weapons)
    none = bool(new.casualties) and all(c.high == 0 for c in new.casualties)
    if not (known and none and told.place is None and told.time is None):
        return False
    if old.kind != "event" or not {old.event_type, new.event_type} <= _EXPLOSIVE:
        return False
    hurt = any(c.high != 0 and c.victims != "objects" for c in old.casualties)
    speaks = new.source.name is None and new.source.type == "media"
    return not hurt and (speaks or _same_speaker(old, new))


def _same_speaker(a: Claim, b: Claim) -> bool:
    return (a.source.name, a.source.type) == (b.source.name, b.source.type)


def _same_event(ca: Claim, da: Draft, cb: Claim, db: Draft) -> bool:
    same_type = ca.event_type == cb.event_type or {ca.event_type, cb.event_type} <= _EXPLOSIVE
    if not same_type:
        return False
    pa, pb = ca.place, cb.place
    if pa and pb and da.place is not None and db.place is not None and (pa.name or pa.text) != (pb.name or pb.text):
        finer = {pa.precision, pb.precision} & {"region", "country"}
        inside = finer and ((pa.admin1 and pa.admin1 == pb.admin1) or "country" in finer)
        if not (inside and "title" in (da.sentence_kind, db.sentence_kind)):
            return False
    ta, tb = ca.time, cb.time
    supposed = "title" in (da.sentence_kind, db.sentence_kind) and (da.time is None or db.time is None)
    apart = ta and tb and ta.start and tb.start and ta.end and tb.end and (ta.end < tb.start or tb.end < ta.start)
    if apart and not supposed:  # a headline without a day has the day of publication, the text may name another
        return False
    return not (ca.actor and cb.actor and ca.actor != cb.actor)


def _no_news(old: Claim, new: Claim) -> bool:
    """Whether `new` adds no figure, target or weapon to `old`."""
    figures = {(c.outcome, c.low, c.high) for c in old.casualties}
    return (
        all((c.outcome, c.low, c.high) in figures for c in new.casualties)
        and set(new.targets) - {"civilians"} <= set(old.targets)
        and set(new.weapons) <= set(old.weapons)
    )


def _figures_told(summed: Claim, one: Claim) -> bool:
    """Whether one event holds the very figures that a total gives."""
    figures = {(c.outcome, c.low, c.high) for c in one.casualties}
    return all((c.outcome, c.low, c.high) in figures for c in summed.casualties)


def _figures_differ(a: Claim, b: Claim) -> bool:
    """Whether both count the same outcome and agree in none: two counts are two claims."""
    agree = []
    for outcome in {c.outcome for c in a.casualties} & {c.outcome for c in b.casualties}:
        one = {(c.low, c.high) for c in a.casualties if c.outcome == outcome}
        agree.append(not one.isdisjoint((c.low, c.high) for c in b.casualties if c.outcome == outcome))
    return bool(agree) and not any(agree)


def _fold(a: tuple[Claim, Draft], b: tuple[Claim, Draft]) -> tuple[Claim, Draft]:
    """One claim of two: the fuller one's values (the body's before the headline's), filled up from the other."""
    (ca, da), (cb, db) = a, b
    later = da.sentence_kind == "title" and db.sentence_kind != "title" and len(cb.casualties) >= len(ca.casualties)
    main, side = (cb, ca) if later else (ca, cb)
    draft = db if da.sentence_kind == "title" else da  # what comes next is compared with the sentence, not the headline
    place = main.place
    if side.place is not None and (
        place is None or place.lat is None or place.basis.startswith("carried") or _coarser(main, side)
    ):
        place = side.place
    told = {c.outcome for c in main.casualties}
    parts = {(c.outcome, c.victims) for c in main.casualties} | {(o, v) for o in told for v in ("people", "civilian")}
    rows = main.casualties + tuple(c for c in side.casualties if (c.outcome, c.victims) not in parts)
    specific = max((main.event_type, side.event_type), key=lambda t: _GENERAL.get(t, 2))
    time = main.time
    if (
        side.time
        and (time is None or not time.basis.startswith("expression"))
        and side.time.basis.startswith("expression")
    ):
        time = side.time
    giver, other = (main, side) if _names_doer(main, side) else (side, main)
    stale = {e for e in other.evidence if e.field == "actor"} if other.actor != giver.actor else set()
    merged = replace(
        main,
        event_type=specific if main.event_type in _GENERAL else main.event_type,
        quotes=tuple(sorted({*main.quotes, *side.quotes}, key=lambda q: q.start)),
        place=place,
        time=time,
        targets=tuple(dict.fromkeys((*main.targets, *side.targets))),
        weapons=tuple(dict.fromkeys((*main.weapons, *side.weapons))),
        casualties=rows,
        actor=giver.actor,
        actor_text=giver.actor_text,
        source=main.source if main.source.name or main.source.type != "media" else side.source,
        evidence=tuple(e for e in dict.fromkeys((*main.evidence, *side.evidence)) if e not in stale),
        kind=_kind(a, b) or main.kind,
    )
    return merged, draft


def _kind(*told: tuple[Claim, Draft]) -> Kind | None:
    """A toll where either sums up; a headline that only names the country leaves it to the body to say."""
    summed = [(c, d) for c, d in told if c.kind == "toll"]
    loose = [d.sentence_kind == "title" and not d.cumulative for _, d in summed]
    body = [c.kind for c, d in told if d.sentence_kind != "title"]
    if not summed or (all(loose) and body == ["event"]):
        return body[0] if summed else None
    return "toll"


def _names_doer(main: Claim, side: Claim) -> bool:
    """Whether the first claim's actor stands: the other has none, or has only inferred one too."""
    return main.actor_basis() == "stated" or side.actor is None or (main.actor is not None and _inferred(side))


def _inferred(claim: Claim) -> bool:
    return claim.actor_basis() != "stated"


def _coarser(main: Claim, side: Claim) -> bool:
    order = ["site", "district", "village", "city", "near", "region", "country"]
    a, b = main.place, side.place
    if a is None or b is None or a.precision is None or b.precision is None or b.lat is None:
        return False
    return order.index(a.precision) > order.index(b.precision) and order.index(a.precision) >= 5
