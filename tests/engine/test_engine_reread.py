"""Stored reports read anew: what changes, what people decided holds, what fails stays; resumable, the same by jobs."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from harmledger import review
from harmledger.engine import ReadOptions, Reread, RereadOptions, Step, coder, read, relink, reread, walk
from harmledger.engine.coder import Coded
from harmledger.engine.recoded import compare
from harmledger.errors import NotFound, UsageError
from harmledger.records import Casualty, Claim, Failure, Report, Span
from harmledger.store import STATUSES, Filter, Ledger, Sighting, open_ledger

Items = Sequence[Report | Failure | Sighting]
STORY = "Rockets hit mill number {n} of Oresk on Monday. The governor said that {n} guards were hurt."
ADA = {"reviewer": "Ada", "reason": "as the report says"}
reading = sys.modules["harmledger.engine.reread"]


def coded(reader: int, batch: Items) -> list[Coded | Failure | Sighting]:
    """One claim a report. Reader 1 quotes the whole text; 2 the first sentence, and sees what was hit.

    Neither finds a claim in a report with the word QUIET; reader 2 finds none in GONE and stumbles over FAIL.
    """
    return [_one(reader, item) if isinstance(item, Report) else item for item in batch]


def _one(reader: int, report: Report) -> Coded:
    if reader > 1 and "FAIL" in report.text:
        return Coded(report, failure=coder.failure(report.source_path, report.document, ValueError("no verb")))
    if "QUIET" in report.text or (reader > 1 and "GONE" in report.text):
        return Coded(report)
    end = len(report.text) if reader == 1 else report.text.index(".") + 1
    targets = () if reader == 1 else ("food",)
    quote = Span(report.text[:end], 0, end)
    name = f"c-{report.id[2:]}{reader if 'SAME' not in report.text else ''}"
    made = Claim(
        name,
        report.id,
        report.document,
        "event",
        "actual",
        "shelling",
        (quote,),
        targets,
        versions={"reader": str(reader)},
    )
    return Coded(report, (replace(made, casualties=(Casualty("injured", "people", None, reader, reader),)),))


def first(batch: Items) -> list[Coded | Failure | Sighting]:
    return coded(1, batch)


def second(batch: Items) -> list[Coded | Failure | Sighting]:
    return coded(2, batch)


def versions_of(reader: int) -> Callable[[], Mapping[str, str]]:
    return lambda: {"reader": str(reader)}


@pytest.fixture(autouse=True)
def without_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "code", first)
    monkeypatch.setattr(walk, "warm_up", lambda: None)
    monkeypatch.setattr(reading, "code", second)
    monkeypatch.setattr(reading, "warm_up", lambda: None)
    monkeypatch.setattr(reading, "versions", versions_of(2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for n in range(6):
        (made / f"{n}.txt").write_text(STORY.format(n=n * 111), encoding="utf-8")
    (made / "quiet.txt").write_text("QUIET night in Oresk, nothing is told of it.", encoding="utf-8")
    return made


@pytest.fixture
def ledger(folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "war.db") as opened:
        read([str(folder)], opened)
        yield opened


def claim_of(ledger: Ledger, document: str) -> Claim:
    (found,) = ledger.claims(Filter(report=ledger.report(document).id, statuses=STATUSES))
    return found


def counts(told: Reread) -> tuple[int, ...]:
    return told.read, told.passed, told.failed, told.same, told.changed, told.gone, told.new


def test_the_stored_texts_are_enough(ledger: Ledger, folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    runs = len(list(ledger.runs()))
    told = reread(ledger)
    assert counts(told) == (7, 0, 0, 0, 6, 0, 0) and told.altered == 6
    assert {c.targets for c in ledger.claims()} == {("food",)}
    assert told.run == runs + 1 == len(list(ledger.runs()))
    line = list(ledger.custody())[-1]
    assert line.action == "reread" and json.loads(line.detail)["changed"] == 6
    assert not ledger.needs_link() and ledger.check() == []


def test_what_the_present_reader_has_read_is_passed_over(ledger: Ledger) -> None:
    reread(ledger)
    before, log = ledger.content_digest(), len(list(ledger.custody()))
    assert counts(reread(ledger)) == (0, 7, 0, 0, 0, 0, 0)
    assert len(list(ledger.custody())) == log
    told = reread(ledger, options=RereadOptions(every=True))
    assert counts(told) == (7, 0, 0, 6, 0, 0, 0) and told.run is None
    assert ledger.content_digest() == before


def test_decisions_hold_on_claims_that_changed(ledger: Ledger) -> None:
    corrected, rejected = claim_of(ledger, "1.txt").id, claim_of(ledger, "2.txt").id
    review.correct(ledger, corrected, {"killed": "4"}, **ADA)
    review.reject(ledger, rejected, **ADA)
    assert claim_of(ledger, "3.txt").incident == claim_of(ledger, "4.txt").incident
    review.split(ledger, claim_of(ledger, "3.txt").id, **ADA)
    told = reread(ledger, options=RereadOptions(dry_run=True))
    assert (told.retied, told.lost) == (3, [])
    assert claim_of(ledger, "1.txt").id == corrected, "a dry run stores nothing"
    told = reread(ledger)
    assert (told.retied, told.lost, told.changed) == (3, [], 6)
    now = claim_of(ledger, "1.txt")
    assert now.id != corrected and now.status == "corrected"
    assert ("killed", 4) in {(c.outcome, c.low) for c in now.casualties}
    assert now.targets == ("food",), "the rest is what the present reader says"
    assert claim_of(ledger, "2.txt").status == "rejected"
    assert claim_of(ledger, "3.txt").incident != claim_of(ledger, "4.txt").incident
    assert review.lost(ledger) == () and ledger.check() == []


def test_a_decision_whose_claim_is_gone_is_told_and_found_again(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "gone.txt").write_text("GONE is the ferry. " + STORY.format(n=9), encoding="utf-8")
    read([str(folder)], ledger)
    act = review.reject(ledger, claim_of(ledger, "gone.txt").id, **ADA)
    would = reread(ledger, options=RereadOptions(dry_run=True))
    told = reread(ledger)
    assert told.lost == would.lost == [act.id] == [s.decision.id for s in review.lost(ledger)]
    assert told.gone == 1
    monkeypatch.setattr(reading, "code", first)
    monkeypatch.setattr(reading, "versions", versions_of(1))
    again = reread(ledger)
    assert (again.found, again.lost, again.new) == ([act.id], [], 1)
    assert claim_of(ledger, "gone.txt").status == "rejected" and review.lost(ledger) == ()


def test_a_report_that_fails_keeps_its_claims(ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bad.txt").write_text("FAIL. " + STORY.format(n=8), encoding="utf-8")
    read([str(folder)], ledger)
    kept = claim_of(ledger, "bad.txt")
    told = reread(ledger)
    assert (told.read, told.failed) == (7, 1) and told.failures[0].document == "bad.txt"
    assert replace(claim_of(ledger, "bad.txt"), incident=kept.incident) == kept
    assert [f.document for f in ledger.failures()] == ["bad.txt"]
    assert reread(ledger).failed == 1, "it is tried again"
    monkeypatch.setattr(reading, "code", first)
    assert reread(ledger, ["bad.txt"]).failed == 0
    assert list(ledger.failures()) == []


def test_only_the_reports_that_are_named(ledger: Ledger) -> None:
    told = reread(ledger, ["1.txt", ledger.report("2.txt").id, "1.txt"])
    assert told.read == 2
    assert sorted(c.document for c in ledger.claims() if c.versions["reader"] == "2") == ["1.txt", "2.txt"]
    with pytest.raises(NotFound):
        reread(ledger, ["nothing.txt"])


def test_a_dry_run_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    before, log = ledger.content_digest(), list(ledger.custody())
    with open_ledger(tmp_path / "war.db", readonly=True) as source:
        assert reread(source, options=RereadOptions(dry_run=True)).changed == 6
    assert ledger.content_digest() == before and list(ledger.custody()) == log


def interrupt_after(number: int) -> Callable[[Step], None]:
    def watch(step: Step) -> None:
        if step.done == number:
            os.kill(os.getpid(), signal.SIGINT)

    return watch


@pytest.mark.parametrize("jobs", [1, 2])
def test_interrupted_it_goes_on_where_it_stopped(folder: Path, tmp_path: Path, jobs: int) -> None:
    options = RereadOptions(jobs=jobs, batch=2)
    with open_ledger(tmp_path / "whole.db") as whole, open_ledger(tmp_path / "cut.db") as cut:
        for one in (whole, cut):
            read([str(folder)], one, ReadOptions(batch=3))
            review.reject(one, claim_of(one, "2.txt").id, **ADA)
        reread(whole, options=RereadOptions())
        assert reread(cut, (), options, interrupt_after(3)).interrupted
        assert cut.needs_link() and cut.check() == []
        again = reread(cut, (), options)
        assert (again.interrupted, again.passed, again.read) == (False, 3, 4)
        told, ours = ([replace(c, decisions=()) for c in lg.claims(Filter(statuses=STATUSES))] for lg in (whole, cut))
        assert [replace(c, incident=None) for c in told] == [replace(c, incident=None) for c in ours]
        assert {i.claims for i in whole.incidents()} == {i.claims for i in cut.incidents()}
        assert not cut.needs_link()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process to kill")
def test_a_process_killed_in_the_middle_harms_nothing(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as ledger:
        read([str(folder)], ledger)
        review.reject(ledger, claim_of(ledger, "1.txt").id, **ADA)

    def die(step: Step) -> None:
        if step.done == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        with open_ledger(path) as own:
            reread(own, progress=die)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with open_ledger(path) as ledger:
        assert ledger.check() == [] and ledger.needs_link()
        assert claim_of(ledger, "1.txt").status == "rejected"
        again = reread(ledger)
        assert (again.passed, again.read) == (3, 4)
        assert claim_of(ledger, "1.txt").status == "rejected" and review.lost(ledger) == ()
        assert ledger.check() == [] and not ledger.needs_link()


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_ledger_is_the_same_whatever_the_jobs_and_as_if_read_so(
    folder: Path, tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = []
    for number in (1, jobs):
        with open_ledger(tmp_path / f"{number}.db") as made:
            read([str(folder)], made)
            reread(made, options=RereadOptions(jobs=number, batch=2))
            digests.append(made.content_digest())
    monkeypatch.setattr(walk, "code", second)
    with open_ledger(tmp_path / "new.db") as fresh:
        read([str(folder)], fresh)
        assert digests == [fresh.content_digest()] * 2


def test_claims_of_one_report_are_told_apart() -> None:
    report = Report("r-1", "a.txt", "A mill burned. A bridge fell. A barn stood.")
    spans = [(0, 14), (15, 29), (30, 43)]
    old = [
        Claim(f"c-{n}", "r-1", "a.txt", "event", "actual", "shelling", (Span(report.text[a:b], a, b),))
        for n, (a, b) in enumerate(spans)
    ]
    newer = replace(old[0], versions={"reader": "2"}), replace(old[1], id="c-other"), replace(old[2], id="c-new")
    now = compare(old[:2], newer)
    assert (now.same, now.changed, now.gone, now.new) == (1, ("c-1",), (), ("c-new",))
    back = compare(newer, [replace(old[0], targets=("food",))])
    assert (back.same, back.changed, back.gone, back.new) == (0, ("c-0",), ("c-other", "c-new"), ())


@pytest.mark.parametrize("wrong", [{"jobs": -1}, {"jobs": 1000}, {"batch": 0}])
def test_options_of_rereading_outside_their_range(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        RereadOptions(**wrong)  # type: ignore[arg-type]


def test_the_ledger_remembers_its_rule(ledger: Ledger, folder: Path) -> None:
    read([str(folder)], ledger, ReadOptions(rule="latest"))
    assert rules(ledger) == {"latest"}
    review.reject(ledger, claim_of(ledger, "1.txt").id, **ADA)
    assert rules(ledger) == {"latest"}, "a decision links by the rule that was chosen"
    (folder / "new.txt").write_text(STORY.format(n=77), encoding="utf-8")
    read([str(folder)], ledger)
    reread(ledger)
    assert rules(ledger) == {"latest"}
    relink(ledger, "most_direct")
    assert rules(ledger) == {"most_direct"}
    with pytest.raises(UsageError):
        relink(ledger, "loudest")
    assert rules(ledger) == {"most_direct"}


def rules(ledger: Ledger) -> set[str]:
    return {toll.rule for incident in ledger.incidents() for toll in incident.tolls}


def test_a_kill_between_the_choice_of_a_rule_and_linking(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(sys.modules["harmledger.engine.relink"], "link_lot", killed)
        relink(ledger, "latest")
    assert ledger.needs_link()
    relink(ledger)
    assert rules(ledger) == {"latest"}
