"""A claim as pages show it: its quote in the report's words, the values read from it, and what people made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from markupsafe import Markup

from harmledger import codebook
from harmledger import wording as words
from harmledger.decisions.effective import FIELDS, value_of
from harmledger.decisions.told import value
from harmledger.publish.content_note import graphic
from harmledger.publish.traced import Traced, traced
from harmledger.records import Claim, Report
from harmledger.serve.parts.cut import Mark, pieces

_AROUND = 180  # characters of the report before and after a quote
_EDGE = 24  # how far a cut may move to stand between two words


@dataclass(frozen=True, slots=True)
class Value:
    """One value read from a claim, with every place in the report whose words carry it."""

    number: int  # from 1, as the marked words name it
    field: str
    value: str
    known: bool  # False where the claim says nothing of it
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    basis: str

    @property
    def label(self) -> str:
        """What stands before the value: nothing where the value names it itself ("3 killed")."""
        return "" if self.field in self.value else self.field


@dataclass(frozen=True, slots=True)
class Copy:
    """The same words in a near-copy of the report."""

    claim: Claim
    number: int
    report: Report


@dataclass(frozen=True, slots=True)
class Card:
    """A claim, ready to be shown."""

    claim: Claim
    number: int
    report: Report
    values: tuple[Value, ...]
    context: Markup  # the quote, marked, between some words of its report
    note: str | None  # what is hard to read in it
    corrected: tuple[tuple[str, str, str], ...]  # field, what the reader wrote, what a person decided
    mention: bool  # whether it only mentions the incident
    copies: tuple[Copy, ...] = ()

    @property
    def chips(self) -> tuple[Value, ...]:
        """The values that a reader looks for first, without those that are not known."""
        return tuple(v for v in self.values if v.known and v.field not in _LESS)

    @property
    def rows(self) -> Markup:
        """The rows of the table of values: made here, as a page has thousands of cells."""
        return Markup("".join(map(_row, self.values)))


def _row(v: Value) -> str:
    value = escape(v.value) if v.known else '<span class="quiet">not said</span>'
    told = ", ".join(f"“{escape(w)}”" for w in v.words)
    return (
        f'<tr data-v="{v.number}" tabindex="0"><th scope="row">{escape(v.field)}</th><td>{value}</td>'
        f'<td>{told}</td><td class="quiet">{escape(words.dated(v.basis))}</td></tr>\n'
    )


_LESS = ("kind", "modality", "source")


def card(
    claim: Claim,
    number: int,
    report: Report,
    machine: Claim | None = None,
    *,
    mention: bool = False,
    copies: Sequence[Copy] = (),
) -> Card:
    """The claim with its number on the page; `machine`: the reader's own record where people corrected it."""
    values = tuple(read(claim, report.text))
    context = around(claim, report.text, values)
    return Card(
        claim,
        number,
        report,
        values,
        context,
        graphic(_near(claim, report.text)),
        tuple(_corrected(claim, machine)) if machine is not None else (),
        mention,
        tuple(copies),
    )


def read(claim: Claim, text: str) -> Iterator[Value]:
    """Every value of the claim once, with all the words that carry it."""
    rows: dict[tuple[str, str], list[Traced]] = {}
    for row in traced(claim, text):
        if row.field != "quote":
            rows.setdefault((row.field, row.value), []).append(row)
    for number, ((field, shown), found) in enumerate(rows.items(), start=1):
        spans = [(r.start, r.end) for r in found if r.words and r.start is not None and r.end is not None]
        yield Value(
            number,
            field,
            words.dated(shown),
            shown not in ("none", words.UNKNOWN),
            tuple(dict.fromkeys(" ".join(r.words.split()) for r in found if r.words)),
            tuple(dict.fromkeys(spans)),
            "; ".join(dict.fromkeys(r.basis for r in found if r.basis)),
        )


def around(claim: Claim, text: str, values: Iterable[Value]) -> Markup:
    """The claim's quotes, each between some words of the report; in them the words that carry values."""
    marks: list[Mark[Value | None]] = [Mark(q.start, q.end, None) for q in claim.quotes]
    marks += [Mark(start, end, v) for v in values for start, end in v.spans]
    shown = []
    for start, end in _windows(claim, text):
        before = "… " if start > 0 else ""
        after = " …" if end < len(text) else ""
        shown.append(Markup(f"{before}{_marked(text, marks, start, end)}{after}"))
    return Markup("</p><p>").join(shown)


def _marked(text: str, marks: Sequence[Mark[Value | None]], start: int, end: int) -> str:
    out, quoting = [], False
    for piece in pieces(text, marks, start, end):
        carried = [m.what for m in piece.marks if m.what is not None]
        inside = len(carried) < len(piece.marks)
        if inside != quoting:
            out.append("<mark>" if inside else "</mark>")
            quoting = inside
        said = escape(piece.text)
        if carried:
            numbers = " ".join(str(v.number) for v in carried)
            told = escape("; ".join(f"{v.field}: {v.value}" for v in carried))
            said = f'<span class="ev" data-v="{numbers}" title="{told}">{said}</span>'
        out.append(said)
    return "".join(out) + "</mark>" * quoting


def _windows(claim: Claim, text: str) -> list[tuple[int, int]]:
    """The parts of the text around the quotes, those that touch as one, cut between words."""
    found: list[tuple[int, int]] = []
    for q in sorted(claim.quotes, key=lambda q: q.start):
        start, end = _left(text, q.start - _AROUND), _right(text, q.end + _AROUND)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _left(text: str, at: int) -> int:
    if at <= 0:
        return 0
    space = text.find(" ", at, at + _EDGE)
    return space + 1 if space >= 0 else at


def _right(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - _EDGE, at)
    return space if space >= 0 else at


def _near(claim: Claim, text: str) -> str:
    return " ".join(text[start:end] for start, end in _windows(claim, text))


def _corrected(claim: Claim, machine: Claim) -> Iterator[tuple[str, str, str]]:
    for field in FIELDS:
        now, before = value_of(claim, field), value_of(machine, field)
        if now != before:
            yield words.plain(field), words.dated(value(before)), words.dated(value(now))


@cache
def phrases() -> dict[str, Any]:
    """The words of pages for values of the vocabulary (`sentences.yaml`)."""
    return codebook.load("sentences")
