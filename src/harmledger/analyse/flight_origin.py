"""From where people left, where the words say it better than the place of their claim does."""

from __future__ import annotations

import re
from functools import cache

from harmledger import codebook
from harmledger.analyse import cues

_NAME = r"[A-ZÀ-ÞА-Я][\w’'-]+(?: [A-ZÀ-ÞА-Я][\w’'-]+)*"


def part_of(text: str, start: int) -> bool:
    """Whether a figure that begins here is a part of the one before it: "including 40 children"."""
    words = "|".join(map(re.escape, codebook.load("flight")["parts"]))
    return re.search(rf"\b(?:{words})\s+(?:[a-z]+\s+){{0,2}}$", text[max(0, start - 60) : start], re.I) is not None


def own_origin(text: str, end: int) -> str:
    """The place that a part of a figure is said to be from: "including 289 from Varsk"; empty where none is."""
    match = re.compile(rf"\s*(?:[a-z]+\s+){{0,2}}from\s+(?:the\s+)?({_NAME})").match(text, end)
    return match.group(1) if match else ""


def only_parts_origin(text: str, name: str) -> bool:
    """Whether a place is told as the origin of a part alone: "2,557 people, including 289 from Varsk"."""
    if not name:
        return False
    words = "|".join(map(re.escape, codebook.load("flight")["parts"]))
    part = re.compile(rf"\b(?:{words})\s+(?:[\w,.]+\s+){{1,3}}from\s+(?:the\s+)?{re.escape(name)}\b", re.I)
    spans = [m.span() for m in part.finditer(text)]
    free = [m for m in re.finditer(rf"\b{re.escape(name)}\b", text) if not any(a <= m.start() < b for a, b in spans)]
    return bool(spans) and not free


def left_from(text: str, place: str) -> str:
    """The place that a verb of flight has after "from", where the claim's own place only says whose people they are.

    "Varsk residents were evacuated from Dolyna" left Dolyna.
    """
    belongs = rf"\b{re.escape(place)}\s+(?:residents|people|citizens|families|inhabitants|refugees)\b"
    lived = rf"\b(?:residents|people|citizens|inhabitants)\s+of\s+{re.escape(place)}\b"
    if not place or re.search(f"{belongs}|{lived}", text) is None:
        return ""
    for match in re.finditer(rf"\bfrom\s+(?:the\s+(?:city|town|village)\s+of\s+)?({_NAME})", text):
        verb = cues.last(cues.listed("flight", "moved"), text, max(0, match.start() - 25), match.start())
        if verb is not None and match.group(1) != place and not match.group(1).startswith(place):
            return match.group(1)
    return ""


def is_one_of_several(text: str, name: str) -> bool:
    """Whether more origins stand beside a name: "from Varsk and several towns"."""
    others = "|".join(r"\s+".join(map(re.escape, w.split())) for w in codebook.load("flight")["and_others"])
    return bool(name) and re.search(rf"\b{re.escape(name)},?\s+(?:{others})\b", text) is not None


def is_water(name: str) -> bool:
    """Whether a name is that of a river or a sea, which nobody flees from."""
    return _waters().search(name) is not None


@cache
def _waters() -> re.Pattern[str]:
    return cues.listed("flight", "waters")


def fetched_from(text: str, destination: str) -> bool:
    """Whether carriers without people are on their way to a place, which is where people are to leave."""
    if not destination:
        return False
    on_their_way = re.compile(rf"\b(?:to|for|towards?|into)\s+(?:the\s+)?(?:city\s+of\s+)?{re.escape(destination)}\b")
    carriers = cues.listed("flight", "carriers").search(text)
    aboard = re.search(
        r"\b(?:with|carrying|took|brought|taking|bringing)\s+(?:\w+\s+){0,3}(?:people|residents|civilians)", text
    )
    fetching = cues.listed("flight", "fetching").search(text) is not None
    return carriers is not None and fetching and aboard is None and on_their_way.search(text) is not None
