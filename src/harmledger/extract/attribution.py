"""Who asserts what: the statements of a report with their speakers, within and across sentences.

Four readings, from the surest: a verb of saying with its subject, "according to", headline forms ("... , - police",
"Mayor: ..."), and quotations that go on over sentences. What none of them covers is the report's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from harmledger import codebook
from harmledger.extract.labels import headline_speaker, trailing_speaker
from harmledger.extract.quotations import carry_headline, give_quotations
from harmledger.extract.sentences import Sentence
from harmledger.extract.speakers import Cast, clean_name, role_around
from harmledger.extract.statements import Attribution, Memory, find_source, make, manner_table, word_set
from harmledger.records import Source

VERSION = codebook.version("attribution")
__all__ = ["Attribution", "attribute", "attribution_at", "source_at"]

_OPEN, _CLOSE, _STRAIGHT = "“«", "”»", '"'
_COVER = 0.5
_NOUNS = ("claims", "reports", "statements", "allegations", "testimony", "accounts")  # what they say follows them
_BROKEN = 30  # characters after a verb of saying that hold no statement yet


def attribute(sentences: Sequence[Sentence]) -> tuple[tuple[Attribution, ...], ...]:
    """The attributions of each sentence of one report, in the order of the sentences."""
    cast, memory = Cast(sentences), Memory()
    out: list[list[Attribution]] = []
    carried: dict[int, Attribution] = {}
    for k, sentence in enumerate(sentences):
        found = _corrected(list(_spoken(sentence, cast, memory)), trailing_speaker(sentence, cast))
        found.extend(_according(sentence, cast, memory))
        if not found:
            found.extend(headline_speaker(sentence, cast))
        for a in found:
            memory.keep(a.source, sentence.index)
        if not found and (acting := _acting(sentence, cast)) is not None:
            memory.person = acting
        out.append([a for a in found if a.start < sentence.end])
        if k + 1 < len(sentences) and (spill := _broken_off(sentence, found)) is not None:
            carried[k + 1] = spill
    for k, a in carried.items():
        if not out[k] or all(x.source.name == a.source.name for x in out[k]):
            s = sentences[k]
            out[k].append(Attribution(a.source, s.start, s.end, a.cue, a.cue_start, a.cue_end, a.manner))
    give_quotations(sentences, out)
    carry_headline(sentences, out)
    return tuple(tuple(row) for row in out)


def _corrected(found: list[Attribution], last: Attribution | None) -> list[Attribution]:
    """The statements with the speaker after the last comma, where the parse found none or another for its verb."""
    if last is None or any(a.source.start is not None and a.source.start >= (last.source.start or 0) for a in found):
        return found
    return [a for a in found if a.cue_start != last.cue_start] + [last]


def _acting(sentence: Sentence, cast: Cast) -> Source | None:
    """The person whom a sentence without a statement is about: "he said" in the next one means this person."""
    for ent in sentence.doc.ents:
        if ent.label_ == "PERSON" and (
            ent.root.dep_ == "nsubj" or (ent.root.dep_ == "appos" and ent.root.head.dep_ == "nsubj")
        ):
            return cast.person_source(clean_name(ent.text), role_around(sentence.doc, ent.start, ent.end))
    return None


def _broken_off(sentence: Sentence, found: Sequence[Attribution]) -> Attribution | None:
    """A statement whose words stand in the next line: "The mayor wrote in a post:" and a line break."""
    if not found or sentence.text.rstrip().endswith((".", "!", "?", "”", '"')):
        return None
    last = found[-1]
    return last if last.manner == "say" and sentence.end - last.cue_end <= _BROKEN else None


def source_at(attributions: Sequence[Attribution], start: int, end: int) -> Source:
    """Who asserts the words `start` to `end` of the report: the innermost attribution over them, else the report."""
    best = _innermost(attributions, start, end)
    return best.source if best else Source()


def attribution_at(attributions: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """The attribution behind `source_at`, for its manner and cue; None where the report itself asserts the words."""
    return _innermost(attributions, start, end)


def _innermost(attributions: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    wanted = max(1, end - start)
    covering = [a for a in attributions if min(end, a.end) - max(start, a.start) >= _COVER * wanted]
    if covering:
        # News media pass on what others say: whoever they quote is the source.
        return min(covering, key=lambda a: (a.source.type == "media", a.end - a.start, a.start))
    # A long passage that holds a whole statement and little else.
    inside = [a for a in attributions if start <= a.start and a.end <= end and start <= a.cue_start < end]
    together = sum(a.end - a.start for a in inside)
    return inside[0] if inside and together >= _COVER * wanted and len({a.source for a in inside}) == 1 else None


def _spoken(sentence: Sentence, cast: Cast, memory: Memory) -> Iterator[Attribution]:
    """Verbs of saying with a speaker."""
    doc = sentence.doc
    for verb in doc:
        manner = manner_table().get(verb.lemma_.lower())
        if manner is None or verb.pos_ not in ("VERB", "AUX"):
            continue
        clause = next((c for c in verb.children if c.dep_ == "ccomp" and not _beside(c, verb)), None)
        quoted = _touches_quote(sentence, verb)
        subject = _speaker_token(verb)
        if subject is None or (
            subject.text not in ("WHO",)
            and not word_set("not_speakers").isdisjoint((subject.lower_, subject.lemma_.lower()))
        ):
            continue
        source = find_source(sentence, subject, cast, memory)
        if source is None or not _states(verb, clause, quoted, source):
            continue
        if manner in ("show", "hear") and source.type not in (("osint",) if manner == "show" else ("witness", "osint")):
            if verb.lemma_.lower() not in codebook.load("attribution")["verbs"]["say"]:
                continue
            manner = "say"
        own = manner == "deny" and any(c.i > verb.i and c.dep_ in ("dobj", "xcomp", "ccomp") for c in verb.children)
        for start, end in _scope(doc, verb, subject, clause):
            if own and end <= int(verb.idx):
                continue  # "an attack, she said; they deny responsibility": the words before are not theirs
            yield make(sentence, source, start, end, verb, manner)


def _states(verb: Any, clause: Any | None, quoted: bool, source: Source) -> bool:
    """Whether the verb carries a statement here, not an act ("found two bodies", "shared a meal", "put on a coat")."""
    lemma, data = verb.lemma_.lower(), codebook.load("attribution")
    objects = {c.lemma_.lower() for c in verb.children if c.dep_ == "dobj"}
    if lemma == data["put"]["verb"]:
        return bool(objects & set(data["put"]["objects"])) and any(c.lower_ == "at" for c in verb.children)
    if lemma in word_set("clause_only") and any(c.dep_ == "xcomp" for c in verb.children):
        return False  # "the attacks continue to occur"
    if lemma not in word_set("clause_only") or clause is not None or quoted or _parenthetical(verb):
        return True
    if objects and lemma in word_set("recorded"):
        return True
    return bool(objects) and lemma in word_set("monitored") and source.type in ("ngo", "osint", "un")


def _speaker_token(verb: Any) -> Any | None:
    """The subject of a verb of saying, also of "adding that" and of "said ... and added"; the agent of a passive."""
    seen = verb
    for _ in range(4):
        subjects = [c for c in seen.children if c.dep_ == "nsubj"]
        if subjects:
            return _who(min(subjects, key=lambda c: abs(c.i - seen.i)))
        for child in seen.children:
            if child.dep_ == "nsubjpass" and seen is not verb:
                return child
            if child.dep_ == "agent":
                return next((g for g in child.children if g.dep_ == "pobj"), None)
        if any(c.dep_ in ("nsubjpass", "auxpass") for c in seen.children):
            return None
        if seen.dep_ in ("conj", "advcl", "xcomp", "acl", "pcomp", "prep") and seen.head is not seen:
            if seen.dep_ == "acl":
                return seen.head if verb.tag_ == "VBG" else None
            seen = seen.head
        elif seen.dep_ == "relcl":
            return seen.head
        else:
            return None
    return None


def _who(token: Any) -> Any:
    if token.tag_ in ("WP", "WDT") and token.head.dep_ == "relcl":
        return token.head.head
    return token


def _parenthetical(verb: Any) -> bool:
    """ "..., officials add, ..."."""
    said = (c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.i < verb.i and not _beside(c, verb))
    return verb.dep_ == "parataxis" or any(said)


def _beside(one: Any, other: Any) -> bool:
    """Whether two verbs of saying, each with its speaker, stand beside each other: "X said five died; Y said two"."""
    if one.lemma_.lower() not in manner_table() or not any(c.dep_ == "nsubj" for c in one.children):
        return False
    first, last = sorted((one.i, other.i))
    return any(t.text == ";" for t in one.doc[first:last])


def _touches_quote(sentence: Sentence, verb: Any) -> bool:
    text = sentence.text
    at, end = int(verb.idx), int(verb.idx) + len(verb.text)
    around = text[max(0, at - 40) : at] + text[end : end + 12]
    return any(c in around for c in _OPEN + _CLOSE + _STRAIGHT) or text[end : end + 1] == ":"


def _scope(doc: Any, verb: Any, subject: Any, clause: Any | None) -> Iterator[tuple[int, int]]:
    """Character ranges of the sentence that the verb's speaker asserts."""
    text = doc.text
    after = int(verb.idx) + len(verb.text)
    begin = min(int(subject.left_edge.idx), int(verb.idx)) if subject.i < verb.i else int(verb.idx)
    if subject.head is not verb and subject.i < verb.i:
        begin = int(verb.idx)
    trailing = (verb.dep_ != "relcl" and _parenthetical(verb)) or (
        verb.dep_ != "relcl" and ((clause is not None and clause.i < verb.i) or _after_comma(text, begin))
    )
    if trailing and begin > 0:
        yield 0, begin
        rest = text[after:].strip(' .,"”’')
        if len(rest) > 3:
            yield after, _stop(doc, verb, clause)
        return
    yield after, _stop(doc, verb, clause)


