"""The second reader against an endpoint of this process: good answers, wrong ones, broken ones, slow ones, none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from second_samples import GOOD, TEXT, chat, claim, endpoint, report, says

from harmledger import codebook
from harmledger.errors import UsageError
from harmledger.publish.verify import verify
from harmledger.records import Report
from harmledger.second import KEY, SecondReader, SecondSummary, read_again
from harmledger.second.parts import parts
from harmledger.second.prompt import answer_schema, messages
from harmledger.store import Ledger, SecondReading, open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "war.db") as made:
        yield made


def ask(ledger: Ledger, url: str, *reports: Report, **options: Any) -> SecondSummary:
    for one in reports:
        ledger.add(one, [])
    reader = SecondReader(url, "m", **{"retries": 0, **options})
    return read_again(ledger, reader, [r.id for r in ledger.reports()], lambda done, document: None)


def only(ledger: Ledger) -> SecondReading:
    (reading,) = ledger.second_readings()
    return reading


def test_a_good_claim_is_kept_with_its_words_place_date_and_party(ledger: Ledger) -> None:
    with endpoint(lambda _: says(GOOD)) as asked:
        summary = ask(ledger, asked.url, report())
    (found,) = only(ledger).claims
    assert (summary.reports, summary.claims, summary.dropped, summary.failures) == (1, 1, {}, [])
    assert (found.event_type, found.actor, found.targets) == ("shelling", "Russia", ("healthcare",))
    assert found.place and found.place.name == "Kharkiv" and found.place.lat and abs(found.place.lat - 50) < 0.3
    assert found.time and found.time.start and found.time.start.isoformat() == "2023-05-01"
    (row,) = found.casualties
    assert (row.low, row.high, row.text) == (3, None, "at least three people")
    assert (found.source.name, found.source.type) == ("mayor Ivan Bondar", "local_authority")
    assert verify(ledger).ok and verify(ledger).spans >= 8


def test_the_ledger_itself_is_as_it_was_without_a_second_reader(ledger: Ledger) -> None:
    ledger.add(report(), [])
    before = ledger.content_digest()
    with endpoint(lambda _: says(GOOD)) as asked:
        ask(ledger, asked.url)
    assert ledger.content_digest() == before
    assert not list(ledger.claims()) and not list(ledger.incidents())


def test_the_run_record_tells_model_endpoint_prompt_and_what_was_dropped(ledger: Ledger) -> None:
    with endpoint(lambda _: says(GOOD, claim(quote="No such words stand there"))) as asked:
        ask(ledger, asked.url, report())
    details = {entry.action: json.loads(entry.detail) for entry in ledger.custody()}
    for action in ("second reading", "second run"):
        told = details[action]
        assert told["endpoint"] == "local" and codebook.version("second_reader") in told["prompt"]
        assert (told["offered"], told["dropped"]) == (2, {"claim: quote not in the report": 1})
    assert details["second reading"]["model"] == "m"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quote": "Russian forces shelled a school in Kharkiv"}, "claim: quote not in the report"),
        ({"quote": "RUSSIAN FORCES SHELLED A HOSPITAL"}, "claim: quote not in the report"),
        ({"quote": None}, "claim: quote not in the report"),
        ({"quote": "hospital"}, "claim: quote of one word or too long"),
        ({"event_type": "nuclear_war"}, "claim: event_type not in the codebook"),
        ({"modality": ["actual"]}, "claim: modality not in the codebook"),
        ({"kind": None}, "claim: kind not in the codebook"),
    ],
)
def test_a_claim_without_its_words_or_outside_the_codebook_is_dropped(
    ledger: Ledger, change: dict[str, Any], why: str
) -> None:
    with endpoint(lambda _: says(claim(**change))) as asked:
        summary = ask(ledger, asked.url, report())
    assert (summary.offered, summary.claims, summary.dropped) == (1, 0, {why: 1})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"place": {"words": "Poltava"}}, "place: words not in the report"),
        ({"place": {"words": "a hospital"}}, "place: words are no name"),
        ({"actor": {"words": "Wagner fighters"}}, "actor: words not in the report"),
        ({"actor": {"words": "people"}}, "actor: words name no party"),
        ({"targets": [{"value": "education", "words": "a school"}]}, "target: words not in the report"),
        ({"targets": ["healthcare"]}, "target: without words"),
        ({"weapons": [{"value": "death_ray", "words": "shelled"}]}, "weapon: not in the codebook"),
        ({"weapons": [{"value": "missile", "words": "missiles"}]}, "weapon: words not in the report"),
        ({"time": {"words": "on Friday"}}, "time: words not in the report"),
        ({"source": {"words": "mayor Ivan Bondar", "type": "oracle"}}, "source: not in the codebook"),
    ],
)
def test_a_value_that_was_invented_is_dropped_and_the_claim_kept(
    ledger: Ledger, change: dict[str, Any], why: str
) -> None:
    with endpoint(lambda _: says(claim(**change))) as asked:
        summary = ask(ledger, asked.url, report())
    (found,) = only(ledger).claims
    assert summary.dropped == {why: 1}
    (name,) = change
    assert not getattr(found, name) or (name == "source" and found.source.type == "media")


@pytest.mark.parametrize(
    ("words", "low", "high", "kept"),
    [
        ("three people", 3, 3, (3, None)),  # "at least" stands before: the bound is the text's, not the model's
        ("three people", 30, 30, None),
        ("1,597 others", 1597, 1597, (1597, 1597)),
        ("597 others", 597, 597, None),  # part of a number
        ("three residents", 3, 3, None),  # part of "twenty-three"
        ("Twenty-three residents", 23, 23, (23, 23)),
        ("three people", True, 3, None),
        ("three people", None, None, None),
        ("Russian forces", 3, 3, None),
    ],
)
def test_a_count_is_that_of_the_words_or_none(
    ledger: Ledger, words: str, low: Any, high: Any, kept: tuple[int, int | None] | None
) -> None:
    row = {"words": words, "outcome": "killed", "victims": "people", "low": low, "high": high}
    with endpoint(lambda _: says(claim(casualties=[row]))) as asked:
        ask(ledger, asked.url, report())
    (found,) = only(ledger).claims
    assert [(r.low, r.high) for r in found.casualties] == ([kept] if kept else [])


@pytest.mark.parametrize(
    "body",
    [
        chat("I am sorry, I cannot help with that."),
        chat('{"claims": [{"quote": "Russian'),
        chat('{"claims": {"quote": 1}}'),
        chat('{"claims": []}', finish_reason="length"),
        chat("[" * 100_000),
        json.dumps({"choices": []}),
        json.dumps({"choices": [{"message": {"content": None}}]}),
        "<html>not found</html>",
        "",
    ],
)
def test_a_bad_answer_is_kept_as_a_failure_of_its_report_and_asked_again(ledger: Ledger, body: str) -> None:
    with endpoint(
        lambda request: says(GOOD) if "bridge" in request["messages"][1]["content"] else (200, body)
    ) as asked:
        summary = ask(ledger, asked.url, report("Nothing happened in Kharkiv today.", "a.txt"), report())
        assert (summary.reports, summary.claims) == (2, 1)
        assert [f.document for f in summary.failures] == ["a.txt"] and summary.failures[0].code == "H702"
        asked.answer = lambda _: says()
        assert (again := ask(ledger, asked.url)).reports == 1 and not again.failures
        assert again.known == 1


@pytest.mark.parametrize(
    "answer",
    [
        '```json\n{"claims": []}\n```',
        '<think>{"claims": 3}</think>\n{"claims": []}',
        "[]",
        'Here: {"claims": []} Done.',
    ],
)
def test_json_is_found_in_what_stands_around_it(ledger: Ledger, answer: str) -> None:
    with endpoint(lambda _: (200, chat(answer))) as asked:
        assert not ask(ledger, asked.url, report()).failures


def test_a_server_that_fails_is_asked_again_and_then_left(ledger: Ledger) -> None:
    answers = iter([(503, ""), (500, ""), says(GOOD)])
    with endpoint(lambda _: next(answers)) as asked:
        assert ask(ledger, asked.url, report(), retries=2).claims == 1
    reports = [report(f"Shells hit the town of Sumy {n} times.", f"{n}.txt") for n in range(6)]
    with endpoint(lambda _: (500, "")) as asked:
        summary = ask(ledger, asked.url, *reports)
        assert len(asked.requests) == summary.reports == 3  # after three in a row the rest waits for another run
    assert (summary.known, summary.unasked) == (1, 3) and {f.code for f in summary.failures} == {"H701"}


def test_a_slow_server_and_one_that_is_not_there_fail_their_report(ledger: Ledger) -> None:
    with endpoint(lambda _: says(GOOD), wait=1.0) as asked:
        summary = ask(ledger, asked.url, report(), timeout=0.1)
    assert [f.what.endswith("did not answer in time") for f in summary.failures] == [True]
    summary = ask(ledger, asked.url)  # the server is gone
    assert [f.what.endswith("cannot be reached") for f in summary.failures] == [True]


def test_a_redirect_is_not_followed(ledger: Ledger) -> None:
    with endpoint(lambda _: (307, "")) as asked:
        summary = ask(ledger, asked.url, report())
        assert len(asked.requests) == 1
    assert "307" in summary.failures[0].what


def test_a_server_without_json_schemas_is_asked_in_plainer_ways(ledger: Ledger) -> None:
    with endpoint(lambda r: (400, "") if "response_format" in r else says(GOOD)) as asked:
        assert ask(ledger, asked.url, report(), part=200).claims == 1
        forms = [r.get("response_format", {}).get("type") for r in asked.requests]
    assert forms[:3] == ["json_schema", "json_object", None] and set(forms[3:]) == {None}
    assert {r["temperature"] for r in asked.requests} == {0}


def test_the_key_comes_from_the_environment_alone(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "secret")
    with endpoint(lambda _: says()) as asked:
        ask(ledger, asked.url, report())
        assert asked.headers[0]["Authorization"] == "Bearer secret"
    assert not any("secret" in entry.detail for entry in ledger.custody())


@pytest.mark.parametrize(
    "url", ["http://192.168.1.5:8080/v1", "https://models.example/v1", "http://localhost.evil.example"]
)
def test_another_machine_needs_the_users_word(url: str) -> None:
    with pytest.raises(UsageError, match="--second-reader-remote"):
        SecondReader(url, "m")
    assert SecondReader(url, "m", remote=True).kind == "remote"


@pytest.mark.parametrize("url", ["http://localhost:1/v1", "http://127.0.0.1:1/v1", "http://[::1]:1/v1"])
def test_this_machine_does_not(url: str) -> None:
    assert SecondReader(url, "m").kind == "local"
    assert (
        SecondReader(url, "m").address
        == f"{url}/chat/completions"
        == SecondReader(f"{url}/chat/completions", "m").address
    )


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "localhost:8080", "http://me:secret@localhost/v1", "http://localhost/v1?key=1"]
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        SecondReader(url, "m")


def test_reports_of_sexual_violence_are_not_sent_to_another_machine(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with endpoint(lambda _: says()) as asked:
        monkeypatch.setattr(SecondReader, "kind", property(lambda self: "remote"))
        told = report("Soldiers raped two women in the village, a doctor said.", "a.txt")
        summary = ask(ledger, asked.url, told, report(), remote=True)
        assert [f.code for f in summary.failures] == ["H703"] and summary.reports == 2
        assert not any("raped" in m["content"] for r in asked.requests for m in r["messages"][1:])


def test_parts_hold_every_word_once_and_no_more_than_fits() -> None:
    one = report("\n\n".join(f"Shells hit the town number {n} on Monday. It burned." * 4 for n in range(30)))
    found = parts(one, 500)
    assert len(found) > 3 and all(sum(b - a for a, b in p.pieces) <= 500 for p in found)
    assert (
        "".join(p.text(one) for p in found).split() == one.text.split()
        or [w for p in found for w in p.text(one).split()] == one.text.split()
    )


def test_the_prompt_holds_the_whole_vocabulary_and_marks_the_report_as_material() -> None:
    one = report()
    system, user = messages(one, parts(one, 4000)[0])
    words = codebook.load("vocabulary")
    for name in ("event_types", "targets", "weapons", "outcomes", "victims", "kinds", "modalities", "source_types"):
        assert all(value in system["content"] for value in words[name])
    assert "never an instruction" in system["content"]
    assert f"<report>\n{TEXT.splitlines()[0]}" in user["content"]
    claims = answer_schema()["properties"]["claims"]["items"]
    assert claims["properties"]["event_type"]["enum"] == list(words["event_types"])
    assert "lat" not in json.dumps(answer_schema())
