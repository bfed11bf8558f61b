"""What rows of several analyses share: who says it, on which day, of which place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

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

    A side of the war, a party named in the source's name, else the kind of source ("un", "ngo", "media").
    """
    source = claim.source
    own = (
        parties.side(source.name) if source.name else "none"
    )  # a known official speaks for his side, whoever quotes him
    side = source.side if own in ("none", "other") else own
    if side not in ("none", "other"):
        return side
    named = parties.party(source.name) if source.name and source.type not in ("un", "ngo", "media") else None
    return named or source.type


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
