"""The date grammar: from words to readings ("in the two days before the invasion" -> beforewar, 2 days).

Each word gets one class (a character, see `lexicon`), and the patterns of `patterns.py` run over the string of classes:
a sentence without a word of time costs a few dictionary look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from harmledger.timex.lexicon import COMMA, DASH, DOT, STOP, Token, lexicon, tokenize
from harmledger.timex.patterns import PATTERNS

VERSION = "timex/1"
Role = Literal["point", "since", "until", "before", "after", "duration", "rate", "comparison"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One expression of time: `text[start:end]` of what was read, its kind, and what it says.

    `kind` says how to read `value`; see `calendar.days`. `role`: `point` (at or within it), `since` (from it on),
    `until` (up to it), `before`, `after`, `duration` (how long), `rate` ("80 a day": how often, no time),
    `comparison` ("the heaviest since May": no time of the event).
    """

    start: int
    end: int
    kind: str
    value: Mapping[str, Any] = field(default_factory=dict)
    role: Role = "point"


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    constants: Mapping[str, Any]
    needs: frozenset[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    words = lexicon()
    return tuple(
        _Rule(kind, words.compile(template), constants, frozenset("".join(words.chars(n) for n in needs.split())))
        for kind, needs, template, constants in PATTERNS
    )


def read_times(text: str) -> tuple[Reading, ...]:
    """The expressions of time in a sentence or short text, in order, none overlapping; offsets are those of `text`."""
    tokens, found = tokenize(text)
    if not found:
        return ()
    codes = "".join(t.code for t in tokens)
    hits = _join_ranges(sorted(_match(tokens, codes), key=lambda hit: hit[0]), codes)
    out: list[Reading] = []
    named: tuple[str, Mapping[str, Any]] | None = None  # the last day that the sentence named
    for first, last, kind, value in hits:
        if kind == "skip":
            continue
        extra = _around(kind, value, first, last, codes)
        if kind == "shift" and named is not None:
            extra["base"] = named
        if kind in _JOINABLE:
            named = (kind, value)
        role: Role = "duration" if kind == "duration" and "ongoing" not in extra else _role(kind, value, first, codes)
        if role in ("since", "after"):
            extra["past"] = True  # nothing is counted from a day to come
        out.append(Reading(tokens[first].start, tokens[last - 1].end, kind, {**value, **extra}, role))
    return tuple(out)


_Hit = tuple[int, int, str, Mapping[str, Any]]
_JOINABLE = frozenset({"date", "weekday", "holiday", "deixis", "iso", "numeric", "event", "nth", "war"})


def _match(tokens: Sequence[Token], codes: str) -> Iterator[_Hit]:
    """What the patterns find, earlier patterns first; a token belongs to one expression at most."""
    taken = [False] * len(tokens)
    present = frozenset(codes)
    for rule in _rules():
        if rule.needs.isdisjoint(present):
            continue
        for match in rule.pattern.finditer(codes):
            first, last = match.span("x") if "x" in rule.pattern.groupindex else match.span()
            while last > first and codes[last - 1] in (DOT, COMMA):  # the full stop of the sentence, not of "Nov."
                last -= 1
            if first == last or any(taken[first:last]):
                continue
            taken[first:last] = [True] * (last - first)
            yield first, last, rule.kind, _values(rule, match, tokens)


def _values(rule: _Rule, match: re.Match[str], tokens: Sequence[Token]) -> Mapping[str, Any]:
    value = dict(rule.constants)
    for name in rule.pattern.groupindex:
        at = match.start(name)
        if name != "x" and 0 <= at < match.end(name):
            value[name.rstrip("_")] = tokens[at].value
            if tokens[at].code == lexicon().code["VAGUE"]:
                value["vague"] = True  # "several days ago" names no day
    return value


def _join_ranges(hits: Sequence[_Hit], codes: str) -> list[_Hit]:
    """Two dates with "to", "until", a dash, or "between ... and" make one range; a date explains what it follows."""
    code = lexicon().code
    out: list[_Hit] = []
    for hit in hits:
        if out and hit[2] in _JOINABLE and out[-1][2] in _JOINABLE:
            first, last, kind, value = out[-1]
            gap = re.sub(f"[{code['DET']}{code['ON']}{code['THIS']}{COMMA}]", "", codes[last : hit[0]])
            before = codes[first - 1 : first] if first else ""
            plain = gap in (code["TO"], code["UNTIL"], DASH)
            if plain or (gap == code["AND"] and before == code["BETWEEN"]):
                out[-1] = (first, hit[1], "range", {"from": (kind, value), "to": (hit[2], hit[3])})
                continue
        if out and _apposed(out[-1], hit, codes):
            out[-1] = (out[-1][0], *hit[1:])
            continue
        out.append(hit)
    return out


def _apposed(first: _Hit, second: _Hit, codes: str) -> bool:
    """Whether a date explains the words before it: "over the past day, October 28", "today, 9 March"."""
    dated = second[2] in ("iso", "numeric", "daterange") or (second[2] == "date" and "day" in second[3])
    loose = first[2] in ("deixis", "window", "weekday", "overnight")
    return dated and loose and codes[first[1] : second[0]] == COMMA


# -- what stands around an expression ----------------------------------------------------------------------------------
_SKIPPED = ("DET", "ABOUT", "EARLY", "LATE", "ON", "AT", "STARTING", "EARLIER", "THIS")
_ROLES: Mapping[str, Role] = {
    "SINCE": "since", "FROM": "since", "UNTIL": "until", "BY": "until", "BEFORE": "before", "AFTER": "after",
}  # fmt: skip


@cache
def _sets() -> tuple[frozenset[str], Mapping[str, Role]]:
    code = lexicon().code
    return frozenset(code[n] for n in _SKIPPED), {code[n]: role for n, role in _ROLES.items()}


def _role(kind: str, value: Mapping[str, Any], first: int, codes: str) -> Role:
    """What the word before the expression makes of it."""
    if kind == "rate":
        return "rate"
    skipped, roles = _sets()
    at = first - 1
    while at >= 0 and codes[at] in skipped:
        at -= 1
    role: Role = value.get("role") or (roles.get(codes[at], "point") if at >= 0 else "point")
    if kind == "range" and role == "since":
        return "point"  # "from Monday to Friday"
    if role == "since" and _compared(first, codes):
        return "comparison"
    return role


def _compared(first: int, codes: str) -> bool:
    """Whether "since" follows a superlative: "the largest attack since the war began"."""
    code = lexicon().code
    clause = re.split(f"[{STOP}{code['NUMBER']}{code['THAT']}]", codes[max(0, first - 12) : first])[-1]
    return code["SUPERLATIVE"] in clause or code["ORDWORD"] in clause


def _around(kind: str, value: Mapping[str, Any], first: int, last: int, codes: str) -> dict[str, Any]:
    """Marks of the neighbourhood: a verb of the future before it, a duration that runs up to now."""
    code = lexicon().code
    out: dict[str, Any] = {}
    clause = re.split(f"[{STOP}]", codes[max(0, first - 12) : first])[-1]
    if code["FUTURE"] in clause:
        out["future"] = True
    if kind == "duration":
        before = codes[:first].rstrip(code["ABOUT"] + code["DET"])[-1:]
        after = codes[last : last + 1]
        if after not in (code["AFTER"], code["BEFORE"], code["FROM"]) and (
            before in (code["FOR"], code["OVER"]) or code["OF"] in (after, codes[last - 1])
        ):
            out["runs"] = True
            if before == code["UNDER"] or (before in (code["FOR"], code["OVER"]) and code["PERFECT"] in clause):
                out["ongoing"] = True  # "has been under siege for two weeks": up to the report
    return out
