"""The words that name parties to a conflict: text against `parties.yaml`.

A party is named by a noun ("Moscow", "M23"), by an adjective on a noun ("Russian troops") or by a relative word ("the
enemy"), whose meaning hangs on who speaks: `relatives` reads it off the whole report. Every state of `countries.yaml`
is a party; a group that no list knows is named by its own words ("Fulani herders", "Karenni Nationalities Army").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from harmledger import codebook

VERSION = codebook.version("parties")

# Runs of letters and digits, so that "Russia's" is "Russia’s" and "Russian-backed" is "Russian backed".
_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[,;:!?()\"“”]|\.\s|\s[-–—]\s")
_SPAN = 5  # words that the name of an armed group may have


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the list: which party and side it names, and how."""

    party: str
    side: str
    kind: Literal["noun", "adjective", "person", "territory", "generic", "relative", "armed"]


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
    named = [h for h in hits if h.entry.kind in ("noun", "adjective", "person", "armed")]
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
    return iter(_scanned(text))


@lru_cache(maxsize=4096)  # the same quotes and sentences are asked about again and again
def _scanned(text: str) -> tuple[Hit, ...]:
    return tuple(_hits(text))


def _hits(text: str) -> Iterator[Hit]:
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    table = _table()
    at = 0
    while at < len(words):
        entry, length = _longest(text, words, at, table)
        armed = _armed(text, words, at, entry, length)
        if armed:
            entry, length = Entry("", "other", "armed"), armed
        if entry is None:
            at += 1
            continue
        start, end = words[at][0], words[at + length - 1][1]
        if not _of_another(text, words, at + length):
            yield Hit(start, end, entry, _next_word(text, words, at + length))
        at += length


def _armed(text: str, words: Sequence[tuple[int, int]], at: int, entry: Entry | None, length: int) -> int:
    """How many words from `at` on name a group by its people or patron: "Syrian rebels", "Iran-backed militia"."""
    low = [text[s:e].lower() for s, e in words[at : at + _SPAN]]
    if _APART.search(text[words[at][0] : words[at + len(low) - 1][1]]):
        low = [w for w, (s, _) in zip(low, words[at:], strict=False) if not _APART.search(text[words[at][0] : s])]
    if entry is not None:
        if entry.kind != "adjective" or entry.side != "other" or length >= len(low):
            return _sponsored(text, words, at, low, length) if entry.kind in ("noun", "adjective") else 0
        state = entry.party in _states().values()
        armed = _irregular(low[length:]) if state else 0
        return length + armed if armed else _sponsored(text, words, at, low, length)
    if low[0] in ("pro", "anti") and len(low) > 2 and text[words[at][1]] == "-":
        return next((n + 1 for n in range(2, len(low)) if low[n] in _list("irregular")), 0)
    return _named_group(text, words, at)


def _irregular(low: Sequence[str]) -> int:
    """How many words from the first on name armed people of no state: "rebels", "armed groups"."""
    if low[0] in _list("irregular"):
        return 1
    return max((len(p) for p in _generic_phrases() if tuple(low[: len(p)]) == p), default=0)


@cache
def _generic_phrases() -> frozenset[tuple[str, ...]]:
    rows = codebook.load("parties")["generic"]
    return frozenset(tuple(_WORD.findall(w.lower())) for row in rows for w in row["words"])


def is_named(party_name: str) -> bool:
    """Whether a party has a name of its own, so that it may be taken for the doer of what the text tells further on."""
    return party_name in _names()


@cache
def _names() -> frozenset[str]:
    rows = codebook.load("parties")["parties"]
    return frozenset((*(row["name"] for row in rows), *_states().values()))


def is_people(party_name: str) -> bool:
    """Whether a party's adjective names a people, not a state, which then is not the doer: "Palestinian rockets"."""
    lands = countries_of(party_name)
    return bool(lands) and lands <= _list("no_state")


