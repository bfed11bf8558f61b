"""A next sentence that takes back what one says: "It is not true." """

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from harmledger.extract.drafts import Draft
from harmledger.extract.frames import lemmas_of, word_list
from harmledger.extract.statements import manner_table

_LONGEST = 60  # characters: a rebuttal is short, what follows in a longer sentence speaks of something else


def is_rebuttal(text: str) -> bool:
    """Whether a sentence does no more than call the one before untrue."""
    words = text.strip(" “”\"'‘").replace("’", "'").lower()
    return len(words) <= _LONGEST and any(words.startswith(r) for r in word_list("rebuttals"))


def disowned(drafts: Sequence[Draft], attributions: Sequence[Any], doc: Any) -> list[Draft]:
    """What a sentence says of towns, once more as denied by whom the next one quotes: "The army denied the claim".

    `attributions`, `doc`: those of the next sentence. The words denied stay the quote; the denier is the source.
    """
    told = [d for d in drafts if d.family == "control" and d.modality == "actual"]
    denial = next((a for a in attributions if a.manner == "deny" and _of_a_claim(doc)), None)
    if denial is None or len({d.source for d in told}) != 1 or denial.source == told[0].source:
        return []
    return [replace(d, modality="denied", source=denial.source) for d in told]


def _of_a_claim(doc: Any) -> bool:
    """Whether what is denied is "it", "this" or "the claim", and nothing of its own."""
    for verb in doc:
        if manner_table().get(verb.lemma_.lower()) == "deny" and verb.pos_ == "VERB":
            objects = [c for c in verb.children if c.dep_ == "dobj"]
            return bool(objects) and all(set(lemmas_of(o)) & word_list("claims_denied") for o in objects)
    return False


def taken_back(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a sentence that the next one denies: what was actual is denied."""
    return [replace(d, modality="denied") if d.modality == "actual" else d for d in drafts]
