"""Scores as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from harmledger.evaluate.claims import ClaimScores
from harmledger.evaluate.links import LinkScores
from harmledger.evaluate.slots import SLOTS

_MISTAKES = 15
_INCIDENTS = 10


def claims(scores: ClaimScores) -> str:
    """The figures, by slot and event type, and the most frequent errors with one example each."""
    lines = [
        f"{scores.reports} coded reports: {scores.aligned} claims found, {scores.missed} missed, "
        f"{scores.spurious:g} that nobody coded",
        "",
        *_columns(
            [
                ("claims precision", f"{scores.precision:.3f}"),
                ("claims recall", f"{scores.recall:.3f}"),
                ("claims F1", f"{scores.f1:.3f}"),
                ("slot mean", f"{scores.slot_mean:.3f}"),
                ("ledger (F1 x slot mean)", f"{scores.ledger:.3f}"),
                ("incidents (B3 F1)", f"{scores.incident_b3_f1:.3f}"),
                ("false alarms", f"{scores.false_alarms} of {scores.traps}"),
                ("claims from page furniture", str(scores.from_boilerplate)),
                ("claims without their quote", str(scores.ungrounded)),
            ]
        ),
        "",
        "slots",
        *_columns([(f"  {name}", f"{scores.slots[name]:.3f}") for name in ("kind", *SLOTS) if name in scores.slots]),
        "",
        *_columns(
            [
                ("event type", "coded", "found", "slot mean"),
                *((t.event_type, str(t.coded), str(t.found), f"{t.slot_mean:.3f}") for t in scores.types),
            ]
        ),
    ]
    if scores.mistakes:
        lines += ["", "most frequent errors"]
        lines += [f"  {m.count:>3} x {m.slot}: {m.kind}    e.g. {m.examples[0]}" for m in scores.mistakes[:_MISTAKES]]
    if scores.absent:
        lines += ["", f"not in the ledger, counted as missed: {', '.join(scores.absent)}"]
    return "\n".join(lines)


def links(scores: LinkScores) -> str:
    """The figures, and the incidents whose reports were least brought together."""
    weak = [i for i in scores.each if i.joined < i.pairs or i.near_joined][:_INCIDENTS]
    lines = [
        f"{scores.incidents} coded incidents told by several of {scores.reports} reports",
        "",
        *_columns(
            [
                ("link precision", f"{scores.precision:.3f}"),
                ("link recall", f"{scores.recall:.3f}"),
                ("link F1", f"{scores.f1:.3f}"),
                ("false merges", f"{scores.near_joined} of {scores.near}"),
                ("reports without incident", f"{scores.reports_without_incident} of {scores.reports}"),
            ]
        ),
    ]
    if weak:
        lines += ["", "incidents to look at"]
        lines += _columns(
            [
                ("  incident", "pairs", "joined", "near misses", "merged"),
                *((f"  {i.incident}", str(i.pairs), str(i.joined), str(i.near), str(i.near_joined)) for i in weak),
            ]
        )
    return "\n".join(lines)


def _columns(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as aligned text: the first column to the left, figures to the right."""
    listed = list(rows)
    widths = [max(len(row[i]) for row in listed) for i in range(len(listed[0]))] if listed else []
    return [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]).rstrip()
        for row in listed
    ]
