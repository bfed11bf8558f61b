"""Who did it, where a sentence leaves it to the rest of its report: "they", "the army", a strike without a doer.

The words are the codebook's (`parties.yaml`, `doers.yaml`); extraction reads the sentence (`extract.doers`), this
module the report. Nobody is accused without words: a doer that is carried over has those it comes from as evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from harmledger import codebook
from harmledger.codebook.parties import (
    Hit,
    countries_of,
    forces,
    is_named,
    is_people,
    party,
    relatives,
    scan,
    side,
    state_of,
)
from harmledger.extract.doers import Doer
from harmledger.extract.drafts import Draft
from harmledger.extract.party_mentions import PartyMention, find_parties
from harmledger.extract.sentences import Sentence
from harmledger.records import INFERRED, Evidence, Place
from harmledger.timex.conflicts import Conflict

__all__ = ["Actors", "PartyMention", "find_parties", "party", "relatives", "side"]

_STRIKES = frozenset({"attack", "result"})
_HOSTILE = frozenset({"attack", "control", "siege", "looting", "result", "abduction", "sexual", "harm", "clash"})
_STRIKE_TYPES = frozenset({"explosive_attack", "shelling", "air_strike", "armed_attack", "mine_or_ied"})
_MAJORITY = 0.7  # share of a report's named doers that makes one of them the doer of its other strikes
_BACK = 3  # paragraphs over which "they" points back at a doer
_NEAR = 400  # characters before "they" in which a force is looked for that does nothing there

Found = tuple[str | None, str | None, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class _Named:
    """A doer that the report names: its party and words, its deed's place, and whether that is hostile, a strike."""

    party: str
    words: str
    start: int
    end: int
    paragraph: int
    hostile: bool = False
    strike: bool = False
    place: str | None = None


