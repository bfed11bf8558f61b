"""Who did it, as one sentence tells: the party that acts, is blamed, or owns the weapons.

A party is the doer where it stands as subject or agent of the event word, as owner of a nominal event ("Russian
shelling"), as owner of what struck ("hit with Russian shells", "rockets fired by Hamas"), or where the sentence blames
it. Where the sentence names no party but points at one ("they", "the army", who drove the enemy out), the reading says
so and the rest of the report decides (`resolve.actors`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.codebook.parties import countries_of, forces, is_people, party
from harmledger.extract.arguments import coordinated, phrase
from harmledger.extract.frames import Trigger, lemmas_of, word_class
from harmledger.extract.groups import Group
from harmledger.extract.party_mentions import PartyMention
from harmledger.extract.scene import Scene
from harmledger.records import Source

KnownBy = Literal["name", "they", "home", "against", "speaker", "nobody"]
_OWNING = ("amod", "compound", "poss", "nmod")
_OFFICIAL = ("military", "government", "local_authority")
_DEPTH = 4  # nouns between what struck and its owner: "fragments of a drone of the Russian army"


@dataclass(frozen=True, slots=True)
class Doer:
    """The doer of an event and the words for it (report offsets).

    `known_by`: "name" gives `party`; "they" points back at a doer told before; "home" are a state's own forces without
    the state ("the army"); "against" is whoever fights `party`; "speaker" is the side that speaks; "nobody" a doer who
    is no party ("a suicide bomber"), so that no party is blamed in their stead.
    """

    known_by: KnownBy
    party: str | None
    words: str
    start: int
    end: int


def event_doer(scene: Scene, g: Group, groups: Sequence[Group], speaker: Source) -> Doer | None:
    """The doer of an event, None where the sentence leaves it open; nobody does a displacement."""
    if g.main.family == "displacement":
        return None
    reader = _Reader(scene)
    triggers = [g.main, *(t for t in g.triggers if t is not g.main)]
    if _is(scene.doc[g.main.token], word_class("repelling")):
        found = reader.repelled(g)
        return reader.made(found) if found is not None else reader.attacked(g)
    for trigger in triggers:
        found = reader.of_trigger(trigger)
        if found is not None:
            return reader.made(found)
    if g.main.family == "result" and (cause := reader.cause(groups)) is not None:
        return reader.made(cause)
    if (both := reader.disputed()) is not None:
        return both
    blamed = reader.blamed(g, groups)
    if blamed is not None:
        return reader.made(blamed)
    for trigger in triggers:
        hint = reader.hint(trigger, speaker)
        if hint is not None:
            return hint
    return reader.losing_side(g, speaker)


class _Reader:
    """The parties of one sentence by token, and the ways from an event word to them."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.doc = scene, scene.doc
        known = (p for p in scene.parties if not (p.form == "relative" and p.party == p.party.lower()))
        known = (p for p in known if not (p.form == "adjective" and is_people(p.party)))
        self.by_token: dict[int, PartyMention] = {i: p for p in known for i in range(p.token_start, p.token_end)}

    def made(self, p: PartyMention) -> Doer:
        return Doer("name", p.party, self.scene.words(p.start, p.end), p.start, p.end)

    def of_trigger(self, trigger: Trigger) -> PartyMention | None:
        """The party that a trigger's subject, agent, owner or instrument names."""
        token = self.doc[trigger.token]
        for head in (*self.subjects(trigger), *self.instruments(token)):
            found = self.acting(head)
            if found is not None:
                return found
        for i in range(trigger.token, trigger.last + 1):
            if self.doc[i].pos_ in ("NOUN", "PROPN") or self.doc[i].tag_ == "VBG":
                found = self.owner(self.doc[i]) or self.source_of_fire(self.doc[i])
                if found is not None:
                    return found
        return None

    def subjects(self, trigger: Trigger) -> Iterator[Any]:
        """Heads that do what the trigger tells: not who suffers it, nor who only speaks of it."""
        token = self.doc[trigger.token]
        verbal = token.pos_ in ("VERB", "AUX") and not _gerund_of(token)
        if verbal and _is(token, _words("yielding")):
            yield from (
                o for c in token.children if c.lower_ == "to" for o in c.children if c.dep_ in ("prep", "dative")
            )
        if not (verbal and _suffers(token)):
            carrier = None if verbal else self.carrier(token)
            for i in trigger.args.subject:
                head = self.doc[i]
                if verbal and (head.dep_ == "nsubjpass" or (head.dep_ == "nsubj" and _suffers(head.head))):
                    continue  # shared with a verb whose subject suffers: it suffers both
                speaks_of = not verbal and head.dep_ in ("nsubj", "expl") and head.head.pos_ in ("VERB", "AUX")
                if speaks_of and not (_is(head.head, _words("carrying")) or _is(head.head, _words("claiming"))):
                    continue  # "Russia condemned the attack"
                yield head
            if carrier is not None and _is(carrier, _words("carrying")):
                yield from _agents(carrier)
        elif verbal:
            yield from _agents(token)

    def carrier(self, noun: Any) -> Any | None:
        """The verb over a nominal event: "carried out a strike", "continued their shelling"."""
        at = noun
        for _ in range(3):
            if at.head.pos_ in ("VERB", "AUX"):
                return at.head
            if at.dep_ not in ("conj", "pobj", "prep", "dobj", "appos", "compound", "nmod"):
                return None
            at = at.head
        return None

    def instruments(self, token: Any) -> Iterator[Any]:
        """What did it: "hit with Russian shells", "damaged in artillery fire", "killed by shrapnel"."""
        for child in token.children:
            if child.dep_ not in ("prep", "agent") or child.lower_ not in _words("instrument"):
                continue
            for obj in child.children:
                if obj.dep_ == "pobj":
                    for head in coordinated(obj):
                        origin = child.lower_ == "from" and _is(head, _words("origin"))
                        if self.fires(head) or child.lower_ == "by" or origin:
                            yield head
        if token.dep_ == "conj" and token.head.pos_ == "VERB" and _participle(token.head):
            yield from _agents(token.head)  # "bombs dropped by helicopters levelled a bakery", parsed as one chain

    def fires(self, noun: Any) -> bool:
        """Whether a noun names a weapon, what is fired or the firing."""
        weapon = noun.i in self.scene.mentions.weapon
        return weapon or _is(noun, _words("firing")) or _is(noun, word_class("acts"))

    def acting(self, head: Any, depth: int = 0) -> PartyMention | None:
        """The party that a noun phrase makes the doer: itself, its forces, the owner or firer of its weapon."""
        own = self.by_token.get(head.i)
        if own is not None and own.form == "generic":
            of = (o for c in head.children if c.lower_ in ("of", "from") for o in c.children)
            return self.first(of, depth + 1) or own
        if own is not None:
            return own
        fires = self.fires(head)
        if not fires and not _acts(head) and head.ent_type_ != "ORG":
            return None
        found = self.owner(head, weapon=fires and head.i in self.scene.mentions.weapon)
        if found is not None or depth == _DEPTH:
            return found
        for child in head.children:
            if fires and child.dep_ in ("acl", "relcl") and (agents := list(_agents(child))):
                found = self.first(agents, depth + 1)
            elif child.lower_ in ("of", "from") and child.dep_ == "prep":
                found = self.first(child.children, depth + 1)
            elif child.dep_ in ("compound", "poss") and (self.fires(child) or _acts(child)):
                found = self.acting(child, depth + 1)
            elif child.dep_ == "conj" and fires:
                found = self.owner(child)
            if found is not None:
                return found
        return self.source_of_fire(head) if fires else None

    def first(self, heads: Iterable[Any], depth: int = 0) -> PartyMention | None:
        """The first party that acts among some noun phrases."""
        return next((p for head in heads if (p := self.acting(head, depth)) is not None), None)

    def owner(self, head: Any, *, weapon: bool = False) -> PartyMention | None:
        """The party whose adjective, name or genitive stands before a noun; for a weapon, not merely its maker."""
        for i in range(max(0, head.i - 5), head.i):
            p = self.by_token.get(i)
            if p is None or not _leads_to(self.doc[i], head) or (weapon and self.maker_only(p)):
                continue
            return p
        return None

    def maker_only(self, p: PartyMention) -> bool:
        """ "Iranian drones" in a war of others: a party that fights nowhere in the report made them, no more."""
        return bool(self.scene.fighting) and bool(own := countries_of(p.party)) and own.isdisjoint(self.scene.fighting)

    def source_of_fire(self, noun: Any) -> PartyMention | None:
        """ "Shelling by the RSF", "fire from RSF positions", "rockets of the Houthis"."""
        struck = any(c.lower_ in _words("aimed") for c in noun.children) or _is(noun, _words("own_deeds"))
        for child in noun.children:
            if child.lower_ not in ("by", "from") and not (child.lower_ == "of" and struck):
                continue
            for obj in child.children:
                found = self.acting(obj)
                if found is None and child.lower_ == "from" and _is(obj, _words("origin")):
                    found = self.owner(obj)
                if found is not None:
                    return found
        return None

    def repelled(self, g: Group) -> PartyMention | None:
        """Whose attack was repelled: "enemy assaults", "Russian forces were repulsed"."""
        repelled = [t for t in g.triggers if t.token in g.main.args.object] or [g.main]
        verb = self.doc[g.main.token]
        agents = {a.i for a in _agents(verb)}
        beaten = [i for i in g.main.args.subject if i not in agents] if agents or _passive(verb) else []
        heads = [h for t in repelled for h in (t.token, *t.args.object)] + beaten
        owned = [self.by_token[i] for h in heads for i in sorted(phrase(self.doc[h])) if i in self.by_token]
        if owned:
            return owned[0]
        of = [o for h in heads for c in self.doc[h].children if c.lower_ in ("of", "by", "from") for o in c.children]
        return self.first(of)

    def attacked(self, g: Group) -> Doer | None:
        """ "The army repelled all attacks": the attacks of its enemy."""
        p = self.first(self.doc[i] for i in g.main.args.subject)
        return Doer("against", p.party, self.scene.words(p.start, p.end), p.start, p.end) if p is not None else None

    def blamed(self, g: Group, groups: Sequence[Group]) -> PartyMention | None:
        """The party that the sentence blames or that claims the deed, where it tells of one attack only."""
        if g.main.family not in ("attack", "result", "abduction", "looting", "sexual", "harm"):
            return None
        if sum(1 for x in groups if x.main.family == g.main.family) > 1:
            return None  # which of the deeds is meant, is not said
        for token in self.doc:
            for head in _blamed_by(token):
                found = self.acting(head) or self.by_token.get(head.i)
                if found is not None:
                    return found
        return None

    def disputed(self) -> Doer | None:
        """ "The two sides blamed each other": nobody is singled out."""
        for token in self.doc:
            mutual = token.lower_ == "other" and token.i > 0 and self.doc[token.i - 1].lower_ == "each"
            traded = _is(token, _words("charges")) and _is(token.head, _words("trading"))
            if traded or (mutual and any(_is(a, _words("blaming")) for a in token.ancestors)):
                return self._told("nobody", token)
        return None

    def cause(self, groups: Sequence[Group]) -> PartyMention | None:
        """ "Affected by Russian aggression: 352 died": the one party whose fire the sentence gives as the cause."""
        told = {t.token for g in groups for t in g.triggers}
        owners = []
        for token in self.doc:
            if (
                token.dep_ == "pobj"
                and token.head.lower_ in _words("cause")
                and token.i not in told
                and self.fires(token)
            ):
                owners.append(self.owner(token) or self.source_of_fire(token))
        named = [p for p in owners if p is not None]
        return named[0] if len({p.party for p in named}) == 1 and len(groups) == 1 else None

    def hint(self, trigger: Trigger, speaker: Source) -> Doer | None:
        """What the subject points at where it names no party: "they", "we", "the army", "a suicide bomber"."""
        token = self.doc[trigger.token]
        for head in self.subjects(trigger):
            if head.lower_ == "it" and speaker.name and _is_word(speaker.name.split()[-1], _home()):
                return self._speaker_is(speaker)  # "the military said it had struck"
            if _is(head, _words("we")) or (head.lower_ == "it" and speaker.type in ("military", "government")):
                return self._told("speaker", head, _stands_for(speaker))
            if head.lower_ in _words("they") and head.pos_ == "PRON":
                return self._pronoun(head, speaker)
            if _is(head, _words("persons")) and head.i not in self.by_token:
                return self._told("nobody", head)
        for head in (*self.subjects(trigger), *self.instruments(token), token):
            for near in sorted(self._around(head), key=lambda t: t.tag_ != "PRP$"):
                if near.lower_ in _words("we") and near.tag_ == "PRP$":
                    return self._told("speaker", near, _stands_for(speaker))
                if near.tag_ == "PRP$" and near.lower_ in _words("they") and self._does(head):
                    own = _stands_for(speaker)
                    return self._told("speaker", near, own) if own else self._told("they", near)
                if self._at_home(near) and self._does(head):
                    return self._told("home", near)
        return self._expelled(trigger)

    def _pronoun(self, pronoun: Any, speaker: Source) -> Doer:
        """The last subject before a pronoun in its sentence, else the official who speaks of their own deed."""
        for token in reversed(self.doc[: pronoun.i]):
            if token.dep_ in ("nsubj", "nsubjpass") and not _is(token.head, _words("telling")):
                found = self.acting(token)
                if found is not None and not _is(pronoun, _words("one_man")):
                    return self.made(found)
        at = self.scene.sentence.offset(pronoun)
        if speaker.type in _OFFICIAL and speaker.start is not None and self.scene.sentence.start <= speaker.start < at:
            return self._told("speaker", pronoun, _stands_for(speaker) if speaker.type == "military" else None)
        return self._told("they", pronoun)

    def _at_home(self, noun: Any) -> bool:
        """Whether a noun names a state's forces without the state; bare "forces" may be anybody's."""
        bare = _is(noun, _words("bare_forces")) and not any(c.dep_ in _OWNING and c.i < noun.i for c in noun.children)
        return _is(noun, _home()) and noun.i not in self.by_token and not bare

    def _does(self, head: Any) -> bool:
        return _acts(head) or self.fires(head) or head.pos_ not in ("NOUN", "PROPN")

    def _around(self, head: Any) -> Iterator[Any]:
        """A doer's head, the words that own it, and who fired it."""
        yield head
        for child in head.children:
            if child.dep_ in _OWNING and child.i < head.i:
                yield child
                yield from (c for c in child.children if c.dep_ in _OWNING)
            elif child.dep_ == "prep" and child.lower_ == "of":
                yield from (o for o in child.children if o.dep_ == "pobj")  # "the artillery of the regime"
            elif child.dep_ in ("acl", "relcl"):
                for agent in _agents(child):
                    yield agent
                    yield from (c for c in agent.children if c.dep_ in _OWNING)

    def _speaker_is(self, speaker: Source) -> Doer | None:
        """The speaker's own words as the doer, where they are forces without a state."""
        scene = self.scene
        if (
            speaker.start is None
            or speaker.end is None
            or not scene.sentence.start <= speaker.start < scene.sentence.end
        ):
            return None
        return Doer("home", None, scene.words(speaker.start, speaker.end), speaker.start, speaker.end)

    def _expelled(self, trigger: Trigger) -> Doer | None:
        """ "Rebel forces were driven out of the town": their enemy did it."""
        verb = self.doc[trigger.token]
        if not _is(verb, _words("expelling")) or not _passive(verb):
            return None
        p = self.first(self.doc[i] for i in trigger.args.object)
        return Doer("against", p.party, self.scene.words(p.start, p.end), p.start, p.end) if p else None

    def losing_side(self, g: Group, speaker: Source) -> Doer | None:
        """Who counts the enemy's losses tells what they did: "40 invaders were killed, the general staff said"."""
        beaten = self.beaten_enemy(g)
        if beaten is not None:
            return beaten
        name = _stands_for(speaker)
        if speaker.type not in ("military", "government", "local_authority") or name is None:
            return None
        for trigger in g.triggers:
            for i in (*trigger.args.object, *trigger.args.other):
                p = next((self.by_token[j] for j in sorted(phrase(self.doc[i])) if j in self.by_token), None)
                armed = (
                    _acts(self.doc[i])
                    or _is(self.doc[i], word_class("armour"))
                    or (p is not None and p.token_start == i)
                )
                if p is not None and p.party != name and armed:
                    return Doer("speaker", name, self.scene.words(p.start, p.end), p.start, p.end)
        return None

    def beaten_enemy(self, g: Group) -> Doer | None:
        """ "160 occupiers were destroyed": who calls them so is who fights them."""
        for trigger in g.triggers:
            verb = self.doc[trigger.token]
            if trigger.family not in ("result", "clash") or not (_passive(verb) or verb.tag_ == "VBN"):
                continue
            for i in trigger.args.object:
                p = next((self.by_token[j] for j in sorted(phrase(self.doc[i])) if j in self.by_token), None)
                if p is not None and p.form == "relative":
                    return Doer("against", p.party, self.scene.words(p.start, p.end), p.start, p.end)
        return None

    def _told(self, known_by: KnownBy, token: Any, name: str | None = None) -> Doer:
        first = min(
            (c for c in token.children if c.dep_ == "compound" and c.i < token.i), key=lambda c: c.i, default=token
        )
        start, end = self.scene.sentence.offset(first), self.scene.sentence.offset(token) + len(token)
        return Doer(known_by, name, self.scene.words(start, end), start, end)


