"""Incident templates of MUC-4 in six slots, scored as Du, Rush and Cardie do (Template Filling with Generative
Transformers, NAACL 2021).

The slots are the incident's type, individual perpetrators, perpetrator organisations, physical targets, victims (human
targets *by name*; descriptions alone are no victims there) and weapons. A filler is right when its normalised text
equals one of the key's alternative mentions of one entity. Optional templates and fillers count as the others.
Templates are matched one to one, only where the type agrees, so that the report's score is best; a template without a
counterpart counts as wrong or missing with all its fillers. Precision counts predicted fillers, recall the key's
entities.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from harmledger.evaluate.align import assign

ROLES = ("perp_individual", "perp_organization", "target", "victim", "weapon")
SLOTS = ("type", *ROLES)
_KEYS = {
    "perp_individual": "PERP: INDIVIDUAL ID",
    "perp_organization": "PERP: ORGANIZATION ID",
    "target": "PHYS TGT: ID",
    "victim": "HUM TGT: NAME",
    "weapon": "INCIDENT: INSTRUMENT ID",
}
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ROUND = str.maketrans("[]", "()")

Entity = tuple[str, ...]  # mentions of one filler, any of which stands for it


@dataclass(frozen=True, slots=True)
class Template:
    """One incident of a report: its type in lower case, and for each role its fillers, each by its mentions."""

    type: str
    fillers: Mapping[str, tuple[Entity, ...]]

    def entities(self, role: str) -> tuple[Entity, ...]:
        """The fillers of one role; none where the role is empty."""
        return self.fillers.get(role, ())


@dataclass(frozen=True, slots=True)
class Counts:
    """Right answers among the predicted and among the key's, whose numbers differ where two answers name one entity."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing is predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the key's that is found; 0 where the key is empty."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """A mention as it is compared: lower case, without punctuation, articles and double blanks."""
    return " ".join(_ARTICLE.sub(" ", text.lower().translate(_NO_PUNCTUATION)).split())


def key_of(row: Mapping[str, Any]) -> tuple[Template, ...]:
    """The key of one report as its file gives it: mentions that its text does not hold, and repeated templates, go."""
    text = " ".join(str(row["text"]).lower().split()).translate(_ROUND)
    out: list[Template] = []
    for given in row["templates"]:
        fillers = {role: tuple(_entities(given.get(name, ()), text)) for role, name in _KEYS.items()}
        template = Template(" / ".join(given["INCIDENT: TYPE"]).lower(), fillers)
        if template not in out:
            out.append(template)
    return tuple(out)


def _entities(values: Iterable[str], text: str) -> Iterable[Entity]:
    for value in values:
        if value in ("-", "*"):
            continue
        quoted = _QUOTED.findall(value) or [value.strip(' "?')]
        mentions = [m.replace('\\"', '"').strip().lower() for m in quoted]
        held = tuple(m for m in mentions if m and " ".join(m.split()) in text)
        if held:
            yield held


def score(pairs: Iterable[tuple[Sequence[Template], Sequence[Template]]]) -> dict[str, Counts]:
    """Counts by slot, and under "all", over reports given as (predicted, key)."""
    total = dict.fromkeys(SLOTS, Counts())
    for predicted, key in pairs:
        for slot, counts in _report(predicted, key).items():
            total[slot] += counts
    return total | {"all": sum(total.values(), Counts())}


def _report(predicted: Sequence[Template], key: Sequence[Template]) -> dict[str, Counts]:
    out = {
        slot: Counts(predicted=sum(_size(t, slot) for t in predicted), wanted=sum(_size(t, slot) for t in key))
        for slot in SLOTS
    }
    pairs = [[_pair(p, k) for k in key] for p in predicted]
    many = sum(c.predicted for c in out.values()) or 1
    wanted = sum(c.wanted for c in out.values()) or 1
    worth = [[sum(c.right / many + c.found / wanted for c in cell.values()) for cell in row] for row in pairs]
    for i, j in assign(worth):
        for slot, counts in pairs[i][j].items():
            out[slot] += counts
    return out


def _size(template: Template, slot: str) -> int:
    return 1 if slot == "type" else len(template.entities(slot))


def _pair(predicted: Template, key: Template) -> dict[str, Counts]:
    """What a predicted template gets right of one of the key's; nothing where the type differs."""
    if predicted.type not in key.type:  # "attack" is right for "attack / bombing"
        return {}
    out = {"type": Counts(right=1, found=1)}
    for role in ROLES:
        ours = [{normal(m) for m in e} for e in predicted.entities(role)]
        theirs = [{normal(m) for m in e} for e in key.entities(role)]
        out[role] = Counts(
            right=sum(any(p <= k for k in theirs) for p in ours), found=sum(any(p <= k for p in ours) for k in theirs)
        )
    return out
