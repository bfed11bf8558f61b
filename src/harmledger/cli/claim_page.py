"""One claim for a person: each value with the words and the basis that it comes from, and what people decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from harmledger import wording as words
from harmledger.cli import decided, terminal
from harmledger.decisions.effective import FIELDS, value_of
from harmledger.records import Claim, Evidence, Report
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


@dataclass(frozen=True, slots=True)
class Traced:
    """One value of a claim, with the words that carry it, where they stand in the report, and how it is known."""

    field: str
    value: str
    words: str = ""
    start: int | None = None
    end: int | None = None
    basis: str = ""

    def at(self) -> str:
        """The offsets, as "120-133"; empty where there are no words."""
        return f"{self.start}-{self.end}" if self.words and self.start is not None else ""


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


def traced(claim: Claim, text: str) -> Iterator[Traced]:
    """Every value of a claim of a report of this text with what it comes from; what is unknown is named as such."""
    yield from (Traced("quote", "", q.text, q.start, q.end, "word for word") for q in claim.quotes)
    for field in ("kind", "modality", "event_type"):
        yield from _by_evidence(claim, field, field, str(value_of(claim, field)))
    for field in ("targets", "weapons"):
        values = value_of(claim, field)
        for value in values:
            yield from _by_evidence(claim, field, f"{field}:{value}", value)
        if not values:
            yield Traced(field, _NONE)
    yield _place(claim)
    yield _time(claim)
    yield from _actor(claim)
    for row in claim.casualties:
        basis = _by(claim, "casualties") or ("stated" if row.text else "")
        yield Traced(row.outcome, words.casualty(row), row.text, row.start, row.end, basis)
    yield _source(claim, text)


def _place(claim: Claim) -> Traced:
    if claim.place is None:
        return Traced("place", _NONE)
    basis = "; ".join(filter(None, (claim.place.basis, _by(claim, "place"))))
    return Traced("place", words.where(claim.place), claim.place.text, claim.place.start, claim.place.end, basis)


def _time(claim: Claim) -> Traced:
    time = claim.time
    if time is None:
        return Traced("time", _NONE)
    basis = "; ".join(filter(None, (time.basis, _by(claim, "time"))))
    return Traced("time", words.when(time), time.text, time.text_start, time.text_end, basis)


def _actor(claim: Claim) -> Iterator[Traced]:
    if claim.actor is None:
        yield Traced("actor", _NONE)
        return
    found = list(_by_evidence(claim, "actor", "actor", claim.actor))
    if not any(row.words for row in found) and claim.actor_text:
        found = [Traced("actor", claim.actor, claim.actor_text, basis=claim.actor_basis() or "")]
    yield from found


def _source(claim: Claim, text: str) -> Traced:
    said = claim.source
    told = f"{words.source(said)} ({words.plain(said.type)}, {said.side})"
    basis = _by(claim, "source") or ("stated" if said.name else "no speaker is named: the report itself")
    return Traced("source", told, text[said.start : said.end] if said.end else "", said.start, said.end, basis)


def _by_evidence(claim: Claim, field: str, key: str, value: str) -> Iterator[Traced]:
    """A value with each of the words that carry it; without any, only the value."""
    found: list[Evidence] = [e for e in claim.evidence if e.field == key]
    for row in found:
        yield Traced(words.plain(field), words.plain(value), row.text, row.start, row.end, row.by)
    if not found:
        yield Traced(words.plain(field), words.plain(value), basis="the reader's default" if field != "actor" else "")


def _by(claim: Claim, field: str) -> str:
    """Who wrote a value whose words stand in the value itself, where that is said."""
    return ", ".join(dict.fromkeys(e.by for e in claim.evidence if e.field.partition(":")[0] == field and e.by))


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
