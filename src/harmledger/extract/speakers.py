"""Who a speaker is: name, source type and side, from the words that name the speaker and from the rest of the report.

A person is introduced once ("Oleh Petrenko, head of the regional administration") and named shortly later ("Petrenko",
"he", "the governor"): `Cast` keeps the introductions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Any

from harmledger import codebook
from harmledger.codebook.parties import is_group, is_person, party, relatives, scan, side
from harmledger.extract.numbers import read_number
from harmledger.extract.sentences import Sentence
from harmledger.records import Source

_WORD = re.compile(r"[^\W_]+")
_LEADING = re.compile(r"^(?:the|a|an|his|her|their|its|one|another|some)\s+", re.IGNORECASE)
_LIST = re.compile(r",|;|\band\b")
# Two to five capitalised words in a row: a name, perhaps with an office before it.
_NAME = re.compile(r"[A-ZÀ-ÞА-ЯІЇЄ][\w’'-]+(?:\s+[A-ZÀ-ÞА-ЯІЇЄ][\w’'-]+){1,4}")
_REACH = 10  # words of a role before or after a name
_GIVEN_ALIKE = 0.5  # "Mikhail", "Mykhailo"
_ALIKE = 0.84  # "Vasylenko", "Vasilenko": transliterations of one surname within a report


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


@lru_cache(maxsize=8192)  # the same offices come up again and again, within a report and across
def role_match(words: str) -> tuple[str, int, int] | None:
    """The source type that some words of a role give, and the character offsets of the phrase that gives it.

    The longest phrase wins; then what stands before "and" or a comma, not a mere owner ("the soldier's mother"), and
    the type that the codebook lists first. None where no phrase of the codebook stands in the words.
    """
    seen = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(words)]
    best: tuple[tuple[int, int, int, int], str, int, int] | None = None
    for i, (word, start, _) in enumerate(seen):
        for first in dict.fromkeys((word, word.lower())):
            for key, kind in _types().get(first, {}).items():
                n = len(key)
                got = tuple(w if first == word else w.lower() for w, _, _ in seen[i : i + n])
                if got != key and tuple(w.lower() for w in got) != key:
                    continue
                end = seen[i + n - 1][2]
                owner = words[end : end + 2] in ("'s", "’s")
                rank = (n, -len(_LIST.findall(words[:start])), -owner, -_rank()[kind])
                if best is None or rank > best[0]:
                    best = (rank, kind, start, end)
    if best is None:
        return None
    _, kind, start, end = best
    if words[start:end].lower() in codebook.load("attribution")["national"] and _nationality(words):
        kind = "government"
    return kind, start, end


def role_type(words: str) -> str | None:
    """The source type of `role_match` alone."""
    found = role_match(words)
    return found[0] if found else None


def _nationality(words: str) -> bool:
    held = codebook.load("parties")["held"]
    return any(h.entry.kind in ("noun", "adjective") and h.after not in held for h in scan(words))


def _is_party(words: str) -> bool:
    hits = list(scan(words))
    return (
        len(hits) == 1
        and hits[0].entry.kind == "noun"
        and hits[0].end - hits[0].start >= len(_LEADING.sub("", words.strip()))
    )


def _known(name: str) -> str | None:
    """The source type of an officeholder whom the codebook lists, by full name or surname."""
    last = name.split()[-1]
    for kind, names in codebook.load("attribution")["known"].items():
        if name in names or last in names:
            return str(kind)
    return None


class Cast:
    """The persons and speakers of one report, filled in reading order."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        text = "\n".join(s.text for s in sentences)
        self._home, self._relative = _home(text), relatives(text)
        self.people: list[Person] = []
        for sentence in sentences:
            if not sentence.doc.has_annotation("DEP"):
                self._introduce_plain(sentence)
            for ent in sentence.doc.ents:
                if ent.label_ == "PERSON":
                    self._introduce(sentence, clean_name(ent.text), role_around(sentence.doc, ent.start, ent.end))

    def _introduce_plain(self, sentence: Sentence) -> None:
        """Names beside an office, read off the words of a sentence that was not parsed: "Sumy mayor Ivan Bondar"."""
        text = sentence.text
        for m in _NAME.finditer(text):
            found = role_match(m.group())
            name = m.group()[found[2] :].strip() if found else m.group()
            before = text[max(0, m.start() - 40) : m.start()] + (m.group()[: found[2]] if found else "")
            before = re.split(r"[,;:.!?“”\"]", before)[-1]
            after = re.match(r",\s([^,.;:“”]{4,90}),", text[m.end() :])
            role = " ".join(
                w for w in (before if role_type(before) else "", after[1] if after and role_type(after[1]) else "") if w
            )
            if len(name.split()) in (2, 3) and role:
                self._introduce(sentence, clean_name(name), role)

    def _introduce(self, sentence: Sentence, name: str, role: str) -> None:
        if not name or name.split()[-1].lower() in _types():
            return
        known = self.find(name)
        kind = role_type(role) if role else None
        if known is None:
            self.people.append(Person(name, kind or "", side(role) if kind else "none", role, sentence.index))
            return
        longer = name if len(name.split()) > len(known.name.split()) else known.name
        better = bool(kind) and not known.type
        self.people[self.people.index(known)] = Person(
            longer,
            kind or "" if better else known.type,
            side(role) if better else known.side,
            role if better else known.role,
            known.sentence,
        )

    def find(self, name: str) -> Person | None:
        """The person whom a full or short name names: same surname or given name, or nearly the same spelling."""
        words = name.lower().split()
        if not words:
            return None
        for test in (_same_surname, _same_given, _alike):
            for person in self.people:
                if test(words, person.name.lower().split()):
                    return person
        return None

    def is_officeholder(self, words: str) -> bool:
        """Whether the words are no more than the name of an officeholder whom the codebook lists."""
        return len(words.split()) <= 2 and (is_person(words) or _known(words) is not None)

    def is_organisation(self, words: str) -> bool:
        """Whether the words are a noun of the party list, not a person's name."""
        return any(h.entry.kind == "noun" for h in scan(words)) and not is_person(words)

    def by_role(self, words: str, before: int) -> Person | None:
        """The last person introduced up to sentence `before` in whose role the words stand ("the mayor")."""
        wanted = [w.lower() for w in _WORD.findall(words) if w.lower() not in ("the", "of", "s")]
        if not wanted:
            return None
        found = [
            p for p in self.people if p.sentence <= before and set(wanted) <= {w.lower() for w in _WORD.findall(p.role)}
        ]
        return max(found, key=lambda p: p.sentence, default=None)

    def person_source(self, name: str, role: str) -> Source:
        """The source for a named person; `role` holds the words around the name here."""
        known = self.find(name)
        kind = (role_type(role) if role else None) or (known.type if known else "")
        full = known.name if known and len(known.name) >= len(name) else name
        where = " ".join((role, known.role if known else ""))
        if not kind and "spokes" in where.lower():
            kind = "military" if is_group(party(where) or "") else "government"
        if not kind:
            kind = _known(full) or ("government" if is_person(full) else "witness")
        return Source(full, kind, self._side(kind, " ".join((where, full)), where))

    def group_source(self, words: str, *, label: bool = False) -> Source | None:
        """The source for an organisation, an office or a group; None where the words are no speaker.

        In a label ("Kyiv: ...") a country's name counts only alone.
        """
        words = _maker(words)
        kind = role_type(words)
        if kind is None and (_is_party(words) if label else _nationality(words)):
            kind = "military" if is_group(party(words) or "") else "government"
        if kind is None or _counted(words):
            return None
        return Source(_LEADING.sub("", words.strip()), kind, self._side(kind, words, words))

    def organisation(self, words: str) -> Source | None:
        """The source for an organisation that no list knows, by the last word of its name ("the Relief Committee")."""
        kind = codebook.load("attribution")["organisations"].get(words.split()[-1].lower())
        name = _LEADING.sub("", words.strip())
        if kind is None or len(name.split()) < 2 or not (name[:1].isupper() or name.islower()):
            return None
        return Source(name, kind, self._side(kind, words, words))

    def _side(self, kind: str, words: str, role: str) -> str:
        if kind in codebook.load("attribution")["sideless"]:
            return "none"
        found = side(words)
        if found != "none":
            return found
        low = f" {words.lower()} "
        pointed = next((named for word, named in self._relative.items() if f" {word} " in low), None)
        if pointed is not None:  # "the occupation authorities": the other side's, whoever's land it is
            return side(pointed)
        return "none" if "source" in role.lower() else self._home


