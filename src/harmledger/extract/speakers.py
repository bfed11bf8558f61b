"""Who a speaker is: name, source type and side, from the words that name the speaker and from the rest of the report.

A person is introduced once ("Oleh Petrenko, head of the regional administration") and named shortly later ("Petrenko",
"he", "the governor"): `Cast` keeps the introductions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.codebook.parties import is_person, scan, side
from harmledger.extract.sentences import Sentence
from harmledger.records import Source

_WORD = re.compile(r"[^\W_]+")
_LEADING = re.compile(r"^(?:the|a|an|his|her|their|its|one|another|some)\s+", re.IGNORECASE)
_REACH = 10  # words of a role before or after a name
_ALIKE = 0.84  # "Zavrazhny", "Zavrazhniy": transliterations of one surname within a report


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom the report names, with the source type and side that its words give ("" where they give none)."""

    name: str
    type: str
    side: str
    role: str
    sentence: int


@cache
def _types() -> dict[str, dict[tuple[str, ...], str]]:
    """First word -> phrase -> type. A word with capitals is kept as written."""
    out: dict[str, dict[tuple[str, ...], str]] = {}
    for kind, phrases in codebook.load("attribution")["types"].items():
        for phrase in phrases:
            words = tuple(_WORD.findall(phrase))
            out.setdefault(words[0], {}).setdefault(words, kind)
    return out


@cache
def _rank() -> dict[str, int]:
    return {kind: i for i, kind in enumerate(codebook.load("attribution")["types"])}


def role_type(words: str) -> str | None:
    """The source type that some words of a role give: the longest phrase, then the earlier type; None where none does."""
    seen = _WORD.findall(words)
    lower = [w.lower() for w in seen]
    best: tuple[int, int, str] | None = None
    phrase: tuple[str, ...] = ()
    for i in range(len(seen)):
        for row in (seen, lower):
            for key, kind in _types().get(row[i], {}).items():
                if tuple(row[i : i + len(key)]) == key:
                    rank = (len(key), -_rank()[kind], kind)
                    if best is None or rank > best:
                        best, phrase = rank, key
    if best is None:
        return None
    if phrase[-1] in codebook.load("attribution")["national"] and len(phrase) == 1 and _nationality(words):
        return "government"
    return best[2]


def _nationality(words: str) -> bool:
    held = codebook.load("parties")["held"]
    return any(h.entry.kind in ("noun", "adjective") and h.after not in held for h in scan(words))


