"""How likely each name of a sentence is where one event of it took place: a small network over the parse's features.

A layer for each candidate, the maximum of the sentence's candidates beside it (a name gives way where another fits
better), one figure out. Trained by `scripts/train_event_place.py`; the model card is docs/models/event-place.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from harmledger.extract.place_features import Candidate, candidates
from harmledger.extract.place_record import PlaceMention

VERSION = "event-place/1"
FLOOR = 0.4  # from here on a name is taken for the place
Array = NDArray[np.float32]


class PlaceScorer:
    """The trained network; `arrays` are its weights by name, `names` its features in order."""

    def __init__(self, names: Sequence[str], arrays: dict[str, Array]) -> None:
        self._at = {name: i for i, name in enumerate(names)}
        self._w = arrays

    def scores(self, found: Sequence[Candidate], doc: Any) -> Array:
        """The probability of each candidate, 0 to 1, in their order."""
        if not found:
            return np.zeros(0, np.float32)
        w = self._w
        rows = [[self._at[f] for f in c.features if f in self._at] for c in found]
        dense = np.stack([dense_of(c, doc) for c in found])
        hidden = (
            np.stack([w["embed"][r].sum(0) for r in rows]).astype(np.float32) + dense @ w["dense"] + w["dense_bias"]
        )
        hidden = np.maximum(hidden, 0)
        around = np.broadcast_to(hidden.max(0), hidden.shape)
        out = np.maximum(np.concatenate([hidden, around], 1) @ w["mix"] + w["mix_bias"], 0) + hidden
        logit = out @ w["last"] + w["last_bias"] + np.array([w["direct"][r].sum() for r in rows], np.float32)
        return np.asarray(1 / (1 + np.exp(-logit)), np.float32).round(4)


def dense_of(candidate: Candidate, doc: Any) -> Array:
    """The word vectors of a candidate's event, owner and verb, each of length one, in a row."""
    rows = [np.asarray(doc[i].vector, np.float32) for i in candidate.dense]
    return np.concatenate([r / max(float(np.linalg.norm(r)), 1e-6) for r in rows])


@cache
def place_scorer() -> PlaceScorer:
    """The network that ships with the package, loaded once."""
    with (files("harmledger") / "weights" / "event_place.npz").open("rb") as f, np.load(f, allow_pickle=False) as data:
        names = bytes(data["names"]).decode().split("\n")
        return PlaceScorer(names, {k: data[k].astype(np.float32) for k in data.files if k != "names"})


def event_words(doc: Any, event: int, mentions: Sequence[PlaceMention], floor: float) -> tuple[int, ...]:
    """The tokens of a sentence that name where the event of this word took place, by the network alone."""
    found = candidates(doc, event, mentions)
    return tuple(
        i for c, s in zip(found, place_scorer().scores(found, doc), strict=True) if s > floor for i in c.tokens
    )
