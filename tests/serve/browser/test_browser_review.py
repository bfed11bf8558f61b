"""Reviewing by keyboard alone: every act, undo, a second reader, two reviewers who clash; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Server, Troubles
from playwright.sync_api import BrowserContext, Page, Route, expect

from harmledger import review
from harmledger.decisions import Decision
from harmledger.publish.sentence import sentence
from harmledger.records import Incident
from harmledger.store import Filter, Ledger, open_ledger

Contexts = Callable[..., BrowserContext]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def _begin(page: Page, server: Server, name: str, path: str = "review.html") -> None:
    page.goto(server.address(path))
    page.get_by_label("Your name or pseudonym").press_sequentially(name)
    page.keyboard.press("Enter")
    expect(page.locator("#name")).to_have_count(0)
    if path.startswith("review"):
        expect(page.locator(".acts")).to_be_visible()


def _ledger(server: Server) -> Ledger:
    return open_ledger(server.ledger, readonly=True)


def _last(server: Server) -> Decision:
    with _ledger(server) as ledger:
        return review.history(ledger)[-1].decision


def _several(server: Server) -> Incident:
    """The incident with most claims, in no more than a page lists at once."""
    with _ledger(server) as ledger:
        found = [i for i in ledger.incidents(Filter(kinds=("event",))) if 1 < len(i.claims) <= 6]
    return max(found, key=lambda i: len(i.claims))


def _told(page: Page, text: str) -> None:
    expect(page.locator("#announce")).to_have_text(text)
    expect(page.locator("#saving[data-state=saving]")).to_have_count(0)


def test_accept_goes_on_and_undo_comes_back(server: Server, page: Page) -> None:
    _begin(page, server, "Ada")
    expect(page.locator("#headline")).to_be_focused()
    first = page.locator("#headline").inner_text()
    left = int(page.locator("#left").inner_text())
    page.keyboard.press("a")
    _told(page, "Accepted")
    made = _last(server)
    assert (made.action, made.reviewer, len(made.anchors)) == ("accept", "Ada", 1)
    assert made.anchors[0].claim not in page.locator(".case").inner_html()
    page.keyboard.press("z")
    _told(page, "Undone")
    expect(page.locator("#headline")).to_have_text(first)
    assert (_last(server).action, _last(server).of) == ("undo", made.id)
    expect(page.locator("#left")).to_have_text(str(left))


def test_the_whole_incident_is_accepted_in_one_act(server: Server, page: Page) -> None:
    incident = _several(server)
    _begin(page, server, "Ada", f"review.html?incident={incident.id}")
    page.keyboard.press("A")
    _told(page, f"Accepted all {len(incident.claims)} claims")
    assert {a.claim for a in _last(server).anchors} == set(incident.claims)


def test_a_correction_by_keyboard_asks_for_its_reason(server: Server, page: Page) -> None:
    _begin(page, server, "Ada")
    page.keyboard.press("e")
    kind = page.get_by_label("Event type")
    expect(kind).to_be_focused()
    before = kind.input_value()
    page.keyboard.press("ArrowDown")
    after = kind.input_value()
    assert after != before
    page.get_by_label("Who says so").press("Enter")
    _told(page, "Say why it is changed")
    expect(page.locator("#edit-reason")).to_be_focused()
    page.keyboard.type("arsenal, zoo: jump up")  # letters that are keys elsewhere
    page.keyboard.press("Enter")
    _told(page, "Corrected")
    made = _last(server)
    assert (made.action, made.reason) == ("correct", "arsenal, zoo: jump up")
    assert [(c.field, c.before, c.after) for c in made.changes] == [("event_type", before, after)]


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_a_correction_is_stored_from_any_of_its_fields(server: Server, page: Page, keys: str) -> None:
    _begin(page, server, "Ada")
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Store")).to_contain_text("Ctrl+Enter")
    page.get_by_label("Who did it").fill("Northland")
    page.get_by_label("Event type").press(keys)
    _told(page, "Say why it is changed")
    page.locator("#edit-reason").fill("named in the report")
    page.get_by_label("Event type").press(keys)  # a choice, in which Enter alone stores nothing
    _told(page, "Corrected")
    made = _last(server)
    assert (made.action, made.reason, made.changes[0].after) == ("correct", "named in the report", "Northland")


def test_words_that_were_selected_carry_the_value(server: Server, page: Page) -> None:
    _begin(page, server, "Ada")
    page.keyboard.press("e")
    page.get_by_label("Who did it").fill("Northland")
    page.evaluate(
        """() => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector(".report-text mark"));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Selected words carry the value").click()
    page.locator("#edit-reason").fill("named there")
    page.keyboard.press("Enter")
    _told(page, "Corrected")
    (change,) = _last(server).changes
    assert change.after == "Northland" and change.quote is not None and change.quote.text


