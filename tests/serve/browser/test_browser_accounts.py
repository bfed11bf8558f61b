"""Two accounts side by side that may be of one event, and the way from the overview to what waits of it."""

from __future__ import annotations

import pytest
from browsing import Server
from playwright.sync_api import Page, expect

from harmledger import codebook, review
from harmledger.publish.privacy.single import held_of
from harmledger.store import open_ledger


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every join is asked about."""
    monkeypatch.setitem(codebook.load("review"), "doubtful_join", 1.0)


def _begin(page: Page, server: Server, path: str) -> None:
    page.goto(server.address(path))
    page.get_by_label("Your name or pseudonym").fill("Ada")
    page.keyboard.press("Enter")
    expect(page.locator("#headline")).to_be_focused()


def _pair(server: Server) -> tuple[str, str]:
    with open_ledger(server.ledger, readonly=True) as ledger:
        one, two = next(w for w in review.queue(ledger) if w.kind == "same?").claims
    return one, two


def _homes(server: Server, claims: tuple[str, str]) -> list[str | None]:
    with open_ledger(server.ledger, readonly=True) as ledger:
        return [ledger.claim(c).incident for c in claims]


def test_two_accounts_are_shown_with_reasons_and_stay_joined(doubtful: None, server: Server, page: Page) -> None:
    pair = _pair(server)
    _begin(page, server, "review.html?kind=same%3F")
    expect(page.locator(".question")).to_have_text("Are these two accounts of one event?")
    expect(page.locator(".evidence-text mark").nth(1)).to_be_visible()
    expect(page.locator("caption")).to_contain_text("differing values are marked")
    for heading in ("For one event", "Against it"):
        told = page.get_by_role("heading", name=heading).locator("xpath=following-sibling::*[1]")
        expect(told).not_to_be_empty()
    expect(page.locator(".why-list b").first).to_contain_text("+")
    shown = page.locator("#reviewing").get_attribute("data-claim") or ""
    page.keyboard.press("y")
    page.keyboard.press("1")
    expect(page.locator("#announce")).to_have_text("Stored: one event")
    expect(page.locator("#reviewing")).not_to_have_attribute("data-claim", shown)
    with open_ledger(server.ledger, readonly=True) as ledger:
        (standing,) = review.history(ledger)
    assert set(standing.named()) == set(pair) and standing.decision.reason
    first, second = _homes(server, pair)
    assert first == second is not None


def test_two_accounts_are_parted_and_brought_back(doubtful: None, server: Server, page: Page) -> None:
    pair = _pair(server)
    _begin(page, server, "review.html?kind=same%3F")
    shown = page.locator("#reviewing").get_attribute("data-claim") or ""
    page.keyboard.press("n")
    page.keyboard.press("1")
    expect(page.locator("#announce")).to_have_text("Stored: two events")
    one, two = _homes(server, pair)
    assert one != two
    page.keyboard.press("z")
    expect(page.locator("#announce")).to_have_text("Undone")
    expect(page.locator("#reviewing")).to_have_attribute("data-claim", shown)
    expect(page.locator(".question")).to_be_visible()
    one, two = _homes(server, pair)
    assert one == two is not None


def test_what_the_overview_shows_is_reviewed(server: Server, page: Page) -> None:
    page.goto(server.address("index.html?contested=no&from=2022-01-01"))
    link = page.locator("#review-these")
    expect(link).to_contain_text("Review these")
    number = int(page.locator("#review-count").inner_text().replace(",", ""))
    shown = page.evaluate("() => window.harmledger.overview.select(location.search)")
    assert number == len(shown) > 0
    link.click()
    assert "contested=no" in page.url and "from=2022-01-01" in page.url and "/review.html?" in page.url
    page.get_by_label("Your name or pseudonym").fill("Ada")
    page.keyboard.press("Enter")
    expect(page.locator("#left")).not_to_have_text("0")
    incident = page.locator(".case-head a").get_attribute("href") or ""
    assert incident.removeprefix("incident/").removesuffix(".html") in shown


def test_an_incident_is_graded_on_its_page(server: Server, page: Page) -> None:
    incident = next(iter(server.desk().shelf.events())).id
    page.goto(server.address(f"incident/{incident}.html"))
    page.get_by_role("button", name="Grade …").click()
    expect(page.get_by_role("group", name="Grade")).to_contain_text("its grade now")
    page.get_by_role("radio", name="confirmed").check()
    page.get_by_label("Why?").fill("the ministry owned up to it")
    page.get_by_label("Your name or pseudonym").fill("Ada")
    page.get_by_role("button", name="Store").click()
    expect(page.locator("ol.history").first).to_contain_text("the ministry owned up to it")
    expect(page.locator(".standing .badge").first).to_have_text("confirmed")
    with open_ledger(server.ledger, readonly=True) as ledger:
        (standing,) = review.history(ledger)
    assert (standing.decision.action, standing.decision.reviewer) == ("grade", "Ada")


def test_what_may_be_released_is_looked_for_before_eyes_and_stored_with_its_reason(server: Server, page: Page) -> None:
    with open_ledger(server.ledger, readonly=True) as ledger:
        incident, one = next(
            (i.id, one) for i in ledger.incidents() for one in held_of(ledger, i.id) if one.what.startswith("name:")
        )
    page.goto(server.address(f"incident/{incident}.html"))
    page.get_by_role("button", name="Release …").click()
    expect(page.get_by_role("dialog", name="Release for the public")).to_be_visible()
    page.get_by_role("radio", name=f"The name {one.what.removeprefix('name:')}").check()
    page.get_by_label("Why?").fill("the family asked for it")
    page.get_by_label("Your name or pseudonym").fill("Ada")
    page.get_by_role("button", name="Store").click()
    expect(page.locator("ol.history").first).to_contain_text("the family asked for it")
    with open_ledger(server.ledger, readonly=True) as ledger:
        assert [s.decision.value for s in review.history(ledger)] == [one.what]
