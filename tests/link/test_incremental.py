"""Reports linked run by run, in any order and any split, give what linking everything at once gives."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from link_samples import TOWNS, claim, place, report

from harmledger.clean.copies import mark_copies
from harmledger.engine import relink
from harmledger.link import decided, link
from harmledger.link.constraints import NONE, Constraints
from harmledger.link.settings import Settings, settings
from harmledger.records import Claim, Incident, Report
from harmledger.store import Ledger, Stale, open_ledger

Told = tuple[Report, list[Claim]]
THINGS = (("the grain market", "food"), ("a maternity clinic", "healthcare"), ("the railway station", "transport"))
NAMES = ("Petrenko", "Halvorsen", "Okafor", "Zielinska")


def invented(chance: random.Random, size: int) -> list[Told]:
    """So many reports of a few events, with denials, totals and towns that only a region's report names."""
    out = []
    for n in range(size):
        told = report(f"n{n}", f"2030-05-{chance.randint(8, 11):02}")
        claims = []
        for at in range(chance.randint(1, 3)):
            thing, target = chance.choice(THINGS)
            town = chance.choice(["Varsk", "Varsk", "Varsk", "Dolyna", "Oresk region"])
            day, dead = chance.choice(["2030-05-08", "2030-05-09"]), chance.choice([4, 4, 4, 9])
            where = replace(place(town), text=chance.choice([town, town.upper()])) if town in TOWNS else None
            words = f"Shells hit {thing} near Varsk and {dead} people died, said {chance.choice(NAMES)}."
            claims.append(
                claim(
                    told, words, at=200 * at, where=where, when=day, targets=(target,),
                    casualties=[("killed", "people", dead, dead)],
                    kind=chance.choice(["event"] * 6 + ["toll"]),
                    modality=chance.choice(["actual"] * 6 + ["denied", "possible"]),
                )
            )  # fmt: skip
        out.append((told, claims))
    return out


def everything(told: Iterable[Told], constraints: Constraints = NONE) -> list[dict[str, object]]:
    kept = list(told)
    reports = {r.id: r for r, _ in kept}
    return shown(link([c for _, claims in kept for c in claims], reports, constraints=constraints))


def shown(incidents: Iterable[Incident]) -> list[dict[str, object]]:
    """Incidents without what is given to them after linking, in an order of their own."""
    given_later = {"id": "", "aliases": (), "grade": "", "grade_reasons": (), "graded_by": "", "decisions": ()}
    fields = set(Incident.__dataclass_fields__)
    bare = [replace(i, **{k: v for k, v in given_later.items() if k in fields}) for i in incidents]
    return [i.to_json() for i in sorted(bare, key=lambda i: i.claims)]


def add(ledger: Ledger, told: Sequence[Told]) -> None:
    for one, claims in told:
        ledger.add(one, claims, replace=True)


CUTS = replace(settings().cuts, most=4)


