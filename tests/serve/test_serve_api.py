"""The API answers what its own description says, filters as the overview does, and says what is wrong."""

from __future__ import annotations

import csv
import html
import io
import re
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
from fastapi.testclient import TestClient

from harmledger.serve.app import create_app
from harmledger.serve.options import Options
from harmledger.store import open_ledger

_LISTS = ("incidents", "claims", "reports", "tolls", "places", "changes")


def _closed(schema: Any) -> Any:
    """The schema with nothing allowed that it does not name."""
    if isinstance(schema, dict):
        made = {k: _closed(v) for k, v in schema.items()}
        return made | ({"additionalProperties": False} if "properties" in schema else {})
    return [_closed(v) for v in schema] if isinstance(schema, list) else schema


def _keys(client: TestClient) -> dict[str, str]:
    first = {n: client.get(f"/api/v1/{n}").json()["items"][0] for n in ("incidents", "claims", "reports")}
    return {n: i["id"] for n, i in first.items()} | {"analyses": "protected", "codebook": "vocabulary"}


def test_every_answer_is_what_the_description_says(client: TestClient) -> None:
    whole = client.get("/api/openapi.json").json()
    keys = _keys(client)
    seen = 0
    for path, methods in whole["paths"].items():
        schema = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {}).get("application/json")
        group = path.split("/")[3]
        if schema is None or (("{" in path) and group not in keys):
            continue
        answer = client.get(path.replace("{key}", keys.get(group, "")).replace("{name}", keys.get(group, "")))
        assert answer.status_code == 200, (path, answer.text[:300])
        jsonschema.validate(answer.json(), _closed(schema["schema"] | {"components": whole["components"]}))
        seen += 1
    assert seen >= 14


@pytest.mark.parametrize("name", _LISTS)
def test_parts_of_a_list_make_the_whole(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/v1/{name}", params={"limit": 1000}).json()
    assert whole["next"] is None
    offset: int | None = 0
    parts = []
    while offset is not None:
        answer = client.get(f"/api/v1/{name}", params={"limit": 7, "offset": offset}).json()
        parts += answer["items"]
        offset = answer["next"]
    assert parts == whole["items"]
    assert whole["total"] in (None, len(parts))


@pytest.mark.parametrize(
    "asked", [{"type": "shelling"}, {"from": "2023-01-01"}, {"target": "residential"}, {"contested": "yes"}]
)
def test_conditions_mean_the_same_as_in_the_ledger(client: TestClient, asked: dict[str, str]) -> None:
    found = client.get("/api/v1/incidents", params=asked | {"limit": "1000"}).json()["items"]
    every = client.get("/api/v1/incidents", params={"limit": 1000}).json()["items"]
    assert 0 < len(found) < len(every)
    (name, value) = next(iter(asked.items()))
    for item in found:
        fits = {
            "type": item["event_type"] == value,
            "from": bool(item["time"]) and item["time"]["end"] >= value,
            "target": value in item["targets"],
            "contested": item["contested"],
        }
        assert fits[name]


def test_a_spelling_finds_the_place(client: TestClient) -> None:
    totals = [client.get("/api/v1/incidents", params={"place": p}).json()["total"] for p in ("Mykolaiv", "Миколаїв")]
    assert totals[0] == totals[1] > 0


def test_the_table_and_the_map_hold_what_the_list_holds(client: TestClient) -> None:
    ids = [i["id"] for i in client.get("/api/v1/incidents", params={"limit": 1000}).json()["items"]]
    table = client.get("/api/v1/incidents", params={"format": "csv"})
    assert [row["id"] for row in csv.DictReader(io.StringIO(table.text))] == ids
    features = client.get("/api/v1/incidents", params={"format": "geojson"})
    assert [f["id"] for f in features.json()["features"]] == ids
    assert features.headers["content-type"] == "application/geo+json"


def test_the_rows_of_an_analysis_name_their_claims(client: TestClient) -> None:
    table = client.get("/api/v1/analyses/protected").json()
    assert table["items"]
    for key in table["items"][0]["claims"]:
        assert client.get(f"/api/v1/claims/{key}").status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("incidents/i-nobody", 404, "incident"),
        ("incidents?type=shellin", 422, "did you mean shelling?"),
        ("incidents?limit=0", 422, "limit"),
        ("incidents?colour=red", 422, "colour"),
        ("incidents?from=soon", 400, "2022-03-14"),
        ("analyses/protectd", 400, "protected"),
        ("analyses/protected?option=x", 400, "NAME=VALUE"),
        ("codebook/..%2F..%2Ferrors", 404, ""),
        ("nothing", 404, "no such page"),
    ],
)
def test_an_error_says_what_and_what_to_do(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(error) == {"code", "what", "subject", "remedy"}
    assert words in " ".join(error.values())


def test_counts_add_up(client: TestClient) -> None:
    counts = client.get("/api/v1/counts").json()
    assert counts["incidents"] == counts["of"] == sum(counts["event_types"].values())
    assert counts["incidents"] == client.get("/api/v1/incidents").json()["total"]
    with open_ledger(client.app.state.office.options.ledger, readonly=True) as ledger:  # type: ignore[attr-defined]
        assert counts["ledger"] == ledger.counts().to_json()


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_page_about_the_api_names_every_call_and_its_examples_answer(
    ledger_path: Path, audience: Literal["internal", "public"]
) -> None:
    client = TestClient(create_app(Options(ledger_path, audience=audience)))
    text = client.get("/api.html").text
    paths = client.get("/api/openapi.json").json()["paths"]
    read = [p for p, methods in paths.items() if p.split("/")[3] in (*_LISTS, "counts", "analyses", "codebook")]
    assert read and all(f"<code>{p}</code>" in text for p in read)
    examples = re.findall(r'href="(api/v1/[^"]+)"', text)
    assert len(examples) >= 10
    for address in examples:
        assert client.get("/" + html.unescape(address)).status_code == 200, address
