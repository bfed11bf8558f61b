"""Reports: what was read, and one with its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from harmledger.records import Claim, Published, Record, Report
from harmledger.serve.api.answers import ERRORS, Listed, Reading, as_json, listed
from harmledger.serve.api.asked import Asked
from harmledger.store import Filter

router = APIRouter(prefix="/reports", tags=["reports"], responses=ERRORS)


@dataclass(frozen=True, slots=True)
class ReportHead(Record):
    """A report without its text."""

    id: str
    document: str
    title: str
    outlet: str
    url: str
    language: str
    published: Published
    copy_of: str | None
    text_sha256: str
    page: str  # address of its page, from the ledger's root


@dataclass(frozen=True, slots=True)
class ReportWhole(Record):
    """A report with its text and the claims in it; offsets of claims are characters of `report.text`."""

    report: Report
    claims: tuple[Claim, ...]
    page: str


@router.get("", response_model=Listed[ReportHead], summary="Reports of which a claim fits")
def reports(request: Request, desk: Reading, asked: Annotated[Asked, Query()]) -> Response:
    """Reports by document, without their texts; where nothing is asked, those without claims too."""
    which = asked.which()
    found = [_head(r) for r in desk.ledger.reports(which)]
    total = desk.ledger.count("reports", which)
    return listed(request, found, limit=asked.limit, offset=asked.offset, total=total)


@router.get("/{key}", response_model=ReportWhole, summary="One report with its text and claims")
def report(request: Request, desk: Reading, key: str) -> Response:
    """By its id, the unique beginning of it, or the document's name."""
    found = desk.ledger.report(key)
    claims = tuple(desk.ledger.claims(Filter(report=found.id)))
    return as_json(request, ReportWhole(found, claims, f"report/{found.id}.html").to_json())


def _head(r: Report) -> ReportHead:
    return ReportHead(
        r.id, r.document, r.title, r.outlet, r.url, r.language, r.published, r.copy_of, r.text_sha256,
        f"report/{r.id}.html",
    )  # fmt: skip