def _blamed_by(token: Any) -> Iterator[Any]:
    """The nouns that a word of blame or of claiming points at."""
    if token.pos_ in ("VERB", "AUX") and _is(token, _words("blaming")):
        negated = any(c.dep_ == "neg" for c in token.children)
        objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
        headline = not objects and any(c.lower_ in ("of", "for") for c in token.children)  # "Army accused of shelling"
        if not negated:
            yield from objects or (c for c in token.children if headline and c.dep_ == "nsubj")
    if token.pos_ in ("VERB", "ADJ", "AUX") and _is(token, _words("blamed_on")):
        yield from (o for c in token.children if c.lower_ in ("on", "to") for o in c.children if o.dep_ == "pobj")
    if token.lower_ == "blame" and token.dep_ == "dobj":  # "placed the blame for the deaths on"
        yield from (t for t in token.head.subtree if t.i > token.i and t.dep_ == "pobj" and t.head.lower_ == "on")
    if token.pos_ == "VERB" and _is(token, _words("claiming")):
        said = [c for c in token.children if c.dep_ == "dobj"]
        if any(_is(c, _words("responsibility")) or _is(c, _words("firing")) for c in said):
            yield from _agents(token)
            yield from (c for c in token.children if c.dep_ == "nsubj")
    if _is(token, _words("answering")) and token.head.lemma_ == "be":
        yield from (c for c in token.head.children if c.dep_ == "nsubj")