class Actors:
    """The doers that one report names, for its events that name none."""

    def __init__(
        self,
        text: str,
        drafts: Sequence[Draft],
        places: Mapping[tuple[int, int], Place],
        war: Conflict | None,
        sentences: Sequence[Sentence],
    ):
        self._text, self._war = text, war
        self._places = places
        self._doers = [n for d in drafts if (n := _named(d, self._spot(d))) is not None]
        self._denials = [
            (p, self._spot(d), d.paragraph)
            for d in drafts
            if d.modality == "denied"
            for p in (d.actor, party(d.source.name or ""))
        ]
        lands = Counter(p.country for p in places.values() if p.country)
        self._land = lands.most_common(1)[0][0] if lands else None
        self._hits: list[Hit] | None = None
        self._sentences = sentences
        self._striking = {d.sentence for d in drafts if d.family in _STRIKES}

    def of(self, d: Draft, event_type: str, kind: str, place: Place | None) -> Found:
        """The actor of a draft, the words for it, and the evidence where the words stand in another sentence."""
        if d.actor is not None:
            return (None, None, ()) if self._scenery(d, place) else (d.actor, d.actor_text, ())
        if d.modality == "denied":
            return None, None, ()  # who denies a strike is not blamed for the report's other strikes
        land = place.country if place is not None and place.country else self._land
        if d.doer is not None:
            # a place's country tells whose it is, never who took it
            return self._pointed(d, d.doer, None if d.family == "control" else land, place)
        accused = self._accused(d)
        if accused is not None:
            return accused
        strikes = d.family in _STRIKES and event_type in _STRIKE_TYPES
        return self._others(d, land, place) if strikes and kind != "toll" else (None, None, ())

    def _scenery(self, d: Draft, place: Place | None) -> bool:
        """Whether the actor's words are no doer but the country where it happened: "nine killed in Nigeria attack".

        A country's bare name before a nominal event owns it only where that struck another country ("Israel strikes
        kill nine in Gaza").
        """
        words = next((e for e in d.evidence if e.field == "actor"), None)
        if words is None or words.text not in _country_names():
            return False
        after = re.findall(r"\A\s+([a-z-]+)(?:\s+([a-z-]+))?", self._text[words.end : words.end + 60])
        fired = codebook.load("doers")["firing"]
        if not after or not any(w.removesuffix("s") in fired for w in after[0] if w):
            return False  # "Israel bombed", "strikes by Israel"
        land = place.country if place is not None and place.country else self._land
        return land is None or land in countries_of(d.actor or "")

    def _spot(self, d: Draft) -> str | None:
        """The name of the place that a draft's own sentence gives it."""
        place = self._places.get((d.place.start, d.place.end)) if d.place is not None else None
        return _name_of(place)

    def _accused(self, d: Draft) -> Found | None:
        """Whom the next sentence blames for what this one tells: "The committee blamed the rebels"."""
        after = self._sentences[d.sentence + 1 : d.sentence + 2]
        if d.family not in _STRIKES or not after or after[0].index in self._striking:
            return None
        if after[0].paragraph - d.paragraph > 1:
            return None
        cue = _blaming().search(after[0].text)
        if cue is None or _denied().search(after[0].text):
            return None
        hits = [h for h in scan(after[0].text[cue.end() :]) if h.entry.kind not in ("territory", "relative")]
        if not hits:
            return None
        named = len(hits) > 1 and hits[0].entry.kind == "generic" and hits[1].start - hits[0].end < 2
        hit = hits[1] if named else hits[0]  # "the paramilitary RSF"
        start = after[0].start + cue.end() + hit.start
        words = self._text[start : start + hit.end - hit.start]
        row = Evidence("actor", words, start, start + len(words), "blamed in the next sentence")
        return hit.entry.party or words, words, (row,)

    def _pointed(self, d: Draft, doer: Doer, land: str | None, place: Place | None) -> Found:
        """The party that a pronoun, "the army" or a beaten enemy points at."""
        if doer.known_by == "they" or (doer.known_by == "speaker" and doer.party is None):
            if doer.words.lower() in codebook.load("doers")["one_man"]:
                people = [h for h in self._parties() if h.entry.kind == "person" and h.end <= doer.start]
                return _carried(self._name(people[-1]), doer) if people else (None, None, ())
            before = [n for n in self._doers if n.start < doer.start and d.paragraph - n.paragraph <= _BACK]
            if before and before[-1].paragraph != d.paragraph and len({n.party for n in before}) > 1:
                return None, None, ()  # two who may be meant
            found = before[-1] if before else self._force_before(doer.start)
            return _carried(found, doer) if found else self._others(d, land, place)
        if doer.known_by == "home":
            return self._home(doer, land)
        if doer.known_by == "against" and doer.party is not None:
            return self._enemy(doer, doer.party)
        return None, None, ()

    def _force_before(self, start: int) -> _Named | None:
        """The last force or armed group that is named in the words just before, whatever it does there."""
        near = [h for h in self._parties() if start - _NEAR <= h.start and h.end <= start]
        armed = [h for h in near if self._is_force(h) or not countries_of(h.entry.party)]
        return self._name(armed[-1]) if armed else None

    def _is_force(self, h: Hit) -> bool:
        """Whether the words are a state's or group's forces: "Sudanese army", "Israeli" before "military"."""
        places = codebook.load("doers")["origin"]
        return h.after in places or not {h.after, self._text[h.start : h.end].split()[-1].lower()}.isdisjoint(forces())

    def _name(self, h: Hit) -> _Named:
        words = self._text[h.start : h.end]
        return _Named(h.entry.party or words, words, h.start, h.end, 0)

    def _home(self, doer: Doer, land: str | None) -> Found:
        """The state whose forces "the army" are: the one whose forces the report names, else that of the place."""
        own = self._own_state(land)
        if doer.words.split()[0].lower() in codebook.load("doers")["governing"]:
            return _of_place(own, doer) if own is not None else _unnamed(doer)
        states = [h for h in self._parties() if countries_of(h.entry.party) and self._is_force(h)]
        before = [h for h in states if h.end <= doer.start]
        if before or len({h.entry.party for h in states}) == 1:
            return _carried(self._name((before or states)[-1]), doer)
        if own is None or doer.words.split()[-1].lower() not in codebook.load("doers")["institutions"]:
            return _unnamed(doer)
        return _of_place(own, doer)

    def _own_state(self, land: str | None) -> str | None:
        """The state of a place's country, where the report names it or is about a war there: places can be misread."""
        own = None if land in codebook.load("parties")["no_state"] else state_of(land)
        there = self._war is not None and land in self._war.theatre
        return own if there or any(h.entry.party == own for h in self._parties()) else None

    def _enemy(self, doer: Doer, beaten: str) -> Found:
        """The other side of a war of two: who drove a party out whom nobody is said to have driven out."""
        sided = (h for h in self._parties() if h.entry.kind not in ("generic", "armed"))
        named = [h for h in sided if h.entry.party != beaten and not _kin(h.entry.party, beaten)]
        sides = self._war.parties if self._war is not None else ()
        rivals = [r for r in sides if r != beaten]
        if len(sides) == 2 and len(rivals) == 1:
            found = next((h for h in named if h.entry.party == rivals[0]), None)
        else:
            armed = [h for h in named if self._is_force(h) or not countries_of(h.entry.party)]
            found = armed[0] if len({h.entry.party for h in armed}) == 1 else None
        if found is None:
            return None, None, ()
        return _carried(self._name(found), doer)

    def _others(self, d: Draft, land: str | None, place: Place | None, share: float = _MAJORITY) -> Found:
        """The party that does nearly all strikes that the report tells of, never in its own country.

        Nobody is taken to have done it who denies a strike, or where the report names another doer for the same place.
        """
        known = [n for n in self._doers if is_named(n.party)]  # "a gunman" here is not the gunman there
        named = [n for n in known if n.strike]
        if d.doer is not None:  # "they" did it: whoever does any hostile deed of the report
            named = [n for n in known if n.hostile]
        counts = Counter(n.party for n in named)
        foreign = {p for p in counts if countries_of(p) and land not in countries_of(p)}
        if foreign and land:  # a state's own forces are not taken to strike it where another state does
            counts = Counter({p: n for p, n in counts.items() if land not in countries_of(p)})
        within = (h for h in self._parties() if d.quote.start <= h.start < d.quote.end and self._is_force(h))
        for struck in within:  # "explosions at a Russian air base": forces that only stand in the sentence
            counts.pop(struck.entry.party, None)
        if _mere_explosion(d):
            counts = Counter({p: n for p, n in counts.items() if n > 1})
        elif not counts:
            return self._called(land) if d.family == "attack" else (None, None, ())
        if not counts:
            return None, None, ()
        name, most = max(counts.items(), key=lambda kv: (kv[1], kv[0]))
        if most < share * sum(counts.values()) or name in _names_of(land):
            return None, None, ()
        spot = _name_of(place)
        if spot is not None and any(n.place == spot and n.party != name for n in self._doers):
            return None, None, ()
        own = [n for n in named if n.party == name]
        denied = any(
            p == name and (at == spot if at else paragraph == d.paragraph) for p, at, paragraph in self._denials
        )
        if denied or not self._told_of(d, spot, own):
            return None, None, ()
        nearest = min(own, key=lambda n: (abs(n.start - d.quote.start), n.start))
        by = f"{INFERRED} from the report's other strikes"
        return name, nearest.words, (Evidence("actor", nearest.words, nearest.start, nearest.end, by),)

    def _told_of(self, d: Draft, spot: str | None, own: Sequence[_Named]) -> bool:
        """Whether a draft is a strike, or a result that points back at one or is told of the place of one."""
        if d.family == "attack" or d.doer or d.definite or d.back_reference or d.place is None:
            return True
        return spot is not None and any(n.place == spot for n in own)

    def _called(self, land: str | None) -> Found:
        """The one party whose attacks a report speaks of though it tells of none: "Russia's aggression"."""
        fired = frozenset(codebook.load("doers")["firing"])
        named = [h for h in self._parties() if is_named(h.entry.party) and not is_people(h.entry.party)]
        hits = [h for h in named if {h.after, h.after.removesuffix("s")} & fired]
        if len({h.entry.party for h in hits}) != 1 or land in countries_of(hits[0].entry.party):
            return None, None, ()
        h = hits[0]
        words = self._text[h.start : h.end]
        row = Evidence("actor", words, h.start, h.end, f"{INFERRED} from the attacks that the report speaks of")
        return h.entry.party, words, (row,)

    def _parties(self) -> list[Hit]:
        if self._hits is None:
            kinds = ("noun", "adjective", "person", "generic", "armed")
            self._hits = [h for h in scan(self._text) if h.entry.kind in kinds]
        return self._hits


