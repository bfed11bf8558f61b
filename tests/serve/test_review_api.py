"""Reviewing through the server: what waits, every act, clashes, second readers, and posts from other sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from harmledger import codebook, review
from harmledger.publish.privacy import findings
from harmledger.serve import room
from harmledger.serve.app import create_app
from harmledger.serve.options import Options
from harmledger.store import Filter, open_ledger


def _as(client: TestClient, name: str) -> None:
    assert client.post("/api/v1/reviewer", json={"name": name}).status_code == 200


def _act(client: TestClient, action: str, **rest: Any) -> Any:
    return client.post("/api/v1/decisions", json={"action": action, **rest})


def _cases(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    found = client.get("/api/v1/queue", params={"limit": 20, **query})
    assert found.status_code == 200, found.text
    return list(found.json()["cases"])


@pytest.fixture
def ada(client: TestClient) -> TestClient:
    """The sample ledger's server, as Ada."""
    _as(client, "Ada Lovelace")
    return client


@pytest.fixture
def bea(client: TestClient) -> Iterator[TestClient]:
    """The same server, as Bea in another browser."""
    with TestClient(client.app) as other:
        _as(other, "Bea")
        yield other


def test_nobody_decides_without_a_name(client: TestClient) -> None:
    case = _cases(client)[0]
    answer = _act(client, "accept", subjects=[case["waits"][0]])
    assert answer.status_code == 400
    assert "name" in answer.json()["error"]["what"]


def test_posts_from_another_site_are_refused(ada: TestClient) -> None:
    claim = _cases(ada)[0]["waits"][0]
    body = {"action": "accept", "subjects": [claim]}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert ada.post("/api/v1/decisions", json=body, headers=headers).status_code == 403
        assert ada.post("/api/v1/reviewer", json={"name": "Eve"}, headers=headers).status_code == 403
    same = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert ada.post("/api/v1/decisions", json=body, headers=same).status_code == 200
    assert ada.get("/api/v1/reviewer").json() == {"name": "Ada Lovelace"}


def test_a_case_holds_what_a_reviewer_needs(ada: TestClient) -> None:
    for case in _cases(ada):
        item = case["whole"][0]
        assert item["id"] == case["waits"][0] and item["state"]
        text = ada.app.state.room.reader().report(item["report"]).text  # type: ignore[attr-defined]
        quoted = "".join(p["text"] for p in item["pieces"] if p["quote"])
        claim = ada.app.state.room.reader().claim(item["id"])  # type: ignore[attr-defined]
        assert all(q.text in text and q.text.replace(" ", "") in quoted.replace(" ", "") for q in claim.quotes)
        assert all(p["text"] in text for p in item["pieces"])
        names = [v["name"] for v in item["values"]]
        assert len(names) == len(set(names)) and {"event_type", "place", "time", "actor"} <= set(names)
        for value in item["values"]:
            assert value["value"] and all(w in text for w in value["words"])
        assert {t["id"] for t in case["told"]} >= set(case["waits"])


def test_every_value_as_it_is_offered_for_editing_is_the_value_itself(ada: TestClient) -> None:
    """What a reviewer leaves as it stands is no correction: a place of a common name may have to be told apart."""
    for case in _cases(ada):
        item = case["whole"][0]
        for value in item["values"]:
            if value["control"] in ("one", "several", "figure") and value["edit"]:
                answer = _act(ada, "correct", claim=item["id"], values={value["name"]: value["edit"]}, reason="r")
                assert answer.status_code == 400, (value, answer.text)
                assert "has these values already" in answer.json()["error"]["what"], (value, answer.text)


def test_a_decision_is_stored_and_undone(ada: TestClient, ledger_path: Path) -> None:
    first, left = _cases(ada)[0], ada.get("/api/v1/queue").json()["left"]
    item = first["whole"][0]
    seen = {item["id"]: item["state"]}
    done = _act(ada, "reject", subjects=[item["id"]], reason="no harm to civilians", seen=seen)
    assert done.status_code == 200, done.text
    with open_ledger(ledger_path, readonly=True) as ledger:
        assert ledger.claim(item["id"]).status == "rejected"
    assert item["id"] not in [c for case in _cases(ada) for c in case["waits"]]
    undone = _act(ada, "undo", decision=done.json()["id"], reason="wrong key")
    assert undone.status_code == 200 and undone.json()["left"] == left
    assert _cases(ada)[0]["waits"] == first["waits"]
    lines = ada.get("/api/v1/decisions", params={"on": item["id"]}).json()
    assert [(ln["action"], ln["live"]) for ln in lines["lines"]] == [("undo", True), ("reject", False)]
    assert lines["lines"][1]["reason"] == "no harm to civilians"


