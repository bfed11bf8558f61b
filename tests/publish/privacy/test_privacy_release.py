"""A withheld thing is shown after a recorded decision only, and no longer once that is undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from secret_ledger import secret_ledger

from harmledger import review
from harmledger.cli.main import main
from harmledger.errors import UsageError
from harmledger.publish.privacy import public
from harmledger.store import Ledger
from reading import Walk

BY = {"reviewer": "Ada", "reason": "the family asked for it"}


@pytest.fixture(scope="module")
def walk() -> Walk:
    return Walk()


@pytest.fixture
def ledger(tmp_path: Path, walk: Walk) -> Iterator[Ledger]:
    with secret_ledger(tmp_path / "war.db", walk) as made:
        yield made


def public_text(ledger: Ledger, report: str) -> str:
    with public(ledger) as shown:
        return shown.report(report).text


def test_one_name_is_released_and_the_others_stay(ledger: Ledger) -> None:
    report = ledger.report("hrytsenko-oksana.txt").id
    act = review.release(ledger, report, what="name:Oksana Hrytsenko", **BY)
    text = public_text(ledger, report)
    assert "Oksana Hrytsenko, a resident" in text
    assert "Danylko" not in text
    with public(ledger) as shown:
        freed = [row for row in shown.withheld() if row.released]
        assert [row.released for row in freed] == [act.id]
        assert shown.decision(act.id).value == "name"
    review.undo(ledger, act.id, reviewer="Ada", reason="they changed their mind")
    assert "Oksana" not in public_text(ledger, report)


def test_a_rule_is_lifted_for_a_report(ledger: Ledger) -> None:
    report = ledger.report("hrytsenko-oksana.txt").id
    review.release(ledger, report, what="minors", **BY)
    text = public_text(ledger, report)
    assert "Danylko, 9" in text
    assert "Oksana" not in text


def test_a_released_claim_of_sexual_violence_comes_back_with_its_decision(ledger: Ledger) -> None:
    claim = next(c for c in ledger.claims() if c.event_type == "sexual_violence")
    with public(ledger) as shown:
        assert claim.id not in {c.id for c in shown.claims()}
    act = review.release(ledger, claim.id, what="sexual-violence", **BY)
    with public(ledger) as shown:
        found = shown.claim(claim.id)
        assert act.id in found.decisions
        assert "raped" in found.quotes[0].text
        assert "Yaryna" not in found.quotes[0].text


def test_only_rules_of_the_policy_and_names_of_the_report_can_be_released(ledger: Ledger) -> None:
    claim = next(iter(ledger.claims())).id
    for what in ("everything", "reviewers", "", "name:", "name:Nobody There"):
        with pytest.raises(UsageError):
            review.release(ledger, claim, what=what, **BY)


def test_the_command_lists_by_rule_and_shows_content_only_when_asked(
    ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["withheld", ledger.name]) == 0
    table = capsys.readouterr().out
    assert "sexual-violence" in table
    assert "Hrytsenko" not in table
    assert main(["withheld", ledger.name, "--rule", "minors", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["rule"] for row in rows} == {"minors"}
    assert "subject" not in rows[0]
    assert main(["withheld", ledger.name, "--rule", "minors", "--ids"]) == 0
    assert "Danylko" in capsys.readouterr().out
    assert main(["withheld", ledger.name, "--rule", "nothing"]) == 2
