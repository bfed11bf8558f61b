"""What was hit, and with what: mentions of target classes and weapons in one sentence.

The words are data (codebook `targets` and `weapons`); this file only matches them. Every mention is returned: which of
them belong to a claim is decided from the syntax around their `head`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.extract.sentences import Sentence

VERSION = "objects/1"
ObjectKind = Literal["target", "weapon"]
_Slots = tuple[tuple[frozenset[str], bool], ...]

_HYPHEN = re.compile(r"[-‐‑–]")
_CUE_WINDOW = 6  # tokens to either side in which a cue counts as near
_NOT_A_NOUN = frozenset({"VERB", "AUX", "ADV", "ADP", "PRON", "SCONJ", "CCONJ", "PART", "INTJ"})
_NOUN = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class ObjectMention:
    """Words that name a target or weapon class: `report.text[start:end]`; `head` is a token index of the sentence."""

    kind: ObjectKind
    value: str
    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class _Entry:
    value: str | None  # None: the words are taken up and name nothing
    near: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    struck: bool | None = None  # only where a blow falls on it (True), only where none does (False)
    verb: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """A pattern of the codebook: for each slot its words, and whether it may be missing."""

    slots: _Slots
    entry: _Entry

    def after(self, slot: int) -> Iterator[int]:
        """The slots that may come next, `slot` itself first; `len(slots)` when the phrase may end here."""
        while slot < len(self.slots):
            yield slot
            if not self.slots[slot][1]:
                return
            slot += 1
        yield slot


@dataclass(frozen=True, slots=True)
class _Lexicon:
    kind: ObjectKind
    starts: Mapping[str, Sequence[tuple[_Phrase, int]]]  # form -> phrases, with the slot that the form fills
    blows: frozenset[str]
    through: frozenset[str]
    shut_prepositions: frozenset[str]
    wielding: frozenset[str]
    suffering: frozenset[str]
    distance: frozenset[str]
    modifies_not: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A token, or a part of it between hyphens, with the forms under which the lexicon may list it."""

    token: int
    forms: tuple[str, ...]


def find_objects(sentence: Sentence) -> tuple[ObjectMention, ...]:
    """All mentions of targets and weapons in a sentence, in the order of its words.

    A sentence without a parse is matched by the forms of its words alone.
    """
    units = _units(sentence.doc)
    found = itertools.chain.from_iterable(_mentions(sentence, units, lexicon) for lexicon in _lexicons())
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.kind, m.value)))


def _mentions(sentence: Sentence, units: Sequence[_Unit], lexicon: _Lexicon) -> Iterator[ObjectMention]:
    at = 0
    while at < len(units):
        if lexicon.starts.keys().isdisjoint(units[at].forms):
            at += 1
            continue
        length, values = _longest(sentence.doc, units, at, lexicon)
        if values:
            first, last = sentence.doc[units[at].token], sentence.doc[units[at + length - 1].token]
            head = _head(sentence.doc, first.i, last.i, lexicon)
            begin, end = sentence.offset(first), sentence.offset(last) + len(last.text)
            for value in values:
                yield ObjectMention(lexicon.kind, value, begin, end, head)
        at += max(length, 1)


def _longest(doc: Any, units: Sequence[_Unit], at: int, lexicon: _Lexicon) -> tuple[int, list[str]]:
    """How many units the longest fitting phrase at `at` takes, and the values it names (an excluded one names none)."""
    ends: dict[int, list[_Entry]] = {}
    states = {state for form in units[at].forms for state in lexicon.starts.get(form, ())}
    for length in itertools.count(1):
        onward = {(phrase, n) for phrase, slot in states for n in phrase.after(slot + 1)}
        if done := [phrase.entry for phrase, slot in onward if slot == len(phrase.slots)]:
            ends[length] = done
        if not onward or at + length >= len(units):
            break
        forms = units[at + length].forms
        states = {(p, n) for p, n in onward if n < len(p.slots) and not p.slots[n][0].isdisjoint(forms)}
    for length in sorted(ends, reverse=True):
        first, last = units[at].token, units[at + length - 1].token
        fitting = [e for e in ends[length] if _fits(doc, first, last, e, lexicon)]
        if fitting or any(e.struck is False for e in ends[length]):
            return length, sorted({e.value for e in fitting if e.value})
    return 0, []


