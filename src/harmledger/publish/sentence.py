"""One plain sentence for an incident: what is reported, of what, where, when, and the range of figures."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger import wording as words
from harmledger.records import Incident, Place, Time, Toll


def sentence(incident: Incident) -> str:
    """Such as "Missiles are reported to have hit a health facility in Sel on 14 Jul 2022; reports give 5–12 killed."

    Running totals and conditions keep their summary, which names each side's figure.
    """
    if incident.kind != "event":
        return thousands(words.dated(incident.summary)) + "."
    told = f"{_what(incident)} {_where(incident.place)} {_when(incident.time)}".replace(",,", ",")
    return f"{told}; {figures}." if (figures := _figures(incident)) else f"{told}."


def count(low: int | None, high: int | None) -> str:
    """A figure in words: "7", "4–7", "11 or more", "up to 50", "an unstated number of"."""
    if low is None:
        return "an unstated number" if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def thousands(text: str) -> str:
    """A sentence with its long numbers in groups: "33800" is "33,800"; years stay."""
    return _LONG.sub(lambda found: f"{int(found.group()):,}", text)


_LONG = re.compile(r"(?<![\w.,/-])\d{5,9}(?![\w.,/-]*\d)")


def _what(incident: Incident) -> str:
    kind = _words()["types"].get(incident.event_type) or _words()["types"]["other"]
    weapons = [w for w in incident.weapons if w in kind["with"]]
    subject = _words()["weapons"].get(weapons[0], kind["subject"]) if len(weapons) == 1 else kind["subject"]
    nouns = [_words()["targets"].get(t, words.plain(t)) for t in incident.targets if t != "civilians"]
    most = _words()["most_targets"]
    hit = listed(
        nouns if len(nouns) <= most else [*nouns[: most - 1], f"{len(nouns) - most + 1} other kinds of target"]
    )
    return str(kind["hit" if hit else "alone"].format(subject=subject, targets=hit))


def _where(place: Place | None) -> str:
    if place is None:
        return "at a place that is not given"
    if place.name is None:
        return f"at a place given as “{words.shorten(place.text, 60)}” (not located)"
    said = words.where(place)
    if place.precision == "near":
        return said
    return f"at {said}" if place.precision == "site" else f"in {said}"


def _when(time: Time | None) -> str:
    if time is None or time.start is None or time.end is None:
        return "on a day that is not given"
    said = words.calendar(time.start, time.end, time.precision)
    if time.of_publication:
        return f"in a report of {said}"
    if time.start == time.end:
        return f"on {said}"
    return f"between {said.replace(' – ', ' and ').replace('–', ' and ')}" if "–" in said else f"in {said}"


def _figures(incident: Incident) -> str:
    """The ranges of the outcomes that matter most, with how many reports stand behind them; "" where nobody counts."""
    rows = [(o, t) for o in _words()["outcomes"] if (t := incident.toll(o)) is not None and (t.low or t.high)]
    if not rows:
        return ""
    rows = rows[: _words()["most_outcomes"]]
    give = "reports give" if any(len(t.claims) > 1 for _, t in rows) else "one report gives"
    return f"{give} {listed([_figure(incident, outcome, toll) for outcome, toll in rows])}"


def _figure(incident: Incident, outcome: str, toll: Toll) -> str:
    """The range; where a count was only revised, the figure that stands for it, with the range in brackets."""
    whom = _words()["victims"].get(toll.victims, "")
    kinds = {d.kind for d in incident.differences if d.field == f"{outcome} {toll.victims}"}
    said = count(toll.low, toll.high)
    if kinds != {"revision"} or toll.best is None or toll.low == toll.high:
        return " ".join(filter(None, [said, whom, outcome]))
    best = f"{toll.best:,}" + (" or more" if toll.best_open else "")
    return " ".join(filter(None, [best, whom, outcome, f"({said} as it was revised)"]))


def listed(parts: list[str]) -> str:
    """The parts as a list in a sentence: "a", "a and b", "a, b and c"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


@cache
def _words() -> dict[str, Any]:
    return codebook.load("sentences")
