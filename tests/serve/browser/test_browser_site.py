"""The static site opens from disk, in a folder of any name, and asks nobody for anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Troubles
from playwright.sync_api import Page, expect

from harmledger.serve.pages import registry

Sites = Callable[[str], Path]


@pytest.fixture(params=["internal", "public"])
def opened(site: Sites, tmp_path: Path, request: pytest.FixtureRequest, page: Page) -> Path:
    """A copy of the site in a folder with spaces and Cyrillic in its name; the browser is offline."""
    page.context.set_offline(True)
    return Path(shutil.copytree(site(request.param), tmp_path / "Удары по городу 2022 & other (1) 100%"))


def test_a_link_with_a_filter_opens_from_disk(opened: Path, page: Page) -> None:
    page.goto((opened / "index.html").as_uri())
    rows = page.locator("#rows th a")
    expect(rows.first).to_be_visible()
    every = rows.count()
    page.goto((opened / "index.html").as_uri() + "?target=healthcare")
    expect(rows).not_to_have_count(every)
    assert 0 < rows.count() < every
    page.reload()
    assert 0 < rows.count() < every


def test_from_the_list_to_the_incident_its_report_and_its_place(opened: Path, page: Page) -> None:
    page.goto((opened / "index.html").as_uri() + "?place=Kupiansk&sort=reports")
    page.locator("#rows th a").first.click()
    page.wait_for_url("**/incident/*.html*")
    page.locator('main a[href*="/report/"]').first.click()
    page.wait_for_url("**/report/*.html*")
    expect(page.locator("h1")).to_be_visible()
    page.get_by_role("link", name="Places", exact=True).click()
    page.locator('main a[href*="place/"]').get_by_text("Kupiansk").first.click()
    page.wait_for_url("**/place/*.html*")
    expect(page.locator("h1")).to_contain_text("Kupiansk")
    page.locator("header a.brand").click()
    page.wait_for_url("**/index.html*")


def test_every_kind_of_page_opens_from_disk(opened: Path, page: Page) -> None:
    for kind in registry().values():
        found = sorted(opened.glob(kind.address("*")))
        if kind.server_only:
            assert not found
            continue
        for file in found[:2]:
            page.goto(file.as_uri())
            expect(page.locator("h1")).to_have_count(1)


def test_a_page_that_asks_another_host_is_noticed(opened: Path, page: Page, troubles: Troubles) -> None:
    page.goto((opened / "index.html").as_uri())
    page.evaluate("fetch('http://tiles.example/1.png').catch(() => 0)")
    assert any("tiles.example" in t for t in troubles.found)
    troubles.found.clear()