def test_a_half_made_edit_survives_a_reload(server: Server, page: Page) -> None:
    _begin(page, server, "Ada")
    page.keyboard.press("e")
    page.get_by_label("Who did it").fill("Northland")
    page.reload()
    expect(page.get_by_text("A half-made edit of this claim is kept")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_label("Who did it")).to_have_value("Northland")
    page.keyboard.press("Escape")
    expect(page.locator(".acts")).to_be_visible()


def test_reject_takes_a_reason_by_digit_or_in_words(server: Server, page: Page) -> None:
    _begin(page, server, "Ada")
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("r")
    page.keyboard.press("2")
    _told(page, "Rejected")
    assert (_last(server).action, _last(server).reason) == ("reject", "not about this war")
    expect(page.locator(".acts")).to_be_visible()
    page.keyboard.press("r")
    page.get_by_label("Or in your own words").press_sequentially("12 reports say so")
    page.keyboard.press("Enter")
    expect(page.locator(".counts")).to_contain_text("2 done")
    expect(page.locator("#saving")).to_have_text("All saved")
    assert _last(server).reason == "12 reports say so"


def test_unsure_and_skipped_come_back_last(server: Server, page: Page) -> None:
    _begin(page, server, "Ada")
    first = page.locator("#headline").inner_text()
    left = page.locator("#left").inner_text()
    page.keyboard.press("s")
    _told(page, "Skipped: it comes back at the end")
    expect(page.locator("#headline")).not_to_have_text(first)
    expect(page.locator("#left")).to_have_text(left)
    with _ledger(server) as ledger:
        assert not ledger.standing()
    page.keyboard.press("u")
    _told(page, "Left open: it stays in the queue")
    assert _last(server).action == "unsure"


def _beside(page: Page, other: Incident) -> None:
    """Lay another incident beside the one that is shown, by its id."""
    page.keyboard.press("j")
    page.get_by_label("Or another incident").press_sequentially(other.id)
    page.keyboard.press("Enter")
    expect(page.locator(".beside > h3")).to_have_text(sentence(other))


def test_join_by_keyboard(server: Server, page: Page) -> None:
    with _ledger(server) as ledger:
        one, two = list(ledger.incidents(Filter(kinds=("event",))))[:2]
    _begin(page, server, "Ada", f"review.html?incident={one.id}")
    _beside(page, two)
    expect(page.get_by_role("heading", name="Against it")).to_be_visible()
    expect(page.locator(".beside > h3")).to_be_focused()
    page.keyboard.press("y")
    page.keyboard.press("1")
    _told(page, "Joined")
    expect(page.locator(".counts")).to_contain_text("1 done")
    with _ledger(server) as ledger:
        assert ledger.claim(one.claims[0]).incident == ledger.claim(two.claims[0]).incident


def test_an_incident_that_is_not_there_leaves_the_field_in_focus(
    server: Server, page: Page, troubles: Troubles
) -> None:
    with _ledger(server) as ledger:
        incident = next(iter(ledger.incidents(Filter(kinds=("event",)))))
    _begin(page, server, "Ada", f"review.html?incident={incident.id}")
    page.keyboard.press("j")
    field = page.get_by_label("Or another incident")
    field.press_sequentially("no-such")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("no-such")
    expect(field).to_be_focused()
    assert [t for t in troubles.found if "404" not in t] == []
    troubles.found.clear()