class Cast:
    """The persons and speakers of one report, filled in reading order."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        text = "\n".join(s.text for s in sentences)
        self._home = _home(text)
        self.people: dict[str, Person] = {}
        for sentence in sentences:
            for ent in sentence.doc.ents:
                if ent.label_ == "PERSON":
                    self._introduce(sentence, ent)

    def _introduce(self, sentence: Sentence, ent: Any) -> None:
        name = _clean_name(ent.text)
        if not name or name.split()[-1].lower() in _types():
            return
        role = _role_around(sentence.doc, ent.start, ent.end)
        key = name.split()[-1].lower()
        known = self.find(name)
        kind = role_type(role) if role else None
        if known is None:
            self.people[key] = Person(name, kind or "", side(role) if kind else "none", role, sentence.index)
        elif len(name.split()) > len(known.name.split()) or (kind and not known.type):
            longer = name if len(name) > len(known.name) else known.name
            new_side = side(role) if kind and not known.type else known.side
            old = known.name.split()[-1].lower()
            self.people[old] = Person(longer, known.type or kind or "", new_side, known.role or role, known.sentence)

    def find(self, name: str) -> Person | None:
        """The person whom a full or short name names: by surname, given name, or a surname spelled nearly alike."""
        words = name.lower().split()
        if not words:
            return None
        last = words[-1]
        if last in self.people:
            return self.people[last]
        for person in self.people.values():
            if words[0] in person.name.lower().split() and (len(words) == 1 or len(person.name.split()) == 1):
                return person
        for key, person in self.people.items():
            if len(last) > 4 and key[0] == last[0] and SequenceMatcher(None, key, last).ratio() >= _ALIKE:
                return person
        return None

    def by_role(self, words: str, before: int) -> Person | None:
        """The last person introduced up to sentence `before` in whose role the words stand ("the mayor")."""
        wanted = [w.lower() for w in _WORD.findall(words) if w.lower() not in ("the", "of", "s")]
        if not wanted:
            return None
        found = [
            p
            for p in self.people.values()
            if p.sentence <= before and set(wanted) <= {w.lower() for w in _WORD.findall(p.role)}
        ]
        return max(found, key=lambda p: p.sentence, default=None)

    def person_source(self, name: str, role: str) -> Source:
        """The source for a named person; `role` holds the words around the name here."""
        known = self.find(name)
        kind = (role_type(role) if role else None) or (known.type if known else "")
        full = known.name if known and len(known.name) >= len(name) else name
        where = " ".join((role, known.role if known else ""))
        if not kind:
            kind = "government" if is_person(full) else "witness"
        return Source(full, kind, self._side(kind, " ".join((where, full)), where))

    def group_source(self, words: str) -> Source | None:
        """The source for an organisation, an office or a group; None where the words are no speaker."""
        kind = role_type(words)
        if kind is None and _nationality(words):
            kind = "government"
        if kind is None:
            return None
        return Source(_LEADING.sub("", words.strip()), kind, self._side(kind, words, words))

    def _side(self, kind: str, words: str, role: str) -> str:
        if kind in codebook.load("attribution")["sideless"]:
            return "none"
        found = side(words)
        if found != "none":
            return found
        return "none" if "source" in role.lower() else self._home


def _home(text: str) -> str:
    """The side for officials whose country the words leave open: that of the country whose war the report tells of."""
    hits = [h.entry for h in scan(text)]
    theatre = {h.party for h in hits} | {"Ukraine" for h in hits if h.kind == "territory" and h.side == "Ukraine"}
    if "Ukraine" in theatre or "Russia" in theatre:
        return "Ukraine"
    return "other" if theatre - {""} else "none"


def _clean_name(text: str) -> str:
    name = re.sub(r"(?:['’]s|['’])$", "", text.strip())
    name = re.sub(
        r"^(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|President|Mayor|Governor|General|Colonel|Major|Minister)\.?\s+", "", name
    )
    return name.strip(" -–—,.:;\"“”'’")


def _role_around(doc: Any, start: int, end: int) -> str:
    """The words right before a name and, after a comma, right after it, that may tell the person's role."""
    left = start
    while left > 0 and start - left < _REACH:
        token = doc[left - 1]
        if token.is_punct and token.text not in ("-", "'", "’", ","):
            break
        if token.text == "," and not (left == start and left > 1 and doc[left - 2].pos_ in ("NOUN", "PROPN")):
            break
        if token.pos_ in ("VERB", "AUX", "SCONJ", "PRON") and token.tag_ != "PRP$":
            break
        left -= 1
    before = doc[left:start].text
    after = ""
    if end < len(doc) - 1 and doc[end].text in (",", "(", "-", "–", "—"):
        stop = end + 1
        while (
            stop < len(doc)
            and stop - end < _REACH + 4
            and doc[stop].text not in (",", ")", ":", "“", '"', ";", "–", "—")
        ):
            if (
                doc[stop].pos_ in ("VERB", "AUX")
                and doc[stop].dep_ in ("ROOT", "conj", "ccomp")
                and doc[stop].tag_ in ("VBD", "VBZ", "VBP")
            ):
                break
            stop += 1
        after = doc[end + 1 : stop].text
        if role_type(after) is None and not after.startswith(("a ", "an ", "who ")):
            after = ""
    return " ".join(w for w in (before, after) if w)


def with_span(source: Source, start: int, end: int) -> Source:
    """The source with the report offsets of the speaker's words."""
    return replace(source, start=start, end=end)


def role_around(doc: Any, start: int, end: int) -> str:
    """The role words around the name in tokens `start` to `end`."""
    return _role_around(doc, start, end)


def clean_name(text: str) -> str:
    """A person's name without titles and possessive."""
    return _clean_name(text)
