"""The weights and limits of linking, read once from the codebook."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement
from typing import Any

from harmledger import codebook
from harmledger.link.leaves import Cuts

VERSION = "link/4"
BOOKS = (
    "conflicts",
    "countries",
    "disputes",
    "grades",
    "linking",
    "reconcile",
    "sources",
    "times",
)  # that linking follows


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much agreement on something that this share of accounts names speaks for one event."""

    scale: float
    floor: float  # added to the share: what is never seen is not infinitely rare
    least: float
    most: float

    def weight(self, share: float) -> float:
        """Log-odds of a chance agreement, scaled and bounded."""
        return min(self.most, max(self.least, -self.scale * math.log(share + self.floor)))


@dataclass(frozen=True, slots=True)
class Settings:
    """`codebook/data/linking.yaml`, with what the code looks up often laid out for it."""

    data: dict[str, Any]
    rarity: dict[str, Rarity]
    type_weights: dict[str, float]  # what a shared type speaks for one event
    target_weights: dict[str, float]
    family: dict[str, str]  # event type -> family
    related: dict[tuple[str, str], float]  # two families, sorted -> weight
    once: frozenset[str]  # event types that one party does at one place seldom twice
    lasting: frozenset[str]  # event types whose state lasts, so that later days are told as the same
    weapon_kin: tuple[frozenset[str], ...]  # weapons that reports name for one another
    general_targets: frozenset[str]
    common: frozenset[str]
    rising: frozenset[str]
    repeats: frozenset[str]
    part_of_day: dict[str, str]  # word -> part of the day
    mention_cues: frozenset[str]
    aftermath: frozenset[str]  # words of what follows an event
    roles: frozenset[str]  # words for officials, whose names stand in reports of many events
    weekdays: dict[str, int]  # word -> 0 Monday to 6 Sunday
    ages: re.Pattern[str]  # one group each way of writing holds the years
    clocks: re.Pattern[str]
    directness: dict[str, int]  # source type -> rank, 0 most direct

    def number(self, group: str, name: str) -> float:
        """One number of one group, e.g. `number("time", "apart")`."""
        return float(self.data[group][name])

    def probability(self, score: float) -> float:
        """The probability that a pair of this score is of one event, .001 to .999: reading is never certain."""
        exponent = self.number("probability", "slope") * score + self.number("probability", "intercept")
        return round(min(0.999, max(0.001, 1 / (1 + math.exp(-max(-700.0, min(700.0, exponent)))))), 3)

    def kin(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether reports may name a weapon of one set for one of the other."""
        return any(kin & one and kin & other for kin in self.weapon_kin)

    @property
    def cuts(self) -> Cuts:
        """How the graph of likely pairs is cut into parts."""
        join, parts = self.number("cluster", "join"), self.data["parts"]
        return Cuts(tuple(join + float(s) for s in parts["steps"]), int(parts["most"]), float(parts["margin"]))

    def limit(self, name: str) -> int:
        """One limit of the search for pairs."""
        return int(self.data["blocks"][name])


def made_by(rule: str) -> str:
    """By what incidents are made, to tell whether it has changed: the method, the codebook, the rule of figures."""
    books = "\n".join(codebook.version(name) for name in BOOKS)
    return f"{VERSION} {rule} {hashlib.sha256(books.encode()).hexdigest()[:16]}"


@cache
def settings() -> Settings:
    """The settings that ship with the program; CodebookError where the file is damaged."""
    data = codebook.load("linking")
    types = data["type"]
    family = {event: name for name, events in types["families"].items() for event in events}
    related = {_pair(a, b): float(w) for a, b, w in types["related"]}
    for a, b in combinations_with_replacement(sorted(types["families"]), 2):
        related.setdefault((a, b), float(types["family"] if a == b else types["unrelated"]))
    rarity = {name: Rarity(**row) for name, row in data["rarity"].items()}
    return Settings(
        data=data,
        rarity=rarity,
        type_weights={k: rarity["type"].weight(float(v)) for k, v in data["shares"]["types"].items()},
        target_weights={k: rarity["target"].weight(float(v)) for k, v in data["shares"]["targets"].items()},
        family=family,
        related=related,
        once=frozenset(types["once"]),
        lasting=frozenset(data["time"]["lasting"]),
        weapon_kin=tuple(frozenset(kin) for kin in data["weapons"]["kin"]),
        general_targets=frozenset(data["targets"]["general"]),
        common=frozenset(data["common_words"]) | _states(),
        rising=frozenset(data["rise_words"]),
        repeats=frozenset(data["repeat_words"]),
        part_of_day={word: part for part, words in data["parts_of_day"].items() for word in words},
        mention_cues=frozenset(data["mentions"]["cues"]),
        aftermath=frozenset(data["aftermath"]["words"]),
        roles=frozenset(data["officials"]),
        weekdays=codebook.load("times")["words"]["WEEKDAY"],
        ages=re.compile("|".join(data["figures"]["ages"])),
        clocks=re.compile(data["figures"]["clock"]),
        directness={kind: rank for rank, kind in enumerate(data["directness"])},
    )


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _states() -> set[str]:
    """The one-word names of all states and of their people, lower case: whose war it is tells no event from another."""
    rows = codebook.load("countries")["countries"]
    names = (name for row in rows for field in ("names", "adjectives", "people") for name in row.get(field, ()))
    return {name.lower() for name in names if " " not in name}
