"""Words and names of a claim, reduced so that two spellings of one thing meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from harmledger.link.settings import Settings
from harmledger.records import Place

OFFICIAL_REACH = 3
MIN_SKELETON = 4  # consonants: fewer are shared by too many names

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_NUMBER = re.compile(r"(?<![\d.,:])\d{1,3}(?:[, ]\d{3})+(?![\d:])|(?<![\d.,:])\d{1,9}(?![.,:]?\d)")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s")
_VOWELS = str.maketrans("", "", "aeiouyj'’`-")
# Digraphs that transliterations of one letter differ in; longer first.
_SOUNDS = (("shch", "s"), ("sch", "s"), ("zh", "z"), ("kh", "h"), ("ch", "c"), ("sh", "s"), ("ts", "c"), ("tz", "c"),
           ("ck", "k"), ("ph", "f"), ("x", "ks"), ("w", "v"), ("g", "h"), ("q", "k"))  # fmt: skip


@lru_cache(maxsize=5_000)
def words_of(text: str) -> tuple[tuple[str, int], ...]:
    """The words of a text as written, each with its offset."""
    return tuple((m.group(), m.start()) for m in _WORD.finditer(text))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its ending, lower case: "shelters" and "sheltering" meet; crude on purpose, no dictionary."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low.removesuffix(ending)
    return low


@lru_cache(maxsize=100_000)
def skeleton(name: str) -> str:
    """The consonants of a name, transliteration levelled: Mykhailov and Mikhaylov give one skeleton."""
    plain = unicodedata.normalize("NFKD", name.lower().removesuffix("'s").removesuffix("’s"))
    for written, sound in _SOUNDS:
        plain = plain.replace(written, sound)
    bare = "".join(c for c in plain if c.isalpha()).translate(_VOWELS)
    return re.sub(r"(.)\1+", r"\1", bare)


def names_in(text: str, settings: Settings) -> list[str]:
    """Capitalised words that no sentence begins with and that are no common word, as written."""
    out = []
    for word, at in words_of(text):
        if not word[0].isupper() or word.isupper() or len(word) < int(settings.number("names", "least_letters")):
            continue
        if word.lower().removesuffix("'s").removesuffix("’s") in settings.common or _begins(text, at):
            continue
        out.append(word.removesuffix("'s").removesuffix("’s"))
    return out


def officials_in(text: str, settings: Settings) -> set[str]:
    """Capitalised words that stand within three words after one for an official, as written: "Mayor Petro Hask"."""
    found, left = set(), 0
    for word, _ in words_of(text):
        if word.lower() in settings.roles:
            left = OFFICIAL_REACH
        elif left and word[0].isupper():
            found.add(word.removesuffix("'s").removesuffix("’s"))
        left = max(0, left - (word.lower() not in settings.roles))
    return found


def capital_keys(text: str) -> set[str]:
    """Capitalised words and pairs of them, lower case, and their skeletons: what `town_keys` may meet."""
    found = [(w.removesuffix("'s").removesuffix("’s"), at) for w, at in words_of(text) if w[0].isupper()]
    keys = {key for word, _ in found for key in _keys(word)}
    for (first, at), (second, then) in pairwise(found):
        if then == at + len(first) + 1:
            keys.update(_keys(f"{first} {second}"))
    return keys


def town_keys(place: Place) -> set[str]:
    """The keys of a place's name, as resolved and as written."""
    return {key for name in (place.name, place.text) if name for key in _keys(name)}


def _keys(name: str) -> Iterator[str]:
    yield name.lower()
    bone = skeleton(name)
    if len(bone) >= MIN_SKELETON:
        yield f"~{bone}"


def content_words(text: str, settings: Settings) -> set[str]:
    """Stems of the words of a text that may tell one event from another."""
    common = settings.common
    return {
        stem(word)
        for word, _ in words_of(text)
        if len(word) > 2
        and word.lower() not in common
        and word.lower().removesuffix("'s").removesuffix("’s") not in common
    }


def figures_in(text: str, settings: Settings) -> set[str]:
    """Figures that may tell one event from another: ages, times of the clock and numbers too large for dates."""
    found = {f"#{next(g for g in m.groups() if g)}yo" for m in settings.ages.finditer(text)}
    found.update(f"#{m.group()}" for m in settings.clocks.finditer(text))
    plain = settings.data["figures"]
    for m in _NUMBER.finditer(text):
        number = int(m.group().replace(",", "").replace(" ", ""))
        if number >= plain["least"] and not plain["years"][0] <= number <= plain["years"][1]:
            found.add(f"#{number}")
    return found


def parts_of_day(text: str, settings: Settings) -> set[str]:
    """The parts of the day that a text names."""
    return {settings.part_of_day[w.lower()] for w, _ in words_of(text) if w.lower() in settings.part_of_day}


def says_again(text: str, settings: Settings) -> bool:
    """Whether a text speaks of one more event of a kind: "another strike", "shelled again"."""
    return any(word.lower() in settings.repeats for word, _ in words_of(text))


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip("\"'“”‘’«([ \t\n")
    return not before or before[-1] in ".!?…:\n"
