"""A rejected claim leaves its incident and moves no other claim, whatever hung together through it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from link_samples import by_id, claim, report
from test_incremental import add, everything, invented, shown

from harmledger import review
from harmledger.engine import relink
from harmledger.link import link
from harmledger.link.silent import spanning
from harmledger.records import Claim, Incident
from harmledger.store import STATUSES, Filter, Ledger, open_ledger

ADA = {"reviewer": "Ada", "reason": "a drill"}


def groups(incidents: Iterable[Incident], without: Iterable[str] = ()) -> set[frozenset[str]]:
    return {g for i in incidents if (g := frozenset(i.claims) - set(without))}


def hangs_together(incident: Incident) -> bool:
    """Whether the joins lead from any claim of an incident to any other, and to no claim outside."""
    part = {c: c for c in incident.claims}
    for j in incident.joins:
        a, b = part[j.a], part[j.b]
        part = {c: a if p == b else p for c, p in part.items()}
    return len(set(part.values())) == 1


def told_in(ledger: Ledger) -> dict[str, list[Claim]]:
    out: dict[str, list[Claim]] = {}
    for c in ledger.claims(Filter(statuses=STATUSES)):
        out.setdefault(c.report, []).append(c)
    return out


@tried(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000))
def test_rejections_move_nothing_else_and_are_the_same_from_scratch(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    told = invented(chance, 10)
    with open_ledger(tmp_path_factory.mktemp("rejects") / "war.db") as ledger:
        add(ledger, told)
        relink(ledger)
        before, gone, acts = list(ledger.incidents()), set[str](), []
        for name in chance.sample(sorted(c.id for _, claims in told for c in claims), 5):
            acts.append(review.reject(ledger, name, **ADA).id)
            gone.add(name)
            own = told_in(ledger)
            assert shown(ledger.incidents()) == everything((r, own.get(r.id, [])) for r, _ in told)
            denied = {c.id for _, claims in told for c in claims if c.modality == "denied"}  # they go with the incident
            assert groups(ledger.incidents(), denied) == groups(before, gone | denied)
            assert all(hangs_together(i) for i in ledger.incidents())
        for act in chance.sample(acts, len(acts)):
            review.undo(ledger, act, **ADA)
        assert shown(ledger.incidents()) == shown(before)
        assert {i.id for i in ledger.incidents()} == {i.id for i in before}


def test_what_a_rejected_claim_held_together_stays_together() -> None:
    one, two, three = (report(f"n{n}") for n in range(3))
    dead = [("killed", "people", 9, 9)]
    first = claim(one, "Shells hit the grain market.", when=None, targets=("food",))
    hub = claim(two, "Shells hit the grain market, killing 9, said Okafor.", targets=("food",), casualties=dead)
    last = claim(three, "Shells killed 9 people, said Okafor.", targets=("education",), casualties=dead)
    reports = by_id(one, two, three)
    assert len(link([first, last], reports)) == 2, "nothing but the second report brings them together"
    (whole,) = link([first, hub, last], reports)
    (left,) = link([first, replace(hub, status="rejected"), last], reports)
    assert set(whole.claims) - set(left.claims) == {hub.id}
    assert hub.report not in left.reports and hub.id not in {c for t in left.tolls for c in t.claims}
    assert {frozenset((j.a, j.b)) for j in left.joins} == {frozenset((first.id, last.id))}


def test_a_group_whose_claims_are_all_rejected_is_no_incident() -> None:
    one = report("one")
    told = replace(claim(one, "Shells hit the market."), status="rejected")
    total = replace(claim(one, "100 died", kind="toll", casualties=[("killed", "people", 100, 100)]), status="rejected")
    denied = claim(one, "No shells hit the market.", modality="denied")
    assert link([told, total, denied], by_id(one)) == ()


def test_people_can_still_join_and_part_what_a_rejected_claim_stood_with(tmp_path: Path) -> None:
    told = [(r := report(f"n{n}"), [claim(r, "Shells hit the market of Varsk.")]) for n in range(4)]
    ids = [claims[0].id for _, claims in told]
    with open_ledger(tmp_path / "war.db") as ledger:
        add(ledger, told)
        relink(ledger)
        review.reject(ledger, ids[0], **ADA)
        assert groups(ledger.incidents()) == {frozenset(ids[1:])}
        review.split(ledger, ids[1], **ADA)
        assert groups(ledger.incidents()) == {frozenset(ids[1:2]), frozenset(ids[2:])}
        review.join(ledger, ids[1], ids[2], **ADA)
        assert groups(ledger.incidents()) == {frozenset(ids[1:])}


def test_ways_through_silent_items_are_replaced_by_the_likeliest_pairs() -> None:
    near = {frozenset(p): s for p, s in (((1, 2), 1.0), ((1, 3), 5.0), ((2, 3), 7.0), ((1, 4), 2.0))}

    def score(a: int, b: int) -> float:
        return near.get(frozenset((a, b)), 0.0)

    star = [(9, 1), (9, 8), (8, 2), (8, 3), (3, 4)]
    assert spanning(star, [1, 2, 3, 4], score) == [(3, 4), (1, 2), (2, 3)]
    assert spanning(star, [1, 2, 3, 4], score, ends={2}) == [(3, 4), (1, 2), (1, 3)]
    assert spanning([(9, 1)], [1], score) == []
