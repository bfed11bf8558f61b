"""The static site opens from disk, in a folder of any name, and asks nobody for anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Troubles
from playwright.sync_api import Page, expect

Sites = Callable[[str], Path]


@pytest.fixture
def opened(site: Sites, tmp_path: Path) -> Path:
    """A copy of the internal site in a folder with spaces and Cyrillic in its name."""
    return Path(shutil.copytree(site("internal"), tmp_path / "Удары по городу 2022 & other (1)"))


def test_overview_and_incident_open_from_disk_with_the_network_refused(opened: Path, page: Page) -> None:
    page.context.set_offline(True)
    page.goto((opened / "index.html").as_uri())
    expect(page.locator("h1")).to_be_visible()
    page.locator('main a[href*="incident/"]').first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "/incident/" in page.url
    page.locator("header a.brand").click()
    assert page.url.partition("#")[0].partition("?")[0].endswith("/index.html")


def test_a_page_that_asks_another_host_is_noticed(opened: Path, page: Page, troubles: Troubles) -> None:
    page.goto((opened / "index.html").as_uri())
    page.evaluate("fetch('http://tiles.example/1.png').catch(() => 0)")
    assert any("tiles.example" in t for t in troubles.found)
    troubles.found.clear()
