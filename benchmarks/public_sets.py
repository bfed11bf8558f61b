"""The public test sets as parts of the accuracy gate: flat figures of each, or nothing where it is absent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import dates_meantime
import event_location
import insecurity_insight
import linking_gvc
import muc4
import toponyms

Measure = Callable[[Path], Mapping[str, float]]


@dataclass(frozen=True)
class PublicSet:
    """One set: its file under `shared`, what it tests, how it is measured."""

    name: str
    file: str
    what: str
    measure: Measure


PUBLIC = (
    PublicSet(
        "toponyms",
        "benchmarks/toponyms/lgl.jsonl",
        "places in local news (LGL) and world news (TR-News): located when given, and found and located",
        toponyms.measure,
    ),
    PublicSet(
        "event-location",
        "benchmarks/event-location/train.jsonl",
        "which of a sentence's places belongs to its event; a held-out quarter",
        event_location.measure,
    ),
    PublicSet(
        "dates",
        "benchmarks/dates/meantime.jsonl",
        "expressions of time and the days they mean (MEANTIME), found by the program",
        dates_meantime.measured,
    ),
    PublicSet(
        "insecurity-insight",
        "benchmarks/incidents/insecurity-insight.jsonl",
        "attacks on health care, education and aid: points of a row whose text carries the cue",
        insecurity_insight.measure,
    ),
    PublicSet(
        "muc4",
        "benchmarks/muc4/dev.jsonl",
        "incident templates of another war, another decade, in capitals: six slots",
        muc4.measure,
    ),
    PublicSet(
        "gun-violence",
        "benchmarks/linking/gvc.jsonl",
        "which articles tell of one shooting (Gun Violence Corpus): the same code, no rule for it",
        linking_gvc.measure,
    ),
)


def measure(one: PublicSet, shared: Path) -> dict[str, float] | None:
    """The set's figures; None where its file is absent."""
    if not (shared / one.file).exists():
        return None
    return {name: round(float(value), 3) for name, value in one.measure(shared).items()}
