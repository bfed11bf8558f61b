"""A sentence with everything that the readers found in it: the one record that the choices of a claim are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from harmledger.extract.casualties import read_casualties
from harmledger.extract.frames import Mentions, mentions_of
from harmledger.extract.groups import Tree
from harmledger.extract.objects import find_objects
from harmledger.extract.party_mentions import find_parties
from harmledger.extract.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with everything that the readers found in it."""

    sentence: Sentence
    places: tuple[Any, ...]
    times: tuple[Any, ...]
    objects: tuple[Any, ...]
    parties: tuple[Any, ...]
    casualties: tuple[Any, ...]
    attributions: tuple[Any, ...]
    mentions: Mentions
    tree: Tree
    fighting: frozenset[str] = frozenset()  # ISO codes of the states at war, where the report's war is one of states

    @property
    def doc(self) -> Any:
        """The spaCy parse."""
        return self.sentence.doc

    def tokens(self, start: int, end: int) -> list[int]:
        """Token indices that report offsets cover."""
        a, b = start - self.sentence.start, end - self.sentence.start
        return [t.i for t in self.doc if t.idx < b and t.idx + len(t) > a]

    def words(self, start: int, end: int) -> str:
        """The words of report offsets that lie in this sentence."""
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]

    def head(self, start: int, end: int) -> int:
        """The head token of report offsets."""
        covered = self.tokens(start, end)
        return int(self.doc[covered[0] : covered[-1] + 1].root.i) if covered else 0


def scene_of(
    sentence: Sentence,
    places: Sequence[Any],
    times: Sequence[Any],
    attributions: Sequence[Any],
    meant: dict[str, str],
    told: Sequence[Any],
    fighting: frozenset[str] = frozenset(),
) -> Scene:
    """The scene of one sentence; `meant`: what relative party words mean here, `told`: the casualties just before."""
    doc = sentence.doc
    objects = find_objects(sentence)
    parties = find_parties(sentence, meant)
    return Scene(
        sentence,
        tuple(places),
        tuple(times),
        tuple(objects),
        tuple(parties),
        tuple(read_casualties(sentence, told)),
        tuple(attributions),
        mentions_of(doc, places, objects, parties, sentence.start),
        Tree(doc),
        fighting,
    )
