"""Whether a claim tells of an event in passing, as the background of another matter."""

from __future__ import annotations

from harmledger.link.settings import Settings
from harmledger.link.words import words_of
from harmledger.records import Claim, Report

_STOPS = ".!?\n"


def in_passing(claim: Claim, report: Report, conf: Settings) -> bool:
    """Whether a word like "after" or "since" leads to the event within its sentence, and no count stands before it."""
    at = min((e.start for e in claim.evidence if e.field == "event_type"), default=None)
    if at is None:
        at = min((q.start for q in claim.quotes), default=0)
    begins = max((report.text.rfind(stop, 0, at) for stop in _STOPS), default=-1) + 1
    cue = _last_cue(report.text[begins:at], conf)
    if cue is None:
        return False
    return all(row.start is None or not begins <= row.start < begins + cue for row in claim.casualties)


def _last_cue(before: str, conf: Settings) -> int | None:
    words = words_of(before)
    reach = int(conf.number("mentions", "words"))
    return max((at for word, at in words[-reach:] if word.lower() in conf.mention_cues), default=None)
