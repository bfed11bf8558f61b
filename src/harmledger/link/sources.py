"""Who stands behind a claim, so that one text carried by five outlets, or one governor quoted by five, counts once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from harmledger import codebook
from harmledger.codebook import parties
from harmledger.link.words import skeleton
from harmledger.records import Claim, Report

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent source of an incident, with what was folded into it."""

    name: str  # for a person: the fullest name that a report gives
    type: str
    side: str
    folded: tuple[str, ...]  # how each report names it and where, for a person, in order of publication
    claims: tuple[str, ...]
    reports: tuple[str, ...]


def voices(claims: Iterable[Claim], reports: Mapping[str, Report]) -> tuple[Voice, ...]:
    """The independent sources of an incident's claims, earliest first.

    A report's own words count only where it names nobody for the event: what it says besides is taken to come from
    whom it quotes. A person and the office he holds are one where a report names both together, or where there is one
    of each; officials in general are nobody beside an official of their side.
    """
    rows = _counted(list(claims), reports)
    groups = _Groups()
    for c in rows:
        keys = _keys(c, reports)
        for key in keys:
            groups.join(keys[0], key)
    _speak_for(rows, groups, reports)
    found: dict[str, list[Claim]] = defaultdict(list)
    for c in rows:
        found[groups.root(_keys(c, reports)[0])].append(c)
    return tuple(_voice(own, reports) for own in found.values())


def independent(claims: Iterable[Claim], reports: Mapping[str, Report]) -> int:
    """How many sources the claims of one incident come from."""
    return len(voices(claims, reports))


def chain_of(claim: Claim, reports: Mapping[str, Report]) -> str:
    """The chain of sources that a later figure may revise: the person, else the office, else the outlet."""
    return _keys(claim, reports)[0]


def label(claim: Claim, reports: Mapping[str, Report]) -> str:
    """Who asserts a claim, for a person."""
    if claim.source.name:
        return claim.source.name
    if claim.source.type != "media":
        side = f" of {claim.source.side}" if claim.source.side not in ("none", "other") else ""
        return f"{claim.source.type.replace('_', ' ')}{side}"
    report = reports.get(claim.report)
    return (report.outlet or report.document) if report is not None else claim.document


def _counted(claims: Sequence[Claim], reports: Mapping[str, Report]) -> list[Claim]:
    """The claims that bring a source of their own, by publication."""
    quoting = {c.report for c in claims if not _own_words(c)}
    rows = [c for c in claims if not _own_words(c) or c.report not in quoting]

    def published(c: Claim) -> str:
        report = reports.get(c.report)
        return str(report.published.end or "") if report is not None else ""

    return sorted(rows, key=lambda c: (published(c), c.id))


def _speak_for(rows: Sequence[Claim], groups: _Groups, reports: Mapping[str, Report]) -> None:
    """Join offices with the one person who may hold them, and officials in general with an official of their side."""
    kinds: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for c in rows:
        for key in _keys(c, reports):
            kind = key.split(" ", 1)[0]
            if kind in ("person", "office", "anybody"):
                kinds[c.source.type, c.source.side][kind].append(key)
    for found in kinds.values():
        roots = {kind: list(dict.fromkeys(groups.root(k) for k in found[kind])) for kind in ("person", "office")}
        loose = {kind: [r for r in own if r not in roots[_OTHER[kind]]] for kind, own in roots.items()}
        if len(loose["person"]) == len(loose["office"]) == 1 and roots["person"] == loose["person"]:
            groups.join(loose["person"][0], loose["office"][0])
    _introduced(rows, groups, reports)
    named: dict[str, str] = {}
    for c in rows:
        for key in _keys(c, reports):
            state = _state(c.source.name or "", c.source.side)
            if key.startswith(("person", "office")) and state not in ("none", "other"):
                named.setdefault(state, key)
    for found in kinds.values():
        for key in found["anybody"]:
            if (state := key.split(" ", 2)[2]) in named:
                groups.join(named[state], key)


def _introduced(rows: Sequence[Claim], groups: _Groups, reports: Mapping[str, Report]) -> None:
    """Join a person with the office that a report gives beside the name; not where two persons may hold it."""
    holders: dict[str, dict[str, str]] = defaultdict(dict)  # office -> person's root -> person's key
    for c in rows:
        keys = _keys(c, reports)
        if keys[0].startswith("person") and c.report in reports:
            for office in _offices_beside(c.source.name or "", reports[c.report].text):
                key = f"office {office} {_state(c.source.name or '', c.source.side)}"
                holders[key].setdefault(groups.root(keys[0]), keys[0])
    offices = {k for c in rows for k in _keys(c, reports) if k.startswith("office")}
    for key in sorted(offices):
        if len(holders[key]) == 1:
            groups.join(next(iter(holders[key].values())), key)


@cache
def _offices_beside(name: str, text: str) -> tuple[str, ...]:
    """The offices in the words right before and after a person's surname in a text."""
    surname = name.split()[-1] if name.split() else ""
    found: dict[str, None] = {}
    for m in re.finditer(rf"\b{re.escape(surname)}\b", text) if len(surname) > 2 else ():
        before = re.split(r"[.;:!?\n]", text[max(0, m.start() - _BESIDE) : m.start()])[-1]
        after = re.match(r"\s*,([^.;:!?\n]*)", text[m.end() : m.end() + _BESIDE])
        found |= dict.fromkeys(
            [*_offices(before.rsplit(",", 1)[-1]), *_offices(after[1].split(",")[0] if after else "")]
        )
    return tuple(found)


_BESIDE = 70  # characters


_OTHER = {"person": "office", "office": "person"}


