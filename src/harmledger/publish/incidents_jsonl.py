"""Incidents as JSON Lines: one incident a line, with the whole records of its claims beside their ids."""

from __future__ import annotations

from typing import BinaryIO

from harmledger.publish.output import line
from harmledger.store import ALL, Filter, Ledger


def write(ledger: Ledger, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the incidents that fit, in the ledger's order; gives how many."""
    number = 0
    for incident in ledger.incidents(which):
        claims = {c.id: c.to_json() for c in ledger.claims(Filter(incident=incident.id))}
        records = [claims[i] for i in incident.claims if i in claims]
        stream.write(line({**incident.to_json(), "claim_records": records}))
        number += 1
    return number
