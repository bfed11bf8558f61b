"""The formats that a ledger can be exported in, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from harmledger.publish import claims_jsonl, incidents_jsonl, reports_jsonl
from harmledger.store import Filter, Ledger


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: `write` puts the records that fit on a stream and gives how many they were."""

    name: str
    file: str  # its name inside a folder of exports
    about: str
    write: Callable[[Ledger, BinaryIO, Filter], int]


_ALL = (
    Format("claims", "claims.jsonl", "claims, one JSON object a line; can be read back", claims_jsonl.write),
    Format(
        "incidents", "incidents.jsonl", "incidents with their claims, one JSON object a line", incidents_jsonl.write
    ),
    Format("reports", "reports.jsonl", "reports with their texts, for one's own archive", reports_jsonl.write),
)
FORMATS = {f.name: f for f in _ALL}
