"""The words that name parties to a conflict: text against `parties.yaml`.

A party is named by a noun ("Moscow", "M23"), by an adjective on a noun ("Russian troops") or by a relative word ("the
enemy"), whose meaning hangs on who speaks: `relatives` reads it off the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from harmledger import codebook

VERSION = codebook.version("parties")

# Runs of letters and digits, so that "Russia's" is "Russia’s" and "Russian-backed" is "Russian backed".
_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[,;:!?()\"“”]|\.\s|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the list: which party and side it names, and how."""

    party: str
    side: str
    kind: Literal["noun", "adjective", "person", "territory", "generic", "relative"]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text: character offsets and the word that follows."""

    start: int  # character offsets in the text that was scanned
    end: int
    entry: Entry
    after: str  # the next word, lower case, if nothing parts it from the hit


def party(text: str) -> str | None:
    """The party that the words name: "Russia", "Ukraine" or the party's own name; None where they name none."""
    hits = [h for h in scan(text) if h.entry.kind != "territory"]
    named = [h for h in hits if h.entry.kind in ("noun", "adjective", "person")]
    for group in (named, hits):
        for hit in group:
            return hit.entry.party or text[hit.start : hit.end]
    return None


def side(text: str) -> str:
    """The side that the words belong to: Russia, Ukraine, other, or none where they name no party."""
    held = codebook.load("parties")["held"]
    sides = [(h.entry.side, h.after) for h in scan(text) if h.entry.side != "none" and h.after not in held]
    if len(sides) > 1 and sides[0] == ("other", "and"):
        return sides[1][0]  # "Western and Ukrainian officials": the side of the war, not its friends
    return sides[0][0] if sides else "none"


def is_person(text: str) -> bool:
    """Whether the words hold the name of an officeholder of the party list."""
    return any(hit.entry.kind == "person" for hit in scan(text))


def relatives(text: str) -> dict[str, str]:
    """What the relative words ("enemy", "occupiers") mean in a report with this text: word -> party, lower case.

    Empty where the report is not about the parties between which the codebook knows their meaning.
    """
    hits = {h.entry.party for h in scan(text) if h.entry.kind in ("noun", "adjective", "person", "territory")}
    low = text.lower()
    out: dict[str, str] = {}
    for row in codebook.load("parties")["relative"]:
        if hits.isdisjoint(row["theatre"]):
            continue
        other_voice = sum(1 for word in row["unless"] if word.lower() in low) >= 1
        for word in row["words"]:
            out[word.lower()] = row["otherwise"] if other_voice else row["party"]
    return out


def scan(text: str) -> Iterator[Hit]:
    """The party words of a text: longest matches from left to right."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    table = _table()
    at = 0
    while at < len(words):
        entry, length = _longest(text, words, at, table)
        if entry is None:
            at += 1
            continue
        start, end = words[at][0], words[at + length - 1][1]
        yield Hit(start, end, entry, _next_word(text, words, at + length))
        at += length


def _longest(
    text: str, words: Sequence[tuple[int, int]], at: int, table: Mapping[str, Mapping[tuple[str, ...], Entry]]
) -> tuple[Entry | None, int]:
    first = text[words[at][0] : words[at][1]]
    best: tuple[Entry | None, int] = (None, 0)
    for key in (first, first.lower()):
        for phrase, entry in table.get(key, {}).items():
            n = len(phrase)
            if n <= best[1] or at + n > len(words):
                continue
            begin, end = words[at][0], words[at + n - 1][1]
            seen = text[begin:end]
            if n > 1 and _APART.search(seen):
                continue
            got = tuple(text[s:e] for s, e in words[at : at + n])
            if entry.kind in ("generic", "relative"):
                got = tuple(w.lower() for w in got)
            if got == phrase:
                best = (entry, n)
    return best


def _next_word(text: str, words: Sequence[tuple[int, int]], at: int) -> str:
    """The word after a hit, a possessive s left out."""
    for i in range(at, min(at + 2, len(words))):
        gap = text[words[i - 1][1] : words[i][0]]
        word = text[words[i][0] : words[i][1]]
        if gap in ("'", "’") and word == "s":
            continue
        return "" if _APART.search(gap) else word.lower()
    return ""


@cache
def _table() -> dict[str, dict[tuple[str, ...], Entry]]:
    """First word -> phrase -> entry; words of generic and relative rows in lower case, names as they are written."""
    data = codebook.load("parties")
    table: dict[str, dict[tuple[str, ...], Entry]] = {}

    def add(word: str, entry: Entry) -> None:
        lower = entry.kind in ("generic", "relative")
        phrase = tuple(_WORD.findall(word.lower() if lower else word))
        table.setdefault(phrase[0], {}).setdefault(phrase, entry)

    kinds: tuple[tuple[str, Literal["noun", "adjective", "person", "territory"]], ...] = (
        ("nouns", "noun"),
        ("adjectives", "adjective"),
        ("people", "person"),
        ("territory", "territory"),
    )
    for row in data["parties"]:
        for field, kind in kinds:
            for word in row.get(field, []):
                add(word, Entry("" if row.get("unnamed") else row["name"], row["side"], kind))
    for row in data["generic"]:
        for word in row["words"]:
            add(word, Entry(row["name"], row["side"], "generic"))
    for row in data["relative"]:
        for word in row["words"]:
            add(word, Entry("", "none", "relative"))
    return table


@cache
def forces() -> frozenset[str]:
    """Words that make a force of the party word before them, lower case."""
    return frozenset(word for phrase in codebook.load("parties")["forces"] for word in phrase.split()[:1])
