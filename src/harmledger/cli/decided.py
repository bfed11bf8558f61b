"""Decisions in words for a person: one line an act, with what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from harmledger.cli import words
from harmledger.decisions import Change, Decision, Standing

ENV = "HARMLEDGER_REVIEWER"  # who decides, where --reviewer is not given


def line(standing: Standing) -> Text:
    """One decision: when, who, what, why, and whether it stands."""
    act = standing.decision
    text = Text.assemble((f"{act.id}  ", ""), (f"{moment(act)}  {act.reviewer}: ", "dim"), (what(act), "bold"))
    if act.reason:
        text.append(f" “{act.reason}”")
    for mark in marks(standing):
        text.append(f"  [{mark}]", "dim")
    return text


def moment(act: Decision) -> str:
    """The time of a decision, to the minute."""
    return act.at[:16].replace("T", " ")


def what(act: Decision) -> str:
    """What was done to what."""
    subjects = [act.of] if act.of else list(act.subjects)
    if act.action == "move":
        return f"move {' '.join(subjects[:-1])} to {subjects[-1]}"
    told = f"{act.action} {' '.join(subjects)}"
    if act.value:
        return f"{told}: {act.value}"
    return told + ": " * bool(act.changes) + "; ".join(map(change, act.changes))


def change(made: Change) -> str:
    """One value before and after: "event type: mine or ied → shelling"."""
    return f"{words.plain(made.field)}: {value(made.before)} → {value(made.after)}"


def value(given: object) -> str:
    """A value of a claim, as plain JSON, in words."""
    if given is None or given in ([], {}, ""):
        return "none"
    if isinstance(given, dict):
        return _record(given)
    if isinstance(given, list):
        return ", ".join(value(v) for v in given)
    return words.plain(str(given))


def _record(given: dict[str, object]) -> str:
    from harmledger.records import Casualty, Place, Source, Time

    if "outcome" in given:
        return words.casualty(Casualty.from_json(given))
    if "radius_km" in given:
        return words.where(Place.from_json(given))
    if "side" in given:
        source = Source.from_json(given)
        return f"{words.source(source)} ({words.plain(source.type)}, {source.side})"
    return words.when(Time.from_json(given))


def marks(standing: Standing) -> Iterable[str]:
    """What became of a decision."""
    if not standing.live:
        yield "undone"
    if standing.seconded:
        yield f"agreed: {', '.join(standing.seconded)}"
    if standing.live and standing.lost:
        gone = [a for a, c in zip(standing.decision.anchors, standing.claims, strict=True) if c is None and not a.role]
        yield f"without its claim: {', '.join(a.claim for a in gone)}"
