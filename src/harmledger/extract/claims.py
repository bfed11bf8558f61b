"""From parsed sentences to drafts of claims: event words, what hangs on them, who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.codebook.parties import relatives
from harmledger.extract import choose
from harmledger.extract.arguments import clause_tokens, reach
from harmledger.extract.attribution import attribute, source_at
from harmledger.extract.casualties import read_casualties
from harmledger.extract.drafts import Draft, Extraction
from harmledger.extract.frames import Mentions, find_triggers, lemmas_of, mentions_of, word_class
from harmledger.extract.gate import has_cue
from harmledger.extract.groups import Group, Tree, group
from harmledger.extract.kinds import claim_kind, event_type
from harmledger.extract.modality import VERSION as MODALITY_VERSION
from harmledger.extract.modality import Verdict, modality
from harmledger.extract.munitions import read_munitions
from harmledger.extract.objects import find_objects
from harmledger.extract.party_mentions import find_parties
from harmledger.extract.place_mentions import find_places
from harmledger.extract.sentences import Parsed, Sentence
from harmledger.extract.time_mentions import find_times
from harmledger.records import Casualty, Evidence, Source, Span


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with everything that the readers found in it."""

    sentence: Sentence
    places: tuple[Any, ...]
    times: tuple[Any, ...]
    objects: tuple[Any, ...]
    parties: tuple[Any, ...]
    casualties: tuple[Any, ...]
    attributions: tuple[Any, ...]
    mentions: Mentions
    tree: Tree

    @property
    def doc(self) -> Any:
        """The spaCy parse."""
        return self.sentence.doc

    def tokens(self, start: int, end: int) -> list[int]:
        """Token indices that report offsets cover."""
        a, b = start - self.sentence.start, end - self.sentence.start
        return [t.i for t in self.doc if t.idx < b and t.idx + len(t) > a]

    def head(self, start: int, end: int) -> int:
        """The head token of report offsets."""
        covered = self.tokens(start, end)
        return int(self.doc[covered[0] : covered[-1] + 1].root.i) if covered else 0


def extract(parsed: Parsed, gazetteer: Any) -> Extraction:
    """The claims that one report makes, places and times still as words; every value with its words."""
    sentences = parsed.sentences
    if not any(s.doc.has_annotation("DEP") for s in sentences):
        return Extraction(())  # no sentence of the report holds an event word
    places = find_places(sentences, gazetteer)
    attributions = attribute(sentences)
    times = tuple(find_times(s) for s in sentences)
    meant = relatives(parsed.report.text)
    drafts: list[Draft] = []
    told: tuple[Any, ...] = ()
    for sentence in sentences:
        i = sentence.index
        if not (sentence.doc.has_annotation("DEP") and has_cue(sentence.text)):
            continue
        scene = _scene(sentence, places[i], times[i], attributions[i], meant, told)
        told = scene.casualties
        drafts += _read(scene)
    return Extraction(tuple(drafts), tuple(places), times)


def _scene(
    sentence: Sentence,
    places: Sequence[Any],
    times: Sequence[Any],
    attributions: Sequence[Any],
    meant: dict[str, str],
    told: Sequence[Any],
) -> Scene:
    doc = sentence.doc
    objects = find_objects(sentence)
    parties = find_parties(sentence, meant)
    return Scene(
        sentence,
        tuple(places),
        tuple(times),
        tuple(objects),
        tuple(parties),
        tuple(read_casualties(sentence, told)),
        tuple(attributions),
        mentions_of(doc, places, objects, parties, sentence.start),
        Tree(doc),
    )


def _read(scene: Scene) -> list[Draft]:
    doc = scene.doc
    triggers = find_triggers(scene.sentence, scene.mentions)
    if not triggers:
        return []
    verdicts = [modality(doc[t.token], told_of=t.family in ("attack", "result")) for t in triggers]
    holders = {tuple(w) for p in scene.places for w in p.within}
    heads = [
        choose.head_token(p, doc).i
        for p in scene.places
        if p.kind in ("place", "site") and (p.start, p.end) not in holders
    ]
    sources = [_voice(source_at(scene.attributions, t.start, t.end)) for t in triggers]
    groups = group(triggers, verdicts, sources, scene.tree, heads, doc)
    out: list[Draft] = []
    for g in groups:
        out += _drafts(scene, g, groups)
    return out


def _voice(source: Source) -> tuple[str | None, str]:
    return source.name, source.type


