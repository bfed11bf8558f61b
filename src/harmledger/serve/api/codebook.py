"""The codebook: vocabulary, cues, parties and policies by which the reports were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from harmledger import codebook as book
from harmledger.errors import NotFound
from harmledger.serve.api.answers import ERRORS, as_json

router = APIRouter(prefix="/codebook", tags=["codebook"], responses=ERRORS)


@dataclass(frozen=True, slots=True)
class BookFile:
    """One file of the codebook; the version has a hash of its content."""

    name: str
    version: str


class BookFiles(BaseModel):
    """All files."""

    items: list[BookFile]


@router.get("", response_model=BookFiles, summary="The files of the codebook")
def files(request: Request) -> Response:
    """Names and versions."""
    return as_json(request, {"items": [{"name": n, "version": book.version(n)} for n in book.names()]})


@router.get("/{name}", response_model=dict[str, Any], summary="One file of the codebook")
def file(request: Request, name: str) -> Response:
    """Its content as data, as the program uses it."""
    if name not in book.names():
        raise NotFound("no file of the codebook has this name", subject=name, remedy="/api/v1/codebook names them.")
    return as_json(request, book.load(name))
