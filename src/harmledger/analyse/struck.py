"""Whether the words for a target name something that was struck, not the place where its victims were brought."""

from __future__ import annotations

import re
from functools import cache

from harmledger import codebook
from harmledger.analyse.phrases import pattern
from harmledger.records import Claim, Evidence, Span

_LOOK_BACK = 60  # characters before the words of a target
_LAST_WORDS = r"(?:\W+[\w'’.]+){0,4}\W*$"  # "... to a city hospital": up to four words stand between


def is_struck(claim: Claim, evidence: Evidence) -> bool:
    """False where the words around a target say that people were brought to it, died in it, or shot from it.

    False too where nothing of the claim says that anything was shot: "coal-fired" does not.
    """
    quote = next((q for q in claim.quotes if q.start <= evidence.start < q.end), None)
    if quote is None:
        return True
    start, end = evidence.start - quote.start, evidence.end - quote.start
    if _behind().match(quote.text, end) or _only_fuel(claim, quote):
        return False
    return _brought().search(quote.text[max(0, start - _LOOK_BACK) : start]) is None


def _only_fuel(claim: Claim, quote: Span) -> bool:
    rows = [e for e in claim.evidence if e.field == "event_type" and quote.start <= e.start < quote.end]
    return bool(rows) and all(_fuel().search(quote.text[: e.end - quote.start]) for e in rows)


@cache
def _brought() -> re.Pattern[str]:
    found = pattern(tuple(codebook.load("protected")["not_struck"]))
    return re.compile(found.pattern + _LAST_WORDS, re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    found = pattern(tuple(codebook.load("protected")["not_struck_behind"]))
    return re.compile(r"\s*:\s*(?:\w+ ){0,3}\d|\s+" + found.pattern, re.IGNORECASE)  # "Hospital: 19 wounded"


@cache
def _fuel() -> re.Pattern[str]:
    fuels = "|".join(map(re.escape, codebook.load("protected")["fuels"]))
    return re.compile(rf"\b(?:{fuels})[- ]fired$", re.IGNORECASE)
