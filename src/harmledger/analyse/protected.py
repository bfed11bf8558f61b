"""Attacks on protected objects by class: each incident once a class, by period and by who is said to have done it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Annotated, Any

from harmledger import codebook
from harmledger.analyse.base import Analysis, Options, Row
from harmledger.analyse.blame import contested, doer
from harmledger.analyse.material import Account, Material
from harmledger.analyse.periods import BY, period
from harmledger.analyse.phrases import found, pattern
from harmledger.analyse.struck import is_struck
from harmledger.analyse.tolls import Sum, combatants, figure, total
from harmledger.link.sources import independent
from harmledger.records import Claim


@dataclass(frozen=True, slots=True)
class ProtectedRow(Row):
    """Incidents of one class, period, doer and standing."""

    object: Annotated[str, "class of what was attacked"]
    period_start: Annotated[dt.date | None, "first day of the period; empty where no incident is dated so exactly"]
    period_end: Annotated[dt.date | None, "last day of the period"]
    party: Annotated[str | None, "who is said to have attacked the object; both, where its claims blame both"]
    party_basis: Annotated[str | None, "stated by the words of a claim on the object, or inferred from its report"]
    contested: Annotated[bool, "whether the parties dispute the attacks on these objects"]
    incidents: Annotated[int, "incidents; one with objects of two classes is in both classes"]
    first: Annotated[dt.date | None, "first day of the earliest of them; empty where none is dated"]
    last: Annotated[dt.date | None, "last day of the latest"]
    sources: Annotated[int, "sources that do not repeat each other"]
    killed: Annotated[
        str | None, "people killed in these incidents, in and around the objects: range; empty where untold"
    ]
    killed_told: Annotated[int, "incidents with a figure of killed; the others are not counted as nobody killed"]
    killed_low: Annotated[int | None, "killed, at least; empty where no figure is told"]
    killed_best: Annotated[int | None, "... best figures"]
    killed_high: Annotated[int | None, "... at most; empty where untold or open (“N or more”)"]
    injured: Annotated[str | None, "people injured in these incidents: range; empty where untold"]
    injured_told: Annotated[int, "incidents with a figure of injured"]
    injured_low: Annotated[int | None, "injured, at least; empty where no figure is told"]
    injured_best: Annotated[int | None, "... best figures"]
    injured_high: Annotated[int | None, "... at most; empty where untold or open"]
    combatants_killed: Annotated[str | None, "combatants killed, not among the killed: range; empty where untold"]
    combatants_injured: Annotated[str | None, "combatants injured, not among the injured"]
    detained: Annotated[str | None, "people taken prisoner or abducted"]
    incident_ids: Annotated[tuple[str, ...], "the incidents"]
    claims: Annotated[tuple[str, ...], "the claims that say that an object of the class was attacked"]


_Key = tuple[str, dt.date | None, dt.date | None, str | None, str | None, bool]


@dataclass(slots=True)
class _Group:
    """Incidents that share a row, each with its claims; and the claims about the objects."""

    accounts: list[Account] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def rows(material: Material, options: Options) -> Iterator[ProtectedRow]:
    """One row a class, period, doer and standing (contested or not), in that order."""
    groups: dict[_Key, _Group] = defaultdict(_Group)
    for account in material.incidents():
        incident, everything = account
        if incident.kind != "event":
            continue
        for name, claims in classes(account).items():
            about = partial(_is_about, name)
            disputed = contested(incident, claims, everything, about, material)
            key = (name, *period(incident.time, str(options["by"])), *doer(claims, material), disputed)
            groups[key].accounts.append(account)
            groups[key].claims += claims
    for key in sorted(groups, key=_order):
        yield _row(key, groups[key], material)


def classes(account: Account) -> Mapping[str, Sequence[Claim]]:
    """The protected classes that an incident's claims say were attacked, each with these claims."""
    out: dict[str, list[Claim]] = defaultdict(list)
    for claim in account[1]:
        if claim.modality == "actual" and claim.kind == "event":
            for name in _classes_of(claim):
                out[name].append(claim)
    return out


def _classes_of(claim: Claim) -> Iterator[str]:
    for name, given in _book()["classes"].items():
        attack = claim.event_type in given.get("attacks", _book()["attacks"])
        on_people = claim.event_type in _book()["attacks_on_people"]
        if (attack and (_object(claim, given) or _words(claim, given))) or (on_people and _people(claim, given)):
            yield name


def _object(claim: Claim, given: Mapping[str, Any]) -> bool:
    """Whether a target of the claim is an object of a class, by words that can name one."""
    for target in set(given.get("targets", ())) & set(claim.targets):
        given_words = [e for e in claim.evidence if e.field == f"targets:{target}"]
        no_object = pattern(tuple(given.get("not_words", ())))
        if not given_words or any(no_object.fullmatch(e.text) is None and is_struck(claim, e) for e in given_words):
            return True
    return False


def _people(claim: Claim, given: Mapping[str, Any]) -> bool:
    return any(row.victims in given.get("victims", ()) for row in claim.casualties)


def _words(claim: Claim, given: Mapping[str, Any]) -> bool:
    return bool(given.get("words")) and any(found(given["words"], q.text) for q in claim.quotes)


def _is_about(name: str, claim: Claim) -> bool:
    """Whether a claim of any modality and type speaks of an object of a class."""
    given = _book()["classes"][name]
    return _object(claim, given) or _words(claim, given) or _people(claim, given)


def _row(key: _Key, group: _Group, material: Material) -> ProtectedRow:
    def people(outcome: str) -> Sum:
        return total(t for i, claims in group.accounts if (t := figure(i, claims, outcome)) is not None)

    def soldiers(outcome: str) -> str | None:
        return total(t for i, claims in group.accounts if (t := combatants(i, claims, outcome)) is not None).shown()

    killed, injured = people("killed"), people("injured")
    times = [i.time for i, _ in group.accounts if i.time is not None]
    return ProtectedRow(
        *key,
        incidents=len(group.accounts),
        first=min((t.start for t in times if t.start), default=None),
        last=max((t.end for t in times if t.end), default=None),
        sources=independent(group.claims, material.reports()),
        killed=killed.shown(),
        killed_told=killed.told,
        killed_low=killed.low,
        killed_best=killed.best,
        killed_high=killed.high,
        injured=injured.shown(),
        injured_told=injured.told,
        injured_low=injured.low,
        injured_best=injured.best,
        injured_high=injured.high,
        combatants_killed=soldiers("killed"),
        combatants_injured=soldiers("injured"),
        detained=people("detained").shown(),
        incident_ids=tuple(i.id for i, _ in group.accounts),
        claims=tuple(c.id for c in group.claims),
    )


def _order(key: _Key) -> tuple[Any, ...]:
    return tuple(("" if part is None else str(part)) for part in key)


@cache
def _book() -> dict[str, Any]:
    return codebook.load("protected")


ANALYSIS = Analysis(
    name="protected",
    about="attacks on protected objects by class, period and party, each incident once a class",
    row=ProtectedRow,
    rows=rows,
    options=(BY,),
    shown=(
        "object", "first", "last", "party", "party_basis", "contested", "incidents", "sources", "killed", "killed_told",
        "injured",
    ),
    note="Rows of two classes may hold one incident: do not add them up. Running totals are not among them. “Killed "
    "told” counts the incidents with a figure; of the others nobody said how many.",
)  # fmt: skip