def _after_comma(text: str, begin: int) -> bool:
    """Whether the clause of saying stands after what it says: `..., he said`, `...” said the mayor`."""
    before = text[:begin].rstrip()
    return (
        len(before) > 12
        and before[-1] in _CLOSE + _STRAIGHT + ","
        and (before[-1] != "," or before[-2:-1] in _CLOSE + _STRAIGHT or (before.count(" ") > 5 and False))
    )


def _stop(doc: Any, verb: Any, clause: Any | None) -> int:
    """Where the statement ends: at the next statement with a subject of its own, or at an "as" or "while" clause."""
    stop = len(doc.text)
    if verb.head.i > verb.i and _beside(verb, verb.head):
        stop = next(int(t.idx) for t in doc[verb.i :] if t.text == ";")
    for child in verb.children:
        if child.i <= verb.i:
            continue
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
        if child.dep_ == "conj" and own and child.lemma_.lower() in manner_table():
            stop = min(stop, int(child.left_edge.idx))
        if child.dep_ == "advcl" and own and clause is not None and child.i > clause.i:
            mark = next((c.lower_ for c in child.children if c.dep_ == "mark"), "")
            if mark in ("as", "while", "after"):
                stop = min(stop, int(child.left_edge.idx))
    if clause is not None and clause.i > verb.i:
        for child in clause.children:
            marks = [c for c in child.children if c.dep_ == "mark" and c.lower_ in ("as", "while")]
            if (
                child.dep_ == "advcl"
                and child.i > clause.i
                and marks
                and any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
            ):
                stop = min(stop, int(child.left_edge.idx))
    return stop


