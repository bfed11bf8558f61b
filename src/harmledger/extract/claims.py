"""From parsed sentences to drafts of claims: event words, what hangs on them, who says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.codebook.parties import party, relatives
from harmledger.extract import choose
from harmledger.extract.attribution import attribute, source_at
from harmledger.extract.drafts import Draft, Extraction
from harmledger.extract.frames import find_triggers, lemmas_of, word_class, word_list
from harmledger.extract.gate import has_cue
from harmledger.extract.groups import Group, group
from harmledger.extract.kinds import claim_kind, event_type, only_armour
from harmledger.extract.modality import VERSION as MODALITY_VERSION
from harmledger.extract.modality import Verdict, modality
from harmledger.extract.munitions import read_munitions
from harmledger.extract.place_mentions import find_places
from harmledger.extract.quotes import quote
from harmledger.extract.rows import event_casualties, event_objects, event_targets, targets_at
from harmledger.extract.scene import Scene, scene_of
from harmledger.extract.sentences import Parsed
from harmledger.extract.tense import aftermath, definite, habitual, tense_of
from harmledger.extract.time_mentions import find_times
from harmledger.records import Casualty, Evidence, Source, Span


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
        scene = scene_of(sentence, places[i], times[i], attributions[i], meant, told)
        told = scene.casualties
        drafts += _read(scene)
    return Extraction(tuple(drafts), tuple(places), times)


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
    casualties = event_casualties(scene, g, groups)
    weapons = event_objects(scene, g, groups, "weapon")
    if main.frame.weapon and main.frame.weapon not in {w for w, _ in weapons}:
        weapons.append((main.frame.weapon, Span(scene.words(main.start, main.end), main.start, main.end)))
    kind_of_event, typed = event_type(g, [w for w, _ in weapons], casualties, doc)
    targets = event_targets(scene, g, groups, kind_of_event, casualties)
    says = frozenset(t for a in scene.attributions for t in scene.tokens(a.cue_start, a.cue_end))
    speech = frozenset(t.i for i in says for c in doc[i].children if c.dep_ == "nsubj" for t in c.subtree)
    places = choose.event_places(g, groups, scene.places, speech, scene.tree, doc)
    time, said = choose.event_time(g, groups, scene.times, says, scene.tree, doc)
    actor = choose.event_actor(g, scene.parties, doc) if main.family not in ("displacement",) else None
    speaker = source_at(scene.attributions, main.start, main.end)
    own = choose.own_forces(g, doc) if actor is None and speaker.name else None
    side = (speaker.side if speaker.side in _parties() else party(speaker.name or "")) if own is not None else None
    unplaced = not places and time is None
    cumulative = (_cumulative(scene, time) and not _one_strike(g, doc)) or any(
        (c.low or 0) >= (_SUM if unplaced else 2 * _SUM) for c in casualties
    )
    struck = main.family == "attack" and not cumulative
    fired = _fired(scene, g, groups) if struck else ()
    extra = (*(e for _, e in fired), *(_own_words(scene, own) if side else ()))
    made: list[Draft] = []
    if not _substance(g, doc, places, casualties, weapons, targets, time):
        return []
    for place in places or [None]:
        spread = len(places) > 1
        rows = casualties if not spread or place is None or place == _holder(places) else ()
        country = place is not None and choose.level(place) == "country"
        words = quote(scene, g, groups, [place] if place else [], rows, time)
        here = targets_at(scene, place, places, targets)
        made.append(
            Draft(
                sentence=scene.sentence.index,
                paragraph=scene.sentence.paragraph,
                sentence_kind=scene.sentence.kind,
                kind=claim_kind(g, rows, cumulative=cumulative, country_level=country, placed=place is not None),
                modality=verdict.modality,
                family=main.family,
                event_type=kind_of_event,
                quote=words,
                evidence=(*_evidence(scene, g, verdict, here, weapons, actor), *extra),
                targets=tuple(dict.fromkeys(v for v, _ in here)),
                weapons=tuple(dict.fromkeys(v for v, _ in weapons)),
                place=place,
                anaphoric_place=place is None and choose.carried_place(g, doc),
                time=time,
                said_time=said,
                tense=tense_of(doc[main.token], says),
                habitual=habitual(doc[main.token]),
                aftermath=aftermath(doc[main.token]),
                definite=definite(doc[main.token]),
                actor=actor.party if actor else side,
                actor_text=scene.words(actor.start, actor.end)
                if actor
                else own.text
                if own is not None and side
                else None,
                casualties=tuple(rows),
                munitions={e.field.partition(":")[2]: value for value, e in fired} or None,
                source=speaker,
                typed=typed,
                back_reference=_back_reference(g, doc),
                plural=doc[main.token].tag_ in ("NNS", "NNPS"),
                cumulative=cumulative,
            )
        )
    return made


def _fired(scene: Scene, g: Group, groups: Sequence[Group]) -> list[tuple[Mapping[str, int | None], Evidence]]:
    """The counts and rates of munitions that stand nearest to this event of the sentence, each with its words."""
    read = read_munitions(scene.sentence, [o for o in scene.objects if o.kind == "weapon"])
    rows = [(read.values[e.field.partition(":")[2]], e) for e in read.evidence] if read else []
    return [(v, e) for v, e in rows if groups[scene.tree.nearest(scene.head(e.start, e.end), groups) or 0] is g]


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
        alone = len(casualties) == 1 and casualties[0].text.lower() in word_list("pronouns")
        hit = doc[g.main.token].pos_ == "VERB" and (only_armour(g, doc) or any(v == "military" for v, _ in targets))
        return bool((casualties and not (alone and not places and time is None)) or exact or hit)
    if g.main.family == "control":
        return bool(places) or choose.carried_place(g, doc)
    if g.main.frame.kind == "condition":
        return True
    told = bool(places or casualties or weapons or exact or time or choose.carried_place(g, doc))
    return told or any(doc[t.token].pos_ == "VERB" and t.args.subject and t.args.object for t in g.triggers)


def _own_words(scene: Scene, pronoun: Any) -> tuple[Evidence, ...]:
    """The pronoun by which a speaker names their own side as the doer."""
    start = scene.sentence.offset(pronoun)
    return (Evidence("actor", pronoun.text, start, start + len(pronoun), codebook.version("parties")),)


def _one_strike(g: Group, doc: Any) -> bool:
    """ "The death toll of the strike on the station rose": one strike's toll, however it is summed up."""
    nouns = (doc[t.token] for t in g.triggers if t.family == "attack")
    return any(n.tag_ == "NN" and not n.lower_.endswith("ing") for n in nouns)


