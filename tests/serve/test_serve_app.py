"""The server gives every page, and what it gives loads nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from harmledger import review
from harmledger.serve import kept
from harmledger.serve.app import create_app
from harmledger.serve.desk import Audience, Desk
from harmledger.serve.office import Office
from harmledger.serve.options import Options
from harmledger.serve.pages import data_files, registry
from harmledger.store import open_ledger

_ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?//""", re.I)


def test_every_page_and_download_answers_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    desk: Desk = client.app.state.office.desk()  # type: ignore[attr-defined]
    for page in registry().values():
        for key in list(page.keys(desk))[:5]:
            answer = client.get("/" + page.address(key))
            assert answer.status_code == 200, (page.name, key, answer.text[:300])
            loaded = [m for m in re.findall(r"<(?:script|link|img|iframe)[^>]*>", answer.text) if _ELSEWHERE.search(m)]
            assert not loaded
            assert answer.text.count("<h1") == 1
            for suffix in page.downloads:
                assert client.get("/" + page.address(key, suffix)).status_code == 200
    for path in data_files():
        assert client.get("/" + path).headers["content-type"].startswith("text/javascript")


def test_an_unknown_incident_is_a_page_that_says_what_to_do(client: TestClient) -> None:
    answer = client.get("/incident/i-nobody.html")
    assert answer.status_code == 404
    assert "no incident" in answer.text.lower()


def test_a_browser_that_has_a_page_is_told_so(client: TestClient) -> None:
    first = client.get("/index.html")
    again = client.get("/index.html", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_another_name_of_the_host_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_what_is_written_is_seen_by_the_next_reader(ledger_path: Path) -> None:
    office = Office(Options(ledger_path))
    row = next(iter(office.desk().shelf.events()))
    assert not row.reviewed
    with open_ledger(ledger_path) as ledger:
        review.accept(ledger, row.id, reviewer="Ann")
    now = office.desk().shelf.get(row.id)
    assert now is not None
    assert now.reviewed


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_page_is_found_without_its_ending(ledger_path: Path, audience: Audience) -> None:
    with TestClient(create_app(Options(ledger_path, audience=audience)), follow_redirects=False) as client:
        desk: Desk = client.app.state.office.desk()  # type: ignore[attr-defined]
        for page in registry().values():
            if page.site_only or (page.server_only and audience == "public" and not page.reads):
                continue
            key = next(iter(page.keys(desk)), None)
            if key is not None:
                led = client.get("/" + page.address(key, ""))
                assert (led.status_code, led.headers.get("location")) == (307, "/" + page.address(key)), page.name
        assert client.get("/index?type=shelling").headers["location"] == "/index.html?type=shelling"


def test_who_decides_sees_it_at_once_where_other_readers_may_wait(ledger_path: Path) -> None:
    app = create_app(Options(ledger_path))
    office: Office = app.state.office
    office.patience = 3600.0
    ann, other = (TestClient(app, base_url="http://127.0.0.1:8000") for _ in range(2))
    ann.post("/api/v1/reviewer", json={"name": "Ann"})
    row = next(iter(office.shelf.events()))
    pages = ("/api/v1/counts", f"/incident/{row.id}.html")
    before = [other.get(page).text for page in pages]
    done = ann.post("/api/v1/decisions", json={"action": "accept", "subjects": [row.id]})
    assert done.status_code == 200, done.text
    assert other.get("/api/v1/counts").text == before[0]
    seen = [ann.get(page).text for page in pages]
    assert all(now != then for now, then in zip(seen, before, strict=True))
    assert [other.get(page).text for page in pages] == seen


def test_who_decides_sees_it_at_once_in_pages_that_take_long_too(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_LONG", -1.0)  # everything does
    monkeypatch.setattr(kept, "_SHARE", 10**9)
    app = create_app(Options(ledger_path))
    office: Office = app.state.office
    ann, other = (TestClient(app, base_url="http://127.0.0.1:8000") for _ in range(2))
    ann.post("/api/v1/reviewer", json={"name": "Ann"})
    row = next(r for r in office.shelf.events() if len(r.incident.claims) > 1)
    claim = row.incident.claims[0]
    with open_ledger(ledger_path, readonly=True) as ledger:
        report = ledger.claim(claim).report
    pages = ("/index.html", "/data/index.js", f"/incident/{row.id}.html", f"/report/{report}.html")

    def shown(client: TestClient) -> list[str]:
        return [client.get(page).text for page in pages]

    def decide(**act: object) -> str:
        done = ann.post("/api/v1/decisions", json=act | {"reason": "a test"})
        assert done.status_code == 200, done.text
        return str(done.json()["id"])

    before = shown(other)
    act = decide(action="reject", subjects=[claim])
    rejected = shown(ann)
    assert all(now != then for now, then in zip(rejected, before, strict=True))
    decide(action="undo", decision=act)
    assert all(now != then for now, then in zip(shown(ann), rejected, strict=True))
