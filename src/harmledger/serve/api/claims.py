"""Claims: what each source says in each report."""

from __future__ import annotations

import dataclasses
import io
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from harmledger.publish import csv_tables, geojson
from harmledger.publish.columns import CLAIMS
from harmledger.records import Claim, ClaimStatus
from harmledger.serve.api.answers import ERRORS, GEOJSON, Listed, Reading, as_json, download, listed
from harmledger.serve.api.asked import Asked, Modality
from harmledger.serve.pages import MIME

router = APIRouter(prefix="/claims", tags=["claims"], responses=ERRORS)


class AskedClaims(Asked):
    """Conditions on claims, and in which form."""

    modality: list[Modality] = Field([], description="said to have happened, denied, possible, background")
    status: list[ClaimStatus] = Field([], description="all but rejected ones unless asked")
    report: str = Field("", max_length=200, description="id of a report")
    incident: str = Field("", max_length=200, description="id of an incident")
    format: Literal["json", "csv", "geojson"] = Field("json", description="csv and geojson give all that fit")


@router.get("", response_model=Listed[Claim], summary="Claims that fit")
def claims(request: Request, desk: Reading, asked: Annotated[AskedClaims, Query()]) -> Response:
    """Claims by report and place in it. As csv or geojson all that fit, with the columns of the exports."""
    which = dataclasses.replace(
        asked.which(),
        modalities=tuple(asked.modality),
        statuses=tuple(asked.status),
        report=asked.report,
        incident=asked.incident,
    )
    if asked.format == "json":
        found = list(desk.ledger.claims(which))
        total = desk.ledger.count("claims", which)
        return listed(request, found, limit=asked.limit, offset=asked.offset, total=total)
    stream = io.BytesIO()
    which = dataclasses.replace(which, limit=None, offset=0)
    if asked.format == "csv":
        csv_tables.write(CLAIMS, desk.ledger, stream, which)
        return download(request, stream.getvalue(), MIME[".csv"], "claims.csv")
    geojson.write(CLAIMS, desk.ledger, stream, which)
    return download(request, stream.getvalue(), GEOJSON, "claims.geojson")


@router.get("/{key}", response_model=Claim, summary="One claim")
def claim(request: Request, desk: Reading, key: str) -> Response:
    """By its id or the unique beginning of it."""
    return as_json(request, desk.ledger.claim(key).to_json())
