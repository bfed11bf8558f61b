"""Decisions as lines for a person, with what became of them."""

from __future__ import annotations

from rich.text import Text

from harmledger.decisions import Decision, Standing
from harmledger.decisions.told import change, marks, value, what

__all__ = ["ENV", "change", "line", "marks", "moment", "value", "what"]

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
