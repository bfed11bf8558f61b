"""Whether there is anything to record about an event word, and whether it tells of a case or of how things are."""

from __future__ import annotations

from typing import Any

from harmledger.extract import choose
from harmledger.extract.frames import word_list
from harmledger.extract.groups import Group
from harmledger.extract.kinds import only_armour
from harmledger.extract.values import Values

_PERSONAL = frozenset({"armed_attack", "sexual_violence", "abduction"})


def has_substance(v: Values, g: Group, doc: Any) -> bool:
    """Whether there is anything to record: a bare "attacks" or "he died" without place, figure or object is none."""
    exact = [t for t, _ in v.targets if t not in ("civilians", "military")]
    if g.main.family == "result":
        alone = len(v.casualties) == 1 and v.casualties[0].text.lower() in word_list("pronouns")
        hit = doc[g.main.token].pos_ == "VERB" and (only_armour(g, doc) or any(t == "military" for t, _ in v.targets))
        hit = hit and (only_armour(g, doc) or bool(v.places or v.time or v.casualties))
        return bool((v.casualties and not (alone and not v.places and v.time is None)) or exact or hit)
    if g.main.family == "control":
        return bool(v.places or exact) or choose.carried_place(g, doc)
    if g.main.family in ("abduction", "sexual") and g.main.args.all:
        return True
    if g.main.frame.kind == "condition" or (g.main.family == "siege" and g.main.args.object):
        return True
    if v.event_type in _PERSONAL and any(doc[t.token].tag_ in ("VBD", "VBN") and t.args.object for t in g.triggers):
        return True  # "they were tortured": such reports name no place for each sentence
    noun = doc[g.main.token].pos_ in ("NOUN", "PROPN") and g.main.family == "attack"
    if noun and len(g.triggers) == 1 and _known(doc[g.main.token]) and not (v.places or v.casualties or exact):
        return False  # "given Saturday's strikes", "the missile attacks": pointed at, not told
    if v.verdict.modality == "denied" and any(t.args.object for t in g.triggers):
        return True  # "denied that it had targeted civilians": whose word it is and what it denies are told
    told = bool(v.places or v.casualties or v.weapons or exact or v.time or choose.carried_place(g, doc))
    return told or any(doc[t.token].pos_ == "VERB" and t.args.subject and t.args.object for t in g.triggers)


def _known(noun: Any) -> bool:
    marks = [c for c in noun.children if c.dep_ in ("det", "poss")]
    return any(c.lower_ in ("the", "this", "that", "these", "those") or c.ent_type_ == "DATE" for c in marks)


def general_remark(v: Values, g: Group, doc: Any, kind: str) -> bool:
    """ "Aid convoys are targeted deliberately": the simple present without place, day or figure tells no case."""
    word = doc[g.main.token]
    if kind != "body":
        return False  # headlines and captions tell what happened in the present tense
    if g.main.family not in ("attack", "result", "looting", "sexual", "abduction") or word.pos_ != "VERB":
        return False
    if v.places or v.time is not None or v.casualties or v.weapons or choose.carried_place(g, doc):
        return False
    present = {c.lower_ for c in word.children if c.dep_ == "auxpass"} & {"is", "are"} and word.tag_ == "VBN"
    plain = word.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in word.children)
    return bool(present or plain)
