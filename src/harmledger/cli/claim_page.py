"""One claim for a person: its words, its values, what the reader wrote, and what people decided about it."""

from __future__ import annotations

from rich.text import Text

from harmledger.cli import decided, terminal, words
from harmledger.decisions.effective import FIELDS, value_of
from harmledger.records import Claim
from harmledger.store import Ledger


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
    outlet = report.outlet or "outlet unknown"
    out.print(Text(f"  {words.source(claim.source)} in {outlet}, {words.published(report.published)}", "dim"))
    for name, value in _values(claim, machine):
        out.print(Text.assemble((f"  {name:<11}", "dim"), value))
    for act in acts:
        out.print(decided.line(act))
    return 0


def _values(claim: Claim, machine: Claim) -> list[tuple[str, str]]:
    rows = [("incident", claim.incident or "none"), ("status", claim.status)]
    for field in FIELDS:
        now, before = value_of(claim, field), value_of(machine, field)
        corrected = f"  (the reader wrote: {decided.value(before)})" if now != before else ""
        rows.append((words.plain(field), decided.value(now) + corrected))
    return [*rows, ("confidence", f"{claim.confidence:.2f}, of what the reader wrote")]
