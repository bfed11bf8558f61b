"""What rows of several analyses share: who says it, on which day, of which place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from harmledger import codebook
from harmledger.analyse import cues
from harmledger.codebook import parties
from harmledger.link.accounts import place_key
from harmledger.link.sources import independent, label
from harmledger.records import Claim, Place, Report

NARROW = 2  # days that a period may have to stand for one day: "over the past day" is two calendar days


def sayer(claim: Claim, reports: Mapping[str, Report]) -> str:
    """Who asserts a claim, for a person."""
    return label(claim, reports)


def body(claim: Claim) -> str:
    """The party or kind of body that a claim's figures belong to, for laying sides beside each other.

    A body of totals.yaml by its one name; a side of the war or a party named in an official source's name; for an
    office without a party the side of the claim's place; else the kind of source ("un", "ngo", "media").
    """
    source, name = claim.source, claim.source.name or ""
    if (known := _known(name)) is not None:
        return known
    if parties.is_person(name) and (own := parties.side(name)) not in ("none", "other"):
        return own  # a known official speaks for his side, whoever quotes him
    official = source.type in codebook.load("totals")["officials"]
    if source.side == "none" or not (official or source.side != "other"):
        named = parties.party(name) if official and name else None
        return named or source.type  # doctors and observers with a country in their name speak for no party
    own = parties.side(name) if name else "none"
    if own not in ("none", "other"):
        return own
    named = parties.party(name) if name else None
    return named or _by_place(claim)


def _known(name: str) -> str | None:
    found, names = cues.named("totals", "bodies")
    match = found.search(name)
    return names[cues.flat(match.group())] if match is not None else None


def _by_place(claim: Claim) -> str:
    """The party that an office without one speaks for: its report's side, else the state, where the place fits."""
    side, country = claim.source.side, claim.place.country if claim.place is not None else None
    if side != "other":
        return claim.source.type if country in _elsewhere(side) else side
    return (parties.state_of(country) if not any(parties.scan(claim.source.name or "")) else None) or claim.source.type


@cache
def _elsewhere(side: str) -> frozenset[str]:
    """The countries where other wars than those of a side are fought."""
    wars = codebook.load("conflicts")["conflicts"]
    own = {iso for war in wars if side in war.get("sides", {}) for iso in war["countries"]}
    return frozenset(iso for war in wars for iso in war["theatre"]) - own


def voices(claims: Iterable[Claim], reports: Mapping[str, Report]) -> int:
    """How many independent sources stand behind claims: one official or agency text counts once."""
    return independent(claims, reports)


def said_on(claim: Claim, reports: Mapping[str, Report]) -> dt.date | None:
    """The last possible day of publication."""
    report = reports.get(claim.report)
    return report.published.end if report is not None else None


def days(claim: Claim, longest: int = NARROW) -> tuple[dt.date, dt.date] | None:
    """The days on which the text puts what a claim tells; None where no words do, or where they are too wide."""
    time = claim.time
    if time is None or not time.text or time.start is None or time.end is None:
        return None
    return (time.start, time.end) if (time.end - time.start).days < longest else None


def where(place: Place | None) -> str:
    """A place's name, as resolved, else as written; empty where there is none."""
    return "" if place is None else place.name or place.text


def wheres(claims: Sequence[Claim]) -> str:
    """The places of claims that share one figure: all names, as none is known to have more of it than another."""
    named = {place_key(c.place): where(c.place) for c in claims if c.place is not None}
    return "; ".join(sorted(set(named.values())))


def basis(claims: Iterable[Claim], actor: str) -> str:
    """How it is known that a party did it: "stated" where one claim says so, else how it was inferred; or nothing."""
    known = sorted({b for c in claims if actor and c.actor == actor and (b := c.actor_basis())})
    return "stated" if "stated" in known else joined(known)


def joined(words: Iterable[str]) -> str:
    """Different words in their first order, as one cell."""
    return "; ".join(dict.fromkeys(w for w in words if w))