def _voice(claims: Sequence[Claim], reports: Mapping[str, Report]) -> Voice:
    quoted = [c for c in claims if c.source.name]
    names = [c.source.name or "" for c in quoted]
    best = max(names, key=len) if names else label(claims[0], reports)
    first = quoted[0] if quoted else claims[0]
    folded = dict.fromkeys(_where(c, best, reports) for c in claims)
    ids = tuple(dict.fromkeys(c.id for c in claims))
    return Voice(
        best, first.source.type, first.source.side, tuple(folded), ids, tuple(dict.fromkeys(c.report for c in claims))
    )


def _where(claim: Claim, best: str, reports: Mapping[str, Report]) -> str:
    """ "as "the governor" in Harbour Gazette, 2030-05-09"."""
    report = reports.get(claim.report)
    named = label(claim, reports)
    said = "" if named == best or _own_words(claim) else f"as “{named}” in "
    if report is None:
        return f"{said}{claim.document}"
    day = f", {report.published.end}" if report.published.end else ""
    copy = ", a copy" if report.copy_of else ""
    return f"{said}{report.outlet or report.document}{day}{copy}"


def _keys(claim: Claim, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """The keys of a claim's source, the most telling first: person, office, or the outlet's own text."""
    if _own_words(claim):
        return (_outlet(reports.get(claim.report), claim.report, reports),)
    return _source_keys(claim.source.name or "", claim.source.type, claim.source.side)


@cache
def _source_keys(name: str, kind: str, side: str) -> tuple[str, ...]:
    """The keys of a quoted source by its name as written."""
    person = _person(name)
    if kind == "media":
        return (f"outlet {skeleton(person.split()[-1])}",) if person else (f"anybody {kind} {side}",)
    keys = [f"person {skeleton(person.split()[-1]) or person.casefold()}"] if person else []
    keys += [f"office {office} {_state(name, side)}" for office in _offices(name)]
    if not keys and kind in _rules()["bodies"] and (body := _body(name)):
        keys.append(f"body {body} {_state(name, side)}")
    return tuple(keys) or (f"anybody {kind} {_state(name, side)}",)


def _state(name: str, side: str) -> str:
    """Whose: the side, of third parties the state or union that the name bears, as each speaks for itself."""
    return (parties.party(name) or side) if side in ("none", "other") else side


def _body(name: str) -> str:
    """The words that tell a body from officials in general ("state railway company"), "" where there are none."""
    low = [w.lower().replace("’", "'").removesuffix("'s") for w in _WORD.findall(name)]
    own = [w for w in low if w not in _plain(name)]
    return " ".join(skeleton(w) or w for w in own)


def _offices(text: str) -> list[str]:
    low = f" {' '.join(_WORD.findall(text.replace('’', chr(39)).lower()))} "
    return [office for office, words in _rules()["offices"].items() if any(f" {w} " in low for w in words)][:1]


def _person(name: str) -> str:
    """A person's or body's own name in the name of a source, "" where it has none.

    Words of offices, of parties and for officials in general are no name; beside an office one capitalised word that no
    title stands before is its place ("Kharkiv police").
    """
    rules, plain = _rules(), _plain(name)
    words = [m.group() for m in _WORD.finditer(name)]
    own = [
        k
        for k, w in enumerate(words)
        if w[:1].isupper() and w.lower().replace("’", "'").removesuffix("'s") not in plain
    ]
    if own and _offices(name):
        titled = any(k and words[k - 1].lower() in rules["titles"] for k in own)
        if not titled and len(own) < 2:
            own = []
    return " ".join(words[k] for k in own)


def _plain(name: str) -> frozenset[str]:
    """The words of a source's name that are no name of its own: of offices, of parties, of officials in general."""
    rules = _rules()
    party = {
        w.lower().removesuffix("'s").removesuffix("’s")
        for hit in parties.scan(name)
        if hit.entry.kind != "person"
        for w in _WORD.findall(name[hit.start : hit.end])
    }
    office = {w for phrases in rules["offices"].values() for p in phrases for w in p.split()}
    return frozenset(office | party | rules["titles"] | rules["anybody"])


@cache
def _rules() -> dict[str, Any]:
    data = codebook.load("sources")
    return {
        "offices": data["offices"],
        "titles": frozenset(data["titles"]),
        "anybody": frozenset(data["anybody"]),
        "bodies": frozenset(data["bodies"]),
        "pictures": frozenset(data["pictures"]),
    }


def _own_words(claim: Claim) -> bool:
    """Whether the outlet itself speaks: also where it shows what pictures show, as those say nothing by themselves."""
    name = claim.source.name
    if name is None:
        return claim.source.type == "media"
    return claim.source.type == "osint" and _is_picture(name)


@cache
def _is_picture(name: str) -> bool:
    words = [w.lower() for w in _WORD.findall(name)]
    return bool(words) and all(w in _rules()["pictures"] for w in words)


def _outlet(report: Report | None, report_id: str, reports: Mapping[str, Report]) -> str:
    """The outlet that first carried a text: of its address the telling part, so that "Reuters" and its site are one."""
    if report is None:
        return f"report {report_id}"
    root = reports.get(report.copy_of) if report.copy_of else None
    first = root or report
    if not first.outlet:
        return f"text {first.id}"
    parts = [p for p in first.outlet.lower().split(".") if p != "www"]
    core = max(parts[:-1] or parts, key=len)
    return f"outlet {skeleton(core.split()[-1]) or core}"


class _Groups:
    """Keys that stand for one source."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def root(self, key: str) -> str:
        while (up := self._up.get(key, key)) != key:
            key = up
        return key

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        self._up[b] = a
