"""Where a sentence names the parties to a conflict.

A party is named by a noun ("Moscow", "M23"), by an adjective on a noun ("Russian troops") or by a relative word ("the
enemy"), whose meaning hangs on who speaks: `codebook.parties.relatives` reads it off the whole report.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from harmledger.codebook.parties import forces, scan
from harmledger.extract.sentences import Sentence

Form = Literal["noun", "adjective", "relative", "generic"]


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party named in a sentence: `start`, `end` are report offsets, the token span is half open."""

    party: str
    start: int
    end: int
    token_start: int
    token_end: int
    form: Form


def find_parties(sentence: Sentence, relative: Mapping[str, str] | None = None) -> tuple[PartyMention, ...]:
    """The parties that a sentence names, in order; `relative` is what `relatives` read from the whole report.

    A relative word without a known meaning keeps itself as its party, in lower case.
    """
    text = sentence.text
    starts = [int(t.idx) for t in sentence.doc]
    out: list[PartyMention] = []
    for hit in scan(text):
        if hit.entry.kind == "territory":
            continue
        words = text[hit.start : hit.end]
        name = hit.entry.party or words
        form: Form = "adjective" if hit.entry.kind == "adjective" or hit.after in forces() else "noun"
        if hit.entry.kind == "relative":
            name, form = (relative or {}).get(words.lower(), words.lower()), "relative"
        first = max(0, bisect_right(starts, hit.start) - 1)
        last = max(first, bisect_right(starts, hit.end - 1) - 1)
        start = sentence.start + hit.start
        if hit.entry.kind in ("generic", "relative"):
            form = "generic" if hit.entry.kind == "generic" else form
            if out and out[-1].form != "relative" and not text[out[-1].end - sentence.start : hit.start].strip():
                name, form, start, first = out[-1].party, out[-1].form, out[-1].start, out[-1].token_start
                out.pop()  # "M23 rebels" are M23, "Russian invaders" Russia
        out.append(PartyMention(name, start, sentence.start + hit.end, first, last + 1, form))
    return tuple(out)