def _name_of(place: Place | None) -> str | None:
    return (place.name or place.text) if place is not None and place.precision != "country" else None


def _named(d: Draft, place: str | None) -> _Named | None:
    """The doer that a draft's own sentence names, of what is told as fact."""
    if not d.actor or d.modality != "actual" or d.family not in _HOSTILE:
        return None
    words = next((e for e in d.evidence if e.field == "actor"), None)
    strike = d.family in _STRIKES and d.event_type in _STRIKE_TYPES
    return (
        _Named(d.actor, words.text, words.start, words.end, d.paragraph, d.family != "clash", strike, place)
        if words
        else None
    )


def _carried(n: _Named, doer: Doer) -> Found:
    by = f"{INFERRED} from “{doer.words}”, which points back at it"
    own = Evidence("actor", doer.words, doer.start, doer.end, by)
    return n.party, n.words, (own, Evidence("actor", n.words, n.start, n.end, by))


def _of_place(state: str, doer: Doer) -> Found:
    return (
        state,
        doer.words,
        (Evidence("actor", doer.words, doer.start, doer.end, f"{INFERRED} from the place's country"),),
    )


def _unnamed(doer: Doer) -> Found:
    """The text's own name for forces whose state it does not tell."""
    return doer.words.lower(), doer.words, (Evidence("actor", doer.words, doer.start, doer.end),)


