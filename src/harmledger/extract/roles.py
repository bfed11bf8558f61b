"""Incident templates of a report: type, doers, organisations behind them, things and people hit, weapons, as words.

A linear model over the parse, trained on the news reports of MUC-4 (docs/models/roles.md). It reads what the rules of
the claims do not aim at: which organisation stands behind "the guerrillas", which of a report's names are victims. No
claim rests on it; `harmledger.extract.doers` gives the words that claims keep.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from harmledger.extract.role_features import SIZE, Candidate, Numbers, candidates, hashed, report_features
from harmledger.extract.sentences import Parsed

VERSION = "roles/1"
ROLES = ("perp_individual", "perp_organization", "target", "victim", "weapon")
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
WEIGHTS = Path(__file__).with_name("roles.npz")
_LEAST = 0.03  # what is less likely than this plays no part

Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Filler:
    """Words that may fill a role: key, the likeliest place in the report, how likely, and how likely in each type."""

    role: int
    key: str
    start: int
    end: int
    score: float
    types: Floats


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident: its type, and for each role the words that fill it, as (start, end) in the report's text."""

    type: str
    fillers: Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Linear:
    """Logistic models over hashed features that share their columns; `weights` is (models, columns)."""

    columns: Numbers
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    place: npt.NDArray[np.int32] = field(repr=False)  # hashed feature -> column, -1 where it has none

    @classmethod
    def of(cls, columns: Numbers, weights: Any, bias: Any) -> Linear:
        """The models with an index of their columns."""
        place = np.full(SIZE, -1, dtype=np.int32)
        place[columns] = np.arange(len(columns), dtype=np.int32)
        return cls(columns, np.asarray(weights, np.float32), np.asarray(bias, np.float32), place)

    def of_features(self, features: Numbers) -> Floats:
        """How likely each model finds one set of features."""
        at = self.place[np.unique(features)]
        raw = self.weights[:, at[at >= 0]].sum(axis=1, dtype=np.float64) + self.bias
        return np.asarray(1 / (1 + np.exp(-raw)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Model:
    """All that the reader knows: roles, types of fillers, types of reports (by words, then by fillers), limits."""

    roles: Linear
    fillers: Linear
    words: Linear
    types: Linear
    role_limits: tuple[float, ...]
    type_limits: tuple[float, ...]
    share: float  # of a filler's best type, that another type must reach to have it too


def load(path: Path = WEIGHTS) -> Model:
    """The model of a weights file."""
    with np.load(path) as held:
        a, b, c, d = (Linear.of(held[f"{n}_columns"], held[f"{n}_weights"], held[f"{n}_bias"]) for n in PARTS)
        limits = json.loads(str(held["limits"]))
    return Model(a, b, c, d, tuple(limits["roles"]), tuple(limits["types"]), limits["share"])


PARTS = ("roles", "fillers", "words", "types")
_load = cache(load)


def read_incidents(parsed: Parsed, model: Model | None = None) -> tuple[Incident, ...]:
    """The incidents of a report by the role reader, at most one of each type; none where it tells of none."""
    model = model or _load()
    found, words = scores(model, candidates(parsed), report_features(parsed))
    likely = types(model.types, found, words)
    return incidents(model, found, likely)


def scores(model: Model, given: Sequence[Candidate], report: Numbers) -> tuple[list[Filler], Floats]:
    """The fillers of a report and how likely its words make each type."""
    by_role = np.array([model.roles.of_features(c.features) for c in given]).reshape(len(given), len(ROLES))
    by_type = np.array([model.fillers.of_features(c.features) for c in given]).reshape(len(given), len(TYPES))
    return gather(given, by_role, by_type), model.words.of_features(report)


def gather(given: Sequence[Candidate], by_role: Floats, by_type: Floats) -> list[Filler]:
    """For each head and role the likeliest of its phrases; the same words at several places are one filler."""
    heads: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, c in enumerate(given):
        heads[c.sentence, c.head].append(i)
    out: dict[tuple[int, str], Filler] = {}
    for at in heads.values():
        for r in range(len(ROLES)):
            best = max(at, key=lambda i: (by_role[i, r], -i))
            score, c = float(by_role[best, r]), given[best]
            if score < _LEAST:
                continue
            kinds = by_type[best] * score**0.5
            held = out.setdefault((r, c.key), Filler(r, c.key, c.start, c.end, score, kinds))
            held.types = np.maximum(held.types, kinds)
            if score > held.score:
                held.score, held.start, held.end = score, c.start, c.end
    return list(out.values())


def types(judge: Linear, found: Sequence[Filler], words: Floats) -> Floats:
    """How likely a report tells of each type, by its words and its fillers."""
    return np.array([float(judge.of_features(type_features(k, found, words))[0]) for k in range(len(TYPES))])


def type_features(kind: int, found: Sequence[Filler], words: Floats) -> Numbers:
    """What words and fillers say of one type."""
    rows = [f"p={_step(words[kind])}", f"pm={_step(words.max())}", *(f"q{q}={_step(p)}" for q, p in enumerate(words))]
    for r in range(len(ROLES)):
        mine = [f for f in found if f.role == r]
        rows.append(f"f{r}={_step(max((f.score * f.types[kind] for f in mine), default=0))}")
        rows.append(f"g{r}={_step(max((f.score for f in mine), default=0))}")
    total = float(sum(f.score * f.types[kind] for f in found))
    rows += [f"tot={min(8, int(total * 2))}", f"pt={_step(words[kind])},{min(4, int(total))}"]
    return hashed([*rows, *(f"{kind}{row}" for row in rows), f"k{kind}"])


def _step(p: float) -> int:
    p = min(max(float(p), 1e-4), 1 - 1e-4)
    return int(min(6, max(-7, np.floor(np.log(p / (1 - p))))))


def incidents(model: Model, found: Sequence[Filler], likely: Floats) -> tuple[Incident, ...]:
    """The incidents whose type is likely enough, with the fillers that are; a filler goes to the types it fits."""
    told = [k for k in range(len(TYPES)) if likely[k] >= model.type_limits[k]]
    out = []
    for kind in told:
        fillers: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for f in found:
            fits = len(told) == 1 or f.types[kind] >= model.share * f.types.max()
            if f.score >= model.role_limits[f.role] and fits:
                fillers[ROLES[f.role]].append((f.start, f.end))
        out.append(Incident(TYPES[kind], {role: tuple(sorted(spans)) for role, spans in fillers.items()}))
    return tuple(out)
