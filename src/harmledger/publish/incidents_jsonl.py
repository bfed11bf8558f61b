"""Incidents as JSON Lines: one incident a line, with the whole records of its claims beside their ids."""

from __future__ import annotations

from typing import BinaryIO

from harmledger.publish.incident_table import incident_rows
from harmledger.publish.output import line
from harmledger.store import ALL, Filter, Readable


def write(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the incidents that fit, in the ledger's order; gives how many."""
    number = 0
    for row in incident_rows(ledger, which):
        records = [c.to_json() for c in row.claims]
        stream.write(line({**row.incident.to_json(), "claim_records": records}))
        number += 1
    return number
