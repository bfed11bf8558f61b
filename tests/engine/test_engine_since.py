"""What changed since a day, a run or another ledger."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harmledger import review
from harmledger.engine.relink import relink
from harmledger.engine.since import changed
from harmledger.errors import NotFound, UsageError
from harmledger.records import Casualty
from harmledger.store import Filter, Ledger, open_ledger
from ledger_samples import claim, report


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Two runs: a strike on a town, then the same told with more killed and a strike elsewhere."""
    one = report(1, "Shells hit the waterworks of Kharkov on Tuesday and killed nine people.", title="")
    two = report(2, "Nine people, later ten, died when shells hit the waterworks of Kharkov.", title="")
    three = report(3, "A drone struck a ferry in a far harbour.", title="")
    nine, ten = (Casualty("killed", "people", None, n, n) for n in (9, 10))
    with open_ledger(tmp_path / "war.db") as opened:
        opened.add(one, [claim(one, casualties=(nine,))])
        relink(opened)
        opened.close()
        shutil.copy(tmp_path / "war.db", tmp_path / "before.db")
    with open_ledger(tmp_path / "war.db") as opened:
        opened.add(two, [claim(two, casualties=(nine, replace(ten, victims="civilian")))])
        opened.add(three, [claim(three, event_type="air_strike", targets=("transport",), place=None, casualties=())])
        relink(opened)
        yield opened


def kinds(ledger: Ledger, since: object, which: Filter | None = None) -> list[str]:
    return [c.kind for c in changed(ledger, since, which or Filter()).changes]  # type: ignore[arg-type]


def test_since_a_run_tells_what_it_and_later_ones_changed(ledger: Ledger) -> None:
    assert kinds(ledger, 1) == ["new", "new"]
    assert set(kinds(ledger, 2)) >= {"new", "reports"}
    assert kinds(ledger, "last") == kinds(ledger, "2") == kinds(ledger, 2)
    assert {c.run for c in changed(ledger, 2).changes} == {2}


def test_new_incidents_are_told_as_they_are_now(ledger: Ledger) -> None:
    found = changed(ledger, 1).changes[0]
    assert found.sentence == ledger.incident(found.incident).summary
    assert len(found.claims) == 2


def test_since_a_day(ledger: Ledger) -> None:
    today = dt.datetime.now(dt.UTC).date()
    assert kinds(ledger, today.isoformat()) == kinds(ledger, today) == kinds(ledger, 1)
    assert kinds(ledger, today + dt.timedelta(1)) == []
    assert kinds(ledger, f"{today:%Y-%m}") == kinds(ledger, 1)


def test_since_an_earlier_ledger_tells_the_same_as_the_run(ledger: Ledger, tmp_path: Path) -> None:
    assert kinds(ledger, tmp_path / "before.db") == kinds(ledger, 2)


def test_only_of_what_fits_the_filter(ledger: Ledger) -> None:
    assert "new" not in kinds(ledger, 2, Filter(place="Kharkiv"))
    assert kinds(ledger, 2, Filter(event_types=("air_strike",))) == ["new"]
    assert len(kinds(ledger, 2, Filter(limit=1))) == 1


@pytest.mark.parametrize("since", ["7", "0"])
def test_a_run_that_never_was(ledger: Ledger, since: str) -> None:
    with pytest.raises(NotFound, match="Runs are 1 to 2"):
        changed(ledger, since)


def test_neither_day_nor_run_nor_ledger(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="Give a day"):
        changed(ledger, "yesterday")


def test_a_ledger_that_never_changed_has_no_last_run(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "empty.db") as empty:
        assert kinds(empty, "last") == []


def test_what_an_older_version_did_not_log_is_said(ledger: Ledger) -> None:
    assert changed(ledger, 1).note == changed(ledger, "2020-01-01").note == ""
    ledger._db.execute("INSERT INTO custody VALUES (0, '2021-03-03T00:00:00+00:00', 'incidents', '', '', '{}', '')")  # type: ignore[attr-defined]
    assert "was not logged" in changed(ledger, "2020-01-01").note
    assert changed(ledger, "2022-01-01").note == ""


