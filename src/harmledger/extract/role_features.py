"""Noun phrases of a report as candidates for a role in an incident, and what the role reader knows of each.

Features are strings hashed to numbers below `SIZE`; they tell of the head word, its place in the parse, the event words
of the sentence, the phrase's own form, and where else in the report the same words stand.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from harmledger import codebook
from harmledger.extract.arguments import arguments
from harmledger.extract.gate import is_cue
from harmledger.extract.sentences import Parsed, Sentence

SIZE = 1 << 20
_MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "punct", "advmod", "case", "poss"})
_LINKS = frozenset({"of", "from", "in", "at", "for"})
_LONGEST = 9  # words of a phrase, and of what a preposition adds to it
_CONTEXTS = 12  # other places of the same words that are told of
_KEPT = ("arg=", "co=", "g=", "m=", "ppg=")  # what is told of the same words elsewhere
_WORD = re.compile(r"[a-z]+")
_ARTICLES = frozenset({"the", "a", "an", "'s"})

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may fill a role: its words without case and articles, report offsets, head, and its features."""

    key: str
    start: int
    end: int
    sentence: int
    head: int  # token of the sentence
    features: Numbers


@dataclass(slots=True)
class _Raw:
    key: str
    start: int
    end: int
    sentence: int
    head: int
    common: Numbers
    contexts: tuple[str, ...]
    own: list[str]


def hashed(features: Iterable[str]) -> Numbers:
    """The numbers of features."""
    return np.fromiter((zlib.crc32(f.encode()) & (SIZE - 1) for f in features), dtype=np.int32)


def key_of(text: str) -> str:
    """Words as they are compared: lower case, no punctuation, no articles."""
    kept = "".join(c if c.isalnum() or c.isspace() else "" for c in text.lower())
    return " ".join(w for w in kept.split() if w not in ("a", "an", "the"))


def candidates(parsed: Parsed) -> tuple[Candidate, ...]:
    """All phrases of the parsed sentences that may fill a role, in text order; several share a head."""
    raw: list[_Raw] = []
    for sentence in parsed.sentences:
        if sentence.doc.has_annotation("DEP"):
            raw += _of_sentence(sentence)
    elsewhere: dict[str, set[str]] = defaultdict(set)
    for r in raw:
        elsewhere[r.key].update(r.contexts)
    often = Counter(r.key for r in raw)
    out = []
    for r in raw:
        more = [f"any.{f}" for f in sorted(elsewhere[r.key])[:_CONTEXTS]]
        more += [f"cnt={min(4, often[r.key])}", f"si={min(5, r.sentence // 2)}"]
        features = np.concatenate([r.common, hashed([*r.own, *more])])
        out.append(Candidate(r.key, r.start, r.end, r.sentence, r.head, features))
    return tuple(out)


def report_features(parsed: Parsed) -> Numbers:
    """What the report as a whole tells of its incidents: its words, its event words, the words it begins with."""
    cues: Counter[str] = Counter()
    pairs: set[str] = set()
    for sentence in parsed.sentences:
        doc = sentence.doc
        if not doc.has_annotation("DEP"):
            continue
        for i in _cues(doc):
            word, hung = doc[i].lemma_.lower(), arguments(doc[i])
            cues[word] += 1
            pairs.update(f"S={word}:{doc[j].lemma_.lower()}" for j in hung.subject)
            pairs.update(f"O={word}:{doc[j].lemma_.lower()}" for j in hung.object)
            pairs.update(f"X={word}:{t.dep_}:{t.lemma_.lower()}" for t in doc[i].children if t.dep_ in ("aux", "neg"))
            if i + 1 < len(doc):
                pairs.add(f"B={word}:{doc[i + 1].lower_}")
    words = [f"b={w}" for w in sorted(set(_WORD.findall(parsed.report.text.lower())))]
    words += [f"D={c}" for c in sorted(cues)] + [f"D2={c}" for c, n in sorted(cues.items()) if n > 1]
    lead = {t.lemma_.lower() for s in parsed.sentences[:3] for t in s.doc if t.pos_ in ("VERB", "NOUN")}
    return hashed([*words, *sorted(pairs), *(f"L={w}" for w in sorted(lead))])


def _of_sentence(sentence: Sentence) -> Iterator[_Raw]:
    doc = sentence.doc
    cues = _cues(doc)
    hung = {c: arguments(doc[c]) for c in cues}
    for head in doc:
        inside = head.dep_ == "compound" and head.pos_ == head.head.pos_ == "PROPN" and head.head.i == head.i + 1
        if head.pos_ not in ("NOUN", "PROPN") or inside:
            continue
        features = list(_head_features(head, doc, cues, hung))
        contexts = tuple(f for f in features if f.startswith(_KEPT))
        common = hashed(features)
        for first, end, shape in _variants(head, doc):
            key = key_of(doc[first:end].text)
            if not key or key.isdigit():
                continue
            last = doc[end - 1]
            yield _Raw(
                key,
                sentence.offset(doc[first]),
                sentence.offset(last) + len(last),
                sentence.index,
                head.i,
                common,
                contexts,
                list(_own_features(first, end, shape, head, doc)),
            )


def _cues(doc: Any) -> list[int]:
    return [t.i for t in doc if t.pos_ in ("VERB", "NOUN", "ADJ", "PROPN") and is_cue(t.lower_, t.lemma_.lower())]


