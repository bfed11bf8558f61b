"""Claims as JSON Lines: one claim a line, all fields, sorted keys. It can be read back (`readback`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import BinaryIO

from harmledger.publish.output import line
from harmledger.records import Claim
from harmledger.store import ALL, STATUSES, Filter, Readable

MACHINE = "machine"  # the key under which a claim that people decided on has what the reader wrote


def write(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the claims that fit, in order of document, report and place in it; gives how many.

    A claim that people decided on has the reader's own record beside its values, under the key "machine".
    """
    number = 0
    for claim, machine in _both(ledger, which):
        data = claim.to_json()
        stream.write(line(data if machine is None else {**data, MACHINE: machine.to_json()}))
        number += 1
    return number


def write_machine(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the claims that fit as the reader wrote them, those rejected since too; gives how many.

    With the decisions beside it, that is all that a ledger's claims come from.
    """
    number = 0
    for claim, machine in _both(ledger, replace(which, statuses=which.statuses or STATUSES)):
        stream.write(line((machine or replace(claim, incident=None)).to_json()))
        number += 1
    return number


def _both(ledger: Readable, which: Filter) -> Iterator[tuple[Claim, Claim | None]]:
    """The claims that fit, each with the reader's record where decisions are on it."""
    for report, group in groupby(ledger.claims(which), key=lambda c: c.report):
        claims = list(group)
        decided = any(claim.decisions for claim in claims)
        written = {c.id: c for c in ledger.machine_claims(report)} if decided else {}
        for claim in claims:
            yield claim, written[claim.id] if claim.decisions else None