def _fits(doc: Any, first: int, last: int, entry: _Entry, lexicon: _Lexicon) -> bool:
    if entry.near and not entry.near & _around(doc, first, last):
        return False
    if entry.never and entry.never & _around(doc, first, last):
        return False
    tokens = [doc[i] for i in range(first, last + 1)]
    if entry.value is None:
        return True
    if entry.verb:
        return not doc.has_annotation("POS") or any(t.pos_ not in _NOUN for t in tokens)
    if tokens[-1].pos_ in _NOT_A_NOUN:
        return False
    root = doc[first : last + 1].root if doc.has_annotation("DEP") else tokens[-1]
    if entry.struck is not None and entry.struck != _is_struck(root, lexicon):
        return False
    return not _only_modifies(root, last, lexicon)


def _around(doc: Any, first: int, last: int) -> set[str]:
    """Lemmas of the tokens near a phrase and of those that govern it."""
    near = {*range(max(0, first - _CUE_WINDOW), first), *range(last + 1, min(len(doc), last + 1 + _CUE_WINDOW))}
    if doc.has_annotation("DEP"):
        governors = [t for t in doc[last].ancestors if not first <= t.i <= last]
        near |= {t.i for g in governors for t in (g, *g.children) if t is g or t.dep_ in ("det", "neg")}
    return {form for i in near for form in _forms(doc[i])}


def _is_struck(token: Any, lexicon: _Lexicon) -> bool:
    """Whether a blow, a loss or a capture falls on the token: no agent stands between it and the cue."""
    if not token.doc.has_annotation("DEP"):
        return False
    while token.head.i != token.i:
        suffers = token.dep_ == "nsubj" and (
            token.head.lemma_.lower() in lexicon.suffering or _headline_passive(token.head)
        )
        if token.dep_ not in lexicon.through and not suffers:
            return False
        if token.dep_ in ("compound", "amod") and not lexicon.blows.isdisjoint(_forms(token.head)):
            return False  # "a rebel attack", "militant attacks", "an artillery strike": the means or the agent
        if token.dep_ == "prep" and token.lemma_.lower() in lexicon.shut_prepositions:
            return False
        if token.dep_ == "dobj" and not lexicon.wielding.isdisjoint(_forms(token.head)):
            return False  # "fired their artillery"
        token = token.head
        if suffers or not lexicon.blows.isdisjoint(_forms(token)):
            return True
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("conj", "xcomp", "pcomp"):
            return False
    return False


def _headline_passive(verb: Any) -> bool:
    """ "Rocket launchers destroyed in the desert": a participle without its auxiliary."""
    return verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass", "dobj") for c in verb.children)


def _only_modifies(root: Any, last: int, lexicon: _Lexicon) -> bool:
    """Whether the phrase only says whose director, price or footage is spoken of."""
    doc = root.doc
    if last + 2 < len(doc) and doc[last + 1].text == "-" and doc[last + 2].pos_ in ("VERB", "ADJ"):
        return True  # "truck-mounted", "mortar-like"
    if not doc.has_annotation("DEP"):
        return last + 1 < len(doc) and bool(lexicon.modifies_not & set(_forms(doc[last + 1])))
    if root.dep_ in ("compound", "nmod", "poss", "amod"):
        governor = root.head
    elif root.dep_ == "pobj" and root.head.lower_ == "of":
        governor = root.head.head
    elif root.dep_ == "pobj" and root.head.lower_ in ("from", "to"):
        return _only_locates(root.head, lexicon)
    else:
        return False
    return governor.pos_ in _NOUN and bool(lexicon.modifies_not & set(_forms(governor)))


def _only_locates(preposition: Any, lexicon: _Lexicon) -> bool:
    """Whether it says how far off, or what a place is known for: "700 metres from", "home to"."""
    before = preposition.doc[max(0, preposition.i - 2) : preposition.i]
    if preposition.lower_ == "to":
        return any(t.lower_ == "home" for t in before[-1:])
    return any(not lexicon.distance.isdisjoint(_forms(t)) for t in before)


