"""Expressions of time in a parsed sentence, with offsets into the report and into its tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from harmledger.extract.sentences import Sentence
from harmledger.timex.datelines import without_dateline
from harmledger.timex.grammar import Role, read_times

VERSION = "time_mentions/1"
_TIMES_OF_DAY = frozenset({"clock", "part"})


@dataclass(frozen=True, slots=True)
class TimeMention:
    """One expression of time: its words, where they stand, and what they say.

    `start`, `end`: offsets into the report's text (line breaks are blanks in `text`). `token_start`, `token_end`:
    indices into `sentence.doc`, end exclusive. `kind` and `value`: what was read (see `timex.calendar`). `role`: point,
    since, until, before, after, duration, or rate ("80 a day" tells how often, not when).
    """

    text: str
    start: int
    end: int
    token_start: int
    token_end: int
    kind: str
    value: Mapping[str, Any] = field(default_factory=dict)
    role: Role = "point"


def find_times(sentence: Sentence) -> tuple[TimeMention, ...]:
    """The expressions of time of one sentence, in order, none overlapping.

    Left out is what tells no time of an event: ages of persons, a comparison ("the heaviest since May"), the time stamp
    of a page, the date of a dateline where the event has a day of its own, a time of day beside an expression that
    names the day.
    """
    text = sentence.text
    readings = [r for r in read_times(text) if r.role != "comparison" and "stamp" not in r.value]
    readings = without_dateline(text, readings)
    dated = any(r.kind not in _TIMES_OF_DAY for r in readings)
    kept = [r for r in readings if not (dated and r.kind in _TIMES_OF_DAY)]
    return tuple(_mention(sentence, text, r.start, r.end, r.kind, r.value, r.role) for r in kept)


def _mention(
    sentence: Sentence, text: str, start: int, end: int, kind: str, value: Mapping[str, Any], role: Role
) -> TimeMention:
    span = sentence.doc.char_span(start, end, alignment_mode="expand")
    return TimeMention(
        text=text[start:end],
        start=sentence.start + start,
        end=sentence.start + end,
        token_start=span.start,
        token_end=span.end,
        kind=kind,
        value=value,
        role=role,
    )
