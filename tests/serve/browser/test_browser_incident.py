"""An incident and a report in a real browser: figures drawn, words lit, what is hard to read covered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from browsing import Server
from playwright.sync_api import BrowserContext, Page, expect

import harmledger

_TEXTS = {
    "a": "Shelling hit a school in Mykolaiv on Thursday, killing at least nine people, the mayor said.",
    "b": "Shelling of a school in Mykolaiv on Thursday killed 12 people, the regional governor said.",
    "c": "Shells hit a school in Mykolaiv on Thursday and killed 12 people. Corpses lay in the yard of the school, "
    "residents said.",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over three reports of one event, one of which is hard to read."""
    folder = tmp_path_factory.mktemp("incident")
    rows = [
        {"id": key, "title": "", "outlet": f"The {key.upper()} Post", "date": f"2022-07-1{n}", "text": text}
        for n, (key, text) in enumerate(_TEXTS.items(), start=5)
    ]
    (folder / "reports.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    harmledger.read([folder / "reports.jsonl"], ledger=folder / "war.db")
    found = Server(folder / "war.db")
    yield found
    found.stop()


def _incident(reports: Server) -> str:
    row = max(reports.desk().shelf.events(), key=lambda r: len(r.incident.reports))
    assert len(row.incident.reports) == len(_TEXTS)
    return reports.address(f"incident/{row.id}.html")


def test_every_figure_is_a_point_that_leads_to_its_claim(reports: Server, page: Page) -> None:
    page.goto(_incident(reports))
    expect(page.get_by_role("heading", level=1)).to_contain_text("12 killed (9–12 as it was revised)")
    links = page.locator("figure.toll").first.locator(".plot svg a")
    expect(links).to_have_count(3)
    assert "9 or more" in (links.first.get_attribute("aria-label") or "")
    links.first.click()
    claim = page.url.partition("#")[2]
    expect(page.locator(f"article#{claim}")).to_be_in_viewport()
    expect(page.locator(f"article#{claim}")).to_contain_text("at least nine")


def test_a_value_lights_its_words(reports: Server, page: Page) -> None:
    page.goto(_incident(reports))
    claim = page.locator("article.claim").first
    claim.get_by_text("words behind each value").click()
    row = claim.locator("tr", has_text="education").first
    row.focus()
    expect(claim.locator("blockquote .ev.lit").first).to_have_text("school")


def test_hard_words_are_covered_until_asked_for_and_in_this_session_only(
    reports: Server, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context().new_page()
    page.goto(_incident(reports))
    covered = page.get_by_text("Corpses lay").first
    expect(page.locator("details.content-note summary").first).to_have_text("Content note: describes dead bodies")
    expect(covered).to_be_hidden()
    page.get_by_label("Show what is hard to read").check()
    expect(covered).to_be_visible()
    page.reload()
    expect(page.get_by_text("Corpses lay").first).to_be_visible()
    other = new_context().new_page()
    other.goto(_incident(reports))
    expect(other.get_by_text("Corpses lay").first).to_be_hidden()


def test_a_claim_leads_to_its_words_in_the_report_and_back(reports: Server, page: Page) -> None:
    page.goto(_incident(reports))
    page.locator("article.claim").first.get_by_text("in the report").click()
    claim = page.url.partition("#")[2]
    expect(page.locator(f"a.n#{claim}")).to_be_in_viewport()
    page.locator(f"a.n#{claim}").click()
    page.locator(".entry:target").get_by_role("link").last.click()
    expect(page.locator(f"article#{claim}")).to_be_visible()


def test_reports_are_found_by_words(reports: Server, page: Page) -> None:
    page.goto(reports.address("reports.html"))
    page.get_by_label("Words of the headline or outlet").fill("b post")
    expect(page.locator("#rows tr")).to_have_count(1)
    page.reload()
    expect(page.locator("#rows tr")).to_have_count(1)
    expect(page.locator("#count")).to_have_text("1 report (of 3)")
    page.get_by_label("Words of the headline or outlet").fill("Б Пост")
    expect(page.locator("#count")).to_have_text("1 report (of 3)")
