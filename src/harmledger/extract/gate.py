"""A cheap look at words: which sentences can hold an event word, so that only those and their neighbours are parsed.

Base forms come from the tables of the language model's own lemmatizer, all parts of speech taken together: the gate
lets through more than the parse will accept and never less, so that it costs no claim (a test compares both).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from harmledger import codebook

VERSION = "gate/1"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PARTS = ("verb", "noun", "adj")
BEFORE = 1  # the sentence before one with an event word is parsed too: it sets scene and speaker
SPOKEN = 4  # and a sentence of speech up to so many before: its speaker may hold for a quotation that goes on


@cache
def _cues() -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    single: set[str] = set()
    several: set[frozenset[str]] = set()
    for row in codebook.load("frames")["frames"]:
        beside = _asked_for(row)
        for kind in ("verbs", "nouns", "adjectives", "preps"):
            for phrase in row.get(kind, ()):
                words = frozenset(phrase.lower().split())
                if beside:
                    several |= {words | {word} for word in beside}
                elif len(words) == 1:
                    single |= words
                else:
                    several.add(words)
    return frozenset(single), tuple(sorted((w for w in several if not w & single), key=sorted))


def _asked_for(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The words of which a frame asks for one, where it asks for words and no class ("remain" in a "besieged" town)."""
    for key in ("needs", "object"):
        asked = row.get(key, ())
        if asked and all(a.startswith("lemma:") for a in asked):
            return tuple(a.removeprefix("lemma:").split()[-1] for a in asked)
    return ()


@cache
def _tables() -> tuple[dict[str, Any], dict[str, Any]]:
    from harmledger.extract.sentences import language_model

    tables = language_model().get_pipe("lemmatizer").lookups
    return tables.get_table("lemma_exc"), tables.get_table("lemma_rules")


@lru_cache(maxsize=65536)
def bases(word: str) -> frozenset[str]:
    """The forms that a lower-case word may have in the codebook: itself, its irregular and its regular base forms."""
    exceptions, rules = _tables()
    out = {word, *word.split("-")}
    for part in _PARTS:
        out.update(exceptions.get(part, {}).get(word, ()))
        out.update(word.removesuffix(old) + new for old, new in rules.get(part, ()) if word.endswith(old))
    if word.startswith("re-"):
        out |= bases(word[3:])  # "re-entered"
    if word.endswith("s"):
        out.add(word[:-1])
    return frozenset(out)


@cache
def _index() -> frozenset[str]:
    from harmledger.extract.sentences import language_model

    table = language_model().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    return frozenset(word for part in (*_PARTS, "adv") for word in table.get(part, ()))


def is_base(word: str) -> bool:
    """Whether a lower-case word is a base form that the lemmatizer lists (some names are among them)."""
    return word in _index()


def is_cue(*forms: str) -> bool:
    """Whether any of a word's lower-case forms is an event word by itself."""
    single, _ = _cues()
    return any(not single.isdisjoint(bases(form)) for form in forms)


def has_cue(text: str) -> bool:
    """Whether a sentence holds the words of at least one event phrase, in any form and order."""
    single, several = _cues()
    seen: set[str] = set()
    for m in _WORD.finditer(text.lower()):
        forms = bases(m.group())
        if not single.isdisjoint(forms):
            return True
        seen |= forms
    return any(words <= seen for words in several)


@cache
def _speech() -> frozenset[str]:
    verbs = codebook.load("attribution")["verbs"]
    return frozenset(v for words in verbs.values() for v in words) | {"according"}


def _speaks(text: str) -> bool:
    return any(not _speech().isdisjoint(bases(m.group())) for m in _WORD.finditer(text.lower()))


def wanted(texts: Sequence[str]) -> list[bool]:
    """For the sentences of one report, in order: whether each is to be parsed."""
    cues = [has_cue(text) for text in texts]
    out = []
    for i, text in enumerate(texts):
        near = any(cues[i : i + 1 + BEFORE])
        out.append(near or (any(cues[i : i + 1 + SPOKEN]) and _speaks(text)))
    return out
