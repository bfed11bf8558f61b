"""What of an offered claim survives: the words that stand in the report, the values that stand in the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from harmledger import codebook
from harmledger.codebook.parties import party, relatives, scan, side
from harmledger.records import Casualty, Source, Span
from harmledger.second.grounding import Shown, count, is_name

LONGEST = 600  # characters of a quote: a longer one carries no single claim
_FEWEST = 2  # words of a quote
NO_OBJECT = "claim: not in the form asked for"
NO_QUOTE = "claim: quote not in the report"
BAD_QUOTE = "claim: quote of one word or too long"
_CODED = {"kind": "kinds", "modality": "modalities", "event_type": "event_types"}


MEDIA = Source()  # the report itself says so


class Drop(Protocol):
    """Counts a value that was dropped."""

    def __call__(self, field: str, why: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim whose every value stands in the report or the codebook; place and time still as words."""

    quote: Span
    kind: str
    modality: str
    event_type: str
    targets: tuple[tuple[str, Span], ...] = ()
    weapons: tuple[tuple[str, Span], ...] = ()
    place: Span | None = None
    time: Span | None = None
    actor: tuple[str, Span] | None = None
    casualties: tuple[Casualty, ...] = ()
    source: Source = MEDIA


def check(offered: Any, shown: Shown, dropped: Counter[str]) -> Checked | None:
    """The claim that is left of what the model offered, None where nothing is; counts in `dropped` what was dropped."""

    def drop(field: str, why: str) -> None:
        dropped[f"{field}: {why}"] += 1

    if not isinstance(offered, Mapping):
        dropped[NO_OBJECT] += 1
        return None
    quote = shown.find(offered.get("quote"))
    if quote is None or not len(quote.text.split()) >= _FEWEST or len(quote.text) > LONGEST:
        dropped[NO_QUOTE if quote is None else BAD_QUOTE] += 1
        return None
    words = codebook.load("vocabulary")
    for field, name in _CODED.items():
        if not _known(offered.get(field), words[name]):
            drop("claim", f"{field} not in the codebook")
            return None
    return Checked(
        quote=quote,
        kind=offered["kind"],
        modality=offered["modality"],
        event_type=offered["event_type"],
        targets=tuple(_classes(offered.get("targets"), "target", words["targets"], shown, quote, drop)),
        weapons=tuple(_classes(offered.get("weapons"), "weapon", words["weapons"], shown, quote, drop)),
        place=_place(offered.get("place"), shown, quote, drop),
        time=_words(offered.get("time"), "time", shown, quote, drop),
        actor=_actor(offered.get("actor"), shown, quote, drop),
        casualties=tuple(dict.fromkeys(_rows(offered.get("casualties"), shown, quote, drop))),
        source=_source(offered.get("source"), words["source_types"], shown, quote, drop),
    )


def _known(value: Any, allowed: Any) -> bool:
    return isinstance(value, str) and value in allowed


def _items(value: Any, field: str, drop: Drop) -> Iterator[Mapping[str, Any]]:
    """The objects of a list; what is none of them is counted."""
    if value is None:
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            yield item
        else:
            drop(field, "without words")


def _words(value: Any, field: str, shown: Shown, quote: Span, drop: Drop) -> Span | None:
    """The words of a value that is one object or plain text; None where it is absent or does not stand in the text."""
    said = value.get("words") if isinstance(value, Mapping) else value
    if said is None or said == "":
        return None
    found = shown.find(said, quote)
    if found is None:
        drop(field, "words not in the report")
    return found


def _classes(value: Any, field: str, allowed: Any, shown: Shown, quote: Span, drop: Drop) -> Iterator[tuple[str, Span]]:
    seen: set[str] = set()
    for item in _items(value, field, drop):
        name, words = item.get("value"), item.get("words")
        if not isinstance(name, str) or name not in allowed:
            drop(field, "not in the codebook")
        elif (found := shown.find(words, quote)) is None:
            drop(field, "words not in the report")
        elif name not in seen:
            seen.add(name)
            yield name, found


def _place(value: Any, shown: Shown, quote: Span, drop: Drop) -> Span | None:
    found = _words(value, "place", shown, quote, drop)
    if found is not None and not is_name(found.text):
        drop("place", "words are no name")
        return None
    return found


def _actor(value: Any, shown: Shown, quote: Span, drop: Drop) -> tuple[str, Span] | None:
    found = _words(value, "actor", shown, quote, drop)
    if found is None:
        return None
    name = party(found.text)
    relative = any(h.entry.kind == "relative" and found.text[h.start : h.end] == name for h in scan(found.text))
    if name and relative:
        name = relatives(shown.report.text).get(name.lower())
    if not name:
        drop("actor", "words name no party")
        return None
    return name, found


def _rows(value: Any, shown: Shown, quote: Span, drop: Drop) -> Iterator[Casualty]:
    allowed = codebook.load("vocabulary")
    for item in _items(value, "casualties", drop):
        outcome, victims = item.get("outcome"), item.get("victims")
        if not (_known(outcome, allowed["outcomes"]) and _known(victims, allowed["victims"])):
            drop("casualties", "not in the codebook")
            continue
        found = shown.find(item.get("words"), quote)
        if found is None:
            drop("casualties", "words not in the report")
            continue
        counted = count(shown.report.text, found, item.get("low"), item.get("high"))
        if counted is None:
            drop("casualties", "number not in the words")
            continue
        bounds, words = counted
        yield Casualty(str(outcome), str(victims), None, *bounds, words.text, words.start, words.end)


def _source(value: Any, allowed: Any, shown: Shown, quote: Span, drop: Drop) -> Source:
    found = _words(value, "source", shown, quote, drop)
    if found is None:
        return MEDIA
    kind = value.get("type") if isinstance(value, Mapping) else None
    if not _known(kind, allowed):
        drop("source", "not in the codebook")
        return MEDIA
    return Source(found.text, str(kind), side(found.text), found.start, found.end)
