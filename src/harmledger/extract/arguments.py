"""Who and what hangs on an event word: subject, object and modifiers, read from the dependency parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook

CLAUSES = frozenset({"relcl", "advcl", "ccomp", "csubj", "csubjpass", "parataxis", "acl"})
_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "attr", "dative", "oprd"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Token indices of the heads of a trigger's arguments; coordinated heads are all there."""

    subject: tuple[int, ...]
    object: tuple[int, ...]
    other: tuple[int, ...]  # objects of prepositions, modifiers, compounds

    @property
    def all(self) -> tuple[int, ...]:
        """All argument heads, in text order."""
        return tuple(sorted({*self.subject, *self.object, *self.other}))


def coordinated(token: Any) -> Iterator[Any]:
    """The token and the nouns joined to it by "and", "or", a comma or apposition."""
    yield token
    for child in token.children:
        if child.dep_ in ("conj", "appos") and child.pos_ in _NOMINAL:
            yield from coordinated(child)


def arguments(token: Any) -> Arguments:
    """The arguments of an event word, verb or noun."""
    if token.dep_ == "prep":
        return Arguments((), _spread(c for c in token.children if c.dep_ == "pobj"), _spread([token.head]))
    if token.pos_ in ("VERB", "AUX") and not _nominal_gerund(token):
        return _of_verb(token)
    if token.pos_ == "ADJ" and token.dep_ == "acomp":
        subject, _ = _direct(token.head)  # "the town is besieged"
        own = _of_noun(token)
        return Arguments(own.subject, _spread([*(token.doc[i] for i in own.object), *subject]), own.other)
    return _of_noun(token)


def _nominal_gerund(token: Any) -> bool:
    return bool(token.tag_ == "VBG" and any(c.dep_ in ("det", "poss") for c in token.children))


def _of_verb(verb: Any) -> Arguments:
    subject, objects = _direct(verb)
    if not subject and verb.i > 1 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ == "re":
        subject, _ = _direct(verb.nbor(-2))  # "re-entered": the parser takes "re" for the verb
    other: list[Any] = []
    passive = any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children)
    told = any(c.dep_ == "nsubjpass" for c in verb.children)
    if verb.dep_ in ("conj", "xcomp", "advcl") and not subject and not told:
        host = verb.head
        host_subject, host_object = _direct(host)
        shared = host_subject or (host_object if any(c.dep_ == "nsubjpass" for c in host.children) else [])
        if verb.dep_ == "conj" and verb.tag_ == "VBN" and not host_subject and not objects:
            objects = list(shared)
        elif verb.dep_ == "conj" and host.dep_ in ("relcl", "acl") and not shared:
            subject = [host.head]
        else:
            subject = _before_it(verb) or list(shared)
            if verb.dep_ == "xcomp" and any(c.dep_ == "auxpass" for c in verb.children):
                objects, subject = subject, []  # "those held reported being tortured"
    if verb.dep_ == "pcomp" and not subject:
        subject = _understood(verb)
    if verb.dep_ in ("relcl", "acl"):
        antecedent = verb.head
        relative = {"that", "which", "who"}
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            objects.append(antecedent)
        elif verb.dep_ == "acl":
            subject.append(antecedent)
        elif any(c.lower_ in relative for c in subject) or not subject:
            (objects if passive else subject).append(antecedent)
        else:
            objects.append(antecedent)
        other.append(antecedent)
    for child in verb.children:
        if child.dep_ in ("prep", "agent", "advmod", "prt"):
            for obj in _prep_objects(child):
                (subject if child.dep_ == "agent" else other).append(obj)
        elif child.dep_ in ("npadvmod", "nmod", "compound", "acomp"):
            other.append(child)
            other += [o for c in child.children if c.dep_ == "prep" for o in _prep_objects(c)]  # "raged unabated in X"
    return Arguments(_spread(subject), _spread(objects), _spread(other))


def _before_it(verb: Any) -> list[Any]:
    """The noun phrase between "and" and a coordinated verb, which the parser gave to the clause before.

    "Troops broke into A and the city of B fell": B falls, whatever the parse says.
    """
    doc, at = verb.doc, verb.i - 1
    while at > 0 and doc[at].pos_ in ("NOUN", "PROPN", "DET", "ADJ", "NUM", "ADP", "ADV", "AUX"):
        at -= 1
    if at < 1 or doc[at].lower_ != "and" or verb.tag_ != "VBD" or doc[at - 1].pos_ in ("VERB", "PUNCT"):
        return []
    nouns = [t for t in doc[at + 1 : verb.i] if t.pos_ in ("NOUN", "PROPN")]
    if not nouns or doc[verb.i - 1].pos_ not in ("NOUN", "PROPN"):
        return []
    head = doc[at + 1 : verb.i].root
    return [head] if head.pos_ in ("NOUN", "PROPN") and head.dep_ == "conj" else []


def _understood(gerund: Any) -> list[Any]:
    """Who does what a gerund after a preposition names: "accused them of shelling", "succeeded in taking"."""
    host = gerund.head.head
    if host.dep_ in _OBJECTS and host.pos_ in _NOMINAL:
        return [host]  # the preposition was hung on the object
    subject, objects = _direct(host)
    after = [o for o in objects if o.i < gerund.i]
    return (after or subject) if gerund.head.lower_ in ("of", "for", "from") else subject


