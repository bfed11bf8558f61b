"""A ledger made of its exports: what people decided holds there, and can be undone there."""

from __future__ import annotations

from pathlib import Path

from review_samples import home, make

from harmledger import review
from harmledger.publish import export, restore
from harmledger.publish.readback import read_decisions
from harmledger.store import STATUSES, Filter, open_ledger


def test_what_people_decided_can_be_undone_in_the_copy_and_ids_lead_there(tmp_path: Path) -> None:
    names = ("claims", "machine-claims", "reports", "incidents", "decisions")
    with make(tmp_path / "war.db") as ledger:
        old = home(ledger, "three")
        corrected = review.correct(ledger, "c-one1", {"killed": "9"}, reviewer="Ada", reason="she counted")
        review.reject(ledger, "c-four1", reviewer="Ada", reason="a retelling")
        review.join(ledger, "c-one1", "c-three1", reviewer="Ada", reason="the same")
        kept = [(i.id, i.aliases) for i in ledger.incidents()]
        assert any(old in (name, *aliases) for name, aliases in kept) and any(aliases for _, aliases in kept)
        for name in names:
            export(ledger, name, tmp_path / f"{name}.jsonl")
        shown = list(ledger.claims(Filter(statuses=STATUSES)))
        machine = [c for r in ledger.reports() for c in ledger.machine_claims(r.id)]
    files = {name: tmp_path / f"{name}.jsonl" for name in names[2:]}
    with open_ledger(tmp_path / "copy.db") as copy:
        restore(copy, tmp_path / "machine-claims.jsonl", **files)
        assert list(copy.claims(Filter(statuses=STATUSES))) == shown
        assert [c for r in copy.reports() for c in copy.machine_claims(r.id)] == machine
        assert copy.check() == [] and not copy.needs_link() and review.lost(copy) == ()
        assert copy.incident(old).id == copy.claim("c-three1").incident
        review.undo(copy, corrected.id, reviewer="Bo", reason="she miscounted")
        assert copy.claim("c-one1").casualties[0].low == 4 and copy.claim("c-one1").status == "machine"
        assert [(i.id, i.aliases) for i in copy.incidents()] == kept, "ids hold through the next linking"
    with open_ledger(tmp_path / "half.db") as half:
        restore(half, tmp_path / "claims.jsonl", reports=files["reports"])
        assert half.claim("c-one1").casualties[0].low == 4, "the reader's record, as decisions come later"
        assert review.bring_in(half, read_decisions(files["decisions"])).new
        assert half.claim("c-one1").casualties[0].low == 9
