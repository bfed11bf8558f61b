"""What a reviewer waits for in a real browser: from a key until the next claim is painted, and what the server spends.

    python benchmarks/make_ledger.py big.db
    python benchmarks/review_rate.py big.db --browser            60 acts by keyboard in a headless Chromium

The server runs in a process of its own over a copy of the ledger. A script in the page notes when a key goes down and
when the claim that it led to has been painted. The acts follow one another after a pause, in which a person would read.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from harmledger.serve.app import create_app
from harmledger.serve.options import Options
from harmledger.serve.running import config

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
              "--disable-sync")  # fmt: skip
_TURN = ("accept", "reject", "accept", "edit", "unsure", "accept", "skip", "accept", "undo", "reject")
_WATCH = """
() => {
  const box = document.getElementById("reviewing");
  window.waits = [];
  let begin = 0;
  const start = () => { begin = performance.now(); };
  addEventListener("keydown", start, true);
  new MutationObserver(() => {
    const from = begin;
    if (from) requestAnimationFrame(() => setTimeout(() => {
      window.waits.push(performance.now() - from);
    }));
    begin = 0;
  }).observe(box, { attributes: true, attributeFilter: ["data-claim"] });
}
"""


def measure(path: Path, acts: int, pause: float) -> tuple[dict[str, list[float]], list[float]]:
    """Seconds of waiting by act, and seconds of the server's processor for each act that is stored (with its reading).

    `pause`: seconds between what is shown and the next key. SystemExit where there is no Chromium or Playwright.
    """
    from playwright.sync_api import sync_playwright

    program = os.environ.get("HARMLEDGER_BROWSER") or next((p for n in _NAMES if (p := shutil.which(n))), None)
    if program is None:
        raise SystemExit("no Chromium on this machine (HARMLEDGER_BROWSER may name one)")
    times: dict[str, list[float]] = {}
    spent: list[float] = []
    with _served(path) as (url, pid), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{url}/review.html")
        page.fill("#name", "Scripted reviewer")
        page.keyboard.press("Enter")
        page.wait_for_selector(".acts")
        page.evaluate(_WATCH)
        time.sleep(2 * pause)
        for number in range(acts):
            before = _processor(pid)
            name, wait = _act(page, _TURN[number % len(_TURN)], number)
            times.setdefault(name, []).append(wait)
            time.sleep(pause)
            page.wait_for_selector('#saving:not([data-state="saving"])')
            if name != "skip":
                spent.append(_processor(pid) - before)
        browser.close()
    return times, spent


def _act(page: Any, act: str, number: int) -> tuple[str, float]:
    """One act by its keys; its name, and the seconds until the next claim was painted."""
    if page.locator(".question").count():  # two accounts
        act = "skip"
    known = page.locator("#reviewing").get_attribute("data-claim")
    seen = page.evaluate("window.waits.length")
    begins = page.locator("#headline").inner_text()
    if act == "edit":
        page.keyboard.press("e")
        page.fill("#edit-actor", f"Force {number}")
        page.fill("#edit-reason", "named two lines above")
        page.keyboard.press("Enter")
    elif act == "reject":
        page.keyboard.press("r")
        page.keyboard.press("1")
    else:
        page.keyboard.press({"accept": "a", "unsure": "u", "skip": "s", "undo": "z"}[act])
    page.wait_for_function("n => window.waits.length > n", arg=seen)
    if alert := page.locator("[role=alert]").all_inner_texts():
        raise SystemExit(f"{act} on {known}: {alert[0]}")
    same = page.locator("#headline").inner_text() == begins
    wait = page.evaluate("window.waits.at(-1)") / 1000
    return (f"{act}, same incident" if same and act == "accept" else act), wait


@contextmanager
def _served(path: Path) -> Iterator[tuple[str, int]]:
    """The address of a server in a process of its own, and that process's id."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(path, listening), daemon=True)
        process.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", process.pid or 0
        process.terminate()
        process.join(10)


def _serve(path: Path, listening: socket.socket) -> None:
    uvicorn.Server(config(create_app(Options(path)))).run(sockets=[listening])


def _processor(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
