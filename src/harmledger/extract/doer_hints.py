"""What a sentence points at as the doer where it names none: "they", "the army", whoever fights those who lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from harmledger.codebook.parties import party
from harmledger.extract.doer_parties import PartyReader
from harmledger.extract.doer_words import OWNING, acts, agents_of, home_nouns, is_form, listed, passive, stands_for
from harmledger.extract.frames import Trigger, word_class
from harmledger.extract.groups import Group
from harmledger.extract.party_mentions import PartyMention
from harmledger.records import Source

KnownBy = Literal["name", "they", "home", "against", "speaker", "nobody"]
_OFFICIAL = ("military", "government", "local_authority")


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


class Hints:
    """The doers that one sentence points at, by the parties that it names."""

    def __init__(self, reader: PartyReader) -> None:
        self.reader, self.scene, self.doc = reader, reader.scene, reader.doc

    def made(self, p: PartyMention) -> Doer:
        """A party that the sentence names, as doer."""
        return Doer("name", p.party, self.scene.words(p.start, p.end), p.start, p.end)

    def attacked(self, g: Group) -> Doer | None:
        """ "The army repelled all attacks": the attacks of its enemy."""
        p = self.reader.first(self.doc[i] for i in g.main.args.subject)
        return Doer("against", p.party, self.scene.words(p.start, p.end), p.start, p.end) if p is not None else None

    def disputed(self) -> Doer | None:
        """ "The two sides blamed each other": nobody is singled out."""
        for token in self.doc:
            mutual = token.lower_ == "other" and token.i > 0 and self.doc[token.i - 1].lower_ == "each"
            traded = is_form(token, listed("charges")) and is_form(token.head, listed("trading"))
            if traded or (mutual and any(is_form(a, listed("blaming")) for a in token.ancestors)):
                return self._told("nobody", token)
        return None

    def hint(self, trigger: Trigger, speaker: Source) -> Doer | None:
        """What the subject points at where it names no party: "they", "we", "the army", "a suicide bomber"."""
        token = self.doc[trigger.token]
        for head in self.reader.subjects(trigger):
            if head.lower_ == "it" and trigger.family == "control" and speaker.type in _OFFICIAL:
                return self._told_of_self(head, speaker)
            if head.lower_ == "it" and speaker.name and speaker.name.split()[-1].lower() in home_nouns():
                return self._speaker_is(speaker)  # "the military said it had struck"
            if is_form(head, listed("we")) or (head.lower_ == "it" and speaker.type in ("military", "government")):
                return self._told("speaker", head, stands_for(speaker))
            if head.lower_ in listed("they") and head.pos_ == "PRON":
                return self._pronoun(head, speaker)
            if is_form(head, listed("persons")) and head.i not in self.reader.by_token:
                return self._told("nobody", head)
        for head in (*self.reader.subjects(trigger), *self.reader.instruments(token), token):
            for near in sorted(self._around(head), key=lambda t: t.tag_ != "PRP$"):
                if near.lower_ in listed("we") and near.tag_ == "PRP$":
                    return self._told("speaker", near, stands_for(speaker))
                if near.tag_ == "PRP$" and near.lower_ in listed("they") and self._does(head):
                    own = stands_for(speaker)
                    if trigger.family == "control" and own is None and speaker.type in _OFFICIAL:
                        return self._told_of_self(near, speaker)
                    return self._told("speaker", near, own) if own else self._told("they", near)
                if self._at_home(near) and self._does(head):
                    return self._told("home", near)
        return self._expelled(trigger)

    def _pronoun(self, pronoun: Any, speaker: Source) -> Doer:
        """The last subject before a pronoun in its sentence, else the official who speaks of their own deed."""
        for token in reversed(self.doc[: pronoun.i]):
            if token.dep_ in ("nsubj", "nsubjpass") and not is_form(token.head, listed("telling")):
                found = self.reader.acting(token)
                if found is not None and not is_form(pronoun, listed("one_man")):
                    return self.made(found)
        at = self.scene.sentence.offset(pronoun)
        if speaker.type in _OFFICIAL and speaker.start is not None and self.scene.sentence.start <= speaker.start < at:
            return self._told("speaker", pronoun, stands_for(speaker) if speaker.type == "military" else None)
        return self._told("they", pronoun)

    def _at_home(self, noun: Any) -> bool:
        """Whether a noun names a state's forces without the state; bare "forces" may be anybody's."""
        bare = is_form(noun, listed("bare_forces")) and not any(
            c.dep_ in OWNING and c.i < noun.i for c in noun.children
        )
        return is_form(noun, home_nouns()) and noun.i not in self.reader.by_token and not bare

    def _does(self, head: Any) -> bool:
        return acts(head) or self.reader.fires(head) or head.pos_ not in ("NOUN", "PROPN")

    def _around(self, head: Any) -> Iterator[Any]:
        """A doer's head, the words that own it, and who fired it."""
        yield head
        for child in head.children:
            if child.dep_ in OWNING and child.i < head.i:
                yield child
                yield from (c for c in child.children if c.dep_ in OWNING)
            elif child.dep_ == "prep" and child.lower_ == "of":
                yield from (o for o in child.children if o.dep_ == "pobj")  # "the artillery of the regime"
            elif child.dep_ in ("acl", "relcl"):
                for agent in agents_of(child):
                    yield agent
                    yield from (c for c in agent.children if c.dep_ in OWNING)

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

    def _told_of_self(self, pronoun: Any, speaker: Source) -> Doer:
        """ "The rebel army said it had taken the town": the speaker, by party or else by the words for it."""
        own = stands_for(speaker) or party(speaker.name or "")
        if own is None and (words := self._speaker_is(speaker)) is not None:
            return words
        return self._told("speaker", pronoun, own)

    def _expelled(self, trigger: Trigger) -> Doer | None:
        """ "Rebel forces were driven out of the town": their enemy did it."""
        verb = self.doc[trigger.token]
        if not is_form(verb, listed("expelling")) or not passive(verb):
            return None
        p = self.reader.first(self.doc[i] for i in trigger.args.object)
        return Doer("against", p.party, self.scene.words(p.start, p.end), p.start, p.end) if p else None

    def losing_side(self, g: Group, speaker: Source) -> Doer | None:
        """Who counts the enemy's losses tells what they did: "40 invaders were killed, the general staff said"."""
        beaten = self.beaten_enemy(g)
        if beaten is not None:
            return beaten
        name = stands_for(speaker)
        if speaker.type not in ("military", "government", "local_authority") or name is None:
            return None
        for trigger in g.triggers:
            for i in (*trigger.args.object, *trigger.args.other):
                p = self.reader.within(i)
                armed = (
                    acts(self.doc[i])
                    or is_form(self.doc[i], word_class("armour"))
                    or (p is not None and p.token_start == i)
                )
                if p is not None and p.party != name and armed:
                    return Doer("speaker", name, self.scene.words(p.start, p.end), p.start, p.end)
        return None

    def beaten_enemy(self, g: Group) -> Doer | None:
        """ "160 occupiers were destroyed": who calls them so fights them; so does who downs aircraft."""
        for trigger in g.triggers:
            verb = self.doc[trigger.token]
            downed = verb.pos_ == "VERB" and is_form(verb, listed("downing"))
            if trigger.family not in ("result", "clash") or not (downed or passive(verb) or verb.tag_ == "VBN"):
                continue
            for i in trigger.args.object:
                p = self.reader.within(i)
                if p is not None and (p.form == "relative" or (downed and not self.reader.maker_only(p))):
                    return Doer("against", p.party, self.scene.words(p.start, p.end), p.start, p.end)
        return None

    def _told(self, known_by: KnownBy, token: Any, name: str | None = None) -> Doer:
        first = min(
            (c for c in token.children if c.dep_ == "compound" and c.i < token.i), key=lambda c: c.i, default=token
        )
        start, end = self.scene.sentence.offset(first), self.scene.sentence.offset(token) + len(token)
        return Doer(known_by, name, self.scene.words(start, end), start, end)
