"""What a quote says about the services of a place: which service, in which state, in which words.

The words are those of `codebook/data/services.yaml`; negation, lists ("without water, food and heat") and what is only
feared or planned are read from the words around a cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from harmledger import codebook
from harmledger.analyse.phrases import pattern

_CLAUSE = re.compile(r"(?:[.;:!?…]+(?=\s|$)|\n|\s[-–—]\s)")
_WORD = re.compile(r"[\w'’%]+")
_FLIPPED = frozenset({"restored", "working", "repair"})  # negated, they say that the service is out
_SERVICE_OF_NOTHING = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One service in one state, as the words of a quote say it."""

    service: str
    state: str
    words: str
    partly: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words that name a service, as offsets in a clause."""

    start: int
    end: int
    service: str


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that say a state, for a service in front of them or behind them."""

    start: int
    end: int
    state: str
    forward: bool


def read(text: str) -> tuple[Said, ...]:
    """The services that a text speaks of, each state once, in the order of the text."""
    found: dict[tuple[str, str], Said] = {}
    for clause in _CLAUSE.split(text):
        for said in _clause(" ".join(clause.split())):
            found.setdefault((said.service, said.state), said)
    return tuple(found.values())


def struck(service: str, words: str) -> bool:
    """Whether these words of a target name an object of the service."""
    objects = _book()["services"][service]["objects"]
    return pattern(tuple(objects)).search(words) is not None


@lru_cache(maxsize=20_000)  # titles are quoted again and again
def _clause(clause: str) -> tuple[Said, ...]:
    return tuple(_said_in(clause))


def _said_in(clause: str) -> Iterator[Said]:
    mentions = _mentions(clause)
    fixed = list(_fixed(clause))
    for service, state, start, end in fixed:
        if (kept := _real(clause, start, end, state)) is not None:
            yield _said(service, kept, clause, start, end)
    if not any(m.service for m in mentions):
        return
    for cue in _cues(clause):
        kept = _real(clause, cue.start, cue.end, cue.state)
        if kept is None:
            continue
        reached = _behind(clause, cue, mentions) if cue.forward else _in_front(clause, cue, mentions)
        for mention in reached:
            start, end = min(cue.start, mention.start), max(cue.end, mention.end)
            yield _said(mention.service, kept, clause, start, end)


def _said(service: str, state: str, clause: str, start: int, end: int) -> Said:
    around = _words_before(clause, start)[-2:] + _words(clause[start:end]) + _words(clause[end:])[:3]
    partly = not _sets()["partly"].isdisjoint(around)
    return Said(service, state, clause[start:end].strip(" ,;:()"), partly)


def _mentions(clause: str) -> list[_Mention]:
    """The services named, longest words first where two overlap; words that only look like one take their place."""
    found = [
        _Mention(m.start(), m.end(), service)
        for service, expression in _expressions()["mentions"]
        for m in expression.finditer(clause)
    ]
    kept: list[_Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start, m.service)):
        if all(mention.end <= k.start or mention.start >= k.end for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _cues(clause: str) -> Iterator[_Cue]:
    """The cues of a clause; where one stands inside another, the longer one ("not enough", not "not")."""
    found = [
        _Cue(m.start(), m.end(), state, forward)
        for state, forward, expression in _expressions()["cues"]
        for m in expression.finditer(clause)
    ]
    kept: list[_Cue] = []
    for cue in sorted(found, key=lambda c: (c.start - c.end, c.start, c.state, c.forward)):
        if all(cue.end <= k.start or cue.start >= k.end for k in kept if k.forward == cue.forward):
            kept.append(cue)
    return iter(sorted(kept, key=lambda c: c.start))


def _fixed(clause: str) -> Iterator[tuple[str, str, int, int]]:
    for service, state, expression in _expressions()["said"]:
        for match in expression.finditer(clause):
            yield service, state, match.start(), match.end()


def _behind(clause: str, cue: _Cue, mentions: Sequence[_Mention]) -> Iterator[_Mention]:
    """The services that follow a cue: the next one, and the list that it begins."""
    at, allowed = cue.end, _sets()["fillers"]
    for mention in mentions:
        if mention.start < cue.end:
            continue
        if not allowed.issuperset(_words(clause[at : mention.start])):
            return
        if mention.service == _SERVICE_OF_NOTHING:
            return
        yield mention
        at, allowed = mention.end, _sets()["glue"]


def _in_front(clause: str, cue: _Cue, mentions: Sequence[_Mention]) -> Iterator[_Mention]:
    """The services in front of a cue: the last one, and the list that it ends."""
    at, first = cue.start, True
    for mention in reversed(mentions):
        if mention.end > cue.start:
            continue
        between = _words(clause[mention.end : at])
        if first and (len(between) > _book()["reach"] or not _sets()["parts"].isdisjoint(between)):
            return
        if not first and not _sets()["glue"].issuperset(between):
            return
        if mention.service == _SERVICE_OF_NOTHING:
            return
        yield mention
        at, first = mention.start, False


def _real(clause: str, start: int, end: int, state: str) -> str | None:
    """The state that holds once negation is read; None for what is denied, feared or planned."""
    before = _words_before(clause, start)[-int(_book()["look_back"]) :]
    if before[-1:] == ["to"] and state != "out" and not before[:-1]:
        return None
    if _unreal().search(" ".join(before)) or (before[-1:] == ["to"] and state != "repair"):
        return None
    inside = _words(clause[start:end])
    negated = not _sets()["negators"].isdisjoint(before) or any(w.endswith(("n't", "n’t")) for w in before)
    if _FLIPPED & {state}:
        return "out" if negated or not _sets()["negators"].isdisjoint(inside[:-1]) else state
    return None if negated else state


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


def _words_before(clause: str, at: int) -> list[str]:
    return _words(clause[:at])


@cache
def _book() -> dict[str, Any]:
    return codebook.load("services")


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(_book()[name]) for name in ("fillers", "glue", "parts", "negators", "partly")}


@cache
def _unreal() -> re.Pattern[str]:
    return pattern(tuple(_book()["unreal"]))


@cache
def _expressions() -> dict[str, list[Any]]:
    services = _book()["services"]
    mentions = [(name, pattern(tuple(given["words"]))) for name, given in services.items()]
    nothing = (_SERVICE_OF_NOTHING, pattern(tuple(_book()["not_services"])))
    said = [
        (name, state, pattern(tuple(phrases)))
        for name, given in services.items()
        for state, phrases in given.get("said", {}).items()
    ]
    cues = [
        (state, direction == "before", pattern(tuple(phrases)))
        for state, given in _book()["states"].items()
        for direction, phrases in given.items()
    ]
    return {"mentions": [*mentions, nothing], "said": said, "cues": cues}
