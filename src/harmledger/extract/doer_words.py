"""Words and turns of a parse by which the readers of doers tell who acts, who suffers and who is blamed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.codebook.parties import forces, party
from harmledger.extract.arguments import coordinated
from harmledger.extract.frames import lemmas_of, word_class
from harmledger.records import Source

OWNING = ("amod", "compound", "poss", "nmod")


def blamed_by(token: Any) -> Iterator[Any]:
    """The nouns that a word of blame or of claiming points at."""
    if token.pos_ in ("VERB", "AUX") and is_form(token, listed("blaming")):
        negated = any(c.dep_ == "neg" for c in token.children)
        objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        headline = not objects and any(c.lower_ in ("of", "for") for c in token.children)  # "Army accused of shelling"
        if not negated:
            yield from objects or (c for c in token.children if headline and c.dep_ == "nsubj")
    if token.pos_ in ("VERB", "ADJ", "AUX") and is_form(token, listed("blamed_on")):
        yield from (o for c in token.children if c.lower_ in ("on", "to") for o in c.children if o.dep_ == "pobj")
    if token.lower_ == "blame" and token.dep_ == "dobj":  # "placed the blame for the deaths on"
        yield from (t for t in token.head.subtree if t.i > token.i and t.dep_ == "pobj" and t.head.lower_ == "on")
    if token.pos_ == "VERB" and is_form(token, listed("claiming")):
        said = [c for c in token.children if c.dep_ == "dobj"]
        if any(is_form(c, listed("responsibility")) or is_form(c, listed("firing")) for c in said):
            yield from agents_of(token)
            yield from (c for c in token.children if c.dep_ == "nsubj")
    if is_form(token, listed("answering")) and token.head.lemma_ == "be":
        yield from (c for c in token.head.children if c.dep_ == "nsubj")


def agents_of(verb: Any) -> Iterator[Any]:
    """The nouns after "by" on a passive verb."""
    for child in verb.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            for obj in child.children:
                if obj.dep_ == "pobj":
                    yield from coordinated(obj)


def participle(verb: Any) -> bool:
    """A participle that is no passive clause of its own: "bombs dropped by ... levelled"."""
    return not passive(verb) and any(c.dep_ == "agent" for c in verb.children)


def suffers(verb: Any) -> bool:
    """Whether a verb's subject suffers: "soldiers died", "the army lost 40 men", not "they burned a village"."""
    if is_form(verb, listed("suffering")):
        return True
    return is_form(verb, listed("undergoing")) and not any(c.dep_ == "dobj" for c in verb.children)


def passive(verb: Any) -> bool:
    """Whether a verb has a passive subject or auxiliary."""
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def leads_to(token: Any, goal: Any) -> bool:
    """Whether a word modifies a noun, at most two nouns off: "Russian" in "Russian artillery fire"."""
    at = token
    for _ in range(4):
        if at.i == goal.i:
            return True
        if at.dep_ not in (*OWNING, "conj", "case", "det", "nummod", "punct", "npadvmod", "advmod"):
            return False
        at = at.head
    return bool(at.i == goal.i)


def counted_from(noun: Any) -> bool:
    """Whether a toll is counted from a war that a noun names: "since the invasion", "since the invasion started"."""
    if not is_form(noun, listed("counted_from")):
        return False
    clause = noun.head.children if noun.dep_ == "nsubj" and noun.head.dep_ == "advcl" else ()
    return noun.head.lower_ == "since" or any(c.dep_ == "mark" and c.lower_ == "since" for c in clause)


def gerund_of(token: Any) -> bool:
    """ "Shelling of the town: police ...": a gerund before "of" is a noun, whatever it hangs on."""
    return bool(token.tag_ == "VBG" and any(c.lower_ == "of" and c.i == token.i + 1 for c in token.children))


def acts(noun: Any) -> bool:
    """Whether a noun names armed people, their equipment or an organ of a state or group."""
    forms = lemmas_of(noun)
    classes = (forces(), listed("organs"), listed("origin"), word_class("force"), word_class("military"))
    return any(f in words for f in forms for words in classes)


def is_form(token: Any, words: frozenset[str]) -> bool:
    """Whether a token is a form of one of these words."""
    return any(form in words for form in lemmas_of(token))


def stands_for(speaker: Source) -> str | None:
    """The party that a speaker speaks for: by name, or by the side of the coding manual where it is a party."""
    if speaker.side in ("none", ""):
        return None
    return party(speaker.name or "") or _side(speaker)


def _side(speaker: Source) -> str | None:
    return speaker.side if speaker.side in frozenset(codebook.load("vocabulary")["sides"]) - {"other", "none"} else None


@cache
def listed(name: str) -> frozenset[str]:
    """A list of the codebook file `doers`."""
    return frozenset(codebook.load("doers")[name])


@cache
def home_nouns() -> frozenset[str]:
    """The head nouns of a state's own forces."""
    return frozenset(words.split()[-1] for words in codebook.load("parties")["home"])
