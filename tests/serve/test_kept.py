"""Pages are made once, are never of before a change, and what takes long is made anew at a bounded share of time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from harmledger.errors import NotFound
from harmledger.serve.kept import LAG, Kept


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_many_who_ask_at_once_have_it_made_once() -> None:
    kept, calls, gate = Kept(1000), [], threading.Barrier(8)

    def ask() -> bytes:
        gate.wait()
        return kept.get("a", lambda: calls.append(1) or b"made")  # type: ignore[func-returns-value]

    with ThreadPoolExecutor(8) as pool:
        assert {f.result() for f in [pool.submit(ask) for _ in range(8)]} == {b"made"}
    assert calls == [1]


def test_after_a_change_it_is_made_anew() -> None:
    kept = Kept(1000)
    assert kept.get("a", lambda: b"old") == b"old"
    kept.change()
    assert kept.get("a", lambda: b"new") == b"new"


def test_what_was_begun_before_a_change_is_not_kept() -> None:
    kept = Kept(1000)

    def make() -> bytes:
        kept.change()
        return b"old"

    assert kept.get("a", make) == b"old"
    assert kept.get("a", lambda: b"new") == b"new"


def test_what_takes_long_is_given_for_a_while_after_a_change() -> None:
    clock = Clock()
    kept = Kept(1000, clock, clock)

    def make(value: bytes) -> bytes:
        clock.now += 2
        return value

    kept.get("a", lambda: make(b"old"))
    kept.change()
    clock.now += 39
    kept.change()  # a second change does not make it last
    assert kept.get("a", lambda: make(b"new")) == b"old"
    clock.now += 2
    assert kept.get("a", lambda: make(b"new")) == b"new"


def test_no_more_is_held_than_allowed_and_an_error_is_not_kept() -> None:
    kept = Kept(400)
    for n in range(9):
        kept.get(str(n), lambda: b"x" * 90)
    assert kept.get("8", lambda: b"again") != b"again"
    assert kept.get("0", lambda: b"again") == b"again"
    with pytest.raises(ZeroDivisionError):
        kept.get("bad", lambda: 1 // 0)
    assert kept.get("bad", lambda: b"good") == b"good"


def test_where_it_is_tended_nobody_waits_and_it_is_not_old_for_long() -> None:
    clock = Clock()
    kept = Kept(1000, clock, clock)
    made = iter([b"old", b"new", b"newer"])

    def make() -> bytes:
        clock.now += 2
        return next(made)

    assert kept.get("a", make) == b"old"
    kept.tend()
    kept.change()
    clock.now += 39
    kept.tend()  # not yet: that would take more than its share of the processor
    assert kept.get("a", make) == b"old"
    clock.now += 2
    kept.tend()
    assert kept.get("a", make) == b"new"


def test_what_another_process_made_soon_after_a_change_is_made_anew_later() -> None:
    clock = Clock()
    kept = Kept(1000, clock, clock)
    kept.change()
    clock.now += LAG / 2
    assert kept.get("a", lambda: b"perhaps of before", apart=True) == b"perhaps of before"
    clock.now += LAG / 2
    assert kept.get("a", lambda: b"of after", apart=True) == b"perhaps of before"
    clock.now += LAG / 2
    assert kept.get("a", lambda: b"of after", apart=True) == b"of after"
    clock.now += 100 * LAG
    assert kept.get("a", lambda: b"no change since", apart=True) == b"of after"


def test_what_can_no_longer_be_made_is_forgotten_and_the_rest_is_tended() -> None:
    clock = Clock()
    kept = Kept(1000, clock, clock)
    gone = False

    def make(name: str) -> bytes:
        clock.now += 2
        if gone and name == "joined":
            raise NotFound("there is no such incident")
        return b"of after" if gone else b"of before"

    for name in ("joined", "stays") * 2:  # asked for again: it is wanted
        kept.get(name, lambda name=name: make(name))  # type: ignore[misc]
    gone = True
    kept.change()
    clock.now += 100
    kept.tend()
    assert kept.get("stays", lambda: b"not asked") == b"of after"
    with pytest.raises(NotFound):
        kept.get("joined", lambda: make("joined"))


def test_who_decided_is_given_nothing_older_however_long_it_takes() -> None:
    clock = Clock()
    kept = Kept(1000, clock, clock)

    def make(value: bytes) -> bytes:
        clock.now += 2
        return value

    def meanwhile() -> bytes:
        clock.now += 2
        kept.change()
        assert kept.get("a", lambda: make(b"new"), since=clock.now) == b"new"
        return b"old"

    assert kept.get("a", meanwhile) == b"old"
    assert kept.get("a", lambda: b"not asked") == b"new"  # the older one that was ready later did not replace it
    assert kept.get("a", lambda: make(b"newer"), since=clock.now) == b"newer"
    assert kept.get("a", lambda: b"not asked", since=clock.now, apart=True) == b"newer"
