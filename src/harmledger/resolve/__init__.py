"""From drafts to claims: places and dates resolved, what the text carries over from earlier sentences filled in."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from harmledger import codebook
from harmledger.extract.drafts import Draft, Extraction
from harmledger.extract.sentences import Parsed
from harmledger.records import Claim, Evidence, Place, Report, Time
from harmledger.resolve import dates
from harmledger.resolve.actors import Actors
from harmledger.resolve.anchored import widen_to_record
from harmledger.resolve.chronology import Chronology, chronology
from harmledger.resolve.merge import merge_retellings
from harmledger.resolve.places import PlaceResolver
from harmledger.resolve.scope import of_another_war, scope, several
from harmledger.resolve.specify import specify
from harmledger.resolve.undated import Told, undated
from harmledger.resolve.verbatim import verbatim
from harmledger.resolve.versions import reader

VERSION = "resolve/1"
_STRIKES = frozenset({"attack", "result"})
_HURT = frozenset({"result", "harm"})
_POINTS_BACK = 3  # paragraphs over which "the site" still means the one that was struck last
_RECENT = 60  # days: what a report dates so near is news, wherever it happened
_CALENDAR = frozenset({"date", "iso", "numeric", "daterange"})  # words that name a day of the calendar


@dataclass(slots=True)
class _Memory:
    """What earlier sentences of a report said: places, times and doers that later ones lean on."""

    place: Place | None = None
    place_paragraph: int = -1
    title_place: Place | None = None
    told: Told = field(default_factory=Told)
    chronology: Chronology | None = None
    dominant: Place | None = None
    type: str | None = None
    type_paragraph: int = -1
    type_place: str | None = None
    type_words: tuple[Evidence, ...] = ()
    first_type: str | None = None
    first_words: tuple[Evidence, ...] = ()
    weapons: tuple[str, ...] = ()
    weapon_words: tuple[Evidence, ...] = ()
    targets: tuple[str, ...] = ()
    target_words: tuple[Evidence, ...] = ()


class Resolver:
    """Resolves the drafts of reports against one gazetteer."""

    def __init__(self, gazetteer: Any) -> None:
        self._gazetteer = gazetteer
        self._places: dict[tuple[str, ...] | None, PlaceResolver] = {}

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """Component -> version of all that makes claims here, as every claim bears it."""
        return reader(self._gazetteer) | {"resolve": VERSION}

    def resolve(self, parsed: Parsed, extraction: Extraction) -> tuple[Claim, ...]:
        """The claims of one report, in text order, retellings within the report merged."""
        report = parsed.report
        flat = [m for row in extraction.places for m in row]
        war = dates.conflict_of(report)
        resolver = self._resolver(tuple(war.theatre) if war is not None else None)
        places = dict(zip(((m.start, m.end) for m in flat), resolver.resolve(report, flat), strict=True))
        conflict = dates.conflict_of(report, tuple(p.country for p in places.values() if p.country))
        memory = _Memory(chronology=chronology(extraction.times, report.published, conflict))
        country = _country(places, conflict)
        memory.dominant = _dominant([places[m.start, m.end] for m in flat if m.kind in ("place", "site")])
        claims: list[Claim] = []
        drafts = list(extraction.drafts)
        _foresee(drafts, memory, places)
        actors = Actors(report.text, drafts, places, conflict, parsed.sentences)
        for at, told in enumerate(drafts):
            draft = drafts[at] = _of_the_strike(told, memory)
            _heard(draft, parsed, extraction, places, memory, conflict)
            claims.append(_claim(report, draft, places, memory, conflict, country, actors, self.versions))
        claims = specify(report, _told_apart(claims), drafts)
        return tuple(verbatim(report, c) for c in merge_retellings(report, claims, drafts))

    def _resolver(self, theatre: tuple[str, ...] | None) -> PlaceResolver:
        """The place resolver that favours the countries of the war that a report tells of."""
        if theatre not in self._places:
            self._places[theatre] = PlaceResolver(self._gazetteer, theatre)
        return self._places[theatre]


def _of_the_strike(d: Draft, memory: _Memory) -> Draft:
    """ "97 bodies had been buried so far", right after a strike: its toll, not that of the war."""
    near = memory.type is not None and d.paragraph - memory.type_paragraph <= 1
    if not (d.unfinished and near and d.place is None and d.time is None and d.family in _HURT):
        return d
    return replace(d, cumulative=False, kind="event")


def _told_apart(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with an id of its own for each: the rare two of the same words and place are numbered."""
    seen: Counter[str] = Counter()
    out = []
    for claim in claims:
        seen[claim.id] += 1
        again = f"{claim.id}|{seen[claim.id]}"
        out.append(claim if seen[claim.id] == 1 else replace(claim, id=_id(again)))
    return out