def test_a_join_is_of_the_incident_that_is_shown(server: Server, page: Page) -> None:
    with _ledger(server) as ledger:
        one, two = list(ledger.incidents(Filter(kinds=("event",))))[:2]
    _begin(page, server, "Ada", f"review.html?incident={one.id}")
    page.keyboard.press("j")
    expect(page.locator(".near li").first).to_be_visible()
    held: list[Route] = []
    page.route(f"**/api/v1/review/{two.id}/**", lambda route: held.append(route))
    page.get_by_label("Or another incident").press_sequentially(two.id)
    page.keyboard.press("Enter")
    page.keyboard.press("y")
    expect(page.locator("#announce")).to_have_text("It still loads")
    expect(page.locator("dialog")).to_have_count(0)
    for route in held:
        route.continue_()
    expect(page.locator(".beside > h3")).to_have_text(sentence(two))
    page.keyboard.press("y")
    expect(page.locator("dialog")).to_contain_text(two.id)


def test_a_move_counts_as_done_until_it_is_undone(server: Server, page: Page) -> None:
    with _ledger(server) as ledger:
        one, two = list(ledger.incidents(Filter(kinds=("event",))))[:2]
    _begin(page, server, "Ada", f"review.html?incident={one.id}")
    _beside(page, two)
    page.get_by_label("Only this claim belongs there").check()
    page.keyboard.press("y")
    page.keyboard.press("1")
    _told(page, "Moved")
    expect(page.locator(".counts")).to_contain_text("1 done")
    page.keyboard.press("z")
    _told(page, "Undone")
    expect(page.locator(".counts")).to_contain_text("0 done")


def test_an_incident_of_which_nothing_waits_is_joined_by_its_id(server: Server, page: Page) -> None:
    with open_ledger(server.ledger) as ledger:
        one, two = list(ledger.incidents(Filter(kinds=("event",))))[:2]
        for claim in two.claims:
            review.accept(ledger, claim, reviewer="Bea")
    _begin(page, server, "Ada", f"review.html?incident={one.id}")
    page.keyboard.press("j")
    page.get_by_label("Or another incident").press_sequentially(two.id)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Against it")).to_be_visible()


def test_an_undo_takes_off_all_that_its_act_counted(server: Server, page: Page) -> None:
    incident = _several(server)
    _begin(page, server, "Ada", f"review.html?incident={incident.id}")
    page.keyboard.press("A")
    _told(page, f"Accepted all {len(incident.claims)} claims")
    expect(page.locator(".counts")).to_contain_text(f"{len(incident.claims)} done")
    page.keyboard.press("z")
    _told(page, "Undone")
    expect(page.locator("#saving")).to_have_text("All saved")
    expect(page.locator(".counts b").first).to_have_text("0")


