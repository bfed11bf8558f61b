"""What the words of a flight say beside its figure: from where, to where, by what way, and what stood in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from harmledger import codebook
from harmledger.analyse import cues
from harmledger.analyse.flight_origin import (
    fetched_from,
    is_one_of_several,
    is_water,
    left_from,
    only_parts_origin,
    own_origin,
    part_of,
)
from harmledger.analyse.said import where
from harmledger.codebook import parties
from harmledger.extract.numbers import find_counts
from harmledger.records import Claim

_NEAR = 60  # characters between an obstacle's word and the way that it is said of


@dataclass(frozen=True, slots=True)
class Way:
    """Origin and destination as names, empty where untold; means and obstacle as words of `flight.yaml`."""

    origin: str
    destination: str
    means: tuple[str, ...]
    obstacle: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number of people on the move that no row of casualties holds: `text[start:end]`."""

    start: int
    end: int
    low: int | None
    high: int | None
    noun: str
    outcome: str


def read_way(claim: Claim) -> Way:
    """The way that a claim's quotes tell; its place is where people fled from, unless the words say they came there."""
    text = words_of(claim)
    place = where(claim.place)
    written = claim.place.text if claim.place is not None else ""
    known = {_plain(place), _plain(written)} - {""}
    if place and _is_destination(text, written):
        if fetched_from(text, written):
            return Way(place, "", means(text), obstacle(text))
        return Way(_land(_name(_away(), text, known)), place, means(text), obstacle(text))
    destination = _name(_toward(), text, known)
    if not claim.casualties and fetched_from(text, destination):
        return Way(destination, "", means(text), obstacle(text))
    origin = left_from(text, written) or place
    several = is_one_of_several(text, written) or only_parts_origin(text, written)
    return Way("" if several else _land(origin), destination, means(text), obstacle(text))


def _land(name: str) -> str:
    return "" if is_water(name) else name


def words_of(claim: Claim) -> str:
    """A claim's quotes, one a line."""
    return "\n".join(" ".join(q.text.split()) for q in claim.quotes)


def is_flight(text: str) -> bool:
    """Whether words tell of people on the move, not of envoys or money."""
    return cues.listed("flight", "not_flight").search(text) is None


def tells_of_flight(text: str) -> bool:
    """Whether a verb says that people moved, and no mere wish ("to evacuate"), or that a way out was stopped."""
    told = cues.listed("flight", "moved").finditer(text)
    return any(not text[: m.start()].lower().endswith("to ") for m in told) or bool(obstacle(text))


def is_trapped(text: str) -> bool:
    """Whether people are said to be held where they are, not merely to shelter."""
    return cues.listed("flight", "trapped").search(text) is not None


def read_numbers(text: str) -> tuple[Number, ...]:
    """Numbers of people that a verb of flight stands with: "about 20,000 people have left the city by car"."""
    if cues.listed("flight", "verbs").search(text) is None:
        return ()
    out = []
    for start, end in cues.sentences(text):
        part = text[start:end]
        for count in find_counts(part):
            noun = _people().match(part, count.end)
            outcome = _moves(part, noun.end(), count.start) if noun is not None and count.bound != "vague" else ""
            if noun is not None and outcome:
                span = (start + count.start, start + noun.end())
                out.append(Number(*span, count.low, count.high, noun.group(1).lower(), outcome))
            elif noun is None and part_of(part, count.start) and own_origin(part, count.end):
                verb = cues.last(cues.listed("flight", "verbs"), part, 0, count.start)
                outcome = cues.named("flight", "verbs")[1][cues.flat(verb.group())] if verb is not None else ""
                if outcome:  # "2,557 people were evacuated, including 289 from Varsk"
                    span = (start + count.start, start + count.end)
                    out.append(Number(*span, count.low, count.high, "people", outcome))
    return tuple(out)


@cache
def _people() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, sorted(codebook.load("flight")["people"], key=len, reverse=True)))
    demonym = r"[A-Z][a-z]+(?:ans|ians|ese|is|ns)"
    return re.compile(rf"\s+(?:of\s+(?:the\s+)?)?(?:[\w-]+\s+){{0,2}}?({nouns}|{demonym})\b(?!\s+(?:homes|houses))")


def _moves(part: str, after: int, before: int) -> str:
    """The outcome of the next verb of flight, else of that right before; empty where other victims stand between."""
    (verbs, names), others = cues.named("flight", "verbs"), cues.listed("flight", "not_people")
    if others.search(part, max(0, before - 30), before) is not None:
        return ""  # "killed 12 people as others fled"
    behind = verbs.search(part, after, min(len(part), after + 80))
    if behind is not None and others.search(part, after, behind.start()) is None:
        return names[cues.flat(behind.group())]
    ahead = cues.last(verbs, part, max(0, before - 25), before)
    free = ahead is not None and others.search(part, ahead.end(), before) is None
    return names[cues.flat(ahead.group())] if ahead is not None and free else ""


