"""Wars as the codebook knows them: their days and theatre, and the dated events that reports count from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from harmledger import codebook


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event of the public record: first and last day, and the words by which a text tells of it."""

    start: dt.date
    end: dt.date
    words: tuple[str, ...] = ()
    near: tuple[tuple[str, ...], ...] = ()
    happened: str = ""
    place: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The event for a person, e.g. "fall of Kherson"."""
        return self.words[0] if self.words else " ".join(group[0] for group in self.near or (self.place,))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A war: its days (`end` None while it goes on), theatre, parties and anchor events."""

    name: str
    start: dt.date
    end: dt.date | None
    theatre: tuple[str, ...]
    countries: tuple[str, ...]  # of the belligerents, theatre included
    parties: tuple[str, ...]
    words: tuple[str, ...]
    anchors: tuple[Anchor, ...] = ()


@cache
def conflicts() -> tuple[Conflict, ...]:
    """All wars of the codebook, in its order."""
    return tuple(
        Conflict(
            name=c["name"],
            start=c["start"],
            end=c.get("end"),
            theatre=tuple(c["theatre"]),
            countries=tuple(c.get("countries", c["theatre"])),
            parties=tuple(c["parties"]),
            words=tuple(c["words"]),
            anchors=tuple(
                Anchor(
                    start=a["date"],
                    end=a.get("end", a["date"]),
                    words=tuple(a.get("words", ())),
                    near=tuple(tuple(g) for g in a.get("near", ())),
                    happened=a.get("happened", ""),
                    place=tuple(a.get("place", ())),
                )
                for a in c.get("anchors", ())
            ),
        )
        for c in codebook.load("conflicts")["conflicts"]
    )


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w) for w in words) + r")(?!\w)", re.IGNORECASE)


def mentions(words: tuple[str, ...], text: str) -> re.Match[str] | None:
    """The first of the words that the text has, as a whole word, in any case."""
    return _pattern(words).search(text)


@lru_cache(maxsize=4)
def _told_words(text: str) -> dict[str, int]:
    """How often a text has the words of each war, 50 at most; kept, since several stages ask about one report."""
    return {c.name: min(len(_pattern(c.words).findall(text)), 50) for c in conflicts()}


def about(text: str, countries: Iterable[str] = (), latest: dt.date | None = None) -> Conflict | None:
    """The war that a text is about, by its places, or None.

    `countries`: codes of the countries of its claims, which count most. `latest`: the last day the report may be of;
    a war that began later is not meant, and one that had ended gives way to one that goes on.
    """
    codes = list(countries)
    counts = _told_words(text)
    best: tuple[tuple[float, dt.date], Conflict] | None = None
    for conflict in conflicts():
        if latest is not None and conflict.start > latest:
            continue
        score = float(counts[conflict.name]) + 3 * sum(code in conflict.theatre for code in codes)
        if conflict.end is not None:  # an old war is seldom the news
            over = latest is not None and (latest - conflict.end).days > 365
            score *= 0.1 if over else 0.6 if latest is None else 1.0
        if score >= 1 and (best is None or (score, conflict.start) > best[0]):
            best = ((score, conflict.start), conflict)
    return best[1] if best else None


def told(conflict: Conflict, sentence: str) -> Sequence[Anchor]:
    """The dated events that one sentence tells of (not the war's own start)."""
    return [
        a
        for a in conflict.anchors
        if a.start != conflict.start
        and ((a.words and mentions(a.words, sentence)) or (a.near and all(mentions(g, sentence) for g in a.near)))
    ]
