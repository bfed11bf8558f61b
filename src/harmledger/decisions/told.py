"""Decisions in words for a person, the same wherever they are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from harmledger import codebook
from harmledger.decisions.records import Change, Decision, Standing
from harmledger.records import Casualty, Place, Source, Time
from harmledger.wording import casualty, plain, source, when, where


def sentence(standing: Standing) -> str:
    """One decision: who, what, why, and whether it stands."""
    act = standing.decision
    why = f" “{act.reason}”" if act.reason else ""
    return f"{act.reviewer}: {what(act)}{why}" + "".join(f"  [{mark}]" for mark in marks(standing))


def what(act: Decision) -> str:
    """What was done to what."""
    subjects = [act.of] if act.of else list(act.subjects)
    if act.action == "move":
        return f"move {' '.join(subjects[:-1])} to {subjects[-1]}"
    told = f"{act.action} {' '.join(subjects)}"
    if act.value:
        return f"{told}: {act.value}"
    return told + ": " * bool(act.changes) + "; ".join(map(change, act.changes))


def past(action: str) -> str:
    """An act as something that was done: "joined", "corrected"."""
    found: str = codebook.load("labels")["done"].get(action, action)
    return found


def change(made: Change) -> str:
    """One value before and after: "event type: mine or ied → shelling"."""
    return f"{plain(made.field)}: {value(made.before)} → {value(made.after)}"


def value(given: object) -> str:
    """A value of a claim, given as plain JSON, in words."""
    if given is None or given in ([], {}, ""):
        return "none"
    if isinstance(given, Mapping):
        return _record(given)
    if isinstance(given, list):
        return ", ".join(value(v) for v in given)
    return plain(str(given))


def _record(given: Mapping[str, object]) -> str:
    if "outcome" in given:
        return casualty(Casualty.from_json(given))
    if "radius_km" in given:
        return where(Place.from_json(given))
    if "side" in given:
        who = Source.from_json(given)
        return f"{source(who)} ({plain(who.type)}, {who.side})"
    return when(Time.from_json(given))


def marks(standing: Standing) -> Iterable[str]:
    """What became of a decision."""
    if not standing.live:
        yield "undone"
    if standing.seconded:
        yield f"agreed: {', '.join(standing.seconded)}"
    if standing.live and standing.lost:
        gone = [a for a, c in zip(standing.decision.anchors, standing.claims, strict=True) if c is None and not a.role]
        yield f"without its claim: {', '.join(a.claim for a in gone)}"
