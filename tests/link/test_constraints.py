"""What people decide holds, whatever the claims say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from link_samples import by_id, claim, report

from harmledger.link import link, linker
from harmledger.link.compare import Comparer
from harmledger.link.constraints import Constraints, Decided
from harmledger.link.nodes import tell
from harmledger.link.settings import settings
from harmledger.records import Claim, Report

ONE, TWO, THREE = report("one"), report("two"), report("three")
KILLED = {"casualties": [("killed", "people", 4, 4)], "targets": ("healthcare",)}
CLINIC = claim(ONE, "A bomb hit the maternity clinic, killing four people.", **KILLED)
AGAIN = claim(TWO, "Four people died when aircraft bombed the clinic.", **KILLED)
FAR = claim(THREE, "A mine killed a farmer.", where="Port Halen", when="2030-01-02", event_type="mine_or_ied")


def groups(claims: list[Claim], constraints: Constraints, *reports: Report) -> set[frozenset[str]]:
    found = link(claims, by_id(*(reports or (ONE, TWO, THREE))), constraints=constraints)
    return {frozenset(i.claims) for i in found}


def test_parted_claims_stay_apart_and_joined_ones_together() -> None:
    told = [CLINIC, AGAIN, FAR]
    assert frozenset({CLINIC.id, AGAIN.id}) in groups(told, Constraints())
    parted = Constraints(apart=frozenset({(AGAIN.id, CLINIC.id)}))
    assert groups(told, parted) == {frozenset({c.id}) for c in told}
    moved = Constraints(frozenset({(FAR.id, AGAIN.id)}), frozenset({(AGAIN.id, CLINIC.id)}))
    assert groups(told, moved) == {frozenset({CLINIC.id}), frozenset({AGAIN.id, FAR.id})}
    assert groups(told, Constraints(frozenset({("c-gone", AGAIN.id)}))) == groups(told, Constraints())


def test_a_decided_join_keeps_its_reasons() -> None:
    (found,) = link([CLINIC, FAR], by_id(ONE, THREE), constraints=Constraints(frozenset({(CLINIC.id, FAR.id)})))
    assert found.joins[0].score < 0
    assert {"place", "time"} <= {r.name for r in found.joins[0].reasons}


def test_two_claims_of_one_report_are_parted() -> None:
    first = claim(ONE, "A bomb hit the maternity clinic of Varsk.", targets=("healthcare",))
    second = claim(ONE, "The bombed clinic burned down.", at=52, targets=("healthcare",))
    other = claim(TWO, "The maternity clinic of Varsk was bombed.", targets=("healthcare",))
    assert len(groups([first, second], Constraints())) == 1
    assert len(groups([first, second], Constraints(apart=frozenset({(first.id, second.id)})))) == 2
    # the second was moved away from what the first was joined to: so these two part as well
    moved = Constraints(frozenset({(first.id, other.id)}), frozenset({(second.id, other.id)}))
    assert groups([first, second, other], moved) == {frozenset({first.id, other.id}), frozenset({second.id})}


def test_a_denial_is_moved() -> None:
    denial = claim(THREE, "Officials denied that aircraft bombed the clinic.", modality="denied", **KILLED)
    far = claim(TWO, "A mine killed a farmer.", where="Port Halen", when="2030-01-02", event_type="mine_or_ied")
    told = [CLINIC, far, denial]
    assert frozenset({CLINIC.id, denial.id}) in groups(told, Constraints())
    assert all(denial.id not in g for g in groups(told, Constraints(apart=frozenset({(denial.id, CLINIC.id)}))))
    assert frozenset({far.id, denial.id}) in groups(told, Constraints(frozenset({(denial.id, far.id)})))


NAMES = st.sampled_from("abcdefg")
PAIRS = st.frozensets(st.tuples(NAMES, NAMES), max_size=8)


@given(PAIRS, PAIRS)
def test_what_is_apart_is_never_in_one_group(
    together: frozenset[tuple[str, str]], apart: frozenset[tuple[str, str]]
) -> None:
    decided = Decided.of(Constraints(together, apart))
    assert decided == Decided.of(Constraints(frozenset((b, a) for a, b in together), apart))
    for a, b in apart:
        assert a == b or decided.group[a] != decided.group[b]
    if not apart:
        assert all(a == b or decided.group[a] == decided.group[b] for a, b in together)


def test_a_join_of_many_accounts_makes_one_pair_for_each_and_the_first_that_tells_is_their_hub() -> None:
    reports = [report(f"n{n}") for n in range(30)]
    conf = settings()
    nodes = {
        node.id: node
        for n, r in enumerate(reports)
        for node in tell(
            [claim(r, "Shells hit Varsk.", modality="actual" if n else "denied")], r, Comparer(conf), conf, Decided()
        )
    }
    ids = [c for node in nodes.values() for c in node.claims]
    pairs = linker.together(nodes, Decided.of(Constraints(frozenset((ids[0], other) for other in ids[1:]))))
    assert len(pairs) == 29
    assert {hub for hub, _ in pairs} == {min(i for i, node in nodes.items() if node.role == "tells")}
