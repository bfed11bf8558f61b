"""Events denied by a word on their doer or their victim: "no missile hit", "none of the shells", "hit no school"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harmledger.extract.frames import lemmas_of, word_list

VERSION = "negation/1"
_DOERS = ("nsubj", "csubj")
_DONE_TO = ("nsubjpass", "dobj", "obj")


def is_nobody(noun: Any) -> int | None:
    """The token index of the word that empties a noun phrase: "no missile", "not a single shell", "none of them".

    A bound is none ("no fewer than 12 people"), nor is a word that leaves others standing ("no other town").
    """
    if noun.lower_ in word_list("empty_pronouns"):
        return int(noun.i)
    doc = noun.doc
    for child in noun.children:
        if child.i > noun.i:
            break
        after = doc[child.i + 1].lower_
        if child.lower_ in word_list("empty_determiners") and after not in word_list("after_no"):
            return int(child.i)
        if child.lower_ == "not" and after in word_list("after_not"):
            return int(child.i)
    return None


def undone(token: Any, *, harm: bool) -> int | None:
    """The word that says of an event word that nobody did it or that it was done to nobody, None where none does.

    Of `harm` (killed, injured, destroyed) only the doer counts: "no one was killed" is a figure of nought.
    """
    if token.pos_ != "VERB":
        first = _first_of(token)
        return is_nobody(first) if token.tag_ == "VBG" or first.i != token.i else None
    for noun, dep in _parts(token):
        cue = is_nobody(noun)
        if cue is None:
            continue
        if not harm:
            return cue
        if dep in _DOERS and any(c.dep_ in ("dobj", "obj") for c in token.children):
            return cue
    return None


def empty_count(noun: Any) -> bool:
    """ "No casualties", "no injuries": a figure of nought beside the attack that caused none."""
    return is_nobody(noun) is not None and any(form in word_list("counted_harm") for form in lemmas_of(noun))


def _first_of(noun: Any) -> Any:
    """The head of a list that "or" joins: "no shelling or air strikes" denies both."""
    at = noun
    while at.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ in word_list("alternatives") for c in at.head.children):
        at = at.head
    return at


def _parts(verb: Any) -> Iterator[tuple[Any, str]]:
    """Subject, object and agent of a verb; the subject also where it stands with the verb that this one hangs on."""
    for child in verb.children:
        if child.dep_ in (*_DOERS, *_DONE_TO):
            yield child, child.dep_
        elif child.dep_ == "agent":
            yield from ((o, "nsubj") for o in child.children if o.dep_ == "pobj")
    at = verb
    for _ in range(3):  # "no missile managed to hit X or damage Y"
        if any(c.dep_ in (*_DOERS, "nsubjpass") for c in at.children) or not _shares_subject(at):
            return
        at = at.head
        yield from ((c, c.dep_) for c in at.children if c.dep_ in (*_DOERS, "nsubjpass"))


def _shares_subject(verb: Any) -> bool:
    if verb.head.pos_ not in ("VERB", "AUX"):
        return False
    if verb.dep_ == "conj":
        return not any(c.dep_ == "cc" and c.lower_ in word_list("turns") for c in verb.head.children)
    return bool(verb.dep_ == "xcomp")
