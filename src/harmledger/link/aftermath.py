"""Whether a claim tells of an event that its report takes as known: then its day may lie long before publication."""

from __future__ import annotations

import re
from functools import cache

from harmledger.link.counted import role_of
from harmledger.link.cues import alternatives
from harmledger.link.settings import Settings, settings
from harmledger.link.words import words_of
from harmledger.records import Claim


def is_aftermath(claim: Claim, title: str, sentence: str, conf: Settings) -> bool:
    """Whether the event may be older than the news: a toll that has risen, words of an aftermath, or a known event.

    `title` is the report's where the claim stands in its opening, else "". A known event is one that a definite noun
    names ("the strike on the station", "this massacre") or a heading before a colon ("Blast in Varsk: ...").
    """
    words = {w.lower() for w, _ in words_of(f"{title}. {sentence}")}
    if words & conf.aftermath or (claim.casualties and words & conf.rising):
        return True
    return not _is_news(claim) and bool(_definite().search(sentence) or _heading().match(title))


def _is_news(claim: Claim) -> bool:
    """Whether it counts people, or a word for the event is neither a noun nor what came of it: "shelled"."""
    triggers = {e.text.lower() for e in claim.evidence if e.field == "event_type"}
    return any(role_of(row, claim) == "count" for row in claim.casualties) or not triggers <= _nouns()


@cache
def _nouns() -> frozenset[str]:
    words = settings().data["aftermath"]
    return frozenset([*words["nouns"], *words["outcomes"]])


@cache
def _definite() -> re.Pattern[str]:
    nouns = alternatives(settings().data["aftermath"]["nouns"])
    first = alternatives(settings().data["aftermath"]["definite"])
    return re.compile(rf"\b(?:{first})\s+(?:[\w’'-]+\s+){{0,3}}?(?:{nouns})\b", re.IGNORECASE)


@cache
def _heading() -> re.Pattern[str]:
    nouns = alternatives(settings().data["aftermath"]["nouns"])
    return re.compile(rf"[^:.!?\n]{{0,40}}?\b(?:{nouns})\b[^:.!?\n]{{0,60}}:\s", re.IGNORECASE)