def _head(doc: Any, first: int, last: int, lexicon: _Lexicon) -> int:
    """The phrase's syntactic head; for "school roof" the roof, so that it is found as the object of its verb."""
    if not doc.has_annotation("DEP"):
        return last
    token = doc[first : last + 1].root
    while (
        lexicon.kind == "target"
        and token.dep_ == "compound"
        and token.head.pos_ in _NOUN
        and not lexicon.blows & set(_forms(token.head))
    ):
        token = token.head
    return int(token.i)


def _units(doc: Any) -> list[_Unit]:
    out: list[_Unit] = []
    for token in doc:
        text = token.text
        if _HYPHEN.search(text):
            out.extend(_Unit(token.i, _word_forms(part)) for part in _HYPHEN.split(text) if part)
        else:
            out.append(_Unit(token.i, _word_forms(text, token.lemma_)))
    return out


def _forms(token: Any) -> tuple[str, ...]:
    return _word_forms(token.text, token.lemma_)


@lru_cache(maxsize=100_000)
def _word_forms(text: str, lemma: str = "") -> tuple[str, ...]:
    """The forms under which the lexicon may list a word: written, lemma, singular; capitalised ones for a capital."""
    forms = {lemma.lower()} if lemma else set()
    for word in (text, _singular(text)):
        forms.add(word.lower())
        if text[:1].isupper():
            forms |= {word, word.capitalize()}
    return tuple(sorted(forms))


def _singular(word: str) -> str:
    lower = word.lower()
    if len(lower) < 4 or not lower.endswith("s") or lower.endswith(("ss", "us", "is")):
        return word
    if lower.endswith("ies"):
        return word[:-3] + ("Y" if word[-1].isupper() else "y")
    if lower.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]


@cache
def _lexicons() -> tuple[_Lexicon, ...]:
    return tuple(_compile(codebook.load(name)) for name in ("targets", "weapons"))


def _compile(data: Mapping[str, Any]) -> _Lexicon:
    starts: dict[str, list[tuple[_Phrase, int]]] = {}
    for phrase in _phrases(data):
        for slot in phrase.after(0):
            for form in phrase.slots[slot][0] if slot < len(phrase.slots) else ():
                starts.setdefault(form, []).append((phrase, slot))
    struck = data["struck"]
    return _Lexicon(
        data["kind"],
        starts,
        frozenset(struck["cues"]),
        frozenset(struck["through"]),
        frozenset(struck["not_through_prepositions"]),
        frozenset(struck.get("not_object_of", ())),
        frozenset(struck["subject_of"]),
        frozenset(data.get("distance", ())),
        frozenset(data.get("modifies_not", ())),
    )


def _phrases(data: Mapping[str, Any]) -> Iterator[_Phrase]:
    cues = data.get("cues", {})
    for value, entries in [(None, data.get("none", [])), *data["values"].items()]:
        for raw in entries:
            options: Mapping[str, Any] = {"is": raw} if isinstance(raw, str) else raw
            entry = _Entry(
                value,
                near=_cue_set(options.get("with", ()), cues),
                never=_cue_set(options.get("without", ()), cues),
                struck=options.get("struck"),
                verb=bool(options.get("verb")),
            )
            for slots in _rows(options["is"]):
                yield _Phrase(slots, entry)


def _rows(pattern: str) -> Iterator[_Slots]:
    """The rows of slots of a pattern: an alternative of several words ("a_b|c") makes a row of its own."""
    choices: list[list[_Slots]] = []
    for slot in pattern.split(" "):
        words = slot.removesuffix("?").split("|")
        single = frozenset(w for w in words if "_" not in w)
        rows: list[_Slots] = [((single, slot.endswith("?")),)] if single else []
        rows.extend(tuple((frozenset({w}), False) for w in word.split("_")) for word in words if "_" in word)
        choices.append(rows)
    for row in itertools.product(*choices):
        yield tuple(itertools.chain.from_iterable(row))


def _cue_set(given: str | Iterable[str], cues: Mapping[str, Iterable[str]]) -> frozenset[str]:
    return frozenset(cues[given] if isinstance(given, str) else given)