def test_a_correction_shows_what_the_machine_wrote(ada: TestClient) -> None:
    item = _cases(ada)[0]["whole"][0]
    before = next(v for v in item["values"] if v["name"] == "event_type")
    other = "looting" if before["edit"] != "looting" else "siege"
    done = _act(ada, "correct", claim=item["id"], values={"event_type": other}, reason="the report says so")
    assert done.status_code == 200
    now = next(v for v in ada.get(f"/api/v1/review/{item['id']}/claim").json()["values"] if v["name"] == "event_type")
    assert (now["edit"], now["machine"], now["mark"]) == (other, before["value"], "set by a reviewer")


def test_a_change_needs_a_reason_and_a_sound_value(ada: TestClient) -> None:
    claim = _cases(ada)[0]["waits"][0]
    assert _act(ada, "reject", subjects=[claim]).status_code == 400
    assert _act(ada, "correct", claim=claim, values={"event_type": "looting"}).status_code == 400
    wrong = _act(ada, "correct", claim=claim, values={"killed": "some"}, reason="r")
    assert wrong.status_code == 400 and "Write 5" in wrong.json()["error"]["remedy"]
    assert _act(ada, "release", subjects=[claim], what="x", reason="r", other=1).status_code == 422


def test_two_reviewers_clash_and_are_told_what_happened(ada: TestClient, bea: TestClient) -> None:
    item = _cases(ada)[0]["whole"][0]
    seen = {item["id"]: item["state"]}
    assert _act(bea, "reject", subjects=[item["id"]], reason="a plan, no event", seen=seen).status_code == 200
    answer = _act(ada, "accept", subjects=[item["id"]], seen=seen)
    assert answer.status_code == 409
    assert "Bea: reject" in answer.json()["since"][0] and "a plan, no event" in answer.json()["since"][0]


def test_what_one_has_open_is_offered_to_another_last(ada: TestClient, bea: TestClient) -> None:
    mine = [c["key"] for c in ada.get("/api/v1/queue", params={"limit": 2}).json()["cases"]]
    theirs = [c["key"] for c in bea.get("/api/v1/queue", params={"limit": 20}).json()["cases"]]
    assert set(theirs).isdisjoint(mine)


def test_fetched_cases_that_changed_are_named_stale(ada: TestClient, bea: TestClient) -> None:
    one, two, three = _cases(ada)[:3]
    _act(bea, "accept", subjects=two["waits"])
    ahead = {two["key"]: two["version"], three["key"]: three["version"]}
    done = _act(ada, "accept", subjects=[one["waits"][0]], ahead=ahead).json()
    assert two["key"] not in done["ahead"] and three["key"] in done["ahead"]


def test_a_second_reviewer_agrees_once_and_not_with_themselves(ada: TestClient, bea: TestClient) -> None:
    claim = _cases(ada)[0]["waits"][0]
    act = _act(ada, "accept", subjects=[claim]).json()["id"]
    assert ada.get("/api/v1/decisions/second").json()["total"] == 0
    waiting = bea.get("/api/v1/decisions/second").json()
    assert [ln["id"] for ln in waiting["lines"]] == [act] and waiting["lines"][0]["claims"][0]["id"] == claim
    assert _act(ada, "agree", decision=act).status_code == 400
    assert _act(bea, "agree", decision=act).status_code == 200
    assert bea.get("/api/v1/decisions/second").json()["total"] == 0
    assert ada.get("/api/v1/decisions", params={"on": claim}).json()["lines"][1]["seconded"] == ["Bea"]


def test_opposite_decisions_are_listed_as_disagreement(ada: TestClient, bea: TestClient) -> None:
    claim = _cases(ada)[0]["waits"][0]
    _act(ada, "accept", subjects=[claim])
    _act(bea, "reject", subjects=[claim], reason="no harm to civilians")
    (pair,) = ada.get("/api/v1/disagreements").json()
    assert (pair["earlier"]["reviewer"], pair["later"]["reviewer"]) == ("Ada Lovelace", "Bea")
    assert pair["earlier"]["claims"][0]["id"] == claim


