"""Quotations and their speakers across the sentences of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harmledger.extract.sentences import Sentence
from harmledger.extract.statements import Attribution
from harmledger.records import Source

_OPEN, _CLOSE, _STRAIGHT = "“«", "”»", '"'
_PAIRS = {"“": "”", "«": "»", '"': '"'}
_MIN_QUOTE = 18  # characters: shorter quotations are words, not statements
_NEAR = 70  # characters between a quotation and its verb of saying
_LONG_AGO = 3  # sentences: a quotation further from the last speaker is not given to them
_SNIPPET = 4  # sentences of a body that only repeats its headline


def give_quotations(sentences: Sequence[Sentence], rows: list[list[Attribution]]) -> None:
    """Give each quotation to the speaker beside it, else to the one before it."""
    spoken = [
        (i, a) for i, row in enumerate(rows) for a in row if a.manner in ("say", "accuse", "deny", "according_to")
    ]
    last: Source | None = None
    last_at = -9
    for start, end in list(_quotes(sentences)):
        first = next(i for i, s in enumerate(sentences) if s.end > start)
        final = max(i for i, s in enumerate(sentences) if s.start < end)
        beside = _beside(spoken, sentences, start, end)
        if beside is not None:
            last = beside.source
        else:
            earlier = [(i, a) for i, a in spoken if a.cue_start < start]
            if earlier and earlier[-1][0] >= last_at:
                last_at, last = earlier[-1][0], earlier[-1][1].source
            if last is None or first - last_at > _LONG_AGO:
                continue
        last_at = final
        for i in range(first, final + 1):
            s = sentences[i]
            a, b = max(start, s.start), min(end, s.end)
            if b - a >= _MIN_QUOTE:
                rows[i].append(Attribution(last, a, b, "“", start, start + 1, "quote"))


def _beside(
    spoken: Sequence[tuple[int, Attribution]], sentences: Sequence[Sentence], start: int, end: int
) -> Attribution | None:
    """The saying right after a quotation, else the one before it in its sentence or with a colon."""
    place = max((s for s in sentences if s.start < end), key=lambda s: s.start)
    after = [a for i, a in spoken if 0 <= a.cue_start - end <= _NEAR and sentences[i].paragraph == place.paragraph]
    if after:
        return min(after, key=lambda a: a.cue_start)
    before = []
    for i, a in spoken:
        gap = start - a.cue_end
        same = sentences[i].start <= start < sentences[i].end
        colon = 0 <= start - sentences[i].end <= 3 and sentences[i].text.rstrip().endswith((":", ","))
        if gap >= 0 and (same or colon):
            before.append(a)
    return max(before, key=lambda a: a.cue_start, default=None)


def _quotes(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Report offsets of quotations; one that a paragraph leaves open ends with it where the next opens one anew.

    Any other quotation that is never closed is trusted for its own sentence only.
    """
    begin: tuple[int, str, int] | None = None  # offset, character, sentence
    for k, s in enumerate(sentences):
        text = s.text
        if begin is not None and s.paragraph != sentences[k - 1].paragraph:
            goes_on = text.lstrip()[:1] in _OPEN + _STRAIGHT
            yield from _long(begin[0], sentences[k - 1].end if goes_on else sentences[begin[2]].end, begin[1])
            begin = None
        for at, char in enumerate(text):
            if begin is None and (char in _OPEN or char == _STRAIGHT):
                begin = (s.start + at, char, k)
            elif begin is not None and char == _PAIRS[begin[1]]:
                yield from _long(begin[0], s.start + at + 1, "")
                begin = None
    if begin is not None:
        yield from _long(begin[0], sentences[begin[2]].end, begin[1])


def _long(start: int, end: int, left_open: str) -> Iterator[tuple[int, int]]:
    """A quotation that is long enough; « without » is an ornament."""
    if end - start >= _MIN_QUOTE and left_open != "«":
        yield start, end


def carry_headline(sentences: Sequence[Sentence], rows: list[list[Attribution]]) -> None:
    """A headline's speaker speaks for a body of a few sentences that names no other."""
    body = [i for i, s in enumerate(sentences) if s.kind != "title"]
    spoken = [a for i, s in enumerate(sentences) if s.kind == "title" for a in rows[i] if a.manner == "say"]
    if not spoken or not body or len(body) > _SNIPPET:
        return
    if any(a.source.name != spoken[0].source.name for row in rows for a in row):
        return
    a = spoken[0]
    for i in body:
        if not rows[i]:
            s = sentences[i]
            rows[i].append(Attribution(a.source, s.start, s.end, a.cue, a.cue_start, a.cue_end, a.manner))
