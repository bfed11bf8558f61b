"""A next sentence that takes back what one says: "It is not true." """

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from harmledger.extract.drafts import Draft
from harmledger.extract.frames import word_list

_LONGEST = 60  # characters: a rebuttal is short, what follows in a longer sentence speaks of something else


def is_rebuttal(text: str) -> bool:
    """Whether a sentence does no more than call the one before untrue."""
    words = text.strip(" “”\"'‘").replace("’", "'").lower()
    return len(words) <= _LONGEST and any(words.startswith(r) for r in word_list("rebuttals"))


def taken_back(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a sentence that the next one denies: what was actual is denied."""
    return [replace(d, modality="denied") if d.modality == "actual" else d for d in drafts]
