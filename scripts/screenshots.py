"""Pictures of every page, in a browser: desktop and phone, light and dark, from a real run over the bundled samples.

    python scripts/screenshots.py shots/                    everything, to be looked through
    python scripts/screenshots.py shots/ --only incident    one kind of page
    python scripts/screenshots.py shots/ --ledger war.db    of another ledger
    python scripts/screenshots.py shots/ --docs             and three of them to docs/images

Needs python playwright and an installed Chromium. The day in the footers is fixed, so that equal pages give equal
pictures on one machine.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "serve" / "browser"))  # the server and browser that the tests use

from browsing import ARGUMENTS, Server, installed  # noqa: E402

import harmledger  # noqa: E402
from harmledger.serve.desk import Desk  # noqa: E402
from harmledger.serve.pages import registry  # noqa: E402

DATE = "2026-01-02"
LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "desktop-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "phone-dark": {
        "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "color_scheme": "dark",
    },
}  # fmt: skip
DOCS = ("overview", "incident", "review")
_LARGEST = 250_000  # bytes of a picture in the documentation
_ALL_DRAWN = """() => {
    const sheet = new CSSStyleSheet();  // a style tag would break the pages' own policy
    sheet.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets = [sheet];
}"""  # what is out of sight too
_SETTLED = "() => new Promise((done) => requestIdleCallback(done, { timeout: 3000 }))"


def main() -> int:
    """Take the pictures; 1 where one for the documentation is too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--ledger", type=Path, help="by default the bundled samples are read")
    parser.add_argument("--only", action="append", default=[], help="name of a page")
    parser.add_argument("--look", action="append", default=[], choices=LOOKS)
    parser.add_argument("--docs", action="store_true", help="write three pictures to docs/images")
    args = parser.parse_args()
    if (chromium := installed()) is None:
        parser.error("no Chromium on this machine; HARMLEDGER_BROWSER may name one")
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        server = Server(_ledger(args.ledger, Path(made)), generated=DATE)
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        try:
            for look in args.look or LOOKS:
                _shoot(browser, server, args.out, look, args.only)
            return _documented(browser, server) if args.docs else 0
        finally:
            browser.close()
            server.stop()


def _ledger(given: Path | None, folder: Path) -> Path:
    if given is not None:
        return Path(shutil.copy(given, folder / given.name))
    with resources.as_file(resources.files("harmledger") / "samples" / "reports") as reports:
        harmledger.read([reports], ledger=folder / "samples.db")
    return folder / "samples.db"


def _addresses(desk: Desk) -> Iterator[tuple[str, str]]:
    """Of each kind of page the address of the one with most on it."""
    told = {row.id: len(row.incident.reports) for row in desk.shelf.rows()}
    for kind in registry().values():
        if (key := max(kind.keys(desk), key=lambda k: told.get(k, 0), default=None)) is not None:
            yield kind.name, kind.address(key)


def _shoot(browser: Browser, server: Server, out: Path, look: str, only: list[str]) -> None:
    context = browser.new_context(**LOOKS[look], reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    page.on("console", lambda m: print(f"{look}: {m.text}", file=sys.stderr) if m.type == "error" else None)
    for name, address in _addresses(server.desk()):
        if not only or name in only:
            _open(page, server, address)
            page.screenshot(path=out / f"{name}-{look}.png", full_page=True)
            print(out / f"{name}-{look}.png")
    context.close()


def _open(page: Page, server: Server, address: str) -> None:
    page.goto(server.address(address))
    page.wait_for_load_state("networkidle")
    page.evaluate(_ALL_DRAWN)
    page.evaluate(_SETTLED)


def _documented(browser: Browser, server: Server) -> int:
    context = browser.new_context(**LOOKS["desktop"], reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    large = False
    for name, address in _addresses(server.desk()):
        if name in DOCS:
            path = ROOT / "docs" / "images" / f"{name}.png"
            _open(page, server, address)
            page.screenshot(path=path)
            print(path, path.stat().st_size)
            large = large or path.stat().st_size > _LARGEST
    context.close()
    return int(large)


if __name__ == "__main__":
    sys.exit(main())