def _agents(verb: Any) -> Iterator[Any]:
    """The nouns after "by" on a passive verb."""
    for child in verb.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            for obj in child.children:
                if obj.dep_ == "pobj":
                    yield from coordinated(obj)


def _participle(verb: Any) -> bool:
    """A participle that is no passive clause of its own: "bombs dropped by ... levelled"."""
    return not _passive(verb) and any(c.dep_ == "agent" for c in verb.children)


def _suffers(verb: Any) -> bool:
    """Whether a verb's subject suffers: "soldiers died", "the army lost 40 men", not "they burned a village"."""
    if _is(verb, _words("suffering")):
        return True
    return _is(verb, _words("undergoing")) and not any(c.dep_ == "dobj" for c in verb.children)


def _passive(verb: Any) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def _leads_to(token: Any, goal: Any) -> bool:
    """Whether a word modifies a noun, at most two nouns off: "Russian" in "Russian artillery fire"."""
    at = token
    for _ in range(4):
        if at.i == goal.i:
            return True
        if at.dep_ not in (*_OWNING, "conj", "case", "det", "nummod", "punct", "npadvmod", "advmod"):
            return False
        at = at.head
    return bool(at.i == goal.i)


def _gerund_of(token: Any) -> bool:
    """ "Shelling of the town: police ...": a gerund before "of" is a noun, whatever it hangs on."""
    return bool(token.tag_ == "VBG" and any(c.lower_ == "of" and c.i == token.i + 1 for c in token.children))


def _acts(noun: Any) -> bool:
    """Whether a noun names armed people, their equipment or an organ of a state or group."""
    forms = lemmas_of(noun)
    classes = (forces(), _words("organs"), _words("origin"), word_class("force"), word_class("military"))
    return any(f in words for f in forms for words in classes)


def _is(token: Any, words: frozenset[str]) -> bool:
    return any(form in words for form in lemmas_of(token))


def _is_word(word: str, words: frozenset[str]) -> bool:
    return word.lower() in words


def _stands_for(speaker: Source) -> str | None:
    """The party that a speaker speaks for: by name, or by the side of the coding manual where it is a party."""
    if speaker.side in ("none", ""):
        return None
    return party(speaker.name or "") or _side(speaker)


def _side(speaker: Source) -> str | None:
    return speaker.side if speaker.side in frozenset(codebook.load("vocabulary")["sides"]) - {"other", "none"} else None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(codebook.load("doers")[name])


@cache
def _home() -> frozenset[str]:
    """The head nouns of a state's own forces."""
    return frozenset(words.split()[-1] for words in codebook.load("parties")["home"])
