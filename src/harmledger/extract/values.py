"""What the sentence gives for one event: modality, figures, weapons, type, targets, places, time, doer and speaker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger.extract import choose, choose_time
from harmledger.extract.attribution import source_at
from harmledger.extract.doers import Doer, event_doer
from harmledger.extract.frames import lemmas_of, word_class, word_list
from harmledger.extract.groups import Group
from harmledger.extract.kinds import counted_cases, event_type
from harmledger.extract.modality import Verdict, says_on
from harmledger.extract.munitions import read_munitions
from harmledger.extract.rows import event_casualties, event_objects, event_targets
from harmledger.extract.scene import Scene
from harmledger.records import Casualty, Evidence, Source, Span

_OWN = 4.0  # steps in the parse within which a rate belongs to an event word
_SUM = 500  # a figure of this size without a place or a day is a sum over the war, not one event
_DAYS = frozenset({"date", "weekday", "deixis"})


@dataclass(frozen=True, slots=True)
class Values:
    """The values chosen for one event of a sentence, each still with its words."""

    verdict: Verdict
    event_type: str
    typed: bool  # whether the text names the means
    casualties: tuple[Casualty, ...]
    weapons: tuple[tuple[str, Span], ...]
    targets: tuple[tuple[str, Span], ...]
    places: tuple[Any, ...]
    time: Any | None
    said_time: Any | None
    says: frozenset[int]  # tokens of the words of speech
    doer: Doer | None
    source: Source
    cumulative: bool
    unfinished: bool
    fired: tuple[tuple[Mapping[str, int | None], Evidence], ...]


def values_of(scene: Scene, g: Group, groups: Sequence[Group]) -> Values:
    """The values of one event, chosen among all that the readers found in its sentence."""
    doc, main = scene.doc, g.main
    casualties = event_casualties(scene, g, groups)
    weapons = _weapons(scene, g, groups)
    kind_of_event, typed = event_type(g, [w for w, _ in weapons], casualties, doc)
    says = frozenset(t for a in scene.attributions for t in scene.tokens(a.cue_start, a.cue_end))
    speech = frozenset(t.i for i in says for c in doc[i].children if c.dep_ == "nsubj" for t in c.subtree)
    places = choose.event_places(g, groups, scene.places, speech, scene.tree, doc)
    time, said = choose_time.event_time(g, groups, scene.times, says, scene.tree, doc)
    verdict = _verdict(scene, g)
    speaker = _speaker(scene, g, verdict)
    cumulative = _sums(scene, g, casualties, time, placed=bool(places))
    return Values(
        verdict=verdict,
        event_type=kind_of_event,
        typed=typed,
        casualties=casualties,
        weapons=tuple(weapons),
        targets=tuple(event_targets(scene, g, groups, kind_of_event, casualties)),
        places=tuple(places),
        time=time,
        said_time=said,
        says=says,
        doer=event_doer(scene, g, groups, speaker),
        source=speaker,
        cumulative=cumulative,
        unfinished=cumulative and _unfinished(scene, time),
        fired=tuple(_fired(scene, g, groups)) if main.family == "attack" and not cumulative else (),
    )


def _a_rate(scene: Scene, g: Group) -> bool:
    """ "A hundred soldiers are killed a day": a figure for each day of a time."""
    if not any(t.family == "result" for t in g.triggers):
        return False
    rates = [
        scene.head(t.start, t.end) for t in scene.times if t.role == "rate" or t.text.lower() in word_list("rates")
    ]
    return any(_told_of(scene.doc[r], g) and scene.tree.distance(r, t) <= _OWN for r in rates for t in g.tokens)


def _told_of(rate: Any, g: Group) -> bool:
    """Whether an adjective of rate stands on the event or on a measure: "the weekly market" is how often it is held."""
    if rate.dep_ not in ("amod", "compound", "nmod") or rate.head.pos_ not in ("NOUN", "PROPN"):
        return True
    return rate.head.i in g.tokens or any(form in word_class("measures") for form in lemmas_of(rate.head))


def _weapons(scene: Scene, g: Group, groups: Sequence[Group]) -> list[tuple[str, Span]]:
    main = g.main
    weapons = event_objects(scene, g, groups, "weapon")
    if main.frame.weapon and main.frame.weapon not in {w for w, _ in weapons}:
        weapons.append((main.frame.weapon, Span(scene.words(main.start, main.end), main.start, main.end)))
    return weapons


def _sums(scene: Scene, g: Group, casualties: Sequence[Casualty], time: Any, *, placed: bool) -> bool:
    """Whether a figure is a running total: by its words or by its size."""
    if says_total(scene, time) and not one_strike(g, scene.doc):
        return True
    if g.main.family in ("result", "abduction", "clash", "attack") and (
        _a_rate(scene, g) or counted_cases(g, scene.doc)
    ):
        return True
    if g.main.family == "displacement" and placed and getattr(time, "kind", "") in _DAYS:
        return False  # thousands leave a town in a day
    if g.main.family == "displacement" and _driven(scene.doc[g.main.token]):
        return False
    sure = _SUM if not placed and time is None else 2 * _SUM
    return any(_size(c) >= sure for c in casualties)


def _size(figure: Casualty) -> int:
    """How large a figure is; of the dead and hurt also one with nothing but an upper bound ("up to 10,000")."""
    bounded = figure.low is None and figure.outcome in ("killed", "injured")
    return (figure.high if bounded else figure.low) or 0


def _driven(flight: Any) -> bool:
    """ "Fighting broke out, forcing thousands to flee": the flight of one event."""
    verb = flight.head
    return bool(flight.dep_ == "xcomp" and verb.tag_ == "VBG" and verb.dep_ == "advcl")


def _verdict(scene: Scene, g: Group) -> Verdict:
    verdict = g.verdict
    if verdict.modality == "actual":
        for a in scene.attributions:
            if a.manner == "deny" and a.start <= g.main.start < a.end and not _affirmed(scene, g, a):
                cue = scene.head(a.cue_start, a.cue_end)
                if _denies(scene.doc[cue], scene.doc[g.main.token]):
                    return Verdict("denied", cue)
    return verdict


def _affirmed(scene: Scene, g: Group, denial: Any) -> bool:
    """ "Denied it, saying its troops held the town": what is said after the denial is affirmed."""
    if any(says_on(a) and scene.sentence.offset(a) > denial.cue_start for a in scene.doc[g.main.token].ancestors):
        return True
    own = (a for a in scene.attributions if a.manner == "say" and a.start <= g.main.start < a.end)
    return any(denial.cue_start < a.cue_start < g.main.start for a in own)


def _denies(verb: Any, event: Any) -> bool:
    """Whether a verb of denying denies the event: not "dismissing the denial, she said that they bombed it"."""
    if any(c.dep_ in ("dobj", "pobj") and "denial" in lemmas_of(c) for c in verb.children):
        return False
    within = any(t.i == event.i for t in verb.subtree)
    if any(c.i > verb.i and c.dep_ in ("dobj", "xcomp", "ccomp") for c in verb.children):
        return within and event.i > verb.i  # "a deliberate attack; Moscow denies responsibility"
    return within or verb.dep_ not in ("advcl", "acl", "relcl", "amod")


def _speaker(scene: Scene, g: Group, verdict: Verdict) -> Source:
    """Who says it; who denies it is the subject of the verb of denying, whoever reports that."""
    if verdict.modality == "denied" and verdict.cue is not None:
        for a in scene.attributions:
            if a.manner == "deny" and scene.head(a.cue_start, a.cue_end) == verdict.cue:
                denier: Source = a.source
                return denier
    return source_at(scene.attributions, g.main.start, g.main.end)


def _fired(scene: Scene, g: Group, groups: Sequence[Group]) -> list[tuple[Mapping[str, int | None], Evidence]]:
    """The counts and rates of munitions that stand nearest to this event of the sentence, each with its words."""
    read = read_munitions(scene.sentence, [o for o in scene.objects if o.kind == "weapon"])
    rows = [(read.values[e.field.partition(":")[2]], e) for e in read.evidence] if read else []
    return [(v, e) for v, e in rows if groups[scene.tree.nearest(scene.head(e.start, e.end), groups) or 0] is g]


def one_strike(g: Group, doc: Any) -> bool:
    """ "The death toll of the strike on the station rose": one strike's toll, however it is summed up."""
    nouns = (doc[t.token] for t in g.triggers if t.family == "attack")
    return any(n.tag_ == "NN" and not n.lower_.endswith("ing") for n in nouns)


def says_total(scene: Scene, time: Any) -> bool:
    """Whether words of the sentence sum up: "since", "in the war", "altogether"."""
    if time is not None and getattr(time, "role", "") in ("since",):
        return True
    forms = {form for t in scene.doc for form in lemmas_of(t)}
    return bool(forms & word_class("cumulative")) or bool(_phrases("cumulative_phrase").search(scene.doc.text))


def _unfinished(scene: Scene, time: Any) -> bool:
    """ "97 had been buried so far": nothing but a count still going on, of a war or of the one strike just told."""
    if getattr(time, "role", "") == "since":
        return False
    forms = {form for t in scene.doc for form in lemmas_of(t)}
    said = [m.group().lower() for m in _phrases("cumulative_phrase").finditer(scene.doc.text)]
    return bool(said) and set(said) <= word_class("unfinished_phrase") and not forms & word_class("cumulative")


@cache
def _phrases(name: str) -> re.Pattern[str]:
    """The phrases of a word class, as whole words."""
    phrases = sorted(word_class(name), key=lambda p: (-len(p), p))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)
