"""What a reviewer does holds at once, in every list, and is taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from review_samples import claim, groups, home, make

from harmledger import review
from harmledger.errors import Clash, NotFound, UsageError
from harmledger.publish.verify import verify
from harmledger.records import Casualty
from harmledger.store import STATUSES, Filter, Ledger, open_ledger

BY = {"reviewer": "Ada", "reason": "read again"}
APART = {frozenset({"one", "two"}), frozenset({"three"}), frozenset({"four"})}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with make(tmp_path / "war.db") as made:
        assert groups(made) == APART
        yield made
        assert verify(made).problems == (), "whatever was decided, the ledger is whole"


def test_a_join_holds_and_is_undone(ledger: Ledger) -> None:
    act = review.join(ledger, home(ledger, "one"), home(ledger, "four"), **BY)
    assert groups(ledger) == {frozenset({"one", "two", "four"}), frozenset({"three"})}
    assert act.id in ledger.incident(home(ledger, "one")).decisions
    undone = review.undo(ledger, act.id, reviewer="Bela", reason="two towns")
    assert groups(ledger) == APART
    assert ledger.incident(home(ledger, "one")).decisions == ()
    review.undo(ledger, undone.id, reviewer="Ada", reason="the mine was in that clinic")
    assert frozenset({"one", "two", "four"}) in groups(ledger)
    assert [s.live for s in review.history(ledger)] == [True, False, True]


def test_a_split_and_a_later_join_that_contradicts_it(ledger: Ledger) -> None:
    review.split(ledger, "c-two1", **BY)
    assert groups(ledger) == {frozenset({n}) for n in ("one", "two", "three", "four")}
    review.join(ledger, "c-one1", "c-two1", **BY)
    assert groups(ledger) == APART


def test_a_later_split_takes_one_claim_out_of_a_join(ledger: Ledger) -> None:
    review.join(ledger, "c-one1", "c-three1", "c-four1", **BY)
    review.split(ledger, "c-one1", **BY)
    assert groups(ledger) == {frozenset({"one"}), frozenset({"two", "three", "four"})}


def test_a_claim_is_moved(ledger: Ledger) -> None:
    review.move(ledger, "c-two1", to=home(ledger, "three"), **BY)
    assert groups(ledger) == {frozenset({"one"}), frozenset({"two", "three"}), frozenset({"four"})}
    with pytest.raises(UsageError, match="holds the claim already"):
        review.move(ledger, "c-two1", to="c-three1", **BY)


def test_a_corrected_value_is_what_everything_sees(ledger: Ledger) -> None:
    act = review.correct(
        ledger,
        "c-four1",
        {"event_type": "shelling", "targets": "food, residential", "killed": "1-3", "killed.child": "none"},
        quote="A mine killed a farmer",
        **BY,
    )
    found = ledger.claim("c-four1")
    assert (found.status, found.decisions, found.event_type) == ("corrected", (act.id,), "shelling")
    assert [c.id for c in ledger.claims(Filter(targets=("residential",)))] == ["c-four1"]
    toll = ledger.incident(home(ledger, "four")).toll("killed")
    assert toll is not None
    assert (toll.low, toll.high) == (1, 3)
    words = {e.field: (e.text, e.by) for e in found.evidence}
    assert words["event_type"] == ("A mine killed a farmer", f"decision {act.id}")
    assert found.casualties == (Casualty("killed", "people", None, 1, 3, "A mine killed a farmer", 5, 27),)
    assert ledger.machine_claims("r-four") == (claim("four"),)
    assert next((c.field, c.before) for c in act.changes) == ("event_type", "mine_or_ied")
    review.undo(ledger, act.id, reviewer="Ada", reason="it was a mine")
    assert ledger.machine_claims("r-four") == (claim("four"),)
    assert ledger.claim("c-four1").event_type == "mine_or_ied"
    assert ledger.count("claims", Filter(targets=("residential",))) == 0


def test_a_value_without_words_is_the_reviewers(ledger: Ledger) -> None:
    review.correct(ledger, "c-four1", {"time": "2030-05", "source.side": "other", "actor": "none"}, **BY)
    found = ledger.claim("c-four1")
    assert found.time is not None
    assert (str(found.time.start), str(found.time.end), found.time.precision) == ("2030-05-01", "2030-05-31", "month")
    assert (found.source.side, found.source.name, found.actor) == ("other", "the mayor", None)
    assert {e.text for e in found.evidence if e.by.startswith("decision")} == {""}


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"event_type": "sheling"}, "Did you mean shelling"),
        ({"targets": "hospital"}, "Choose from: civilians"),
        ({"kiled": "3"}, "Did you mean killed"),
        ({"killed": "many"}, "Write 5, 3-5"),
        ({"killed": "5-3"}, "Write 3-5"),
        ({"time": "16 May"}, "Write 2022-03-16"),
        ({"time": "2030-05-09..2030-05-01"}, "ends before it begins"),
        ({"place": "Nowhere at all"}, "gazetteer find"),
        ({"place": "Springfield"}, "Say which: “Springfield"),
        ({"place": '{"name": "The hill", "lat": 49, "lon": 35}'}, "how exact"),
        ({"event_type": "mine_or_ied"}, "has these values already"),
    ],
)
def test_a_wrong_value_is_refused_with_help(ledger: Ledger, values: dict[str, str], hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        review.correct(ledger, "c-four1", values, **BY)
    assert review.history(ledger) == ()


def test_words_that_the_report_does_not_say_are_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="word for word"):
        review.correct(ledger, "c-four1", {"killed": "2"}, quote="two farmers", **BY)


def test_a_place_of_the_gazetteer_is_told_apart_by_its_region(ledger: Ledger) -> None:
    review.correct(ledger, "c-four1", {"place": "Springfield, Illinois"}, **BY)
    place = ledger.claim("c-four1").place
    assert place is not None
    assert (place.country, place.admin1, place.precision) == ("US", "Illinois", "city")
    assert [c.id for c in ledger.claims(Filter(country="US"))] == ["c-four1"]


def test_a_rejected_claim_stays_but_counts_nowhere(ledger: Ledger) -> None:
    review.reject(ledger, "c-two1", **BY)
    assert groups(ledger) == {frozenset({n}) for n in ("one", "three", "four")}
    assert ledger.claim("c-two1").status == "rejected"
    assert "c-two1" not in {c.id for c in ledger.claims()}
    assert [c.id for c in ledger.claims(Filter(statuses=("rejected",)))] == ["c-two1"]
    assert ledger.count("claims", Filter(statuses=STATUSES)) == 4
    assert "r-two" in {r.id for r in ledger.reports()}, "a report whose claims are all rejected is still there"
    with pytest.raises(UsageError, match="stands in no incident: it is rejected"):
        review.join(ledger, "c-one1", "c-two1", **BY)
    review.accept(ledger, "c-two1", reviewer="Bela")
    assert groups(ledger) == APART
    assert ledger.claim("c-two1").status == "accepted"


def test_a_rejected_incident_is_gone_until_undone(ledger: Ledger) -> None:
    named = home(ledger, "one")
    act = review.reject(ledger, named, **BY)
    assert groups(ledger) == {frozenset({"three"}), frozenset({"four"})}
    assert [s.decision.id for s in review.history(ledger, named)] == [act.id]
    review.undo(ledger, act.id, reviewer="Ada", reason="no")
    assert groups(ledger) == APART
    assert home(ledger, "one") == named


def test_a_decided_grade_goes_before_the_rule(ledger: Ledger) -> None:
    named = home(ledger, "one")
    act = review.grade(ledger, named, "discounted", **BY)
    found = ledger.incident(named)
    assert (found.grade, found.graded_by, found.grade_reasons) == ("discounted", act.id, ("read again",))
    with pytest.raises(UsageError, match="Did you mean confirmed"):
        review.grade(ledger, named, "confirm", **BY)
    review.undo(ledger, act.id, reviewer="Ada", reason="no")
    assert ledger.incident(named).graded_by != act.id


def test_a_release_and_an_unsure_change_no_value(ledger: Ledger) -> None:
    before = ledger.claim("c-one1")
    review.release(ledger, "c-one1", what="coordinates", **BY)
    review.unsure(ledger, "c-one1", reviewer="Ada")
    after = ledger.claim("c-one1")
    assert (after.status, len(after.decisions), after.casualties) == ("machine", 2, before.casualties)


def test_a_second_reviewer_agrees(ledger: Ledger) -> None:
    act = review.accept(ledger, "c-one1", reviewer="Ada")
    with pytest.raises(UsageError, match="another reviewer"):
        review.agree(ledger, act.id, reviewer="ada")
    agreed = review.agree(ledger, act.id[:8], reviewer="Bela")
    review.accept(ledger, "c-one1", reviewer="Cleo")
    assert review.history(ledger, "c-one1")[0].seconded == ("Bela", "Cleo")
    review.undo(ledger, agreed.id, reviewer="Bela", reason="read it again")
    assert review.history(ledger, "c-one1")[0].seconded == ("Cleo",)
    assert ledger.claim("c-one1").status == "accepted"


def test_reviewers_who_contradict_each_other(ledger: Ledger) -> None:
    review.accept(ledger, "c-one1", reviewer="Ada")
    review.reject(ledger, "c-one1", reviewer="Bela", reason="hearsay")
    ((first, second),) = review.disagreements(ledger)
    assert (first.decision.reviewer, second.decision.reviewer) == ("Ada", "Bela")
    assert ledger.claim("c-one1").status == "rejected", "the later acts"


def test_reviewers_who_join_and_split(ledger: Ledger) -> None:
    review.join(ledger, "c-three1", "c-four1", reviewer="Ada", reason="same shells")
    review.split(ledger, "c-four1", reviewer="Bela", reason="a mine")
    assert [(a.decision.action, b.decision.action) for a, b in review.disagreements(ledger)] == [("join", "split")]


def test_two_reviewers_at_once(ledger: Ledger) -> None:
    seen = {"c-one1": ledger.state("c-one1")}
    review.correct(ledger, "c-one1", {"killed": "5"}, reviewer="Ada", reason="later figure", seen=seen)
    with open_ledger(ledger.name) as other, pytest.raises(Clash, match="c-one1: has changed"):
        review.reject(other, "c-one1", reviewer="Bela", reason="hearsay", seen=seen)
    assert len(review.history(ledger)) == 1, "nothing of the second was stored"
    act = review.history(ledger)[0].decision
    review.undo(ledger, act.id, reviewer="Ada", reason="no")
    with pytest.raises(UsageError, match="undone already"):
        review.undo(ledger, act.id, reviewer="Bela", reason="no")


def test_who_and_why_are_asked_for(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="HARMLEDGER_REVIEWER"):
        review.accept(ledger, "c-one1", reviewer=" ")
    with pytest.raises(UsageError, match="needs a reason"):
        review.reject(ledger, "c-one1", reviewer="Ada", reason="")
    with pytest.raises(NotFound):
        review.accept(ledger, "c-none", reviewer="Ada")
    with pytest.raises(NotFound):
        review.history(ledger, "c-none")


def test_what_cannot_be_split_or_joined(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="all claims"):
        review.split(ledger, "c-one1", "c-two1", **BY)
    with pytest.raises(UsageError, match="several incidents"):
        review.split(ledger, "c-one1", "c-four1", **BY)
    with pytest.raises(UsageError, match="one incident already, i-"):
        review.join(ledger, "c-one1", "c-two1", **BY)
    with pytest.raises(UsageError, match="two incidents"):
        review.join(ledger, "c-one1", **BY)
    with pytest.raises(UsageError, match=r"is an incident; split takes claims.*c-one1 c-two1"):
        review.split(ledger, home(ledger, "one"), **BY)


def test_the_queue_begins_with_what_most_needs_a_person(ledger: Ledger) -> None:
    waiting = review.queue(ledger)
    assert waiting[0].claims == ("c-one1", "c-two1"), "a clinic and four dead"
    assert (waiting[0].incident, waiting[0].place) == (home(ledger, "one"), "Varsk")
    assert len({w.incident for w in waiting}) == len(waiting), "one row an incident"
    assert "protected: healthcare" in waiting[0].reasons
    assert waiting == tuple(sorted(waiting, key=lambda w: -w.need))
    review.accept(ledger, "c-one1", reviewer="Ada")
    review.unsure(ledger, "c-four1", reviewer="Ada")
    assert "c-one1" not in {c for w in review.queue(ledger) for c in w.claims}
    assert "marked unsure" in next(w for w in review.queue(ledger) if w.claim == "c-four1").reasons
    assert "c-four1" not in {w.claim for w in review.queue(ledger, reviewer="Ada")}
    review.reject(ledger, "c-one1", reviewer="Bela", reason="hearsay")
    assert review.queue(ledger, Filter(limit=1))[0].claim == "c-one1", "reviewers disagree"


def test_a_doubtful_join_is_asked_about_until_somebody_says(ledger: Ledger) -> None:
    found = next(i for i in ledger.incidents() if len(i.claims) == 2)
    (join,) = found.joins
    doubtful = replace(found, joins=(replace(join, probability=0.4),))
    ledger.replace_incidents([doubtful if i.id == found.id else i for i in ledger.incidents()])
    (asked,) = (w for w in review.queue(ledger) if w.kind == "same?")
    assert (asked.incident, asked.claims, len(asked.quotes)) == (found.id, ("c-one1", "c-two1"), 2)
    assert asked.reasons[0] == "joined at a probability of 0.40"
    review.accept(ledger, "c-one1", reviewer="Ada")
    assert any(w.kind == "same?" for w in review.queue(ledger)), "one claim that is right says nothing of the other"
    review.split(ledger, "c-one1", **BY)
    assert not any(w.kind == "same?" for w in review.queue(ledger))