def test_split_by_keyboard(server: Server, page: Page) -> None:
    incident = _several(server)
    _begin(page, server, "Ada", f"review.html?incident={incident.id}")
    page.keyboard.press("p")
    expect(page.locator(".placing input:checked")).to_have_count(1)
    alone = page.locator(".placing input:checked").input_value()
    expect(page.get_by_role("heading", name="For one event")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.press("1")
    _told(page, "Split off")
    expect(page.locator(".counts")).to_contain_text("1 done")
    with _ledger(server) as ledger:
        homes = {ledger.claim(c).incident for c in incident.claims if c != alone}
        assert ledger.claim(alone).incident not in homes and len(homes) == 1


def test_a_second_reader_agrees(server: Server, page: Page, new_context: Contexts) -> None:
    _begin(page, server, "Ada")
    page.keyboard.press("a")
    _told(page, "Accepted")
    made = _last(server)
    other = new_context().new_page()
    _begin(other, server, "Bea", "second.html")
    expect(other.locator("#headline")).to_contain_text("Ada: accept")
    other.keyboard.press("g")
    expect(other.get_by_text("Nothing waits")).to_be_visible()
    with _ledger(server) as ledger:
        assert review.history(ledger)[0].seconded == ("Bea",)
    assert _last(server).of == made.id


def test_who_is_late_is_told_what_the_other_did(
    server: Server, page: Page, new_context: Contexts, troubles: Troubles
) -> None:
    with _ledger(server) as ledger:
        claim = review.queue(ledger)[0].claim
    other = new_context().new_page()
    for reviewer, name in ((page, "Ada"), (other, "Bea")):
        _begin(reviewer, server, name, f"review.html?claim={claim}")
        expect(reviewer.locator(".acts")).to_be_visible()
    other.keyboard.press("r")
    other.keyboard.press("1")
    _told(other, "Rejected")
    page.keyboard.press("a")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("has changed since you looked at it")
    expect(alert).to_contain_text("Bea: reject")
    assert [t for t in troubles.found if "409" not in t] == []
    troubles.found.clear()


def test_reviewers_who_disagree_are_shown_and_one_is_taken_back(
    server: Server, page: Page, new_context: Contexts
) -> None:
    with open_ledger(server.ledger) as ledger:
        claim = review.queue(ledger)[0].claim
        first = review.accept(ledger, claim, reviewer="Bea")
        review.reject(ledger, claim, reviewer="Cy", reason="a plan, no event")
    _begin(page, server, "Ada", "disagreements.html")
    expect(page.get_by_text("a plan, no event")).to_be_visible()
    page.get_by_role("button", name="Cy is right").press("Enter")
    page.keyboard.press("1")
    expect(page.get_by_text("No two reviewers contradict each other.")).to_be_visible()
    assert (_last(server).action, _last(server).of) == ("undo", first.id)
    page.goto(server.address("decisions.html"))
    expect(page.locator("tbody tr")).to_have_count(3)
    expect(page.locator("tr.undone")).to_have_count(1)
    page.get_by_role("button", name="Take back: reject").press("Enter")
    page.keyboard.press("1")
    expect(page.locator("tr.undone")).to_have_count(2)


def test_keys_can_be_switched_off_and_graphic_words_wait_for_a_click(server: Server, page: Page) -> None:
    _begin(page, server, "Ada")
    expect(page.locator(".acts kbd").first).to_be_visible()
    page.get_by_role("button", name="Keys: on").press("Enter")
    expect(page.locator(".acts kbd").first).to_be_hidden()
    page.get_by_role("button", name="Keys: off").evaluate("(b) => b.blur()")
    page.keyboard.press("a")
    page.keyboard.press("s")
    with _ledger(server) as ledger:
        assert not ledger.standing()
    for note in page.locator("details.content-note").all():
        assert note.get_attribute("open") is None


@pytest.mark.parametrize(
    "look",
    [{"color_scheme": "light"}, {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}],
    ids=["day", "phone"],
)
def test_the_checker_finds_nothing_in_any_state(server: Server, new_context: Contexts, look: dict) -> None:  # type: ignore[type-arg]
    page = new_context(**look).new_page()
    incident = _several(server)
    _begin(page, server, "Ada", f"review.html?incident={incident.id}")
    expect(page.locator(".acts")).to_be_visible()
    found = {"claim": _complaints(page)}
    for key, state, ready in (
        ("e", "edit", ".edit"),
        ("r", "reason", "dialog"),
        ("p", "split", ".side"),
        ("j", "join", ".near li"),
        ("?", "help", "dialog"),
    ):
        page.goto(server.address(f"review.html?incident={incident.id}"))
        expect(page.locator(".acts")).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator(ready).first).to_be_visible()
        found[state] = _complaints(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
    assert not {state: c for state, c in found.items() if c}


def _complaints(page: Page) -> list[str]:
    options = {"runOnly": _RULES, "resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {v['help']}: {n['html'][:160]} {n['failureSummary'][:240]}" for v in found for n in v["nodes"]]


def test_a_key_pressed_while_a_claim_loads_decides_on_none(server: Server, page: Page) -> None:
    with _ledger(server) as ledger:
        incident = max(ledger.incidents(), key=lambda i: len(i.claims))  # three of its claims come with the case
    held: list[Route] = []
    page.route("**/api/v1/review/*/claim", lambda route: held.append(route))
    _begin(page, server, "Ada", f"review.html?incident={incident.id}")
    for _ in range(4):
        page.keyboard.press("a")
    expect(page.locator("#saving")).to_have_text("All saved")
    expect(page.locator(".counts")).to_contain_text("3 done")
    assert held
    for route in held:
        route.continue_()
    page.unroute("**/api/v1/review/*/claim")
    with _ledger(server) as ledger:
        done = [s.decision.subjects for s in review.history(ledger)]
    assert len(done) == len(set(done)) == 3
    expect(page.locator("#reviewing")).not_to_have_attribute("data-claim", done[-1][0])
    page.keyboard.press("a")
    expect(page.locator(".counts")).to_contain_text("4 done")
