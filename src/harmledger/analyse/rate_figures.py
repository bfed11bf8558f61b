"""Figures of attacks in the sentences of claims: which claims each belongs to, and whether their days are its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from harmledger import codebook
from harmledger.analyse import cues
from harmledger.analyse.rate_compare import Growth, read_growth
from harmledger.analyse.rate_words import read_rates
from harmledger.analyse.said import where
from harmledger.analyse.told_rate import Age, Told
from harmledger.gazetteer import Gazetteer
from harmledger.records import Claim, Span

_BREAK = re.compile(r"[,;:]|\b(?:and|but|while)\b")
_PLACED = 80  # characters behind a figure in which its region stands


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at its place in one report, with the claims whose words hold it."""

    report: str
    at: int  # character offset in the report
    told: Told
    words: str
    claims: tuple[Claim, ...]
    region: str = ""  # named with the figure, which is then of the region and not of a town in it
    own_time: bool | None = (
        None  # in a comparison: whether the days of its claims are the figure's; None: no comparison
    )


@dataclass(frozen=True, slots=True)
class _Window:
    """Whole sentences around the quotes of claims: `text` begins at character `start` of the report."""

    start: int
    text: str


def figures(claims: Iterable[Claim], text: Callable[[str], str] = lambda report: "") -> Iterator[Figure]:
    """The figures in the sentences of actual claims, each once a report, with the claims that it belongs to."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    for report, own in by_report.items():
        yield from _one_age(list(_of_report(report, own, text)))


def _of_report(report: str, claims: Sequence[Claim], text: Callable[[str], str]) -> Iterator[Figure]:
    actual = [c for c in claims if c.modality == "actual"]
    whole = text(report) if any(_attacks(c) for c in actual) else ""
    found: dict[int, Figure] = {}
    for window, inside in _windows(actual, whole).items():
        told = read_rates(window.text)
        for n, t in enumerate(told):
            owners = _owners(window.start + t.start, window.text[t.start : t.end], inside, claims)
            if owners:
                figure = _figure(report, window, told, n, owners)
                found.setdefault(figure.at, figure)
    for claim in actual:
        for at, t, words in _coded(claim):
            if not any(f.at <= at < f.at + len(f.words) + 1 for f in found.values()):
                found.setdefault(at, Figure(report, at, t, words, (claim,)))
    yield from (found[at] for at in sorted(found))


def growths(
    claims: Iterable[Claim], text: Callable[[str], str] = lambda report: ""
) -> Iterator[tuple[Growth, tuple[Claim, ...]]]:
    """Changes told as factors, at their offsets in the report, with the claims of attacks that hold them."""
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_report[claim.report].append(claim)
    for report, own in by_report.items():
        attacks = [c for c in own if c.modality == "actual" and _attacks(c)]
        found: dict[int, tuple[Growth, tuple[Claim, ...]]] = {}
        for window, inside in _windows(attacks, text(report) if attacks else "").items():
            for g in read_growth(window.text):
                at = window.start + g.start
                owners = _owners(at, window.text[g.start : g.end], inside, own)
                if owners:
                    found.setdefault(at, (replace(g, start=at, end=window.start + g.end), tuple(owners)))
        yield from (found[at] for at in sorted(found))


def _attacks(claim: Claim) -> bool:
    return claim.event_type in codebook.load("rates")["incidents"]


def _windows(claims: Sequence[Claim], text: str) -> dict[_Window, list[Claim]]:
    """Each quote with the rest of its sentences, where the text is known, and the claims that it is of."""
    out: dict[_Window, list[Claim]] = defaultdict(list)
    stops = [stop for line in re.finditer(r"[^\n]+", text) for stop in _sentences(line)]
    for claim in claims:
        for quote in claim.quotes:
            held = text[quote.start : quote.end] == quote.text and quote.text != ""
            reach = [(a, b) for a, b in stops if held and a < quote.end and quote.start < b]
            start, end = (reach[0][0], reach[-1][1]) if reach else (quote.start, quote.start + len(quote.text))
            out[_Window(start, text[start:end] if reach else quote.text)].append(claim)
    return out


def _sentences(line: re.Match[str]) -> list[tuple[int, int]]:
    return [(line.start() + a, line.start() + b) for a, b in cues.sentences(line.group())]


def _owners(at: int, words: str, inside: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """Claims whose quotes hold the figure; else those of attacks in its sentence, unless another claim holds it."""
    holding = [c for c in claims if any(_holds(q, at, words) for q in c.quotes)]
    own = [c for c in holding if c.modality == "actual"]
    if own or holding:
        return own
    return list({c.id: c for c in inside if _attacks(c)}.values())


def _holds(quote: Span, at: int, words: str) -> bool:
    """Whether a quote holds the beginning of words that stand at this offset of its report."""
    inside = at - quote.start
    return 0 <= inside < len(quote.text) and words.startswith(quote.text[inside : inside + len(words)])


def _figure(report: str, window: _Window, told: Sequence[Told], n: int, claims: Sequence[Claim]) -> Figure:
    t = told[n]
    until = told[n + 1].start if n + 1 < len(told) else len(window.text)
    own = _whose(claims, window.start + t.start, window.start + until)
    region = _region(window.text[t.end : min(until, t.end + _PLACED)], own)
    timed = None
    if t.age:
        before = told[n - 1].end if n else 0
        timed = any(_timed(window, t, before, until, c) for c in own)
    words = " ".join(window.text[t.start : t.end].split())
    return Figure(report, window.start + t.start, t, words, tuple(own), region, timed)


def _timed(window: _Window, told: Told, before: int, until: int, claim: Claim) -> bool:
    """Whether a claim's words of time are this figure's: behind it, or before it in a clause of their own."""
    time = claim.time
    if time is None or time.text_start is None:
        return False
    at = time.text_start - window.start
    if told.start <= at < until:
        behind = window.text[told.end : at]
        return until == len(window.text) or _BREAK.search(behind) is None
    return before <= at < told.start and (before == 0 or _BREAK.search(window.text[before:at]) is not None)


def _one_age(found: list[Figure]) -> list[Figure]:
    """A headline's figure that its text sets against another has the age that the text gives it."""

    def key(f: Figure) -> tuple[object, ...]:
        places = tuple(sorted({where(c.place) for c in f.claims}))
        return places, f.told.what, f.told.low, f.told.high, f.told.per, f.told.fate

    aged = {key(f): f for f in reversed(found) if f.told.age}
    for n, f in enumerate(found):
        other = aged.get(key(f))
        if not f.told.age and other is not None:
            found[n] = replace(f, told=replace(f.told, age=other.told.age), own_time=other.own_time)
    return found


