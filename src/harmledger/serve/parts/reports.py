"""All reports of a ledger in short: for their table, for the copies of one, and for finding them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from harmledger.publish.content_note import graphic
from harmledger.records import Published
from harmledger.serve.desk import Desk
from harmledger.serve.parts.kept import kept
from harmledger.store import STATUSES, Filter


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report without its text."""

    id: str
    document: str
    title: str
    note: str | None  # what is hard to read in its title
    outlet: str
    published: Published
    language: str
    copy_of: str | None
    claims: int
    placed: int  # of these claims, in an incident


def rows(desk: Desk) -> tuple[ReportRow, ...]:
    """Every report, the latest first, the undated last; with decisions the claims that are in incidents change."""
    return kept(desk, "reports", _rows)


def copies(desk: Desk) -> Mapping[str, list[ReportRow]]:
    """Original -> its near-copies."""
    return kept(desk, "copies", _copies, _version(desk))


def _version(desk: Desk) -> object:
    """Another with every report; decisions on claims change no copies but what may be published."""
    counts = desk.shelf.counts
    return counts.reports, counts.claims, desk.shelf.version if desk.audience == "public" else 0


def _rows(desk: Desk) -> tuple[ReportRow, ...]:
    told: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    for claim in desk.ledger.claims(Filter(statuses=STATUSES)):
        told[claim.report] += 1
        placed[claim.report] += claim.incident is not None
    found = [
        ReportRow(
            r.id, r.document, r.title, graphic(r.title), r.outlet, r.published, r.language, r.copy_of, told[r.id],
            placed[r.id],
        )
        for r in desk.ledger.reports()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda r: (-_day(r), r.outlet, r.document, r.id)))


def _day(row: ReportRow) -> int:
    return row.published.end.toordinal() if row.published.end else 0


def _copies(desk: Desk) -> Mapping[str, list[ReportRow]]:
    out: dict[str, list[ReportRow]] = defaultdict(list)
    for row in reversed(rows(desk)):
        if row.copy_of:
            out[row.copy_of].append(row)
    return dict(out)
