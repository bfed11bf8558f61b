"""What the wording of two accounts speaks for and against one event: words, stories, details, names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz

from harmledger.link.accounts import Account
from harmledger.link.background import name_weight, word_weight
from harmledger.link.settings import Settings

SHOWN = 6  # words that an explanation names


class Wording:
    """Compares the wording of accounts by the numbers of `settings`."""

    def __init__(self, settings: Settings) -> None:
        self._words = {k: float(v) for k, v in settings.data["words"].items()}
        self._story = {k: float(v) for k, v in settings.data["story"].items()}
        self._details = [float(w) for w in settings.data["details"]]
        self._official, self._other = settings.number("names", "official"), settings.number("names", "other")
        self._most, self._ratio = settings.number("names", "most"), settings.number("names", "ratio")

    def weigh(self, a: Account, b: Account) -> Iterator[tuple[str, float, str]]:
        """The reasons that lie in the wording, as (name, weight, detail)."""
        if a.report == b.report and a.sentences & b.sentences:
            return
        yield "words", *self.words(a, b)
        yield "names", *self.names(a, b)
        if a.report != b.report and a.story is not None and b.story is not None:
            yield "story", *self.story(a, b)
            yield "details", *self.details(a, b)

    def words(self, a: Account, b: Account) -> tuple[float, str]:
        """How alike the sentences of two claims are, the titles with them where the claims stand in the opening."""
        if not a.words or not b.words:
            return 0.0, ""
        shared = a.own_words & b.own_words if a.report == b.report else a.words & b.words
        floor = self._words["floor"]
        alike = _squares(shared) / (max(floor, a.norm) * max(floor, b.norm))
        return _weight(self._words, alike, min(len(a.words), len(b.words))), _said(alike, shared)

    def story(self, a: Account, b: Account) -> tuple[float, str]:
        """How alike the openings of two reports are."""
        assert a.story is not None and b.story is not None
        shared = a.story.words & b.story.words
        alike = _squares(shared) / (a.story.norm * b.story.norm)
        return _weight(self._story, alike, min(len(a.story.words), len(b.story.words))), _said(alike, shared)

    def details(self, a: Account, b: Account) -> tuple[float, str]:
        """How many names and figures both openings hold; one may be chance, four are not."""
        assert a.story is not None and b.story is not None
        shared = (a.story.details & b.story.details) - (a.names.keys() & b.names.keys())
        if not shared:
            return 0.0, ""
        return self._details[min(len(shared), len(self._details)) - 1], ", ".join(sorted(shared)[:SHOWN])

    def names(self, a: Account, b: Account) -> tuple[float, str]:
        """Names that both sentences hold, in any spelling."""
        total, said = 0.0, []
        for bone in sorted(a.names.keys() & b.names.keys()):
            x, y = a.names[bone], b.names[bone]
            if fuzz.ratio(x.lower(), y.lower()) < self._ratio:
                continue
            official = bone in a.officials or bone in b.officials
            total += name_weight(bone) * (self._official if official else 1.0)
            said.append(x if x == y else f"{x} as {y}")
        if said:
            return min(total, self._most), ", ".join(said)
        one, other = a.names.keys() - a.officials, b.names.keys() - b.officials
        if a.report == b.report or not one or not other:
            return 0.0, ""
        return self._other, f"{_list(a.names, one)} against {_list(b.names, other)}"


def _list(names: Mapping[str, str], bones: Iterable[str]) -> str:
    return ", ".join(sorted(names[b] for b in bones)[:SHOWN])


def _squares(words: Iterable[str]) -> float:
    return math.fsum(word_weight(w) ** 2 for w in words)


def _weight(numbers: dict[str, float], alike: float, words: int) -> float:
    weight = numbers["scale"] * (alike - numbers["middle"])
    if weight < 0:  # a headline of three words has nothing to share
        weight *= min(1.0, words / numbers["enough"])
    return max(numbers["least"], min(numbers["most"], weight))


def _said(alike: float, shared: frozenset[str]) -> str:
    if not shared:
        return "no telling word shared"
    telling = sorted(shared, key=lambda w: (-word_weight(w), w))[:SHOWN]
    return f"similarity {alike:.2f}: {', '.join(telling)}"
