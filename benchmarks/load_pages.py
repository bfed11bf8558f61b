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
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

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
        """One row a call: how many, and the 50th, 95th and 99th percentile and the longest, in milliseconds.

        Pages are what a person opens; the other calls are data: what an opened page or a program asks for.
        """
        pages = [t for name, held in self.took.items() if name.endswith(" page") for t in held]
        data = [t for name, held in self.took.items() if not name.endswith(" page") for t in held]
        rows = [*sorted(self.took.items()), ("all pages", pages), ("all data calls", data)]
        return [_row(name, held) for name, held in rows if held]


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
        lambda: visitor.get("report page", f"report/{pick.choice(known.reports)}.html"),
        lambda: visitor.get("place page", pick.choice(known.place_pages)),
    ]
    while time.perf_counter() < until:
        await pick.choice(actions)()
        if think:
            await asyncio.sleep(think * (0.5 + pick.random()))


async def review(visitor: Visitor, name: str, until: float, think: float) -> None:
    """One reviewer: takes the first case, accepts, corrects or takes back, and goes on."""
    pick = visitor.random
    if await visitor.post("reviewer's name", "api/v1/reviewer", {"name": name}) is None:
        return
    while time.perf_counter() < until:
        answer = await visitor.get("queue", "api/v1/queue", limit="3")
        cases = [c for c in answer.json()["cases"] if c["kind"] == "claims"] if answer is not None else []
        if not cases:
            await asyncio.sleep(think or 0.1)
            continue
        claim = pick.choice(cases)["whole"][0]
        body: dict[str, Any] = {"action": "accept", "subjects": [claim["id"]]}
        if pick.random() < 0.3:
            values = {"targets": ["residential", "civilians"]}
            body = {"action": "correct", "claim": claim["id"], "values": values, "reason": "as the quote says"}
        done = await visitor.post(body["action"], "api/v1/decisions", body)
        if done is not None and pick.random() < 0.3:
            await visitor.post(
                "undo", "api/v1/decisions", {"action": "undo", "decision": done.json()["id"], "reason": "a slip"}
            )
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
        listed = (await client.get("places.html")).text
        pages = sorted(set(re.findall(r"place/[^\"#?]+\.html", listed)))[:300]
        names = [p["name"] for p in places[:100]]
        return Known([i["id"] for i in incidents], [r["id"] for r in reports], names, pages)


@contextmanager
def serving(command: Sequence[str], base: str, ready: str) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A server in a process of its own, with the seconds that it took to answer."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                if httpx2.get(f"{base}/{ready}", timeout=60).status_code == 200:
                    break
            except httpx2.HTTPError:
                time.sleep(0.02)
        else:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        yield process, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(20)