def _direct(verb: Any) -> tuple[list[Any], list[Any]]:
    subject = [c for c in verb.children if c.dep_ in _SUBJECTS]
    objects = [c for c in verb.children if c.dep_ in _OBJECTS]
    passive = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lemma_ in _class("harming"))
    passive = passive or _taken(verb)
    bare = passive and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    if bare and subject and not objects:  # a headline's passive: "Clinic damaged in attack"
        return [], subject
    return subject, objects


def _taken(verb: Any) -> bool:
    """ "Army says town surrounded": a verb that asks for an object has none, so its subject is that object."""
    if verb.tag_ != "VBD" or verb.lemma_ not in _class("taken") or verb.dep_ in ("relcl", "conj"):
        return False
    return not any(c.dep_ == "conj" and c.pos_ == "VERB" for c in verb.children)


def _of_noun(noun: Any) -> Arguments:
    subject: list[Any] = []
    objects: list[Any] = []
    other: list[Any] = []
    for child in noun.children:
        if child.dep_ == "poss":
            subject.append(child)
        elif child.dep_ in ("compound", "amod", "nmod", "nummod", "appos", "dobj"):
            other.append(child)
        elif child.dep_ in ("prep", "agent"):
            found = list(_prep_objects(child))
            if child.lower_ == "by" or (child.lower_ == "of" and _deed_of(noun, found)):
                subject += found
            elif child.lower_ in ("of", "on", "against", "at", "to"):
                objects += found
            else:
                other += found
        elif child.dep_ in ("relcl", "acl"):
            inner = _direct(child)
            other += [*inner[0], *inner[1]]
    if noun.dep_ in ("dobj", "obj", "nsubj", "nsubjpass", "attr", "pobj", "conj"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        blamed = _blamed(noun)
        if blamed is not None:
            subject += blamed
        elif verb.pos_ in ("VERB", "AUX"):
            light_subject, light_object = _direct(verb)
            if verb.dep_ == "xcomp" and not light_subject:  # "continues to conduct operations"
                light_subject = _direct(verb.head)[0]
            subject += [t for t in light_subject if t.i != noun.i]
            other += [t for t in light_object if t.i != noun.i]
            other += [o for c in verb.children if c.dep_ == "prep" for o in _prep_objects(c) if o.i != noun.i]
    light = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if light is not None and light.lemma_.lower() in _class("light_nouns"):
        counted = _of_noun(light)  # "75 cases of arbitrary detention by soldiers": what hangs on the cases
        subject += [noun.doc[i] for i in counted.subject]
        other += [noun.doc[i] for i in (*counted.object, *counted.other) if i != noun.i]
    return Arguments(_spread(subject), _spread(objects), _spread(other))


@cache
def _class(name: str) -> frozenset[str]:
    return frozenset(codebook.load("classes")["classes"][name])


def _deed_of(noun: Any, owners: Sequence[Any]) -> bool:
    """ "The attacks of the rebels", "strikes of the army": what follows "of" did it; not so with "the killing of"."""
    return noun.lemma_ in _class("deeds") and any(t.lemma_.lower() in _class("force") for t in owners[:1])


def _blamed(deed: Any) -> list[Any] | None:
    """Who is blamed for a deed: "accused them of an attack", "blamed the attack on them"; None where nobody blames."""
    if deed.dep_ == "dobj" and deed.head.lemma_ in _class("accusing"):
        return [o for c in deed.head.children if c.lower_ == "on" for o in _prep_objects(c)]
    if deed.dep_ != "pobj" or deed.head.lower_ not in ("of", "for"):
        return None
    host = deed.head.head
    if host.dep_ in _OBJECTS and host.head.lemma_ in _class("accusing"):
        return [host]  # the preposition was hung on the object
    return _direct(host)[1] if host.lemma_ in _class("accusing") else None


def _prep_objects(prep: Any) -> Iterator[Any]:
    for child in prep.children:
        if child.dep_ == "conj" and child.pos_ == "ADP":  # "in and around the city"
            yield from _prep_objects(child)
        elif child.dep_ in ("pobj", "pcomp"):
            yield child
            for inner in child.children:  # "at the station in X", "of residents of X"
                if inner.dep_ == "prep":
                    yield from _prep_objects(inner)
        elif child.dep_ == "prep":
            yield from _prep_objects(child)


def _spread(tokens: Iterable[Any]) -> tuple[int, ...]:
    return tuple(sorted({t.i for token in tokens for t in coordinated(token)}))


def phrase(token: Any) -> set[int]:
    """Token indices of the noun phrase around a head: its modifiers, not its clauses."""
    out = {token.i}
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nmod", "nummod", "poss", "det", "quantmod", "advmod", "case", "appos"):
            out |= phrase(child)
    return out


def reach(token: Any) -> set[int]:
    """The noun phrase around a head with the prepositional phrases that hang on it."""
    out = phrase(token)
    for child in token.children:
        if child.dep_ == "prep":
            for obj in _prep_objects(child):
                out |= phrase(obj)
    return out


def clause_tokens(token: Any, stop: frozenset[int]) -> list[Any]:
    """The tokens of a trigger's subtree without the subtrees headed by the tokens in `stop`."""
    out = [token]
    for child in token.children:
        if child.i not in stop:
            out += clause_tokens(child, stop)
    return out
