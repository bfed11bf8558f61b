"""Which casualties, targets and weapons of a sentence belong to one of its events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.extract import choose
from harmledger.extract.arguments import reach
from harmledger.extract.frames import Trigger, lemmas_of, word_class, word_list
from harmledger.extract.groups import Group
from harmledger.extract.place_features import level
from harmledger.extract.scene import Scene
from harmledger.records import Casualty, Span

_STRIKES = frozenset({"attack", "result", "clash"})
_BOMBARDED = frozenset({"air_strike", "shelling"})
_NAMED_WITHIN = 4  # words between a figure and its own place: "in the town of"


def event_casualties(scene: Scene, g: Group, groups: Sequence[Group]) -> tuple[Casualty, ...]:
    """The casualty rows of an event: those whose cue word is one of its own, or nearest to it."""
    out: list[Any] = []
    for mention in scene.casualties:
        if g.main.family == "siege" and mention.casualty.outcome == "evacuated":
            # Who cannot be brought out of a besieged place is trapped there.
            mention = replace(mention, casualty=replace(mention.casualty, outcome="trapped"))
        if mention.casualty.outcome in ("displaced", "evacuated") and g.main.family != "displacement":
            continue  # "displaced families" under a strike were displaced before it
        cue = mention.cue if mention.cue is not None and mention.cue >= 0 else mention.head
        if g.main.family != "siege" and scene.doc[cue].lemma_.lower() in _besieged():
            continue
        if _of_weapons(scene, cue) or (mention.casualty.outcome == "detained" and _town(scene, mention.head)):
            continue
        if any(groups[k] is g for k in [_owner(scene, cue, groups)] if k is not None):
            out.append(mention)
    return tuple(_classed(scene, m.casualty) for m in out if m.counted or not _doubled(m, out))


def _town(scene: Scene, head: int) -> bool:
    """Whether a name that the tagger takes for a person is a town's: "forces captured Varsk" detains nobody."""
    return scene.doc[head].pos_ == "PROPN" and head in scene.mentions.place


@cache
def _at_places() -> frozenset[str]:
    return frozenset(codebook.load("casualties")["at_places"])


@cache
def _besieged() -> frozenset[str]:
    return frozenset(codebook.load("casualties")["besieged_verbs"])


def _classed(scene: Scene, row: Casualty) -> Casualty:
    """A row of objects with the class that the words for targets give: "blood centre" is more than "centre"."""
    if row.victims != "objects" or row.start is None or row.end is None:
        return row
    heads = scene.tokens(row.start, row.end)
    read = [o for o in scene.objects if o.kind == "target" and o.head in heads and o.value != "civilians"]
    return replace(row, of=read[-1].value) if read else row


def _of_weapons(scene: Scene, cue: int) -> bool:
    """ "Shot down nine of the 12 drones" counts no one."""
    objects = (c for c in scene.doc[cue].children if c.dep_ in ("dobj", "nsubjpass"))
    nouns = (i for o in objects for i in reach(o) if scene.doc[i].pos_ in ("NOUN", "PROPN"))
    return any(i in scene.mentions.weapon for i in nouns)  # "dead" in "shot dead" is no thing shot at


def _doubled(row: Any, rows: Sequence[Any]) -> bool:
    """A bare plural beside a figure for its outcome counts nobody, nor does the second of its class in a list."""
    same = [r for r in rows if r.casualty.outcome == row.casualty.outcome]
    if any(r.counted or r.cue != row.cue for r in same):
        return True
    return next(r for r in same if r.casualty.victims == row.casualty.victims) is not row