def _region(behind: str, claims: Sequence[Claim]) -> str:
    """The region that stands right behind a figure, by its name in the gazetteer; empty where none does."""
    match = _named_region().match(behind)
    if match is None:
        return ""
    countries = {c.place.country for c in claims if c.place is not None}
    found = [c for c in _gazetteer().lookup(match.group(1)) if c.feature == "region" and c.country in countries]
    return found[0].name if found else ""


@cache
def _named_region() -> re.Pattern[str]:
    areas = "|".join(codebook.load("rates")["areas"])
    name = r"[A-ZÀ-ÞА-Я][\w’'-]+(?:\s[A-ZÀ-ÞА-Я][\w’'-]+)?"
    return re.compile(rf"\s+(?:on|in|at|across|of|against)\s+(?:the\s+)?({name}\s+(?i:{areas}))\b")


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()


def _coded(claim: Claim) -> Iterator[tuple[int, Told, str]]:
    """Rates that the claim itself holds, with their offsets: its words may stand behind the quote ("now 70 to 80")."""
    rates_of = claim.munitions or {}
    what = "shellings" if claim.event_type == "shelling" else "attacks"
    for name in ("before", "per_day"):
        for e in claim.evidence:
            if e.field == f"munitions:{name}" and name in rates_of:
                low, high = rates_of[name]["low"], rates_of[name]["high"]
                age: Age = "then" if name == "before" else "now" if "before" in rates_of else ""
                yield e.start, Told(0, len(e.text), what, low, high, "day", "rate", "carried out", age, ""), e.text


def _whose(claims: Sequence[Claim], at: int, until: int) -> Sequence[Claim]:
    """Of claims at several places those whose place stands between this figure and the next, else all."""
    if len({where(c.place) for c in claims}) < 2:
        return claims
    near = [c for c in claims if c.place is not None and c.place.start is not None and at <= c.place.start < until]
    return near or claims
