"""How often places, kinds, targets, words and names occur in news of violence at large.

No count is taken from the ledger at hand: two accounts are compared alike in a ledger of twelve reports and in one of
twelve thousand, and no later report changes a score. Words and names are counted in openly licensed text by
`scripts/count_background.py`; a place's share follows from its people; kinds and targets have shares in `linking.yaml`.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from harmledger.errors import CodebookError
from harmledger.gazetteer import Gazetteer
from harmledger.link.settings import Settings, settings
from harmledger.records import Place

FILE = "background.tsv.gz"


@dataclass(frozen=True)
class Background:
    """In how many of `total` passages each word and each name (by its consonants) occurs; less than twice is absent."""

    total: int
    words: dict[str, int]
    names: dict[str, int]


@cache
def background() -> Background:
    """The shipped counts; CodebookError where the file is missing or damaged."""
    try:
        packed = (resources.files("harmledger") / "weights" / FILE).read_bytes()
        rows = gzip.decompress(packed).decode().splitlines()
        total = int(rows[0])
        tables: dict[str, dict[str, int]] = {"w": {}, "n": {}}
        for row in rows[1:]:
            kind, key, count = row.split("\t")
            tables[kind][key] = int(count)
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise CodebookError(f"cannot be read ({error})", subject=FILE, remedy="Reinstall harmledger.") from error
    return Background(total, tables["w"], tables["n"])


@lru_cache(maxsize=200_000)
def word_share(stem: str) -> float:
    """The share of passages that hold a word; for the name of a town that of the town, if it is larger."""
    counts = background()
    return max(counts.words.get(stem, 0) / counts.total, _town_share(stem))


@lru_cache(maxsize=200_000)
def name_share(bone: str) -> float:
    """The share of passages that hold a name of these consonants."""
    counts = background()
    return counts.names.get(bone, 0) / counts.total


@lru_cache(maxsize=200_000)
def word_weight(stem: str) -> float:
    """What a shared word speaks for one event."""
    return settings().rarity["word"].weight(word_share(stem))


@lru_cache(maxsize=200_000)
def name_weight(bone: str) -> float:
    """What a shared name speaks for one event."""
    return settings().rarity["name"].weight(name_share(bone))


def is_word(stem: str, bone: str) -> bool:
    """Whether a capitalised word is rather an ordinary word, as in a headline that capitalises all."""
    counts = background()
    return counts.words.get(stem, 0) > 2 * counts.names.get(bone, 0)


@lru_cache(maxsize=100_000)
def is_town(name: str, country: str | None) -> bool:
    """Whether a place of this country (of any, where it is unknown) bears the name: then it agrees as a place."""
    return any(c.country == country or country is None for c in _gazetteer().lookup(name))


def place_share(place: Place | None) -> float:
    """The share of accounts that name a place, by the people who live there."""
    if place is None:
        return 1.0
    return _share_of(place.geonames_id, place.name or place.text, place.precision or "")


@lru_cache(maxsize=100_000)
def _share_of(number: int | None, name: str, precision: str) -> float:
    conf = settings()
    assumed = conf.data["shares"]["people"]
    people = int(assumed.get(precision, assumed["village"]))
    if number is not None:
        people = next((c.population for c in _gazetteer().lookup(name) if c.geonames_id == number), 0) or people
    return people_share(people, conf)


def people_share(people: int, conf: Settings) -> float:
    """The share of accounts that name a place of so many people."""
    shares = conf.data["shares"]["place"]
    return float(min(shares["most"], shares["million"] * (people / 1e6) ** shares["power"]))


def _town_share(stem: str) -> float:
    """The share of a large town of this name; 0 for no town or a small one."""
    conf = settings()
    least = int(conf.data["shares"]["town"])
    people = max((c.population for c in _gazetteer().lookup(stem) if c.geonames_id is not None), default=0)
    return people_share(people, conf) if people >= least else 0.0


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()
