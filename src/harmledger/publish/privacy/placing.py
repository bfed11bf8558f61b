"""Names that a text uses as those of places or armed groups, whatever the gazetteer has: "NAME camp", "in NAME"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from harmledger import codebook
from harmledger.publish.privacy.lexicon import pattern
from harmledger.publish.privacy.policy import starred
from harmledger.publish.privacy.roles import called, honoured, personal, standing

Key = tuple[str, ...]  # the folded words of a name
_LEAD, _REST = 48, 90  # characters before and after a name that are looked at
_DATELINE = re.compile(r"(?:,\s+[A-Z][\w’'-]+){0,2}\s*:\s+(?![\"“'‘«])(?P<rest>[^\n]+)")
_LINE = re.compile(r"(?:^|\n)\s*$")


@dataclass(frozen=True, slots=True)
class Name:
    """Words of a text that may be a name: where, and folded without particles."""

    start: int
    end: int
    key: Key


def placed(text: str, names: Iterable[Name]) -> frozenset[Key]:
    """The names that stand somewhere where a place or a group stands, and nowhere where only a person can."""
    rows = list(names)
    shown = [n for n in rows if n.key and _evident(text, n.start, n.end, len(n.key))]
    words = {w for n in shown for w in n.key}
    other = (n for n in rows if n not in shown and not words.isdisjoint(n.key))
    human = {w for n in other if _human(text, n.start, n.end) for w in n.key}
    return frozenset(n.key for n in shown if human.isdisjoint(n.key))


def _human(text: str, start: int, end: int) -> bool:
    told = standing(text, start, end)
    return told.private or honoured(text, start) or called(text, start) or personal(text, start, end)


def _evident(text: str, start: int, end: int, words: int) -> bool:
    rest = text[end : end + _REST]
    if _after().match(rest):
        return True
    if rest[:1] in ("'", "’"):
        return False
    lead = text[max(0, start - _LEAD) : start]
    if _before().search(lead) and not pattern(("trusting",), r"\b@\s+in\s+$").search(lead):
        return True
    line = _DATELINE.match(rest) if words == 1 and _LINE.search(lead) else None
    return line is not None and _headline().search(line["rest"]) is not None


@cache
def _before() -> re.Pattern[str]:
    return pattern(("placing",), r"\b@\s+(?:the\s+)?$")


@cache
def _after() -> re.Pattern[str]:
    people = codebook.load("privacy")["people"]
    words, kinds, done = (starred(people[n]) for n in ("place_after", "place_kinds", "place_suffers"))
    groups = starred(people["group_after"])
    small = rf"\s+(?:(?:{kinds})\s+){{0,2}}(?:{words}|{groups})\b(?!['’])"
    suffers = rf"\s+(?:(?:was|were|is|being|been)\s+)?(?:{done})\b(?!\s+(?:out|the|an?|his|her|their|[A-Z]))"
    return re.compile(rf"{small}|{suffers}")


@cache
def _headline() -> re.Pattern[str]:
    people = codebook.load("privacy")["people"]
    told, counted, teller = (starred(people[n]) for n in ("headlines", "headline_counts", "telling"))
    number = rf"(?:[\w-]+\s+){{0,8}}?\d[\d,]*\s+(?:[\w-]+\s+)?(?:{counted})"
    return re.compile(rf"^(?!.*\b(?:{teller})\b)(?:(?:[\w-]+\s+){{0,4}}(?:{told})|{number})\b", re.IGNORECASE)
