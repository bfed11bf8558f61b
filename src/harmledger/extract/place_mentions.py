"""Where a report's words name places: the gazetteer first, the parse and its named entities for structure.

A mention knows what its words say of the place ("region", "village of", "near", "eastern") and which mention encloses it
("Olenivka, Donetsk region"); what place it is, `resolve.places` decides with all mentions of the report in hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.extract.sentences import Sentence
from harmledger.gazetteer import Gazetteer
from harmledger.gazetteer.names import fold

VERSION = "place_mentions/1"
MentionKind = Literal["place", "site", "party", "adjective", "organisation"]

_LONGEST = 6  # tokens of a name
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place: `report.text[start:end] == text`, `doc[token_start:token_end]` in the sentence's parse."""

    text: str
    start: int
    end: int
    token_start: int
    token_end: int
    kind: MentionKind
    near: bool = False  # near, outskirts of, north of: the event is about the place, not in it
    within: tuple[tuple[int, int], ...] = ()  # offsets of the mentions that enclose it, the nearest first
    name: str = ""  # the bare name: "Kherson" of "Kherson region"
    division: str = ""  # "region", "county", "community", "settlement": what the words call it
    direction: str = ""  # "eastern" of "eastern Ukraine"
    known: bool = True  # the gazetteer has the name
    sentence: int = -1


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of the codebook, folded once."""

    divisions: dict[str, str]
    settlements: frozenset[str]
    near: frozenset[str]
    directions: frozenset[str]
    sites: frozenset[str]
    inner: frozenset[str]
    tight: frozenset[str]
    site_heads: frozenset[str]
    says: frozenset[str]
    forces: frozenset[str]
    acts: frozenset[str]
    locative: frozenset[str]
    common: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    adjectives: dict[str, str]
    countries: frozenset[str]


@cache
def _words() -> _Words:
    data = codebook.load("place_words")
    sets = {k: frozenset(fold(w) for w in v) for k, v in data.items() if isinstance(v, list)}
    divisions = {fold(w): kind for kind in ("community", "county", "region") for w in data["divisions"][kind]}
    rows = codebook.load("countries")["countries"]
    adjectives = {fold(a): row["iso"] for row in rows for a in (*row["people"], *row["adjectives"])}
    countries = frozenset(fold(n) for row in rows for n in row["names"])
    return _Words(
        divisions=divisions,
        site_heads=frozenset(w.split(" ")[-1] for w in sets["sites"]),
        adjectives={k: v for k, v in adjectives.items() if k not in countries},
        countries=countries,
        **{k: sets[k] for k in ("settlements", "near", "inner", "tight", "directions", "sites", "says", "forces", "acts", "locative",
                                "common", "titles", "organisations")},
    )  # fmt: skip


@cache
def _theatre() -> frozenset[str]:
    """Countries of the wars that the codebook knows: there a name of any size may be meant."""
    return frozenset(c for conflict in codebook.load("conflicts")["conflicts"] for c in conflict["theatre"])


@dataclass(slots=True)
class _Hit:
    """A name found in a sentence, while it is being judged; token numbers are the sentence's."""

    begin: int
    end: int
    name_begin: int
    name_end: int
    kind: MentionKind = "place"
    near: bool = False
    division: str = ""
    direction: str = ""
    known: bool = True
    strong: bool = False
    place: tuple[Any, ...] = field(default_factory=tuple)


