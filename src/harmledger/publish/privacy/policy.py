"""The privacy policy as data: its rules, and the words and numbers that they go by, out of `privacy.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from harmledger import codebook
from harmledger.errors import UsageError

NAMES, MINORS, VIOLENCE = "private-names", "minors", "sexual-violence"
SITES, COORDINATES, ADDRESSES = "sensitive-sites", "coordinates", "addresses"
CONTACTS, SCRIPTS, REVIEWERS = "contacts", "other-scripts", "reviewers"
ARTICLE = r"(?:(?:[Aa]l|[Ee]l|[Uu]l)-|[dl]['’])"  # of Arabic, French and Italian names, written with the name
NAMED = "name:"  # with it begins what is released of one person


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it withholds, what was looked for, what a reader sees instead, and why."""

    id: str
    withholds: str
    looked_for: str
    shown: str
    date: Literal["day", "month", "year", "none"]
    release: bool
    reason: str


@dataclass(frozen=True)
class Policy:
    """The rules by id, and the data behind them; `version` is stamped on what they masked."""

    data: dict[str, Any]
    version: str

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules by id, in the order of the file."""
        return {key: Rule(id=key, **row) for key, row in self.data["rules"].items()}

    def known(self, rule: str) -> None:
        """UsageError where there is no rule of this id; "" is any."""
        if rule and rule not in self.rules:
            raise UsageError(
                "there is no rule of this name", subject=rule, remedy=f"Choose from: {', '.join(self.rules)}."
            )

    def shown(self, rule: str) -> str:
        """What stands in place of what a rule withholds."""
        return self.rules[rule].shown

    def words(self, part: str, name: str) -> tuple[str, ...]:
        """A list of words of one part of the policy."""
        return tuple(self.data[part][name])

    @cached_property
    def violence(self) -> re.Pattern[str]:
        """What matches words of sexual violence, and as group "not" phrases in which they mean something else."""
        part = self.data["sexual_violence"]
        return re.compile(rf"\b(?:(?P<not>{starred(part['not'])})|{starred(part['words'])})\b", re.IGNORECASE)

    @cached_property
    def site_words(self) -> re.Pattern[str]:
        """What matches words of sensitive sites."""
        return re.compile(rf"\b(?:{starred(self.data['sites']['words'])})\b", re.IGNORECASE)

    @cached_property
    def written(self) -> dict[str, re.Pattern[str]]:
        """Rule -> what matches contacts, addresses, coordinates and other scripts in a text."""
        part = self.data["contacts"]
        kinds = {CONTACTS: "patterns", ADDRESSES: "addresses", COORDINATES: "points", SCRIPTS: "scripts"}
        return {rule: re.compile("|".join(f"(?:{self._whole(p)})" for p in part[name])) for rule, name in kinds.items()}

    def _whole(self, pattern: str) -> str:
        """A pattern with the parts that several share, such as "{number}", put in."""
        for name, part in self.data["contacts"]["parts"].items():
            pattern = pattern.replace(f"{{{name}}}", part)
        return pattern

    def decimals(self, precision: str | None) -> int:
        """How many decimals of a coordinate of this precision are public."""
        allowed = self.data["coordinates"]["decimals"]
        return int(allowed.get(precision, min(allowed.values())))


def starred(words: Iterable[str]) -> str:
    """Words as alternatives of a pattern, the longest first; a "*" is any ending, a blank any run of blanks."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for w in ordered)


def load() -> Policy:
    """The policy of this version of the program."""
    return Policy(codebook.load("privacy"), codebook.version("privacy"))