def _according(sentence: Sentence, cast: Cast, memory: Memory) -> Iterator[Attribution]:
    """ "According to X, ...", "..., according to X", "..., citing X"."""
    doc, text = sentence.doc, sentence.text
    low = text.lower()
    for words in codebook.load("attribution")["according"]:
        for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", low):
            token = next((t for t in doc if t.idx >= m.end()), None)
            cue = next((t for t in doc if t.idx >= m.start()), None)
            if token is None or cue is None:
                continue
            head = _pobj(doc, cue, token)
            source = find_source(sentence, head, cast, memory)
            if source is None:
                continue
            end = (source.end or sentence.start + m.end()) - sentence.start
            before = text[: m.start()].rstrip(" ,–—-(")
            forward = (
                len(before) < 4
                or before.lower().endswith((" and", " but", ";", " that", " while"))
                or before[-1] in ":."
            )
            scope = (end, len(text)) if forward else (0, m.start())
            yield make(sentence, source, *scope, cue, "according_to")


def _pobj(doc: Any, cue: Any, token: Any) -> Any:
    """The noun after "according to"."""
    for t in doc[cue.i : min(len(doc), cue.i + 6)]:
        for child in t.children:
            if child.dep_ in ("pobj", "dobj") and child.i >= token.i:
                return child
    for t in doc[token.i : token.i + 8]:
        if t.pos_ in ("NOUN", "PROPN", "PRON") and not (t.i + 1 < len(doc) and doc[t.i + 1].pos_ in ("NOUN", "PROPN")):
            return t
    return token
