"""Other sites cannot read or decide, a report cannot bring script into a page, and answers name no files."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import harmledger
from harmledger.errors import LedgerError
from harmledger.serve.app import create_app
from harmledger.serve.options import Options
from harmledger.serve.pages import registry

_EVIL = '<script>alert("1")</script><img src=x onerror=alert(2)>'


def test_every_answer_has_the_headers(client: TestClient) -> None:
    for path in ("/", "/index.html", "/api/v1/counts", "/static/base.js", "/nothing", "/data/index.js"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert re.search(r"script-src 'self';", policy)
        assert re.search(r"style-src 'self';", policy)
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("[::1]:8765", 200),
        ("192.168.1.20:8765", 200),
        ("localhost:1", 200),
        ("rebound.example", 400),
        ("127.0.0.1.rebound.example", 400),
        ("localhost.rebound.example:80", 400),
        ("", 400),
    ],
)
def test_only_own_names_and_bare_addresses_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/index.html", headers={"Host": host}).status_code == status


def test_a_name_can_be_given(ledger_path: Path) -> None:
    app = create_app(Options(ledger_path, names=("ledger.example",)))
    assert TestClient(app, base_url="http://ledger.example").get("/index.html").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://testserver.evil.example"},
    ],
)
def test_another_site_cannot_have_anything_stored(client: TestClient, headers: dict[str, str]) -> None:
    for path in ("/api/v1/decisions", "/api/v1/anything", "/"):
        assert client.post(path, json={}, headers=headers).status_code == 403
    own = client.post(
        "/api/v1/anything", json={}, headers={"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    )
    assert own.status_code != 403


@pytest.mark.parametrize(
    "path",
    [
        "static/../app.py",
        "static/%2e%2e/app.py",
        "static/..%2fapp.py",
        "static//etc/passwd",
        "incident/..%2f..%2fapp.html",
        "basemap/..%2f..%2fapp.py",
    ],
)
def test_no_path_leads_out_of_the_shipped_files(client: TestClient, path: str) -> None:
    answer = client.get(f"/{path}")
    assert answer.status_code == 404
    assert b"import annotations" not in answer.content


def test_an_error_of_the_machine_is_not_told_to_the_public(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Options(ledger_path, audience="public"))

    def broken(*_: object) -> None:
        raise LedgerError("disk I/O error", subject=str(ledger_path))

    monkeypatch.setattr("harmledger.serve.api.counts.kept_json", broken)
    answer = TestClient(app).get("/api/v1/counts")
    assert answer.status_code == 503
    assert ledger_path.name not in answer.text
    assert "Try again" in answer.json()["error"]["remedy"]


def test_an_unforeseen_error_gives_nothing_away(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Options(ledger_path))
    monkeypatch.setattr("harmledger.serve.api.counts.kept_json", lambda *_: 1 / 0)
    answer = TestClient(app, raise_server_exceptions=False).get("/api/v1/counts")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert answer.json()["error"]["remedy"]


class _Attributes(HTMLParser):
    """The names of all attributes, as a browser reads them: what stands inside a value is none."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A server over a ledger of one report that tries to bring script into every field that it can."""
    folder = tmp_path_factory.mktemp("hostile")
    report = {
        "id": f"evil {_EVIL}",
        "title": f"Shelling of Mykolaiv {_EVIL}",
        "url": "javascript:alert(3)",
        "outlet": f"Outlet {_EVIL}",
        "date": "2022-07-15",
        "text": f'Russian forces shelled Mykolaiv on Thursday, killing three civilians, the mayor "{_EVIL}" said. '
        f"A school and a hospital {_EVIL} were damaged, </textarea></script><script>alert(4)</script> he said.",
    }
    (folder / "reports.jsonl").write_text(json.dumps(report) + "\n")
    harmledger.read([folder / "reports.jsonl"], ledger=folder / "war.db")
    return TestClient(create_app(Options(folder / "war.db")))


def test_a_report_cannot_bring_script_into_a_page(hostile: TestClient) -> None:
    desk = hostile.app.state.office.desk()  # type: ignore[attr-defined]
    assert len(desk.shelf) > 0
    told = 0
    for page in registry().values():
        for key in page.keys(desk):
            text = hostile.get("/" + page.address(key)).text
            told += "alert(" in text
            data = re.sub(r'<script type="application/json"[^>]*>[^<]*</script>', "", text)
            assert not re.search(r"<script(?![^>]* src=)", data), page.name
            reader = _Attributes()
            reader.feed(text)
            assert not [name for name in reader.names if name.startswith("on")], page.name
            assert not re.search(r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""", text, re.I), page.name
    assert told


def test_data_that_pages_load_is_data(hostile: TestClient) -> None:
    text = hostile.get("/data/index.js").text
    assert text.startswith("(window.harmledger ??= {})")
    json.loads(text[text.index("{", text.index("=", 25)) :].rstrip().rstrip(";"))
