"""A name found in a sentence while it is being judged, and what single tokens tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from harmledger.extract.place_record import MentionKind
from harmledger.gazetteer import Candidate
from harmledger.gazetteer.names import fold


@dataclass(slots=True)
class Hit:
    """A name found in a sentence, while it is being judged; token numbers are the sentence's."""

    begin: int
    end: int
    name_begin: int
    name_end: int
    kind: MentionKind = "place"
    near: bool = False
    division: str = ""
    direction: str = ""
    known: bool = True
    strong: bool = False
    place: tuple[Candidate, ...] = ()


def is_name(token: Any) -> bool:
    """Whether a token looks like part of a name."""
    text = token.text
    return bool(text[0].isupper() and all(c.isalpha() or c in "-’'" for c in text))


def among(token: Any, words: frozenset[str]) -> bool:
    """Whether a token is a form of one of these words; without a lemma, by its ending."""
    text = fold(token.text)
    if token.lemma_:
        return fold(token.lemma_) in words
    return any(stem in words for stem in (text, text[:-1], text[:-2]) if text.startswith(stem) and len(stem) > 2)


def surnames(doc: Any) -> list[str]:
    """Last words of the persons that a sentence names in full: alone, such a word is the person again."""
    return [fold(e[-1].text) for e in doc.ents if e.label_ == "PERSON" and len(e) > 1 and all(is_name(t) for t in e)]
