"""Maps in pages: drawn from the files at hand, reached by keyboard, honest about what has no point."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from browsing import Server
from playwright.sync_api import BrowserContext, Page, expect

from harmledger.serve.atlas import atlas

Sites = Callable[[str], Path]


def _map(page: Page) -> None:
    page.locator("[data-period-map]").scroll_into_view_if_needed()
    expect(page.locator(".hm-mark").first).to_be_visible()


def test_the_map_by_period_opens_from_disk_with_the_network_refused(site: Sites, page: Page) -> None:
    page.context.set_offline(True)
    page.goto((site("internal") / "charts.html").as_uri())
    _map(page)
    tiles = page.locator(".hm-tiles canvas.leaflet-tile-loaded")
    expect(tiles.first).to_be_attached()
    colours = page.evaluate(
        """() => new Set([...document.querySelectorAll(".hm-tiles canvas")].flatMap((c) =>
             [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data.filter((_, i) => i % 64 === 0)])).size"""
    )
    assert colours > 2  # land, water and lines, not an empty sheet


def test_marks_are_one_stop_for_the_tab_key_and_open_with_enter(reading_server: Server, page: Page) -> None:
    page.goto(reading_server.address("charts.html"))
    _map(page)
    assert page.locator('.hm-mark[tabindex="0"]').count() == 1
    mark = page.locator(".hm-mark", has=page.locator(".hm-tag, .hm-disc:not(.cluster)")).first
    mark.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    expect(panel).to_be_focused()
    expect(panel.locator("a").first).to_have_attribute("href", re.compile(r"incident/.+\.html$"))
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(mark).to_be_focused()


def test_all_incidents_are_on_the_map_or_named_beside_it(reading_server: Server, page: Page) -> None:
    page.goto(reading_server.address("charts.html"))
    _map(page)
    total = sum(1 for _ in reading_server.desk().shelf.events())
    if (outside := page.locator(".hm-line", has_text="outside this view")).count():
        outside.click()
        expect(outside).to_have_count(0)
    said = 0
    for label in page.locator(".hm-mark").evaluate_all("all => all.map((m) => m.getAttribute('aria-label'))"):
        found = re.search(r"(\d+) incidents", label)
        said += int(found[1]) if found else 1
    for line in page.locator(".hm-line").all_inner_texts():
        said += int(re.findall(r"\d+", line)[0])
    assert said == total


def test_the_player_steps_through_months_and_back_to_all(reading_server: Server, page: Page) -> None:
    page.goto(reading_server.address("charts.html"))
    _map(page)
    label = page.locator(".hm-player-label")
    expect(label).to_contain_text("All dates")
    page.get_by_role("button", name="Later").click()
    expect(label).to_have_text(re.compile(r"^[A-Z][a-z]+ \d{4}: \d+ incident"))
    page.get_by_role("button", name="All dates").click()
    expect(label).to_contain_text("All dates")


def test_a_player_does_not_play_where_motion_is_unwelcome(
    reading_server: Server, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(reading_server.address("charts.html"))
    _map(page)
    expect(page.get_by_role("button", name="Later")).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_have_count(0)


def test_an_incident_with_a_place_shows_it_on_a_small_map(reading_server: Server, page: Page) -> None:
    located = next(r for r in reading_server.desk().shelf.events() if r.place and r.place.precision == "city")
    page.goto(reading_server.address(f"incident/{located.id}.html"))
    page.locator("[data-minimap]").scroll_into_view_if_needed()
    expect(page.locator("[data-minimap] .hm-mark")).to_have_count(1)


def test_the_page_of_a_country_shows_the_whole_of_it(reading_server: Server, page: Page) -> None:
    country = next(s for s in atlas(reading_server.desk()).spots.values() if s.level == "country" and s.size > 1)
    placed = [r for r in country.incidents() if r.place and r.place.precision != "country"]
    assert placed
    page.goto(reading_server.address(f"place/{country.key}.html"))
    page.locator("[data-area-map]").scroll_into_view_if_needed()
    mark = page.locator("[data-area-map] .hm-mark").first
    expect(mark).to_be_visible()
    scale = page.locator("[data-area-map] .leaflet-control-scale-line")
    expect(scale).to_have_text(re.compile(r"^[2-9]00 km$"))  # Ukraine fills the view: no cluster does
