"""Where the model's words stand in the report: letter for letter, in what it was shown, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.extract.numbers import find_quantities
from harmledger.records import Report, Span
from harmledger.second.parts import Part

Bounds = tuple[int | None, int | None]
_AROUND = 40  # characters about a count in which its bound stands: "at least", "or more"
# Whole words and numbers only: "three" is not in "twenty-three", "597" not in "1,597".
_BEFORE, _AFTER = r"(?<!\w)(?<!\w-)(?<!\d[.,])", r"(?!\w)(?!-\w)(?![.,]\d)"
_WORD = re.compile(r"[^\W\d_]+")


class Shown:
    """The part of a report that the model was shown, page furniture left out."""

    def __init__(self, report: Report, part: Part) -> None:
        self.report = report
        self._part = part
        self._furniture = [(r.start, r.end) for r in report.regions if r.kind == "furniture"]

    def find(self, words: Any, near: Span | None = None) -> Span | None:
        """The span of these words, whole words only: in `near` where they stand there, else the nearest to it.

        White space may differ, as where a line was broken; the span is cut from the report. None where they do not
        stand in the part, or `words` is no text.
        """
        pattern = _pattern(words) if isinstance(words, str) else None
        if pattern is None:
            return None
        spans = [m.span() for m in pattern.finditer(self.report.text, self._part.start, self._part.end)]
        spans = [(a, b) for a, b in spans if not any(a < end and start < b for start, end in self._furniture)]
        if not spans:
            return None
        a, b = min(spans, key=lambda s: (_apart(s, near), s[0])) if near else spans[0]
        return Span(self.report.text[a:b], a, b)


def _apart(span: tuple[int, int], near: Span) -> int:
    return max(0, near.start - span[0], span[1] - near.end)


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = words.split()
    if not parts or not any(c.isalnum() for c in words):
        return None
    before = _BEFORE if re.match(r"\w", parts[0]) else ""
    after = _AFTER if re.search(r"\w\Z", parts[-1]) else ""
    return re.compile(before + r"\s+".join(re.escape(p) for p in parts) + after)


def is_name(words: str) -> bool:
    """Whether some word begins as names do; scripts without capitals may always."""
    return any(word[0].isalpha() and not word[0].islower() for word in words.split())


def count(text: str, words: Span, low: Any, high: Any) -> tuple[Bounds, Span] | None:
    """The count that some words of a text give, by the coding manual's rule, and the words with its bound ("at least").

    What the model says only chooses among several counts: the figures are read from the text again. None where the
    model's figures are not those of the words.
    """
    if not (_whole(low) and _whole(high)) or low is high is None:
        return None
    found = list(_counts(text, words))
    if not found:
        bounds = _unnumbered(words.text, low, high)
        return (bounds, words) if bounds else None
    said = {n for n in (low, high) if n is not None}
    close = [f for f in found if f[0] == (low, high)] or [f for f in found if said <= set(f[0])]
    return close[0] if close else None


def _counts(text: str, words: Span) -> Iterator[tuple[Bounds, Span]]:
    """The counts whose number stands in the words, read with what stands around them."""
    begin = max(0, words.start - _AROUND)
    tokens = _tokens(text[begin : words.end + _AROUND])
    for q in find_quantities(tokens):
        number = begin + int(tokens[q.number].idx)
        last = tokens[q.end - 1]
        if words.start <= number < words.end:
            start = min(words.start, begin + int(tokens[q.start].idx))
            end = max(words.end, begin + int(last.idx) + len(last))
            yield (q.low, q.high), Span(text[start:end], start, end)


def _unnumbered(words: str, low: int | None, high: int | None) -> Bounds | None:
    """What words without a number may mean: none, one ("a man"), or two and more ("civilians were wounded")."""
    told = codebook.load("second_reader")
    seen = {m.group().lower() for m in _WORD.finditer(words)}
    if any(c.isdigit() for c in words) or not seen:
        return None  # an age, a date or a measure, or no word at all
    if not seen.isdisjoint(told["none"]):
        return (0, 0) if (low, high) == (0, 0) else None
    single = not seen.isdisjoint(told["one"])
    if (low, high) == (1, 1):
        return (1, 1) if single or not seen.isdisjoint(told["either"]) else None
    return (2, None) if (low, high) == (2, None) and not single else None


def _whole(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)


@cache
def _tokenizer() -> Any:
    import spacy

    return spacy.blank("en").tokenizer


def _tokens(words: str) -> Any:
    return _tokenizer()(re.sub(r"\s", " ", words))