def rows_at(scene: Scene, place: Any, places: Sequence[Any], rows: Sequence[Casualty]) -> tuple[Casualty, ...]:
    """Which figures of an event belong to one of its several places; a joint toll goes to the place that holds all."""
    if len(places) < 2 or place is None:
        return tuple(rows)
    heads = [choose.head_token(p, scene.doc) for p in places]
    listed = {heads[0].i, *(t.i for t in heads[0].conjuncts)}
    joint = all(h.i in listed for h in heads)
    held = next((p for p in places if level(p) == "region"), places[0])
    return tuple(row for row in rows if _place_of(scene, row, places, heads, None if not joint else held) is place)


def _place_of(scene: Scene, row: Casualty, places: Sequence[Any], heads: Sequence[Any], held: Any) -> Any:
    """The place right after a figure ("four in Mopti"), else `held`, else the nearest in the sentence's tree."""
    head = scene.head(row.start, row.end) if row.start is not None and row.end is not None else heads[0].i
    for p in places:
        between = scene.words(row.end, p.start).split() if row.end is not None and row.end <= p.start else []
        if between and between[0].lower() in _at_places() and len(between) <= _NAMED_WITHIN:
            return p
    if held is not None:
        return held
    far = [(scene.tree.distance(head, h.i), abs(head - h.i)) for h in heads]
    return places[far.index(min(far))]


def _owner(scene: Scene, token: int, groups: Sequence[Group]) -> int | None:
    for k, other in enumerate(groups):
        if token in other.tokens:
            return k
    return scene.tree.nearest(token, groups)


def event_objects(scene: Scene, g: Group, groups: Sequence[Group], kind: str) -> list[tuple[str, Span]]:
    """The targets or weapons of an event, by `kind`, each with its words."""
    out = []
    for o in scene.objects:
        if o.kind != kind or (len(groups) > 1 and groups[scene.tree.nearest(o.head, groups) or 0] is not g):
            continue
        if min(scene.tree.distance(o.head, t) for t in g.tokens) > 9:
            continue
        if kind == "weapon" and _is_struck(scene, g, o):
            continue
        if kind == "target" and not _is_hit(scene, g, o.head):
            continue
        if kind == "target" and any(_in_name(o, p) for p in scene.places):
            continue
        out.append((o.value, Span(scene.words(o.start, o.end), o.start, o.end)))
    return out


def _in_name(o: Any, p: Any) -> bool:
    """ "Port Sudan" is a town: a word inside a town's name is no target."""
    return bool(p.kind == "place" and p.known and p.name and o.start >= p.start and o.end <= p.end and p.text == p.name)


def _is_struck(scene: Scene, g: Group, weapon: Any) -> bool:
    """A weapon that is the object of the blow or of a loss is no weapon of the event ("destroyed 30 tanks")."""
    doc, head = scene.doc, weapon.head
    if choose.govern(doc[head]) in word_list("means_preps"):
        return False
    for t in g.triggers:
        token = doc[t.token]
        if weapon.value in ("mine", "ied") and any(f in word_class("setting_off") for f in lemmas_of(token)):
            continue  # "their car hit a mine": it is the mine that harms
        wielded = t.family != "clash" and any(f in word_class("wielded") for f in lemmas_of(token))
        if token.pos_ == "VERB" and not wielded:
            direct = [i for i in t.args.object if i not in t.args.subject]
            if any(head in reach(doc[i]) or _inside(doc, head, i, t.token) for i in direct):
                return True
    return False


def _inside(doc: Any, token: int, thing: int, blow: int) -> bool:
    """Whether a token only describes a thing in a clause of its own: "depots that stored rockets"."""
    at = doc[token]
    while at.head.i != at.i and at.i not in (thing, blow):
        if at.dep_ in ("relcl", "acl") and at.head.i == thing and at.i != blow:
            return not any(c.dep_ == "agent" or c.lower_ in ("by", "with", "from") for c in at.children)
        at = at.head
    return False