def _counted(words: str) -> bool:
    """ "60 people", "two more children", "about 13,000 civilians": the counted are told of, they tell nothing."""
    data = codebook.load("attribution")
    seen = [w.lower() for w in re.findall(r"[^\W_]+(?:[.,:]\d+)*", words)]
    counted = [k for k, w in enumerate(seen) if w in data["counted_people"]]
    if not counted or counted[0] == 0:
        return False
    before = seen[: counted[0]]
    numbers = [w for w in before if w[0].isdigit() or read_number(w) is not None]
    rest = [w for w in before if w not in numbers and w not in data["counting"] and w != "at"]
    return bool(numbers) and not rest


def _given_differ(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two full names have given names that are not one name spelled in two ways."""
    return len(a) > 1 and len(b) > 1 and SequenceMatcher(None, a[0], b[0]).ratio() < _GIVEN_ALIKE


def _same_surname(a: Sequence[str], b: Sequence[str]) -> bool:
    return a[-1] == b[-1] and not _given_differ(a, b)


def _same_given(a: Sequence[str], b: Sequence[str]) -> bool:
    return (len(a) == 1 and a[0] in b) or (len(b) == 1 and b[0] in a)


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    x, y = a[-1], b[-1]
    return len(x) > 4 and x[0] == y[0] and SequenceMatcher(None, x, y).ratio() >= _ALIKE and not _given_differ(a, b)


def _home(text: str) -> str:
    """The side for officials whose country the words leave open: that of the country whose war the report tells of."""
    hits = [h.entry for h in scan(text)]
    theatre = {h.party for h in hits} | {"Ukraine" for h in hits if h.kind == "territory" and h.side == "Ukraine"}
    if "Ukraine" in theatre or "Russia" in theatre:
        return "Russia" if relatives(text).get("enemy") == "Ukraine" else "Ukraine"
    return "other" if theatre - {""} else "none"


def _maker(words: str) -> str:
    """ "An investigation by Amnesty International", "summary of the General Staff": the maker, not the product."""
    for link in (" by ", " of ", " from "):
        head, found, maker = words.partition(link)
        last = head.split()[-1].lower() if head.split() else ""
        if found and last in codebook.load("attribution")["products"] and not {"for", "of", "on"} & set(head.split()):
            return maker
    return words


def clean_name(text: str) -> str:
    """A person's name without titles and possessive."""
    name = re.sub(r"(?:['’]s|['’])$", "", text.strip())
    name = re.sub(
        r"^(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|President|Mayor|Governor|General|Colonel|Major|Minister)\.?\s+", "", name
    )
    return name.strip(" -–—,.:;\"“”'’")


def role_around(doc: Any, start: int, end: int) -> str:
    """The words right before a name and, after a comma, right after it, that may tell the person's role."""
    left = start
    while left > 0 and start - left < _REACH:
        token = doc[left - 1]
        if token.is_punct and token.text not in ("-", "'", "’", ","):
            break
        if token.text == "," and not (left == start and left > 1 and doc[left - 2].pos_ in ("NOUN", "PROPN")):
            break
        if token.lower_ in ("to", "with", "by", "from", "after", "before", "on"):
            break
        if token.pos_ in ("VERB", "AUX", "SCONJ", "PRON") and token.tag_ != "PRP$":
            break
        left -= 1
    before = doc[left:start].text
    if before.endswith(",") and role_type(before) in (None, "media"):
        before = ""  # "Speaking to Reuters, Petrenko said"
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
