"""Names that can be read aloud: made from a key, folded to what was heard, and found again when mistyped."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from harmledger import codebook

_PREFIX = re.compile(r"^\s*([it])\s*[-–—_.:/\s]\s*")
_NOT_SAID = re.compile(r"[^0-9a-z]+")
_BITS = 16  # of a word: 4 + 2 + 4 + 2 + 4
_VARIANTS = 256  # readings of Cyrillic letters that are tried
_LOOKED_AT = 50  # names near by plain edits that are weighed by sound


def names(key: str) -> Iterator[str]:
    """Names for `key`, without end, each a word longer than the one before: "lusab-babad", "lusab-babad-gutih" ...

    They follow from the key alone (SHA-256; words of 16 bits as in Wilkerson, arXiv:0901.4016).
    """
    rules = _rules()
    least, avoid = int(rules["words"]), rules["avoid"]
    made: list[str] = []
    for word in _words(key):
        if not any(letters in word for letters in avoid):
            made.append(word)
            if len(made) >= least:
                yield "-".join(made)


def _words(key: str) -> Iterator[str]:
    consonants, vowels = _rules()["consonants"], _rules()["vowels"]
    for part in itertools.count():
        digest = hashlib.sha256(f"{key}|{part}".encode() if part else key.encode()).digest()
        for at in range(0, len(digest), _BITS // 8):
            value = int.from_bytes(digest[at : at + _BITS // 8], "big")
            first, second = vowels[value >> 10 & 3], vowels[value >> 4 & 3]
            yield f"{consonants[value >> 12]}{first}{consonants[value >> 6 & 15]}{second}{consonants[value & 15]}"


def said(name: str) -> str:
    """The letters and digits of an id without its prefix: "i-lusab-babad" gives "lusabbabad"."""
    text = name.casefold()
    return _NOT_SAID.sub("", _PREFIX.sub("", text)) or _NOT_SAID.sub("", text)


def heard(text: str) -> tuple[str, ...]:
    """What somebody may mean who types an id as it was heard: any case, hyphens, prefix; Cyrillic letters too."""
    letters: dict[str, list[str]] = _rules()["letters"]
    plain = text.casefold().strip()
    choices = [letters.get(letter, [letter]) for letter in plain]
    readings = itertools.islice(itertools.product(*choices), _VARIANTS)
    whole = dict.fromkeys(said("".join(reading)) for reading in readings)
    bare = [form[1:] for form in whole if form[:1] in ("i", "t")]  # a prefix that was run into the name
    return tuple(dict.fromkeys(form for form in (*whole, *bare) if form))


def nearest(text: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Of the ids `known` those that sound most like `text`, nearest first; none that differs by more than a slip."""
    most = float(_rules()["most"])
    pool = {name: said(name) for name in known}
    found: dict[str, float] = {}
    for form in heard(text)[:8]:
        cutoff = int(2 * most)  # in plain edits: by sound a slip may cost less than half of one
        near = process.extract(form, pool, scorer=Levenshtein.distance, score_cutoff=cutoff, limit=_LOOKED_AT)
        for _, _, name in near:
            cost = distance(form, pool[name])
            if cost <= most:
                found[name] = min(cost, found.get(name, cost))
    return sorted(found, key=lambda name: (found[name], name))[:limit]


def distance(a: str, b: str) -> float:
    """Edits between two spoken forms: 1 for a letter put, left out or changed, less where the sounds are confused."""
    confused, cheap = _confused(), float(_rules()["confused_cost"])
    before = [float(n) for n in range(len(b) + 1)]
    for i, x in enumerate(a, start=1):
        row = [float(i)]
        for j, y in enumerate(b, start=1):
            swap = 0.0 if x == y else cheap if (x, y) in confused else 1.0
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + swap))
        before = row
    return before[-1]


def _rules() -> dict[str, Any]:
    return codebook.load("spoken")


@cache
def _confused() -> frozenset[tuple[str, str]]:
    pairs = [tuple(pair) for pair in _rules()["confused"]]
    return frozenset((x, y) for a, b in pairs for x, y in ((a, b), (b, a)))
