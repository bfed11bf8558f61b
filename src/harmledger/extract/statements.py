"""The record of an attribution, and the noun phrase or pronoun that speaks in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.extract.sentences import Sentence
from harmledger.extract.speakers import Cast, clean_name, role_around, role_type, with_span
from harmledger.records import Source

Manner = Literal["say", "according_to", "quote", "deny", "accuse", "hear", "show"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words `start` to `end` (report offsets) asserted by `source`, and the cue that says so."""

    source: Source
    start: int
    end: int
    cue: str
    cue_start: int
    cue_end: int
    manner: Manner


@dataclass(slots=True)
class Memory:
    """The speakers so far, for pronouns and for quotations without one."""

    person: Source | None = None
    group: Source | None = None
    last: Source | None = None
    sentence: int = -9

    def keep(self, source: Source, index: int) -> None:
        self.last, self.sentence = source, index
        if source.type != "media" or source.name is None:
            if (
                source.name
                and len(source.name.split()) <= 4
                and source.name[:1].isupper()
                and role_type(source.name) is None
            ):
                self.person = source
            else:
                self.group = source


@cache
def manner_table() -> dict[str, Manner]:
    out: dict[str, Manner] = {}
    for manner in ("show", "hear", "say", "accuse", "deny"):
        for lemma in codebook.load("attribution")["verbs"][manner]:
            out[lemma] = manner
    return out


@cache
def word_set(field: str) -> frozenset[str]:
    return frozenset(codebook.load("attribution")[field])


def _short_for(words: str, group: Source) -> bool:
    """ "The ministry" after "the Russian Defence Ministry"."""
    mine = [w for w in words.lower().split() if w != "the"]
    return words.lower().startswith("the ") and len(mine) == 1 and mine[0] in (group.name or "").lower().split()


def _near(doc: Any, ent: Any, token: Any) -> bool:
    """Whether a name is in apposition to the subject ("the governor, Ivan Petrenko, said")."""
    name = ent.root
    pairs = ((name, token), (token, name))
    return any(a.dep_ == "appos" and a.head.i == b.i for a, b in pairs)


def _followed_by_role(doc: Any, right: int) -> bool:
    return right < len(doc) and (doc[right].text == "," or doc[right].pos_ == "VERB")


def _phrase(token: Any) -> tuple[int, int]:
    """Tokens of the noun phrase of a speaker, without clauses and apposition."""
    left, right = token.left_edge.i, token.i + 1
    for child in token.rights:
        if child.dep_ in ("prep", "compound", "nmod", "flat", "conj", "cc", "poss", "case") or (
            child.dep_ == "appos" and child.i == right
        ):
            if child.dep_ in ("conj", "cc") and child.pos_ in ("VERB", "AUX"):
                break
            right = max(right, child.right_edge.i + 1)
        else:
            break
    return left, min(right, left + 24)


def find_source(sentence: Sentence, token: Any, cast: Cast, memory: Memory) -> Source | None:
    """The source that a subject names: a person, an office or group, or a pronoun for an earlier speaker."""
    data = codebook.load("attribution")["pronouns"]
    if token.lower_ in data["person"]:
        return memory.person or (memory.last if sentence.index - memory.sentence <= 3 else None)
    if token.lower_ in data["group"]:
        return memory.group if sentence.index - memory.sentence <= 3 and token.lower_ != "we" else None
    if token.pos_ in ("PRON", "DET") and token.lower_ not in ("one", "another", "others", "many", "some"):
        return None
    left, right = _phrase(token)
    return _named(sentence, left, right, token, cast, memory)


def _whole_name(doc: Any, ent: Any) -> Any:
    """A person's entity with the capitalised names right after it, which the tagger at times leaves out."""
    end = ent.end
    while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].is_title and not doc[end].ent_type_:
        end += 1
    return doc[ent.start : end]


def _named(sentence: Sentence, left: int, right: int, token: Any, cast: Cast, memory: Memory) -> Source | None:
    doc = sentence.doc
    span = doc[left:right]
    start, end = sentence.start + int(span.start_char), sentence.start + int(span.end_char)
    people = [
        e
        for e in doc.ents
        if e.label_ == "PERSON"
        and e.start < right + 4
        and e.end > left
        and (e.start <= token.i < e.end or _near(doc, e, token))
    ]
    if people:
        ent = _whole_name(doc, people[0])
        name = clean_name(ent.text)
        if role_type(name) is not None or cast.is_organisation(name):
            group = cast.group_source(span.text)  # the tagger took an office or a company for a person
            return with_span(group, start, end) if group else None
        role = " ".join((role_around(doc, ent.start, ent.end), span.text))
        return with_span(cast.person_source(name, role.replace(ent.text, " ")), start, end)
    known = cast.find(clean_name(token.text)) if token.is_title and token.pos_ in ("PROPN", "NOUN") else None
    if known is not None and role_type(token.text) is None:
        return with_span(cast.person_source(clean_name(span.text) if len(span) < 4 else known.name, ""), start, end)
    if token.tag_ == "NN" and doc[left].lower_ == "the":
        person = cast.by_role(span.text, sentence.index)
        if person is not None:
            return with_span(cast.person_source(person.name, ""), start, end)
    group = cast.group_source(span.text)
    if group is not None:
        if (
            memory.group is not None
            and doc[left].lower_ == "the"
            and len(span) == 2
            and token.lower_ in word_set("national")
        ):
            group = replace(group, type=memory.group.type, side=memory.group.side)
        if memory.group is not None and _short_for(span.text, memory.group):
            group = memory.group
        return with_span(group, start, end)
    if (
        token.pos_ == "PROPN"
        and len(span) <= 4
        and span[0].is_title
        and token.ent_type_ in ("", "PERSON", "GPE")
        and _followed_by_role(doc, right)
    ):
        return with_span(cast.person_source(clean_name(span.text), role_around(doc, left, right)), start, end)
    return None


def make(sentence: Sentence, source: Source, start: int, end: int, cue: Any, manner: Manner) -> Attribution:
    at = sentence.offset(cue)
    return Attribution(source, sentence.start + start, sentence.start + end, cue.text, at, at + len(cue.text), manner)
