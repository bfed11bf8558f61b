"""Pairs that are compared and parts that are grouped: bounded, and the same whatever the order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link_samples import by_id, claim, report

from harmledger.link import link
from harmledger.link.blocks import all_pairs, rows_of
from harmledger.link.compare import Comparer
from harmledger.link.constraints import Decided
from harmledger.link.leaves import Cuts, leaves
from harmledger.link.nodes import Node, tell
from harmledger.link.settings import settings

GRAPHS = st.dictionaries(
    st.tuples(st.integers(0, 15), st.integers(0, 15)).filter(lambda p: p[0] < p[1]),
    st.sampled_from([0.5, 1.5, 2.5]),
    max_size=40,
)
CUTS = Cuts((0.0, 1.0, 2.0), most=4, margin=0.5)


def parts(graph: dict[tuple[int, int], float], starts: list[int]) -> set[frozenset[int]]:
    edges: dict[int, dict[int, float]] = {i: {} for i in range(16)}
    for (a, b), score in graph.items():
        edges[a][b] = edges[b][a] = score
    return set(leaves(starts, edges.__getitem__, CUTS))


@given(GRAPHS, st.randoms())
def test_parts_are_a_partition_that_follows_from_the_pairs_alone(
    graph: dict[tuple[int, int], float], chance: random.Random
) -> None:
    order = list(range(16))
    found = parts(graph, order)
    assert sorted(i for part in found for i in part) == order
    chance.shuffle(order)
    assert parts(graph, order) == found
    for start in order[:3]:
        assert parts(graph, [start]) == {part for part in found if start in part}
    for (a, b), score in graph.items():
        if score == max(s for pair, s in graph.items() if a in pair):  # the strongest pairs of an account hold
            assert any({a, b} <= part for part in found)
    for part in found:
        if len(part) > 4:  # only what strong pairs hold together, and the strongest of each account
            best = {i: max((s for pair, s in graph.items() if i in pair), default=0) for i in order}
            held = {p: s for p, s in graph.items() if s >= 2 or s >= min(best[p[0]], best[p[1]]) - 0.5}
            assert parts(held, [min(part)]) == {part}


def crowd(size: int) -> list[Node]:
    """So many accounts of one town and day."""
    conf = settings()
    comparer = Comparer(conf)
    reports = [report(f"n{n}") for n in range(size)]
    words = "Shells hit the grain market of Varsk, and {} people were hurt."
    return [
        node for n, r in enumerate(reports) for node in tell([claim(r, words.format(n))], r, comparer, conf, Decided())
    ]


def test_the_pairs_of_an_account_are_bounded_however_many_a_town_has() -> None:
    conf = settings()

    def pairs(size: int) -> int:
        return len(list(all_pairs([rows_of(n, k, conf) for k, n in enumerate(crowd(size))], conf)))

    assert pairs(600) < 2.4 * pairs(300)


def test_a_crowd_of_accounts_of_one_strike_is_one_incident() -> None:
    reports = [report(f"n{n}") for n in range(400)]
    words = "Shells hit the grain market of Varsk, and 17 people died at the stalls of the bakers."
    claims = [
        claim(r, words, targets=("food",), casualties=[("killed", "people", 17, 17)], event_type="shelling")
        for r in reports
    ]
    (found,) = link(claims, by_id(*reports))
    assert len(found.claims) == 400


@pytest.mark.parametrize("dead", [(17, 17), None])
def test_no_number_of_reports_makes_a_strike_fall_apart(dead: tuple[int, int] | None) -> None:
    """However little they tell: pairs of no step's strength are still the strongest that these accounts have."""
    size = 2 * settings().cuts.most + 1
    reports = [report(f"n{n}") for n in range(size)]
    figures = [("killed", "people", *dead)] if dead else []
    words = "Shells hit Varsk and people died."
    claims = [claim(r, words, casualties=figures) for r in reports]
    (found,) = link(claims, by_id(*reports))
    assert len(found.claims) == size


def test_two_strikes_of_many_reports_stay_two() -> None:
    size = settings().cuts.most + 1
    told = {
        "Shells hit the grain market of Varsk and 17 people died there.": ("food", 17, "2030-05-08"),
        "A missile struck a maternity clinic in Varsk, killing 4 patients.": ("healthcare", 4, "2030-05-09"),
    }
    reports, claims = [], []
    for k, (words, (target, dead, day)) in enumerate(told.items()):
        for n in range(size):
            reports.append(report(f"n{k}-{n}"))
            figures = [("killed", "people", dead, dead)]
            claims.append(claim(reports[-1], words, targets=(target,), casualties=figures, when=day))
    found = link(claims, by_id(*reports))
    assert sorted(len(i.claims) for i in found) == [size, size]
