"""Outlets that are a private person: a page, blog or account under the person's own name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

from harmledger import codebook
from harmledger.publish.privacy.lexicon import listed, ordinary, pattern, titles

_FRAME = "{} was born in 1981."  # a sentence in which the language model tells a person from a paper
_LONGEST = 4


@lru_cache(maxsize=4096)
def is_person(outlet: str, *, social: bool) -> bool:
    """Whether an outlet is a person's own page, by its words ("NAME blog") or its network, with a name that is one."""
    name = _page().sub(" ", outlet).strip(" ,:-–—|()")
    if name == outlet and not social:
        return False
    words = name.split()
    if len(words) > 1 and words[0] in listed("honorifics"):
        return True
    named = [w for w in words if w.lower() not in listed("particles")]
    if not 1 < len(named) <= _LONGEST or not all(w[0].isupper() for w in named) or any(map(_is_word, named)):
        return False
    return _named(name)


def _is_word(word: str) -> bool:
    return ordinary(word) or word in titles()


def is_social(url: str) -> bool:
    """Whether an address is of a network on which people have pages of their own."""
    host = (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    return host in codebook.load("privacy")["contacts"]["networks"]


def _named(name: str) -> bool:
    from harmledger.extract.sentences import language_model

    ents = language_model()(_FRAME.format(name)).ents
    return any(e.label_ == "PERSON" and e.text == name for e in ents)


@cache
def _page() -> re.Pattern[str]:
    return pattern(("own_pages",), r"\b@\b")
