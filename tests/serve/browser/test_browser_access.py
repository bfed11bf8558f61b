"""Every page by the accessibility checker axe, by keyboard alone, and by thumb on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Server
from playwright.sync_api import BrowserContext, Page

from harmledger.serve.desk import Desk
from harmledger.serve.pages import Page as Kind
from harmledger.serve.pages import registry

Contexts = Callable[..., BrowserContext]
_PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
_SETTLED = "() => new Promise((done) => requestIdleCallback(done, { timeout: 1500 }))"


def _key(kind: Kind, desk: Desk) -> str | None:
    """Of a kind of page the one with most on it: of an incident that several reports tell of, else any."""
    keys = list(kind.keys(desk))
    rows = {r.id: len(r.incident.reports) for r in desk.shelf.rows()}
    return max(keys, key=lambda k: rows.get(k, 0), default=None)


def _addresses(desk: Desk) -> Iterator[tuple[str, str]]:
    for kind in registry().values():
        if (desk.server or not kind.server_only) and (key := _key(kind, desk)) is not None:
            yield kind.name, kind.address(key)


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate(_SETTLED)


def _complaints(page: Page) -> list[str]:
    found = (
        Axe()
        .run(page, options={"runOnly": _RULES, "resultTypes": ["violations"], "preload": False})
        .response["violations"]
    )
    return [f"{v['id']}: {v['help']}: {n['html'][:160]} {n['failureSummary'][:240]}" for v in found for n in v["nodes"]]


# Four of the eight ways to look: each page in the server and from disk, in both colours, at both widths.
@pytest.mark.parametrize("look", [{"color_scheme": "light"}, {"color_scheme": "dark", **_PHONE}], ids=["day", "phone"])
def test_the_checker_finds_nothing_in_the_server(reading_server: Server, new_context: Contexts, look: dict) -> None:  # type: ignore[type-arg]
    page = new_context(**look).new_page()
    found = {}
    for name, path in _addresses(reading_server.desk()):
        _open(page, reading_server.address(path))
        found[name] = _complaints(page)
    assert not {name: c for name, c in found.items() if c}


@pytest.mark.parametrize(
    "look", [{"color_scheme": "dark"}, {"color_scheme": "light", **_PHONE}], ids=["night", "phone"]
)
def test_the_checker_finds_nothing_in_the_site(
    reading_server: Server,
    site: Callable[[str], Path],
    new_context: Contexts,
    look: dict,  # type: ignore[type-arg]
) -> None:
    page = new_context(**look).new_page()
    folder = site("public")
    found = {}
    for kind in registry().values():
        pages = sorted(folder.glob(kind.address("*")), key=lambda f: f.stat().st_size)
        if not kind.server_only and pages:
            _open(page, pages[-1].as_uri())
            found[kind.name] = _complaints(page)
    assert not {name: c for name, c in found.items() if c}


_DATE_PARTS = 4  # stops of the browser within one box of a date: day, month, year, calendar

_FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const s = getComputedStyle(e), b = e.getBoundingClientRect();
  const seen = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
  window.numbers ??= new Map();
  if (!window.numbers.has(e)) window.numbers.set(e, window.numbers.size);
  return { number: window.numbers.get(e), seen, inside: b.width > 0 && b.bottom > 0 && b.top < innerHeight,
           html: e.outerHTML.slice(0, 120) };
}"""


def test_every_page_can_be_walked_by_keyboard(reading_server: Server, page: Page) -> None:
    for name, path in _addresses(reading_server.desk()):
        _open(page, reading_server.address(path))
        assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0, name
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.classList.contains('skip')"), name
        for step in range(60):
            focus = page.evaluate(_FOCUSED)
            if focus is None or (step and focus["number"] == 0):
                break  # past the last element
            assert focus["number"] == step, f"{name}: focus does not leave {focus['html']}"
            assert focus["seen"], f"{name}: nothing shows the focus on {focus['html']}"
            assert focus["inside"], f"{name}: the focus is out of sight on {focus['html']}"
            for _ in range(_DATE_PARTS if 'type="date"' in focus["html"] else 1):
                page.keyboard.press("Tab")


def test_the_skip_link_leads_past_the_menu(reading_server: Server, page: Page) -> None:
    page.goto(reading_server.address("index.html"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


_SMALL = """() => [...document.querySelectorAll('button, select, summary, input:not([type=hidden]), textarea, nav a')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((e) => [e.closest('label') ?? e, e])
  .map(([box, e]) => [box.getBoundingClientRect(), e])
  .filter(([b]) => b.width > 1 && b.height > 1 && (b.height < 43.5 || b.width < 31.5))
  .map(([b, e]) => `${Math.round(b.width)}x${Math.round(b.height)} ${e.outerHTML.slice(0, 100)}`)"""


def test_on_a_phone_nothing_is_wider_than_it_or_too_small_for_a_thumb(reading_server: Server, phone: Page) -> None:
    found = {}
    for name, path in _addresses(reading_server.desk()):
        _open(phone, reading_server.address(path))
        wide = phone.evaluate("document.documentElement.scrollWidth")
        found[name] = phone.evaluate(_SMALL) + ([f"the page is {wide} pixels wide"] if wide > 390 else [])
    assert not {name: f for name, f in found.items() if f}


def test_on_a_phone_the_list_of_what_is_withheld_stacks_its_rows(reading_server: Server, phone: Page) -> None:
    _open(phone, reading_server.address("withheld-now.html"))
    phone.locator("summary", has_text="List them").tap()
    for name in ("Rules", "Things withheld"):
        room = phone.get_by_role("group", name=name)
        assert room.evaluate("(e) => e.scrollWidth <= e.clientWidth"), name
        cells = room.locator("tbody tr").first.locator("th, td")
        boxes = [box for cell in cells.all() if (box := cell.bounding_box())]
        assert len(boxes) == cells.count() > 3
        assert all(below["y"] >= above["y"] + above["height"] for above, below in pairwise(boxes)), name
        assert min(box["width"] for box in boxes) > 300, name
    why = phone.get_by_role("group", name="Rules").locator("tbody td").first
    assert why.evaluate("(e) => getComputedStyle(e, '::before').content").startswith('"Why')
