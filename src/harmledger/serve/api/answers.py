"""Answers of the API: one shape for lists, one for errors, and bodies made once and given as they are.

The models say in /api/openapi.json what is answered. They do not check it at each request: that takes longer than
everything else together, and the tests do it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel, Field

from harmledger.records import Record
from harmledger.serve import answers
from harmledger.serve.compact import compact
from harmledger.serve.desk import Desk
from harmledger.serve.office import Office
from harmledger.serve.pages import MIME
from harmledger.serve.reviewers import reviewer_of

Item = TypeVar("Item")
GEOJSON = "application/geo+json"


class Listed(BaseModel, Generic[Item]):
    """A part of a list."""

    total: int | None = Field(description="how many fit; null where that is not counted")
    limit: int
    offset: int
    next: int | None = Field(description="the offset of the next part; null at the end")
    items: list[Item]


class Problem(BaseModel):
    """What happened, to what, and what to do."""

    code: str
    what: str
    subject: str
    remedy: str


class Refused(BaseModel):
    """The body of every answer that is an error."""

    error: Problem


ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refused, "description": "a condition that cannot be met"},
    404: {"model": Refused, "description": "there is none with this id or name"},
    422: {"model": Refused, "description": "a parameter that is none, or has no such value"},
}


def _desk(request: Request) -> Desk:
    office: Office = request.app.state.office
    return office.desk(reviewer_of(request))


Reading = Annotated[Desk, Depends(_desk)]


def as_json(request: Request, data: Any) -> Response:
    """The data as JSON, with a tag of its content."""
    return answers.answer(request, answers.body(_dumped(data), MIME[".json"], level=1))


def kept_json(request: Request, make: Callable[[Desk], Any]) -> Response:
    """What `make` gives as JSON; who asks the same before the ledger changes is given the same."""
    office: Office = request.app.state.office
    name = f"{request.url.path}?{request.url.query}"
    who = reviewer_of(request)
    made = office.kept(name, lambda desk: answers.body(_dumped(make(desk)), MIME[".json"], level=1), who=who)
    return answers.answer(request, made)


def listed(
    request: Request, items: Sequence[Record], *, limit: int, offset: int, total: int | None, more: bool = False
) -> Response:
    """A part of a list. `more`: whether there is a next part, where the total is not counted."""
    return as_json(request, part(items, limit=limit, offset=offset, total=total, more=more))


def part(
    items: Sequence[Record | dict[str, Any]], *, limit: int, offset: int, total: int | None, more: bool = False
) -> dict[str, Any]:
    """The same as data, of records or of what they are as JSON."""
    end = offset + len(items)
    has_next = more if total is None else end < total
    return {
        "total": total,
        "limit": limit,
        "offset": offset,
        "next": end if has_next else None,
        "items": [i if isinstance(i, dict) else i.to_json() for i in items],
    }


def download(request: Request, body: bytes, mime: str, name: str) -> Response:
    """A file to be kept under this name."""
    given = answers.answer(request, answers.body(body, mime, level=1))
    given.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return given


def _dumped(data: Any) -> bytes:
    return compact(data, default=str).encode("utf-8", "backslashreplace")
