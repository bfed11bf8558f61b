"""What a server holds in memory, the queue and the shelf, is at every moment what the whole ledger gives."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmledger import codebook, review
from harmledger.errors import HarmledgerError
from harmledger.serve.review_queue import ReviewQueue, key
from harmledger.serve.shelf import Shelf
from harmledger.store import ALL, Filter, Ledger, open_ledger

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import make_ledger

FILTERS = (
    ALL,
    Filter(event_types=("shelling", "air_strike")),
    Filter(contested=True),
    Filter(statuses=("machine",)),
    Filter(country="UA"),
    Filter(limit=3, offset=2),
)
WHO = ("Ada", "Bea")
ACTS = ("accept", "accept one", "reject", "unsure", "correct", "join", "split", "move", "grade", "undo", "agree", "add")


@pytest.fixture(scope="module")
def told() -> list[Any]:
    found = make_ledger.told()
    return [next(found) for _ in range(60)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 10_000), st.sampled_from(WHO)), max_size=14))
def test_after_any_acts_queue_and_shelf_are_those_from_scratch(
    acts: list[tuple[str, int, str]],
    told: list[Any],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(codebook.load("review"), "doubtful_join", 1.0)  # so that many joins are asked about
    path = tmp_path_factory.mktemp("queue") / "war.db"
    with open_ledger(path) as ledger, open_ledger(path, readonly=True) as read:
        for report, claims in told[:40]:
            ledger.add(report, claims)
        review.bring_up_to_date(ledger)
        live, shelf = ReviewQueue(read), Shelf(read)
        _same(live, ledger)
        for number, (act, pick, who) in enumerate(acts):
            try:
                _do(ledger, act, pick, who, told[40 + number])
            except HarmledgerError:
                continue  # an act that cannot be, such as joining an incident with itself
            _same(live, ledger)
            shelf.refresh(read)
            anew = Shelf(ledger)
            assert (shelf.rows(), shelf.apart) == (anew.rows(), anew.apart)


def _same(live: ReviewQueue, ledger: Ledger) -> None:
    for which in FILTERS:
        for who in ("", *WHO):
            assert live.rows(which, reviewer=who) == review.queue(ledger, which, reviewer=who), (which, who)


def _do(ledger: Ledger, act: str, pick: int, who: str, more: Any) -> None:
    incidents = sorted(i.id for i in ledger.incidents(Filter(kinds=("event",))))
    claims = sorted(c.id for c in ledger.claims())
    incident, claim = incidents[pick % len(incidents)], claims[pick % len(claims)]
    other = incidents[pick * 7 % len(incidents)]
    made = [s.decision.id for s in ledger.standing()]
    why: dict[str, str] = {"reviewer": who, "reason": "because"}
    if act == "add":
        ledger.add(*more)
        review.bring_up_to_date(ledger)
    elif act in ("accept", "unsure"):
        getattr(review, act)(ledger, incident, reviewer=who)
    elif act == "accept one":
        review.accept(ledger, claim, reviewer=who)
    elif act == "reject":
        review.reject(ledger, claim, **why)
    elif act == "correct":
        review.correct(ledger, claim, {"killed": str(pick % 40)}, **why)
    elif act == "join":
        review.join(ledger, incident, other, **why)
    elif act == "split":
        review.split(ledger, claim, **why)
    elif act == "move":
        review.move(ledger, claim, to=other, **why)
    elif act == "grade":
        review.grade(ledger, incident, "confirmed", **why)
    elif made:
        chosen = made[pick % len(made)]
        (review.undo if act == "undo" else review.agree)(ledger, chosen, **why)


def test_what_is_skipped_comes_last_and_is_not_lost(told: list[Any], tmp_path: Path) -> None:
    with open_ledger(tmp_path / "war.db") as ledger:
        for report, claims in told[:12]:
            ledger.add(report, claims)
        review.bring_up_to_date(ledger)
        live = ReviewQueue(ledger)
        rows = live.rows()
        skipped = [key(rows[1]), key(rows[0])]
        assert live.rows(skip=skipped) == (*rows[2:], rows[1], rows[0])
        assert live.left() == len(rows)


def test_claims_that_were_seen_alone_are_taken_into_their_incidents(told: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "war.db"
    with open_ledger(path) as ledger, open_ledger(path, readonly=True) as read:
        ledger.add(*told[0])
        review.bring_up_to_date(ledger)
        live = ReviewQueue(read)
        live.left()
        for report, claims in told[1:8]:
            ledger.add(report, claims)
        _same(live, ledger)  # written, and not linked yet
        review.bring_up_to_date(ledger)
        _same(live, ledger)
