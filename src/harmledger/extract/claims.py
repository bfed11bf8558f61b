"""From parsed sentences to drafts of claims: event words, which of them tell of one event, what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from harmledger.codebook.parties import relatives
from harmledger.extract import choose
from harmledger.extract.assemble import drafts_of
from harmledger.extract.attribution import attribute, source_at
from harmledger.extract.drafts import Draft, Extraction
from harmledger.extract.frames import Trigger, find_triggers
from harmledger.extract.gate import has_cue
from harmledger.extract.groups import group
from harmledger.extract.modality import Verdict, modality
from harmledger.extract.place_mentions import find_places
from harmledger.extract.rebuttals import disowned, is_rebuttal, taken_back
from harmledger.extract.scene import Scene, scene_of
from harmledger.extract.sentences import Parsed
from harmledger.extract.substance import general_remark, has_substance
from harmledger.extract.taken_towns import give_back
from harmledger.extract.time_mentions import find_times
from harmledger.extract.topics import without_topics
from harmledger.extract.values import values_of
from harmledger.records import Source
from harmledger.timex import conflicts


def extract(parsed: Parsed, gazetteer: Any) -> Extraction:
    """The claims that one report makes, places and times still as words; every value with its words."""
    sentences = parsed.sentences
    if not any(s.doc.has_annotation("DEP") for s in sentences):
        return Extraction(())  # no sentence of the report holds an event word
    for parse in sentences:
        give_back(parse.doc)
    places = find_places(sentences, gazetteer)
    attributions = attribute(sentences)
    times = tuple(find_times(s) for s in sentences)
    meant = relatives(parsed.report.text)
    war = conflicts.about(parsed.report.text, (), parsed.report.published.end)
    fighting = frozenset(war.countries) if war is not None and len(war.countries) > 1 else frozenset()
    drafts: list[Draft] = []
    told: tuple[Any, ...] = ()
    for sentence, after in zip(sentences, (*sentences[1:], None), strict=True):
        i = sentence.index
        if not (sentence.doc.has_annotation("DEP") and has_cue(sentence.text)):
            continue
        scene = scene_of(sentence, places[i], times[i], attributions[i], meant, told, fighting)
        told = scene.casualties
        own = _read(scene)
        drafts += taken_back(own) if after is not None and is_rebuttal(after.text) else own
        if after is not None and after.paragraph - sentence.paragraph <= 1:
            drafts += disowned(own, attributions[after.index], after.doc)
    return Extraction(tuple(without_topics(drafts, parsed)), tuple(places), times)


def _read(scene: Scene) -> list[Draft]:
    doc = scene.doc
    triggers = find_triggers(scene.sentence, scene.mentions)
    if not triggers:
        return []
    verdicts = _verdicts(triggers, doc)
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
        values = values_of(scene, g, groups)
        if values.verdict.modality == "actual" and general_remark(values, g, scene.doc, scene.sentence.kind):
            values = replace(values, verdict=Verdict("background", g.main.token))
        if has_substance(values, g, scene.doc):
            out += drafts_of(scene, g, groups, values)
    return out


def _verdicts(triggers: Sequence[Trigger], doc: Any) -> list[Verdict]:
    attacked = any(t.family == "attack" for t in triggers)
    return [
        modality(
            doc[t.token],
            told_of=t.family in ("attack", "result"),
            achieved=t.family == "control",
            harm=t.family == "result",
            caused=t.family == "result" and attacked,
            told_by_no="no_service" in t.frame.subject + t.frame.object,
        )
        for t in triggers
    ]


def _voice(source: Source) -> tuple[str | None, str]:
    return source.name, source.type
