"""A report's text with every claim marked in place and what was left out folded away; no character of it is changed.

Without its tags and the summaries of what is folded, the HTML is the text again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from harmledger.publish.content_note import graphic
from harmledger.records import Claim, Region, Report
from harmledger.serve.parts.cut import Mark, Piece, pieces

_FOLDED = "furniture"
_GRAVEST = ("actual", "denied", "possible", "background", "rejected")  # whose line is drawn where claims overlap


@dataclass(frozen=True, slots=True)
class Numbered:
    """A claim with its number on the page; `look`: its modality, or that it was rejected."""

    claim: Claim
    number: int

    @property
    def look(self) -> str:
        """How its words are marked."""
        return "rejected" if self.claim.status == "rejected" else self.claim.modality


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    kind: str  # "text", or the region's
    reason: str


def marked(report: Report, claims: Sequence[Numbered]) -> Markup:
    """The text as paragraphs, one a line, with numbered marks; furniture and what is hard to read behind a click."""
    marks = [Mark(q.start, q.end, c) for c in claims for q in c.claim.quotes]
    firsts = {(c.claim.quotes[0].start, c.number) for c in claims if c.claim.quotes}
    out: list[str] = []
    at = 0
    for folded, group in groupby(_blocks(report), key=lambda b: b.kind == _FOLDED):
        blocks = list(group)
        out.append(report.text[at : blocks[0].start])  # line breaks
        shown = _paragraphs(report.text, blocks, marks, firsts)
        if folded:
            reasons = ", ".join(dict.fromkeys(b.reason for b in blocks if b.reason)) or "no part of the article"
            out.append(f'<details class="furniture"><summary>left out: {escape(reasons)}</summary>{shown}</details>')
        else:
            out.append(shown)
        at = blocks[-1].end
    return Markup("".join(out) + report.text[at:])


def _paragraphs(
    text: str, blocks: Sequence[_Block], marks: Sequence[Mark[Numbered]], firsts: set[tuple[int, int]]
) -> str:
    out: list[str] = []
    at = blocks[0].start
    for block in blocks:
        out.append(text[at : block.start])
        note = None if block.kind == _FOLDED else graphic(text[block.start : block.end])
        inside = "".join(_piece(p, firsts) for p in pieces(text, marks, block.start, block.end))
        shown = f'<p class="{block.kind}">{inside}</p>'
        if note:
            shown = f'<details class="content-note"><summary>Content note: {escape(note)}</summary>{shown}</details>'
        out.append(shown)
        at = block.end
    return "".join(out)


def _piece(piece: Piece[Numbered], firsts: set[tuple[int, int]]) -> str:
    said = str(escape(piece.text))
    if not piece.marks:
        return said
    begins = "".join(_number(m.what, first=(m.start, m.what.number) in firsts) for m in piece.marks
                     if m.start == piece.start)  # fmt: skip
    on = [m.what for m in piece.marks]
    look = min((c.look for c in on), key=_GRAVEST.index)
    many = " m-many" if len({c.number for c in on}) > 1 else ""
    numbers = " ".join(str(n) for n in dict.fromkeys(c.number for c in on))
    return f'{begins}<mark class="m m-{look}{many}" data-c="{numbers}">{said}</mark>'


def _number(c: Numbered, *, first: bool) -> str:
    """The claim's number before its words: drawn by the style sheet, so that it is not in the text."""
    name = f' id="{c.claim.id}"' if first else ""
    how = "" if c.look == "actual" else f", {c.look}"
    return (
        f'<a class="n n-{c.look}"{name} href="#claim-{c.number}" data-n="{c.number}" '
        f'aria-label="claim {c.number}{how}"></a>'
    )


def _blocks(report: Report) -> Iterator[_Block]:
    """Lines that hold anything, cut where a region of furniture begins or ends."""
    regions = [r for r in report.regions if r.start < r.end]
    cuts = sorted({b for r in regions if r.kind == _FOLDED for b in (r.start, r.end)})
    at = 0
    for line in report.text.split("\n"):
        bounds = [at, *(c for c in cuts if at < c < at + len(line)), at + len(line)]
        for start, end in pairwise(bounds):
            if report.text[start:end].strip():
                region = _region(regions, start, end)
                yield _Block(start, end, region.kind if region else "text", region.reason if region else "")
        at += len(line) + 1


def _region(regions: Sequence[Region], start: int, end: int) -> Region | None:
    """The region that a block lies in, furniture before others."""
    found = [r for r in regions if r.start <= start and end <= r.end]
    found += [r for r in regions if r.kind != _FOLDED and r.start < end and start < r.end and r not in found]
    return min(found, key=lambda r: r.kind != _FOLDED, default=None)
