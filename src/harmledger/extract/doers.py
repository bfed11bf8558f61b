"""Who did it, as one sentence tells: the party that acts, is blamed, or owns the weapons.

A party is the doer where it stands as subject or agent of the event word, as owner of a nominal event ("Russian
shelling"), as owner of what struck ("hit with Russian shells", "rockets fired by Hamas"), or where the sentence blames
it. Where the sentence names no party but points at one ("they", "the army", who drove the enemy out), the reading says
so and the rest of the report decides (`resolve.actors`).
"""

from __future__ import annotations

from collections.abc import Sequence

from harmledger.extract.doer_hints import Doer, Hints, KnownBy
from harmledger.extract.doer_parties import PartyReader
from harmledger.extract.doer_words import is_form
from harmledger.extract.frames import word_class
from harmledger.extract.groups import Group
from harmledger.extract.scene import Scene
from harmledger.records import Source

__all__ = ["Doer", "KnownBy", "event_doer"]


def event_doer(scene: Scene, g: Group, groups: Sequence[Group], speaker: Source) -> Doer | None:
    """The doer of an event, None where the sentence leaves it open; nobody does a displacement."""
    if g.main.family == "displacement":
        return None
    reader = PartyReader(scene)
    hints = Hints(reader)
    triggers = [g.main, *(t for t in g.triggers if t is not g.main)]
    if is_form(scene.doc[g.main.token], word_class("repelling")):
        found = reader.repelled(g)
        return hints.made(found) if found is not None else hints.attacked(g)
    if g.main.family == "control" and g.main.args.subject:
        triggers = [g.main]  # "retook the town that the rebels had seized": the winner is the subject of the first
    for trigger in triggers:
        found = reader.of_trigger(trigger)
        if found is not None:
            return hints.made(found)
    if g.main.family == "result" and (cause := reader.cause(groups)) is not None:
        return hints.made(cause)
    if (both := hints.disputed()) is not None:
        return both
    blamed = reader.blamed(g, groups)
    if blamed is not None:
        return hints.made(blamed)
    for trigger in triggers:
        hint = hints.hint(trigger, speaker)
        if hint is not None:
            return hint
    return hints.losing_side(g, speaker)
