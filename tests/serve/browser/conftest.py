"""A real browser over the samples: a page that fails its test when it complains or asks anyone else, a server, a site.

The tests skip where no Chromium is installed. A test that expects a complaint (a page that is not there) looks at
`troubles.found` and empties it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import ARGUMENTS, BROWSER, WAIT_MS, Server, Troubles, installed
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from harmledger.serve.site import write_site
from harmledger.store import open_ledger

DATE = "2026-01-02"  # in the footers of sites


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless Chromium of this machine."""
    if (path := installed()) is None:
        pytest.skip(f"no Chromium on this machine ({BROWSER} may name one)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def troubles() -> Troubles:
    """What the test's pages complained of and where else they asked."""
    return Troubles()


@pytest.fixture
def new_context(browser: Browser, troubles: Troubles) -> Iterator[Callable[..., BrowserContext]]:
    """`new_context(color_scheme="dark", viewport={...})`: a fresh, watched context; at the end nothing went wrong."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options})
        context.set_default_timeout(WAIT_MS)
        troubles.watch(context)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert not troubles.found


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page at desktop width; the test fails on any error in it and any request to another host."""
    return new_context().new_page()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """The same at the width of a phone, with touch."""
    return new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def server(ledger_path: Path, browser: Browser) -> Iterator[Server]:
    """A server over a copy of the samples' ledger, of which the test may change anything."""
    found = Server(ledger_path)
    yield found
    found.stop()


@pytest.fixture(scope="package")
def reading_server(sample_ledger: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that tests share which change nothing."""
    found = Server(Path(shutil.copy(sample_ledger, tmp_path_factory.mktemp("reading") / "war.db")))
    yield found
    found.stop()


@pytest.fixture(scope="package")
def site(sample_ledger: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`site("public")`: the folder of the samples' pages for an audience, written once; change nothing in it."""
    base = tmp_path_factory.mktemp("sites")

    def written(audience: str = "public") -> Path:
        if not (folder := base / audience).exists():
            with open_ledger(sample_ledger, readonly=True) as ledger:
                write_site(ledger, folder, audience=audience, generated=DATE)  # type: ignore[arg-type]
        return folder

    return written
