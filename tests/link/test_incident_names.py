"""Names of incidents hold: whatever arrives in whatever order, a name leads to the claim that it was issued for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from harmledger.history import Name
from harmledger.link.names import Naming, assign
from harmledger.records import Claim, Incident, Span

CLAIMS = {
    f"c-{n}": Claim(f"c-{n}", f"r-{n // 2}", "", "event", "actual", "shelling", (Span("", 100 * n, 100 * n + 60),))
    for n in range(24)
}


def incident(*claims: str, name: str = "i-new", kind: str = "event") -> Incident:
    reports = tuple(sorted({CLAIMS[c].report for c in claims if c in CLAIMS}))
    return Incident(name, kind, "shelling", "", tuple(claims), reports)  # type: ignore[arg-type]


class Ledger:
    """A register and the incidents under it, as the store keeps them."""

    def __init__(self) -> None:
        self.incidents: tuple[Incident, ...] = ()
        self.names: dict[str, Name] = {}

    def relink(self, *groups: Sequence[str], claims: dict[str, Claim] = CLAIMS, kind: str = "event") -> Naming:
        after = [incident(*group, kind=kind) for group in groups]
        ids, told = {i.id for i in self.incidents}, {c for i in after for c in i.claims}
        held = [n for n in self.names.values() if n.now in ids or n.anchor.claim in told]
        done = assign(self.incidents, after, held, claims, lambda name: name in self.names)
        for name in done.names:
            number = name.number or len(self.names) + 1
            assert self.names.get(name.id, name).id == name.id
            self.names[name.id] = replace(name, number=number)
        self.incidents = done.incidents
        return done

    def ids(self) -> list[str]:
        return [i.id for i in self.incidents]


def test_a_name_survives_more_and_earlier_reports() -> None:
    ledger = Ledger()
    ledger.relink(["c-5", "c-6"])
    first = ledger.ids()
    assert first[0].startswith("i-") and len(first[0]) == len("i-lusab-babad")
    assert ledger.relink(["c-1", "c-5", "c-6"]).names == (), "nothing new to keep"
    assert ledger.ids() == first
    assert ledger.relink(["c-1", "c-5", "c-6"], ["c-7"]).incidents[0].id == first[0]


def test_merged_names_stay_as_aliases_and_come_back() -> None:
    ledger = Ledger()
    ledger.relink(["c-1", "c-2"], ["c-3"])
    a, b = ledger.ids()
    ledger.relink(["c-1", "c-2", "c-3"])
    assert ledger.ids() == [a] and ledger.incidents[0].aliases == (b,)
    assert ledger.names[b].now == a
    ledger.relink(["c-1", "c-2"], ["c-3"])
    assert ledger.ids() == [a, b] and ledger.incidents[0].aliases == ()


def test_the_part_with_most_reports_keeps_the_name_though_the_first_claim_is_in_another() -> None:
    ledger = Ledger()
    ledger.relink(["c-1", "c-2", "c-3", "c-4", "c-6", "c-8"])
    (whole,) = ledger.ids()
    ledger.relink(["c-1"], ["c-2", "c-3"], ["c-4", "c-6", "c-8"])
    assert ledger.ids()[2] == whole and len(set(ledger.ids())) == 3
    ledger.relink(["c-1", "c-10", "c-12", "c-14", "c-16"], ["c-2", "c-3"], ["c-4", "c-6", "c-8"])
    assert ledger.ids()[2] == whole, "and whatever comes to the others later"
    ledger.relink(["c-1", "c-2", "c-3", "c-4", "c-6", "c-8"])
    assert ledger.ids() == [whole]


def test_of_parts_alike_the_one_with_the_first_claim_keeps_the_name() -> None:
    ledger = Ledger()
    ledger.relink(["c-2", "c-4"])
    (whole,) = ledger.ids()
    ledger.relink(["c-4"], ["c-2"])
    assert ledger.ids()[1] == whole


def test_a_join_that_is_taken_back_gives_the_smaller_its_name_too() -> None:
    ledger = Ledger()
    ledger.relink(["c-1"], ["c-2", "c-4", "c-6"])
    both = ledger.ids()
    ledger.relink(["c-1", "c-2", "c-4", "c-6"])
    ledger.relink(["c-1"], ["c-2", "c-4", "c-6"])
    assert ledger.ids() == both


def test_without_the_anchor_the_larger_part_keeps_it() -> None:
    ledger = Ledger()
    ledger.relink(["c-1", "c-2", "c-3", "c-4"])
    (whole,) = ledger.ids()
    ledger.relink(["c-2"], ["c-3", "c-4"])
    assert ledger.ids()[1] == whole
    ledger.relink(["c-1", "c-2"], ["c-3", "c-4"])
    assert ledger.ids()[1] == whole, "what was cited meanwhile stays"


def test_a_first_claim_that_was_rejected_and_taken_back_brings_its_name_back() -> None:
    ledger = Ledger()
    ledger.relink(["c-1", "c-2"])
    (whole,) = ledger.ids()
    ledger.relink(["c-2"])
    ledger.relink(["c-1"], ["c-2"])
    assert ledger.ids()[0] == whole


def test_a_name_without_claims_is_retired_and_never_reused() -> None:
    ledger = Ledger()
    ledger.relink(["c-1"], ["c-2"])
    a, b = ledger.ids()
    ledger.relink(["c-2"])
    assert ledger.ids() == [b]
    assert ledger.names[a].now is None and "gone" in ledger.names[a].why
    ledger.relink(["c-1"], ["c-2"])
    assert ledger.ids() == [a, b], "the same claim is the same incident"


def test_a_report_coded_anew_keeps_its_names() -> None:
    ledger = Ledger()
    ledger.relink(["c-1"], ["c-2"])
    a, b = ledger.ids()
    anew = replace(CLAIMS["c-1"], id="c-anew", quotes=(Span("", 105, 170),))
    ledger.relink(["c-anew"], ["c-2"], claims={**CLAIMS, "c-anew": anew})
    assert ledger.ids() == [a, b]
    assert ledger.names[a].anchor.claim == "c-anew"


def test_words_beside_a_rejected_claim_do_not_take_its_name() -> None:
    ledger = Ledger()
    beside = {**CLAIMS, "c-beside": replace(CLAIMS["c-1"], id="c-beside")}
    ledger.relink(["c-1", "c-3"], ["c-beside"], claims=beside)
    a, b = ledger.ids()
    ledger.relink(["c-3"], ["c-beside"], claims=beside)
    assert ledger.ids() == [a, b]


def test_taken_names_grow_by_a_word() -> None:
    made = assign((), [incident("c-1")], (), CLAIMS, lambda name: name.count("-") < 3).incidents[0].id
    assert made.count("-") == 3
    assert made.startswith(assign((), [incident("c-1")], (), CLAIMS, lambda name: False).incidents[0].id)


def test_ids_of_older_ledgers_are_kept() -> None:
    ledger = Ledger()
    ledger.incidents = (incident("c-1", "c-2", name="i-0a1b2c3d"), incident("c-3", name="i-ffffffff"))
    ledger.relink(["c-1", "c-2", "c-3"])
    assert ledger.ids() == ["i-0a1b2c3d"]
    assert ledger.names["i-ffffffff"].now == "i-0a1b2c3d"


def test_totals_have_names_of_their_own_kind() -> None:
    ledger = Ledger()
    ledger.relink(["c-1"], kind="toll")
    assert ledger.ids()[0].startswith("t-")
    ledger.relink(["c-1"])
    assert ledger.ids()[0].startswith("i-") and ledger.incidents[0].aliases[0].startswith("t-")


def test_a_denial_or_a_mention_that_came_first_names_nothing() -> None:
    denied = {**CLAIMS, "c-1": replace(CLAIMS["c-1"], modality="denied")}
    after = [replace(incident("c-1", "c-2", "c-3"), mentions=("c-2",))]
    assert assign((), after, (), denied, lambda name: False).names[0].anchor.claim == "c-3"


def partitions(claims: Iterable[str]) -> st.SearchStrategy[list[list[str]]]:
    """The claims in groups, each group and the groups among them in a fixed order, as `link` gives them."""
    ordered = sorted(claims)

    def grouped(homes: list[int]) -> list[list[str]]:
        groups = {h: [c for c, home in zip(ordered, homes, strict=True) if home == h] for h in homes}
        return sorted(groups.values())

    return st.lists(st.integers(0, 6), min_size=len(ordered), max_size=len(ordered)).map(grouped)


@st.composite
def histories(draw: st.DrawFn) -> list[list[list[str]]]:
    """Runs, each with the groups into which the claims of that day fall: any may come, go, join and part."""
    runs = draw(st.lists(st.sets(st.sampled_from(sorted(CLAIMS)), min_size=1), min_size=1, max_size=6))
    return [draw(partitions(present)) for present in runs]


@settings(max_examples=150, deadline=None)
@given(histories())
def test_a_name_always_leads_to_its_claim(runs: list[list[list[str]]]) -> None:
    ledger = Ledger()
    for groups in runs:
        anchors = {n.id: n.anchor.claim for n in ledger.names.values()}
        before = {i.id: set(i.claims) for i in ledger.incidents}
        ledger.relink(*groups)
        home = {c: i.id for i in ledger.incidents for c in i.claims}
        assert len(set(ledger.ids())) == len(groups)
        for name in ledger.names.values():
            if anchors.get(name.id, name.anchor.claim) != name.anchor.claim:
                assert len({home[c] for c in before[name.id] & set(home)}) > 1, "it moves only in a split"
            assert name.now is None or name.now in ledger.ids()
            if name.anchor.claim in home:
                assert name.now == home[name.anchor.claim]
        for one in ledger.incidents:
            assert set(one.aliases) | {one.id} == {n.id for n in ledger.names.values() if n.now == one.id}
            assert all(ledger.names[one.id].number < ledger.names[a].number for a in one.aliases)


@settings(max_examples=50, deadline=None)
@given(partitions(CLAIMS))
def test_what_is_linked_again_keeps_all_its_names(groups: list[list[str]]) -> None:
    once, twice = Ledger(), Ledger()
    once.relink(*groups)
    twice.relink(*groups)
    assert once.ids() == twice.ids() and once.names == twice.names
    assert twice.relink(*groups).names == ()
