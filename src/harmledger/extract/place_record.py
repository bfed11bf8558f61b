"""A mention of a place, as the finder hands it to the resolver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from harmledger.extract.place_words import place_words
from harmledger.gazetteer.names import fold

MentionKind = Literal["place", "site", "party", "adjective", "organisation"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place: `report.text[start:end] == text`, `doc[token_start:token_end]` in its sentence."""

    text: str
    start: int
    end: int
    token_start: int
    token_end: int
    kind: MentionKind
    near: bool = False  # near, outskirts of, north of: the event is about the place, not in it
    within: tuple[tuple[int, int], ...] = ()  # offsets of the mentions that enclose it, the nearest first
    name: str = ""  # the bare name: "Kherson" of "Kherson region"
    division: str = ""  # "region", "county", "community", "settlement": what the words call it
    direction: str = ""  # "eastern" of "eastern Ukraine"
    known: bool = True  # the gazetteer has the name
    sentence: int = -1


def from_span(text: str, start: int, end: int) -> PlaceMention:
    """The mention of words that are known to name a place, read without a parse."""
    words = text[start:end].split()
    table = place_words()
    kind: MentionKind = "adjective" if table.is_adjective(fold(text[start:end])) else "place"
    division = table.divisions.get(fold(words[-1]), "") if len(words) > 1 else ""
    if not division and len(words) > 2 and words[1].lower() == "of":
        division = table.divisions.get(fold(words[0]), "")
    return PlaceMention(text[start:end], start, end, -1, -1, kind, name=text[start:end], division=division)
