"""Event type and kind of a claim, from its event words, weapons, victims and figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.extract.frames import lemmas_of, word_class
from harmledger.extract.groups import Group
from harmledger.records import Casualty


@cache
def _by_weapon() -> tuple[tuple[str, str], ...]:
    """(weapon, event type) in order of precedence."""
    return tuple((str(w), str(t)) for w, t in codebook.load("frames")["type_of_weapon"])


def event_type(group: Group, weapons: Sequence[str], casualties: Sequence[Casualty], doc: Any) -> tuple[str, bool]:
    """(event type, whether the text names the means): the most specific type that the group's words support."""
    main = group.main
    kind = main.frame.type
    if main.family == "attack":
        if kind == "explosive_attack":
            kind = _by_means(group, weapons, doc) or kind
        elif kind == "shelling" and set(weapons) == {"small_arms"}:
            kind = "armed_attack"
        elif kind == "shelling" and (set(weapons) == {"drone"} or ("missile" in weapons and _aircraft(group, doc))):
            kind = "air_strike"
        if kind in ("explosive_attack", "shelling", "air_strike") and _against_soldiers(group, casualties, doc):
            return "armed_clash", True
        return kind, True
    if main.family == "result":
        return _of_result(group, weapons, casualties, doc)
    return kind, True


def _by_means(group: Group, weapons: Sequence[str], doc: Any) -> str | None:
    if _aircraft(group, doc):
        return "air_strike"
    return next((kind for weapon, kind in _by_weapon() if weapon in weapons), None)


def _aircraft(group: Group, doc: Any) -> bool:
    words = word_class("aircraft")
    for trigger in group.triggers:
        heads = (*trigger.args.subject, *trigger.args.other)
        if any(form in words for i in heads for form in lemmas_of(doc[i])):
            return True
    return False


def _against_soldiers(group: Group, casualties: Sequence[Casualty], doc: Any) -> bool:
    """A strike on armed people or their equipment is fighting; a strike on a base or a ship keeps its means."""
    victims = {c.victims for c in casualties if c.victims != "objects"}
    if victims and victims <= {"combatant"}:
        return not _has_site(group, doc)
    struck = [i for t in group.triggers if t.family == "attack" and not _wields(t, doc) for i in t.args.object]
    forms = {form for i in struck for form in lemmas_of(doc[i])}
    theirs = word_class("armed_people") | word_class("war_material")
    if any(form in word_class("unarmed") for t in doc for form in lemmas_of(t)):
        return False
    return bool(forms & theirs) and not forms & word_class("people_struck")


def _wields(trigger: Any, doc: Any) -> bool:
    """ "Fired artillery": what the verb governs is the weapon."""
    token = doc[trigger.token]
    return token.pos_ == "VERB" and any(form in word_class("wielded") for form in lemmas_of(token))


def _has_site(group: Group, doc: Any) -> bool:
    forms = {form for t in group.triggers for i in t.args.all for form in lemmas_of(doc[i])}
    return bool(forms & word_class("area"))


def _of_result(group: Group, weapons: Sequence[str], casualties: Sequence[Casualty], doc: Any) -> tuple[str, bool]:
    by_weapon = next((kind for weapon, kind in _by_weapon() if weapon in weapons), None)
    if by_weapon is not None:
        return by_weapon, True
    people = {c.victims for c in casualties if c.victims != "objects"}
    if people and people <= {"combatant"}:
        return "armed_clash", True
    if only_armour(group, doc) and not people:
        return "armed_clash", True
    killers = {f for t in group.triggers for i in t.args.subject for f in lemmas_of(doc[i])}
    victims = {f for t in group.triggers for i in t.args.object for f in lemmas_of(doc[i])}
    if people and (killers & word_class("on_foot") or (killers and victims & word_class("captive"))):
        return "armed_attack", True
    if any(t.frame.type == "explosive_attack" for t in group.triggers):
        return "explosive_attack", not people
    return "other", any(t.args.subject and _acts(t, doc) for t in group.triggers)


def only_armour(group: Group, doc: Any) -> bool:
    """ "Destroyed 20 drones": losses of armed forces."""
    heads = [i for t in group.triggers for i in t.args.object]
    return bool(heads) and all(any(f in word_class("armour") for f in lemmas_of(doc[i])) for i in heads)


def _acts(trigger: Any, doc: Any) -> bool:
    """Whether armed people are the grammatical doers: "troops killed three civilians" is `other` by the manual."""
    return any(form in word_class("force") for i in trigger.args.subject for form in lemmas_of(doc[i]))


def claim_kind(group: Group, casualties: Sequence[Casualty], doc: Any, *, cumulative: bool, country_level: bool) -> str:
    """event, toll or condition: a figure over a whole country or a long period is a toll, a state is a condition."""
    if cumulative and counted_cases(group, doc):
        return "toll"
    figures = [c for c in casualties if c.low != 0 or c.high != 0]
    if figures and (cumulative or country_level) and group.main.family not in ("control", "harm"):
        return "toll"
    if group.main.frame.kind == "condition" and not (figures and any(t.family == "result" for t in group.triggers)):
        return "condition"
    return "event"


def counted_cases(g: Group, doc: Any) -> bool:
    """Whether the event words are counted as cases: "77 cases of civilians being executed"."""
    for t in g.triggers:
        token = doc[t.token]
        for at in (token, token.head) if token.dep_ in ("acl", "pcomp") else (token,):
            light = at.head.head if at.dep_ in ("pobj", "pcomp") and at.head.lower_ == "of" else None
            if light is not None and any(f in word_class("cases") for f in lemmas_of(light)):
                return any(c.dep_ == "nummod" for c in light.children)
    return False
