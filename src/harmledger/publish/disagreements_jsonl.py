"""Disagreements of the two readers as JSON Lines: both claims or the one, and the values that differ."""

from __future__ import annotations

from typing import BinaryIO

from harmledger.publish.output import line
from harmledger.second import disagreements
from harmledger.store import ALL, Filter, Readable


def write(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the disagreements over the reports that fit, by document and place in it; gives how many."""
    number = 0
    for found in disagreements(ledger, which):
        stream.write(line(found.to_json()))
        number += 1
    return number