def test_join_split_and_move(ada: TestClient, ledger_path: Path) -> None:
    with open_ledger(ledger_path, readonly=True) as ledger:
        events = list(ledger.incidents(Filter(kinds=("event",))))
    one, two = events[:2]
    near = ada.get(f"/api/v1/review/{one.id}/near")
    assert near.status_code == 200 and one.id not in [n["id"] for n in near.json()]
    both = ada.get(f"/api/v1/review/{one.claims[0]}/beside/{two.claims[0]}").json()
    assert both["verdict"] == "apart" and both["reasons"]
    joined = _act(ada, "join", subjects=[one.id, two.id], reason="one strike")
    assert joined.status_code == 200, joined.text
    held = ada.get(f"/api/v1/review/{one.claims[0]}").json()
    assert {t["id"] for t in held["told"]} >= {*one.claims, *two.claims}
    assert _act(ada, "split", subjects=list(two.claims), reason="another day").status_code == 200
    held = ada.get(f"/api/v1/review/{one.claims[0]}").json()
    assert not {t["id"] for t in held["told"]} & set(two.claims)
    moved = _act(ada, "move", subjects=[two.claims[0]], to=one.id, reason="speaks of it")
    assert moved.status_code == 200
    assert _act(ada, "grade", incident=one.id, grade="confirmed", reason="filmed").status_code == 200


def test_a_doubtful_join_is_shown_side_by_side_and_confirmed(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(codebook.load("review"), "doubtful_join", 1.0)
    with TestClient(create_app(Options(ledger_path))) as client:
        _as(client, "Ada")
        cases = _cases(client, kind="same?")
        assert cases and {c["kind"] for c in cases} == {"same?"}
        side = cases[0]["comparison"]
        assert [side["a"]["id"], side["b"]["id"]] == cases[0]["waits"]
        assert side["b"]["id"] in side["splits"] and side["a"]["id"] in side["stays"]
        assert 0 <= side["probability"] <= 1 and side["reasons"]
        done = _act(client, "confirm", subjects=cases[0]["waits"], reason="compared side by side")
        assert done.status_code == 200, done.text
        assert cases[0]["waits"] not in [c["waits"] for c in _cases(client, kind="same?")]


def test_skipped_cases_come_last_and_the_filter_holds(ada: TestClient) -> None:
    first, second = _cases(ada)[:2]
    assert _cases(ada, skip=first["key"])[0]["key"] == second["key"]
    place = next(v["value"] for v in first["whole"][0]["values"] if v["name"] == "place").split(",")[0]
    found = _cases(ada, place=place)
    assert first["key"] in [c["key"] for c in found]


def test_a_public_or_reading_server_takes_no_decision(ledger_path: Path) -> None:
    with TestClient(create_app(Options(ledger_path, review=False))) as client:
        assert client.get("/api/v1/queue").status_code == 404
        assert client.post("/api/v1/decisions", json={}).status_code in (404, 405)


def test_decisions_made_elsewhere_are_seen(ada: TestClient, ledger_path: Path) -> None:
    claim = _cases(ada)[0]["waits"][0]
    with open_ledger(ledger_path) as ledger:
        review.accept(ledger, claim, reviewer="Cy")
    assert claim not in [c for case in _cases(ada) for c in case["waits"]]


@pytest.mark.parametrize(
    "asked",
    ["type=shelling&type=air_strike", "grade=fair", "children=yes", "source=witness", "from=2022-03&to=2022-03-20",
     "contested=no&target=residential", "q=killed", "reviewed=no"],
)  # fmt: skip
def test_the_queue_is_of_the_incidents_that_the_overview_shows(ada: TestClient, ledger_path: Path, asked: str) -> None:
    answer = ada.get(f"/api/v1/incidents?limit=1000&{asked}")
    assert answer.status_code == 200, answer.text
    shown = {i["id"] for rows in answer.json().values() if isinstance(rows, list) for i in rows}
    with open_ledger(ledger_path, readonly=True) as ledger:
        waits = [w.incident for w in review.queue(ledger) if w.incident in shown]
    found = ada.get(f"/api/v1/queue?limit=20&sort=toll&view=map&{asked}").json()
    assert [c["incident"] for c in found["cases"]] == waits[:20]
    assert found["left"] == len(waits)


def test_an_unknown_value_of_the_filter_is_told(ada: TestClient) -> None:
    assert ada.get("/api/v1/queue?grade=splendid").status_code == 422


def test_what_a_reviewer_left_open_is_offered_again_and_forgotten(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(room.time, "monotonic", lambda: now)
    desks = room.Room(ledger_path)
    first = desks.next("Ada", [], 1)
    assert desks.next("Bea", [], 1) != first
    for number in range(20):
        desks.next(f"reader {number}", [], 1)
    now += 3600
    assert desks.next("Cyd", [], 1) == first
    assert list(desks._open) == ["Cyd"]


def test_what_may_be_released_is_as_the_whole_ledger_has_it(ada: TestClient, ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        incidents = [i.id for i in ledger.incidents()]
        asked = {i: ada.get(f"/api/v1/review/{i}/withheld").json() for i in incidents}
        everyone = sum(len(rows) for rows in asked.values())
        findings.of(ledger, ledger.reports())
    told = [one for i in incidents for one in ada.get(f"/api/v1/review/{i}/withheld").json()]
    assert 0 < len(told) < everyone
