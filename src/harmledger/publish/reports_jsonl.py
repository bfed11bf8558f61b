"""Reports as JSON Lines, texts included: with the claims file they make a ledger again.

News texts belong to their outlets: this file is for one's own archive, not for publication.
"""

from __future__ import annotations

from typing import BinaryIO

from harmledger.publish.output import line
from harmledger.store import ALL, Filter, Readable


def write(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the reports that fit, in order of document and id; gives how many."""
    number = 0
    for report in ledger.reports(which):
        stream.write(line(report.to_json()))
        number += 1
    return number
