"""The next claim is shown before an act is stored: in order, told on the page, and brought back where it failed."""

from __future__ import annotations

from collections.abc import Callable

from browsing import Server, Troubles
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from harmledger import review
from harmledger.decisions import Standing
from harmledger.store import open_ledger

Contexts = Callable[..., BrowserContext]
_POSTS = "**/api/v1/decisions"


def _begin(page: Page, server: Server) -> None:
    page.goto(server.address("review.html"))
    page.get_by_label("Your name or pseudonym").fill("Ada")
    page.keyboard.press("Enter")
    expect(page.locator(".acts")).to_be_visible()
    expect(page.locator("#left")).not_to_have_text("0")


def _shown(page: Page) -> str:
    return page.locator("#reviewing").get_attribute("data-claim") or ""


def _next(page: Page, key: str) -> str:
    """The claim before a key that leads to another one."""
    before = _shown(page)
    page.keyboard.press(key)
    expect(page.locator("#reviewing")).not_to_have_attribute("data-claim", before)
    return before


def _stored(server: Server) -> tuple[Standing, ...]:
    with open_ledger(server.ledger, readonly=True) as ledger:
        return review.history(ledger)


def test_acts_wait_in_order_while_the_page_goes_on(server: Server, page: Page) -> None:
    _begin(page, server)
    held: list[Route] = []
    page.route(_POSTS, lambda route: held.append(route))
    first = _next(page, "a")
    second = _next(page, "a")
    taken_back = _next(page, "a")
    page.keyboard.press("z")  # it was not sent yet: nothing of it is stored
    expect(page.locator("#reviewing")).to_have_attribute("data-claim", taken_back)
    expect(page.locator("#saving")).to_have_text("Saving 2 …")
    assert len(held) == 1 and not _stored(server)
    page.unroute(_POSTS)  # what was held goes on
    expect(page.locator("#saving")).to_have_text("All saved")
    assert [(s.decision.action, s.named()) for s in _stored(server)] == [("accept", (first,)), ("accept", (second,))]


def test_undo_of_an_act_on_its_way_follows_it(server: Server, page: Page) -> None:
    _begin(page, server)
    held: list[Route] = []
    page.route(_POSTS, lambda route: held.append(route))
    first = _next(page, "a")
    page.keyboard.press("z")
    expect(page.locator("#reviewing")).to_have_attribute("data-claim", first)
    page.unroute(_POSTS)  # what was held goes on
    expect(page.locator("#saving")).to_have_text("All saved")
    assert [(s.decision.action, s.live) for s in _stored(server)] == [("accept", False), ("undo", True)]
    page.keyboard.press("a")  # and what is shown can be decided on again
    expect(page.locator("#announce")).to_have_text("Accepted")
    expect(page.locator("#saving")).to_have_text("All saved")
    assert [s.live for s in _stored(server)] == [False, True, True]


def test_without_a_connection_acts_come_back(server: Server, page: Page, troubles: Troubles) -> None:
    _begin(page, server)
    held: list[Route] = []
    page.route(_POSTS, lambda route: held.append(route))
    first, second = _next(page, "a"), _next(page, "a")
    held[0].abort("connectionrefused")
    expect(page.get_by_role("alert")).to_contain_text("The server did not answer")
    expect(page.get_by_role("alert")).to_contain_text("Nor are the acts after it (1)")
    expect(page.locator("#saving")).to_have_text("2 not saved")
    assert _shown(page) == first and not _stored(server)
    page.unroute(_POSTS)  # what was held goes on
    page.wait_for_timeout(800)  # keys rest for a moment after what came back by itself
    _next(page, "a")
    assert _shown(page) == second
    _next(page, "a")
    expect(page.locator("#saving")).to_have_text("All saved")
    assert [s.named() for s in _stored(server)] == [(first,), (second,)]
    assert all("ERR_CONNECTION_REFUSED" in t for t in troubles.found)
    troubles.found.clear()


def test_a_correction_that_was_refused_opens_again_as_typed(server: Server, page: Page, troubles: Troubles) -> None:
    _begin(page, server)
    first = _shown(page)
    page.keyboard.press("e")
    page.get_by_label("Time", exact=True).fill("on the day after")
    page.locator("#edit-reason").fill("as the mayor told")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("on the day after")
    assert _shown(page) == first
    expect(page.get_by_label("Time", exact=True)).to_have_value("on the day after")
    expect(page.locator("#edit-reason")).to_have_value("as the mayor told")
    assert not _stored(server)
    assert all("400" in t for t in troubles.found)
    troubles.found.clear()


def test_leaving_with_unsaved_acts_warns(server: Server, page: Page) -> None:
    _begin(page, server)
    held: list[Route] = []
    page.route(_POSTS, lambda route: held.append(route))
    _next(page, "a")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.evaluate("() => { location.href = 'decisions.html'; }")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] and "review.html" in page.url
    page.unroute(_POSTS)  # what was held goes on
    expect(page.locator("#saving")).to_have_text("All saved")
    page.goto(server.address("decisions.html"))
    expect(page.locator("tbody tr")).to_have_count(1)