def test_decisions_are_told_with_what_they_changed_and_names_come_back(ledger: Ledger) -> None:
    strike, ferry = (i.id for i in ledger.incidents(Filter(order="reports")))
    review.join(ledger, strike, ferry, reviewer="Ada", reason="the ferry lay at the waterworks")
    found = {c.kind: c for c in changed(ledger, "last").changes}
    assert found["merged"].others == (ferry,) and ledger.incident(ferry).id == strike
    told = found["decided"]
    assert (told.incident, told.field) == (strike, "join") and told.decisions
    assert told.sentence == f"Ada: join {strike} {ferry} “the ferry lay at the waterworks”"

    review.undo(ledger, told.decisions[0], reviewer="Bela", reason="two towns")
    assert {i.id for i in ledger.incidents()} == {strike, ferry}
    assert [c.field for c in changed(ledger, "last").changes if c.kind == "decided"] == ["undo"]
    both = changed(ledger, 3).changes
    assert [c.kind for c in both] == ["decided", "decided"], "merged and parted again is no change"
    assert "[undone]" in both[0].sentence


def test_an_incident_whose_only_claim_is_rejected_is_retired_until_that_is_undone(ledger: Ledger) -> None:
    ferry = next(ledger.incidents(Filter(event_types=("air_strike",))))
    act = review.reject(ledger, ferry.claims[0], reviewer="Ada", reason="a drill")
    with pytest.raises(NotFound, match=r"was an incident until .* gone or rejected"):
        ledger.incident(ferry.id)
    kinds_now = {c.kind: c for c in changed(ledger, "last").changes}
    assert kinds_now["gone"].incident == kinds_now["decided"].incident == ferry.id
    review.undo(ledger, act.id, reviewer="Ada", reason="no drill")
    assert ledger.incident(ferry.id).claims == ferry.claims


def test_a_correction_says_from_what_to_what(ledger: Ledger) -> None:
    ferry = next(ledger.incidents(Filter(event_types=("air_strike",))))
    review.correct(ledger, ferry.claims[0], {"weapons": ["drone"]}, reviewer="Ada", reason="the caption")
    told = next(c for c in changed(ledger, "last").changes if c.kind == "decided")
    assert told.sentence == f"Ada: correct {ferry.claims[0]}: weapons: artillery → drone “the caption”"
    assert told.incident == ferry.id


def test_decisions_since_an_earlier_ledger(ledger: Ledger, tmp_path: Path) -> None:
    strike = next(ledger.incidents(Filter(order="reports")))
    review.grade(ledger, strike.id, "fair", reviewer="Ada", reason="two towns")
    assert [c.field for c in changed(ledger, tmp_path / "before.db").changes if c.kind == "decided"] == ["grade"]


def test_a_moment_of_a_day_is_a_moment(ledger: Ledger) -> None:
    first, second = (dt.datetime.fromisoformat(run.at) for run in ledger.runs())
    assert kinds(ledger, second.isoformat()) == kinds(ledger, second) == kinds(ledger, 2 if first < second else 1)
    later = second + dt.timedelta(seconds=1)
    assert kinds(ledger, later.isoformat()) == kinds(ledger, f"{later:%Y-%m-%d %H:%M:%S}") == []
    there = later.astimezone(dt.timezone(dt.timedelta(hours=5)))
    assert kinds(ledger, there.isoformat()) == [], "an offset is heeded"


@pytest.mark.parametrize("since", ["2026-13-01", "2026-02-30", "2026-11-22T25:00", "2026-11-22 noon", "2026-1"])
def test_no_such_day_or_time(ledger: Ledger, since: str) -> None:
    with pytest.raises(UsageError, match="is no day or time"):
        changed(ledger, since)


def test_a_ledger_without_runs_names_no_day_that_never_was(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "old.db") as old:
        old._db.execute("INSERT INTO custody VALUES (0, '2021-03-03T00:00:00+00:00', 'incidents', '', '', '{}', '')")  # type: ignore[attr-defined]
        assert changed(old, "2020-01-01").note == "What changed was not logged by an older version."


def test_a_time_that_is_decided_is_told_in_words(ledger: Ledger) -> None:
    ferry = next(ledger.incidents(Filter(event_types=("air_strike",))))
    review.correct(ledger, ferry.claims[0], {"time": "2022-03-16"}, reviewer="Ada", reason="the caption")
    told = next(c for c in changed(ledger, "last").changes if c.kind == "decided")
    assert "→ 2022-03-16 “the caption”" in told.sentence and "{" not in told.sentence


def test_what_is_merged_or_split_names_what_caused_it(ledger: Ledger) -> None:
    strike, ferry = (i.id for i in ledger.incidents(Filter(order="reports")))
    made = review.join(ledger, strike, ferry, reviewer="Ada", reason="the ferry lay at the waterworks")
    merged = next(c for c in changed(ledger, "last").changes if c.kind == "merged")
    assert merged.sentence.endswith(f"(because of {made.id})") and merged.after == made.id
