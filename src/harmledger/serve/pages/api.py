"""The read API for people: what can be asked, with which conditions, and an address to try for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import FastAPI

from harmledger.serve.desk import Desk
from harmledger.serve.pages import Page

_EXAMPLES = {  # query of an address to try, by path
    "/api/v1/incidents": "?target=healthcare&limit=5",
    "/api/v1/claims": "?modality=denied&limit=5",
    "/api/v1/reports": "?limit=5",
    "/api/v1/tolls": "?limit=5",
    "/api/v1/places": "?limit=10",
    "/api/v1/counts": "?contested=yes",
    "/api/v1/changes": "?limit=5",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One condition: its values are listed where they are few and known."""

    name: str
    about: str
    values: tuple[str, ...]
    usual: str


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that can be asked; `example` is an address from the ledger's root."""

    path: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    """The calls of one resource."""

    name: str
    calls: tuple[Call, ...]


def groups(desk: Desk, key: str) -> tuple[Group, ...]:
    """Every call of the read API, from its own description."""
    first = next(iter(desk.shelf.rows()), None)
    keys = (
        {"incidents": first.id, "claims": first.incident.claims[0], "reports": first.incident.reports[0]}
        if first
        else {}
    )
    keys |= {"analyses": "protected", "codebook": "vocabulary"}
    found: dict[str, list[Call]] = {}
    for path, methods in _description()["paths"].items():
        call = methods["get"]
        name = call["tags"][0]
        found.setdefault(name, []).append(
            Call(path, call["summary"], call.get("description", ""), tuple(_parameters(call)), _example(path, keys))
        )
    return tuple(Group(name, tuple(calls)) for name, calls in found.items())


@cache
def _description() -> Mapping[str, Any]:
    from harmledger.serve import api  # the API knows the pages' index

    app = FastAPI()
    for router in api.routers(deciding=False):
        app.include_router(router, prefix=api.PREFIX)
    return app.openapi()


def _parameters(call: Mapping[str, Any]) -> Iterator[Parameter]:
    for given in call.get("parameters", ()):
        if given["in"] == "query":
            schema = given["schema"]
            inner = schema.get("items", schema)
            known = inner.get("enum") or next((a["enum"] for a in inner.get("anyOf", ()) if "enum" in a), ())
            usual = schema.get("default")
            told = "" if usual in (None, [], "") else ", ".join(map(str, usual if isinstance(usual, list) else [usual]))
            yield Parameter(given["name"], given.get("description", ""), tuple(known), told)


def _example(path: str, keys: Mapping[str, str]) -> str:
    resource = path.split("/")[3]
    if "{" in path:
        return f"{path[1 : path.index('{')]}{keys[resource]}" if resource in keys else ""
    return path[1:] + _EXAMPLES.get(path, "")


PAGE = Page("api", "api.html", "api.html", groups, server_only=True, reads=True)