def _id(key: str) -> str:
    return "c-" + hashlib.sha256(key.encode()).hexdigest()[:12]


def _foresee(drafts: Sequence[Draft], memory: _Memory, places: dict[tuple[int, int], Place]) -> None:
    """What the report tells anywhere of its strikes; a headline's place."""
    for d in drafts:
        if d.family == "attack" and d.modality == "actual" and memory.first_type is None:
            memory.first_type, memory.first_words = d.event_type, _carried(d, "event_type")
        if d.sentence_kind == "title" and d.place is not None and memory.title_place is None:
            memory.title_place = places.get((d.place.start, d.place.end))


def _heard(
    d: Draft,
    parsed: Parsed,
    extraction: Extraction,
    places: dict[tuple[int, int], Place],
    memory: _Memory,
    conflict: Any,
) -> None:
    """The one town that the sentence just before names sets the scene, though nothing happens in it."""
    before = d.sentence - 1
    if before < 0 or d.place is not None:
        return
    paragraph = parsed.sentences[before].paragraph
    named = [places[m.start, m.end] for m in extraction.places[before] if m.kind in ("place", "site")]
    towns = {p.name: p for p in named if p.name and p.precision in ("site", "district", "village", "city", "near")}
    town = next(iter(towns.values())) if len(towns) == 1 else None
    if town is not None and d.paragraph - paragraph <= 1 and _in_the_war(town, conflict):
        memory.place, memory.place_paragraph = town, paragraph


def _in_the_war(place: Place, conflict: Any) -> bool:
    """Whether a place lies in a country of the report's war, as far as both are known."""
    return conflict is None or not place.country or place.country in conflict.countries


def _dominant(places: Sequence[Place]) -> Place | None:
    """The town that a report is about: named three times or more and twice as often as any other."""
    towns = [p for p in places if p.name and p.precision in ("city", "village", "district", "near")]
    counts = Counter(p.name for p in towns).most_common(2)
    if not counts or counts[0][1] < 3 or (len(counts) > 1 and counts[1][1] * 2 > counts[0][1]):
        return None
    return next(p for p in towns if p.name == counts[0][0])


def _country(places: dict[tuple[int, int], Place], conflict: Any) -> Place | None:
    """The first mention of the country that the war is fought in."""
    theatre = set(conflict.theatre) if conflict else set()
    for place in places.values():
        if place.precision == "country" and place.country in theatre:
            return place
    return None


def _claim(
    report: Report,
    d: Draft,
    places: dict[tuple[int, int], Place],
    memory: _Memory,
    conflict: Any,
    country: Place | None,
    actors: Actors,
    versions: Mapping[str, str],
) -> Claim:
    place, carried = _place(d, places, memory, country, conflict)
    kind = _kind(d, place)
    event_type, told = _type(d, memory, place, carried, kind)
    time = _time(report, d, memory, conflict, kind, place, carried)
    targets, struck = _targets(d, memory)
    weapons, event_type, named = _weapons(d, memory, place, carried, event_type)
    actor, actor_text, extra = actors.of(d, event_type, kind, place)
    read = d.evidence if actor or not d.actor else tuple(e for e in d.evidence if e.field != "actor")
    evidence = (*read, *told, *extra, *named, *struck)
    _remember(d, place, carried, time, event_type, memory, conflict)
    words = "|".join(f"{e.start}-{e.end}" for e in d.evidence if e.field == "event_type")
    where = f"{place.start}-{place.end}" if place else ""
    key = f"{report.id}|{d.quote.start}|{d.quote.end}|{event_type}|{where}|{d.modality}|{d.family}|{words}"
    return Claim(
        id=_id(key),
        report=report.id,
        document=report.document,
        kind=kind,  # type: ignore[arg-type]
        modality=_background(d, time, place, report, conflict),  # type: ignore[arg-type]
        event_type=event_type,
        quotes=(d.quote,),
        targets=targets,
        weapons=weapons,
        place=place,
        time=time,
        actor=actor,
        actor_text=actor_text,
        casualties=d.casualties,
        munitions=d.munitions,
        source=d.source,
        evidence=evidence,
        versions=versions,
    )


