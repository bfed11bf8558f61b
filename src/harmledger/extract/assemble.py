"""From the values chosen for an event to its drafts: one claim a place, with quote and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from harmledger import codebook
from harmledger.extract import choose
from harmledger.extract.doers import Doer
from harmledger.extract.drafts import Draft
from harmledger.extract.frames import word_class
from harmledger.extract.groups import Group
from harmledger.extract.kinds import claim_kind
from harmledger.extract.modality import VERSION as MODALITY_VERSION
from harmledger.extract.place_features import level
from harmledger.extract.quotes import quote
from harmledger.extract.role_words import role_words
from harmledger.extract.rows import rows_at, targets_at
from harmledger.extract.scene import Scene
from harmledger.extract.tense import aftermath, definite, habitual, tense_of
from harmledger.extract.values import Values, one_strike, says_total
from harmledger.records import Evidence, Span

_MANY = 100  # killed or hurt in a country, no strike named: more are a sum of days and places


def drafts_of(scene: Scene, g: Group, groups: Sequence[Group], v: Values) -> list[Draft]:
    """The drafts of one event: one for each of its places, one without where it has none."""
    return [_draft(scene, g, groups, v, place) for place in v.places or (None,)]


def _draft(scene: Scene, g: Group, groups: Sequence[Group], v: Values, place: Any | None) -> Draft:
    word, sentence = scene.doc[g.main.token], scene.sentence
    named = v.doer if v.doer is not None and v.doer.known_by in ("name", "speaker") and v.doer.party else None
    rows = rows_at(scene, place, v.places, v.casualties)
    country = place is not None and level(place) == "country" and not _one_event(scene, g, v)
    targets = targets_at(scene, place, v.places, v.targets)
    return Draft(
        sentence=sentence.index,
        paragraph=sentence.paragraph,
        sentence_kind=sentence.kind,
        kind=claim_kind(g, rows, scene.doc, cumulative=v.cumulative, country_level=country),
        modality=v.verdict.modality,
        family=g.main.family,
        event_type=v.event_type,
        quote=quote(scene, g, groups, [place] if place else [], rows, v.time),
        evidence=_evidence(scene, g, v, targets, named),
        targets=tuple(dict.fromkeys(t for t, _ in targets)),
        weapons=tuple(dict.fromkeys(w for w, _ in v.weapons)),
        place=place,
        anaphoric_place=place is None and choose.carried_place(g, scene.doc),
        time=v.time,
        said_time=v.said_time,
        tense=tense_of(word, v.says),
        habitual=habitual(word),
        aftermath=aftermath(word),
        definite=definite(word),
        actor=named.party if named else None,
        actor_text=named.words if named else None,
        doer=v.doer,
        casualties=tuple(rows),
        munitions={e.field.partition(":")[2]: value for value, e in v.fired} or None,
        source=v.source,
        typed=v.typed,
        back_reference=_back_reference(g, scene.doc),
        plural=word.tag_ in ("NNS", "NNPS"),
        cumulative=v.cumulative,
        unfinished=v.unfinished,
        single=_one_event(scene, g, v),
    )


def _one_event(scene: Scene, g: Group, v: Values) -> bool:
    """Whether a country is where one thing happened and not what was summed up.

    One strike is named ("an air strike killed 20 in Myanmar"), or it is a headline, which names the country to readers
    abroad ("Nine killed in Mali"): unless attacks in the plural or words such as "across" spread it over the country.
    """
    if v.cumulative or says_total(scene, v.time) or any(t.lower_ in word_class("spread") for t in scene.doc):
        return False
    attacks = [scene.doc[t.token] for t in g.triggers if t.family == "attack"]
    if any(t.tag_ in ("NNS", "NNPS") or t.lower_.endswith("ing") for t in attacks):
        return False
    few = all((c.low or 0) < _MANY for c in v.casualties)
    return one_strike(g, scene.doc) or (scene.sentence.kind == "title" and few)


def _back_reference(g: Group, doc: Any) -> bool:
    """ "The attack", "these strikes": nothing on it but the article, so it points at an event told before."""
    if len(g.triggers) > 1:
        return False
    token = doc[g.main.token]
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    modified = any(c.dep_ in ("compound", "nmod", "poss", "prep", "nummod", "relcl", "acl") for c in token.children)
    return definite(token) and not modified


def _evidence(
    scene: Scene, g: Group, v: Values, targets: Sequence[tuple[str, Span]], doer: Doer | None
) -> tuple[Evidence, ...]:
    frames = codebook.version("frames")
    rows = [Evidence("event_type", scene.words(t.start, t.end), t.start, t.end, frames) for t in g.triggers]
    rows += [Evidence(f"targets:{t}", s.text, s.start, s.end, codebook.version("targets")) for t, s in targets]
    rows += [Evidence(f"weapons:{w}", s.text, s.start, s.end, codebook.version("weapons")) for w, s in v.weapons]
    if doer is not None:
        rows.append(Evidence("actor", doer.words, doer.start, doer.end, codebook.version("parties")))
    if v.verdict.cue is not None:
        rows.append(_word(scene, "modality", scene.doc[v.verdict.cue], MODALITY_VERSION))
    rows += [e for _, e in v.fired]
    return (*rows, *role_words(scene, g))


def _word(scene: Scene, field: str, token: Any, by: str) -> Evidence:
    start = scene.sentence.offset(token)
    return Evidence(field, token.text, start, start + len(token), by)