def used(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Processor seconds that a process has used, and the most memory that it had, in MB; Linux only."""
    stat = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    status = Path(f"/proc/{process.pid}/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK"), peak


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def ours(args: argparse.Namespace, ledger: Path) -> dict[str, Any]:
    """The server under both loads, one after the other."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "harmledger", "serve", str(ledger), "--port", str(port)]
    out: dict[str, Any] = {}
    with serving(command, base, "api/v1/counts") as (process, start):
        out["start_seconds"] = round(start, 2)
        print(f"answers {start:.2f} s after the start", flush=True)
        known = asyncio.run(look_around(base))
        for name, think, reviewers in (("thinking", args.think, args.reviewers), ("closed loop", 0.0, 0)):
            log = Log()
            before, _ = used(process)
            seconds = args.seconds if think else min(args.seconds, 20.0)
            people = {"readers": args.readers, "reviewers": reviewers}
            asyncio.run(load(base, known, **people, seconds=seconds, think=think, log=log))
            after, peak = used(process)
            out[name] = {
                **people,
                **_told(log),
                "processors": round((after - before) / log.seconds, 2),
                "peak_mb": round(peak),
            }
            _print_load(name, out[name])
    return out


def peer(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Datasette over a table of the same incidents, and our list: the same rows, asked for one after the other."""
    database = folder / "table.db"
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    _as_table(folder / "war.db", database)
    command = [sys.executable, "-m", "datasette", "serve", str(database), "--port", str(port)]
    with serving(command, base, "table.json"):
        theirs = asyncio.run(_same_rows(base, "table/incidents.json", {"event_type": "shelling", "_size": "50"}))
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "harmledger", "serve", str(folder / "war.db"), "--port", str(port)]
    with serving(command, base, "api/v1/counts"):
        own = asyncio.run(_same_rows(base, "api/v1/incidents", {"type": "shelling", "limit": "50"}))
    return {"datasette_ms": theirs, "harmledger_ms": own, "ratio": round(theirs / own, 2)}


def _as_table(ledger: Path, database: Path) -> None:
    """The incidents as a SQLite table with the columns of the CSV export, an index on what is filtered by."""
    import csv
    import sqlite3

    table = database.with_suffix(".csv")
    command = [
        sys.executable,
        "-m",
        "harmledger",
        "export",
        str(ledger),
        "--format",
        "incidents-csv",
        "--out",
        str(table),
    ]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    with table.open(encoding="utf-8") as stream, sqlite3.connect(database) as out:
        rows = csv.reader(stream)
        head = next(rows)
        names = ", ".join(f'"{name}"' for name in head)
        out.execute(f"CREATE TABLE incidents ({names})")
        out.executemany(f"INSERT INTO incidents VALUES ({', '.join('?' * len(head))})", rows)
        out.execute("CREATE INDEX by_type ON incidents (event_type)")


async def _same_rows(base: str, path: str, params: dict[str, str], number: int = 200) -> float:
    """The median of so many calls, one after the other, in milliseconds."""
    async with httpx2.AsyncClient(base_url=base, timeout=60) as client:
        took = []
        for _ in range(number):
            began = time.perf_counter()
            answer = await client.get(path, params=params)
            took.append(1000 * (time.perf_counter() - began))
            answer.raise_for_status()
    return round(statistics.median(took), 2)


def _told(log: Log) -> dict[str, Any]:
    calls = log.table()
    rate = round(sum(len(t) for t in log.took.values()) / log.seconds, 1)
    return {
        "seconds": log.seconds,
        "a_second": rate,
        "errors": len(log.errors),
        "first_errors": log.errors[:5],
        "calls": calls,
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print tables, and JSON where asked; 1 where any call failed."""
    args = _arguments(argv)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copy(args.ledger, folder / "war.db")
        out = {"machine": {"processors": len(os.sched_getaffinity(0))}, "think_seconds": args.think}
        out |= ours(args, folder / "war.db")
        if shutil.which("datasette") and not args.no_peer:
            out["peer"] = peer(args, folder)
    _print_peer(out)
    if args.json:
        Path(args.json).write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
    return 1 if any(out[name]["errors"] for name in ("thinking", "closed loop")) else 0


def _print_load(name: str, load: dict[str, Any]) -> None:
    print(f"\n{name}: {load['readers']} readers, {load['reviewers']} reviewers, {load['seconds']:.0f} s;", end=" ")
    print(f"{load['a_second']} calls/s, {load['errors']} errors, {load['processors']} CPUs, {load['peak_mb']} MB")
    print(f"{'call':24}{'number':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}")
    for row in load["calls"]:
        print(f"{row['call']:24}{row['number']:8}{row['p50']:9}{row['p95']:9}{row['p99']:9}{row['max']:9}")
    for error in load["first_errors"]:
        print(f"  {error}")
    sys.stdout.flush()


def _print_peer(out: dict[str, Any]) -> None:
    if "peer" in out:
        p = out["peer"]
        print(f"\n50 shellings as JSON, median: Datasette {p['datasette_ms']} ms,", end=" ")
        print(f"harmledger {p['harmledger_ms']} ms ({p['ratio']}x)")


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between two calls of one person")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--json", metavar="FILE")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
