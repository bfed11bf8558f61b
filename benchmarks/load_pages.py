"""The web server under load: many readers and some reviewers over a large ledger, and a peer over the same figures.

    python benchmarks/make_ledger.py big.db             10,000 incidents
    python benchmarks/load_pages.py big.db              50 readers and 5 reviewers for 2 minutes
    python benchmarks/load_pages.py big.db --seconds 20 --json load.json

Works on a copy of the ledger, with `harmledger serve` in a process of its own. A reader opens pages and asks the API
as people do, with about a second to think between; reviewers decide and undo. Then the same readers ask without
thinking ("closed loop"): what the server can give at most. Where Datasette is installed it serves the same incidents
as a table, and is asked for the same number of rows without thinking.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx2

ROOT = Path(__file__).resolve().parent.parent
WORDS = ("school", "hospital", "shelling", "market", "killed", "drone", "village", "bridge", "children", "water")
FILTERS = (
    {"type": "shelling"}, {"target": "healthcare"}, {"weapon": "drone"}, {"grade": "confirmed"}, {"children": "yes"},
    {"contested": "yes"}, {"from": "2022-06", "to": "2022-09"}, {"source": "un", "target": "residential"},
)  # fmt: skip


@dataclass
class Log:
    """How long each call took, in milliseconds, by its name; and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def table(self) -> list[dict[str, Any]]:
        """One row a call: how many, and the 50th, 95th and 99th percentile and the longest, in milliseconds."""
        every = [t for held in self.took.values() for t in held]
        return [_row(name, held) for name, held in [*sorted(self.took.items()), ("all", every)] if held]


def _row(name: str, held: list[float]) -> dict[str, Any]:
    ordered = sorted(held)
    at = {f"p{p}": round(ordered[min(len(ordered) * p // 100, len(ordered) - 1)], 1) for p in (50, 95, 99)}
    return {"call": name, "number": len(held), **at, "max": round(ordered[-1], 1)}


class Visitor:
    """A browser: keeps its connection, sends the tags of what it has, unpacks what comes packed."""

    def __init__(self, base: str, log: Log, seed: int) -> None:
        self.client = httpx2.AsyncClient(base_url=base, timeout=60)
        self.log = log
        self.random = random.Random(seed)
        self.tags: dict[str, str] = {}

    async def get(self, name: str, path: str, **params: str) -> Any:
        """One call, timed to its last byte; None where it failed, which is noted."""
        headers = {"If-None-Match": self.tags[path]} if path in self.tags and not params else {}
        return await self._timed(name, lambda: self.client.get(path, params=params, headers=headers), path)

    async def post(self, name: str, path: str, body: dict[str, Any]) -> Any:
        """One call that stores something."""
        return await self._timed(name, lambda: self.client.post(path, json=body), path)

    async def _timed(self, name: str, call: Callable[[], Awaitable[Any]], path: str) -> Any:
        began = time.perf_counter()
        try:
            answer = await call()
        except httpx2.HTTPError as error:
            self.log.errors.append(f"{name} {path}: {error!r}")
            return None
        self.log.took.setdefault(name, []).append(1000 * (time.perf_counter() - began))
        if answer.status_code not in (200, 304):
            self.log.errors.append(f"{name} {path}: {answer.status_code} {answer.text[:200]}")
            return None
        if "etag" in answer.headers and not answer.request.url.query:
            self.tags[path] = answer.headers["etag"]
        return answer


@dataclass(frozen=True)
class Known:
    """Addresses of a ledger that readers open."""

    incidents: list[str]
    reports: list[str]
    places: list[str]
    place_pages: list[str]


async def read(visitor: Visitor, known: Known, until: float, think: float) -> None:
    """One reader: opens the overview, then does one thing after the other."""
    pick = visitor.random
    await asyncio.sleep(pick.random() * think)
    await visitor.get("overview page", "index.html")
    await visitor.get("overview index", "data/index.js")
    actions: list[Callable[[], Awaitable[Any]]] = [
        lambda: visitor.get("overview page", "index.html"),
        lambda: visitor.get("filtered list", "api/v1/incidents", **pick.choice(FILTERS)),
        lambda: visitor.get("counts", "api/v1/counts", **pick.choice(FILTERS)),
        lambda: visitor.get("incident page", f"incident/{pick.choice(known.incidents)}.html"),
        lambda: visitor.get("incident page", f"incident/{pick.choice(known.incidents)}.html"),
        lambda: visitor.get("incident data", f"api/v1/incidents/{pick.choice(known.incidents)}"),
        lambda: visitor.get("search", "api/v1/incidents", q=pick.choice(WORDS)),
        lambda: visitor.get("incidents of a place", "api/v1/incidents", place=pick.choice(known.places)),
        lambda: visitor.get("report data", f"api/v1/reports/{pick.choice(known.reports)}"),
    ]
    if known.place_pages:
        actions.append(lambda: visitor.get("report page", f"report/{pick.choice(known.reports)}.html"))
        actions.append(lambda: visitor.get("place page", pick.choice(known.place_pages)))
    while time.perf_counter() < until:
        await pick.choice(actions)()
        if think:
            await asyncio.sleep(think * (0.5 + pick.random()))


async def load(
    base: str, known: Known, *, readers: int, reviewers: int, seconds: float, think: float, log: Log
) -> None:
    """All readers and reviewers at the same time."""
    visitors = [Visitor(base, log, seed) for seed in range(readers + reviewers)]
    until = time.perf_counter() + seconds
    tasks = [read(v, known, until, think) for v in visitors[:readers]]
    tasks += [review(v, f"Reviewer {n}", until, think) for n, v in enumerate(visitors[readers:])]
    await asyncio.gather(*tasks)
    log.seconds = seconds
    for visitor in visitors:
        await visitor.client.aclose()


async def look_around(base: str) -> Known:
    """What there is to open, asked from the server itself."""
    async with httpx2.AsyncClient(base_url=base, timeout=60) as client:
        async def items(path: str) -> list[dict[str, Any]]:
            answer = await client.get(f"api/v1/{path}", params={"limit": 1000})
            found: list[dict[str, Any]] = answer.json()["items"]
            return found

        incidents, reports, places = await items("incidents"), await items("reports"), await items("places")
        pages = [p["page"] for p in places[:300] if p.get("page")]
        names = [p["name"] for p in places[:100]]
        return Known([i["id"] for i in incidents], [r["id"] for r in reports], names, pages)
