"""The words of a sentence that tell of casualties: killed, "shot dead", deaths, damaged, a toll.

Each cue has an outcome of the coding manual and a frame that says where its victims stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from harmledger import codebook

Frame = Literal["object", "subject", "lose", "state", "noun", "toll", "lives", "none"]
THINGS = frozenset({"destroyed", "damaged"})  # outcomes of things; all others are of people


@dataclass(frozen=True, slots=True)
class Cue:
    token: Any
    outcome: str
    frame: Frame
    counted: bool = False  # a row only with a number


@cache
def word_set(field: str) -> frozenset[str]:
    """A list of the codebook file `casualties`."""
    return frozenset(codebook.load("casualties")[field])


@cache
def verb_table() -> dict[str, tuple[str, Frame]]:
    """The outcome that each verb tells, and whether of its object or its subject."""
    out: dict[str, tuple[str, Frame]] = {}
    for outcome, frames in codebook.load("casualties")["verbs"].items():
        for lemma in frames["object"]:
            out[lemma] = (outcome, "object")
        for lemma in frames["subject"]:
            out[lemma] = (outcome, "subject")
    return out


@cache
def noun_table() -> dict[str, str]:
    """The outcome that each noun tells."""
    return {lemma: outcome for outcome, lemmas in codebook.load("casualties")["nouns"].items() for lemma in lemmas}


def state_table() -> dict[str, str]:
    """The outcome that each state ("dead", "missing") tells."""
    states: dict[str, str] = codebook.load("casualties")["states"]
    return states


@cache
def trigger_words() -> frozenset[str]:
    """Words without which a sentence holds no figure: the cheap test before the work."""
    data = codebook.load("casualties")
    words = {
        *verb_table(),
        *noun_table(),
        *data["states"],
        *data["casualty_words"],
        *data["lose_verbs"],
        *data["lives"]["nouns"],
        *data["toll_counts"],
        *data["besieged_verbs"],
    }
    return frozenset(words | {verb for row in data["phrases"] for verb in row["verb"]})


def find_cues(doc: Any) -> Iterator[Cue]:
    """The words of outcomes, in order."""
    data = codebook.load("casualties")
    for token in doc:
        lemma, low = token.lemma_.lower(), token.lower_
        if lemma in word_set("casualty_words"):
            yield Cue(token, "killed", "none")
        elif phrases := list(_phrase_cues(doc, token, lemma)):
            yield from phrases
        elif lemma in word_set("lose_verbs") and token.pos_ == "VERB":
            yield Cue(token, "killed", "lose")
        elif lemma in data["lives"]["nouns"] and token.pos_ == "NOUN":
            yield Cue(token, "killed", "lives")
        elif lemma in verb_table() and (token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD", "VBG")):
            outcome, frame = verb_table()[lemma]
            yield Cue(token, outcome, frame, lemma in word_set("counted_only"))
        elif low in data["states"] and not (token.pos_ in ("NOUN", "PROPN") and token.dep_ == "compound"):
            yield Cue(token, data["states"][low], "state")
        elif lemma in noun_table() and token.pos_ in ("NOUN", "VERB", "PROPN") and token.dep_ != "compound":
            yield Cue(token, noun_table()[lemma], "noun")
        elif lemma in word_set("besieged_verbs") and token.pos_ == "VERB":
            yield Cue(token, "trapped", "subject")


def _object(prep: Any) -> list[Any]:
    return [c for c in prep.children if c.dep_ == "pobj"] if prep.dep_ == "prep" else []


def _phrase_cues(doc: Any, token: Any, lemma: str) -> Iterator[Cue]:
    """ "Shot dead", "went missing", "taken hostage", "lost their lives"; "blown up" is said of people and of things."""
    if token.pos_ not in ("VERB", "AUX", "ADJ"):
        return
    for row in codebook.load("casualties")["phrases"]:
        if lemma in row["verb"]:
            after = {t.lower_ for t in doc[token.i + 1 : token.i + 6]}
            if token.dep_ in ("aux", "auxpass"):
                continue
            right = [t for t in token.children if t.i > token.i]
            near = {
                t.lower_ for t in (*doc[token.i + 1 : token.i + 5], *right, *(g for t in right for g in _object(t)))
            }
            if near & set(row["with"]) or (
                row["frame"] == "object" and after & word_set("far_words") & set(row["with"])
            ):
                yield Cue(token, row["outcome"], row["frame"])