def _is_hit(scene: Scene, g: Group, head: int) -> bool:
    """What an event's words govern as their object or place; not what only stands in an aside."""
    doc = scene.doc
    prep = choose.govern(doc[head])
    if g.main.family in _STRIKES and prep in word_list("origin_preps"):
        return False  # "shelling from the plant" hits something else
    if _scenery(scene, g, head, prep):
        return False
    for t in g.triggers:
        if head == t.token or any(head in reach(doc[i]) for i in (*t.args.object, *t.args.other)):
            return True
        if head in t.args.subject or scene.tree.distance(head, t.token) <= 3.2 or _aimed_at(scene, t, head, prep):
            return True
    return False


def _scenery(scene: Scene, g: Group, head: int, prep: str) -> bool:
    """Where besieged people hold out, or bodies are found: a place, nothing that was struck."""
    if prep == "of" or prep not in word_list("locative_preps"):
        return False
    found = any(f in word_class("remains") for t in g.triggers for f in lemmas_of(scene.doc[t.token]))
    return (g.main.family == "siege" and g.main.frame.kind == "condition") or (g.main.family == "result" and found)


def _aimed_at(scene: Scene, t: Trigger, head: int, prep: str) -> bool:
    """ "A series of strikes this month on the plant": the preposition hangs on a word above the strikes."""
    if t.family != "attack" or prep not in ("on", "against", "at") or t.args.object or head < t.token:
        return False
    at = scene.doc[head]
    while at.dep_ in ("conj", "appos", "compound", "nmod", "poss"):
        at = at.head
    host = at.head.head
    return bool(scene.doc[t.token].pos_ == "NOUN" and host.i < t.token and host.is_ancestor(scene.doc[t.token]))


def event_targets(
    scene: Scene, g: Group, groups: Sequence[Group], kind: str, casualties: Sequence[Casualty]
) -> list[tuple[str, Span]]:
    """What an event struck or affected: its objects and places, the counted objects of its casualties too."""
    spans = {(o.start, o.end): o.head for o in scene.objects if o.kind == "target"}
    acting = _acting(scene, g) | _speaking(scene, g)
    found = [(v, s) for v, s in event_objects(scene, g, groups, "target") if spans.get((s.start, s.end)) not in acting]
    if g.main.family == "abduction":  # "cases of detention": the deed, no prison
        found = [(v, s) for v, s in found if spans.get((s.start, s.end)) not in g.tokens]
    if kind == "armed_clash":
        found = [("military" if v == "transport" else v, s) for v, s in found]  # vehicles and ships of those who fight
        found = [(v, s) for v, s in found if _counts_in_clash(scene, v, s, g, casualties)]
    if g.main.family == "displacement":
        found = [(v, s) for v, s in found if not any(p.start <= s.start and s.end <= p.end for p in scene.places)]
    if kind == "territorial_control":
        found = [(v, s) for v, s in found if v != "civilians" and _taken(scene, g, v, scene.head(s.start, s.end))]
    for row in casualties:
        if row.start is None or row.end is None or row.victims != "objects" or row.of not in _targets_known():
            continue
        read = any(o.kind == "target" and o.start < row.end and row.start < o.end for o in scene.objects)
        if not read and row.of not in {v for v, _ in found}:
            found.append((row.of, Span(row.text, row.start, row.end)))
    return found


def _acting(scene: Scene, g: Group) -> set[int]:
    """Tokens of who does something in an event, with the words that modify them; not of what suffers it."""
    struck = {i for t in g.triggers for i in t.args.object}
    struck |= {i for t in g.triggers if _suffers(scene, g, t) for i in t.args.subject}
    doers = {i for t in g.triggers for i in t.args.subject} - struck - set(g.tokens)
    return {i for d in doers for i in reach(scene.doc[d])}  # "the bombing of a station killed ten": no doer is named


def _speaking(scene: Scene, g: Group) -> set[int]:
    """Tokens of who makes a statement ("the emergency service said"), unless the blow is named among them."""
    says = {t for a in scene.attributions for t in scene.tokens(a.cue_start, a.cue_end)}
    speech = {t.i for i in says for c in scene.doc[i].children if c.dep_ == "nsubj" for t in c.subtree}
    return speech if speech.isdisjoint(g.tokens) else set()


