"""Decisions as lines for a person, with what became of them."""

from __future__ import annotations

from rich.text import Text

from harmledger.decisions import Standing
from harmledger.decisions.told import change, marks, value, what
from harmledger.wording import moment

__all__ = ["ENV", "change", "line", "marks", "value", "what"]

ENV = "HARMLEDGER_REVIEWER"  # who decides, where --reviewer is not given


def line(standing: Standing) -> Text:
    """One decision: when, who, what, why, and whether it stands."""
    act = standing.decision
    text = Text.assemble((f"{act.id}  ", ""), (f"{moment(act.at)}  {act.reviewer}: ", "dim"), (what(act), "bold"))
    if act.reason:
        text.append(f" “{act.reason}”")
    for mark in marks(standing):
        text.append(f"  [{mark}]", "dim")
    return text
