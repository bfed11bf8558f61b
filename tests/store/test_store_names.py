"""The register of names in a ledger: any spelling leads to the incident, nothing that was issued is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harmledger.anchors import Anchor
from harmledger.errors import NotFound
from harmledger.history import Change, Name
from harmledger.store import Filter, Ledger, open_ledger
from ledger_samples import claim, incident, report

ONE, TWO = report(1), report(2)
LUSAB = incident(1, claim(ONE), id="i-lusab-babad", aliases=("i-gutih-tugad",))
DOSUZ = incident(2, claim(TWO), id="i-dosuz-kivor")
NAMES = (
    Name("i-lusab-babad", Anchor(claim(ONE).id), "i-lusab-babad"),
    Name("i-gutih-tugad", Anchor("c-other"), "i-lusab-babad"),
    Name("i-dosuz-kivor", Anchor(claim(TWO).id, TWO.id, 3, 9), "i-dosuz-kivor"),
    Name("i-zagol-pimur", Anchor("c-gone"), None, why="its claims are gone or rejected"),
)
CHANGES = (Change("i-lusab-babad", "new", "Shelling.", claims=(claim(ONE).id,), killed=1),)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "war.db") as opened:
        opened.add(ONE, [claim(ONE)])
        opened.add(TWO, [claim(TWO)])
        opened.replace_incidents([LUSAB, DOSUZ], names=NAMES, changes=CHANGES)
        yield opened


@pytest.mark.parametrize(
    "typed",
    ["i-lusab-babad", "I-Lusab-Babad", "lusab babad", "lusabbabad", "лусаб-бабад", "i-gutih-tugad", "GUTIHTUGAD",
     "гутіх тугад", "lusab", "i-gut"],
)  # fmt: skip
def test_every_spelling_and_every_alias_leads_to_the_incident(ledger: Ledger, typed: str) -> None:
    assert ledger.incident(typed) == LUSAB


@pytest.mark.parametrize("typed", ["i-gutih-tugad", "Lusab Babad"])
def test_filters_take_aliases(ledger: Ledger, typed: str) -> None:
    assert [c.id for c in ledger.claims(Filter(incident=typed))] == [claim(ONE).id]
    assert list(ledger.incidents(Filter(incident=typed))) == [LUSAB]
    assert list(ledger.incidents(Filter(incident="i-zagol-pimur"))) == []


def test_a_retired_name_says_so(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match=r"was an incident until 20\d\d-\d\d-\d\d; its claims are gone or rejected"):
        ledger.incident("zagol pimur")


@pytest.mark.parametrize("typed", ["i-lusap-papad", "rusab-babat", "lusa-babad", "лузаб бабат"])
def test_a_slip_of_the_ear_is_answered_with_the_name(ledger: Ledger, typed: str) -> None:
    with pytest.raises(NotFound, match="Did you mean i-lusab-babad"):
        ledger.incident(typed)


def test_the_register_comes_back(ledger: Ledger) -> None:
    kept = list(ledger.names())
    assert [replace(n, number=0, changed="") for n in kept] == list(NAMES)
    assert [n.number for n in kept] == [1, 2, 3, 4] and all(n.changed for n in kept)
    assert [n.id for n in ledger.names(["i-lusab-babad"], ["c-gone"])] == [
        "i-lusab-babad", "i-gutih-tugad", "i-zagol-pimur",
    ]  # fmt: skip
    assert ledger.has_name("i-zagol-pimur") and not ledger.has_name("i-none")


def test_only_what_a_name_means_can_change(ledger: Ledger) -> None:
    moved = replace(next(n for n in ledger.names() if n.id == "i-gutih-tugad"), now="i-dosuz-kivor")
    ledger.replace_incidents([replace(LUSAB, aliases=()), replace(DOSUZ, aliases=(moved.id,))], names=[moved])
    assert ledger.incident("gutih-tugad").id == "i-dosuz-kivor"
    raw = sqlite3.connect(ledger.name)
    for sql in ("DELETE FROM incident_name", "UPDATE incident_name SET id = 'i-x'"):
        with pytest.raises(sqlite3.IntegrityError, match="stays issued"):
            raw.execute(sql)
    raw.close()


def test_the_log_of_changes_only_grows_and_keeps_quiet_when_nothing_changed(ledger: Ledger) -> None:
    ledger.replace_incidents([LUSAB, DOSUZ], changes=CHANGES)
    (run,) = ledger.runs()
    assert [replace(c, at="", version="") for c in ledger.changes()] == [replace(CHANGES[0], run=run.number)]
    ledger.replace_incidents([LUSAB], changes=[replace(CHANGES[0], kind="gone")])
    assert [c.kind for c in ledger.changes(2)] == ["gone"]
    assert [c.kind for c in ledger.changes(1, 1)] == ["new"]
    raw = sqlite3.connect(ledger.name)
    for sql in ("DELETE FROM change", "UPDATE change SET kind = 'new'", "DELETE FROM run", "UPDATE run SET at = ''"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(sql)
    raw.close()


def test_the_digest_asks_neither_for_names_nor_for_times(ledger: Ledger) -> None:
    before = ledger.content_digest()
    ledger.replace_incidents([replace(LUSAB, id="i-other-name", aliases=()), DOSUZ], changes=CHANGES)
    assert ledger.content_digest() == before
    ledger.replace_incidents([replace(LUSAB, contested=True), DOSUZ])
    assert ledger.content_digest() != before
