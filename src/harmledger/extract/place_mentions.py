"""Where a report's words name places: the gazetteer first, the parse and its named entities for structure.

A mention knows what its words say of the place ("region", "village of", "near", "eastern") and which mention encloses
it ("Olenivka, Donetsk region"); what place it is, `resolve.places` decides with all mentions of the report in hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from harmledger.codebook.parties import party
from harmledger.extract.place_hit import Hit, among, is_name, surnames
from harmledger.extract.place_judge import PLACE_ENTITIES, POSSESSIVE, Judge
from harmledger.extract.place_nesting import nest
from harmledger.extract.place_record import MentionKind, PlaceMention, from_span
from harmledger.extract.place_runs import at_article, in_body, on_route, run_end, says_after, whole_run
from harmledger.extract.sentences import Sentence
from harmledger.extract.taken_towns import forces_took
from harmledger.gazetteer import Candidate, Gazetteer
from harmledger.gazetteer.names import fold
from harmledger.gazetteer.records import SETTLEMENTS

VERSION = "place_mentions/1"

_LONGEST = 6  # tokens of a name
_WORD = re.compile(r"\w")
_CONTRACTED = re.compile("['’](?:re|ll|ve|m|d)$")  # "We're" is no town
_AFTER_PART = frozenset({"ADP", "CCONJ", "SCONJ", "VERB", "AUX", "ADV", "PRON"})
_SMALL = frozenset({"town", "village"})
_OFFICES = frozenset({"administration", "council"})

__all__ = ["VERSION", "MentionKind", "PlaceMention", "find_places", "from_span"]


def find_places(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[tuple[PlaceMention, ...], ...]:
    """The place mentions of each sentence, in text order; a name that one sentence makes sure of counts in all.

    Kinds: "place" and "site" can be where something happened; "party" is a capital or country that acts or speaks,
    "adjective" a people or its adjective, "organisation" an office or paper named after a place.
    """
    people = frozenset(name for s in sentences for name in surnames(s.doc))
    finders = [_Finder(s, gazetteer, people) for s in sentences]
    missing = frozenset(name for finder in finders for name in finder.missing())
    for finder in finders:
        finder.repeat(missing)
    sure: set[str] = set()
    for finder in finders:
        sure.update(finder.sure())
    return tuple(finder.mentions(sure) for finder in finders)


class _Finder(Judge):
    """Finds the places of one sentence: names, then the words around them, then whether each is a place at all."""

    def __init__(self, sentence: Sentence, gazetteer: Gazetteer, people: frozenset[str]) -> None:
        super().__init__(sentence.doc, gazetteer, people)
        self.sentence = sentence
        self.hits: list[Hit] = []
        at = 0
        while at < len(self.doc):
            hit = self._hit(at)
            if hit is not None:
                self.hits.append(hit)
            at = hit.name_end if hit is not None else at + 1
        self.starts = {h.name_begin for h in self.hits}
        self.ends = {h.name_end for h in self.hits}
        for hit in self.hits:
            if hit.kind != "adjective":
                self._extend(hit)
        self._share_division()
        self._enclosed()
        for hit in self.hits:
            hit.strong = hit.strong or self.strong(hit)
        self._share_list()

    # --- names

    def _hit(self, at: int) -> Hit | None:
        text = self.doc[at].text
        if not (text[0].isupper() or (text[0] in "'’" and len(text) > 2)) or not _WORD.search(text):
            return None
        if at_article(self, at - 2):
            return None  # "Ramouseh" of "Al-Ramouseh"
        for end in range(min(len(self.doc), at + _LONGEST), at, -1):
            if all(self.folded[at:end]) and self.words.is_adjective(self.joined(at, end)):
                lands = end < len(self.doc) and self.folded[end] in self.words.lands and self.doc[end].text.islower()
                return Hit(at, end + lands, at, end, kind="place" if lands else "adjective", strong=lands)
            if not self._one_name(at, end) or (end == at + 1 and self.folded[at] in self.words.directions):
                continue
            span = self.doc[at:end].text
            if not self.gazetteer.knows(span) or (end - at > 1 and fold(span) in self.words.common):
                continue
            division = self.words.divisions.get(self.folded[end - 1], "") if end - at > 1 else ""
            place = self.gazetteer.lookup(span)
            if division and not self._divides(at, end, place):
                continue
            if not division and (whole := whole_run(self, at, end, place)) is not None:
                return whole if whole.strong else self._unknown(at)
            return Hit(at, end, at, end, division=division, strong=bool(division), place=place)
        return self._unknown(at)

    def _divides(self, at: int, end: int, place: Sequence[Candidate]) -> bool:
        """Whether a name's last word makes it a division: not in "The county", "Homeland Department"."""
        if self.doc[at].pos_ in ("DET", "CCONJ", "PRON") and end - at == 2:
            return False
        wide = any(c.feature not in SETTLEMENTS for c in place)
        return wide or self.folded[end - 1] not in self.words.weak_divisions

    def _one_name(self, at: int, end: int) -> bool:
        """Whether a run of tokens can be one name: no punctuation, list or possessive inside, no number of its own."""
        last = self.doc[end - 1].text
        if not _WORD.search(last) or last in POSSESSIVE or (end - at > 1 and last in ("city", "town", "village")):
            return False
        inside = [t.text for t in self.doc[at:end]]
        if any(_CONTRACTED.match(text) for text in inside):
            return False
        kinds = (self.words.common, self.words.settlements, self.words.divisions)
        if end - at == 2 and self.folded[at] == "the" and any(self.folded[at + 1] in k for k in kinds):
            return False  # "The City"
        return end - at == 1 or not (
            {",", ";", ":", "(", ")", "and", "or", "–", "—"} & set(inside)
            or POSSESSIVE & set(inside[:-1])
            or any(t.isdigit() for t in inside)
        )

    def _unknown(self, at: int) -> Hit | None:
        """A capitalised name that the gazetteer lacks, where the words around it say that it is a place."""
        token, end = self.doc[at], run_end(self, at)
        before = self.before(at)
        after = self.folded[end] if end < len(self.doc) else ""
        if self.folded[at] in self.words.common or token.ent_type_ in ("DATE", "TIME", "LANGUAGE", "LAW", "EVENT"):
            return None
        if (token.is_upper and len(token) <= 5) or (end < len(self.doc) and self.doc[end].text in POSSESSIVE):
            return None
        if end < len(self.doc) and (self.doc[end].text[0].isdigit() or after in self.words.weak_divisions):
            return None  # "Highway 30", "Resources Department"
        called = (at >= 2 and before == "of" and self.folded[at - 2] in self.words.settlements) or (
            before in self.words.settlements
            and before != "city"
            and before not in self.words.weak_settlements
            and self.doc[at - 1].text.islower()
        )
        entity = token.ent_type_ in PLACE_ENTITIES and before in self.words.locative
        divided = self.words.divisions.get(after, "community") != "community"
        divided = divided or (after in _SMALL and self.doc[end].text.islower() and token.pos_ == "PROPN")
        inside = before in ("in", "near", "outside", "around") and token.pos_ == "PROPN" and token.ent_iob_ != "I"
        taken = self.parsed and at + 1 == end and forces_took(token, self.words) and party(token.text) is None
        if not (called or before in ("near", "outside") or entity or divided or taken or (inside and self.parsed)):
            return None
        words = self.folded[at:end]
        if any(w in self.words.organisations or w in self.words.bodies or self.words.is_adjective(w) for w in words):
            return None
        return Hit(at, end, at, end, known=False, strong=True, division="settlement" if called else "")

    def _phrase(self, at: int, size: int) -> str:
        words = self.folded[at : at + size] if at >= 0 and at + size <= len(self.doc) else []
        return " ".join(w for w in words if w) if words and words[0] and words[-1] else ""

    # --- the words around a name

    def _extend(self, hit: Hit) -> None:
        if hit.place and hit.place[0].feature in ("site", "airport"):
            hit.kind = "site"
        else:
            self._extend_right(hit)
        self._extend_left(hit)
        if hit.kind in ("place", "site") and not self.is_ordinary(hit) and in_body(self, hit):
            hit.kind, hit.strong = "organisation", False
        if hit.kind == "place" and self._is_party(hit):
            hit.kind = "party"

    def _extend_right(self, hit: Hit) -> None:
        at = hit.end
        for size in (4, 3, 2, 1):
            phrase = self._phrase(at, size)
            if not phrase:
                continue
            capital = self.doc[at].text[0].isupper()
            if phrase in self.words.units or (
                phrase in self.words.organisations and (capital or " " in phrase) and phrase not in self.words.sites
            ):
                hit.kind, hit.end = "organisation", at + size
                return
            if phrase in self.words.divisions and size <= 2:
                hit.division, hit.end, hit.strong = self.words.divisions[phrase], at + size, True
                self._office(hit, hit.end)
                return
            if phrase in self.words.sites and self._is_town(hit) and not self._plural_site(at + size - 1):
                hit.kind, hit.end, hit.strong = "site", at + size, not self.is_ordinary(hit)
                return
        if self._phrase(at, 1) in ("regional", "municipal", "oblast", "state", "provincial") and self._office(hit, at):
            return
        if self._called_after(at) and self._is_town(hit):
            hit.division, hit.end, hit.strong = "settlement", at + 1, True

    def _called_after(self, at: int) -> bool:
        """ "Mosul city of Nineveh province", "X town": not in "the X city of Y", "X village elders"."""
        following = self._phrase(at + 1, 1)
        if self._phrase(at, 1) in _SMALL:
            noun = at + 1 < len(self.doc) and self.doc[at + 1].pos_ in ("NOUN", "PROPN")
            return self.doc[at].text.islower() and following != "of" and not noun
        city = self._phrase(at, 1) == "city" and following not in ("council", "hall")
        return city and (following != "of" or self._divided_next(at + 2))

    def _divided_next(self, at: int) -> bool:
        """ "Mosul city of Nineveh province": whether a division's name stands here, not a town's own."""
        return any(h.name_begin == at and self._phrase(h.name_end, 1) in self.words.divisions for h in self.hits)

    def _is_town(self, hit: Hit) -> bool:
        area = bool(hit.place) and hit.place[0].basis == "region list" and hit.place[0].feature not in SETTLEMENTS
        return not area and any(c.feature in SETTLEMENTS for c in hit.place)

    def _office(self, hit: Hit, at: int) -> bool:
        """ "Kharkiv regional military administration" is an office, not a region."""
        for size in (4, 3, 2, 1):
            if self._phrase(at, size).split(" ")[-1] in _OFFICES:
                hit.kind, hit.end = "organisation", at + size
                return True
        return False

    def _plural_site(self, at: int) -> bool:
        return str(self.doc[at].tag_) in ("NNS", "NNPS") and self.folded[at] not in ("barracks", "works", "steelworks")

    def _extend_left(self, hit: Hit) -> None:
        wide = not hit.place or hit.place[0].feature not in ("city", "village") or bool(hit.division)
        if hit.begin and self.folded[hit.begin - 1] in self.words.directions and (wide or self.country_named(hit)):
            hit.direction, hit.begin = self.folded[hit.begin - 1], hit.begin - 1
        at = hit.begin
        while at and self.folded[at - 1] == "the":
            at -= 1
        before = self.folded[at - 1] if at else ""
        if before == "of" and at >= 2 and not any(h.end == at - 1 and h.division for h in self.hits if h is not hit):
            self._extend_of(hit, at)
        elif before in ("near", "outside", "around") or self._near_phrase(at) or on_route(self, hit):
            hit.near = hit.strong = True
        elif (
            before in self.words.settlements
            and before not in self.words.weak_settlements
            and self.doc[at - 1].text.islower()  # "City Hall", "Village People"
        ):
            hit.division, hit.strong = hit.division or "settlement", True

    def _near_phrase(self, at: int) -> bool:
        return self._phrase(at - 2, 2) in ("close to", "next to", "not far from")

    def _extend_of(self, hit: Hit, at: int) -> None:
        """ "the village of X", "the state of X", "the outskirts of X", "the port of X"."""
        head, pair = self.folded[at - 2], self._phrase(at - 3, 2)
        if hit.kind == "site" or head in self.words.inner:
            hit.strong = hit.strong or not self.is_ordinary(hit)
        elif head == "port" and self._phrase(at - 3, 1) != "city":
            hit.kind, hit.strong, hit.begin = "site", True, at - 2
        elif head in self.words.directions and self.country_named(hit):
            hit.direction, hit.strong, hit.begin = head, True, at - 2  # "the east of Ukraine" is a part of it
        elif head in self.words.near or head in self.words.directions:
            hit.near, hit.strong, hit.begin = True, True, at - 2
        elif head == "capital":
            hit.strong = hit.strong or not self.is_ordinary(hit)  # another town is meant: "the capital of Sudan"
        elif head in self.words.settlements and not self.country_named(hit):  # "cities of Ukraine" are in it
            hit.division, hit.strong, hit.begin = hit.division or "settlement", True, at - 2
        elif head in self.words.divisions or pair in self.words.divisions:
            hit.division = hit.division or self.words.divisions.get(head) or self.words.divisions[pair]
            hit.strong, hit.begin = True, at - 2

    def _is_party(self, hit: Hit) -> bool:
        """Whether a capital or country stands for its government or forces: "Kyiv says", "Moscow's troops"."""
        following = self.doc[hit.end] if hit.end < len(self.doc) else None
        if following is not None and among(following, self.words.forces):
            return not hit.division and not self.is_ordinary(hit)
        if hit.division or hit.direction or not (self.country_named(hit) or self.key(hit) in self.gazetteer.capitals):
            return False
        root = self.doc[hit.name_begin : hit.name_end].root
        if root.dep_ == "pobj" and root.head.lower_ in self.words.locative:
            return False  # "the blast in Kabul killed ten"
        if following is not None and following.text in POSSESSIVE:
            heads = [root.head] if self.parsed and root.dep_ == "poss" else list(self.doc[hit.end + 1 : hit.end + 3])
            return any(among(t, self.words.forces) or among(t, self.words.acts) for t in heads)
        if says_after(self, hit.end):
            return True
        if not self.parsed:
            return False
        root = root.head if root.dep_ == "conj" else root
        if root.dep_ == "nsubj":
            return fold(root.head.lemma_) in self.words.says
        return root.dep_ == "pobj" and root.head.dep_ == "agent" and fold(root.head.head.lemma_) in self.words.says

    def _share_division(self) -> None:
        """ "the Donetsk and Luhansk regions": the word goes for every name of the list."""
        for right, left in pairwise(reversed(self.hits)):
            between = [t.text for t in self.doc[left.end : right.name_begin]]
            joined = bool(between) and set(between) <= {",", "and", "or", "the", "&"} and between[0] != "the"
            plural = self.folded[right.end - 1].endswith("s")
            if right.division and plural and joined and not left.division and left.kind == "place":
                left.division, left.strong = right.division, True

    def _enclosed(self) -> None:
        """ "Zalizne, Toretsk community": a name set before a division is a place."""
        for left, right in pairwise(self.hits):
            between = self.doc[left.end : right.begin].text.strip()
            wide = right.division in ("region", "county", "community") and right.kind == "place"
            if between in (",", ", in", "(", "in") and wide and left.kind == "place" and not self.personal(left):
                left.strong = True
            owned = between in POSSESSIVE and left.kind == right.kind == "place" and bool(left.division)
            right.strong = right.strong or (owned and not self.is_ordinary(right))

    def _share_list(self) -> None:
        """ "Bakhmut, Soledar and Avdiivka": what stands in a list with a place is a place, unknown names among it."""
        links = [(left, right) for left, right in pairwise(self.hits) if self._in_list(left, right)]
        for left, right in (*links, *reversed(links)):
            for sure, other in ((left, right), (right, left)):
                if sure.strong and not other.strong and not self.is_ordinary(other) and not self.personal(other):
                    other.strong = self.local(other)
        for left, right in links:
            if left.strong and right.strong:
                self.hits += [
                    Hit(at, at + 1, at, at + 1, known=False, strong=True)
                    for at in range(left.end + 1, right.begin - 1)
                    if is_name(self.doc[at]) and self.folded[at] not in self.words.common
                ]
        self.hits.sort(key=lambda h: h.name_begin)

    def _in_list(self, left: Hit, right: Hit) -> bool:
        """Whether commas, "and" and at most some one-word names stand between two names."""
        between = self.doc[left.end : right.begin]
        if not len(between) or left.kind != "place" or right.kind != "place":
            return False
        joints = [t.text in (",", "and", "or", ")") for t in between]
        names = [is_name(t) and not t.is_upper for t in between]
        alone = all(joint or (name and joints[i - 1] and joints[i + 1 : i + 2] == [True])
                    for i, (joint, name) in enumerate(zip(joints, names, strict=True)))  # fmt: skip
        return joints[0] and joints[-1] and alone

    def missing(self) -> list[str]:
        """Keys of the one-word names that are places here though the gazetteer lacks them."""
        return [self.key(h) for h in self.hits if not h.known and h.name_end - h.name_begin == 1]

    def repeat(self, missing: frozenset[str]) -> None:
        """Take the names that another sentence found to be places though the gazetteer lacks them."""
        taken = {i for h in self.hits for i in range(h.name_begin, h.name_end)}
        for at, key in enumerate(self.folded):
            if key in missing and at not in taken and is_name(self.doc[at]):
                hit = Hit(at, at + 1, at, at + 1, known=False)
                self._extend(hit)
                hit.strong = not self.personal(hit)
                self.hits.append(hit)
        self.hits.sort(key=lambda h: h.name_begin)

    def sure(self) -> set[str]:
        """Keys of the names that this sentence makes sure are places."""
        return {self.key(h) for h in self.hits if h.strong and h.kind in ("place", "site") and h.known}

    # --- the mentions

    def _parts(self) -> list[Hit]:
        """ "in the east", "on the southern front": a part of the country that the report is about."""
        out = []
        taken = {i for h in self.hits for i in range(h.begin, h.end)}
        for at, word in enumerate(self.folded):
            first = at - 1 if at > 2 and self.doc[at - 1].pos_ == "ADJ" else at  # "the Kurdish southeast"
            if word not in self.words.directions or first < 2 or at in taken or self.folded[first - 1] != "the":
                continue
            after = self.doc[at + 1] if at + 1 < len(self.doc) else None
            wide = after is not None and self.folded[at + 1] in self.words.fronts
            bare = after is None or not (after.text[0].isalnum() or after.text == "-") or after.pos_ in _AFTER_PART
            if self.folded[first - 2] in self.words.locative and (wide or (bare and word in self.words.quarters)):
                out.append(Hit(at, at + 1 + wide, at, at, direction=word, strong=True))
        return out

    def mentions(self, sure: set[str]) -> tuple[PlaceMention, ...]:
        """The accepted mentions with their enclosing ones."""
        out: list[PlaceMention] = []
        taken = 0
        for hit in self._directed():
            if hit.name_begin < taken or not self.accept(hit, sure):
                continue
            begin = max(hit.begin, taken)
            span = self.doc[begin : hit.end]
            start = self.sentence.start + int(span.start_char)
            name = self.doc[hit.name_begin : hit.name_end].text
            known = hit.known and (hit.kind != "organisation" or self.placed_office(hit))
            out.append(PlaceMention(span.text, start, start + len(span.text), begin, hit.end, hit.kind, hit.near, (),
                                    name, hit.division, hit.direction, known, self.sentence.index))  # fmt: skip
            taken = hit.end
        return nest(self.doc, out, self.gazetteer)

    def _directed(self) -> list[Hit]:
        """ "eastern and southern Ukraine": the first direction makes a mention of its own."""
        out: list[Hit] = []
        for hit in self.hits:
            at = hit.begin - 2
            joined = hit.direction and at >= 0 and self.folded[at + 1] in ("and", "or")
            if joined and self.folded[at] in self.words.directions:
                out.append(replace(hit, begin=at, end=at + 1, direction=self.folded[at], strong=True))
            out.append(hit)
        if self.parsed:
            out += self._parts()
        return sorted(out, key=lambda h: (h.name_begin, h.end))
