"""A server on a port of its own, and a guard over what a page asks for and complains of."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from playwright.sync_api import BrowserContext, ConsoleMessage, Request

from harmledger.serve.app import create_app
from harmledger.serve.desk import Desk
from harmledger.serve.options import Options
from harmledger.serve.running import config

BROWSER = "HARMLEDGER_BROWSER"  # a path that goes before the ones that are looked for
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",  # in a container there is none to have
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_REFUSED = """addEventListener("securitypolicyviolation", (e) =>
    console.error(`refused by the policy: ${e.effectiveDirective} ${e.blockedURI}`))"""
WAIT_MS = 20_000  # a machine may be busy; a test that passes never waits so long


def installed() -> str | None:
    """The path of a Chromium of this machine, None where there is none."""
    return os.environ.get(BROWSER) or next((found for n in NAMES if (found := shutil.which(n))), None)


class Server:
    """The web server in a thread of its own, over the ledger in `ledger`; `url` has no slash at its end."""

    def __init__(self, ledger: Path, **options: object) -> None:
        self.ledger = ledger
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.app = create_app(Options(ledger, **options))  # type: ignore[arg-type]
        self._server = uvicorn.Server(config(self.app))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.005)

    def __str__(self) -> str:
        return self.url

    def address(self, path: str) -> str:
        """The whole address of a path such as "index.html"."""
        return f"{self.url}/{path.lstrip('/')}"

    def desk(self) -> Desk:
        """What its pages are made from, up to date."""
        found: Desk = self.app.state.office.desk()
        return found

    def stop(self) -> None:
        """Stop answering; open connections are cut."""
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(10)
        self._socket.close()


@dataclass
class Troubles:
    """What pages of a context complained of, and requests that left the place which they came from."""

    found: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Note what goes wrong in every page of the context."""
        context.add_init_script(_REFUSED)
        context.on("console", self._console)
        context.on("weberror", lambda e: self.found.append(f"script error: {e.error}"))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in ("data", "blob", "about", "file"):
            return
        if asked.hostname != "127.0.0.1":
            self.found.append(f"asked another host: {request.url}")
        elif not request.is_navigation_request():
            page = urlsplit(request.frame.url)
            if (page.scheme, page.netloc) != (asked.scheme, asked.netloc):
                self.found.append(f"asked from {request.frame.url}: {request.url}")
