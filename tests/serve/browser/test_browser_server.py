"""Pages of the server in a browser: no complaint, no request to anyone else."""

from __future__ import annotations

from browsing import Server, Troubles
from playwright.sync_api import Page, expect

from harmledger.serve.pages import registry


def test_every_page_opens_without_a_complaint(reading_server: Server, page: Page) -> None:
    desk = reading_server.desk()
    for kind in registry().values():
        for key in list(kind.keys(desk))[:1]:
            page.goto(reading_server.address(kind.address(key)))
            expect(page.locator("h1")).to_have_count(1)


def test_what_the_policy_refuses_is_a_complaint(reading_server: Server, page: Page, troubles: Troubles) -> None:
    page.goto(reading_server.address("about.html"))
    page.evaluate("document.body.innerHTML += '<p style=\"color: red\">x</p><style>p { margin: 3px }</style>'")
    expect(page.locator("p").last).not_to_have_css("color", "rgb(255, 0, 0)")
    assert [t for t in troubles.found if "refused by the policy: style-src" in t]
    troubles.found.clear()


def test_an_address_of_nothing_is_a_page_that_leads_back(
    reading_server: Server, page: Page, troubles: Troubles
) -> None:
    page.goto(reading_server.address("incident/i-nobody.html"))
    page.get_by_role("link", name="Back to the overview").click()
    assert page.url.endswith("/index.html")
    assert [t for t in troubles.found if "404" not in t] == []
    troubles.found.clear()
