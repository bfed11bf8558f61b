"""The figures of attacks in a text: how many of what, in which period, what became of them, then or now.

A reader of English phrases over the lists of `rates.yaml`. It gives what the words say and nothing else: a number
without a period keeps none, and three of five missiles "shot down" are three intercepted, not two that hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from harmledger import codebook
from harmledger.analyse import cues, rate_compare
from harmledger.analyse.told_rate import Told, Way
from harmledger.extract.numbers import Count, find_counts

_SKIP = re.compile(r"[\s-]+(?:of\s+(?:the\s+)?)?[“\"]?")
_WORD = re.compile(r"[\w’'-]+")


@lru_cache(maxsize=4096)  # copies of one text are read once, and what several analyses ask
def read_rates(text: str) -> tuple[Told, ...]:
    """The figures of a text, in the order of their words."""
    if not _worth(text):
        return ()
    return rate_compare.paired([t for start, end in cues.sentences(text) for t in _sentence(text, start, end)])


def _worth(text: str) -> bool:
    return bool(cues.listed("rates", "counted", "times", "adverbs", "intervals_by").search(text))


def _sentence(text: str, start: int, end: int) -> Iterator[Told]:
    part = text[start:end]
    if cues.listed("rates", "elsewhere").search(part):
        return
    found = sorted([*_figures(part), *_adverbs(part)], key=lambda t: t.start)
    opened = 0
    for n, told in enumerate(found):
        read = _in_context(part, told, opened, found[n + 1 :])
        if read is not None:
            yield replace(read, start=read.start + start, end=read.end + start)
        opened = told.end


def _figures(part: str) -> list[Told]:
    """The figures of a sentence that a number tells, each with its age where words compare it."""
    found: list[Told] = []
    counts = find_counts(part, measures=True)
    for n, count in enumerate(counts):
        close = counts[n + 1].start if n + 1 < len(counts) else len(part)
        whole = counts[n + 1] if n + 1 < len(counts) and _of(part, count, counts[n + 1]) else None
        after = counts[n + 2].start if n + 2 < len(counts) else len(part)
        if whole is not None and (told := _counted(part, whole, after)) is not None:
            found.append(replace(told, start=count.start, end=count.end, low=count.low, high=count.high))
            continue
        age = rate_compare.age(part, count, counts[n - 1].end if n else 0, close)
        told = _counted(part, count, close) or _timed(part, count) or _every(part, count) or _part(part, count, found)
        if told is None:
            noun = _noun_before(part, count.start) or _attack_before(part, count.start)
            told = rate_compare.bare(part, count, noun, found, age)
        if told is not None:
            found.extend(_from_to(part, count, replace(told, age=age)))
    return found


def _part(part: str, count: Count, found: Sequence[Told]) -> Told | None:
    """ "Six missiles, four of them shot down": what was counted before, of which these are a part."""
    of = cues.listed("rates", "part_of").match(part, count.end + 1)
    if of is None or not found or part[count.end : count.end + 1] != " ":
        return None
    return replace(found[-1], start=count.start, end=of.end(), low=count.low, high=count.high)


def _attack_before(part: str, at: int) -> str | None:
    verbs, names = cues.named("rates", "times_verbs")
    verb = cues.last(verbs, part, 0, at)
    return names[cues.flat(verb.group())] if verb else None


def _counted(part: str, count: Count, close: int) -> Told | None:
    """ "30 missiles", "14 enemy attacks", "three missile and 10 air strikes"."""
    book = codebook.load("rates")
    nouns, names = cues.named("rates", "counted")
    between: list[str] = []
    at = count.end
    for _ in range(int(book["gap"]) + 1):
        skip = _SKIP.match(part, at)
        if skip is None:
            return None
        at = skip.end()
        noun = nouns.match(part, at)
        word = _WORD.match(part, at)
        if word is None or word.group().lower() in _breaks() or (noun is None and _plural(word.group())):
            return None
        if noun is None:
            shared = _shared(part, at)
            if shared:
                return _told(part, count, at + len(word.group()), shared, between)
            between.append(word.group())
            at = word.end()
            continue
        noun = _longest(part, noun, close)
        if noun is None:
            return None
        what = names[cues.flat(noun.group())]
        if what in book["munitions"] and not noun.group().lower().endswith("s") and (count.low or 0) > 1:
            shared = _shared(part, noun.start())
            if not shared:
                return None  # "300 missile systems", "40 shell craters"
            what = shared
        return _told(part, count, noun.end(), what, between)
    return None


def _of(part: str, count: Count, whole: Count) -> bool:
    """ "Four out of six missiles"."""
    return re.fullmatch(r"\s+(?:out\s+)?of\s+(?:the\s+)?", part[count.end : whole.number]) is not None


def _longest(part: str, noun: re.Match[str], close: int) -> re.Match[str] | None:
    """The noun to its end ("drone" of "drone barrages"); None where it only describes another thing."""
    following = _WORD.match(part, noun.end() + 1) if part[noun.end() : noun.end() + 1] == " " else None
    if following is None or noun.group().lower().endswith("s"):
        return noun
    longer = cues.named("rates", "counted")[0].match(part, noun.end() + 1)
    if longer is not None and longer.end() <= close:
        return longer
    return None if following.group().lower() in codebook.load("rates")["things"] else noun


def _plural(word: str) -> bool:
    """Whether a word before the noun is a noun of its own: "two fighters launched missiles" counts fighters."""
    verbs = cues.listed("rates", "carried_out", "fates")
    return (word.islower() and word.endswith("s") and not word.endswith(("ss", "us", "'s", "’s"))) or bool(
        verbs.fullmatch(word)
    )


def _told(part: str, count: Count, end: int, what: str, between: Sequence[str]) -> Told:
    return Told(count.start, end, what, count.low, count.high, "", "unplaced", "carried out", "", " ".join(between))


@cache
def _breaks() -> frozenset[str]:
    return frozenset(codebook.load("rates")["breaks"])


def _shared(part: str, at: int) -> str | None:
    """What "3 missile and 10 air strikes" counts first: the noun stands after the second number."""
    book = codebook.load("rates")
    match = _sharing().match(part, at)
    return str(book["shared"][match.group(1).lower()]) if match else None


@cache
def _sharing() -> re.Pattern[str]:
    book = codebook.load("rates")
    weapons, nouns = ("|".join(map(re.escape, book[name])) for name in ("shared", "shared_nouns"))
    joint = r"(?:\s*(?:,|and|as well as|&)\s*)+(?:(?:more than|up to|over|about|at least)\s+)?"
    return re.compile(rf"({weapons})\b{joint}(?:\d+|[a-z]+)\s+(?:[\w-]+\s+)?(?:{nouns})\b", re.I)


def _timed(part: str, count: Count) -> Told | None:
    """ "Shelled the town 45 times"."""
    match = re.compile(r"[\s-]+").match(part, count.end)
    times = cues.listed("rates", "times").match(part, match.end()) if match else None
    factor = _WORD.findall(part[: count.start])[-1:] == ["by"]  # "shelling grew by ten times" counts no shelling
    if times is None or factor:
        return None
    what = _verb_near(part, count.start)
    return _told(part, count, times.end(), what, ()) if what and not _comparing(part, times.end()) else None


def _comparing(part: str, at: int) -> bool:
    word = _WORD.search(part, at)
    return word is not None and word.start() - at <= 2 and word.group().lower() in codebook.load("rates")["not_times"]


def _verb_near(part: str, at: int) -> str | None:
    """What the verb of attack of the sentence does: the last before the number, else the first after it."""
    verbs, names = cues.named("rates", "times_verbs")
    verb = cues.last(verbs, part, 0, at) or verbs.search(part, at)
    return names[cues.flat(verb.group())] if verb else None


def _every(part: str, count: Count) -> Told | None:
    """ "Shells fall every ten minutes": one in that many minutes."""
    book = codebook.load("rates")
    before = _WORD.findall(part[: count.start])[-1:] or [""]
    unit = _WORD.match(part, count.end + 1)
    if before[0].lower() not in book["intervals_by"] or unit is None or unit.group().lower() not in book["interval"]:
        return None
    what = _verb_near(part, count.start) or _noun_before(part, count.start)
    if what is None or count.low is None:
        return None
    per = f"{count.low}{'-' + str(count.high) if count.high not in (None, count.low) else ''} {unit.group().lower()}"
    at = part.lower().rfind(before[0].lower(), 0, count.start)
    return Told(at, unit.end(), what, 1, 1, per, "rate", "carried out", "", "")


def _noun_before(part: str, at: int) -> str | None:
    nouns, names = cues.named("rates", "counted")
    noun = cues.last(nouns, part, 0, at)
    return names[cues.flat(noun.group())] if noun else None


def _adverbs(part: str) -> Iterator[Told]:
    """ "The market was hit twice"."""
    for match in cues.listed("rates", "adverbs").finditer(part):
        verbs, names = cues.named("rates", "times_verbs")
        verb = cues.last(verbs, part, 0, match.start())
        if verb is None or len(_WORD.findall(part[verb.end() : match.start()])) > 4 or _comparing(part, match.end()):
            continue
        n = int(codebook.load("rates")["adverbs"][match.group().lower()])
        what = names[cues.flat(verb.group())]
        yield Told(match.start(), match.end(), what, n, n, "", "unplaced", "carried out", "", "")


def _from_to(part: str, count: Count, told: Told) -> Iterator[Told]:
    """ "Rose from 20 to 60 attacks a day" is a rate of then and one of now; "from 20 to 60 attacks" else a range."""
    opening = part[count.start : count.start + 5].lower()
    rose = cues.listed("rates", "rising", "falling")
    near = cues.last(rose, part, max(0, count.start - 40), count.start)
    if count.bound == "range" and opening.startswith("from") and near is not None:
        yield replace(told, high=told.low, age="then")
        yield replace(told, start=told.start + 1, low=told.high, age="now")
        return
    yield told


def _in_context(part: str, told: Told, opened: int, later: Sequence[Told]) -> Told | None:
    """The figure with its fate, period and age; None where the weapons were had or sent, not fired."""
    close = later[0].start if later else len(part)
    if not told.per:
        per, way = _period(part, told, close)
        told = replace(told, per=per, way=way)
    fate = _fate(part, told, opened, close)
    return None if fate is None else replace(told, fate=fate)


def _fate(part: str, told: Told, opened: int, close: int) -> str | None:
    """Carried out, repelled or intercepted, by the nearest verb; None for weapons that are no attack."""
    book = codebook.load("rates")
    munition = told.what in book["munitions"]
    left = cues.last(
        cues.listed("rates", "fates", "carried_out", *(["planned"] if munition else [])), part, 0, told.start
    )
    if re.search(r"\d\s+(?:out\s+)?of\s+(?:the\s+)?$|\w\s+out\s+of\s+(?:the\s+)?$", part[: told.start]):
        return "carried out"  # the whole, of which a part was shot down
    if _WORD.findall(part[: told.start])[-1:] and _WORD.findall(part[: told.start])[-1].lower() in book["with"]:
        return "carried out"
    right = _passive().match(part, told.end)
    if right is not None and left is not None and left.start() >= opened and not _fates().get(cues.flat(left.group())):
        right = (
            None  # "fired a dozen missiles, a house was destroyed": what is fired is told, the verb behind is another's
        )
    word = _direct(part, told.end) or (cues.flat(right.group(1)) if right else cues.flat(left.group()) if left else "")
    if not word:
        after = cues.listed("rates", "carried_out").search(part, told.end)
        word = cues.flat(after.group()) if after else ""
    if (munition and word in book["planned"]) or _one_of(part, told):
        return None
    fate = _fates().get(word, "carried out")
    if munition and cues.listed("rates", "defenders").search(part, 0, told.start) and word not in book["launched"]:
        fate = "intercepted"
    if fate == "intercepted" and not munition:
        # "destroyed in 12 attacks": attacks are not shot down
        return "carried out"
    if munition and not word and told.way != "rate" and not told.age:
        return None  # a number of weapons of which nothing is told
    return fate


def _direct(part: str, at: int) -> str:
    """The participle right behind a figure: "14 attacks repelled"; not "six missiles destroyed a school"."""
    fates = "|".join(map(re.escape, sorted(_fates(), key=len, reverse=True)))
    end = rf"\s+(?:\w+ly\s+)?({fates})(?=\s*(?:$|[.,;)”\"])|\s+(?:by|over|in|on|near|at|and|above|overnight|during)\b)"
    found = re.compile(end, re.I).match(part, at)
    return cues.flat(found.group(1)) if found else ""


def _one_of(part: str, told: Told) -> bool:
    """ "One of the missile attacks" counts nothing."""
    return told.low == 1 and re.match(r"\s*(?:one|1)\s+of\s", part[told.start :], re.I) is not None


@cache
def _passive() -> re.Pattern[str]:
    fates = "|".join(map(re.escape, _fates()))
    return re.compile(rf"\s*(?:[^.;,:]{{0,60}}\s)?(?:was|were|been|being|are|got)\s+(?:\w+ly\s+)?({fates})\b", re.I)


@cache
def _fates() -> dict[str, str]:
    return cues.named("rates", "fates")[1]  # type: ignore[return-value]


def _period(part: str, told: Told, close: int) -> tuple[str, Way]:
    """The period of a figure: a habit right after it, else a stretch that the sentence names."""
    habits, rates = cues.named("rates", "habits")
    tail = part[told.end : min(len(part), told.end + 60)]
    habit = habits.search(tail)
    if habit is not None and rate_compare.is_ago(tail, habit.end()):
        habit = None
    if habit is not None and len(_WORD.findall(tail[: habit.start()])) <= 5 and told.end + habit.start() < close:
        return rates[cues.flat(habit.group())], "rate"
    before = _WORD.findall(part[: told.start])[-2:]
    if before and cues.flat(before[-1]) in rates:
        return rates[cues.flat(before[-1])], "rate"
    stretches, names = cues.named("rates", "periods")
    period = stretches.search(part, told.end) or cues.last(stretches, part, 0, told.start)
    if cues.listed("rates", "totals").search(part) and period is None:
        return "", "total"
    return (names[cues.flat(period.group())], "count") if period else ("", "unplaced")
