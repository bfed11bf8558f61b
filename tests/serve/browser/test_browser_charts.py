"""Charts in a browser: a mark opens its words, a number too, a choice is a link, any spelling is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from browsing import Server
from desks import desk_over, ledger_of
from playwright.sync_api import BrowserContext, Page, expect

from harmledger.serve.atlas import atlas
from harmledger.serve.pages.place import place
from harmledger.serve.site import write_site


def _with_services(server: Server) -> str:
    desk = server.desk()
    return max(atlas(desk).spots, key=lambda k: len([r for r in place(desk, k).services if r.date_start]))


def test_a_mark_of_a_chart_opens_its_quote(reading_server: Server, page: Page) -> None:
    page.goto(reading_server.address(f"place/{_with_services(reading_server)}.html"))
    mark = page.locator("[data-chart=services] svg g[data-mark=dot] path").last
    mark.scroll_into_view_if_needed()
    mark.hover()
    mark.click(force=True)
    panel = page.get_by_role("dialog")
    expect(panel.locator("blockquote").first).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_a_number_of_a_table_opens_its_words_and_leads_to_the_claim(site: Callable[[str], Path], page: Page) -> None:
    page.goto((site("internal") / "totals.html").as_uri())
    page.locator("details summary").first.click()
    page.locator("a[data-claims]:visible").first.click()
    panel = page.get_by_role("dialog")
    expect(panel.locator("blockquote").first).to_be_visible()
    panel.locator("article a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "/incident/" in page.url


def test_a_choice_of_totals_is_a_link(reading_server: Server, page: Page) -> None:
    page.goto(reading_server.address("totals.html"))
    outcome = page.locator("select[name=outcome]")
    chosen = outcome.locator("option").nth(1).get_attribute("value")
    assert chosen
    outcome.select_option(chosen)
    shown = page.locator(".count:visible").count()
    assert shown > 0
    assert all(
        o == chosen for o in page.eval_on_selector_all(".count:not([hidden])", "e => e.map(x => x.dataset.outcome)")
    )
    again = page.context.new_page()
    again.goto(page.url)
    assert f"outcome={chosen}" in again.url
    assert again.locator(".count:visible").count() == shown


def test_a_choice_of_days_changes_chart_and_table_alike(reading_server: Server, page: Page) -> None:
    page.goto(reading_server.address("charts.html"))
    table = page.locator("table[data-cross=type]")
    before = table.locator("tfoot td").first.text_content()
    page.wait_for_function("document.getElementById('shown').textContent !== ''")
    assert table.locator("tfoot td").first.text_content() == before  # made here as in the server
    page.locator("input[name=from]").fill("2030")
    page.keyboard.press("Enter")
    expect(table.locator("tfoot td").first).to_have_text("0")
    expect(page.locator("[data-chart=stacked]")).to_contain_text("Nothing to draw")
    assert page.url.endswith("?from=2030-01-01")


def test_charts_read_the_overviews_address(site: Callable[[str], Path], page: Page) -> None:
    query = "place=%D0%A5%D0%B0%D1%80%D0%BA%D1%96%D0%B2&type=shelling"
    page.goto((site("internal") / "index.html").as_uri() + f"?{query}")
    expect(page.locator("#count")).to_contain_text(" of ")
    found = (page.locator("#count").text_content() or "").split(" ")[0]
    assert int(found) > 0
    page.goto((site("internal") / "charts.html").as_uri() + f"?{query}")
    expect(page.locator("#shown")).to_contain_text(f"{found} attack")
    expect(page.locator("#shown")).to_contain_text("also asked for: shelling")
    page.locator("#see").click()
    expect(page.locator("#count")).to_contain_text(f"{found} of ")


def test_the_list_of_places_finds_any_spelling(reading_server: Server, page: Page) -> None:
    page.goto(reading_server.address("places.html"))
    for spelling in ("Mykolaiv", "Nikolaev", "Миколаїв", "mykolaïv"):
        page.locator("#find").fill(spelling)
        expect(page.locator("li.fits:visible a, h3:visible a").filter(has_text="Mykolaiv").first).to_be_visible()
    page.locator("#find").fill("zzzz")
    expect(page.locator("#found")).to_have_text("0 places found")
    expect(page.locator(".country:visible")).to_have_count(0)


def test_hard_words_behind_a_number_wait_for_a_click(
    tmp_path: Path, new_context: Callable[..., BrowserContext]
) -> None:
    told = (
        "14 March 2023\n\nKharkiv had no power on 13 March, and decapitated animals lay in the streets, residents said."
        " The Kherson region had no water on 13 March, residents said."
    )
    with desk_over(ledger_of(tmp_path, hard=told)) as desk:
        write_site(desk.ledger, tmp_path / "site", audience="internal")  # type: ignore[arg-type]
    page = new_context().new_page()
    page.goto((tmp_path / "site" / "analysis" / "services.html").as_uri())
    links = page.locator("a[data-claims]")
    links.nth(0).click()
    panel = page.get_by_role("dialog")
    expect(panel.locator("blockquote")).to_be_hidden()
    panel.locator("summary").click()
    expect(panel.locator("blockquote")).to_contain_text("decapitated")
    page.keyboard.press("Escape")
    links.nth(1).click()
    expect(panel.locator("blockquote")).to_be_visible()
