"""Decisions are stored by a process of its own, which tells its errors as they are, and whose end is no one's end."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from harmledger import errors, review
from harmledger.errors import HarmledgerError, LedgerError, NotFound
from harmledger.serve.writer import Writer
from harmledger.store import Ledger, open_ledger


def accept(ledger: Ledger, claim: str) -> tuple[int, str]:
    """The process that stored the decision, and its id."""
    return os.getpid(), review.accept(ledger, claim, reviewer="Ann").id


def stumble(ledger: Ledger) -> None:
    raise ZeroDivisionError("a mistake")


def end(ledger: Ledger) -> None:
    os._exit(9)


def in_another_process(path: str) -> None:
    """What this file does when it is run: threads of other tests would keep the process from being begun."""
    with open_ledger(Path(path), readonly=True) as ledger:
        first, second, *_ = (c.id for c in ledger.claims())
    writer = Writer(Path(path))
    writer.start()
    process, made = writer.write(accept, first)
    assert process != os.getpid()
    with open_ledger(Path(path), readonly=True) as ledger:
        assert ledger.claim(first).status == "accepted"
        assert ledger.decision(made).subjects == (first,)
    with pytest.raises(NotFound) as missed:
        writer.write(accept, "c-nobody")
    assert missed.value.subject == "c-nobody"
    assert missed.value.remedy
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        writer.write(stumble)
    with pytest.raises(LedgerError, match="has ended"):
        writer.write(end)
    process, _ = writer.write(accept, second)
    assert process == os.getpid()
    writer.stop()
    lost = Writer(Path(path).with_name("moved.db"))
    lost.start()
    for _ in range(2):  # the process lives on, as who decides may put the ledger back
        with pytest.raises(LedgerError) as missed:
            lost.write(accept, first)
        assert "has ended" not in str(missed.value)
    lost.stop()


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere decisions are stored by the process that answers"
)
def test_another_process_stores_and_tells_errors_as_they_are(ledger_path: Path) -> None:
    done = subprocess.run([sys.executable, __file__, str(ledger_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_without_a_process_it_stores_itself(ledger_path: Path) -> None:
    writer = Writer(ledger_path)
    with open_ledger(ledger_path, readonly=True) as ledger:
        claim = next(iter(ledger.claims())).id
    assert writer.write(accept, claim)[0] == os.getpid()
    with pytest.raises(ZeroDivisionError):
        writer.write(stumble)


def test_every_error_is_the_same_on_the_other_side() -> None:
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, HarmledgerError)]
    for kind in kinds:
        error = kind("went wrong", subject="report 3", remedy="Try again.")
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), vars(again), str(again)) == (kind, vars(error), str(error))


if __name__ == "__main__":
    in_another_process(sys.argv[1])
