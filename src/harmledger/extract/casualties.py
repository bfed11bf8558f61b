"""Casualty figures of a sentence: who was killed, hurt, missing, displaced, held, and what was destroyed or damaged.

The reader does not judge whether a thing happened: negation of the event, fear and denial are the modality's matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from harmledger import codebook
from harmledger.codebook.parties import party
from harmledger.extract.casualty_cues import THINGS, Cue, find_cues, trigger_words, word_set
from harmledger.extract.casualty_heads import coordinates, find_heads, subjects_of
from harmledger.extract.casualty_parts import find_parts, find_rest
from harmledger.extract.casualty_rows import Row, find_elsewhere, find_tolls, settle
from harmledger.extract.numbers import Quantity, find_quantities
from harmledger.extract.sentences import Sentence
from harmledger.extract.victims import Victims, read_phrase
from harmledger.records import Casualty

VERSION = codebook.version("casualties")


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A row of casualties with the tokens it hangs on: the word of the outcome and the head of the victims' phrase."""

    casualty: Casualty
    cue: int
    head: int
    counted: bool = True  # False for a bare plural


def read_casualties(sentence: Sentence, before: Sequence[CasualtyMention] = ()) -> tuple[CasualtyMention, ...]:
    """The casualty rows of a sentence, in the order of their words; report offsets in each row.

    `before` holds the rows of the sentence before: "of these, 12 were killed" counts the victims that it named.
    """
    doc = sentence.doc
    if not any(t.lower_ in trigger_words() or t.lemma_.lower() in trigger_words() for t in doc):
        return ()
    quantities = find_quantities(doc)
    rows: list[Row] = []
    whose = _referred(doc, before)
    for cue in find_cues(doc):
        rows.extend(_rows(doc, cue, quantities, rows or whose))
    rows.extend(list(find_elsewhere(doc, rows, quantities)))
    rows.extend(find_tolls(doc, quantities))
    rows.extend(list(find_parts(doc, rows, quantities)))
    if _opens_with_of(doc):
        rows.extend(list(find_rest(doc, [r for r in rows if not r.part][:1], quantities)))
    rows = [_of_antecedent(doc, row, rows, before) for row in settle(doc, rows)]
    return tuple(_mention(sentence, row) for row in rows)


def _referred(doc: Any, before: Sequence[CasualtyMention]) -> list[Row]:
    """The victims of the sentence before, where this one begins with "of these", "of them" or "among them"."""
    opening = " ".join(t.lower_ for t in doc[:4])
    if not before or not any(words in opening for words in codebook.load("casualties")["referring"]):
        return []
    c = before[0].casualty
    cue = Cue(doc[0], c.outcome, "state")
    return [Row(cue, Victims(c.victims, c.of, c.low, c.high, 0, 0, -1))]


def _of_antecedent(doc: Any, row: Row, rows: Sequence[Row], before: Sequence[CasualtyMention]) -> Row:
    """ "A paramedic was hurt. She died": who is meant by a pronoun is the one victim told of before it."""
    v = row.victims
    if doc[v.head].lower_ not in word_set("single_pronouns") or v.victims != "people":
        return row
    known = [(m.casualty.victims, m.casualty.of) for m in before if (m.casualty.low, m.casualty.high) == (1, 1)]
    known += [(r.victims.victims, r.victims.of) for r in rows if r.victims.end <= v.start and r.victims.low == 1]
    known = [k for k in known if k[0] != "objects"]
    return replace(row, victims=replace(v, victims=known[-1][0], of=known[-1][1])) if known else row


