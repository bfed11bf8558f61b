"""Claims as JSON Lines: one claim a line, all fields, sorted keys. It can be read back (`readback`)."""

from __future__ import annotations

from typing import BinaryIO

from harmledger.publish.output import line
from harmledger.store import ALL, Filter, Ledger


def write(ledger: Ledger, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the claims that fit, in order of document, report and place in it; gives how many."""
    number = 0
    for claim in ledger.claims(which):
        stream.write(line(claim.to_json()))
        number += 1
    return number
