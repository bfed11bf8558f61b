"""How many claims one person could clear in an hour if only the machine had to be waited for.

    python benchmarks/make_ledger.py big.db
    python benchmarks/review_rate.py big.db                    100 claims in a copy of it, through the server
    python benchmarks/review_rate.py big.db --claims 300 --json rate.json
    python benchmarks/review_rate.py big.db --browser            60 acts by keyboard in a headless Chromium

A scripted reviewer takes what the queue offers and accepts, corrects and rejects it in turn, as the page does: one post
a decision, one question for the next cases, each over HTTP to a server of its own. The named peer is the command line
over the same claims in the same run: `harmledger decide accept`, in process, then the first row of `harmledger queue`.
"""

from __future__ import annotations

import argparse
import http.client
import json
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import uvicorn

from harmledger import review
from harmledger.serve.app import create_app
from harmledger.serve.options import Options
from harmledger.store import Filter, open_ledger

HOUR = 3600.0
PEER = 5  # claims that the peer decides on: it reads the whole queue for each


class Browser:
    """One connection that keeps its cookie, as a page does."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._cookie = ""

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The answer as data; SystemExit where it is an error."""
        headers = {"content-type": "application/json", "cookie": self._cookie}
        self._connection.request(method, f"/api/v1/{path}", json.dumps(body) if body else None, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status} {text.decode()[:400]}")
        if given := answer.getheader("set-cookie"):
            self._cookie = given.split(";")[0]
        return json.loads(text)


def main(argv: Sequence[str] | None = None) -> int:
    """Run both and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path, help="it is copied, and left as it is")
    parser.add_argument("--claims", type=int, default=100, metavar="N", help="how many the reviewer decides on")
    parser.add_argument("--browser", action="store_true", help="from a key to the next claim, in a real browser")
    parser.add_argument("--acts", type=int, default=60, metavar="N", help="how many in the browser")
    parser.add_argument("--pause", type=float, default=1.0, metavar="S", help="seconds between two acts in the browser")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(args.ledger, Path(folder) / "copy.db"))
        with open_ledger(copy) as ledger:
            incidents = ledger.counts().incidents
        if args.browser:
            return in_browser(copy, incidents, args)
        ours = through_server(copy, args.claims)
        peer = through_commands(copy, min(PEER, args.claims))
    both = [d + n for d, n in zip(ours["decision"], ours["next"], strict=True)]
    server = {name: _spread(times) for name, times in {**ours, "claim": both}.items()}
    command = _spread(peer)
    rate = round(HOUR / (sum(both) / len(both)))
    print(f"{incidents:,} incidents, {len(both)} claims decided on, milliseconds of waiting (p50, p95, most)")
    for name, (mid, high, most) in server.items():
        print(f"  {name:<10} {mid:8.1f} {high:8.1f} {most:8.1f}")
    print(f"  {'command':<10} {command[0]:8.1f} {command[1]:8.1f} {command[2]:8.1f}   the peer")
    print(f"  {rate:,} claims an hour if nobody had to read")
    print(f"  the peer waits {command[0] / max(server['claim'][0], 1e-9):.1f} times as long for a claim")
    if args.json:
        out = {"incidents": incidents, "server": server, "command": command, "claims an hour": rate}
        args.json.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
    return 0


def in_browser(copy: Path, incidents: int, args: argparse.Namespace) -> int:
    """Print what a reviewer waits for in a browser, and what the server spends on it."""
    from review_browser import measure

    times, spent = measure(copy, args.acts, args.pause)
    every = [wait for waits in times.values() for wait in waits]
    waits = {name: _spread(found) for name, found in {**times, "all acts": every, "server's processor": spent}.items()}
    print(f"{incidents:,} incidents, {len(every)} acts, milliseconds from key to the next claim (p50, p95, most)")
    for name, (mid, high, most) in waits.items():
        print(f"  {name:<22} {mid:8.1f} {high:8.1f} {most:8.1f}")
    if args.json:
        out = {"incidents": incidents, "browser": waits}
        args.json.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
    return 0


def through_server(path: Path, claims: int) -> dict[str, list[float]]:
    """Seconds for each decision and for each question for the next cases."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(Options(path))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        browser = Browser(listening.getsockname()[1])
        browser.ask("POST", "reviewer", {"name": "Scripted reviewer"})
        cases = browser.ask("GET", "queue?limit=4")["cases"]  # the queue is read into memory here
        times: dict[str, list[float]] = {"decision": [], "next": []}
        for number in range(claims):
            case, ahead = cases[0], {c["key"]: c["version"] for c in cases[1:]}
            item = case["whole"][0]
            body = _act(number, item) | {"seen": {item["id"]: item["state"]}, "ahead": ahead}
            begin = time.perf_counter()
            browser.ask("POST", "decisions", body)
            times["decision"].append(time.perf_counter() - begin)
            begin = time.perf_counter()
            cases = [c for c in browser.ask("GET", "queue?limit=4&kind=claims")["cases"] if c["whole"]]
            times["next"].append(time.perf_counter() - begin)
        server.should_exit = True
        thread.join()
    return times


def _act(number: int, item: dict[str, Any]) -> dict[str, Any]:
    """Accept, correct, accept, reject ... as a person might."""
    if number % 4 == 1:
        return {"action": "correct", "claim": item["id"], "values": {"killed": str(number + 3)}, "reason": "recounted"}
    if number % 4 == 3:
        return {"action": "reject", "subjects": [item["id"]], "reason": "no harm to civilians"}
    return {"action": "accept", "subjects": [item["id"]]}


def through_commands(path: Path, claims: int) -> list[float]:
    """Seconds that the functions behind `harmledger decide accept` and `harmledger queue` take for a claim."""
    times = []
    with open_ledger(path) as ledger:
        row = review.queue(ledger, Filter(limit=1))[0]
        for _ in range(claims):
            begin = time.perf_counter()
            review.accept(ledger, row.claim, reviewer="Peer")
            row = review.queue(ledger, Filter(limit=1), reviewer="Peer")[0]
            times.append(time.perf_counter() - begin)
    return times


def _spread(seconds: Sequence[float]) -> tuple[float, float, float]:
    """p50, p95 and the most, in milliseconds."""
    ordered = sorted(seconds)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95, 1.0)]
    return (1000 * at[0], 1000 * at[1], 1000 * at[2])


if __name__ == "__main__":
    sys.exit(main())
