"""Names over runs of the whole walk: one run asks for the set of reports only, later runs keep what was issued."""

from __future__ import annotations

import datetime as dt
import sys
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger import link
from harmledger.engine.relink import relink
from harmledger.records import Casualty, Claim, Published, Report, Source, Time
from harmledger.store import Ledger, open_ledger
from ledger_samples import claim, report

TOLD = [
    ("Shells hit a school in Kharkov and killed nine people", 11),
    ("Nine people died when shells hit a school in Kharkov", 12),
    ("A school in Kharkov was shelled on Thursday, nine were killed", 10),
    ("A drone struck a ferry far from the town", 13),
]


def told() -> list[tuple[Report, Claim]]:
    out = []
    for number, (words, day) in enumerate(TOLD):
        date = dt.date(2030, 5, day)
        one = report(number, words, title="", published=Published(date, date, "given"), outlet=f"{number}.example")
        when = Time("", dt.date(2030, 5, 9), dt.date(2030, 5, 9), "day", basis="expression")
        school = "school" in words
        figures = (Casualty("killed", "people", None, 9, 9),) if school else ()
        targets = ("education",) if school else ("transport",)
        out.append((one, claim(one, time=when, casualties=figures, targets=targets, weapons=(), source=Source())))
    return out


def put(ledger: Ledger, items: list[tuple[Report, Claim]]) -> None:
    for one, said in items:
        ledger.add(one, [said])
    relink(ledger)


def names(ledger: Ledger) -> dict[str, str | None]:
    return {c.id: c.incident for c in ledger.claims()}


def test_one_run_asks_for_the_set_of_reports_only(tmp_path: Path) -> None:
    found = []
    for number, items in enumerate((told(), told()[::-1])):
        with open_ledger(tmp_path / f"{number}.db") as ledger:
            put(ledger, items)
            found.append((names(ledger), list(ledger.incidents()), ledger.content_digest()))
    assert found[0] == found[1]
    assert len(found[0][1]) == 2


def test_later_runs_keep_the_names_and_the_content_is_that_of_one_run(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "once.db") as once, open_ledger(tmp_path / "days.db") as days:
        put(once, told())
        first, *others = told()
        put(days, [first])
        issued = names(days)[first[1].id]
        put(days, others)
        assert issued is not None and names(days)[first[1].id] == issued
        assert days.incident(issued.upper()).claims == once.incident(str(names(once)[first[1].id])).claims
        assert names(once)[first[1].id] != issued, "in one run the report of the first day names the incident"
        assert days.content_digest() == once.content_digest()


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(TOLD))), st.sets(st.integers(1, len(TOLD) - 1)))
def test_whatever_the_order_and_the_runs_a_name_leads_to_its_claim(order: list[int], ends: set[int]) -> None:
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "war.db") as ledger:
        bounds = [0, *sorted(ends), len(TOLD)]
        for begin, end in pairwise(bounds):
            put(ledger, [told()[n] for n in order[begin:end]])
            home = names(ledger)
            for name in ledger.names():
                assert name.now == home[name.anchor.claim] == ledger.incident(name.id).id
        with open_ledger(Path(folder) / "once.db") as once:
            put(once, told())
            assert once.content_digest() == ledger.content_digest()


def test_each_run_that_changes_something_is_logged_and_no_other(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "war.db") as ledger:
        items = told()
        put(ledger, items[:1])
        put(ledger, items[1:2])
        relink(ledger)
        relink(ledger, "latest")
        relink(ledger, "latest")
        kinds = {run.number: [c.kind for c in ledger.changes(run.number, run.number)] for run in ledger.runs()}
        assert kinds[1] == ["new"] and kinds[2] == ["grade", "reports"], "two sources are fair, one is weak"
        assert all(kinds.values())
        before = len(list(ledger.changes()))
        relink(ledger, "latest")
        assert len(list(ledger.changes())) == before


def test_an_older_ledger_keeps_its_ids(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "war.db") as ledger:
        items = told()
        for one, said in items[:1]:
            ledger.add(one, [said])
        older = link.link([items[0][1]], {items[0][0].id: items[0][0]})
        ledger.replace_incidents(older)  # as a version without a register did
        put(ledger, items[1:3])
        assert [i.id for i in ledger.incidents()] == [older[0].id]
        assert ledger.incident(older[0].id.removeprefix("i-").upper()).reports == tuple(
            one.id for one, _ in sorted(items[:3], key=lambda item: str(item[0].published.start))
        )


def test_lots_of_one_linking_are_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for number, items in enumerate((told(), told()[::-1])):
        monkeypatch.setattr(sys.modules[relink.__module__], "LOT", 1)
        with open_ledger(tmp_path / f"{number}.db") as ledger:
            put(ledger, items)
            assert [run.number for run in ledger.runs()] == [1]
            assert sum(c.kind == "reports" for c in ledger.changes()) == 2, "each lot logs what it changed"
            found.append(names(ledger))
    assert found[0] == found[1]
