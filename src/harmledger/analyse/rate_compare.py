"""One rate set against another: "from three a day to 25", "200 a day, compared with 40", "ten times more shells".

The words are the lists of `rates.yaml`. A figure that leaves out noun or period takes them from the one it stands with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from harmledger import codebook
from harmledger.analyse import cues
from harmledger.analyse.told_rate import Age, Told
from harmledger.extract.numbers import Count, find_counts

_NEAR = 200  # characters between the figures of one comparison
_CHANGE = 70  # characters from a word of change to the figure that it leads to
_WORD = re.compile(r"[\w’'-]+")
_TIMES = re.compile(r"(?:[\s-]+times?|-?fold)\b(?:\s+([\w-]+))?", re.I)  # after a number
_SHARE = re.compile(r"\s*(?:%|per ?cent\b)", re.I)


@dataclass(frozen=True, slots=True)
class Growth:
    """A change told as a factor, later through earlier: `text[start:end]` are its words."""

    start: int
    end: int
    what: str
    ratio: float


def age(part: str, count: Count, opened: int, close: int) -> Age:
    """Whether a figure is of then or now, by the words around its number; empty where they do not compare.

    `opened`, `close`: where the figure before it ends and the next begins, whose words are not its own.
    """
    before = part[opened : count.number]
    if (marked := _marked().search(before)) is not None:
        return "then" if cues.flat(marked.group(1)) in _flat("against") else "now"
    step = _step().search(before)
    change = cues.listed("rates", "rising", "falling", "changing")
    if step is not None and cues.last(change, part, max(0, count.number - _CHANGE), opened + step.start()):
        return "then" if step.group(1).lower() == "from" else "now"
    behind = _behind().match(part[count.end : close])
    if behind is not None:
        return "then" if cues.flat(behind.group(1)) in _flat("then_behind") else "now"
    near = cues.last(cues.listed("rates", "before", "now"), part, max(opened, count.start - 60), count.start)
    if near is None:
        return ""
    return "then" if cues.flat(near.group()) in _flat("before") else "now"


@cache
def _flat(name: str) -> frozenset[str]:
    return frozenset(cues.flat(w) for w in codebook.load("rates")[name])


def _either(*names: str) -> str:
    words = sorted((w for name in names for w in _flat(name)), key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, w.split())) for w in words)


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(rf"\b({_either('against', 'now')})\s+(?:(?:{_either('hedges', 'is_now')})\s+)*$", re.I)


@cache
def _step() -> re.Pattern[str]:
    return re.compile(rf"\b(from|to)\s+(?:(?:{_either('hedges')})\s+)*$", re.I)


@cache
def _behind() -> re.Pattern[str]:
    habits = "|".join(re.escape(w) for words in codebook.load("rates")["habits"].values() for w in words)
    noun = r"(?:[\w-]+\s+){0,3}?"
    ago = r"(?:(?:a|an|one|two|three|four|five|six|several|\d+)\s+(?:days?|weeks?|months?|years?)\s+)?"
    return re.compile(rf"\s+{noun}(?:(?:{habits})\s+)?{ago}({_either('then_behind', 'now_behind')})\b", re.I)


def is_ago(text: str, at: int) -> bool:
    """Whether "a month" before this offset goes on "ago": a day of the past, no period."""
    return re.compile(r"\s+(?:ago|earlier|before)\b", re.I).match(text, at) is not None


def bare(part: str, count: Count, noun: str | None, found: Sequence[Told], told_age: Age) -> Told | None:
    """A figure that leaves its noun out: "25 a day", "from more than 30 in June", "now 40 to 50 times".

    `noun`: what the sentence told of before it; `found`: the figures read so far.
    """
    habits, names = cues.named("rates", "habits")
    rate = re.compile(r"\s+(?:times\s+)?").match(part, count.end)
    habit = habits.match(part, rate.end()) if rate is not None else None
    if habit is not None and is_ago(part, habit.end()):
        habit = None
    near = [t for t in found if abs(t.start - count.start) < _NEAR]
    if habit is not None and (near or noun is not None):
        what = near[-1].what if near else str(noun)
        per = names[cues.flat(habit.group())]
        return Told(count.start, habit.end(), what, count.low, count.high, per, "rate", "carried out", told_age, "")
    if told_age and near and _ends().match(part, count.end) is not None:
        other = near[-1]
        return replace(other, start=count.start, end=count.end, low=count.low, high=count.high, age=told_age)
    return None


@cache
def _ends() -> re.Pattern[str]:
    """What may stand behind a number that counts what another counted: the end, a stop, or words of time."""
    return re.compile(
        rf"\s*(?:$|[.,;)”\"])|\s+(?:times\b|{_either('then_behind', 'now_behind', 'bare_before')}\b)", re.I
    )


def paired(told: Sequence[Told]) -> tuple[Told, ...]:
    """Figures of one thing beside one of then or now: the other is of now or then, and of the same period."""
    out = list(told)
    for n, one in enumerate(told):
        if one.age:
            continue
        beside = [t for t in told if t.age and t.what == one.what and abs(t.start - one.start) < _NEAR]
        if len({t.age for t in beside}) != 1 or (one.per and beside[0].per not in ("", one.per)):
            continue
        if beside[0].age == "then":
            out[n] = replace(one, age="now")
        elif one.start < beside[0].start:
            out[n] = replace(one, age="then")
    return tuple(_same_period(t, out) for t in out)


def _same_period(told: Told, beside: Sequence[Told]) -> Told:
    """ "Seven times a day before, 70 now": both are rates of a day."""
    rates = [t for t in beside if t.what == told.what and t.age and t.per and t.way == "rate"]
    if not told.age or not rates or told.way == "rate" or told.per not in ("", rates[0].per):
        return told
    return replace(told, per=rates[0].per, way=rates[0].way)


@lru_cache(maxsize=4096)
def read_growth(text: str) -> tuple[Growth, ...]:
    """Changes of the number of attacks that are told as factors, in the order of their words."""
    return tuple(
        Growth(g.start + start, g.end + start, g.what, g.ratio)
        for start, end in cues.sentences(text)
        for g in _growths(text[start:end])
    )


def _growths(part: str) -> Iterator[Growth]:
    for start, end, ratio in sorted({*_by_word(part), *_by_number(part)}):
        what = _grown(part, start, end)
        if what is not None and ratio > 0:
            yield Growth(start, end, what, round(ratio, 2))


def _by_word(part: str) -> Iterator[tuple[int, int, float]]:
    """ "Doubled", "tenfold", "by half"."""
    factors = {cues.flat(k): float(v) for k, v in codebook.load("rates")["factors"].items()}
    for match in cues.pattern(factors).finditer(part):
        ratio = factors[cues.flat(match.group())]
        yield match.start(), match.end(), 1 / ratio if ratio > 1 and _falls(part, match.start()) else ratio


def _by_number(part: str) -> Iterator[tuple[int, int, float]]:
    """ "By ten times", "three times more", "by 40 percent"."""
    change = cues.listed("rates", "rising", "falling")
    if not _TIMES.search(part) and not _SHARE.search(part):
        return  # which is nearly every sentence, and counts take long to find
    for count in find_counts(part, measures=True):
        if count.low is None or count.low != count.high:
            continue
        times = _TIMES.match(part, count.end)
        share = _SHARE.match(part, count.end)
        by = re.search(rf"\bby\s+(?:(?:{_either('hedges')})\s+)*$", part[: count.number], re.I)
        turned = cues.last(change, part, max(0, count.start - _CHANGE), count.start) is not None
        falls = _falls(part, count.start)
        if times is not None and ((by and turned) or (times.group(1) or "").lower() in _flat("more")):
            yield count.start, times.end(), 1 / count.low if falls and count.low else float(count.low)
        elif share is not None and by and turned:
            yield count.start, share.end(), 1 - count.low / 100 if falls else 1 + count.low / 100


def _falls(part: str, at: int) -> bool:
    near = cues.last(cues.listed("rates", "rising", "falling"), part, max(0, at - _CHANGE), at)
    return near is not None and cues.flat(near.group()) in _flat("falling")


def _grown(part: str, start: int, end: int) -> str | None:
    """The attacks that a factor is said of: those right behind it, else the last before it; None for anything else."""
    nouns, names = cues.named("rates", "counted")
    if cues.listed("rates", "not_growing").search(part, 0, start) is not None:
        return None  # "the number of victims of shelling has doubled"
    noun = nouns.search(part, end, min(len(part), end + 25)) or cues.last(nouns, part, max(0, start - 120), start)
    return names[cues.flat(noun.group())] if noun is not None else None
