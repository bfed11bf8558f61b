"""What the verb says of when: told as done, as done before, as done at some time, as going on, as a habit."""

from __future__ import annotations

from typing import Any, Literal

from harmledger.extract.frames import lemmas_of, word_list

Tense = Literal["past", "pluperfect", "perfect", "present"]
_CLIMB = 6  # steps from an event noun up to the verb that tells it


def tense_of(token: Any, says: frozenset[int]) -> Tense:
    """The tense that an event word is told in; that of its verb where the word is a noun.

    `says`: tokens of the verbs of saying. English shifts tenses back in reported speech ("said that the strikes had
    hit a depot" is "the strikes hit"), so a pluperfect under a verb of saying is a plain past.
    """
    verb = _finite(_verb(token))
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if "had" in aux:
        return "past" if _reported(verb, says) else "pluperfect"
    if aux & {"has", "have", "’ve", "'ve"} and verb.pos_ in ("VERB", "AUX"):
        return "perfect"
    going_on = verb.tag_ == "VBG" and bool(aux & {"is", "are", "’re", "'re"})
    simple = verb.tag_ in ("VBZ", "VBP") and (verb.i == token.i or verb.lemma_ == "be")
    return "present" if going_on or simple else "past"


def _verb(token: Any) -> Any:
    """The verb that tells of an event noun as its subject or object; the token itself where there is none."""
    at = token
    for _ in range(_CLIMB):
        if at.pos_ in ("VERB", "AUX"):
            return at
        if at.dep_ not in ("dobj", "nsubj", "nsubjpass", "pobj", "prep", "agent", "conj", "compound", "amod", "nmod"):
            return token
        at = at.head
    return token


def _finite(verb: Any) -> Any:
    """The verb that carries the tense: "have managed to halt"; the first of "has taken and held"."""
    at = verb
    for _ in range(_CLIMB):
        own = any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") and c.lower_ != "to" for c in at.children)
        if own or at.dep_ not in ("xcomp", "conj") or at.head.pos_ not in ("VERB", "AUX"):
            return at
        at = at.head
    return at


def _reported(verb: Any, says: frozenset[int]) -> bool:
    at = verb
    for _ in range(_CLIMB):
        if at.dep_ == "ROOT":
            return False
        if at.dep_ in ("ccomp", "acl", "xcomp") and at.head.i in says:
            return True
        if at.dep_ not in ("ccomp", "conj", "acl", "advcl", "xcomp"):
            return False
        at = at.head
    return False


def habitual(token: Any) -> bool:
    """Whether the words tell of no single day: "repeatedly hit", "previously found that", "documented cases"."""
    verb = _verb(token)
    words, records = word_list("habitual"), word_list("recording")
    chain = {t.i: t for t in (token, verb, *_above(verb))}
    if any(f in records for t in chain.values() if t.pos_ == "VERB" for f in lemmas_of(t)):
        return True
    return any(f in words for t in chain.values() for c in t.children for f in lemmas_of(c))


def _above(verb: Any) -> list[Any]:
    """The verbs of saying and finding that a clause hangs on."""
    out = []
    at = verb
    for _ in range(_CLIMB):
        if at.dep_ not in ("ccomp", "acl", "xcomp") or at.head.i == at.i:
            break
        at = at.head
        out.append(at)
    return out


def definite(token: Any) -> bool:
    """Whether an event noun points at what was told before: "the strikes", "these attacks"."""
    return token.pos_ in ("NOUN", "PROPN") and any(
        c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in token.children
    )


def aftermath(token: Any) -> bool:
    """Whether an event is told as what earlier work goes back to: "still clearing debris after the strikes"."""
    words = word_list("aftermath")
    at = token
    while at.head.i != at.i:
        at = at.head
        near = (at, *(c for c in at.children if c.dep_ in ("dobj", "nsubj", "nsubjpass", "compound")))
        if at.pos_ in ("VERB", "NOUN") and any(f in words for t in near for f in lemmas_of(t)):
            return True
    return False
