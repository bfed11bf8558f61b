"""One claim for a person: each value with the words and the basis that it comes from, and what people decided."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from harmledger import wording as words
from harmledger.cli import decided, terminal
from harmledger.decisions.effective import FIELDS, value_of
from harmledger.publish.traced import traced
from harmledger.records import Claim, Report
from harmledger.store import Ledger

COLUMNS = (
    terminal.Column("value", wrap=False),
    terminal.Column(""),
    terminal.Column("words of the report"),
    terminal.Column("at", wrap=False),
    terminal.Column("basis"),
)
_QUOTE = 120
_NONE = "none"


def show(source: Ledger, key: str, *, as_json: bool = False) -> int:
    """Print the claim with this id or beginning of it, with its history."""
    claim = source.claim(key)
    report = source.report(claim.report)
    machine = next(c for c in source.machine_claims(claim.report) if c.id == claim.id)
    acts = source.standing(on=[claim.id])
    if as_json:
        data = {"machine": machine.to_json(), "decided": [a.to_json() for a in acts], "state": source.state(claim.id)}
        terminal.print_json(claim.to_json() | data)
        return 0
    out = terminal.out()
    out.print(Text(f"{claim.id}  {words.what(claim)}", "bold"))
    out.print(Text(f"  {words.quoted(' … '.join(q.text for q in claim.quotes))}"))
    for name, value in (*_report(report), *_state(claim), *_corrected(claim, machine)):
        out.print(Text.assemble((f"  {name:<11}", "dim"), value))
    rows = [(t.field, t.value, _short(t.words), t.at(), t.basis) for t in traced(claim, report.text)]
    out.print(terminal.table(COLUMNS, rows))
    for act in acts:
        out.print(decided.line(act))
    return 0


def _report(report: Report) -> Iterator[tuple[str, str]]:
    copy = f", near-copy of {report.copy_of}" if report.copy_of else ""
    yield "report", f"{report.document} ({report.id}{copy})"
    yield "outlet", f"{report.outlet or 'unknown'}, {words.published(report.published)}"
    yield "URL", report.url or "unknown"
    yield "SHA-256", f"{report.text_sha256 or 'unknown'} (text), {report.raw_sha256 or 'unknown'} (as collected)"


def _state(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "incident", claim.incident or _NONE
    yield "status", claim.status
    yield "confidence", f"{claim.confidence:.2f}, of what the reader wrote"


def _corrected(claim: Claim, machine: Claim) -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        now, before = value_of(claim, field), value_of(machine, field)
        if now != before:
            yield words.plain(field), f"{decided.value(now)}  (the reader wrote: {decided.value(before)})"


def _short(text: str) -> str:
    return words.quoted(words.shorten(text, _QUOTE)) if text else ""
