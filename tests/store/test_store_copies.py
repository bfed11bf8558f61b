"""Near-copies found run by run are those found over everything."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from harmledger.clean.copies import mark_copies
from harmledger.engine import relink
from harmledger.records import Published, Report
from harmledger.store import Ledger, copying, open_ledger
from ledger_samples import report

STORY = "shells hit the grain store by the river before dawn and seven workers of the night shift were taken out alive"
WORDS = STORY.split()


def carried(number: int, chance: random.Random) -> Report:
    """One of a few dispatches, with some words changed: alike to some of the others, not to all."""
    words = [f"{w}{chance.randint(0, 1)}" if at == chance.randint(0, 40) else w for at, w in enumerate(WORDS)] * 2
    for _ in range(chance.randint(0, 3)):
        words[chance.randrange(len(words))] = chance.choice("abcde")
    day = dt.date(2030, 5, chance.randint(1, 4))
    published = Published(day, day, "given", "given") if chance.random() < 0.8 else Published()
    return report(number, " ".join(words), published=published, outlet=chance.choice(["Post", "Herald"]), title="")


def marked(ledger: Ledger) -> dict[str, str]:
    return {r.id: r.copy_of for r in ledger.reports() if r.copy_of}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 100_000))
@example(seed=174)  # a copy is stored again with the same words
def test_any_order_and_split_marks_the_copies_of_everything(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    told = [carried(n, chance) for n in range(24)]
    waiting = list(told)
    chance.shuffle(waiting)
    with open_ledger(tmp_path_factory.mktemp("runs") / "war.db") as ledger:
        while waiting:
            lot = waiting[: chance.randint(1, 9)]
            del waiting[: len(lot)]
            for one in lot:
                ledger.add(one, ())
            relink(ledger)
        assert marked(ledger) == mark_copies(told)
        for _ in range(3):  # read again with other words or another day
            at = chance.randrange(len(told))
            told[at] = replace(carried(at, chance), id=told[at].id)
            ledger.add(told[at], (), replace=True)
            relink(ledger)
            assert marked(ledger) == mark_copies(told)
        assert ledger.check() == []
        assert not ledger.needs_link()


def test_only_what_is_marked_otherwise_is_written(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "war.db") as ledger:
        for number, text in enumerate([" ".join(WORDS * 9), "The mayor of the port opened a bridge. " * 9]):
            ledger.add(report(number, text, title=""), ())
        relink(ledger)
        log = len(list(ledger.custody()))
        ledger.add(report(7, " ".join(["Correspondents", *WORDS * 9]), title=""), ())
        relink(ledger)
        assert marked(ledger) == {report(7).id: report(0).id}
        assert [e.action for e in ledger.custody()][log:] == ["add", "copies"]
        ledger.add(report(7, "Nothing of the kind. " * 9, title=""), (), replace=True)
        relink(ledger)
        assert marked(ledger) == {}


def test_a_copy_that_is_stored_again_as_it_was_stays_one(tmp_path: Path) -> None:
    told = [report(number, " ".join([*start, *WORDS * 9]), title="") for number, start in enumerate(([], ["Late"]))]
    with open_ledger(tmp_path / "war.db") as ledger:
        for one in told:
            ledger.add(one, ())
        relink(ledger)
        before = ledger.content_digest()
        ledger.add(told[1], (), replace=True)
        relink(ledger)
        assert marked(ledger) == {told[1].id: told[0].id}
        assert ledger.content_digest() == before


def test_a_text_that_many_carry_is_compared_with_its_original_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = Published(dt.date(2030, 5, 2), dt.date(2030, 5, 2), "given", "given")
    texts = [report(n, STORY, published=day, outlet=f"outlet {n}", title="") for n in range(40)]
    asked: set[int] = set()
    real = copying._Prints.report

    def looked_at(prints: copying._Prints, seq: int) -> Report:
        asked.add(seq)
        return real(prints, seq)

    with open_ledger(tmp_path / "war.db") as ledger:
        for one in texts[:-1]:
            ledger.add(one, ())
        relink(ledger)
        assert len(marked(ledger)) == 38
        monkeypatch.setattr(copying._Prints, "report", looked_at)
        ledger.add(texts[-1], ())
        relink(ledger)
        assert len(marked(ledger)) == 39
    assert len(asked) == 2
