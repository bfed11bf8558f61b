"""Decisions outlive re-reading, new reports, a kill and a journey to another ledger."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from review_samples import TEXTS, claim, groups, home, make, report

from harmledger import review
from harmledger.engine.relink import relink
from harmledger.errors import LedgerError, NotFound, UsageError
from harmledger.records import Claim, Report, Span
from harmledger.store import STATUSES, Filter, Ledger, open_ledger

BY = {"reviewer": "Ada", "reason": "read again"}


def read_again(ledger: Ledger, name: str, *claims: Claim, of: Report | None = None) -> None:
    """What a newer reader makes of a report."""
    ledger.add(of or report(name), claims, replace=True)
    relink(ledger)


def cut(made: Claim, start: int, end: int) -> Claim:
    """The claim on fewer words of its quote."""
    (quote,) = made.quotes
    return replace(made, quotes=(Span(quote.text[start:end], quote.start + start, quote.start + end),))


def test_decisions_follow_a_claim_that_was_coded_anew(tmp_path: Path) -> None:
    with make(tmp_path / "war.db") as ledger:
        review.correct(ledger, "c-four1", {"killed": "2"}, **BY)
        review.join(ledger, "c-three1", "c-four1", **BY)
        review.reject(ledger, "c-two1", **BY)
        for name in ("two", "four"):
            made = cut(claim(name, 7, confidence=0.5), 0, 30)
            read_again(ledger, name, made, replace(made, id=f"c-{name}8", event_type="displacement"))
        assert ledger.claim("c-four7").casualties[0].low == 2
        assert ledger.claim("c-four7").confidence == 0.5, "the rest is what the newer reader says"
        assert ledger.claim("c-two7").status == "rejected"
        assert ledger.claim("c-two8").status == "machine", "another event of the same words"
        assert ledger.claim("c-three1").incident == ledger.claim("c-four7").incident
        assert review.lost(ledger) == ()
        assert ledger.check() == []


def test_a_decision_whose_claim_is_gone_is_shown(tmp_path: Path) -> None:
    with make(tmp_path / "war.db") as ledger:
        act = review.reject(ledger, "c-four1", **BY)
        read_again(ledger, "four")
        (found,) = review.lost(ledger)
        assert (found.decision, found.claims, found.live) == (act, (None,), True)
        assert found.decision.anchors[0].quotes[0].text.startswith("A mine killed")
        assert review.history(ledger, "c-four1") == (found,), "by the id that it had"
        read_again(ledger, "four", claim("four"))
        assert review.lost(ledger) == ()
        assert ledger.claim("c-four1").status == "rejected", "it acts again when its claim is back"


def test_of_two_claims_that_fit_alike_none_is_taken(tmp_path: Path) -> None:
    with make(tmp_path / "war.db") as ledger:
        review.reject(ledger, "c-four1", **BY)
        read_again(ledger, "four", claim("four", 5), claim("four", 6))
        assert len(review.lost(ledger)) == 1
        assert ledger.count("claims", Filter(statuses=("rejected",))) == 0


def test_an_event_that_is_called_something_else_now(tmp_path: Path) -> None:
    with make(tmp_path / "war.db") as ledger:
        review.accept(ledger, "c-four1", reviewer="Ada")
        read_again(ledger, "four", claim("four", 5, event_type="explosive_attack"))
        assert ledger.claim("c-four5").status == "accepted"


def test_a_report_that_was_cleaned_anew_is_found_by_its_words(tmp_path: Path) -> None:
    with make(tmp_path / "war.db", "four") as ledger:
        review.correct(ledger, "c-four1", {"killed": "2"}, quote="A mine killed a farmer", **BY)
        kept = list(review.history(ledger))
    longer = report("four", "Mine kills\nWritten on Monday.\n" + TEXTS["four"].split("\n")[1])
    moved = replace(longer, id="r-other", document="four.txt")
    begin = moved.text.index("A mine")
    with open_ledger(tmp_path / "new.db") as ledger:
        ledger.import_decisions([s.decision for s in kept])
        assert len(review.lost(ledger)) == 1, "the report is not there yet"
        made = replace(
            claim("four", 9, of=longer), report="r-other", quotes=(Span(moved.text[begin:], begin, len(moved.text)),)
        )
        read_again(ledger, "four", made, of=moved)
        found = ledger.claim("c-four9")
        assert found.status == "corrected"
        assert (found.casualties[0].low, found.casualties[0].text) == (2, ""), "its offsets were of the other text"
        words = next(e for e in found.evidence if e.by.startswith("decision"))
        assert moved.text[words.start : words.end] == "A mine killed a farmer"


def test_new_reports_join_what_was_decided(tmp_path: Path) -> None:
    with make(tmp_path / "war.db", "one", "three", "four") as ledger:
        review.join(ledger, "c-three1", "c-four1", **BY)
        named = home(ledger, "one")
        review.grade(ledger, named, "weak", **BY)
        read_again(ledger, "two", claim("two"))
        assert groups(ledger) == {frozenset({"one", "two"}), frozenset({"three", "four"})}
        assert ledger.incident(home(ledger, "two")).grade == "weak"


def test_marking_copies_keeps_decisions_and_the_readers_records(tmp_path: Path) -> None:
    with make(tmp_path / "war.db") as ledger:
        review.correct(ledger, "c-two1", {"killed": "5"}, **BY)
        review.reject(ledger, "c-one1", **BY)
        for name in ("one", "two"):
            shown = list(ledger.claims(Filter(report=f"r-{name}", statuses=STATUSES)))
            ledger.add(replace(report(name), copy_of="r-x"), shown, replace=True)
        assert [c.status for c in ledger.claims(Filter(statuses=STATUSES, text="clinic"))] == ["rejected", "corrected"]
        assert ledger.machine_claims("r-two") == (claim("two"),)
        assert ledger.check() == []


def test_a_kill_between_decision_and_linking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with make(tmp_path / "war.db") as ledger:
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(sys.modules["harmledger.engine.relink"], "link_lot", killed)
            review.join(ledger, "c-three1", "c-four1", **BY)
        assert len(review.history(ledger)) == 1
        assert ledger.needs_link()
        assert ledger.check() == []
        review.accept(ledger, "c-one1", reviewer="Ada")
        assert frozenset({"three", "four"}) in groups(ledger), "the next act brings it up to date"


def test_a_kill_in_the_middle_of_a_decision_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from harmledger.store import sides

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with make(tmp_path / "war.db") as ledger:
        before = ledger.content_digest()
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(sides, "renew", killed)
            review.correct(ledger, "c-one1", {"killed": "5"}, **BY)
        assert ledger.content_digest() == before
        assert not ledger.needs_link()


def test_decisions_cannot_be_altered_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with make(path) as ledger:
        review.accept(ledger, "c-one1", reviewer="Ada")
        review.accept(ledger, "c-two1", reviewer="Ada")
    raw = sqlite3.connect(path)
    for sql in ("DELETE FROM decision", "UPDATE decision SET at = ''"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(sql)
    raw.execute("DROP TRIGGER decision_no_update")
    raw.execute("""UPDATE decision SET record = replace(record, '"Ada"', '"Bela"') WHERE seq = 2""")
    raw.commit()
    raw.close()
    with open_ledger(path) as ledger:
        assert ledger.check() == ["decisions: line 2 does not follow from the line before"]


def test_two_ledgers_come_to_the_same_state(tmp_path: Path) -> None:
    with make(tmp_path / "a.db") as here, make(tmp_path / "b.db") as there:
        review.reject(here, "c-one1", reviewer="Ada", reason="hearsay")
        review.accept(there, "c-one1", reviewer="Bela")
        moved = review.move(there, "c-three1", to="c-four1", reviewer="Bela", reason="same shells")
        review.undo(there, moved.id, reviewer="Bela", reason="no")
        ours, theirs = ([s.decision for s in review.history(lg)] for lg in (here, there))
        got = review.bring_in(here, theirs)
        assert (len(got.new), got.known, got.lost) == (3, 0, ())
        assert [(a.decision.reviewer, b.decision.reviewer) for a, b in got.conflicts] == [("Ada", "Bela")]
        assert len(review.bring_in(there, [*ours, *theirs]).new) == 1
        again = review.bring_in(here, [*theirs, *theirs])
        assert (again.new, again.known) == ((), 3)
        assert here.claim("c-one1").status == there.claim("c-one1").status == "accepted"
        assert here.content_digest() == there.content_digest()
        assert here.check() == there.check() == []


def test_what_is_no_sound_decision_is_refused(tmp_path: Path) -> None:
    with make(tmp_path / "a.db") as here, make(tmp_path / "b.db") as there:
        act = review.reject(here, "c-one1", **BY)
        gone = review.undo(here, act.id, **BY)
        with pytest.raises(LedgerError, match="altered"):
            review.bring_in(there, [replace(act, reviewer="Bela")])
        with pytest.raises(NotFound, match="which is not there"):
            review.bring_in(there, [gone])
        assert review.history(there) == ()


def test_decisions_on_reports_that_come_later(tmp_path: Path) -> None:
    with make(tmp_path / "a.db") as here, make(tmp_path / "b.db", "one", "three") as there:
        acts = [
            review.reject(here, "c-two1", **BY),
            review.join(here, "c-three1", "c-four1", **BY),
        ]
        got = review.bring_in(there, acts)
        assert {s.decision.action for s in got.lost} == {"reject", "join"}
        for name in ("two", "four"):
            there.add(report(name), [claim(name)])
        relink(there)
        assert groups(there) == groups(here)
        assert review.lost(there) == ()


NAMES = st.sampled_from(["c-one1", "c-two1", "c-three1", "c-four1"])


def _act(ledger: Ledger, kind: str, first: str, second: str, number: int) -> None:
    acts: dict[str, Callable[[], object]] = {
        "accept": lambda: review.accept(ledger, first, reviewer="Ada"),
        "reject": lambda: review.reject(ledger, first, **BY),
        "correct": lambda: review.correct(ledger, first, {"killed": str(number + 5)}, **BY),
        "join": lambda: review.join(ledger, first, second, **BY),
        "split": lambda: review.split(ledger, first, **BY),
        "move": lambda: review.move(ledger, first, to=second, **BY),
    }
    if kind == "undo":
        standing = [s for s in review.history(ledger) if s.live]
        if standing:
            review.undo(ledger, standing[number % len(standing)].decision.id, **BY)
        return
    with suppress(UsageError):  # what cannot be done now is refused, and nothing is stored of it
        acts[kind]()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["accept", "reject", "correct", "join", "split", "move", "undo", "undo"]),
            NAMES,
            NAMES,
            st.integers(0, 9),
        ),
        max_size=8,
    )
)
def test_the_state_is_that_of_the_live_decisions(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with make(folder / "one.db") as ledger:
        for step in steps:
            _act(ledger, *step)
        assert ledger.check() == []
        live = [s.decision for s in review.history(ledger) if s.live and s.decision.action != "undo"]
        with make(folder / "two.db") as replayed:
            review.bring_in(replayed, live)
            assert groups(replayed) == groups(ledger)
            told, ours = ({c.id: replace(c, incident=None) for c in lg.claims(Filter(statuses=STATUSES))}
                          for lg in (replayed, ledger))  # fmt: skip
            assert told == ours


def test_a_claim_that_comes_back_takes_its_incidents_id_from_what_bore_it_meanwhile(tmp_path: Path) -> None:
    with make(tmp_path / "war.db") as ledger:
        review.join(ledger, "c-one1", "c-four1", **BY)
        shared = ledger.claim("c-one1").incident
        review.reject(ledger, "c-four1", **BY)
        review.split(ledger, "c-one1", **BY)
        review.accept(ledger, "c-four1", **BY)
        assert ledger.check() == []
        bearers = [i for i in ledger.incidents() if shared in (i.id, *i.aliases)]
        assert len(bearers) == 1, "an id leads to one incident"
