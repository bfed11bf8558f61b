"""Names that a sentence makes towns by what forces do to them: captured, withdrawn from, fallen."""

from __future__ import annotations

from typing import Any

from harmledger.extract.frames import word_class
from harmledger.extract.place_hit import among
from harmledger.extract.place_words import PlaceWords


def give_back(doc: Any) -> None:
    """Hang a town on the verb that takes it where the parser gave it to the speaker behind.

    "Troops captured Varsk, defence minister Ivan Petrenko said": Varsk is no part of the minister's name.
    """
    for verb in doc:
        if verb.tag_ != "VBD" or verb.lemma_ not in word_class("taken") or verb.i + 2 >= len(doc):
            continue
        name = verb.nbor(1)
        bound = any(c.dep_ == "dobj" for c in verb.children) or not any(c.dep_ == "nsubj" for c in verb.children)
        if name.pos_ == "PROPN" and verb.nbor(2).text == "," and name.head.i > verb.i + 2 and not bound:
            name.head, name.dep_ = verb, "dobj"


def is_taken(token: Any, words: PlaceWords) -> bool:
    """Whether a name stands where the town does: "troops captured X", "X was seized", "X had fallen".

    Of a name that the gazetteer knows; `token` is its last word, in a parsed sentence.
    """
    if token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in words.falling:
        return not any(c.dep_ in ("dobj", "prep", "acomp", "advcl") for c in token.head.children if c.i > token.i)
    if token.dep_ == "nsubjpass":
        agents = any(c.dep_ == "agent" for c in token.head.children)
        return token.head.lemma_ in words.taking and not (token.ent_type_ == "PERSON" and agents)
    verb = _taking_verb(token, words.taking)
    return verb is not None and any(c.dep_ == "nsubj" and not among(c, words.titles) for c in verb.children)


def forces_took(token: Any, words: PlaceWords) -> bool:
    """Whether armed people, named as such, take a name or leave it: so much makes a place of a name nobody knows."""
    verb = _taking_verb(token, words.taking | words.taking_towns)
    if verb is None and token.dep_ == "pobj" and token.head.lower_ in ("from", "of"):
        at = token.head
        while at.dep_ in ("prep", "prt") and at.head.i != at.i:
            at = at.head
        verb = at if at.lemma_ in words.leaving else None
    if verb is None or token.pos_ != "PROPN":
        return False
    doers = [c for c in verb.children if c.dep_ in ("nsubj", "dobj") and c.i != token.i]
    return any(among(c, words.armed) for c in doers)


def _taking_verb(token: Any, verbs: frozenset[str]) -> Any | None:
    """The verb that has a name as its object."""
    return token.head if token.dep_ == "dobj" and token.head.lemma_ in verbs else None