def _suffers(scene: Scene, g: Group, t: Trigger) -> bool:
    """ "Burned", "caught fire", "came under attack": the subject suffers it."""
    token = scene.doc[t.token]
    mined = any(v in ("mine", "ied") for i in t.args.object for v in scene.mentions.weapon.get(i, ()))
    if mined and any(f in word_class("setting_off") for f in lemmas_of(token)):
        return True
    own = {*range(t.token, t.last + 1), *g.tokens}
    return (
        token.pos_ == "VERB"
        and own.issuperset(t.args.object)
        and any(f in word_class("suffering") for f in lemmas_of(token))
    )


def _counts_in_clash(scene: Scene, value: str, span: Span, g: Group, casualties: Sequence[Casualty]) -> bool:
    """Losses of armed forces leave the targets empty, equipment and positions that were hit do not."""
    if value != "military":
        return value not in ("civilians", "government")
    lost = [c for c in casualties if c.victims == "combatant" and c.outcome != "detained"]
    counted = any(c.start is not None and c.end is not None and c.start < span.end and span.start < c.end for c in lost)
    if counted and not any(t.family == "attack" and t.frame.type in _BOMBARDED for t in g.triggers):
        return False  # but an air strike that kills fighters struck a military target
    return any(_blow(scene, t) and _falls_on(scene, t, scene.head(span.start, span.end)) for t in g.triggers)


def _taken(scene: Scene, g: Group, value: str, head: int) -> bool:
    """ "Captured the base" takes the base; "the port of X" is the town; who only drives others out is not taken."""
    if value != "military":
        towns = {i for p in scene.places if p.kind == "place" for i in range(p.token_start, p.token_end)}
        of = [c for c in scene.doc[head].children if c.lower_ == "of"]
        return not any(o.i in towns for c in of for o in c.children)
    things = {i for t in g.triggers if t.family == "control" for i in t.args.object}
    forms = lemmas_of(scene.doc[head])
    return head in things and not any(f in word_class(c) for f in forms for c in ("armed_people", "people"))


def _blow(scene: Scene, t: Trigger) -> bool:
    """Whether the word is a blow: "hit", "sank", "shot down"; not "fought", "repelled" or "lost"."""
    if any(f in word_class(c) for c in ("losing", "repelling") for f in lemmas_of(scene.doc[t.token])):
        return False
    return t.family in ("attack", "result", "abduction") or "military" in t.frame.needs


def _falls_on(scene: Scene, t: Trigger, head: int) -> bool:
    struck = (*t.args.object, *(() if t.args.object else t.args.subject))
    return any(head in reach(scene.doc[i]) for i in struck) or (t.family == "attack" and t.token != head and not struck)


def targets_at(
    scene: Scene, place: Any, places: Sequence[Any], targets: Sequence[tuple[str, Span]]
) -> list[tuple[str, Span]]:
    """What was hit at one of several places: where objects have places of their own, each goes to its nearest."""
    if len(places) < 2:
        return list(targets)
    heads = [choose.head_token(p, scene.doc) for p in places]
    owners = [o.i if o is not None else -1 for o in map(choose.owner, heads)]
    nouns = {scene.head(s.start, s.end) for _, s in targets}
    if len(set(owners)) < 2 or nouns.isdisjoint(owners):
        return list(targets)

    def nearest(noun: int) -> Any:
        far = [0.0 if o == noun else scene.tree.distance(noun, h.i) for o, h in zip(owners, heads, strict=True)]
        return places[far.index(min(far))]

    return [(v, s) for v, s in targets if nearest(scene.head(s.start, s.end)) is place]


def _targets_known() -> frozenset[str]:
    return frozenset(codebook.load("vocabulary")["targets"])