@pytest.fixture(params=["narrow", "wide"])
def reach(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With narrow lists and small parts every new report pushes pairs apart and moves the bounds of parts."""
    if request.param == "narrow":
        limit = Settings.limit
        monkeypatch.setattr(Settings, "limit", lambda s, name: 2 if name.endswith("reach") else limit(s, name))
        monkeypatch.setattr(Settings, "cuts", property(lambda s: CUTS))


LITTLE = tried(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


@LITTLE
@given(seed=st.integers(0, 10_000))
def test_any_order_and_split_gives_what_linking_everything_gives(
    seed: int, reach: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    told = invented(chance, 16)
    wanted = everything(told)
    chance.shuffle(told)
    with open_ledger(tmp_path_factory.mktemp("runs") / "war.db") as ledger:
        while told:
            lot = told[: chance.randint(1, 7)]
            del told[: len(lot)]
            add(ledger, lot)
            relink(ledger)
        assert shown(ledger.incidents()) == wanted
        assert ledger.check() == []
        assert not ledger.needs_link()


@LITTLE
@given(seed=st.integers(0, 10_000))
@example(seed=399)  # a denial loses the last account that it may speak of
def test_reports_read_anew_give_what_linking_everything_gives(
    seed: int, reach: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    told = invented(chance, 14)
    with open_ledger(tmp_path_factory.mktemp("runs") / "war.db") as ledger:
        add(ledger, told)
        relink(ledger)
        for _ in range(3):
            for n in chance.sample(range(len(told)), 2):  # claims go, come and change
                other = invented(chance, len(told))[n][1]
                told[n] = (
                    told[n][0],
                    [*told[n][1][: chance.randint(0, 2)], *(c for c in other if chance.random() < 0.5)],
                )
                told[n] = (told[n][0], list({c.id: c for c in told[n][1]}.values()))
                add(ledger, [told[n]])
            relink(ledger)
            assert shown(ledger.incidents()) == everything(told)
        assert ledger.check() == []


@LITTLE
@given(seed=st.integers(0, 10_000))
def test_decisions_made_and_undone_give_what_linking_everything_gives(
    seed: int, reach: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    told = invented(chance, 12)
    ids = [c.id for _, claims in told for c in claims]
    with open_ledger(tmp_path_factory.mktemp("runs") / "war.db") as ledger:
        add(ledger, told[:9])
        relink(ledger)
        add(ledger, told[9:])
        for size in (2, 5, 1, 0):
            pairs = [frozenset((a, b) for a, b in (chance.sample(ids, 2) for _ in range(size))) for _ in range(2)]
            constraints = Constraints(*pairs)
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(decided, "constraints", lambda _, now=constraints: now)
                relink(ledger, "most_direct")
            assert shown(ledger.incidents()) == everything(told, constraints)


@LITTLE
@given(seed=st.integers(0, 10_000))
def test_small_lots_give_what_linking_everything_gives(
    seed: int, reach: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    told = invented(chance, 14)
    for n, (one, claims) in enumerate(told):  # some carry the text of others, and take their name from them
        if n % 3:
            text = "The grain market of the town was hit by shells and people died there on that day in May. " * 9
            told[n] = (replace(one, text=text + one.id), claims)
    copies = mark_copies([r for r, _ in told])
    assert copies
    marked = [(replace(r, copy_of=copies.get(r.id)), claims) for r, claims in told]
    with open_ledger(tmp_path_factory.mktemp("runs") / "war.db") as ledger, pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys.modules["harmledger.engine.relink"], "LOT", 3)
        add(ledger, told)
        relink(ledger)
        assert shown(ledger.incidents()) == everything(marked)
        add(ledger, [(r, claims[:1]) for r, claims in told[:7]])
        relink(ledger)
        assert shown(ledger.incidents()) == everything([(r, c[:1]) for r, c in marked[:7]] + marked[7:])
        assert ledger.check() == []


def test_what_is_not_touched_is_not_written(tmp_path: Path) -> None:
    far = [(r := report(f"f{n}"), [claim(r, f"A mine killed {n} sheep.", where="Port Halen")]) for n in range(5)]
    near = [(r := report(f"n{n}"), [claim(r, "Shells hit the market of Varsk.")]) for n in range(5)]
    with open_ledger(tmp_path / "war.db") as ledger:
        add(ledger, [*far, *near[:4]])
        relink(ledger)
        add(ledger, near[4:])
        relink(ledger)
        detail = [e.detail for e in ledger.custody() if e.action == "incidents"][-1]
        assert '"incidents":1' in detail and '"removed":1' in detail
        add(ledger, near[4:])  # read again, the same
        relink(ledger)
        assert [e.detail for e in ledger.custody() if e.action == "incidents"][-1] == detail


def test_a_link_that_another_program_overtook_writes_nothing(tmp_path: Path) -> None:
    told = [(r := report(f"n{n}"), [claim(r, "Shells hit the market of Varsk.")]) for n in range(3)]
    with open_ledger(tmp_path / "war.db") as ledger:
        add(ledger, told[:2])
        relink(ledger)
        before = list(ledger.incidents())
        from harmledger.engine.batch import link_lot
        from harmledger.link.constraints import Decided

        add(ledger, told[2:])
        found = link_lot(ledger.links(), ledger.links().waiting(), Decided(), "most_direct")
        add(ledger, told[:1])  # a report of the incident is read again meanwhile
        with pytest.raises(Stale):
            ledger.update_incidents(found.before, found.after, found.settled([i.id for i in found.after]))
        assert list(ledger.incidents()) == before
        relink(ledger)
        assert shown(ledger.incidents()) == everything(told)
