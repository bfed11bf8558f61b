"""Whether a name that the gazetteer knows is a place in its sentence, or a person, a ship, a word or a saint."""

from __future__ import annotations

from typing import Any

from harmledger.extract.place_hit import Hit, among, is_name
from harmledger.extract.place_words import PlaceWords, place_words
from harmledger.extract.taken_towns import is_taken
from harmledger.gazetteer import Gazetteer
from harmledger.gazetteer.names import fold

PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
POSSESSIVE = frozenset({"'s", "’s"})
_ORGANISED = PLACE_ENTITIES | {"ORG", "NORP"}
_LARGEST = frozenset({"country", "region"})
_DASHES = frozenset({"-", "--", "–", "—", ","})


class Judge:
    """One sentence's words, and what they tell of the names in it; `people`: surnames that the report gives in full."""

    def __init__(self, doc: Any, gazetteer: Gazetteer, people: frozenset[str]) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.people = people
        self.words: PlaceWords = place_words()
        self.folded = [fold(t.text) for t in doc]
        self.parsed = bool(doc.has_annotation("DEP"))
        self.starts: set[int] = set()  # tokens where a known name begins, and ends
        self.ends: set[int] = set()

    def before(self, at: int) -> str:
        """The word before, articles skipped."""
        while at > 0 and self.folded[at - 1] == "the":
            at -= 1
        return self.folded[at - 1] if at > 0 else ""

    def joined(self, at: int, end: int) -> str:
        """The folded words of a run of tokens, punctuation left out."""
        return " ".join(f for f in self.folded[at:end] if f)

    def key(self, hit: Hit) -> str:
        """The folded bare name."""
        return self.joined(hit.name_begin, hit.name_end)

    def country_named(self, hit: Hit) -> bool:
        """Whether the name is a country's."""
        return self.key(hit) in self.words.countries

    def strong(self, hit: Hit) -> bool:
        """Whether the sentence itself makes sure that this is a place."""
        if hit.kind != "place":
            return False
        token = self.doc[hit.name_begin]
        before = self.before(hit.begin)
        entity = token.ent_type_ in PLACE_ENTITIES
        if self.country_named(hit) and token.ent_type_ != "PERSON":
            return True
        if self.dateline(hit) or self.abbreviated(hit) or self.townspeople(hit):
            return True
        if self.is_ordinary(hit):
            return entity and before in self.words.tight
        if self.personal(hit):
            return False
        if self.parsed and hit.known and self.local(hit) and is_taken(self.doc[hit.name_end - 1], self.words):
            return True
        theatre = any(c.country in self.words.theatre for c in hit.place)
        return entity or (before in self.words.tight and self.local(hit)) or (before in self.words.locative and theatre)

    def dateline(self, hit: Hit) -> bool:
        """ "KHERSON, Ukraine (AP) —", "AMMAN - ": a known name in capitals that opens a text before a dash or comma."""
        words = self.doc[hit.name_begin : hit.name_end]
        after = self.doc[hit.name_end].text if hit.name_end < len(self.doc) else ""
        capitals = all(t.is_upper for t in words if t.is_alpha) and len(words.text) > 3
        return hit.name_begin == 0 and capitals and after in _DASHES and hit.known

    def abbreviated(self, hit: Hit) -> bool:
        """ "New Haven, Conn.", "R-Ky.": a state's short form with its full stop, after what lies in it."""
        words = self.doc[hit.name_begin : hit.name_end].text
        before = self.doc[hit.name_begin - 1].text if hit.name_begin else ""
        return words.endswith(".") and before in (",", "-", "(") and fold(words) in self.gazetteer.abbreviations

    def townspeople(self, hit: Hit) -> bool:
        """ "a Kherson resident", "Mosul police": people of a known town."""
        following = self.doc[hit.name_end] if hit.name_end < len(self.doc) else None
        if following is None or not following.text.islower() or not hit.known or self.is_ordinary(hit):
            return False
        return among(following, self.words.townspeople) and not self.personal(hit) and self.local(hit)

    def local(self, hit: Hit) -> bool:
        """Whether a place of the name is large enough to be meant unsaid, or lies where a war is fought."""
        return any(c.country in self.words.theatre or c.population >= 1_000 for c in hit.place)

    def is_ordinary(self, hit: Hit) -> bool:
        """Whether a one-word name is an English word too."""
        key = self.folded[hit.name_begin]
        return hit.name_end - hit.name_begin == 1 and (key in self.words.common or key in self.gazetteer.ordinary)

    def personal(self, hit: Hit) -> bool:
        """A one-word name beside a surname, given name or title, a ship's name, or the end of a longer name."""
        if hit.name_end - hit.name_begin > 1:
            return False
        at = hit.name_begin
        token = self.doc[at]
        before, after = (self.doc[at - 1] if at else None), (self.doc[at + 1] if at + 1 < len(self.doc) else None)
        joined = (
            at > 1 and self.doc[at - 1].text == "-" and not self.doc[at - 1].whitespace_ and at - 1 not in self.ends
        )
        if self.folded[at] in self.people or (joined and not self.doc[at - 2].text.isupper()):
            return True  # but "D-Oakland" is the member for Oakland
        if after is not None and self.folded[at + 1] in self.words.titles and token.ent_type_ != "PERSON":
            return False  # "Kherson Mayor"
        if token.ent_type_ in _ORGANISED and any(c.feature in _LARGEST and c.match == "exact" for c in hit.place):
            return False  # "Texas Fire Service"
        if before is not None:
            word = self.folded[at - 1]
            if (word in self.words.titles and before.text[0].isupper()) or word in self.words.vessels:
                return True
        if self._ship(at) or self._tail(at):
            return True
        if token.ent_type_ == "PERSON" and (token.ent_iob_ == "I" or (after is not None and after.ent_iob_ == "I")):
            others = [t for t in (before, after) if t is not None and t.ent_type_ == "PERSON" and t.text[0].isupper()]
            if others:
                return True
        placed = token.ent_type_ in PLACE_ENTITIES
        if after is not None and is_name(after) and at + 1 not in self.starts and after.pos_ not in ("ADP", "DET"):
            kind = self.folded[at + 1] in self.words.divisions or self.folded[at + 1] in self.words.site_heads
            locative = before is not None and self.folded[at - 1] in self.words.locative
            return not kind and not (locative and placed)
        if before is not None and at > 1 and is_name(before) and at not in self.ends:
            return not placed and before.pos_ not in ("ADP", "DET")
        return False

    def _ship(self, at: int) -> bool:
        """ "the Moskva, a cruiser", "the Moskva cruiser": a name that the words after it give to a vessel."""
        after = [w for w in self.folded[at + 1 : at + 5] if w]
        while after and after[0] in self.words.vessel_words:
            after.pop(0)
        return bool(after) and after[0] in self.words.vessels and self.folded[at - 1 : at] == ["the"]

    def _tail(self, at: int) -> bool:
        """ "Sur" of "Agusan del Sur": the last word of a name that a small particle joins."""
        small = at > 1 and self.doc[at - 1].text.islower() and self.folded[at - 1] in self.words.particles
        return small and is_name(self.doc[at - 2]) and at not in self.ends

    def saint(self, hit: Hit) -> bool:
        """ "St. Michael's": a church, school or day."""
        following = self.doc[hit.name_end].text if hit.name_end < len(self.doc) else ""
        return following in POSSESSIVE and self.folded[hit.name_begin] in self.words.saints

    def placed_office(self, hit: Hit) -> bool:
        """Whether an office's or paper's name begins with a place ("Kherson city council"), not with a word."""
        return not self.is_ordinary(hit) and self.doc[hit.name_begin].pos_ != "DET" and self.local(hit)

    def accept(self, hit: Hit, sure: set[str]) -> bool:
        """Whether a name is taken for a place; `sure`: keys that other sentences of the report make sure are places."""
        if hit.kind in ("adjective", "organisation", "party") or hit.strong:
            return True
        if self.is_ordinary(hit) or self.personal(hit) or len(self.key(hit)) < 3 or self.saint(hit):
            return False
        if hit.kind == "site" or self.key(hit) in sure:
            return True
        token = self.doc[hit.name_begin]
        if self.parsed and token.pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
            return False
        exact = [c for c in hit.place if c.match == "exact" or c.country in self.words.theatre]
        large = 200_000 if token.ent_type_ == "PERSON" else 20_000
        wide = any(c.feature in ("region", "area", "country") for c in exact)
        return wide or hit.name_end - hit.name_begin > 1 or any(c.population >= large for c in exact)
