"""The grade of an incident by the published rule (`codebook/data/grades.yaml`), with its reasons in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.codebook import parties
from harmledger.link.cues import alternatives, as_written, pattern, windows
from harmledger.link.disputes import blames, same_side, speaks_for
from harmledger.link.figures import when_said
from harmledger.link.sources import Voice, label, voices
from harmledger.records import Claim, Difference, Report

BY_RULE = "rule"


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade and why, for a person."""

    grade: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules look at."""

    told: Sequence[Claim]
    denied: Sequence[Claim]
    differences: Sequence[Difference]
    contested: bool
    voices: Sequence[Voice]
    reports: Mapping[str, Report]


def grade(
    told: Sequence[Claim],
    denied: Sequence[Claim],
    differences: Sequence[Difference],
    contested: bool,
    reports: Mapping[str, Report],
) -> Graded:
    """The grade of an event from its actual claims, its denials, and what was found to be disputed."""
    case = _Case(told, denied, differences, contested, voices(told, reports), reports)
    for name in _rules()["order"]:
        if reasons := _RULES[name](case):
            return Graded(name, (f"{_rules()['meaning'][name]}", *reasons))
    return Graded("weak", (_rules()["meaning"]["weak"],))


def _discounted(case: _Case) -> tuple[str, ...]:
    """Bodies of no side deny it, and no more independent sources assert it."""
    bodies = [v for v in voices(case.denied, case.reports) if v.type in _rules()["bodies"]]
    if not bodies or len(bodies) < len(case.voices):
        return ()
    return (f"{_names(bodies)} {'denies' if len(bodies) == 1 else 'deny'} it", f"asserted by {_counted(case.voices)}")


def _contested(case: _Case) -> tuple[str, ...]:
    if not case.contested:
        return ()
    fields = ("actor", "account", "happened")
    notes = [d.note for d in case.differences if d.kind == "contradiction" and d.field in fields]
    return (*notes, f"told by {_counted(case.voices)}")


def _confirmed(case: _Case) -> tuple[str, ...]:
    """A spokesman of the actor's own side tells it as the actor's deed, or a report says that the party accepts it."""
    out = []
    for c in case.told:
        if _admits(c) and not _blamed_otherwise(c, case.told):
            out.append(f"{label(c, case.reports)} of {c.actor}'s own side says so{_on(c, case.reports)}")
        elif words := _accepted(c, case.reports):
            out.append(f"{label(c, case.reports)}{_on(c, case.reports)}: “{words}”")
    return tuple(dict.fromkeys(out))


def _admits(claim: Claim) -> bool:
    """Whether a body of the actor's own side tells its own deed of harm, in words of its own for itself."""
    rules, source = _rules(), claim.source
    if claim.actor is None or claim.actor_basis() != "stated" or not speaks_for(source, claim.actor):
        return False
    if claim.event_type not in rules["deeds"] or any(row.of == claim.actor for row in claim.casualties):
        return False
    if _by_the_enemy(claim):
        return False
    if source.type in rules["named"]:
        named = parties.party(source.name or "")
        own = named is not None and same_side(named, claim.actor) and not _by_the_enemy_named(source.name or "")
        return own and "military" in claim.targets
    return source.type in rules["spokesmen"] and not _by_the_enemy_named(source.name or "")


def _by_the_enemy(claim: Claim) -> bool:
    """Whether the actor is called as only its enemies call it: "the occupiers shelled it"."""
    return any(e.field == "actor" and _by_the_enemy_named(e.text) for e in claim.evidence)


def _by_the_enemy_named(words: str) -> bool:
    return any(hit.entry.kind == "relative" for hit in parties.scan(words))


def _blamed_otherwise(claim: Claim, told: Sequence[Claim]) -> bool:
    """Whether others blame another party: then one side's words are no admission, but may be a slip of the reader."""
    return any(blames(c) and c.actor != claim.actor for c in told)


def _fair(case: _Case) -> tuple[str, ...]:
    bodies = [v for v in case.voices if v.type in _rules()["bodies"]]
    if len(case.voices) >= _rules()["fair_sources"]:
        return (_counted(case.voices),)
    return (f"a credible body: {_names(bodies)}",) if bodies else ()


def _weak(case: _Case) -> tuple[str, ...]:
    return (_counted(case.voices),)


_RULES: Mapping[str, Callable[[_Case], tuple[str, ...]]] = {
    "discounted": _discounted,
    "contested": _contested,
    "confirmed": _confirmed,
    "fair": _fair,
    "weak": _weak,
}


def _accepted(claim: Claim, reports: Mapping[str, Report]) -> str | None:
    """The words near a claim by which a party accepts the deed, as written; the party is its actor, or any one."""
    report = reports.get(claim.report)
    if report is None or claim.modality != "actual" or claim.event_type not in _rules()["deeds"]:
        return None
    for window in windows(report.text, claim, _rules()["accepts"]["reach"]):
        for found in _accept_pattern().finditer(window):
            before = re.split(r"[.!?]\s", window[: found.start()])[-1][-_BEFORE:]
            if _refusal().search(before) or not _is_party(before, claim.actor):
                continue
            return as_written(f"{before}{found.group()}".strip())
    return None


_BEFORE = 60  # characters of its own sentence in which the party stands


def _is_party(words: str, actor: str | None) -> bool:
    named = {hit.entry.party for hit in parties.scan(words) if hit.entry.kind != "territory"} - {""}
    return bool(named) if actor is None else any(party == actor or same_side(party, actor) for party in named)


def _counted(found: Sequence[Voice]) -> str:
    count = f"{len(found)} independent source{'s' if len(found) != 1 else ''}"
    return f"{count}: {_names(found)}" if found else count


def _names(found: Sequence[Voice]) -> str:
    shown = ", ".join(v.name for v in found[:_SHOWN])
    return shown if len(found) <= _SHOWN else f"{shown} and {len(found) - _SHOWN} more"


_SHOWN = 4


def _on(claim: Claim, reports: Mapping[str, Report]) -> str:
    day = when_said(claim, reports)
    return f" ({day})" if day else ""


@cache
def _rules() -> dict[str, Any]:
    return dict(codebook.load("grades"))


@cache
def _accept_pattern() -> re.Pattern[str]:
    return pattern(_rules()["accepts"]["phrases"], _rules()["accepts"]["gap"])


@cache
def _refusal() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(_rules()['accepts']['not'])})\b", re.IGNORECASE)