def means(text: str) -> tuple[str, ...]:
    """The ways that the words name, sorted."""
    found, names = cues.named("flight", "means")
    return tuple(sorted({names[cues.flat(m.group())] for m in found.finditer(text)}))


def obstacle(text: str) -> str:
    """ "shelled" or "blocked" where words say so of a way out; both joined; empty where they say nothing."""
    found, names = cues.named("flight", "obstacles")
    quiet = [m.span() for m in cues.listed("flight", "no_obstacle").finditer(text)]
    kinds = set()
    for start, end in cues.sentences(text):
        for m in found.finditer(text, start, end):
            kind = names[cues.flat(m.group())]
            ways = [w.span() for w in _routes(kind).finditer(text, start, end)]
            inside = any(a <= m.start() < b for a, b in quiet)
            if not inside and any(min(abs(a - m.end()), abs(m.start() - b)) < _NEAR for a, b in ways):
                kinds.add(kind)
    return " and ".join(sorted(kinds))


@cache
def _routes(kind: str) -> re.Pattern[str]:
    return cues.pattern(codebook.load("flight")["routes"][kind])


def is_total(text: str) -> bool:
    """Whether the words say that a number has grown up to a day ("since", "so far", "as of")."""
    return cues.listed("flight", "totals").search(text) is not None


def of_a_day(text: str, time: str) -> bool:
    """Whether the words of a day say when people left ("on Monday", "today"), not up to when they were counted."""
    at = text.find(time) if time else -1
    if at < 0:
        return False
    before = text[max(0, at - 12) : at]
    if _ends_with(before, "until_a_day"):
        return False
    return _ends_with(before, "on_a_day") or cues.listed("flight", "on_a_day").match(time) is not None


def _ends_with(text: str, name: str) -> bool:
    words = sorted(codebook.load("flight")[name], key=len, reverse=True)
    return re.search(rf"(?:^|\W)(?:{'|'.join(map(re.escape, words))})\s+(?:the\s+)?$", text, re.IGNORECASE) is not None


def _is_destination(text: str, written: str) -> bool:
    """Whether the words before a place, or the verb that has it as its subject, say that people came there."""
    if not written:
        return False
    at = text.find(written)
    while at >= 0:
        before, after = text[max(0, at - 60) : at], text[at + len(written) : at + len(written) + 30]
        if _ends_with(before, "away"):
            return False
        if _ends_with(before, "toward"):
            return True
        inside = re.search(r"\b(?:in|within|across|throughout)\s+(?:the\s+)?$", before) is not None
        if inside and cues.listed("flight", "receiving").search(before):
            return True
        if re.match(r"\s+(?:has|have|had|is|already|now|\s)*", after) and _receives(after):
            return True
        at = text.find(written, at + 1)
    return False


def _receives(after: str) -> bool:
    words = "|".join(map(re.escape, codebook.load("flight")["receiving"]))
    return re.match(rf"(?:\s+(?:has|have|had|already|now|also))*\s+(?:{words})\b", after) is not None


@cache
def _toward() -> re.Pattern[str]:
    return _before_name("toward")


@cache
def _away() -> re.Pattern[str]:
    return _before_name("away")


def _before_name(name: str) -> re.Pattern[str]:
    """A word of direction and the name behind it: capitalised words, with an area's common noun."""
    book = codebook.load("flight")
    words = "|".join(map(re.escape, sorted(book[name], key=len, reverse=True)))
    areas = "|".join(book["areas"])
    named = rf"[A-ZÀ-ÞА-Я][\w’'-]+(?: (?:[A-ZÀ-ÞА-Я][\w’'-]+|of [A-Z][\w’'-]+|(?:{areas})\b))*"
    return re.compile(
        rf"(\w+)?\s*\b(?:{words}) (?:the )?(?:(?:city|town|village|port|camp|camps) (?:of|in) )?({named})"
    )


def _name(found: re.Pattern[str], text: str, known: set[str]) -> str:
    for match in found.finditer(text):
        name = match.group(2)
        first = name.split()[0]
        others = codebook.load("flight")["not_names"]
        if (match.group(1) or "").lower() in codebook.load("flight")["not_toward"] or not _after_flight(text, match):
            continue
        if {h.entry.kind for h in parties.scan(name)} == {"adjective"}:
            continue
        if first not in others and name not in others and _plain(name) not in known:
            return name
    return ""


def _after_flight(text: str, match: re.Match[str]) -> bool:
    """Whether a verb of flight stands shortly before a direction, or is the word of direction itself."""
    near = text[max(0, match.start() - _NEAR) : match.end()]
    return cues.listed("flight", "verbs", "receiving").search(near) is not None


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").removesuffix(" region").removesuffix(" oblast").strip()