def _parties() -> frozenset[str]:
    return frozenset(codebook.load("vocabulary")["sides"]) - {"other", "none"}


def _holder(places: Sequence[Any]) -> Any:
    """Of several places, the one that a joint toll goes to: a region that holds the others, else the first."""
    return next((p for p in places if choose.level(p) == "region"), places[0] if places else None)


def _verdict(scene: Scene, g: Group) -> Verdict:
    verdict = g.verdict
    if verdict.modality == "actual":
        for a in scene.attributions:
            if a.manner == "deny" and a.start <= g.main.start < a.end:
                return Verdict("denied", scene.head(a.cue_start, a.cue_end))
    return verdict


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


_SUM = 500  # a figure of this size without a place or a day is a sum over the war, not one event


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
    rows = [Evidence("event_type", scene.words(t.start, t.end), t.start, t.end, frames) for t in g.triggers]
    rows += [Evidence(f"targets:{v}", s.text, s.start, s.end, codebook.version("targets")) for v, s in targets]
    rows += [Evidence(f"weapons:{v}", s.text, s.start, s.end, codebook.version("weapons")) for v, s in weapons]
    if actor is not None:
        rows.append(
            Evidence("actor", scene.words(actor.start, actor.end), actor.start, actor.end, codebook.version("parties"))
        )
    if verdict.cue is not None:
        cue = scene.doc[verdict.cue]
        start = scene.sentence.offset(cue)
        rows.append(Evidence("modality", cue.text, start, start + len(cue), MODALITY_VERSION))
    return tuple(rows)
