"""What extraction hands to resolution: claims whose places and times are still words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from harmledger.extract.doers import Doer
from harmledger.records import Casualty, Evidence, Source, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """One claim as the text gives it: values with their words, place and time as mentions."""

    sentence: int  # index in Parsed.sentences
    paragraph: int
    sentence_kind: str  # title, caption, heading, body
    kind: str
    modality: str
    family: str  # of the frame of its main event word
    event_type: str
    quote: Span
    evidence: tuple[Evidence, ...]
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    place: Any | None = None  # PlaceMention
    anaphoric_place: bool = False  # "the city", "there": the place last named
    time: Any | None = None  # TimeMention
    said_time: Any | None = None  # the day of the statement, used only where the event has none
    tense: str = "past"  # past, pluperfect, perfect, present
    habitual: bool = False  # "repeatedly", "relentless": no single day
    aftermath: bool = False  # told as what later work goes back to: "clearing debris after"
    definite: bool = False  # "the strikes"
    actor: str | None = None
    actor_text: str | None = None
    doer: Doer | None = None  # how the sentence points at who did it, also where it names no party
    casualties: tuple[Casualty, ...] = ()
    munitions: dict[str, Any] | None = None
    source: Source = field(default_factory=Source)
    typed: bool = True  # False where the event type is only inferred from a result ("three people were killed")
    back_reference: bool = False  # "the attack", "the strikes": an event that was told before
    plural: bool = False  # "attacks", "strikes": not one event
    cumulative: bool = False  # words that say that a figure is a running total
    single: bool = False  # one strike, or a headline's one event: a country is only where it happened
    unfinished: bool = False  # a running total only by "so far": of the war, or of the one strike just told


@dataclass(frozen=True, slots=True)
class Extraction:
    """The drafts of one report with all its place and time mentions, sentence by sentence."""

    drafts: tuple[Draft, ...]
    places: tuple[tuple[Any, ...], ...] = ()
    times: tuple[tuple[Any, ...], ...] = ()
