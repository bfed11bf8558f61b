"""Text in capitals read in its usual case: the parser, trained on print, sees names where every word is a capital.

A word keeps its place and length; only its case changes, and only in what is parsed: a report's own text stays as it
is. How a word is usually written is told by `case.yaml` (counted in news texts), the base forms of the language model's
lemmatizer, the words of its vectors, and by the words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.extract.gate import bases, is_base

VERSION = "capitals/1"
Case = Literal["small", "name", "either", "letters"]

FEWEST = 4  # words: less is a name, a heading or a list of initials
_SHARE = 0.9  # of the letters: figures of speech, units and "McX" stay small in some wires
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWEL = re.compile(r"[AEIOUYÀ-Ý]")
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2} $")
_DAY_AFTER = re.compile(r" \d{1,2}\b")
_LONGEST = 6  # letters of an unknown word in brackets that is taken for initials: "[FMLN]"
_LISTS: dict[str, Case] = {"small": "small", "either": "either", "names": "name", "letters": "letters"}
_APOSTROPHES = frozenset("'’")
_OPENS = frozenset("[(")
_SHUTS = frozenset(")]")


def shouted(text: str) -> bool:
    """Whether a sentence is printed in capitals throughout, and is long enough to tell."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 * FEWEST and sum(map(str.isupper, letters)) >= _SHARE * len(letters) and _enough(text)


def _enough(text: str) -> bool:
    return sum(1 for m in _WORD.finditer(text) if len(m.group()) > 1) >= FEWEST


def recased(text: str) -> str:
    """A sentence in capitals as print would write it: of the same length, letter for letter."""
    words = list(_WORD.finditer(text))
    out = list(text)
    for m, case in zip(words, _settled(text, words), strict=True):
        out[m.start() : m.end()] = _written(m.group(), case)
    if words and out[words[0].start()].islower():
        out[words[0].start()] = words[0].group()[0]
    made = "".join(out)
    return made if len(made) == len(text) else text


def _written(word: str, case: Case) -> Iterable[str]:
    if case == "letters":
        return word
    small = word.lower()
    if len(small) != len(word):  # a capital without a small letter of its own
        return word
    if case == "small":
        return small
    stem, mark, tail = small.partition("'") if "'" in small else small.partition("’")
    name = stem.capitalize() + mark + (tail if len(tail) < 3 else tail.capitalize())  # O'Brien, but Romero's
    return name if len(stem) > 1 or len(tail) < 3 else stem.upper() + mark + tail.capitalize()


def _settled(text: str, words: Sequence[re.Match[str]]) -> list[Case]:
    """The case of each word: its usual one; where that may be either, what the words beside it say."""
    first = [_usual(text, m) for m in words]
    out: list[Case] = []
    for i, case in enumerate(first):
        if case == "either":
            before = out[i - 1] if i and _beside(text, words[i - 1], words[i]) else "small"
            after = first[i + 1] if i + 1 < len(words) and _beside(text, words[i], words[i + 1]) else "small"
            case = "name" if "name" in (before, after) or _dated(text, words[i]) else "small"
        out.append(case)
    return out


def _dated(text: str, m: re.Match[str]) -> bool:
    """ "5 MAY", "MARCH 3": a word that is a month's name beside a number only."""
    if m.group().lower() not in codebook.load("times")["capital_only"]:
        return False
    return bool(_DAY_BEFORE.search(text[max(0, m.start() - 4) : m.start()]) or _DAY_AFTER.match(text, m.end()))


def _beside(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    owner = a.group()[-2:-1] in _APOSTROPHES  # "ROMERO'S GUARDS": the guards are no part of the name
    return not owner and text[a.end() : b.start()] in (" ", "-", ' "', '" ')


def _usual(text: str, m: re.Match[str]) -> Case:
    word = m.group()
    bracketed = text[m.start() - 1 : m.start()] in _OPENS and text[m.end() : m.end() + 1] in _SHUTS
    return _case(word, bracketed)


@lru_cache(maxsize=65536)
def _case(word: str, bracketed: bool) -> Case:
    small = re.split("['’]", word.lower())[0] if len(word) > 2 else word.lower()
    listed = _listed().get(small)
    if listed is not None:
        return listed
    if len(small) == 1:
        return "small" if small == "a" else "name" if len(word) > 1 else "letters"
    known = any(is_base(form) for form in bases(small))
    if known:
        return "small"
    if (bracketed and len(word) <= _LONGEST) or not _VOWEL.search(word):
        return "letters"
    forms = _vectors()
    if forms(word) and not forms(small.capitalize()):
        return "letters"
    return "small" if forms(small) and not forms(small.capitalize()) else "name"


@cache
def _listed() -> dict[str, Case]:
    lands = codebook.load("countries")["countries"]
    names = (n for row in lands for key in ("names", "adjectives", "people") for n in row.get(key, ()))
    rows = codebook.load("case")
    told: dict[str, Case] = {n.lower(): "name" for n in names if n.isalpha()}
    return told | {w: case for key, case in _LISTS.items() for w in rows[key]}


@cache
def _vectors() -> Any:
    """Whether the language model has a vector for a word written so; the list is fixed, whatever has been read."""
    from spacy.strings import get_string_id

    from harmledger.extract.sentences import language_model

    vectors = language_model().vocab.vectors
    return lambda word: get_string_id(word) in vectors