def _variants(head: Any, doc: Any) -> list[tuple[int, int, int]]:
    """(first, end, shape) of the phrase around a head, longest first, its shorter tails, and with what follows it."""
    covered = _left(head)
    first = head.i
    while first - 1 in covered and head.i - first < _LONGEST:
        first -= 1
    while first < head.i and (doc[first].is_punct or doc[first].lower_ in _ARTICLES):
        first += 1
    tails = range(first, head.i + 1)
    out = [
        (s, head.i + 1, s - first)
        for s in tails
        if doc[s].dep_ != "case" and (doc[s].text == '"' or not doc[s].is_punct)
    ]
    for child in head.children:
        if child.i != head.i + 1 or child.dep_ != "prep" or child.lower_ not in _LINKS:
            continue
        under = [t.i for t in child.subtree]
        if len(under) == under[-1] - under[0] + 1 <= _LONGEST:
            out.append((first, under[-1] + 1, 20))
        for of in child.children:
            if of.dep_ == "pobj" and of.i - head.i < _LONGEST - 1:
                out.append((first, of.i + 1, 21))
                if first != head.i:
                    out.append((head.i, of.i + 1, 22))
    return list(dict.fromkeys(out))


def _left(head: Any) -> set[int]:
    out = {head.i}
    for child in head.children:
        owned = child.dep_ == "poss" and child.pos_ == "PRON"
        if child.i < head.i and child.dep_ in _MODIFIERS and not owned:
            out |= {child.i} | {t.i for t in child.subtree if t.i < head.i}
    return out


@cache
def _classes() -> dict[str, str]:
    """The last words of the codebook's phrases for targets and weapons."""
    out: dict[str, str] = {}
    for name, letter in (("targets", "T"), ("weapons", "W")):
        for phrase in _phrases(codebook.load(name)):
            words = phrase.lower().split()
            if words:
                out.setdefault(words[-1], letter)
    return out


def _phrases(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from _phrases(v)
    elif isinstance(value, list):
        for v in value:
            yield from _phrases(v)


def _head_features(head: Any, doc: Any, cues: list[int], hung: dict[int, Any]) -> Iterator[str]:
    word = head.lemma_.lower()
    yield from (f"h={word}", f"hw={head.lower_}", f"pos={head.pos_}{head.tag_}", f"ent={head.ent_type_}")
    yield from (f"suf={head.lower_[-3:]}", f"dep={head.dep_}", f"hs={word}:{int(bool(cues))}")
    if word in _classes():
        yield f"cls={_classes()[word]}"
    yield from _governor_features(head, cues)
    for c in cues:
        yield f"s={doc[c].lemma_.lower()}"
        for name, heads in (("S", hung[c].subject), ("O", hung[c].object), ("X", hung[c].other)):
            if head.i in heads:
                yield from (f"arg={name}:{doc[c].lemma_.lower()}", f"argr={name}:{doc[c].pos_}", f"arh={name}:{word}")
                yield from (
                    f"mod={name}:{t.lemma_.lower()}" for t in doc[c].children if t.dep_ in ("aux", "neg", "mark")
                )
                others = hung[c].object if name == "S" else hung[c].subject if name == "O" else ()
                yield from (f"co={name}:{doc[i].lemma_.lower()}" for i in others)
    for child in head.children:
        if child.dep_ in ("compound", "amod", "nmod", "nummod", "det", "poss"):
            yield from ("m=#" if child.like_num else f"m={child.lemma_.lower()}", f"md={child.dep_}")
        elif child.dep_ in ("prep", "relcl", "acl", "appos"):
            yield f"c={child.dep_}:{child.lemma_.lower()}"
    for step in (-2, -1, 1, 2):
        if 0 <= head.i + step < len(doc):
            yield f"w{step}={doc[head.i + step].lower_}"
    yield f"cd={min(4, min((abs(c - head.i) for c in cues), default=99) // 4)}"


def _governor_features(head: Any, cues: list[int]) -> Iterator[str]:
    """What a head hangs on, past the words that it is joined to by "and" or stands beside."""
    over, dep, steps = head.head, head.dep_, 0
    while dep in ("conj", "appos") and steps < 4:
        yield f"via={dep}"
        over, dep, steps = over.head, over.dep_, steps + 1
    word = over.lemma_.lower()
    if dep not in ("pobj", "pcomp"):
        yield from (f"g={dep}:{word}", f"gl={word}", f"gt={dep}:{over.pos_}:{int(over.i in cues)}")
        if over.dep_ in ("xcomp", "conj", "ccomp", "relcl", "advcl"):
            yield f"gg={dep}:{over.dep_}:{over.head.lemma_.lower()}"
        return
    prep, host = over.lower_, over.head
    yield from (f"pp={prep}", f"ppg={prep}:{host.lemma_.lower()}", f"gl={host.lemma_.lower()}")
    yield f"ppgt={prep}:{host.pos_}:{int(host.i in cues)}"
    if host.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj"):
        above = host.head.head if host.dep_ == "pobj" else host.head
        yield f"ppgg={prep}:{host.lemma_.lower()}:{host.dep_}:{above.lemma_.lower()}"


def _own_features(first: int, end: int, shape: int, head: Any, doc: Any) -> Iterator[str]:
    """The form of one variant: its length, its first word, what was left off, what its words are."""
    start = doc[first]
    letters = "".join("X" if t.pos_ == "PROPN" else "9" if t.like_num else "x" for t in doc[first:end])[:8]
    yield from (f"v={min(shape, 9) if shape < 20 else shape}", f"vlen={min(end - first, 6)}", f"vf={start.lower_}")
    yield from (f"vfp={start.pos_}{start.dep_}", f"vfe={start.ent_type_}", f"sh={letters}")
    yield from (f"vh={head.lemma_.lower()}:{min(end - first, 4)}", f"n={key_of(doc[first:end].text)}")
    if first > 0:
        before = doc[first - 1]
        yield from (f"vb={before.lower_}", f"vbp={before.pos_}", f"vbe={before.ent_type_}:{start.ent_type_}")
        yield f"shp={letters}{before.pos_}"
