"""Who is said to have attacked an object, how that is known, and whether it is disputed: by the claims about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.analyse.material import Material
from harmledger.analyse.phrases import found
from harmledger.analyse.sentences import STOP
from harmledger.link.disputes import contests, disputed, said_disputed
from harmledger.link.grades import BY_RULE
from harmledger.records import INFERRED, Claim, Evidence, Incident, Report

_STATED, _INFERRED, _ELSEWHERE = 3, 2, 1


def doer(claims: Sequence[Claim], data: Material) -> tuple[str | None, str | None]:
    """The party that these claims name, and how that is known; what is stated outweighs what is only inferred.

    Words of another sentence count least: the reader took them for the doer's, they may be about something else.
    """
    named = [(c.actor, _weight(c, data)) for c in claims if c.actor and _credible(c)]
    most = max((weight for _, weight in named), default=0)
    parties = sorted({actor for actor, weight in named if weight == most})
    return (" / ".join(parties) or None), ("stated" if most == _STATED else "inferred" if parties else None)


def contested(
    incident: Incident, told: Sequence[Claim], account: Sequence[Claim], about: Callable[[Claim], bool], data: Material
) -> bool:
    """Whether the attack on an object is disputed, not only some other part of its incident.

    `told`: the claims about the object. `about`: whether a denial speaks of it; one that names nothing speaks of what
    its report told last.
    """
    if not incident.contested or incident.graded_by not in ("", BY_RULE):
        return incident.contested or incident.grade == "contested"  # a reviewer's word stands
    return disputed(told) or any(
        contests(d, told) for d in account if d.modality == "denied" and _denies(d, told, account, about)
    ) or bool(said_disputed(told, _with_texts(told, data)))  # fmt: skip


def _denies(denial: Claim, told: Sequence[Claim], account: Sequence[Claim], about: Callable[[Claim], bool]) -> bool:
    if denial.targets:
        return about(denial)
    if denial.event_type in codebook.load("disputes")["both_act"]:
        return False
    events = [c for c in account if c.modality == "actual" and c.kind == "event"]
    before = [c for c in events if c.report == denial.report and _at(c) <= _at(denial)]
    names = {c.id for c in told}
    return max(before, key=_at).id in names if before else all(c.id in names for c in events)


def _with_texts(claims: Sequence[Claim], data: Material) -> Mapping[str, Report]:
    """The claims' reports, of each text only the claims' own sentences and those that follow them."""
    reports, out = data.reports(), {}
    for name in {c.report for c in claims if c.report in reports}:
        text = data.text(name)
        kept = [" "] * len(text)
        for quote in (q for c in claims if c.report == name for q in c.quotes):
            start = max((m.end() for m in STOP.finditer(text, 0, quote.start + 1)), default=0)
            stops = [m.start() for m in STOP.finditer(text, quote.end)][:2]
            end = stops[-1] if len(stops) == 2 else len(text)
            kept[start:end] = text[start:end]
        out[name] = replace(reports[name], text="".join(kept))
    return out


def _at(claim: Claim) -> int:
    return claim.quotes[0].start if claim.quotes else 0


def _weight(claim: Claim, data: Material) -> int:
    """How well the words carry the doer: its sentence names it, it is inferred, or the words stand elsewhere."""
    rows = [e for e in _named(claim) if not e.by.startswith(INFERRED)]
    if claim.actor_basis() != "stated":
        return _INFERRED
    return _STATED if not rows or any(_in_its_sentence(claim, e, data) for e in rows) else _ELSEWHERE


def _credible(claim: Claim) -> bool:
    """False where the doer is only the name of who speaks, or a band of a kind that has no aircraft flies one."""
    rows = _named(claim)
    if rows and all(_is_speaker(claim, e) for e in rows):
        return False
    flown = any(found(_book()["aircraft"], q.text) for q in claim.quotes)
    return not (flown and found(_book()["no_aircraft"], claim.actor_text or claim.actor or ""))


def _named(claim: Claim) -> list[Evidence]:
    return [e for e in claim.evidence if e.field == "actor"]


def _is_speaker(claim: Claim, words: Evidence) -> bool:
    source = claim.source
    if source.start is None or source.end is None or words.by.startswith(INFERRED):
        return False
    return words.start < source.end and source.start < words.end


def _in_its_sentence(claim: Claim, words: Evidence, data: Material) -> bool:
    text = data.text(claim.report)
    for quote in claim.quotes:
        between = text[words.end : quote.start] if words.end <= quote.start else text[quote.end : words.start]
        if (quote.start <= words.start and words.end <= quote.end) or (between and not STOP.search(between)):
            return True
    return False


@cache
def _book() -> dict[str, Any]:
    return codebook.load("protected")
