"""Values that no claim may have are refused before anything is stored, wherever they come from."""

from __future__ import annotations

import datetime as dt
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_samples import claim, make

from harmledger import review
from harmledger.decisions import Change, Decision, sealed
from harmledger.decisions.sound import fault
from harmledger.engine.relink import relink
from harmledger.errors import LedgerError, NotLinked, UsageError
from harmledger.records import Claim
from harmledger.store import open_ledger

ADA: dict[str, Any] = {"reviewer": "Ada", "reason": "the report says so"}

NONE = (
    ("event_type", "qqqq"),
    ("place", '{"name": "Varsk", "precision": "banana"}'),
    ("place", '{"name": "Varsk", "lat": 49.0, "precision": "city"}'),
    ("place", '{"name": "Varsk", "lat": NaN, "lon": 35, "precision": "city"}'),
    ("place", '{"name": ["Varsk"]}'),
    ("time", '{"start": "2030-05-05", "end": "2030-05-05", "precision": "banana"}'),
    ("time", '{"start": "2030-05-05", "precision": "day"}'),
    ("time", '{"start": "2030-05-05", "end": "2030-05-04", "precision": "day"}'),
    ("killed", "up to 3-9"),
    ("killed", "5+-9"),
    ("killed", "99999999999999999999"),
    ("killed", "999999999999"),
    ("casualties", '[{"outcome": "killed", "victims": "people", "low": 9, "high": 3}]'),
    ("casualties", '[{"outcome": "killed", "victims": "people", "low": "many"}]'),
    ("casualties", '[{"outcome": "killed", "victims": "people", "low": true}]'),
    ("casualties", '[{"outcome": "killed", "victims": "combatant", "of": "Atlantis", "low": 1}]'),
    ("source", '{"type": "banana"}'),
)


@pytest.mark.parametrize(("name", "value"), NONE)
def test_what_no_claim_may_have_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with make(tmp_path / "war.db") as ledger:
        with pytest.raises(UsageError):
            review.correct(ledger, "c-one1", {name: value}, **ADA)
        assert ledger.standing() == ()


def test_an_unknown_value_without_a_near_one_names_those_there_are(tmp_path: Path) -> None:
    with make(tmp_path / "war.db") as ledger, pytest.raises(UsageError, match=r"Choose from: .*shelling"):
        review.correct(ledger, "c-one1", {"event_type": "qqqq"}, **ADA)


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [("5", 5, 5), ("3-5", 3, 5), ("5+", 5, None), ("5 or more", 5, None), ("up to 5", None, 5)],
)
def test_figures(tmp_path: Path, given: str, low: int | None, high: int | None) -> None:
    with make(tmp_path / "war.db") as ledger:
        review.correct(ledger, "c-two1", {"killed": given}, **ADA)
        (row,) = ledger.claim("c-two1").casualties
        assert (row.low, row.high) == (low, high)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["lat", "lon", "name", "text", "start", "end", "low", "outcome"]), inner)
    ),
    max_leaves=6,
)


@given(field=st.sampled_from(["place", "time", "casualties", "source", "actor", "kind", "targets"]), value=JSON)
def test_every_value_is_judged_and_what_passes_can_be_read(field: str, value: object) -> None:
    if not fault(field, value):
        Claim.from_json(claim("one").to_json() | {field: value})


def test_the_readers_own_values_pass() -> None:
    whole = claim("one").to_json()
    assert [
        f for f in ("place", "time", "casualties", "source", "actor", "targets", "kind") if fault(f, whole[f])
    ] == []


def _elsewhere(ledger_made: Decision, **changes: Any) -> Decision:
    return sealed(replace(ledger_made, **changes))


def test_an_imported_value_is_judged_too(tmp_path: Path) -> None:
    with make(tmp_path / "a.db") as a, make(tmp_path / "b.db") as b:
        made = review.correct(a, "c-one1", {"killed": "5"}, **ADA)
        (change,) = made.changes
        bad = _elsewhere(made, changes=(Change("place", change.before, {"text": "Varsk", "precision": "banana"}),))
        with pytest.raises(UsageError, match="precision"):
            review.bring_in(b, [bad])
        assert b.standing() == ()
        grade = review.grade(a, a.incident(str(a.claim("c-one1").incident)).id, "fair", **ADA)
        with pytest.raises(UsageError, match="grade"):
            review.bring_in(b, [_elsewhere(grade, value="banana")])


def test_a_decision_from_the_far_future_blocks_nobody(tmp_path: Path) -> None:
    with make(tmp_path / "a.db") as a, make(tmp_path / "b.db") as b:
        made = review.reject(a, "c-one1", **ADA)
        ahead = dt.datetime.max.replace(tzinfo=dt.UTC).isoformat(timespec="microseconds")
        with pytest.raises(LedgerError, match="yet to come"):
            review.bring_in(b, [_elsewhere(made, at=ahead)])
        soon = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=3)).isoformat(timespec="microseconds")
        review.bring_in(b, [_elsewhere(made, at=soon)])
        assert review.accept(b, "c-two1", reviewer="Bo").at > soon, "decisions act in the order in which they were made"


def test_an_import_does_not_depend_on_the_order_of_its_lines(tmp_path: Path) -> None:
    with make(tmp_path / "a.db") as a, make(tmp_path / "b.db") as b:
        made = review.reject(a, "c-one1", **ADA)
        back = review.undo(a, made.id, **ADA)
        again = review.undo(a, back.id, **ADA)
        assert len(review.bring_in(b, [again, back, made]).new) == 3
        assert b.claim("c-one1").status == a.claim("c-one1").status == "rejected"
        assert [s.decision.id for s in b.standing()] == [made.id, back.id, again.id]


def test_one_reviewer_agrees_once(tmp_path: Path) -> None:
    with make(tmp_path / "war.db") as ledger:
        made = review.reject(ledger, "c-one1", **ADA)
        yes = review.agree(ledger, made.id, reviewer="Bo")
        with pytest.raises(UsageError, match="already"):
            review.agree(ledger, made.id, reviewer="bo ")
        review.undo(ledger, yes.id, reviewer="Bo", reason="misread")
        review.agree(ledger, made.id, reviewer="Bo")


def test_what_is_stored_is_said_where_linking_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("weights")

    with make(tmp_path / "war.db") as ledger:
        with monkeypatch.context() as patch:
            patch.setattr(sys.modules["harmledger.engine.relink"], "relink", broken)
            with pytest.raises(NotLinked, match="stored; linking failed") as caught:
                review.reject(ledger, "c-one1", **ADA)
        (standing,) = ledger.standing()
        assert caught.value.subject == standing.decision.id
        assert ledger.needs_link()
        relink(ledger)
        assert ledger.claim("c-one1").incident is None


def test_check_reports_a_decided_record_that_no_decision_supports(tmp_path: Path) -> None:
    with make(tmp_path / "war.db") as ledger:
        review.correct(ledger, "c-one1", {"killed": "5"}, **ADA)
        assert ledger.check() == []
    with sqlite3.connect(tmp_path / "war.db") as db:
        db.execute("PRAGMA foreign_keys = OFF")
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for table in ("decision_claim", "decision_subject", "decision"):
            db.execute(f"DELETE FROM {table}")
    with open_ledger(tmp_path / "war.db") as ledger:
        assert any("no decision is on it" in line for line in ledger.check())
