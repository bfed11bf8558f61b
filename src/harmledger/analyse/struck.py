"""Whether the words for a target name something that was struck, not the place where its victims were brought."""

from __future__ import annotations

import re
from functools import cache

from harmledger import codebook
from harmledger.analyse.phrases import pattern
from harmledger.records import Claim, Evidence

_LOOK_BACK = 60  # characters before the words of a target
_LAST_WORDS = r"(?:\W+[\w'’.]+){0,4}\W*$"  # "... to a city hospital": up to four words stand between


def is_struck(claim: Claim, evidence: Evidence) -> bool:
    """False where the words before a target say that people died in it or were brought to it."""
    quote = next((q for q in claim.quotes if q.start <= evidence.start < q.end), None)
    if quote is None:
        return True
    end = evidence.start - quote.start
    return _brought().search(quote.text[max(0, end - _LOOK_BACK) : end]) is None


@cache
def _brought() -> re.Pattern[str]:
    found = pattern(tuple(codebook.load("protected")["not_struck"]))
    return re.compile(found.pattern + _LAST_WORDS, re.IGNORECASE)