def _drafts(scene: Scene, g: Group, groups: Sequence[Group]) -> list[Draft]:
    doc, main = scene.doc, g.main
    verdict = _verdict(scene, g)
    casualties = _casualties(scene, g, groups)
    weapons = _objects(scene, g, groups, "weapon")
    if main.frame.weapon and main.frame.weapon not in {w for w, _ in weapons}:
        weapons.append((main.frame.weapon, Span(_words(scene, main.start, main.end), main.start, main.end)))
    kind_of_event, typed = event_type(g, [w for w, _ in weapons], casualties, doc)
    targets = _targets(scene, g, groups, kind_of_event, casualties)
    says = frozenset(t for a in scene.attributions for t in scene.tokens(a.cue_start, a.cue_end))
    speech = frozenset(t.i for i in says for c in doc[i].children if c.dep_ == "nsubj" for t in c.subtree)
    places = choose.event_places(g, groups, scene.places, speech, scene.tree, doc)
    time, said = choose.event_time(g, groups, scene.times, says, scene.tree, doc)
    actor = choose.event_actor(g, scene.parties, doc) if main.family not in ("displacement",) else None
    speaker = source_at(scene.attributions, main.start, main.end)
    own = choose.own_forces(g, doc) if actor is None and speaker.side in _parties() else None
    unplaced = not places and time is None
    cumulative = (_cumulative(scene, time) and not _one_strike(g, doc)) or any(
        (c.low or 0) >= (_SUM if unplaced else 2 * _SUM) for c in casualties
    )
    struck = main.family == "attack" and not cumulative
    fired = read_munitions(scene.sentence, [o for o in scene.objects if o.kind == "weapon"]) if struck else None
    evidence = _evidence(scene, g, verdict, targets, weapons, actor)
    evidence += fired.evidence if fired else ()
    made: list[Draft] = []
    if not _substance(g, doc, places, casualties, weapons, targets, time):
        return []
    for place in _split(places, casualties, kind_of_event):
        spread = len(places) > 1
        rows = casualties if not spread or place is None or place == _holder(places) else ()
        country = place is not None and choose.level(place) == "country"
        quote = _quote(scene, g, groups, [place] if place else [], rows, time)
        here = _targets_at(scene, place, places, targets)
        made.append(
            Draft(
                sentence=scene.sentence.index,
                paragraph=scene.sentence.paragraph,
                sentence_kind=scene.sentence.kind,
                kind=claim_kind(g, rows, cumulative=cumulative, country_level=country, placed=place is not None),
                modality=verdict.modality,
                family=main.family,
                event_type=kind_of_event,
                quote=quote,
                evidence=_evidence(scene, g, verdict, here, weapons, actor),
                targets=tuple(dict.fromkeys(v for v, _ in here)),
                weapons=tuple(dict.fromkeys(v for v, _ in weapons)),
                place=place,
                anaphoric_place=place is None and choose.carried_place(g, doc),
                time=time,
                said_time=said,
                tense=_tense(doc[main.token]),
                actor=actor.party if actor else speaker.side if own is not None else None,
                actor_text=_words(scene, actor.start, actor.end) if actor else own.text if own is not None else None,
                casualties=tuple(rows),
                munitions=dict(fired.values) if fired else None,
                source=speaker,
                typed=typed,
                back_reference=_back_reference(g, doc),
                plural=doc[main.token].tag_ in ("NNS", "NNPS"),
                cumulative=cumulative,
            )
        )
    return made


def _substance(
    g: Group,
    doc: Any,
    places: Sequence[Any],
    casualties: Sequence[Casualty],
    weapons: Sequence[Any],
    targets: Sequence[Any],
    time: Any,
) -> bool:
    """Whether there is anything to record: a bare "attacks" or "he died" without place, figure or object is none."""
    exact = [v for v, _ in targets if v not in ("civilians", "military")]
    if g.main.family == "result":
        return bool(casualties or exact)
    if g.main.family == "control":
        return bool(places) or choose.carried_place(g, doc)
    if g.main.frame.kind == "condition":
        return True
    if doc[g.main.token].pos_ in ("NOUN", "PROPN"):
        return bool(places or casualties or weapons or exact or time or choose.carried_place(g, doc))
    return True


def _one_strike(g: Group, doc: Any) -> bool:
    """ "The death toll of the strike on the station rose": one strike's toll, however it is summed up."""
    nouns = (doc[t.token] for t in g.triggers if t.family == "attack")
    return any(n.tag_ == "NN" and not n.lower_.endswith("ing") for n in nouns)


def _parties() -> frozenset[str]:
    return frozenset(codebook.load("vocabulary")["sides"]) - {"other", "none"}


def _holder(places: Sequence[Any]) -> Any:
    """Of several places, the one that a joint toll goes to: a region that holds the others, else the first."""
    return next((p for p in places if choose.level(p) == "region"), places[0] if places else None)


def _split(places: Sequence[Any], casualties: Sequence[Casualty], kind: str) -> list[Any]:
    return list(places) if places else [None]