def _rows(doc: Any, cue: Cue, quantities: Sequence[Quantity], before: Sequence[Row]) -> Iterator[Row]:
    """The rows of one cue: its victims, their coordinates and their named parts."""
    if cue.frame == "none":
        yield from _no_casualties(doc, cue)
        return
    whole: list[Victims] = []
    for head in find_heads(doc, cue, quantities):
        for token in coordinates(doc, head, cue, quantities):
            v = read_phrase(doc, token, quantities)
            if whole and v is not None and _same_number(doc, whole[-1], v):
                whole[-1] = replace(whole[-1], victims="civilian", end=v.end)
                continue
            if v is not None and cue.frame == "noun" and token is cue.token:
                v = _of_whom(doc, v, token, quantities)
            v = _fitting(cue, v, before, whole)
            if v is not None and all(v.head != w.head for w in whole):
                whole.append(_negated(doc, cue, v))
    whole = [_of_cases(doc, cue, v, quantities) for v in whole] or _cases(doc, cue, quantities)
    if not whole and cue.frame in ("state", "object") and cue.outcome not in THINGS:
        whole = _existing(cue.token)
    if cue.frame == "lose" and not any(c.dep_ == "nsubjpass" for c in cue.token.children):
        whole = [replace(v, of=_side_of_subject(cue.token)) for v in whole if v.victims == "combatant"]
    if cue.outcome == "detained" and {t.lower_ for t in cue.token.subtree} & word_set("prisoners"):
        whole = [replace(v, victims="combatant") if v.victims == "people" else v for v in whole]
    for v in whole:
        yield Row(replace(cue, outcome="killed") if v.victims == "combatant" and cue.outcome in THINGS else cue, v)


def _case_number(cue: Cue, quantities: Sequence[Quantity]) -> Quantity | None:
    """The number of "75 cases of detention", "31 cases of civilians being executed"."""
    at = cue.token
    for _ in range(4):
        if at.pos_ not in ("NOUN", "PROPN", "ADP") and at.i != cue.token.i:
            return None  # another clause
        at = at.head
        if at.lemma_.lower() in word_set("case_nouns"):
            return next((q for c in at.children for q in quantities if q.start <= c.i < q.end), None)
    return None


def _of_cases(doc: Any, cue: Cue, v: Victims, quantities: Sequence[Quantity]) -> Victims:
    number = _case_number(cue, quantities) if v.quantity is None and v.plural else None
    return v if number is None else replace(v, low=number.low, high=number.high, start=number.start, quantity=number)


def _cases(doc: Any, cue: Cue, quantities: Sequence[Quantity]) -> list[Victims]:
    q = _case_number(cue, quantities) if cue.frame == "noun" and cue.outcome not in THINGS else None
    return [] if q is None else [Victims("people", None, q.low, q.high, q.start, cue.token.i + 1, q.number, q, True)]


def _existing(token: Any) -> list[Victims]:
    """ "There are dead and wounded": some of each, as a bare plural."""
    first = token
    while first.dep_ == "conj":
        first = first.head
    verb = first.head if first.dep_ in ("attr", "acomp", "nsubj") else first
    there = any(c.dep_ == "expl" for c in verb.children)
    return [Victims("people", None, 2, None, token.i, token.i + 1, token.i, None, True)] if there else []


def _opens_with_of(doc: Any) -> bool:
    """Whether a sentence begins by taking up a figure: "Of the 19 people killed, eight were children"."""
    return bool(len(doc)) and doc[0].lower_ in word_set("taking_up")


def _same_number(doc: Any, first: Victims, second: Victims) -> bool:
    """Whether one number counts both nouns: "40 women and children"."""
    people = {first.victims, second.victims} <= {"people", "child", "civilian"}
    joined = second.start - first.end == 1 and doc[first.end].pos_ == "CCONJ"
    return people and joined and first.quantity is not None and second.quantity is None and second.plural


