"""Analyses: tables made by laying the claims side by side; every row names the claims behind it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from harmledger.analyse import Analysis, analyse, named, registry
from harmledger.errors import UsageError
from harmledger.serve.api.answers import ERRORS, as_json
from harmledger.serve.api.asked import Asked
from harmledger.serve.desk import Desk
from harmledger.serve.office import Office
from harmledger.serve.reviewers import reviewer_of

router = APIRouter(prefix="/analyses", tags=["analyses"], responses=ERRORS)


@dataclass(frozen=True, slots=True)
class ColumnAbout:
    """One column of an analysis."""

    name: str
    kind: str
    empty: bool
    about: str


@dataclass(frozen=True, slots=True)
class OptionAbout:
    """A choice that an analysis leaves to who asks: `option=NAME=VALUE`."""

    name: str
    about: str
    default: str | int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnalysisAbout:
    """What an analysis tells."""

    name: str
    about: str
    note: str
    columns: tuple[ColumnAbout, ...]
    options: tuple[OptionAbout, ...]


class Analyses(BaseModel):
    """All analyses."""

    items: list[AnalysisAbout]


class Table(BaseModel):
    """The rows of an analysis; columns as /analyses names them."""

    name: str
    about: str
    note: str
    total: int
    limit: int
    offset: int
    items: list[dict[str, Any]]


class AskedRows(Asked):
    """Conditions on the claims behind the rows."""

    option: list[str] = Field([], description="NAME=VALUE, of the options that /analyses names")

    def options(self) -> dict[str, str]:
        """The options by name; UsageError where one has no value."""
        pairs = [o.partition("=") for o in self.option]
        if bad := next((name for name, equals, _ in pairs if not equals), None):
            raise UsageError("has no value", subject=bad, remedy="Write option=NAME=VALUE.")
        return {name: value for name, _, value in pairs}


@router.get("", response_model=Analyses, summary="The analyses that there are")
def analyses(request: Request) -> Response:
    """What each tells, its columns and its options."""
    return as_json(request, {"items": [dataclasses.asdict(_about(a)) for a in registry().values()]})


@router.get("/{name}", response_model=Table, summary="The rows of one analysis")
def rows(request: Request, name: str, asked: Annotated[AskedRows, Query()]) -> Response:
    """Made once for each question, and again only when the ledger has changed: on a large ledger it takes seconds."""
    office: Office = request.app.state.office
    named(name)
    question = asked.model_copy(update={"limit": 1, "offset": 0}).model_dump_json()
    found: list[dict[str, Any]] = office.kept(
        f"analysis {name} {question}", lambda desk: _rows(desk, name, asked), who=reviewer_of(request)
    )
    about = registry()[name]
    part = found[asked.offset : asked.offset + asked.limit]
    head = {"name": name, "about": about.about, "note": about.note, "total": len(found)}
    return as_json(request, head | {"limit": asked.limit, "offset": asked.offset, "items": part})


def _rows(desk: Desk, name: str, asked: AskedRows) -> list[dict[str, Any]]:
    which = dataclasses.replace(asked.which(), limit=None, offset=0)
    return [r.to_json() for r in analyse(name, desk.ledger, which, **asked.options()).rows]


def _about(a: Analysis) -> AnalysisAbout:
    columns = tuple(ColumnAbout(c.name, c.kind, c.empty, c.about) for c in a.columns)
    options = tuple(OptionAbout(o.name, o.about, o.default, o.choices) for o in a.options)
    return AnalysisAbout(a.name, a.about, a.note, columns, options)
