"""How much was fired: counts of weapons and rates of attack ("7 to 10 times a day, now 70 to 80"); no casualties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.extract.numbers import Quantity, find_quantities
from harmledger.extract.sentences import Sentence
from harmledger.records import Evidence


@dataclass(frozen=True, slots=True)
class Munitions:
    """`values`: "count", "per_day" and "before" (an earlier rate), each {"low", "high"}; with the words of each."""

    values: Mapping[str, Mapping[str, int | None]]
    evidence: tuple[Evidence, ...]


@cache
def _phrases(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.split()) for p in codebook.load("munitions")[name])


def read_munitions(sentence: Sentence, weapons: Sequence[Any]) -> Munitions | None:
    """The counts and rates of a sentence, None where it has none; `weapons` are its weapon mentions."""
    doc = sentence.doc
    weapon_tokens = {t.i for w in weapons for t in doc if sentence.start + t.idx in range(w.start, w.end)}
    values: dict[str, Mapping[str, int | None]] = {}
    evidence: list[Evidence] = []
    for q in find_quantities(doc, measures=True):
        name = _name(doc, q, weapon_tokens)
        if name is None or q.bound == "vague" or name in values:
            continue
        values[name] = {"low": q.low, "high": q.high}
        start = sentence.start + doc[q.start].idx
        end = sentence.start + doc[q.end - 1].idx + len(doc[q.end - 1])
        words = sentence.text[start - sentence.start : end - sentence.start]
        evidence.append(Evidence(f"munitions:{name}", words, start, end, codebook.version("munitions")))
    return Munitions(values, tuple(evidence)) if values else None


def _name(doc: Any, q: Quantity, weapons: set[int]) -> str | None:
    window = range(q.end, min(len(doc), q.end + int(codebook.load("munitions")["window"])))
    after = [doc[i].lower_ for i in window]
    counted = any(i in weapons for i in window[:2])
    times = after[:1] and (after[0],) in _phrases("times")
    rate = any(_holds(after, p) for p in _phrases("per_day"))
    if rate and (counted or times):
        return "before" if _earlier(doc, q) else "per_day"
    return "count" if counted else None


def _holds(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    # the tokeniser parts "a-day" at its hyphen, as it does at a blank
    flat = " ".join(words).replace(" - ", "-")
    return f" {' '.join(phrase)} " in f" {flat} "


def _earlier(doc: Any, q: Quantity) -> bool:
    """Whether the nearest word of time before the number looks back ("before they shelled us seven times a day")."""
    before = [t.lower_ for t in doc[: q.start]]
    for i in range(len(before) - 1, -1, -1):
        if any(before[i : i + len(p)] == list(p) for p in _phrases("now")):
            return False
        if any(before[i : i + len(p)] == list(p) for p in _phrases("before")):
            return True
    return False
