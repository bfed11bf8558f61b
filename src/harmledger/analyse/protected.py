"""Attacks on protected objects by class: each incident once a class, by period and by who is said to have done it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any

from harmledger import codebook
from harmledger.analyse.base import Analysis, Options, Row
from harmledger.analyse.material import Account, Material
from harmledger.analyse.periods import BY, period
from harmledger.analyse.phrases import found, pattern
from harmledger.analyse.struck import is_struck
from harmledger.link.sources import independent
from harmledger.records import Claim, Incident


@dataclass(frozen=True, slots=True)
class ProtectedRow(Row):
    """Incidents of one class, period, doer and standing."""

    object: Annotated[str, "class of what was attacked"]
    period_start: Annotated[dt.date | None, "first day of the period; empty where no incident is dated so exactly"]
    period_end: Annotated[dt.date | None, "last day of the period"]
    party: Annotated[str | None, "who is said to have done it; both, where the sources blame both"]
    party_basis: Annotated[str | None, "stated by the words of a claim, or inferred from the rest of its report"]
    contested: Annotated[bool, "whether the parties dispute these incidents"]
    incidents: Annotated[int, "incidents; one with objects of two classes is in both classes"]
    sources: Annotated[int, "sources that do not repeat each other"]
    killed_low: Annotated[int, "people killed in these incidents, in and around the objects, at least"]
    killed_high: Annotated[int | None, "... at most; empty where a figure is open (“N or more”)"]
    injured_low: Annotated[int, "people injured in these incidents, at least"]
    injured_high: Annotated[int | None, "... at most; empty where a figure is open"]
    incident_ids: Annotated[tuple[str, ...], "the incidents"]
    claims: Annotated[tuple[str, ...], "the claims that say that an object of the class was attacked"]


_Key = tuple[str, dt.date | None, dt.date | None, str | None, str | None, bool]


@dataclass(slots=True)
class _Group:
    """Incidents that share a row."""

    incidents: list[Incident] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def rows(material: Material, options: Options) -> Iterator[ProtectedRow]:
    """One row a class, period, doer and standing (contested or not), in that order."""
    groups: dict[_Key, _Group] = defaultdict(_Group)
    for account in material.incidents():
        incident = account[0]
        if incident.kind != "event":
            continue
        for name, claims in classes(account).items():
            key = (name, *period(incident.time, str(options["by"])), *party(incident), incident.contested)
            groups[key].incidents.append(incident)
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


def party(incident: Incident) -> tuple[str | None, str | None]:
    """Who is said to have done it and how that is known; parties that are only inferred give way to stated ones."""
    stated = [a for a in incident.actors if a not in incident.inferred_actors]
    named = sorted(stated or incident.actors)
    return (" / ".join(named) or None), ("stated" if stated else "inferred" if named else None)


def span(incidents: Iterable[Incident], outcome: str) -> tuple[int, int | None]:
    """At least and at most so many people over several incidents; None where a figure has no upper bound."""
    low, high = 0, 0
    open_ended = False
    for toll in (t for i in incidents if (t := i.toll(outcome)) is not None):
        low += toll.low or 0
        high += toll.high or 0
        open_ended |= toll.high is None
    return low, None if open_ended else high


def _row(key: _Key, group: _Group, material: Material) -> ProtectedRow:
    killed, injured = span(group.incidents, "killed"), span(group.incidents, "injured")
    return ProtectedRow(
        *key,
        len(group.incidents),
        independent(group.claims, material.reports()),
        *killed,
        *injured,
        tuple(i.id for i in group.incidents),
        tuple(c.id for c in group.claims),
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
        "object", "period_start", "party", "party_basis", "contested", "incidents", "sources", "killed_low",
        "killed_high", "injured_low", "injured_high",
    ),
    note="Rows of two classes may hold one incident: do not add them up. Running totals are not among them.",
)  # fmt: skip