def _place(
    d: Draft, places: dict[tuple[int, int], Place], memory: _Memory, country: Place | None, conflict: Any
) -> tuple[Place | None, bool]:
    if d.place is not None:
        own = places.get((d.place.start, d.place.end))
        if own is not None and own.precision == "country" and d.anaphoric_place and memory.place is not None:
            return replace(memory.place, basis=f"carried over: {memory.place.basis}"), True
        return own, False
    if d.cumulative and d.casualties and not d.anaphoric_place:
        told = memory.place if d.paragraph - memory.place_paragraph <= 1 else None
        summed = scope(d, places, told or memory.title_place, country, conflict)
        if summed is not None or several(conflict):
            return summed, True
    near = memory.place is not None and d.paragraph - memory.place_paragraph <= 1
    if near:
        source: Place | None = memory.place
    elif memory.dominant is not None:
        source = memory.dominant
    else:
        source = memory.place if d.anaphoric_place else memory.title_place or memory.place
    if source is None or (source.precision == "country" and not near):
        return _whole_country(country), True
    basis = source.basis if source.basis.startswith("carried over") else f"carried over: {source.basis}"
    return replace(source, basis=basis), True


def _whole_country(country: Place | None) -> Place | None:
    """Where nothing in the report names a place for an event, the country that the war is fought in, if named."""
    return replace(country, basis="carried over: the country that the war is fought in") if country else None


def _kind(d: Draft, place: Place | None) -> str:
    """A figure for a whole country is a total, for a region where the words sum it up."""
    if d.kind != "event" or not d.casualties or place is None:
        return d.kind
    whole = place.precision == "country" and ((d.place is not None and not d.single) or d.cumulative)
    summed = whole or (place.precision == "region" and d.cumulative)
    return "toll" if summed else d.kind


def _type(d: Draft, memory: _Memory, place: Place | None, carried: bool, kind: str) -> tuple[str, tuple[Evidence, ...]]:
    """The type of a result without a cause ("three people were killed"): that of the strike told before it."""
    if kind == "toll" and d.family == "result":
        victims = {c.victims for c in d.casualties}
        return ("armed_clash" if victims == {"combatant"} else "other" if victims != {"objects"} else d.event_type), ()
    if d.typed or d.family != "result":
        return d.event_type, ()
    if memory.type is None:
        return memory.first_type or d.event_type, memory.first_words
    near = d.paragraph - memory.type_paragraph <= 1
    same = carried or (place is not None and (place.name or place.text) == memory.type_place)
    return (memory.type, memory.type_words) if near or same else (d.event_type, ())


def _carried(d: Draft, field_name: str) -> tuple[Evidence, ...]:
    """The words of a draft's values, as evidence for a later claim that takes them over."""
    rows = (e for e in d.evidence if e.field.partition(":")[0] == field_name)
    return tuple(replace(e, by="carried over from a strike told elsewhere in the report") for e in rows)


def _time(
    report: Report, d: Draft, memory: _Memory, conflict: Any, kind: str, place: Place | None, carried: bool
) -> Time | None:
    published = report.published
    if d.time is not None:
        around = [n for n in (place.name, place.text) if n] if place is not None else []
        mention = replace(d.time, value={**d.time.value, "past": True}) if d.modality == "actual" else d.time
        time = dates.resolve_time(mention, published, conflict, memory.told.time, places=around)
        if time.start is not None and d.time.kind == "weekday":
            time = widen_to_record(time, report.text[d.quote.start : d.quote.end], conflict)
        if time.start is not None:
            summed = kind == "toll" and d.cumulative and conflict is not None
            if summed and time.precision == "day" and d.time.kind not in ("window", "warlength"):
                return replace(time, start=min(conflict.start, time.start), basis=time.basis + "; running total")
            return time
        if d.time.kind in _CALENDAR or published.start is None:
            return time  # "30 February", "on Monday" of a report without a date: the words stay, no day is put for them
    if memory.chronology is not None and kind == "event" and d.sentence_kind == "body":
        between = memory.chronology.between(d.quote.start)
        if between is not None:
            return between
    return undated(d, memory.told, published, conflict, kind, place, carried)


