"""The text's own words for who did it and who or what was hit, whether or not a list knows them.

A claim's actor is a party of the codebook and its targets are classes; "unidentified gunmen" and "the mayor's house"
are neither. Their words are kept as evidence of the fields `doer` and `struck`, so that a person, or a later list, can
make more of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harmledger.extract.groups import Group
from harmledger.extract.scene import Scene
from harmledger.records import Evidence

VERSION = "role_words/1"
_HOSTILE = frozenset({"attack", "result", "abduction", "looting", "siege"})
_PART = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "poss", "case", "punct", "advmod"})
_MOST = 12  # words: a longer phrase is a parse gone wrong


def role_words(scene: Scene, group: Group) -> tuple[Evidence, ...]:
    """Evidence rows `doer` and `struck` of one event, in text order: nouns with modifiers, without the article."""
    if group.main.family not in _HOSTILE or group.main.frame.kind == "condition":
        return ()
    doers: dict[int, None] = {}
    struck: dict[int, None] = {}
    for trigger in group.triggers:
        if trigger.family in _HOSTILE:
            alone = trigger.family == "result" and not trigger.args.object  # "two men died": they have done nothing
            struck |= dict.fromkeys(trigger.args.subject if alone else trigger.args.object)
            doers |= dict.fromkeys(() if alone else trigger.args.subject)
    unfit = {t.token for t in group.triggers} | scene.mentions.weapon.keys()
    rows = [("doer", h) for h in doers if h not in struck and h not in unfit]
    rows += [("struck", h) for h in struck if h not in unfit]
    found = {(field, *span) for field, h in rows for span in _phrases(scene.doc[h], scene)}
    return tuple(
        Evidence(f, scene.words(s, e), s, e, VERSION) for f, s, e in sorted(found, key=lambda r: (r[1:], r[0]))
    )


def _phrases(head: Any, scene: Scene) -> Iterator[tuple[int, int]]:
    if head.pos_ not in ("NOUN", "PROPN"):
        return
    covered = sorted(_modifiers(head))
    first = head.i
    while first - 1 in covered:
        first -= 1
    while first < head.i and (scene.doc[first].is_punct or scene.doc[first].dep_ == "det"):
        first += 1
    last = scene.doc[max(_owner(head), head.i)]
    if last.i - first <= _MOST:
        yield scene.sentence.offset(scene.doc[first]), scene.sentence.offset(last) + len(last)


def _owner(head: Any) -> int:
    """The last word of what "of" adds right after a noun: "members of the front", "the house of the mayor"."""
    for child in head.children:
        if child.i == head.i + 1 and child.lower_ == "of":
            return max((int(o.i) for o in child.children if o.dep_ == "pobj"), default=int(head.i))
    return int(head.i)


def _modifiers(head: Any) -> set[int]:
    out = {head.i}
    for child in head.children:
        if child.i < head.i and child.dep_ in _PART:
            out |= _modifiers(child) | {t.i for t in child.subtree if t.i < head.i}
    return out
