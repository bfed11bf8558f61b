"""Which object a claim says was struck, where its words or its place tell it from others of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from harmledger import codebook
from harmledger.analyse.phrases import pattern
from harmledger.analyse.struck import is_struck
from harmledger.analyse.towns import Area, Towns
from harmledger.link.words import skeleton
from harmledger.records import Claim, Evidence

Known = Literal["site", "name", "only one in a town", "only one in a village"]

_LEADING = re.compile(r"((?:[A-Z][\w’'-]*\W{1,2}){1,4})$")
_NUMBER = re.compile(r"\s*(?:No\.?|Nr\.?|№|#|number)\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Struck:
    """One object that a claim says was struck; equal `key` is equal object."""

    key: tuple[str, ...]
    name: str
    known: Known
    area: Area


def objects(claim: Claim, towns: Towns) -> tuple[Struck, ...]:
    """The objects that a claim says were struck and that can be told from others, each once."""
    if claim.place is None:
        return ()
    area = towns.area(claim.place)
    site = _site(claim, area)
    found: dict[tuple[str, ...], Struck] = {}
    for struck in _by_words(claim, area):
        one = site if site is not None and _same(struck, site) else struck
        found.setdefault(one.key, one)
    if site is not None and not found:
        found[site.key] = site
    return tuple(found.values())


def kind_of(words: str) -> str | None:
    """The kind of object that the words of a target name."""
    return next((kind for kind in _book()["objects"] if _kind_pattern(kind).search(words)), None)


def _same(struck: Struck, site: Struck) -> bool:
    """Whether words for an object name the site: its kind ("bridge"), or its name."""
    named = struck.known == "name" and struck.key[2] in skeleton(site.name)
    return named or _kind_pattern(struck.key[-1]).search(site.name) is not None


def _site(claim: Claim, area: Area) -> Struck | None:
    """The object that the place itself is."""
    place = claim.place
    if place is None or place.precision != "site" or place.name is None:
        return None
    name = place.name if place.name.casefold() != area.name.casefold() or area.kind == "site" else place.text
    for kind, given in _book()["objects"].items():
        if given["one_in"] == "town" and area.kind == "town" and _kind_pattern(kind).search(name):
            return Struck((area.name, area.admin1, kind), f"{kind}, {area.name}", "site", area)
    return Struck(("site", place.country or "", _folded(name)), name, "site", area)


def _by_words(claim: Claim, area: Area) -> Iterator[Struck]:
    for evidence in claim.evidence:
        if not evidence.field.startswith("targets:") or not is_struck(claim, evidence):
            continue
        for kind, given in _book()["objects"].items():
            if _kind_pattern(kind).search(evidence.text):
                yield from _one(claim, evidence, kind, given["one_in"], area)
                break


def _one(claim: Claim, evidence: Evidence, kind: str, one_in: str, area: Area) -> Iterator[Struck]:
    plural = evidence.text.casefold().rstrip().endswith("s") and evidence.text.casefold() not in _singulars()
    if plural or area.kind in ("country", "unlocated"):
        return
    name = _name(claim, evidence, area)
    if name:
        same = _folded(name) if any(c.isdigit() for c in name) else skeleton(name) or _folded(name)
        yield Struck(("name", f"{area.country} {area.admin1}", same, kind), f"{name} {kind}", "name", area)
    elif one_in == "town" and area.kind == "town":
        yield Struck((area.name, area.admin1, kind), f"{kind}, {area.name}", "only one in a town", area)
    elif one_in in ("town", "village") and _is_village(claim):
        yield Struck((area.name, area.admin1, kind), f"{kind}, {area.name}", "only one in a village", area)


def _is_village(claim: Claim) -> bool:
    return claim.place is not None and claim.place.precision == "village"


def _name(claim: Claim, evidence: Evidence, area: Area) -> str:
    """The capitalised words right before the object's, or the number behind them; the town's own name is none."""
    quote = next((q for q in claim.quotes if q.start <= evidence.start < q.end), None)
    if quote is None:
        return ""
    before, after = quote.text[: evidence.start - quote.start], quote.text[evidence.end - quote.start :]
    if number := _NUMBER.match(after):
        return f"{area.name} No. {number[1]}"
    leading = _LEADING.search(before)
    words = re.findall(r"[\w’'-]+", leading[1]) if leading else []
    if len(words) == 1 and leading is not None and _begins(before[: leading.start()]):
        return ""  # a capital at the beginning of a sentence is no sign of a name
    # "the southern hospital" tells where one lies, "the Southern Hospital" is called so
    called = (
        frozenset(_book()["directions"]) if evidence.text[:1].isupper() and not quote.text.istitle() else frozenset()
    )
    no_names = _no_names() - called
    words = [w for w in words if no_names.isdisjoint(w.lower().split("-")) and not w.endswith(("'s", "’s"))]
    town = {skeleton(w) for w in (*area.name.split(), *area.admin1.split(), area.country)}
    return "" if not words or all(skeleton(w) in town or _of_town(w, area) for w in words) else " ".join(words)


def _begins(before: str) -> bool:
    """Whether what follows this text begins a sentence."""
    left = before.rstrip("\"'“”‘’«([ \t\n")
    return not left or left[-1] in ".!?…:\n"


def _of_town(word: str, area: Area) -> bool:
    """Whether a word is the adjective of a place: "Varskyi" of Varsk."""
    root = skeleton(area.name.split()[0])
    return len(root) >= 3 and skeleton(word).startswith(root[: max(3, len(root) - 1)])


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


@cache
def _book() -> dict[str, Any]:
    return codebook.load("repeated")


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_book()["no_names"])


@cache
def _singulars() -> frozenset[str]:
    return frozenset(w for given in _book()["objects"].values() for p in given["words"] for w in re.split(r"[ |]", p))


@cache
def _kind_pattern(kind: str) -> re.Pattern[str]:
    return pattern(tuple(_book()["objects"][kind]["words"]))