def find_places(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[tuple[PlaceMention, ...], ...]:
    """The place mentions of each sentence in the order of the text; a name that one sentence makes sure of counts in all."""
    finders = [_Finder(s, gazetteer) for s in sentences]
    sure: set[str] = set()
    for finder in finders:
        sure.update(finder.sure())
    return tuple(finder.mentions(sure) for finder in finders)


class _Finder:
    """Finds the places of one sentence."""

    def __init__(self, sentence: Sentence, gazetteer: Gazetteer) -> None:
        self.sentence = sentence
        self.doc = sentence.doc
        self.gazetteer = gazetteer
        self.words = _words()
        self.theatre = _theatre()
        self.folded = [fold(t.text) for t in self.doc]
        self.parsed = self.doc.has_annotation("DEP")
        self.hits: list[_Hit] = []
        at = 0
        while at < len(self.doc):
            hit = self._hit(at)
            if hit is None:
                at += 1
            else:
                self.hits.append(hit)
                at = hit.name_end
        for hit in self.hits:
            self._extend(hit)
        self._share_plural()
        self._enclosed()
        for hit in self.hits:
            hit.strong = hit.strong or self._strong(hit)
        self._share_list()

    # --- names

    def _hit(self, at: int) -> _Hit | None:
        token = self.doc[at]
        text = token.text
        if not (text[0].isupper() or (text[0] in "'’" and len(text) > 2)) or not _WORD.search(text):
            return None
        for end in range(min(len(self.doc), at + _LONGEST), at, -1):
            if end == at + 1 and self.folded[at] in self.words.adjectives:
                return _Hit(at, end, at, end, kind="adjective")
            last = self.doc[end - 1]
            if not _WORD.search(last.text) or last.text in ("'s", "’s"):
                continue
            span = self.doc[at:end].text
            if end - at > 1 and not self._inner(at, end):
                continue
            if self.gazetteer.knows(span):
                division = self.words.divisions.get(self.folded[end - 1], "") if end - at > 1 else ""
                return _Hit(at, end, at, end, place=self.gazetteer.lookup(span), division=division, strong=bool(division))
        return self._unknown(at)

    def _inner(self, at: int, end: int) -> bool:
        """Whether a run of tokens can be one name: no sentence punctuation inside, no verb form between."""
        inside = self.doc[at:end]
        return not any(t.text in {",", ";", ":", "(", ")", "and", "or", "–", "—"} for t in inside) and not any(
            t.text in ("'s", "’s") for t in inside[:-1]
        )

    def _unknown(self, at: int) -> _Hit | None:
        """A capitalised name that the gazetteer lacks, where the words around it say that it is a place."""
        token = self.doc[at]
        end = at + 1
        while end < len(self.doc) and (self._is_name(end) or (self.doc[end].text in "-’'" and end + 1 < len(self.doc)
                                                                and self.doc[end + 1].text[0].isupper()
                                                                and not self.doc[end].whitespace_)):  # fmt: skip
            end += 1
        before = self._before(at)
        called = (at >= 2 and before == "of" and self.folded[at - 2] in self.words.settlements) or (
            before in self.words.settlements and before not in ("port", "capital", "community", "city")
        )
        after = self.folded[end] if end < len(self.doc) else ""
        near = before in ("near", "outside")
        entity = token.ent_type_ in _PLACE_ENTITIES and before in self.words.locative
        inside = before in ("in", "near", "outside", "around") and token.ent_type_ in ("", "ORG", "NORP", "PRODUCT", "PERSON")
        divided = after in self.words.divisions and self.words.divisions[after] != "community"
        if self.folded[at] in self.words.common or token.ent_type_ in ("DATE", "TIME", "LANGUAGE", "LAW", "EVENT"):
            return None
        if not (called or near or entity or divided or (inside and self.parsed and token.pos_ == "PROPN")):
            return None
        if any(self.folded[i] in self.words.organisations or self.folded[i] in self.words.adjectives for i in range(at, end)):
            return None
        return _Hit(at, end, at, end, known=False, strong=True, division="settlement" if called else "")

    def _is_name(self, at: int) -> bool:
        text = self.doc[at].text
        return text[0].isupper() and text.isalpha() and self.folded[at] not in self.words.common

    def _before(self, at: int, skip: tuple[str, ...] = ("the",)) -> str:
        while at > 0 and self.folded[at - 1] in skip:
            at -= 1
        return self.folded[at - 1] if at > 0 else ""

    # --- the words around a name

    def _extend(self, hit: _Hit) -> None:
        if hit.kind == "adjective":
            return
        self._extend_right(hit)
        self._extend_left(hit)
        if hit.kind == "place" and self._is_party(hit):
            hit.kind = "party"

    def _phrase(self, at: int, size: int) -> str:
        words = self.folded[at : at + size]
        return " ".join(w for w in words if w) if words and words[0] and words[-1] else ""

    def _extend_right(self, hit: _Hit) -> None:
        at = hit.end
        if hit.place and hit.place[0].feature in ("site", "airport"):
            hit.kind = "site"
            return
        for size in (4, 3, 2, 1):
            if at + size > len(self.doc):
                continue
            phrase = self._phrase(at, size)
            lower = self.doc[at].text[0].islower()
            if phrase in self.words.organisations and size == 1 and not lower or (
                size <= 2 and phrase in self.words.organisations and phrase not in self.words.sites and " " in phrase
            ):
                hit.kind, hit.end = "organisation", at + size
                return
            if phrase in self.words.divisions and size <= 2:
                hit.division, hit.end, hit.strong = self.words.divisions[phrase], at + size, True
                self._after_division(hit)
                return
            if phrase in self.words.sites and not self._plural_site(at + size - 1):
                hit.kind, hit.end, hit.strong = "site", at + size, True
                return
        if at + 1 < len(self.doc) and self.folded[at] in ("regional", "municipal", "oblast", "state", "provincial"):
            for size in (4, 3, 2):
                if self._phrase(at, size).split(" ")[-1] in self.words.organisations:
                    hit.kind, hit.end = "organisation", at + size
                    return
        follows = self.folded[at + 1] if at + 1 < len(self.doc) else ""
        if at < len(self.doc) and self.folded[at] == "city" and follows not in ("of", "council", "hall"):
            hit.division, hit.end, hit.strong = "settlement", at + 1, True

    def _after_division(self, hit: _Hit) -> None:
        """"Kharkiv region military administration" is an office, not a region."""
        for size in (3, 2, 1):
            if hit.end + size <= len(self.doc):
                words = self._phrase(hit.end, size).split(" ")
                if words[-1] in ("administration", "council", "governor", "prosecutor", "police"):
                    if words[-1] in ("administration", "council"):
                        hit.kind, hit.end = "organisation", hit.end + size
                    return

    def _plural_site(self, at: int) -> bool:
        return str(self.doc[at].tag_) in ("NNS", "NNPS") and self.folded[at] not in ("barracks", "works", "steelworks")

    def _extend_left(self, hit: _Hit) -> None:
        begin = hit.begin
        if begin and self.folded[begin - 1] in self.words.directions:
            word = self.folded[begin - 1]
            hit.direction, hit.begin = word, begin - 1
            begin -= 1
        at = begin
        while at and self.folded[at - 1] in ("the", "city", "town") and self.folded[at - 1] == "the":
            at -= 1
        before = self.folded[at - 1] if at else ""
        if before == "of" and at >= 2:
            head = self.folded[at - 2]
            pair = self._phrase(at - 3, 2) if at >= 3 else ""
            if head == "port" and (at < 3 or self.folded[at - 3] != "city"):
                hit.kind, hit.strong, hit.begin = "site", True, at - 2
            elif head in self.words.inner:
                hit.strong, hit.begin = True, at - 2
            elif head in self.words.settlements and head not in ("suburb",):
                hit.division, hit.strong, hit.begin = hit.division or "settlement", True, at - 2
            elif head in self.words.divisions or pair in self.words.divisions:
                hit.division = hit.division or self.words.divisions.get(head) or self.words.divisions[pair]
                hit.strong, hit.begin = True, at - 2
            elif head in self.words.near or head in self.words.directions:
                hit.near, hit.strong, hit.begin = True, True, at - 2
        elif before in ("near", "outside", "around") or (before == "to" and at >= 2 and self.folded[at - 2] in ("close", "next")):
            hit.near, hit.strong = True, True
        elif before in self.words.settlements and before not in ("capital", "port", "community", "municipality"):
            hit.division, hit.strong = hit.division or "settlement", True
        if hit.direction and hit.near is False and hit.place and hit.place[0].feature in ("city", "village") and not hit.division:
            hit.direction = ""

    def _is_party(self, hit: _Hit) -> bool:
        key = " ".join(f for f in self.folded[hit.name_begin : hit.name_end] if f)
        if key not in self.words.countries and key not in self.gazetteer.capitals or hit.division or hit.direction:
            return False
        at = hit.end
        following = self.doc[at] if at < len(self.doc) else None
        if following is not None and following.text in ("'s", "’s"):
            after = [fold(t.lemma_ or t.text) for t in self.doc[at + 1 : at + 5]]
            head = self._possessed(hit)
            return any(w in self.words.forces or w in self.words.acts for w in ([head] if head else after[:2]))
        if following is not None and fold(following.lemma_ or following.text) in self.words.forces:
            return True
        if not self.parsed:
            return False
        root = self.doc[hit.name_begin : hit.name_end].root
        if root.dep_ in ("nsubj", "agent") or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
            verb = root.head if root.dep_ == "nsubj" else root.head.head
            return fold(verb.lemma_) in self.words.says and root.dep_ != "nsubjpass"
        return False

    def _possessed(self, hit: _Hit) -> str:
        if not self.parsed:
            return ""
        root = self.doc[hit.name_begin : hit.name_end].root
        return fold(root.head.lemma_) if root.dep_ == "poss" else ""

    def _share_plural(self) -> None:
        """"the Donetsk and Luhansk regions": the word goes for every name of the list."""
        for left, right in zip(reversed(self.hits[:-1]), reversed(self.hits[1:]), strict=True):
            between = [t.text for t in self.doc[left.end : right.name_begin]]
            plural = self.folded[right.end - 1].endswith("s") or self.folded[right.end - 1].endswith("ies")
            joined = between and set(between) <= {",", "and", "or", "the", "&"} and between[0] != "the"
            if right.division and plural and joined and not left.division:
                if left.kind == "place":
                    left.division, left.strong = right.division, True

    def _enclosed(self) -> None:
        """"Zalizne, Toretsk community": a name set before a division or a country is a place."""
        for left, right in zip(self.hits[:-1], self.hits[1:], strict=True):
            between = self.doc[left.end : right.begin].text.strip()
            wide = right.division in ("region", "county", "community") and right.kind == "place"
            if between in (",", ", in", "(", "in") and wide and left.kind == "place" and not self._personal(left):
                left.strong = True

    def _share_list(self) -> None:
        """"Bakhmut, Soledar and Avdiivka": what stands in a list with a place is a place."""
        pairs = list(zip(self.hits[:-1], self.hits[1:], strict=True))
        for left, right in (*pairs, *reversed(pairs)):
            between = {t.text for t in self.doc[left.end : right.begin]}
            if between and between <= {",", "and", "or"} and left.kind == right.kind == "place":
                for sure, other in ((left, right), (right, left)):
                    common = other.name_end - other.name_begin == 1 and self.folded[other.name_begin] in self.words.common
                    if sure.strong and not common and not self._personal(other):
                        other.strong = True

    # --- judging

    def _strong(self, hit: _Hit) -> bool:
        """Whether the sentence itself makes sure that this is a place."""
        if hit.kind != "place":
            return False
        token = self.doc[hit.name_begin]
        before = self._before(hit.begin)
        entity = token.ent_type_ in _PLACE_ENTITIES
        top = hit.place[0] if hit.place else None
        if top is not None and top.feature == "country" and top.match == "exact" and token.ent_type_ != "PERSON":
            return True
        common = hit.name_end - hit.name_begin == 1 and self.folded[hit.name_begin] in self.words.common
        if common:
            return entity and before in ("in", "near", "at", "from", "to") and hit.name_begin > 0
        if self._personal(hit):
            return False
        if entity:
            return True
        large = top is not None and max(c.population for c in hit.place) >= 1_000
        theatre = any(c.country in self.theatre for c in hit.place)
        return before in self.words.tight and (theatre or large) or before in self.words.locative and theatre

    def _personal(self, hit: _Hit) -> bool:
        """A one-word name beside a surname, given name or title."""
        if hit.name_end - hit.name_begin > 1:
            return False
        at = hit.name_begin
        token = self.doc[at]
        before, after = (self.doc[at - 1] if at else None), (self.doc[at + 1] if at + 1 < len(self.doc) else None)
        locative = before is not None and self.folded[at - 1] in self.words.locative
        if before is not None and self.folded[at - 1].rstrip(".") in self.words.titles and before.text[0].isupper():
            return True
        if token.ent_type_ == "PERSON":
            same = [t for t in (before, after) if t is not None and t.ent_type_ == "PERSON" and t.text[0].isupper()]
            joined = after is not None and after.ent_type_ == "PERSON" and after.ent_iob_ == "I" or token.ent_iob_ == "I"
            if same and joined:
                return True
        if after is not None and _is_surname(after) and not self._starts_hit(at + 1):
            known = self.folded[at + 1] in self.words.divisions or self.folded[at + 1] in self.words.site_heads
            return not known and not (locative and token.ent_type_ in _PLACE_ENTITIES)
        if before is not None and _is_surname(before) and at - 1 > 0 and not self._ends_hit(at):
            return token.ent_type_ not in _PLACE_ENTITIES
        return False

    def _starts_hit(self, at: int) -> bool:
        return any(h.name_begin == at for h in self.hits)

    def _ends_hit(self, at: int) -> bool:
        return any(h.name_end == at for h in self.hits)

    def _key(self, hit: _Hit) -> str:
        return " ".join(f for f in self.folded[hit.name_begin : hit.name_end] if f)

    def sure(self) -> set[str]:
        """Keys of the names that this sentence makes sure are places."""
        return {self._key(h) for h in self.hits if h.strong and h.kind in ("place", "site") and h.known}

    def _accept(self, hit: _Hit, sure: set[str]) -> bool:
        if hit.kind in ("adjective", "organisation", "party") or hit.strong:
            return True
        if self._personal(hit):
            return False
        key = self._key(hit)
        if hit.kind == "site":
            return True
        if hit.name_end - hit.name_begin == 1 and (key in self.words.common or len(key) < 3):
            return False
        top = max(hit.place, key=lambda c: c.population, default=None)
        token = self.doc[hit.name_begin]
        if key in sure:
            return True
        if top is None or (self.parsed and token.pos_ not in ("PROPN", "NOUN", "ADJ", "X")):
            return False
        large = 20_000 if token.ent_type_ != "PERSON" else 200_000
        wide = any(c.feature in ("region", "area", "country", "site", "airport") and c.match == "exact" for c in hit.place)
        return top.population >= large or wide or hit.name_end - hit.name_begin > 1

    def mentions(self, sure: set[str]) -> tuple[PlaceMention, ...]:
        """The accepted mentions with their enclosing ones."""
        kept = [h for h in self.hits if self._accept(h, sure)]
        out: list[PlaceMention] = []
        taken = -1
        for hit in kept:
            begin = max(hit.begin, taken)
            span = self.doc[begin : hit.end]
            start = self.sentence.start + span.start_char
            bare = self.doc[hit.name_begin : hit.name_end].text
            out.append(PlaceMention(span.text, start, start + len(span.text), begin, hit.end, hit.kind, hit.near, (),
                                    bare, hit.division, hit.direction, hit.known, self.sentence.index))  # fmt: skip
            taken = hit.end
        return self._nest(out)

    def _nest(self, found: list[PlaceMention]) -> tuple[PlaceMention, ...]:
        """Tell each mention which of the next ones encloses it: "X, Y", "X in Y", "X (Y)", "Y's X"."""
        out = list(found)
        for i in range(len(out) - 2, -1, -1):
            here, there = out[i], out[i + 1]
            if here.kind not in ("place", "site") or there.kind not in ("place", "party"):
                continue
            between = self.doc[here.token_end : there.token_start].text.strip().lower()
            if between in (",", "in", ", in", "in the", "(", "of", ", the", ", in the", "in the", ", of", "of the"):
                if self._listed(i, out) and between == ",":
                    continue
                out[i] = replace(here, within=((there.start, there.end), *there.within))
            elif between in ("'s", "’s") and there.kind == "place":
                out[i + 1] = replace(there, within=((here.start, here.end), *here.within))
        return tuple(out)

    def _listed(self, i: int, found: list[PlaceMention]) -> bool:
        """"X, Y and Z" lists places: no nesting unless the second is a division."""
        there = found[i + 1]
        if there.division in ("region", "county", "community"):
            return False
        rest = self.doc[there.token_end :]
        if len(rest) and rest[0].text in ("and", "or") and i + 2 < len(found):
            return True
        wide = {c.feature for c in self.gazetteer.lookup(there.name)[:3]} & {"country", "region", "area"}
        return not wide


def _is_surname(token: Any) -> bool:
    """Whether a token could be the other half of a person's name."""
    text = token.text
    return bool(text[0].isupper() and text.replace("-", "").replace("’", "").isalpha() and token.pos_ not in ("ADP", "DET"))


def from_span(text: str, start: int, end: int) -> PlaceMention:
    """The mention of words that are known to name a place, read without a parse."""
    words = text[start:end].split()
    table = _words()
    kind: MentionKind = "adjective" if fold(text[start:end]) in table.adjectives else "place"
    division = table.divisions.get(fold(words[-1]), "") if len(words) > 1 else ""
    if not division and len(words) > 2 and words[1].lower() == "of":
        division = table.divisions.get(fold(words[0]), "")
    return PlaceMention(text[start:end], start, end, -1, -1, kind, name=text[start:end], division=division)
