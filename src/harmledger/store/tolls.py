"""Figures as rows: an incident's ranges, and each claim's own figures; running totals apart from events."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from harmledger.records import Claim, Incident
from harmledger.store.interface import Filter, Ledger, TollRow


def toll_rows(ledger: Ledger, which: Filter) -> Iterator[TollRow]:
    """Figures of the incidents, then of the claims that fit; of kind `toll` only unless the filter names kinds."""
    wanted = dataclasses.replace(which, kinds=which.kinds or ("toll",), limit=None, offset=0)
    for number, row in enumerate(_all(ledger, wanted)):
        if which.limit is not None and number >= which.offset + which.limit:
            return
        if number >= which.offset:
            yield row


def _all(ledger: Ledger, which: Filter) -> Iterator[TollRow]:
    for incident in ledger.incidents(which):
        yield from of_incident(incident)
    for claim in ledger.claims(which):
        yield from of_claim(claim)


def of_incident(incident: Incident) -> Iterator[TollRow]:
    """The rows of one incident's ranges."""
    for toll in incident.tolls:
        yield TollRow(
            level="incident",
            id=incident.id,
            kind=incident.kind,
            event_type=incident.event_type,
            outcome=toll.outcome,
            victims=toll.victims,
            of=toll.of,
            low=toll.low,
            best=toll.best,
            high=toll.high,
            place=incident.place,
            time=incident.time,
            claims=toll.claims,
            rule=toll.rule,
        )


def of_claim(claim: Claim) -> Iterator[TollRow]:
    """The rows of one claim's figures; `best` only where low and high agree."""
    for row in claim.casualties:
        yield TollRow(
            level="claim",
            id=claim.id,
            kind=claim.kind,
            event_type=claim.event_type,
            outcome=row.outcome,
            victims=row.victims,
            of=row.of,
            low=row.low,
            best=row.low if row.low == row.high else None,
            high=row.high,
            place=claim.place,
            time=claim.time,
            source=claim.source,
            document=claim.document,
            text=row.text,
            claims=(claim.id,),
        )
