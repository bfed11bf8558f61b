"""The words behind a number: for claim ids what was said, by whom, in which report, when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harmledger.errors import NotFound
from harmledger.records import Record, Report
from harmledger.store import Readable


@dataclass(frozen=True, slots=True)
class Behind(Record):
    """One claim behind a number, in the words of its report."""

    claim: str
    quote: str
    source: str | None
    source_type: str
    source_side: str
    outlet: str
    document: str
    published: dt.date | None  # last possible day of publication


def behind(ledger: Readable, claims: Iterable[str]) -> Mapping[str, Behind]:
    """Claim id -> its words, source and report; ids that the ledger does not hold are left out."""
    out: dict[str, Behind] = {}
    reports: dict[str, Report] = {}
    for name in dict.fromkeys(claims):
        try:
            claim = ledger.claim(name)
        except NotFound:
            continue
        if claim.report not in reports:
            reports[claim.report] = ledger.report(claim.report)
        report = reports[claim.report]
        said = " … ".join(" ".join(q.text.split()) for q in claim.quotes)
        source = claim.source
        out[name] = Behind(
            name, said, source.name, source.type, source.side, report.outlet, claim.document, report.published.end
        )
    return out
