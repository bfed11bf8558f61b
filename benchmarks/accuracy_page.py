"""docs/accuracy.md from measured sets: tables only, no text of the measured reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import harmledger
from harmledger import codebook
from harmledger.evaluate.slots import SLOTS

_MISTAKES = 15

_OPENING = """\
# How accurate it is

Measured by `python benchmarks/accuracy.py`, which also wrote this page; do not edit it.
Program version {version}, commit {commit}.

The reports were coded by hand after the [coding manual](coding-manual.md) and lie beside the repository (`../shared`);
they are no part of it. A claim of the program is matched with at most one coded claim whose words overlap its own.

- **claims F1**: were the coded claims found, and nothing else? A second claim from a coded sentence costs half.
- **slot mean**: of the claims found, how right are type, place, time, actor, targets, weapons, casualties and source?
- **ledger**: the two multiplied, the single figure.
- **false alarms**: passages that look like an event of the war and are none, coded as events.
- **from furniture**: claims made from text that is no part of the report.
- **ungrounded**: claims whose quote does not stand in the report. **failed**: reports that could not be read or coded.

Score reports of your own with `harmledger evaluate war.db GOLD`.
"""


def page(measured: Sequence[Any], commit: str) -> str:
    """The page as Markdown; `measured` are the sets with their `claims` or `links` scores, or neither where absent."""
    coded = [m for m in measured if m.claims]
    parts = [_OPENING.format(version=harmledger.__version__, commit=commit)]
    parts.append(_sets(measured))
    if coded:
        parts.append("## Slots\n\n" + _slots(coded))
    for m in measured:
        if m.links:
            parts.append("## Incidents brought together\n\n" + _links(m))
    for m in coded:
        parts.append(f"## {m.name.capitalize()}: event types\n\n" + _types(m))
        parts.append(f"## {m.name.capitalize()}: most frequent errors\n\n" + _mistakes(m))
    books = ", ".join(codebook.version(name) for name in codebook.names())
    parts.append(f"## Versions\n\nCodebook: {books}.\n")
    return "\n".join(parts)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    align = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, align, *rows)) + "\n"


def _rate(value: float) -> str:
    return f"{value:.3f}"


def _sets(measured: Sequence[Any]) -> str:
    head = ("set", "reports", "precision", "recall", "claims F1", "slot mean", "ledger", "false alarms")
    rows = []
    for m in measured:
        s = m.claims
        if s:
            figures = (s.precision, s.recall, s.f1, s.slot_mean, s.ledger)
            counts = (f"{s.false_alarms} of {s.traps}", str(s.from_boilerplate), str(s.ungrounded), str(m.failed))
            rows.append((m.name, str(s.reports), *map(_rate, figures), *counts))
        elif m.absent:
            rows.append((m.name, "**absent, not measured**", *[""] * 9))
    what = "\n".join(f"- {m.name}: {m.what}" for m in measured)
    return f"{_table((*head, 'from furniture', 'ungrounded', 'failed'), rows)}\n{what}\n"


def _slots(coded: Sequence[Any]) -> str:
    def cell(m: Any, slot: str) -> str:
        return _rate(m.claims.slots[slot]) if slot in m.claims.slots else "–"

    rows = [(slot, *(cell(m, slot) for m in coded)) for slot in (*SLOTS, "kind")]
    rows.append(("incidents (B³ F1)", *(_rate(m.claims.incident_b3_f1) for m in coded)))
    return _table(("slot", *(m.name for m in coded)), rows)


def _links(m: Any) -> str:
    s = m.links
    share = s.near_joined / s.near if s.near else 0.0
    rows = [
        ("link precision", _rate(s.precision)),
        ("link recall", _rate(s.recall)),
        ("link F1", _rate(s.f1)),
        ("false merges", f"{s.near_joined} of {s.near} near misses ({100 * share:.1f} %)"),
        ("reports without incident", f"{s.reports_without_incident} of {s.reports}"),
    ]
    return _table((f"{s.incidents} incidents", ""), rows)


def _types(m: Any) -> str:
    rows = [(t.event_type, str(t.coded), str(t.found), str(t.missed), _rate(t.slot_mean)) for t in m.claims.types]
    return _table(("event type", "coded", "found", "missed", "slot mean"), rows)


def _mistakes(m: Any) -> str:
    rows = [(f"{x.slot}: {x.kind}", str(x.count)) for x in m.claims.mistakes[:_MISTAKES]]
    return _table(("error", "times"), rows)
