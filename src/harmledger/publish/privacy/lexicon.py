"""What a word can be: one of the language, a title, a place, never a part of a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from harmledger import codebook
from harmledger.extract.gate import bases, is_base
from harmledger.publish.privacy.policy import ARTICLE, starred

_KNOWN_EVERYWHERE = 1_000_000  # people of a place that is meant whatever country a text tells of
_TELLING = 20_000  # people of a place that tells which country a text is about
_ARTICLE = re.compile(ARTICLE)


@cache
def listed(name: str) -> frozenset[str]:
    """One of the policy's lists of words about people."""
    return frozenset(codebook.load("privacy")["people"][name])


@cache
def pattern(names: tuple[str, ...], frame: str) -> re.Pattern[str]:
    """What matches a word of these lists in a frame, where "@" stands for the words; in any case."""
    words = starred(w for name in names for w in codebook.load("privacy")["people"][name])
    return re.compile(frame.replace("@", f"(?:{words})"), re.IGNORECASE)


@lru_cache(maxsize=65536)
def ordinary(word: str) -> bool:
    """Whether a word is one of the language, not a name."""
    if _ARTICLE.match(word):
        return False
    low = re.split("['’]", word.lower())[0]
    if "-" in word and all(part[:1].isupper() for part in word.split("-")):
        return False
    return word in never() or any(is_base(form) for form in bases(low)) or low in _small_words()


def common(word: str) -> bool:
    """Whether news write a word small, or it is never a person's: a word of the language even in a list of names."""
    return word in never() or (_ARTICLE.match(word) is None and word.lower() in _small_words())


def dictionary(word: str) -> bool:
    """Whether a word stands in a dictionary, as it is or without its "s": an ending alone makes no word of a name."""
    low = word.lower()
    return common(word) or (_ARTICLE.match(word) is None and (is_base(low) or is_base(low.removesuffix("s"))))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(codebook.load("case")["small"])


@cache
def strict() -> frozenset[str]:
    """Words that are never part of a person's name: those of the policy, and the names of states and peoples."""
    lands = codebook.load("countries")["countries"]
    names = (n for row in lands for key in ("names", "adjectives", "people") for n in row.get(key, ()))
    return listed("no_names") | {w for n in names for w in n.split() if len(w) > 3}


@cache
def never() -> frozenset[str]:
    """Words that are no part of a person's name unless the language model says so."""
    return strict() | listed("things")


@cache
def titles() -> frozenset[str]:
    """Words before a name that are none, such as "President" and "Widow"."""
    people, minors = codebook.load("privacy")["people"], codebook.load("privacy")["minors"]
    lists = (
        *people["titles"],
        *people["courtesy"],
        *(r.title() for name in ("roles", "witnesses", "kin") for r in people[name]),
        *(w.title() for w in minors["words"]),
    )
    return frozenset(w.rstrip(".") for t in lists for w in t.split()) - listed("also_names")


@lru_cache(maxsize=65536)
def is_place(words: str) -> bool:
    """Whether the gazetteer has a place of this name."""
    return bool(_gazetteer().lookup(words))


@lru_cache(maxsize=65536)
def _countries(words: str) -> tuple[frozenset[str], bool, bool]:
    """The countries with a place of this name, whether one is known everywhere, and whether one is of some size."""
    found = _gazetteer().lookup(words)
    most = max((c.population for c in found if c.match == "exact"), default=0)
    return frozenset(c.country for c in found), most >= _KNOWN_EVERYWHERE, most >= _TELLING


def is_place_in(words: str, lands: frozenset[str]) -> bool:
    """Whether a place of this name lies in one of these countries or is known everywhere; of some size without any."""
    countries, large, telling = _countries(words)
    return large or (bool(countries & lands) if lands else telling)


def lands_of(names: Iterable[str]) -> frozenset[str]:
    """The countries that a text tells of: those named, and those of its names that lie in one country only."""
    out: set[str] = set()
    for name in names:
        if iso := _states().get(name):
            out.add(iso)
            continue
        countries, _, telling = _countries(name)
        if telling and len(countries) == 1:
            out |= countries
    return frozenset(out)


@cache
def _states() -> dict[str, str]:
    rows = codebook.load("countries")["countries"]
    return {name: row["iso"] for row in rows for key in ("names", "adjectives", "people") for name in row.get(key, ())}


@cache
def _gazetteer() -> Any:
    from harmledger.gazetteer import Gazetteer

    return Gazetteer()
