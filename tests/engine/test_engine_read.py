"""The walk: what is stored, what is passed over, what fails; the same ledger however it is run."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from harmledger.engine import ReadOptions, Step, Summary, coder, pool, read, relink, walk
from harmledger.engine.batch import Linked, link_lot
from harmledger.engine.coder import Coded
from harmledger.errors import ExtractionError, UsageError
from harmledger.extract.sentences import Parsed
from harmledger.records import Claim, Failure, Report, Span
from harmledger.store import Ledger, Sighting, open_ledger

STORY = "Shells hit a bakery in Kharkiv on Monday, number {n}. The mayor said that nobody was hurt in the {n} rooms."


def fake_code(batch: Sequence[Report | Failure | Sighting]) -> list[Coded | Failure | Sighting]:
    """One claim a report, over its whole text, without a language model; a report with the word FAIL is not coded."""
    return [fake_one(item) if isinstance(item, Report) else item for item in batch]


def fake_one(report: Report) -> Coded:
    if "FAIL" in report.text:
        error = coder.failure(report.source_path, report.document, ValueError("no verb"))
        return Coded(report, failure=error)
    quote = Span(report.text, 0, len(report.text))
    claim = Claim("c-" + report.id[2:], report.id, report.document, "event", "actual", "shelling", (quote,))
    return Coded(report, (claim,))


@pytest.fixture(autouse=True)
def without_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "code", fake_code)
    monkeypatch.setattr(walk, "warm_up", lambda: None)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "war.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for n in range(7):
        (made / f"{n}.txt").write_text(STORY.format(n=n * 111), encoding="utf-8")
    return made


def test_reads_stores_and_links(folder: Path, ledger: Ledger) -> None:
    steps: list[Step] = []
    summary = read([str(folder)], ledger, progress=steps.append)
    assert (summary.seen, summary.stored, summary.known, summary.failed) == (7, 7, 0, 0)
    assert summary.claims == {"actual": 7}
    assert [step.done for step in steps] == [*range(1, 8), 7]
    assert [step.stage for step in steps] == ["read"] * 7 + ["link"]
    assert steps[0].document == "0.txt"
    assert summary.incidents == ledger.counts().incidents > 0
    assert not ledger.needs_link()


def test_reading_again_changes_nothing(folder: Path, ledger: Ledger) -> None:
    read([str(folder)], ledger)
    before, log = ledger.content_digest(), len(list(ledger.custody()))
    summary = read([str(folder)], ledger)
    assert (summary.stored, summary.known, summary.failed) == (0, 7, 0)
    assert ledger.content_digest() == before
    assert len(list(ledger.custody())) == log


def test_only_new_reports_are_coded(folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    read([str(folder)], ledger)
    (folder / "new.txt").write_text(STORY.format(n="new"), encoding="utf-8")
    coded: list[str] = []

    def spy(batch: Sequence[Report | Failure | Sighting]) -> list[Coded | Failure | Sighting]:
        coded.extend(item.document for item in batch if isinstance(item, Report))
        return fake_code(batch)

    monkeypatch.setattr(walk, "code", spy)
    assert read([str(folder)], ledger).stored == 1
    assert coded == ["new.txt"]


def test_one_text_under_two_names_is_read_once(folder: Path, ledger: Ledger) -> None:
    (folder / "same.txt").write_text((folder / "0.txt").read_text(encoding="utf-8"), encoding="utf-8")
    summary = read([str(folder)], ledger)
    assert (summary.stored, summary.known) == (7, 1)
    assert [s.document for s in ledger.sightings()] == ["same.txt"]


def test_a_failure_is_kept_and_the_rest_goes_on(folder: Path, ledger: Ledger) -> None:
    (folder / "3.txt").write_text("FAIL here. " + STORY.format(n=3), encoding="utf-8")
    (folder / "4.txt").write_bytes(b"")
    summary = read([str(folder)], ledger)
    assert (summary.stored, summary.failed) == (5, 2)
    kept = {f.document: f for f in ledger.failures()}
    assert kept["3.txt"].code == "H200" and "no verb" in kept["3.txt"].what
    assert kept["4.txt"].code == "H102"
    assert {f.document for f in summary.failures} == {"3.txt", "4.txt"}


def test_a_ledger_among_the_reports_is_not_read(folder: Path) -> None:
    with open_ledger(folder / "war.db") as own:
        summary = read([str(folder)], own)
    assert (summary.seen, summary.failed) == (7, 0)


def test_claims_that_another_run_adds_while_linking_wait_for_the_next_link(
    folder: Path, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("near", "copy"):  # relinking marks one as the other's copy, which is no change by another run
        (folder / f"{name}.txt").write_text(STORY.format(n=5) * 9 + f" Told by {name}.", encoding="utf-8")
    assert read([str(folder)], ledger).copies == 1
    assert not ledger.needs_link()
    (folder / "next.txt").write_text(STORY.format(n=4242), encoding="utf-8")
    late = fake_one(Report(id="r-late", document="late.txt", text=STORY.format(n=999)))

    def link_beside_another_run(*given: object, **options: object) -> Linked:
        with open_ledger(tmp_path / "war.db") as other:
            other.add(late.report, late.claims)
        return link_lot(*given, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["harmledger.engine.relink"], "link_lot", link_beside_another_run)
        read([str(folder)], ledger)
    assert ledger.needs_link()
    relink(ledger)
    assert not ledger.needs_link()
    assert late.claims[0].id in {claim for incident in ledger.incidents() for claim in incident.claims}


def test_a_mended_input_is_forgiven(folder: Path, ledger: Ledger) -> None:
    (folder / "3.txt").write_text("FAIL here. " + STORY.format(n=3), encoding="utf-8")
    (folder / "4.txt").write_bytes(b"")
    read([str(folder)], ledger)
    for n in (3, 4):
        (folder / f"{n}.txt").write_text(STORY.format(n=f"mended {n}"), encoding="utf-8")
    summary = read([str(folder)], ledger)
    assert (summary.stored, summary.failed) == (2, 0)
    assert not [f for f in ledger.failures() if f.document == "4.txt"]


def test_a_failed_report_is_tried_again(folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "3.txt").write_text("FAIL here. " + STORY.format(n=3), encoding="utf-8")
    assert read([str(folder)], ledger).failed == 1
    assert read([str(folder)], ledger).failed == 1
    monkeypatch.setattr(walk, "code", lambda batch: [Coded(i) if isinstance(i, Report) else i for i in batch])
    assert read([str(folder)], ledger).stored == 1
    assert list(ledger.failures()) == []


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_ledger_is_the_same_whatever_the_jobs(folder: Path, tmp_path: Path, jobs: int) -> None:
    (folder / "3.txt").write_text("FAIL here. " + STORY.format(n=3), encoding="utf-8")
    (folder / "4.txt").write_bytes(b"")
    (folder / "same.txt").write_text((folder / "0.txt").read_text(encoding="utf-8"), encoding="utf-8")
    digests = []
    for number in (1, jobs):
        with open_ledger(tmp_path / f"{jobs}-{len(digests)}.db") as made:
            read([str(folder)], made, ReadOptions(jobs=number, batch=2))
            digests.append((made.content_digest(), [(e.action, e.subject) for e in made.custody()]))
    assert digests[0] == digests[1]


def test_limit_stops_after_new_reports(folder: Path, ledger: Ledger) -> None:
    assert read([str(folder)], ledger, ReadOptions(limit=3)).stored == 3
    assert read([str(folder)], ledger, ReadOptions(limit=3)).stored == 3
    assert read([str(folder)], ledger, ReadOptions(limit=3)).stored == 1


def interrupt_after(number: int) -> Callable[[Step], None]:
    def watch(step: Step) -> None:
        if step.done == number:
            os.kill(os.getpid(), signal.SIGINT)

    return watch


@pytest.mark.parametrize("jobs", [1, 2])
def test_interrupted_run_goes_on_where_it_stopped(folder: Path, tmp_path: Path, jobs: int) -> None:
    options = ReadOptions(jobs=jobs, batch=2)
    with open_ledger(tmp_path / "whole.db") as whole, open_ledger(tmp_path / "cut.db") as cut:
        read([str(folder)], whole, options)
        first = read([str(folder)], cut, options, interrupt_after(3))
        assert first.interrupted
        assert cut.counts().reports == 3
        assert cut.needs_link()
        second = read([str(folder)], cut, options)
        assert (second.interrupted, second.known, second.stored) == (False, 3, 4)
        assert cut.content_digest() == whole.content_digest()


def test_a_process_that_is_killed_gives_a_clear_error(
    folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "code", die)
    with pytest.raises(ExtractionError, match="fewer --jobs"):
        read([str(folder)], ledger, ReadOptions(jobs=2, batch=2))
    assert ledger.check() == []


def die(batch: object) -> list[Coded | Failure | Sighting]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def test_another_rule_changes_the_best_figures_only(folder: Path, ledger: Ledger) -> None:
    read([str(folder)], ledger)
    claims = list(ledger.claims())
    assert read([str(folder)], ledger, ReadOptions(rule="latest")).stored == 0
    assert list(ledger.claims()) == claims


@pytest.mark.parametrize("wrong", [{"jobs": -1}, {"jobs": 1000}, {"batch": 0}, {"limit": 0}])
def test_options_outside_their_range(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        ReadOptions(**wrong)  # type: ignore[arg-type]


def test_the_map_keeps_order_and_reads_ahead_no_further_than_it_must() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    results = pool.ordered_map(str, items(), 2, lambda: None)
    assert next(results) == "0"
    assert len(taken) <= 2 * pool.AHEAD
    assert list(results) == [str(n) for n in range(1, 100)]


def test_an_error_of_any_kind_becomes_a_failure_that_names_the_report() -> None:
    kept = coder.failure("in/a.txt", "a.txt", RecursionError("too deep"))
    assert (kept.path, kept.document, kept.code) == ("in/a.txt", "a.txt", "H200")
    assert "RecursionError: too deep" in kept.what


def test_claims_of_one_id_stop_their_report_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from harmledger.extract import claims as extraction

    class Twice:
        def resolve(self, parsed: Parsed, found: object) -> tuple[Claim, ...]:
            return fake_one(parsed.report).claims * 2

    monkeypatch.setattr(coder, "_tools", lambda: (None, Twice()))
    monkeypatch.setattr(extraction, "extract", lambda parsed, gazetteer: None)
    coded = coder._code_one(Parsed(Report("r-1", "a.txt", "Shells."), ()))
    assert coded.claims == () and coded.failure is not None
    assert (coded.failure.code, coded.failure.document) == ("H200", "a.txt")


def test_summary_counts_claims_by_modality() -> None:
    summary = Summary()
    summary.add_claims({"actual": 2})
    summary.add_claims({"actual": 1, "denied": 1})
    assert summary.claims == {"actual": 3, "denied": 1}


def test_a_long_report_holds_up_nothing_that_came_before_it(
    folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "5.txt").write_text("Shells hit a bakery in Kharkiv on Monday. " * 3000, encoding="utf-8")
    stored: list[int] = []

    def spy(batch: Sequence[Report | Failure | Sighting]) -> list[Coded | Failure | Sighting]:
        stored.append(ledger.counts().reports)
        return fake_code(batch)

    monkeypatch.setattr(walk, "code", spy)
    assert read([str(folder)], ledger).stored == 7
    assert stored == [0, 5, 6]
