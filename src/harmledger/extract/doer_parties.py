"""The parties that a sentence names, and the ways from an event word to the one that does it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from harmledger.codebook.parties import countries_of, is_people
from harmledger.extract.arguments import coordinated, phrase
from harmledger.extract.doer_words import (
    acts,
    agents_of,
    blamed_by,
    counted_from,
    gerund_of,
    is_form,
    leads_to,
    listed,
    participle,
    passive,
    suffers,
)
from harmledger.extract.frames import Trigger, word_class
from harmledger.extract.groups import Group
from harmledger.extract.party_mentions import PartyMention
from harmledger.extract.scene import Scene
from harmledger.extract.sentences import Sentence

_DEPTH = 4  # nouns between what struck and its owner: "fragments of a drone of the Russian army"

_DATELINE = re.compile(
    r"(?:[A-Z][A-Z'’. -]*[A-Z]|[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*,\s[A-Z][\w'’. ]+)(?:,\s[A-Z][\w'’., ]+)?"
    r"(?:\s\([\w ]+\))?\s[-–—]+\s"
)  # "KUPIANSK, Ukraine - ", "MOSCOW (AP) — "


def _of_the_struck(noun: Any) -> bool:
    """Whether a noun stands before the people who were struck: "missile victims", "drone strike survivors"."""
    at = noun
    for _ in range(3):
        if at.dep_ not in ("compound", "nmod", "amod") or at.head.i < at.i:
            return False
        at = at.head
        if is_form(at, listed("struck")):
            return True
    return False


def _in_dateline(sentence: Sentence, end: int) -> bool:
    """Whether the words that end there (a report offset) stand in the place that opens a report, before a dash."""
    found = _DATELINE.match(sentence.text)
    return found is not None and end - sentence.start <= found.end()


class PartyReader:
    """The parties of one sentence by token, and the ways from an event word to them."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.doc = scene, scene.doc
        known = (p for p in scene.parties if not (p.form == "relative" and p.party == p.party.lower()))
        known = (p for p in known if not (p.form == "adjective" and is_people(p.party)))
        known = (p for p in known if not (countries_of(p.party) and _in_dateline(scene.sentence, p.end)))
        self.by_token: dict[int, PartyMention] = {i: p for p in known for i in range(p.token_start, p.token_end)}

    def within(self, head: int) -> PartyMention | None:
        """The first party named in the phrase of a head (a token number)."""
        return next((self.by_token[i] for i in sorted(phrase(self.doc[head])) if i in self.by_token), None)

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
        verbal = token.pos_ in ("VERB", "AUX") and not gerund_of(token)
        if verbal and is_form(token, listed("yielding")):
            yield from (
                o for c in token.children if c.lower_ == "to" for o in c.children if c.dep_ in ("prep", "dative")
            )
        if not (verbal and suffers(token)):
            carrier = None if verbal else self.carrier(token)
            for i in trigger.args.subject:
                head = self.doc[i]
                if verbal and (head.dep_ == "nsubjpass" or (head.dep_ == "nsubj" and suffers(head.head))):
                    continue  # shared with a verb whose subject suffers: it suffers both
                speaks_of = not verbal and head.dep_ in ("nsubj", "expl") and head.head.pos_ in ("VERB", "AUX")
                if speaks_of and not (is_form(head.head, listed("carrying")) or is_form(head.head, listed("claiming"))):
                    continue  # "Russia condemned the attack"
                yield head
            if carrier is not None and is_form(carrier, listed("carrying")):
                yield from agents_of(carrier)
        elif verbal:
            yield from agents_of(token)

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
            if child.dep_ not in ("prep", "agent") or child.lower_ not in listed("instrument"):
                continue
            for obj in child.children:
                if obj.dep_ == "pobj":
                    for head in coordinated(obj):
                        origin = child.lower_ == "from" and is_form(head, listed("origin"))
                        if self.fires(head) or child.lower_ == "by" or origin:
                            yield head
        if token.dep_ == "conj" and token.head.pos_ == "VERB" and participle(token.head):
            yield from agents_of(token.head)  # "bombs dropped by helicopters levelled a bakery", parsed as one chain

    def fires(self, noun: Any) -> bool:
        """Whether a noun names a weapon, what is fired or the firing."""
        weapon = noun.i in self.scene.mentions.weapon
        return weapon or is_form(noun, listed("firing")) or is_form(noun, word_class("acts"))

    def acting(self, head: Any, depth: int = 0) -> PartyMention | None:
        """The party that a noun phrase makes the doer: itself, its forces, the owner or firer of its weapon."""
        own = self.by_token.get(head.i)
        if own is not None and own.form == "generic":
            of = (o for c in head.children if c.lower_ in ("of", "from") for o in c.children)
            return self.first(of, depth + 1) or own
        if own is not None:
            return own
        fires = self.fires(head)
        if not fires and not acts(head) and head.ent_type_ != "ORG":
            return None
        found = self.owner(head, weapon=fires and head.i in self.scene.mentions.weapon)
        if found is not None or depth == _DEPTH:
            return found
        for child in head.children:
            if fires and child.dep_ in ("acl", "relcl") and (agents := list(agents_of(child))):
                found = self.first(agents, depth + 1)
            elif child.lower_ in ("of", "from") and child.dep_ == "prep":
                found = self.first(child.children, depth + 1)
            elif child.dep_ in ("compound", "poss") and (self.fires(child) or acts(child)):
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
            if p is None or not leads_to(self.doc[i], head) or (weapon and self.maker_only(p)):
                continue
            between = self.doc[p.token_end : head.i]
            if any(is_form(t, listed("responding")) for t in between) or (p.form == "noun" and _of_the_struck(head)):
                continue  # "Norland mourns train station strike victims"
            return p
        return None

    def maker_only(self, p: PartyMention) -> bool:
        """ "Iranian drones" in a war of others: a party that fights nowhere in the report made them, no more."""
        return bool(self.scene.fighting) and bool(own := countries_of(p.party)) and own.isdisjoint(self.scene.fighting)

    def source_of_fire(self, noun: Any) -> PartyMention | None:
        """ "Shelling by the RSF", "fire from RSF positions", "rockets of the Houthis"."""
        struck = any(c.lower_ in listed("aimed") for c in noun.children) or is_form(noun, listed("own_deeds"))
        for child in noun.children:
            if child.lower_ not in ("by", "from") and not (child.lower_ == "of" and struck):
                continue
            for obj in child.children:
                found = self.acting(obj)
                if found is None and child.lower_ == "from" and is_form(obj, listed("origin")):
                    found = self.owner(obj)
                if found is not None:
                    return found
        return None

    def repelled(self, g: Group) -> PartyMention | None:
        """Whose attack was repelled: "enemy assaults", "Russian forces were repulsed"."""
        repelled = [t for t in g.triggers if t.token in g.main.args.object] or [g.main]
        verb = self.doc[g.main.token]
        agents = {a.i for a in agents_of(verb)}
        beaten = [i for i in g.main.args.subject if i not in agents] if agents or passive(verb) else []
        heads = [h for t in repelled for h in (t.token, *t.args.object)] + beaten
        owned = [self.by_token[i] for h in heads for i in sorted(phrase(self.doc[h])) if i in self.by_token]
        if owned:
            return owned[0]
        of = [o for h in heads for c in self.doc[h].children if c.lower_ in ("of", "by", "from") for o in c.children]
        return self.first(of)

    def blamed(self, g: Group, groups: Sequence[Group]) -> PartyMention | None:
        """The party that the sentence blames or that claims the deed, where it tells of one attack only."""
        if g.main.family not in ("attack", "result", "abduction", "looting", "sexual", "harm"):
            return None
        if sum(1 for x in groups if x.main.family == g.main.family) > 1:
            return None  # which of the deeds is meant, is not said
        for token in self.doc:
            for head in blamed_by(token):
                found = self.acting(head) or self.by_token.get(head.i)
                if found is not None:
                    return found
        return None

    def cause(self, groups: Sequence[Group]) -> PartyMention | None:
        """ "Affected by Russian aggression: 352 died": the one party whose fire the sentence gives as the cause."""
        told = {t.token for g in groups for t in g.triggers}
        owners = []
        for token in self.doc:
            given = token.dep_ == "pobj" and token.head.lower_ in listed("cause") and self.fires(token)
            if token.i not in told and (given or counted_from(token)):
                owners.append(self.owner(token) or self.source_of_fire(token))
        named = [p for p in owners if p is not None]
        struck = {
            p.party for g in groups for t in g.triggers for i in t.args.object if (p := self.within(i)) is not None
        }
        if any(p.party in struck for p in named):
            return None  # "20 Israeli soldiers were killed since the Israeli invasion began"
        return named[0] if len({p.party for p in named}) == 1 and len(groups) == 1 else None
