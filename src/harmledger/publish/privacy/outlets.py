"""Where a text names an outlet: capitalised words in a row with one that only outlets have, such as "Herald"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from harmledger.publish.privacy.lexicon import listed, pattern, titles
from harmledger.publish.privacy.roles import alive, honoured, personal, standing
from harmledger.publish.privacy.tokens import Token

_OWN = 2  # words of an outlet's own; what is longer may hold its writer's name too
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s+$")


def outlets_of(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The spans of outlets' names in a sentence; none where words beside it tell of a person."""
    for run in _capitals(text, tokens):
        start, end = run[0].start, run[-1].end
        if _is_outlet([t.text for t in run]):
            told = standing(text, start, end)
            if not (told.private or told.minor or told.public or _lives(text, start, end)):
                yield start, end


def _lives(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name are a person's and no outlet's: "Driver NAME", "NAME wept", not "NAME said"."""
    title = _WORD_BEFORE.search(text[max(0, start - 24) : start])
    if (title is not None and title[1] in titles()) or alive(text, start, end) or honoured(text, start):
        return True
    does = pattern(("outlet_acts",), r"\s*,?\s*@\b").match(text[end : end + 40])
    done = pattern(("outlet_acts",), r"\b@\s+$").search(text[max(0, start - 40) : start])
    return not (does or done) and personal(text, start, end)


def _is_outlet(words: Sequence[str]) -> bool:
    """Whether the last word is an outlet's, or the first of two."""
    if len(words) == 2 and words[0].lower() in _kinds("outlet_fronts"):
        return True
    own = [w for w in words if not _kind(w)]
    return _kind(words[-1]) and len(own) <= _OWN


def _kind(word: str) -> bool:
    return word.rpartition("-")[2].lower() in _kinds("outlets")


@cache
def _kinds(name: str) -> frozenset[str]:
    return frozenset(w.lower() for w in listed(name))


def _capitals(text: str, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Capitalised words in a row on one line, titles and articles left out."""
    run: list[Token] = []
    for token in tokens:
        part = token.text[0].isupper() and token.text not in titles() and token.text.lower() != "the"
        if run and not (part and re.fullmatch(r"[^\S\r\n]+", text[run[-1].end : token.start])):
            yield run
            run = []
        if part:
            run.append(token)
    if run:
        yield run