def _weapons(
    d: Draft, memory: _Memory, place: Place | None, carried: bool, event_type: str
) -> tuple[tuple[str, ...], str, tuple[Evidence, ...]]:
    """A strike told further in the same breath keeps the weapon that was named for it, and the type with it."""
    again = carried or (place is not None and (place.name or place.text) == memory.type_place)
    near = d.paragraph - memory.type_paragraph <= 1
    if d.weapons or not memory.weapons or not (again and near) or d.family not in _STRIKES or d.cumulative:
        return d.weapons, event_type, ()
    if event_type not in ("explosive_attack", "other", memory.type):
        return d.weapons, event_type, ()
    return memory.weapons, memory.type or event_type, memory.weapon_words


def _targets(d: Draft, memory: _Memory) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """What a later sentence points back to is what was struck: "explosions at the site", "the ship burned".

    A bare figure ("two people died") names no object: nobody says that all died where the first blow fell.
    """
    if (
        not memory.targets
        or d.family not in _STRIKES
        or d.cumulative
        or d.paragraph - memory.type_paragraph > _POINTS_BACK
    ):
        return d.targets, ()
    own = set(d.targets) - {"civilians"}
    if own and not (own == {"transport"} and "military" in memory.targets):
        return d.targets, ()
    if not _same_object().search(d.quote.text):
        return d.targets, ()
    kept = tuple(t for t in d.targets if t == "civilians")
    return tuple(dict.fromkeys((*kept, *memory.targets))), memory.target_words


@cache
def _same_object() -> re.Pattern[str]:
    """Words that point back to a thing told before: "here", "the site"."""
    words = "|".join(map(re.escape, codebook.load("targets")["same_object"]))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _remember(
    d: Draft, place: Place | None, carried: bool, time: Time | None, event_type: str, memory: _Memory, conflict: Any
) -> None:
    if place is not None and not carried and place.precision != "country" and _in_the_war(place, conflict):
        memory.place, memory.place_paragraph = place, d.paragraph
    elif carried and place is not None and place is not memory.place and place.precision != "country":
        memory.place_paragraph = d.paragraph
    if time is not None and time.basis.startswith("expression") and d.modality == "actual":
        memory.told = Told(time, d.paragraph, d.sentence, (place.name or place.text) if place is not None else None)
    told = d.family == "attack" or (d.family == "result" and (event_type == "explosive_attack" or bool(d.weapons)))
    if told and d.modality == "actual":
        memory.type, memory.type_paragraph = event_type, d.paragraph
        memory.type_words = _carried(d, "event_type")
        memory.type_place = (place.name or place.text) if place is not None else None
        memory.targets = tuple(t for t in d.targets if t != "civilians") or (memory.targets if carried else ())
        memory.target_words = _carried(d, "targets") or (memory.target_words if carried else ())
        memory.weapons = d.weapons or (memory.weapons if carried else ())
        memory.weapon_words = _carried(d, "weapons") or (memory.weapon_words if carried else ())


def _background(d: Draft, time: Time | None, place: Place | None, report: Report, conflict: Any) -> str:
    """Another war or another decade is background, whatever the grammar says."""
    if d.modality != "actual":
        return d.modality
    if time is not None and dates.historical(time, report.published, conflict):
        return "background"
    if d.casualties and of_another_war(d.quote.text, conflict):
        return "background"
    if conflict is None or place is None or not place.country or place.country in conflict.countries:
        return d.modality
    latest = report.published.end
    dated = time is not None and time.start is not None and time.basis.startswith("expression")
    recent = dated and latest is not None and (latest - time.start).days <= _RECENT  # type: ignore[union-attr,operator]
    told = d.family in ("attack", "result", "siege", "clash", "control", "abduction")
    elsewhere = told and (place.precision != "country" or not d.cumulative)
    return "background" if elsewhere and not recent else d.modality