def is_group(party_name: str) -> bool:
    """Whether a party of the list is an armed group, not a state nor a union of states."""
    return party_name in _names() and not countries_of(party_name) and party_name not in _list("unions")


def _sponsored(text: str, words: Sequence[tuple[int, int]], at: int, low: Sequence[str], length: int) -> int:
    """ "Iran-backed militia", "al-Qaeda-linked fighters": a party of its own, with its patron in the name."""
    if length >= len(low) or low[length] not in _list("sponsored") or text[words[at + length - 1][1]] != "-":
        return 0
    return next((n + 1 for n in range(length + 1, len(low)) if low[n] in _list("irregular")), 0)


def _of_another(text: str, words: Sequence[tuple[int, int]], after: int) -> bool:
    """ "Iranian-made drones", "Turkish-backed forces": the words before the hyphen name no party here."""
    if after >= len(words) or text[words[after - 1][1] : words[after][0]] != "-":
        return False
    word = text[slice(*words[after])].lower()
    return word in _list("fashioned") or word in _list("sponsored")


def _named_group(text: str, words: Sequence[tuple[int, int]], at: int) -> int:
    """How many words from `at` on are capitalised and name an armed group of no list by its last word."""
    n = 0
    while at + n < len(words) and n < _SPAN:
        start, end = words[at + n]
        word = text[start:end]
        if n and (
            text[words[at + n - 1][1] : start].strip(" -’'") or text[words[at + n - 1][1] : start].count(" ") > 1
        ):
            return 0
        if n and word in _list("irregular"):
            return n + 1
        if n and word in _list("armed_names") and not _goes_on(text, words, at + n + 1):
            return n + 1
        if not word[0].isupper() or word.lower() in _plain():
            return 0
        n += 1
    return 0


def _goes_on(text: str, words: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a capitalised word follows, so that the name is not over yet."""
    return at < len(words) and text[words[at][0]].isupper() and text[words[at - 1][1] : words[at][0]] == " "


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
    data_side = {row["name"]: row["side"] for row in data["parties"]}
    for row in data["parties"]:
        for field, kind in kinds:
            for word in row.get(field, []):
                add(word, Entry("" if row.get("unnamed") else row["name"], row["side"], kind))
    for land in codebook.load("countries")["countries"]:
        state = _states()[land["iso"]]
        if land["iso"] in data["no_state"]:
            continue
        own = data_side.get(state, "other")
        for name in land["names"]:
            if name not in data["not_states"]:
                add(name, Entry(state, own, "noun"))
        for word in land["adjectives"]:
            add(word, Entry(state, own, "adjective"))
    for row in data["generic"]:
        for word in row["words"]:
            add(word, Entry(row["name"], row["side"], "generic"))
    for row in data["relative"]:
        for word in row["words"]:
            add(word, Entry("", "none", "relative"))
    return table


@cache
def _states() -> dict[str, str]:
    """ISO code -> party of a state: the row that has the country's name among its nouns, else the country itself."""
    named = {word: row["name"] for row in reversed(codebook.load("parties")["parties"]) for word in row["nouns"]}
    rows = codebook.load("countries")["countries"]
    return {row["iso"]: next((named[n] for n in row["names"] if n in named), row["names"][0]) for row in rows}


def state_of(iso: str | None) -> str | None:
    """The party that is the state with this ISO code; None where the code is of no country."""
    return _states().get(iso or "")


@lru_cache(maxsize=8192)
def countries_of(party_name: str) -> frozenset[str]:
    """The ISO codes of the state that a party is; empty for an armed group."""
    return frozenset(iso for iso, name in _states().items() if name == party_name)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(codebook.load("parties")[name])


@cache
def _plain() -> frozenset[str]:
    """Words that begin a sentence or a headline and no name."""
    data = codebook.load("parties")
    return frozenset((*data["irregular"], *data["not_names"]))


@cache
def forces() -> frozenset[str]:
    """Words that make a force of the party word before them, lower case."""
    return frozenset(word for phrase in codebook.load("parties")["forces"] for word in phrase.split()[:1])