def _words(scene: Scene, start: int, end: int) -> str:
    return scene.sentence.text[start - scene.sentence.start : end - scene.sentence.start]


def _verdict(scene: Scene, g: Group) -> Verdict:
    verdict = g.verdict
    if verdict.modality == "actual":
        for a in scene.attributions:
            if a.manner == "deny" and a.start <= g.main.start < a.end:
                return Verdict("denied", scene.head(a.cue_start, a.cue_end))
    return verdict


def _casualties(scene: Scene, g: Group, groups: Sequence[Group]) -> tuple[Casualty, ...]:
    out = []
    for mention in scene.casualties:
        if mention.casualty.outcome in ("displaced", "evacuated") and g.main.family != "displacement":
            continue  # "displaced families" under a strike were displaced before it
        cue = mention.cue if mention.cue is not None and mention.cue >= 0 else mention.head
        if _of_weapons(scene, cue):
            continue
        if any(groups[k] is g for k in [_owner(scene, cue, groups)] if k is not None):
            out.append(mention.casualty)
    return tuple(c for c in out if not _vague(c, out))


def _of_weapons(scene: Scene, cue: int) -> bool:
    """ "Shot down nine of the 12 drones" counts no one."""
    objects = (c for c in scene.doc[cue].children if c.dep_ in ("dobj", "nsubjpass"))
    return any(i in scene.mentions.weapon for o in objects for i in reach(o))


def _vague(row: Casualty, rows: Sequence[Casualty]) -> bool:
    """A bare plural beside a figure for the same people, or of people moved, counts nobody."""
    if (row.low, row.high) != (2, None):
        return False
    return row.outcome in ("evacuated", "displaced") or any(r is not row and r.outcome == row.outcome for r in rows)


def _owner(scene: Scene, token: int, groups: Sequence[Group]) -> int | None:
    for k, other in enumerate(groups):
        if token in other.tokens:
            return k
    return scene.tree.nearest(token, groups)


def _objects(scene: Scene, g: Group, groups: Sequence[Group], kind: str) -> list[tuple[str, Span]]:
    out = []
    for o in scene.objects:
        if o.kind != kind or (len(groups) > 1 and groups[scene.tree.nearest(o.head, groups) or 0] is not g):
            continue
        if min(scene.tree.distance(o.head, t) for t in g.tokens) > 9:
            continue
        if kind == "weapon" and _is_struck(scene, g, o.head):
            continue
        if kind == "target" and not _is_hit(scene, g, o.head):
            continue
        out.append((o.value, Span(_words(scene, o.start, o.end), o.start, o.end)))
    return out


def _is_struck(scene: Scene, g: Group, head: int) -> bool:
    """A weapon that is the object of the blow or of a loss is no weapon of the event ("destroyed 30 tanks")."""
    doc = scene.doc
    for t in g.triggers:
        token = doc[t.token]
        if token.pos_ == "VERB" and not any(f in word_class("wielded") for f in lemmas_of(token)):
            direct = [i for i in t.args.object if i not in t.args.subject]
            if any(head in reach(doc[i]) for i in direct):
                return True
    return False


def _is_hit(scene: Scene, g: Group, head: int) -> bool:
    """What an event's words govern as their object or place; not what only stands in an aside."""
    doc = scene.doc
    for t in g.triggers:
        if head == t.token or any(head in reach(doc[i]) for i in (*t.args.object, *t.args.other)):
            return True
        if head in t.args.subject or scene.tree.distance(head, t.token) <= 3.2:
            return True
    return False


def _targets(
    scene: Scene, g: Group, groups: Sequence[Group], kind: str, casualties: Sequence[Casualty]
) -> list[tuple[str, Span]]:
    doers = {i for t in g.triggers for s in t.args.subject for i in (s, *(c.i for c in scene.doc[s].children))}
    spans = {(o.start, o.end): o.head for o in scene.objects if o.kind == "target"}
    found = [(v, s) for v, s in _objects(scene, g, groups, "target") if spans.get((s.start, s.end)) not in doers]
    if kind == "armed_clash":
        found = [(v, s) for v, s in found if v == "military" and g.main.family == "attack"]
    if kind == "territorial_control":
        found = [(v, s) for v, s in found if v not in ("military", "civilians")]
    for row in casualties:
        if row.start is None or row.end is None or row.victims != "objects" or row.of not in _targets_known():
            continue
        read = any(o.kind == "target" and o.start < row.end and row.start < o.end for o in scene.objects)
        if not read and row.of not in {v for v, _ in found}:
            found.append((row.of, Span(row.text, row.start, row.end)))
    return found


