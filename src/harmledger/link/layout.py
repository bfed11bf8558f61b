"""What a report's text gives to its claims: where paragraphs and sentences begin, and what the opening tells."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from harmledger.link.background import is_town, is_word, word_weight
from harmledger.link.settings import Settings, settings
from harmledger.link.words import MIN_SKELETON, content_words, figures_in, names_in, skeleton, stem
from harmledger.records import Claim, Place, Report, Span


@dataclass(frozen=True)
class Story:
    """The telling words and figures of a report's title and opening, the length of their weights, and its details."""

    words: frozenset[str]
    norm: float
    details: frozenset[str]  # names of persons and things, by their consonants, and figures


class Layout:
    """Where the paragraphs and sentences of a report begin, near enough to say which claims stand together."""

    def __init__(self, report: Report | None) -> None:
        text = report.text if report is not None else ""
        self._text = text
        self._stories: dict[tuple[frozenset[str], str | None, str], Story] = {}
        self._lines = [i for i, c in enumerate(text) if c == "\n"]
        self._stops = [i for i, c in enumerate(text) if c in ".!?\n"]

    def story(self, own: frozenset[str], place: Place | None, speaker: str) -> Story | None:
        """What the title and the opening tell, without a claim's own place, speaker and outlet; None without a text."""
        if not self._text:
            return None
        key = (own, place.country if place is not None else None, speaker)
        if key not in self._stories:
            conf = settings()
            words = {w for w in self._words | self._figures if w not in own}
            named = names_of(f"x {self._opening}", {*own, *speaker.lower().split()}, place, conf)
            details = {bone for bone in named if len(bone) >= MIN_SKELETON} | self._figures
            norm = length(words, conf.number("story", "floor"))
            self._stories[key] = Story(frozenset(words), norm, frozenset(details))
        return self._stories[key]

    @cached_property
    def _opening(self) -> str:
        return self._text[: int(settings().number("story", "characters"))]

    @cached_property
    def _words(self) -> set[str]:
        return content_words(self._opening, settings())

    @cached_property
    def _figures(self) -> set[str]:
        return figures_in(self._opening, settings())

    def paragraph(self, at: int) -> int:
        """How many line breaks stand before an offset."""
        return _before(self._lines, at)

    def sentence(self, at: int) -> int:
        """How many ends of sentences stand before an offset."""
        return _before(self._stops, at)

    def around(self, claim: Claim) -> str:
        """The sentences that hold the claim's quotes, each once; the quotes alone where the text is not kept."""
        return " ".join(dict.fromkeys(self._sentence_of(q) for q in claim.quotes))

    def _sentence_of(self, quote: Span) -> str:
        if self._text[quote.start : quote.end] != quote.text:
            return quote.text
        return self._text[self._start(quote.start) : self._end(quote.end)]

    def _start(self, at: int) -> int:
        k = _before(self._stops, at)
        return self._stops[k - 1] + 1 if k else 0

    def _end(self, at: int) -> int:
        k = _before(self._stops, max(0, at - 1))
        return self._stops[k] + 1 if k < len(self._stops) else len(self._text)


def length(words: Iterable[str], floor: float) -> float:
    """The length of the words' weights; texts of few words count as if they had length `floor`."""
    return max(floor, math.sqrt(math.fsum(word_weight(w) ** 2 for w in words)))


def names_of(text: str, own: set[str], place: Place | None, conf: Settings) -> dict[str, str]:
    """Names of persons and things in a text, by their consonants: no ordinary word, no town, none of `own`."""
    found: dict[str, str] = {}
    country = place.country if place is not None else None
    for name in names_in(text, conf):
        bone = skeleton(name)
        if len(bone) >= 3 and name.lower() not in own and not is_word(stem(name), bone) and not is_town(name, country):
            found.setdefault(bone, name)
    return found


def _before(marks: Sequence[int], at: int) -> int:
    return bisect_left(marks, at)