def _of_whom(doc: Any, v: Victims, token: Any, quantities: Sequence[Quantity]) -> Victims:
    """The class that stands after a counted noun: "450 bodies of civilians"."""
    for of in (c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"):
        for noun in of.children:
            inner = read_phrase(doc, noun, quantities) if noun.dep_ == "pobj" else None
            if inner is not None and inner.victims not in ("", "objects"):
                return replace(v, victims=inner.victims, of=inner.of)
    return v


def _fitting(cue: Cue, v: Victims | None, before: Sequence[Row], whole: Sequence[Victims]) -> Victims | None:
    """The phrase, if its class can suffer the outcome; a bare number takes the class of the figure before it."""
    if v is None:
        return None
    if v.quantity is None and v.high != 0 and (cue.counted or cue.outcome == "evacuated"):
        return None  # "attempts to evacuate civilians", "all women were evacuated": no figure without a number
    if v.victims == "":
        earlier = [w for w in whole if w.victims] or [r.victims for r in before if not r.part]
        if cue.outcome in THINGS:
            earlier = [w for w in earlier if w.victims == "objects"]
            return replace(v, victims="objects", of=earlier[-1].of) if earlier else None
        earlier = [w for w in earlier if w.victims != "objects"]
        return replace(v, victims=earlier[-1].victims, of=earlier[-1].of) if earlier else _of_casualties(cue, v)
    if cue.outcome == "destroyed" and v.victims == "combatant" and v.quantity is not None:
        return v  # "30 occupiers were destroyed" tells of the dead
    if (v.victims == "objects") != (cue.outcome in THINGS):
        return None
    return None if cue.outcome == "displaced" and v.victims == "combatant" else v


def _of_casualties(cue: Cue, v: Victims) -> Victims:
    """ "4,500 civilian casualties: 1,900 killed": the class stands with the sum."""
    for token in cue.token.doc[: v.start]:
        if token.lemma_.lower() in word_set("casualty_words"):
            words = {c.lower_ for c in token.children}
            if words & word_set("civilian_words"):
                return replace(v, victims="civilian")
            if words & word_set("young_words"):
                return replace(v, victims="child")
    return replace(v, victims="people")


def _negated(doc: Any, cue: Cue, v: Victims) -> Victims:
    """ "The driver was not hurt", "none of the 40 passengers was hurt": none."""
    if v.start and doc[v.start - 1].lower_ in word_set("neither"):
        return replace(v, low=0, high=0, start=v.start - 1)
    of = doc[v.head].head
    if doc[v.head].dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ in word_set("none_of"):
        return replace(v, low=0, high=0, start=min(v.start, of.head.i))
    negated = cue.frame in ("object", "state") and any(c.dep_ == "neg" for c in cue.token.children)
    return replace(v, low=0, high=0) if negated and v.low != 0 else v


def _no_casualties(doc: Any, cue: Cue) -> Iterator[Row]:
    """ "There were no casualties": nobody killed, nobody injured."""
    token = cue.token
    near = doc[max(0, token.i - 4) : token.i]
    own = [t.lower_ for t in near]
    direct = [t.lower_ for t in token.lefts] + own[-2:]
    none = word_set("none_words")
    verb = token.head
    negative = bool(set(direct) & none) or (verb.lemma_.lower() in word_set("avoiding") and "any" in own)
    negative = negative or (
        verb.pos_ in ("VERB", "AUX")
        and any(c.dep_ == "neg" for c in verb.children)
        and token.dep_ in ("dobj", "attr", "nsubj")
    )
    negative = negative or ("any" in own and any(t.lemma_.lower() in none for t in doc[max(0, token.i - 7) : token.i]))
    if not negative or (token.dep_ == "pobj" and token.head.lower_ in word_set("denied_heads")):
        return
    victims = "people" if word_set("civilian_words").isdisjoint(own) else "civilian"
    start = next((t.i for t in near if t.lower_ in none or t.lower_ == "any"), token.i)
    v = Victims(victims, None, 0, 0, start, token.i + 1, token.i)
    yield Row(cue, v)
    yield Row(replace(cue, outcome="injured"), v)


def _side_of_subject(token: Any) -> str | None:
    for subject in subjects_of(token):
        found = party(" ".join(t.text for t in subject.subtree))
        if found:
            return found
    return None


def _mention(sentence: Sentence, row: Row) -> CasualtyMention:
    v = row.victims
    doc = sentence.doc
    start = sentence.start + int(doc[v.start].idx)
    last = doc[v.end - 1]
    end = sentence.start + int(last.idx) + len(last.text)
    text = sentence.text[start - sentence.start : end - sentence.start]
    casualty = Casualty(row.cue.outcome, v.victims, v.of, v.low, v.high, text, start, end)
    return CasualtyMention(casualty, row.cue.token.i, v.head, v.quantity is not None or not v.plural)
