"""Speakers named by a label, as headlines do: "Two killed in the strike, - police", "Mayor: Our town is under fire".

News that ends with its speaker ("..., tribal elders said on Monday") is read the same way, whatever its parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from harmledger import codebook
from harmledger.extract.sentences import Sentence
from harmledger.extract.speakers import Cast, clean_name, role_match, role_type, with_span
from harmledger.extract.statements import Attribution, make, word_set
from harmledger.records import Source

_SAID = 15  # characters of a statement before the comma
_DASH = re.compile(
    r"(?:,\s*[-–—]+|\s[-–—]{1,2})\s*(?P<who>[^-–—,;:.!?()“”\"]{2,70}?)\s*(?=[.!]|$|\(|«|VIDEO|PHOTO|INFOGRAPHIC|»)"
)
_COLON = re.compile(
    r"(?:^|(?<=[-–—:]\s)|(?<=\s\s))(?P<who>[A-ZÀ-ÞА-Я][^:“”\"]{2,90}?)(?P<colon>:)\s+(?=[“\"A-ZÀ-Þ0-9])"
)


@cache
def _trailing() -> re.Pattern[str]:
    """The end of a sentence of the form ", tribal elders said on Monday."."""
    verbs = "|".join(map(re.escape, codebook.load("attribution")["trailing"]))
    return re.compile(
        rf",[”\"]?\s+(?P<who>(?!\s)[^,;:“”\"()]{{2,90}}?)\s+(?P<verb>{verbs}|told\s[^,]{{2,30}}?)"
        r"(?:\s(?:on|in|late|early|earlier|via|this|last)\b[^,]{0,40}|\s\w+day)?\s*[.”\"]*$"
    )


def trailing_speaker(sentence: Sentence, cast: Cast) -> Attribution | None:
    """The speaker after the last comma of a sentence ("..., the agency said."); None where it does not end so."""
    m = _trailing().search(sentence.text)
    if m is None or m["who"].split()[0].lower() in word_set("not_labels") or m.start() < _SAID:
        return None
    source = _label(m["who"], cast) or cast.organisation(m["who"])
    if source is None:
        return None
    verb = next((t for t in sentence.doc if t.idx >= m.start("verb")), sentence.doc[-1])
    at = sentence.start
    return make(sentence, with_span(source, at + m.start("who"), at + m.end("who")), 0, m.start(), verb, "say")


def headline_speaker(sentence: Sentence, cast: Cast) -> Iterator[Attribution]:
    """ "Two killed in Kharkiv region, - police", "Mayor Ivanenko: Our town is under fire"."""
    text, doc = sentence.text, sentence.doc
    for m in _DASH.finditer(text):
        source = _label(m["who"], cast)
        if source is not None and m.start() > 15:
            token = next((t for t in doc if t.idx >= m.start("who")), doc[-1])
            a = make(
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
            yield make(sentence, span, m.end(), len(text), token, "say")
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
    if linked and first not in word_set("products"):
        return False
    lower = [w for w in after if w[:1].islower() and w.lower() not in ("of", "the", "for", "in", "and")]
    return all(w in word_set("products") or role_type(w) is not None for w in lower) and not (
        after and after[0].lower() in ("to", "on", "against")
    )
