"""The language of a text, by its script and its commonest words (`codebook/data/languages.yaml`)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from harmledger import codebook

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_SAMPLE = 20_000  # characters
_FEWEST = 0.04  # share of a text's words that must be a language's commonest words


def detect(text: str) -> str:
    """ISO 639-1 code of the language, or "" where too little of the text tells."""
    words = Counter(w.casefold() for w in _WORD.findall(text[:_SAMPLE]))
    total = sum(words.values())
    if not total:
        return ""
    scores = {code: sum(words[w] for w in common) for code, common in _common().items()}
    letters = "".join(words)
    for code, signs in _signs().items():
        scores[code] += 2 * sum(letters.count(c) for c in signs)
    best = max(sorted(scores), key=lambda code: scores[code])
    return best if scores[best] >= max(1, _FEWEST * total) else ""


@cache
def _common() -> dict[str, frozenset[str]]:
    return {row["code"]: frozenset(row["words"].split()) for row in codebook.load("languages")["languages"]}


@cache
def _signs() -> dict[str, str]:
    return {row["code"]: row.get("letters", "") for row in codebook.load("languages")["languages"]}