def _targets_at(
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


def _cumulative(scene: Scene, time: Any) -> bool:
    if time is not None and getattr(time, "role", "") in ("since",):
        return True
    forms = {form for t in scene.doc for form in lemmas_of(t)}
    return bool(forms & word_class("cumulative")) or bool(_sums_up().search(scene.doc.text))


@cache
def _sums_up() -> re.Pattern[str]:
    """Phrases of a running total, as whole words."""
    phrases = sorted(word_class("cumulative_phrase"), key=lambda p: (-len(p), p))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


_TIES = frozenset({",", ";", ":", "–", "—", "-"})
_SUM = 500  # a figure of this size without a place or a day is a sum over the war, not one event


def _tense(token: Any) -> str:
    aux = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    if "had" in aux:
        return "pluperfect"
    if token.tag_ in ("VBZ", "VBP") or (aux & {"is", "are", "’re", "'re"} and token.tag_ == "VBG"):
        return "present"
    return "past"


def _back_reference(g: Group, doc: Any) -> bool:
    """ "The attack", "these strikes": nothing on it but the article, so it points at an event told before."""
    if len(g.triggers) > 1:
        return False
    token = doc[g.main.token]
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    definite = any(c.lower_ in ("the", "this", "these", "that", "those") for c in token.children if c.dep_ == "det")
    modified = any(c.dep_ in ("compound", "nmod", "poss", "prep", "nummod", "relcl", "acl") for c in token.children)
    return definite and not modified


def _evidence(
    scene: Scene,
    g: Group,
    verdict: Verdict,
    targets: Sequence[tuple[str, Span]],
    weapons: Sequence[tuple[str, Span]],
    actor: Any,
) -> tuple[Evidence, ...]:
    frames = codebook.version("frames")
    rows = [Evidence("event_type", _words(scene, t.start, t.end), t.start, t.end, frames) for t in g.triggers]
    rows += [Evidence(f"targets:{v}", s.text, s.start, s.end, codebook.version("targets")) for v, s in targets]
    rows += [Evidence(f"weapons:{v}", s.text, s.start, s.end, codebook.version("weapons")) for v, s in weapons]
    if actor is not None:
        rows.append(
            Evidence(
                "actor", _words(scene, actor.start, actor.end), actor.start, actor.end, codebook.version("parties")
            )
        )
    if verdict.cue is not None:
        cue = scene.doc[verdict.cue]
        start = scene.sentence.offset(cue)
        rows.append(Evidence("modality", cue.text, start, start + len(cue), MODALITY_VERSION))
    return tuple(rows)


def _quote(
    scene: Scene, g: Group, groups: Sequence[Group], places: Sequence[Any], casualties: Sequence[Casualty], time: Any
) -> Span:
    """The shortest run of words that carries the claim: its clause, stretched over its place, time and figures."""
    doc = scene.doc
    others = frozenset(t for other in groups if other is not g for t in other.tokens)
    stop = frozenset(_clause_head(doc[t], g, doc) for t in others) - frozenset(g.tokens)
    covered = {t.i for trigger in g.triggers for t in clause_tokens(_top(doc[trigger.token], others, doc), stop)}
    lo, hi = _trimmed(doc, min(covered | set(g.tokens)), max(covered | set(g.tokens)))
    start = scene.sentence.offset(doc[lo])
    end = scene.sentence.offset(doc[hi]) + len(doc[hi])
    for item in (*places, *([time] if time is not None else []), *casualties):
        if item.start is not None and scene.sentence.start <= item.start and item.end <= scene.sentence.end:
            start, end = min(start, item.start), max(end, item.end)
    return Span(_words(scene, start, end), start, end)


def _trimmed(doc: Any, lo: int, hi: int) -> tuple[int, int]:
    """Token bounds without the comma, the "and" or the "that" which tie a clause to the rest of its sentence."""
    while lo < hi and (
        doc[lo].pos_ in ("CCONJ", "SPACE")
        or doc[lo].text in _TIES
        or (doc[lo].lower_ == "that" and doc[lo].dep_ == "mark")
    ):
        lo += 1
    while hi > lo and (doc[hi].text in _TIES or doc[hi].pos_ in ("CCONJ", "SPACE")):
        hi -= 1
    return lo, hi


def _clause_head(token: Any, g: Group, doc: Any) -> int:
    """The topmost token over another event's word that does not hold this event."""
    own = set(g.tokens)
    at = token
    while at.head.i != at.i and not (own & {t.i for t in at.head.subtree}):
        at = at.head
    return int(at.i)


def _top(token: Any, others: frozenset[int], doc: Any) -> Any:
    """The head of the clause that a nominal event stands in, unless that clause is another event's or one of speech."""
    at = token
    while at.pos_ not in ("VERB", "AUX") and at.head.i != at.i and at.head.i not in others:
        at = at.head
    return at if at.i not in others else token