def _mere_explosion(d: Draft) -> bool:
    """Whether the words tell of no more than that something blew up or burned: nobody need have done it."""
    if d.definite or d.back_reference:
        return False  # "the blast" is one that was told of before
    data = codebook.load("doers")
    events, harm = tuple(data["bare_events"]), tuple(data["bare_harm"])
    words = [e.text.lower() for e in d.evidence if e.field == "event_type"]
    return all(w.startswith(events + harm) for w in words) and any(w.startswith(events) for w in words)


def _kin(a: str, b: str) -> bool:
    """Whether two parties stand on one side of the coding manual's war."""
    return side(a) == side(b) != "other"


@cache
def _blaming() -> re.Pattern[str]:
    """Verbs of blame in the forms of news, with what stands between them and the accused."""
    verbs = "|".join(codebook.load("doers")["blame_forms"])
    return re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE)


@cache
def _denied() -> re.Pattern[str]:
    """Words with which a sentence takes blame back or shares it out."""
    forms = "|".join(map(re.escape, codebook.load("doers")["blame_denied"]))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)|n[’']t\b", re.IGNORECASE)


@cache
def _names_of(country: str | None) -> frozenset[str]:
    """The names of the country that a place lies in: a party is not taken to strike its own country unsaid."""
    rows = codebook.load("countries")["countries"]
    return frozenset(n for row in rows if row["iso"] == country for n in row["names"])


@cache
def _country_names() -> frozenset[str]:
    """The names of all countries, as a headline writes them."""
    return frozenset(n for row in codebook.load("countries")["countries"] for n in row["names"])
