"""Who asserts what: the statements of a report with their speakers, within and across sentences.

Four readings, from the surest: a verb of saying with its subject, "according to", headline forms ("... , - police",
"Mayor: ..."), and quotations that go on over sentences. What none of them covers is the report's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.extract.sentences import Sentence
from harmledger.extract.speakers import Cast, clean_name, role_around, role_match, role_type, with_span
from harmledger.records import Source

VERSION = codebook.version("attribution")
Manner = Literal["say", "according_to", "quote", "deny", "accuse", "hear", "show"]

_OPEN, _CLOSE, _STRAIGHT = "“«", "”»", '"'
_PAIRS = {"“": "”", "«": "»", '"': '"'}
_MIN_QUOTE = 18  # characters: shorter quotations are words, not statements
_NEAR = 70  # characters between a quotation and its verb of saying
_LONG_AGO = 3  # sentences: a quotation further from the last speaker is not given to them
_COVER = 0.5
_NOUNS = ("claims", "reports", "statements", "allegations", "testimony", "accounts")  # what they say follows them
_BROKEN = 30  # characters after a verb of saying that hold no statement yet
_SNIPPET = 4  # sentences of a body that only repeats its headline
_DASH = re.compile(
    r"(?:,\s*[-–—]+|\s[-–—]{1,2})\s*(?P<who>[^-–—,;:.!?()“”\"]{2,70}?)\s*(?=[.!]|$|\(|«|VIDEO|PHOTO|INFOGRAPHIC|»)"
)
_COLON = re.compile(
    r"(?:^|(?<=[-–—:]\s)|(?<=\s\s))(?P<who>[A-ZÀ-ÞА-Я][^:“”\"]{2,90}?)(?P<colon>:)\s+(?=[“\"A-ZÀ-Þ0-9])"
)


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
class _Memory:
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


def attribute(sentences: Sequence[Sentence]) -> tuple[tuple[Attribution, ...], ...]:
    """The attributions of each sentence of one report, in the order of the sentences."""
    cast, memory = Cast(sentences), _Memory()
    out: list[list[Attribution]] = []
    carried: dict[int, Attribution] = {}
    for k, sentence in enumerate(sentences):
        found = list(_spoken(sentence, cast, memory))
        found.extend(_according(sentence, cast, memory))
        if not found:
            found.extend(_headline(sentence, cast))
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
    _quotations(sentences, out)
    _snippet(sentences, out)
    return tuple(tuple(row) for row in out)


def _acting(sentence: Sentence, cast: Cast) -> Source | None:
    """The person whom a sentence without a statement is about: "he said" in the next one means this person."""
    for ent in sentence.doc.ents:
        if ent.label_ == "PERSON" and (
            ent.root.dep_ == "nsubj" or (ent.root.dep_ == "appos" and ent.root.head.dep_ == "nsubj")
        ):
            return cast.person_source(clean_name(ent.text), role_around(sentence.doc, ent.start, ent.end))
    return None


def _broken_off(sentence: Sentence, found: Sequence[Attribution]) -> Attribution | None:
    """A statement whose words stand in the next line ("The mayor wrote in a post:", "The governor said" and a line break)."""
    if not found or sentence.text.rstrip().endswith((".", "!", "?", "”", '"')):
        return None
    last = found[-1]
    return last if last.manner == "say" and sentence.end - last.cue_end <= _BROKEN else None


def source_at(attributions: Sequence[Attribution], start: int, end: int) -> Source:
    """Who asserts the words `start` to `end` of the report: the innermost attribution over most of them, else the report."""
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


@cache
def _manners() -> dict[str, Manner]:
    out: dict[str, Manner] = {}
    for manner in ("show", "hear", "say", "accuse", "deny"):
        for lemma in codebook.load("attribution")["verbs"][manner]:
            out[lemma] = manner  # type: ignore[assignment]
    return out


@cache
def _set(field: str) -> frozenset[str]:
    return frozenset(codebook.load("attribution")[field])


def _spoken(sentence: Sentence, cast: Cast, memory: _Memory) -> Iterator[Attribution]:
    """Verbs of saying with a speaker."""
    doc = sentence.doc
    for verb in doc:
        manner = _manners().get(verb.lemma_.lower())
        if manner is None or verb.pos_ not in ("VERB", "AUX"):
            continue
        clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
        quoted = _touches_quote(sentence, verb)
        subject = _speaker_token(verb)
        if subject is None or subject.lower_ in _set("not_speakers") or subject.lemma_.lower() in _set("not_speakers"):
            continue
        source = _source(sentence, subject, cast, memory)
        if source is None or not _states(verb, clause, quoted, source):
            continue
        if manner in ("show", "hear") and source.type not in (("osint",) if manner == "show" else ("witness", "osint")):
            if verb.lemma_.lower() not in codebook.load("attribution")["verbs"]["say"]:
                continue
            manner = "say"
        for start, end in _scope(doc, verb, subject, clause):
            yield _make(sentence, source, start, end, verb, manner)


def _states(verb: Any, clause: Any | None, quoted: bool, source: Source) -> bool:
    """Whether the verb carries a statement here, not an act ("found two bodies", "shared a meal", "put on a coat")."""
    lemma, data = verb.lemma_.lower(), codebook.load("attribution")
    objects = {c.lemma_.lower() for c in verb.children if c.dep_ == "dobj"}
    if lemma == data["put"]["verb"]:
        return bool(objects & set(data["put"]["objects"])) and any(c.lower_ == "at" for c in verb.children)
    if lemma in _set("clause_only") and any(c.dep_ == "xcomp" for c in verb.children):
        return False  # "the attacks continue to occur"
    if lemma not in _set("clause_only") or clause is not None or quoted or _parenthetical(verb):
        return True
    if objects and lemma in _set("recorded"):
        return True
    return bool(objects) and lemma in _set("monitored") and source.type in ("ngo", "osint", "un")


def _make(sentence: Sentence, source: Source, start: int, end: int, cue: Any, manner: Manner) -> Attribution:
    at = sentence.offset(cue)
    return Attribution(source, sentence.start + start, sentence.start + end, cue.text, at, at + len(cue.text), manner)


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
    return verb.dep_ == "parataxis" or any(c.dep_ in ("ccomp", "parataxis") and c.i < verb.i for c in verb.children)


def _touches_quote(sentence: Sentence, verb: Any) -> bool:
    text = sentence.text
    at, end = int(verb.idx), int(verb.idx) + len(verb.text)
    around = text[max(0, at - 40) : at] + text[end : end + 12]
    return any(c in around for c in _OPEN + _CLOSE + _STRAIGHT) or text[end : end + 1] == ":"


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


def _source(sentence: Sentence, token: Any, cast: Cast, memory: _Memory) -> Source | None:
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


def _named(sentence: Sentence, left: int, right: int, token: Any, cast: Cast, memory: _Memory) -> Source | None:
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
        ent = people[0]
        name = clean_name(ent.text)
        if role_type(name) is not None or cast.is_organisation(name):
            group = cast.group_source(span.text)  # the tagger took an office or a company for a person
            return with_span(group, start, end) if group else None
        role = " ".join((role_around(doc, ent.start, ent.end), span.text))
        return with_span(cast.person_source(name, role.replace(ent.text, " ")), start, end)
    known = cast.find(clean_name(token.text)) if token.pos_ == "PROPN" else None
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
            and token.lower_ in _set("national")
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


def _short_for(words: str, group: Source) -> bool:
    """ "The ministry" after "the Russian Defence Ministry"."""
    mine = [w for w in words.lower().split() if w != "the"]
    return words.lower().startswith("the ") and len(mine) == 1 and mine[0] in (group.name or "").lower().split()


def _near(doc: Any, ent: Any, token: Any) -> bool:
    """Whether a name is in apposition to the subject ("the governor, Ivan Petrenko, said")."""
    return (
        (ent.root.dep_ == "appos" and ent.root.head.i == token.i) or (token.dep_ == "appos" and token.head.i == ent.root.i)
    )


def _followed_by_role(doc: Any, right: int) -> bool:
    return right < len(doc) and (doc[right].text == "," or doc[right].pos_ == "VERB")


def _scope(doc: Any, verb: Any, subject: Any, clause: Any | None) -> Iterator[tuple[int, int]]:
    """Character ranges of the sentence that the verb's speaker asserts."""
    text = doc.text
    after = int(verb.idx) + len(verb.text)
    begin = min(int(subject.left_edge.idx), int(verb.idx)) if subject.i < verb.i else int(verb.idx)
    if subject.head is not verb and subject.i < verb.i:
        begin = int(verb.idx)
    trailing = (
        (verb.dep_ != "relcl"
        and _parenthetical(verb))
        or (verb.dep_ != "relcl"
        and ((clause is not None and clause.i < verb.i) or _after_comma(text, begin)))
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
    """Where the statement ends: at a coordinated clause with a subject of its own, or at "as" and "while" clauses of the verb."""
    stop = len(doc.text)
    for child in verb.children:
        if child.i <= verb.i:
            continue
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
        if child.dep_ == "conj" and own and child.lemma_.lower() in _manners():
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


def _according(sentence: Sentence, cast: Cast, memory: _Memory) -> Iterator[Attribution]:
    """ "According to X, ...", "..., according to X", "..., citing X"."""
    doc, text = sentence.doc, sentence.text
    low = text.lower()
    for words in codebook.load("attribution")["according"]:
        for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", low):
            token = next((t for t in doc if t.idx >= m.end()), None)
            cue = next((t for t in doc if t.idx >= m.start()), None)
            if token is None or cue is None or (words in ("per", "citing", "quoting") and not _free(text, m.start())):
                continue
            head = _pobj(doc, cue, token)
            source = _source(sentence, head, cast, memory)
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
            yield _make(sentence, source, *scope, cue, "according_to")


def _free(text: str, at: int) -> bool:
    return at == 0 or text[:at].rstrip()[-1:] in ",(–—-" or True


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


def _headline(sentence: Sentence, cast: Cast) -> Iterator[Attribution]:
    """ "Two killed in Kharkiv region, - police", "Mayor Ivanenko: Our town is under fire"."""
    text, doc = sentence.text, sentence.doc
    for m in _DASH.finditer(text):
        source = _label(m["who"], cast)
        if source is not None and m.start() > 15:
            token = next((t for t in doc if t.idx >= m.start("who")), doc[-1])
            a = _make(
                sentence,
                with_span(source, sentence.start + m.start("who"), sentence.start + m.end("who")),
                0,
                m.start(),
                token,
                "say",
            )
            yield a
            return
    for m in _COLON.finditer(text):
        source = _label(m["who"], cast, colon=True)
        if source is not None:
            token = next((t for t in doc if t.idx >= m.start("colon")), doc[-1])
            span = with_span(source, sentence.start + m.start("who"), sentence.start + m.end("who"))
            yield _make(sentence, span, m.end(), len(text), token, "say")
            return


def _label(words: str, cast: Cast, *, colon: bool = False) -> Source | None:
    """A speaker named by a label: an office, a known person, or an office with a person's name after it.

    Before a colon stand topics too ("Prisoner exchange: ..."): there the office must be what the label is about.
    """
    words = re.split(r"\sabout\s", words.strip())[0]
    if not words or len(words.split()) > 10:
        return None
    tail = words.split()[-1]
    found = role_match(words)
    if found is None or not words[found[1] : found[2]].endswith(tail):
        person = cast.find(tail) if tail[:1].isupper() else None
        if person is not None and person.name.split()[-1] == tail and (person.type or found or len(words.split()) <= 3):
            return cast.person_source(person.name, words.removesuffix(tail))
        if cast.is_officeholder(words):
            return cast.person_source(clean_name(words), "")
    if found is None:
        return cast.group_source(words, label=True)
    kind, begin, end = found
    if kind == "osint" and words.islower() and len(words.split()) == 1:
        return None  # "- video" says what the article shows
    if colon and not _about_office(words, begin, end):
        return None
    name = words[end:].strip()
    if (
        kind not in ("witness", "media", "osint")
        and name
        and all(w[:1].isupper() for w in name.split())
        and len(name.split()) <= 3
    ):
        return cast.person_source(name, words[:end])
    return (
        cast.group_source(words, label=True)
        if kind != "witness" or words[0].islower() or len(words.split()) <= 2
        else None
    )


def _about_office(words: str, begin: int, end: int) -> bool:
    """Whether a label is an office with its country and names, not a topic that holds an office's word."""
    before, after = words[:begin].split(), words[end:].split()
    first = before[0].lower() if before else ""
    linked = any(w.lower() in ("of", "on", "at", "in", "to", "against", "by", "with", "from") for w in before)
    if linked and first not in _set("products"):
        return False
    lower = [w for w in after if w[:1].islower() and w.lower() not in ("of", "the", "for", "in", "and")]
    return all(w in _set("products") or role_type(w) is not None for w in lower) and not (
        after and after[0].lower() in ("to", "on", "against")
    )


def _quotations(sentences: Sequence[Sentence], rows: list[list[Attribution]]) -> None:
    """Give each quotation to the speaker beside it, else to the one before it."""
    spoken = [
        (i, a) for i, row in enumerate(rows) for a in row if a.manner in ("say", "accuse", "deny", "according_to")
    ]
    last: Source | None = None
    last_at = -9
    for start, end in list(_quotes(sentences)):
        first = next(i for i, s in enumerate(sentences) if s.end > start)
        final = max(i for i, s in enumerate(sentences) if s.start < end)
        beside = _beside(spoken, sentences, start, end)
        if beside is not None:
            last = beside.source
        else:
            earlier = [(i, a) for i, a in spoken if a.cue_start < start]
            if earlier and earlier[-1][0] >= last_at:
                last_at, last = earlier[-1][0], earlier[-1][1].source
            if last is None or first - last_at > _LONG_AGO:
                continue
        last_at = final
        for i in range(first, final + 1):
            s = sentences[i]
            a, b = max(start, s.start), min(end, s.end)
            if b - a >= _MIN_QUOTE:
                rows[i].append(Attribution(last, a, b, "“", start, start + 1, "quote"))


def _beside(
    spoken: Sequence[tuple[int, Attribution]], sentences: Sequence[Sentence], start: int, end: int
) -> Attribution | None:
    """The saying right after a quotation, else the one that leads into it: in its sentence, or with a colon before it."""
    place = max((s for s in sentences if s.start < end), key=lambda s: s.start)
    after = [a for i, a in spoken if 0 <= a.cue_start - end <= _NEAR and sentences[i].paragraph == place.paragraph]
    if after:
        return min(after, key=lambda a: a.cue_start)
    before = []
    for i, a in spoken:
        gap = start - a.cue_end
        same = sentences[i].start <= start < sentences[i].end
        colon = 0 <= start - sentences[i].end <= 3 and sentences[i].text.rstrip().endswith((":", ","))
        if gap >= 0 and (same or colon):
            before.append(a)
    return max(before, key=lambda a: a.cue_start, default=None)


def _quotes(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Report offsets of quotations; one that a paragraph leaves open ends with it where the next opens a quotation anew.

    Any other quotation that is never closed is trusted for its own sentence only.
    """
    begin: tuple[int, str, int] | None = None  # offset, character, sentence
    for k, s in enumerate(sentences):
        text = s.text
        if begin is not None and s.paragraph != sentences[k - 1].paragraph:
            goes_on = text.lstrip()[:1] in _OPEN + _STRAIGHT
            yield from _long(begin[0], sentences[k - 1].end if goes_on else sentences[begin[2]].end, begin[1])
            begin = None
        for at, char in enumerate(text):
            if begin is None and (char in _OPEN or char == _STRAIGHT):
                begin = (s.start + at, char, k)
            elif begin is not None and char == _PAIRS[begin[1]]:
                yield from _long(begin[0], s.start + at + 1, "")
                begin = None
    if begin is not None:
        yield from _long(begin[0], sentences[begin[2]].end, begin[1])


def _long(start: int, end: int, left_open: str) -> Iterator[tuple[int, int]]:
    """A quotation that is long enough; « without » is an ornament."""
    if end - start >= _MIN_QUOTE and left_open != "«":
        yield start, end


def _snippet(sentences: Sequence[Sentence], rows: list[list[Attribution]]) -> None:
    """A headline's speaker speaks for a body of a few sentences that names no other."""
    body = [i for i, s in enumerate(sentences) if s.kind != "title"]
    spoken = [a for i, s in enumerate(sentences) if s.kind == "title" for a in rows[i] if a.manner == "say"]
    if not spoken or not body or len(body) > _SNIPPET:
        return
    if any(a.source.name != spoken[0].source.name for row in rows for a in row):
        return
    a = spoken[0]
    for i in body:
        if not rows[i]:
            s = sentences[i]
            rows[i].append(Attribution(a.source, s.start, s.end, a.cue, a.cue_start, a.cue_end, a.manner))
