"""Claims against hand-coded claims.

A claim is aligned with at most one coded claim of the same report (the best matching over all), and only where their
quotes overlap. Detection counts aligned pairs, slots are scored over them. A second claim from a coded sentence costs
half: a split, not an invention. Coded claims marked optional cost nothing either way.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from harmledger.errors import UnreadableInput
from harmledger.evaluate.align import Spans, assign, overlap, spans, squash
from harmledger.evaluate.calibration import Judged
from harmledger.evaluate.gold import GoldClaim, GoldReport
from harmledger.evaluate.mistakes import mistakes
from harmledger.evaluate.slots import SLOTS, mean, slots
from harmledger.records import Claim, Report

_ALIGN = 0.2  # quotes that share less are not about the same words
_INSIDE = 0.5  # a claim lies in a passage when it shares more than this with it
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """A kind of error: how often, and where to look."""

    slot: str
    kind: str
    count: int
    examples: tuple[str, ...]  # "document claim: beginning of the quote"
    values: tuple[str, ...] = ()  # "document claim: coded this, read that"; no words of the report


@dataclass(frozen=True, slots=True)
class TypeScore:
    """One event type: how many were coded (optional ones left out), found and missed, and how right the slots are."""

    event_type: str
    coded: int
    found: int
    missed: int
    slot_mean: float


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """All figures for one set of coded reports; rates 0 to 1, `absent` the coded reports that were not read."""

    reports: int
    precision: float
    recall: float
    f1: float
    slots: Mapping[str, float]
    slot_mean: float
    ledger: float  # detection F1 times slot mean: the single figure
    incident_b3_f1: float
    false_alarms: int  # passages that are no events, coded as events
    traps: int  # such passages in all
    from_boilerplate: int
    ungrounded: int  # claims with a quote that their report does not hold
    aligned: int
    missed: int
    spurious: float
    types: tuple[TypeScore, ...]
    mistakes: tuple[Mistake, ...]
    absent: tuple[str, ...]
    judged: tuple[Judged, ...] = ()  # the claims told as fact, each with its confidence and whether it was right

    def to_json(self) -> dict[str, Any]:
        """The figures as plain values, rates rounded to three digits."""
        return {
            "reports": self.reports,
            "claims_precision": round(self.precision, 3),
            "claims_recall": round(self.recall, 3),
            "claims_f1": round(self.f1, 3),
            "slots": {k: round(v, 3) for k, v in self.slots.items()},
            "slot_mean": round(self.slot_mean, 3),
            "ledger": round(self.ledger, 3),
            "incident_b3_f1": round(self.incident_b3_f1, 3),
            "false_alarms": f"{self.false_alarms}/{self.traps}",
            "from_boilerplate": self.from_boilerplate,
            "ungrounded_quotes": self.ungrounded,
            "aligned": self.aligned,
            "missed": self.missed,
            "spurious": self.spurious,
            "types": [
                {"event_type": t.event_type, "coded": t.coded, "found": t.found, "missed": t.missed}
                | {"slot_mean": round(t.slot_mean, 3)}
                for t in self.types
            ],
            "mistakes": [
                {"slot": m.slot, "kind": m.kind, "count": m.count, "examples": list(m.examples)}
                | {"values": list(m.values)}
                for m in self.mistakes
            ],
            "absent": list(self.absent),
        }


@dataclass(slots=True)
class _Tally:
    """The sums over all reports."""

    aligned: int = 0
    missed: int = 0
    spurious: float = 0.0
    ungrounded: int = 0
    false_alarms: int = 0
    traps: int = 0
    boilerplate: int = 0
    slots: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    by_type: dict[str, dict[str, list[float]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    coded: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed_types: Counter[str] = field(default_factory=Counter)
    gold_incident: dict[tuple[str, str], str] = field(default_factory=dict)
    our_incident: dict[tuple[str, str], str] = field(default_factory=dict)
    errors: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    values: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    judged: list[Judged] = field(default_factory=list)


def score(gold: Sequence[GoldReport], claims: Iterable[Claim], reports: Iterable[Report]) -> ClaimScores:
    """Score a ledger's claims; `reports` give the texts, found by document name (without its folder).

    A coded report that is not among `reports` is named in `absent` and counts with all its claims as missed. Raises
    UnreadableInput when a hand-coded quote does not stand in its report.
    """
    texts = {_base(r.document): r.text for r in reports}
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[_base(claim.document)].append(claim)
    tally = _Tally()
    absent = []
    for coded in gold:
        if coded.document not in texts:
            absent.append(coded.document)
            _miss(coded, coded.claims, tally)
            continue
        _score_report(coded, by_document[coded.document], squash(texts[coded.document]), tally)
    return _scores(len(gold), tally, tuple(absent))


def _base(document: str) -> str:
    return document.replace("\\", "/").rsplit("/", 1)[-1]


def _score_report(coded: GoldReport, claims: Sequence[Claim], text: str, tally: _Tally) -> None:
    grounded: list[tuple[Claim, Spans]] = []
    for claim in claims:
        where = spans(text, (q.text for q in claim.quotes))
        if where is None:
            tally.ungrounded += 1
        else:
            grounded.append((claim, where))
    _traps(coded, grounded, text, tally)
    gold = [(g, _gold_spans(coded, g, text)) for g in coded.claims]
    live = [(c, w) for c, w in grounded if c.modality == "actual"]
    pairs = _align(gold, live)
    for i, j in pairs:
        _pair(coded.document, gold[i][0], live[j][0], tally)
    found_gold, found_ours = {i for i, _ in pairs}, {j for _, j in pairs}
    _miss(coded, [g for i, (g, _) in enumerate(gold) if i not in found_gold], tally)
    for j, (claim, where) in enumerate(live):
        if j not in found_ours:
            _spurious(coded.document, claim, where, gold, tally)


def _gold_spans(coded: GoldReport, claim: GoldClaim, text: str) -> Spans:
    where = spans(text, [claim.quote])
    if where is None:
        raise UnreadableInput(
            f"the quote of claim {claim.id} does not stand in the report",
            subject=coded.document,
            remedy="Copy quotes letter for letter, or read the report into the ledger again.",
        )
    return where


def _traps(coded: GoldReport, grounded: Sequence[tuple[Claim, Spans]], text: str, tally: _Tally) -> None:
    for passage in coded.not_events:
        at = spans(text, [passage])
        if at is None:
            continue
        tally.traps += 1
        alarms = [c for c, w in grounded if c.kind == "event" and c.modality == "actual" and overlap(at, w) > _INSIDE]
        if alarms:
            tally.false_alarms += 1
            tally.errors["detection", "an event where there is none"].append(_example(coded.document, "", passage))
            kinds = ", ".join(sorted({c.event_type for c in alarms}))
            tally.values["detection", "an event where there is none"].append(f"{coded.document}: read {kinds}")
    for passage in coded.boilerplate:
        at = spans(text, [passage])
        tally.boilerplate += at is not None and any(overlap(at, w) > _INSIDE for _, w in grounded)


def _align(gold: Sequence[tuple[GoldClaim, Spans]], live: Sequence[tuple[Claim, Spans]]) -> list[tuple[int, int]]:
    worth = [[0.0] * len(live) for _ in gold]
    for i, (g, where) in enumerate(gold):
        for j, (claim, here) in enumerate(live):
            shared = overlap(where, here)
            if shared > _ALIGN:
                worth[i][j] = 0.5 * shared + mean(slots(g, claim).values())
    return [(i, j) for i, j in assign(worth) if worth[i][j] > 0]


def _pair(document: str, gold: GoldClaim, claim: Claim, tally: _Tally) -> None:
    tally.aligned += 1
    if not gold.optional:
        tally.coded[gold.event_type] += 1
        tally.found[gold.event_type] += 1
    scored = slots(gold, claim)
    whole = all(v is None or v >= 0.5 for v in scored.values())
    tally.judged.append(Judged(claim.confidence, True, whole))
    for slot, value in scored.items():
        if value is not None:
            tally.slots[slot].append(value)
            tally.by_type[gold.event_type][slot].append(value)
    tally.gold_incident[document, gold.id] = gold.incident
    tally.our_incident[document, gold.id] = claim.incident or claim.id
    for slot, kind, values in mistakes(gold, claim):
        tally.errors[slot, kind].append(_example(document, gold.id, gold.quote))
        tally.values[slot, kind].append(f"{document} {gold.id}: {values}" if values else f"{document} {gold.id}")


def _miss(coded: GoldReport, claims: Iterable[GoldClaim], tally: _Tally) -> None:
    for claim in claims:
        if claim.optional:
            continue
        tally.missed += 1
        tally.coded[claim.event_type] += 1
        tally.missed_types[claim.event_type] += 1
        tally.errors["detection", f"{claim.event_type} ({claim.kind}) missed"].append(
            _example(coded.document, claim.id, claim.quote)
        )
        tally.values["detection", f"{claim.event_type} ({claim.kind}) missed"].append(f"{coded.document} {claim.id}")


def _spurious(
    document: str, claim: Claim, where: Spans, gold: Sequence[tuple[GoldClaim, Spans]], tally: _Tally
) -> None:
    if any(g.optional and overlap(w, where) > _ALIGN for g, w in gold):
        tally.judged.append(Judged(claim.confidence, True, False))
        return
    tally.judged.append(Judged(claim.confidence, False, False))
    split = any(overlap(w, where) > _ALIGN for _, w in gold)
    tally.spurious += 0.5 if split else 1
    kind = f"{claim.event_type} ({claim.kind}) " + ("beside a coded claim" if split else "that nobody coded")
    tally.errors["detection", kind].append(_example(document, claim.id, claim.quotes[0].text))
    tally.values["detection", kind].append(f"{document}, characters {claim.quotes[0].start} to {claim.quotes[0].end}")


def _example(document: str, claim: str, quote: str) -> str:
    words = " ".join(quote.split())
    short = words if len(words) <= 90 else words[:87] + "..."
    return f"{document} {claim}: {short}".replace(" :", ":")


def _scores(reports: int, tally: _Tally, absent: tuple[str, ...]) -> ClaimScores:
    precision = _share(tally.aligned, tally.aligned + tally.spurious)
    recall = _share(tally.aligned, tally.aligned + tally.missed)
    f1 = _f1(precision, recall)
    # Rounded first, as the slots are published: the mean of the printed figures is the printed mean.
    slot = {k: round(mean(v), 3) for k, v in sorted(tally.slots.items())}
    slot_mean = mean(slot[k] for k in SLOTS if k in slot)
    return ClaimScores(
        reports=reports,
        precision=precision,
        recall=recall,
        f1=f1,
        slots=slot,
        slot_mean=slot_mean,
        ledger=f1 * slot_mean,
        incident_b3_f1=b_cubed(tally.gold_incident, tally.our_incident),
        false_alarms=tally.false_alarms,
        traps=tally.traps,
        from_boilerplate=tally.boilerplate,
        ungrounded=tally.ungrounded,
        aligned=tally.aligned,
        missed=tally.missed,
        spurious=tally.spurious,
        types=_types(tally),
        mistakes=tuple(_mistakes(tally)),
        absent=absent,
        judged=tuple(tally.judged),
    )


def _types(tally: _Tally) -> tuple[TypeScore, ...]:
    def slot_mean(event_type: str) -> float:
        scored = tally.by_type[event_type]
        return mean(mean(scored[k]) for k in SLOTS if k in scored)

    order = sorted(tally.coded, key=lambda t: (-tally.coded[t], t))
    return tuple(TypeScore(t, tally.coded[t], tally.found[t], tally.missed_types[t], slot_mean(t)) for t in order)


def _mistakes(tally: _Tally) -> list[Mistake]:
    out = [
        Mistake(s, k, len(e), tuple(e[:_EXAMPLES]), tuple(tally.values[s, k][:_EXAMPLES]))
        for (s, k), e in tally.errors.items()
    ]
    return sorted(out, key=lambda m: (-m.count, m.slot, m.kind))


def b_cubed(gold: Mapping[tuple[str, str], str], ours: Mapping[tuple[str, str], str]) -> float:
    """F1 of how claims are brought together: for each claim, its cluster against the hand-coded one (B³)."""
    keys = list(gold)
    if not keys:
        return 0.0
    right = right_ours = 0.0
    for key in keys:
        same_gold = {k for k in keys if gold[k] == gold[key]}
        same_ours = {k for k in keys if ours[k] == ours[key]}
        right += len(same_gold & same_ours) / len(same_gold)
        right_ours += len(same_gold & same_ours) / len(same_ours)
    return _f1(right_ours / len(keys), right / len(keys))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
