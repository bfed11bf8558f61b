"""The overview in a browser: the filter in the address, places in any spelling, keys, counts, and from disk."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from browsing import Server
from invented import CASES, desk
from playwright.sync_api import Page, expect

from harmledger.serve.assets import STATIC
from harmledger.serve.desk import Desk
from harmledger.serve.pages import data_files, registry
from harmledger.serve.rendering import render

LINKS = "#rows th a"


def _written(folder: Path, shown: Desk) -> Path:
    """The overview of a desk as files, with no server behind it."""
    (folder / "data").mkdir()
    for name in ("data/index.js", "data/places.js", "data/search.js"):
        (folder / name).write_bytes(data_files()[name].make(shown))
    (folder / "index.html").write_bytes(render(registry()["overview"], shown))
    shutil.copytree(STATIC, folder / "static")
    return folder / "index.html"


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The overview of the invented incidents, opened from disk."""
    return _written(tmp_path_factory.mktemp("invented"), desk(CASES["incidents"]))


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the incidents that are only told of coarsely, in sites or in other spellings."""
    return _written(tmp_path_factory.mktemp("every"), desk())


def _address(page: Page) -> str:
    return page.url.partition("?")[2]


def test_every_address_gives_the_same_as_in_python(page: Page, every: Path) -> None:
    page.goto(every.as_uri())
    given = {
        case["query"]: page.evaluate("q => window.harmledger.overview.select(q)", case["query"])
        for case in CASES["cases"]
    }
    assert given == {case["query"]: case["gives"] for case in CASES["cases"]}


def test_rows_say_the_same_as_those_that_stand_without_scripts(
    new_context: Callable[..., Any], reading_server: Server
) -> None:
    said = []
    for scripts in (True, False):
        page = new_context(java_script_enabled=scripts).new_page()
        page.goto(reading_server.address("index.html?sort=oldest"))
        said.append([" ".join(row.split()) for row in page.locator("tbody tr").all_inner_texts()])
        said.append([" ".join(page.locator("h1").inner_text().split())])
    assert said[0] == said[2]
    assert said[1] == said[3]
    assert len(said[0]) > 3


def test_words_are_cut_to_the_same_stems_as_in_the_ledger(page: Page, tmp_path: Path) -> None:
    with resources.as_file(resources.files("harmledger") / "samples" / "reports") as folder:
        texts = [f.read_text(encoding="utf-8", errors="ignore") for f in sorted(folder.glob("*.txt"))]
    words = sorted({w for text in texts for w in re.findall(r"[a-z]+", text.lower())})
    assert len(words) > 300
    phrase = " ".join(words)
    told = CASES["incidents"][0] | {"claims": [CASES["incidents"][0]["claims"][0] | {"quote": phrase}]}
    page.goto(_written(tmp_path, desk([told])).as_uri())
    asked = f"q={quote_plus(chr(34) + phrase + chr(34))}"
    assert page.evaluate("q => window.harmledger.overview.select(q)", asked) == ["i-a"]


def test_a_link_opens_what_it_says_and_back_goes_back(page: Page, invented: Path) -> None:
    page.goto(invented.as_uri() + "?place=Kharkov&type=shelling")
    expect(page.locator("h1")).to_have_text("1 of 6 incidents")
    expect(page.locator(LINKS)).to_have_text(["Shelling: healthcare"])
    expect(page.locator("#chips button")).to_have_text(["Kharkiv×", "Shelling×", "Show all"])
    page.get_by_role("button", name="Remove Shelling").click()
    expect(page.locator("h1")).to_have_text("2 of 6 incidents")
    assert _address(page) == "place=Kharkov"
    page.locator("#chips .reset").click()
    expect(page.locator("h1")).to_have_text("6 incidents")
    page.go_back()
    expect(page.locator("h1")).to_have_text("2 of 6 incidents")
    page.go_back()
    expect(page.locator(LINKS)).to_have_text(["Shelling: healthcare"])
    page.reload()
    expect(page.locator("h1")).to_have_text("1 of 6 incidents")


@pytest.mark.parametrize("typed", ["Kharkov", "харк", "Xarkov", "KHARKIV"])
def test_a_place_is_found_by_any_spelling_with_the_keyboard_alone(page: Page, invented: Path, typed: str) -> None:
    page.goto(invented.as_uri())
    box = page.get_by_role("combobox", name="Place")
    box.focus()
    page.keyboard.type(typed)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Kharkiv")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "place-0")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("2 of 6 incidents")
    assert _address(page) == "place=Kharkiv"


def test_a_region_stands_for_all_in_it_and_an_unknown_name_says_so(page: Page, invented: Path) -> None:
    page.goto(invented.as_uri())
    page.get_by_role("combobox", name="Place").fill("Kharkiv")
    page.get_by_role("option", name="region").click()
    expect(page.locator("h1")).to_have_text("3 of 6 incidents")
    page.get_by_role("combobox", name="Place").fill("Atlantis")
    expect(page.locator("#place-list")).to_have_text("No place of this name in the ledger")
    page.goto(invented.as_uri() + "?place=Atlantis")
    expect(page.locator("#chips")).to_contain_text("no such place here")
    expect(page.locator("#list-body")).to_contain_text("No incident in this ledger fits")


def test_a_value_that_nobody_knows_is_said_and_can_be_taken_out(page: Page, every: Path) -> None:
    page.goto(every.as_uri() + "?type=zzz&party=russia")
    expect(page.locator("#list-body")).to_contain_text("There is no such type: zzz")
    expect(page.locator("#chips")).not_to_contain_text("no such party")
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("h1")).to_have_text("3 of 11 incidents")
    assert _address(page) == "party=russia"


def test_one_click_leaves_out_what_is_known_by_country_only(page: Page, every: Path) -> None:
    page.goto(every.as_uri() + "?place=Ukraine&sort=toll")
    expect(page.locator("#rows tr").first).to_contain_text("country only")
    page.locator("#lacking").get_by_role("button", name="leave out").first.click()
    expect(page.locator("h1")).to_have_text("4 of 11 incidents")
    assert "precision=closer" in _address(page)
    expect(page.locator("#chips")).to_contain_text("Closer than a country")


def test_counts_follow_the_other_filters(page: Page, invented: Path) -> None:
    page.goto(invented.as_uri() + "?type=air_strike")
    page.get_by_text("What happened", exact=True).first.click()
    count = page.locator('label:has(input[value="shelling"]) .count')
    expect(count).to_have_text("2")  # what ticking it would add
    page.keyboard.press("Escape")
    page.locator("summary", has_text="Target").click()
    page.get_by_label(re.compile("^Healthcare")).check()
    expect(page.locator("h1")).to_have_text("1 of 6 incidents")
    expect(count).to_have_text("1")
    assert _address(page) == "type=air_strike&target=healthcare"


def test_what_has_no_place_or_date_is_counted_and_can_be_shown(page: Page, invented: Path) -> None:
    page.goto(invented.as_uri())
    expect(page.locator("#lacking")).to_have_text("2 without a place (show)1 without a date (show)")
    page.locator("#lacking").get_by_role("button").first.click()
    expect(page.locator("h1")).to_have_text("2 of 6 incidents")
    expect(page.locator("#rows .where")).to_have_text(["“Little Ford” (not located)", "place not known"])


def test_tolls_are_ranges_and_never_more_exact_than_told(page: Page, invented: Path) -> None:
    page.goto(invented.as_uri() + "?sort=oldest")
    killed = page.locator("#rows td.number:nth-of-type(2)")
    expect(killed).to_have_text(["20–30", "12–15", "none reported", "number not given", "2 or more", "none reported"])
    expect(page.locator("#rows .date")).to_contain_text(
        ["18 Nov 2016", "1 Mar 2022", "5 Mar", "10–12 Mar 2022", "April 2022", "date not known"]
    )


def test_running_totals_are_apart(page: Page, invented: Path) -> None:
    page.goto(invented.as_uri() + "?kind=toll")
    expect(page.locator("h1")).to_have_text("1 running total")
    expect(page.locator("#rows tr")).to_have_count(1)
    expect(page.locator("#map")).to_be_hidden()
    expect(page.locator("#timeline")).to_be_hidden()


def test_the_map_counts_what_the_list_counts_and_can_be_skipped(page: Page, invented: Path) -> None:
    page.goto(invented.as_uri())
    expect(page.get_by_role("region", name="Map of incidents")).to_be_visible()
    expect(page.locator("#map")).to_contain_text("2 without a place")
    expect(page.locator("#lacking")).to_contain_text("2 without a place")
    page.locator(".hm-skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#list")).to_be_focused()
    page.goto(invented.as_uri() + "?without=date")
    expect(page.locator("#map")).to_contain_text("1 without a place")


def test_words_are_searched_as_they_are_typed(page: Page, invented: Path) -> None:
    page.goto(invented.as_uri())
    page.get_by_role("searchbox", name="Words").click()
    page.keyboard.type('hospital -"barrel bombs"')
    expect(page.locator("h1")).to_have_text("1 of 6 incidents")
    page.go_back()
    expect(page.locator("h1")).to_have_text("6 incidents")


def test_the_list_is_walked_with_arrows_and_found_again(page: Page, reading_server: Server) -> None:
    page.goto(reading_server.address("index.html"))
    links = page.locator(LINKS)
    links.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(2)).to_be_focused()
    asked = _address(page)
    assert asked.startswith("at=")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incident/*")
    page.go_back()
    expect(page.locator("#rows tr").nth(2)).to_have_class("at")
    assert _address(page) == asked


def test_a_period_is_chosen_by_mouse_by_key_and_in_the_boxes(page: Page, invented: Path) -> None:
    page.goto(invented.as_uri() + "?place=Ukraine")
    first, last = page.get_by_role("slider", name="First day shown"), page.get_by_role("slider", name="Last day shown")
    first.focus()
    page.keyboard.press("PageUp")
    expect(page.locator("h1")).to_have_text("2 of 6 incidents")
    assert page.locator("#from").input_value() == "2022-03-11"
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-valuetext", "11 Mar 2022")
    last.focus()
    page.keyboard.press("Home")
    assert page.locator("#to").input_value() == "2022-03-11"
    page.locator("#from").fill("2022-03-01")
    page.locator("#from").dispatch_event("change")
    expect(page.locator("h1")).to_have_text("2 of 6 incidents")
    box = page.locator("#timeline svg .cover").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 25, steps=4)
    page.mouse.up()
    expect(page.locator("#chips")).to_contain_text("Mar 2022")
    since, until = page.locator("#from").input_value(), page.locator("#to").input_value()
    assert "2022-03-01" < since <= until < "2022-04-30"
    assert f"from={since}" in page.url
    assert f"to={until}" in page.url


def test_what_is_seen_is_saved(page: Page, invented: Path, reading_server: Server) -> None:
    saved = {}
    for source in (invented.as_uri(), reading_server.address("index.html")):
        page.goto(source + "?sort=oldest")
        rows = page.locator("#rows tr").count()
        for name in ("CSV", "GeoJSON", "JSON"):
            page.locator("#download summary").click()
            with page.expect_download() as found:
                page.get_by_role("button", name=re.compile(f"^{name},")).click()
            text = Path(found.value.path()).read_text(encoding="utf-8")
            if name == "CSV":
                table = list(csv.DictReader(text.splitlines()))
                assert {"id", "summary", "killed_low", "date_start"} <= set(table[0])
                saved[name] = [r["id"] for r in table]
            else:
                told = json.loads(text)
                saved[name] = [r["id"] for r in (told["features"] if name == "GeoJSON" else told)]
        assert len(saved["CSV"]) == rows
        assert saved["CSV"] == saved["GeoJSON"] == saved["JSON"]


def test_a_phone_shows_one_thing_at_a_time(phone: Page, invented: Path) -> None:
    phone.goto(invented.as_uri())
    expect(phone.locator("#list")).to_be_visible()
    expect(phone.locator("#timeline")).to_be_hidden()
    phone.get_by_role("button", name="Filter").tap()
    phone.locator("summary", has_text="Target").tap()
    phone.get_by_label(re.compile("^Healthcare")).tap()
    expect(phone.locator("h1")).to_have_text("2 of 6 incidents")
    phone.get_by_role("button", name="Timeline").tap()
    expect(phone.locator("#timeline svg")).to_be_visible()
    phone.get_by_role("button", name="List").tap()
    expect(phone.locator("#rows tr")).to_have_count(2)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_scripts_a_server_filters_too(new_context: Callable[..., Any], reading_server: Server) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(reading_server.address("index.html"))
    all_of_them = int(page.locator("h1").inner_text().split()[0].replace(",", ""))
    page.locator("summary", has_text="Target").click()
    page.locator('input[name="target"]').first.check()
    page.get_by_role("button", name="Show").click()
    found, _, rest = page.locator("h1").inner_text().partition(" of ")
    assert 0 < int(found) < all_of_them
    assert rest == f"{all_of_them} incidents"
