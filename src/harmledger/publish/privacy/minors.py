"""Whether the words beside a name say that it is a child's: an age, a word of childhood, a class at school."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from harmledger import codebook
from harmledger.publish.privacy.policy import starred

_UNIT = r"(?:[\s-]+(?P<unit>years?|months?|weeks?|days?)(?:[\s-]+(?:old|of\s+age))?)?"
_AGED = rf"(?:aged?\s+)?(?P<n>[1-9]\d{{0,2}}|[a-z]+){_UNIT}"
_AGE_AFTER = re.compile(
    r"^(?!\s*\d{1,2}\.\s+(?-i:[A-ZÀ-Þ]))\s*(?:,|\(|\[|–|—|-)?\s*(?:who\s+(?:is|was|had\s+(?:just\s+)?turned)\s+|(?:was|is)\s+(?:just\s+|only\s+)?)?"
    rf"{_AGED}\s*(?:[,).;:–—\]](?!\d)|\band\b|\bwas\b|\bwho\b|\bfrom\b|\n|$)",
    re.IGNORECASE,
)
_OLD_BEFORE = re.compile(
    r"\b(?P<n>\d{1,3}|[a-z]+)[\s-]+(?P<unit>year|month|week|day)s?[\s-]+olds?"
    r"(?:,?[\s-]+(?!(?:his|her|their|whose)\b)[\w-]+){0,4},?\s*$",
    re.IGNORECASE,
)
_OLD_AFTER = re.compile(
    r"^\s*,?\s*(?:an?\s+|the\s+|then\s+|is\s+an?\s+|was\s+an?\s+)*(?P<n>\d{1,3}|[a-z]+)[\s-]+(?P<unit>year|month|week|day)s?[\s-]+old",
    re.IGNORECASE,
)
_SMALL = r"(?:[\w’'-]+\s+){0,3}?"


@dataclass(frozen=True)
class _Words:
    any: re.Pattern[str]
    before: tuple[re.Pattern[str], ...]
    heading: re.Pattern[str]
    after: re.Pattern[str]
    schooled: re.Pattern[str]
    of_age: tuple[re.Pattern[str], re.Pattern[str]]
    all_aged: re.Pattern[str]
    years: dict[str, int]
    below: int


@cache
def _words() -> _Words:
    data = codebook.load("privacy")
    minors = data["minors"]
    child = f"(?:{starred(minors['words'])})"
    owner = f"(?:{starred(data['people']['owners'])})"
    counted = rf"(?:\d+|all|both|{starred(minors['units'])})"
    any_case = re.IGNORECASE
    aged, harmed = starred(minors["aged"]), starred(data["people"]["headline_counts"])
    introduced = rf"(?:{starred(minors['introducing'])})(?:\s+as)?"
    named = rf"(?:{introduced}\s*)?"
    before = (
        rf"\b{child}\s+(?:{harmed}|who)\s+(?:[\w’'-]+\s+){{0,10}}(?:was|is)\s+{named}$",
        rf"\b{child}\b(?:\s+(?:(?:was|were|is)\s+)?(?:{introduced}|{starred(minors['kin'])}|was))?\s*$",
        rf"\b(?:his|her|their|our|my|whose|\w+['’]s?)\s+{_SMALL}{child}\s*[,:(–—]\s*$",
        rf"\b(?:an?|the)\s+{_SMALL}(?!children|\w+s\b){child}\s*[,:(–—]\s*$",
        rf"\b{counted}\s+{_SMALL}{child}\s*[,:(–—]\s*$",
        rf"\b{child}\s+of\s+(?:whom|them)\s*,?\s*$",
        rf"\b{child}\s+(?:that|whom?|she|he|they)\s+(?:[\w’'-]+\s+){{0,3}}[\w’'-]+,\s*$",
    )
    return _Words(
        any=re.compile(child, any_case),
        before=tuple(re.compile(p, any_case) for p in before),
        heading=re.compile(rf"\b{child}\s*:\s*$", any_case),
        after=re.compile(rf"^\s*(?:,|\(|–|—)\s*(?:{owner}\s+{_SMALL}|){child}\b(?!\s+of\b|['’]s)", any_case),
        schooled=re.compile(
            rf"^\s*,?\s*(?:(?:who|which)\s+)?(?:(?:is|was|had\s+been)\s+)?(?:[a-z]+\s+)?in\s+(?:{starred(minors['schooling'])})",
            any_case,
        ),
        of_age=(
            re.compile(rf"\b(?:{aged})\s+of\s+(?P<n>\d{{1,2}}|[a-z]+)\s*,?\s*(?:named|called)?\s*$", any_case),
            re.compile(
                rf"^\s*,\s*{owner}\s+{_SMALL}(?:{aged})\s+of\s+(?P<n>\d{{1,2}}|[a-z]+)\s*(?:[,.;)]|$)", any_case
            ),
        ),
        all_aged=re.compile(
            r"^\s*(?:,|\(|–|—)?\s*(?:(?:both|all|each)\s+(?:aged?\s+)?(?P<all>\d{1,3}|[a-z]+)\b"
            r"|aged\s+(?P<first>\d{1,3})(?:\s*,\s*\d{1,3})*\s+and\s+\d)",
            any_case,
        ),
        years={word: n + 1 for n, word in enumerate(minors["units"])},
        below=int(minors["below"]),
    )


def child(before: str, lead: str, after: str) -> bool:
    """Whether words of childhood go with a name, by the words before it in its sentence, in its text, and after it."""
    w = _words()
    if w.any.search(lead) and (any(p.search(before) for p in w.before) or w.heading.search(lead)):
        return True
    return w.after.match(after) is not None or w.schooled.match(after) is not None


def young(age: float) -> bool:
    """Whether an age in years is a minor's."""
    return age < _words().below


def age(before: str, after: str) -> float | None:
    """The age that stands beside a name, in years."""
    of_before, of_after = _words().of_age
    found = (_AGE_AFTER.match(after), _OLD_AFTER.match(after), _OLD_BEFORE.search(before), of_after.match(after))
    for m in (*found, of_before.search(before)):
        years = None if m is None else _years(m["n"])
        if m is not None and years is not None:
            unit = (m.groupdict().get("unit") or "year").lower()
            return float(years) if unit.startswith("year") else 0.5
    return None


def all_young(after: str) -> bool:
    """Whether the words after the last name of a list tell that all of it are children: "both 9", "aged 7 and 11"."""
    m = _words().all_aged.match(after)
    years = None if m is None else _years(m["all"] or m["first"])
    return years is not None and young(years)


def _years(told: str) -> int | None:
    return int(told) if told.isdigit() else _words().years.get(told.lower())
