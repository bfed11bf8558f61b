"""What is stored comes back; running again changes nothing; nothing is half stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harmledger.errors import LedgerError, NotFound, UnreadableInput
from harmledger.records import Failure
from harmledger.store import Filter, Ledger, Sighting, open_ledger
from ledger_samples import claim, incident, report


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "war.db") as opened:
        yield opened


def test_records_come_back_equal(ledger: Ledger) -> None:
    one = report(1)
    claims = (claim(one, 1), claim(one, 2, kind="toll", place=None, time=None, actor=None))
    joined = incident(1, *claims)
    assert ledger.add(one, claims)
    assert ledger.replace_incidents([joined])
    assert list(ledger.reports()) == [one]
    assert list(ledger.claims()) == [replace(c, incident=joined.id) for c in claims]
    assert list(ledger.incidents()) == [joined]
    assert ledger.report(one.id) == one
    assert ledger.claim(claims[1].id) == replace(claims[1], incident=joined.id)
    assert ledger.incident(joined.id) == joined


def test_adding_again_changes_nothing(ledger: Ledger) -> None:
    one = report(1)
    ledger.add(one, [claim(one)])
    before, lines = ledger.content_digest(), len(list(ledger.custody()))
    assert not ledger.add(one, [claim(one), claim(one, 2)])
    assert ledger.content_digest() == before
    assert len(list(ledger.custody())) == lines


def test_cheap_questions(ledger: Ledger) -> None:
    one = report(1)
    assert not ledger.has_report(one.id)
    assert ledger.has_text(one.text_sha256) is None
    ledger.add(one, [claim(one)])
    assert ledger.has_report(one.id)
    assert ledger.has_text(one.text_sha256) == one.id
    assert ledger.has_raw(one.raw_sha256, one.document)
    assert not ledger.has_raw(one.raw_sha256, "other.txt")
    ledger.add(report(2, raw_sha256=""), ())
    assert not ledger.has_raw("", "news2.txt"), "bytes without a hash are never taken for known"


def test_a_failed_report_is_kept_and_retried(ledger: Ledger) -> None:
    one = report(1)
    failed = Failure(one.source_path, "H200", "could not be coded", document=one.document)
    assert ledger.add(one, (), [failed])
    assert list(ledger.failures()) == [failed]
    assert not ledger.has_report(one.id)
    assert ledger.has_text(one.text_sha256) is None
    assert ledger.counts().failed == 1
    assert ledger.add(one, [claim(one)])
    assert ledger.has_report(one.id)
    assert list(ledger.failures()) == []
    assert ledger.count("claims", Filter(text="waterworks")) == 1
    assert ledger.check() == []


def test_replacing_a_report_leaves_nothing_of_the_old_claims(ledger: Ledger) -> None:
    one = report(1)
    ledger.add(one, [claim(one, 1), claim(one, 2)])
    ledger.replace_incidents([incident(1, claim(one, 1))])
    assert ledger.add(one, [claim(one, 3, targets=("energy",))], replace=True)
    assert [c.id for c in ledger.claims()] == [claim(one, 3).id]
    assert ledger.count("claims", Filter(targets=("water",))) == 0
    assert ledger.count("claims", Filter(text="waterworks")) == 1
    assert ledger.needs_link()
    assert ledger.check() == [], "the incident's claim is gone until the next linking, which is no damage"


def test_a_failure_of_a_file_ends_when_its_report_is_read(ledger: Ledger) -> None:
    one = report(1)
    ledger.add_failure(Failure(one.source_path, "H101", "was cut short"))
    ledger.add_failure(Failure("in/other.txt", "H102", "is empty"))
    ledger.add(one, ())
    assert [f.path for f in ledger.failures()] == ["in/other.txt"]
    assert ledger.clear_failures("in/other.txt") == 1
    assert list(ledger.failures()) == []


def test_the_same_failure_twice_is_one(ledger: Ledger) -> None:
    failed = Failure("in/x.pdf", "H102", "has no text")
    ledger.add_failure(failed)
    ledger.add_failure(failed)
    assert list(ledger.failures()) == [failed]
    assert [e.action for e in ledger.custody()] == ["create", "failure"]


def test_sightings(ledger: Ledger) -> None:
    one = report(1)
    ledger.add(one, ())
    seen = Sighting("copy.txt", one.id, "in/copy.txt", "ab" * 32)
    assert ledger.add_sighting(seen)
    assert not ledger.add_sighting(seen)
    assert list(ledger.sightings()) == [seen]
    assert ledger.has_raw("ab" * 32, "copy.txt")
    assert ledger.report("copy.txt") == one
    with pytest.raises(LedgerError, match="no report of this id"):
        ledger.add_sighting(Sighting("x", "r-none"))


def test_incidents_are_replaced_as_a_set(ledger: Ledger) -> None:
    one, two = report(1), report(2)
    first, second = claim(one), claim(two)
    ledger.add(one, [first])
    ledger.add(two, [second])
    assert ledger.needs_link()
    assert ledger.replace_incidents([incident(1, first), incident(2, second)])
    assert not ledger.needs_link()
    assert not ledger.replace_incidents([incident(2, second), incident(1, first)]), "the same set in another order"
    assert ledger.replace_incidents([incident(3, first, second)])
    assert {c.incident for c in ledger.claims()} == {"i-00000003"}
    assert ledger.check() == []


def test_claims_that_come_while_another_run_links(ledger: Ledger) -> None:
    one, two = report(1), report(2)
    ledger.add(one, [claim(one)])
    seen = ledger.revision()
    linked = [incident(1, *ledger.claims())]
    ledger.add(two, [claim(two)])
    ledger.replace_incidents(linked, revision=seen)
    assert ledger.needs_link(), "the incidents know nothing of the second report"
    ledger.replace_incidents(linked, revision=ledger.revision())
    assert not ledger.needs_link()


@pytest.mark.parametrize("wrong", ["unknown", "twice"])
def test_a_wrong_set_of_incidents_leaves_the_old_one(ledger: Ledger, wrong: str) -> None:
    one = report(1)
    ours = claim(one)
    ledger.add(one, [ours])
    ledger.replace_incidents([incident(1, ours)])
    bad = [incident(2, replace(ours, id="c-none"))] if wrong == "unknown" else [incident(2, ours), incident(3, ours)]
    with pytest.raises(LedgerError, match="names claim"):
        ledger.replace_incidents(bad)
    assert [i.id for i in ledger.incidents()] == ["i-00000001"]


def test_a_report_is_stored_whole_or_not_at_all(ledger: Ledger) -> None:
    one, two = report(1), report(2)
    ledger.add(one, [claim(one)])
    before = ledger.content_digest()
    with pytest.raises(LedgerError):  # the third claim has an id that is taken
        ledger.add(two, [claim(two, 1), claim(two, 2), replace(claim(two, 3), id=claim(one).id)])
    with pytest.raises(LedgerError, match="belongs to report"):
        ledger.add(two, [claim(one, 9)])
    assert ledger.content_digest() == before
    assert ledger.count("claims", Filter(text="waterworks")) == 1


def test_ctrl_c_in_the_middle_of_a_report(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    one = report(1)
    from harmledger.store import rows

    def interrupted(_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rows, "claim_words", interrupted)
        with pytest.raises(KeyboardInterrupt):
            ledger.add(one, [claim(one)])
    assert ledger.counts().reports == 0
    assert ledger.add(one, [claim(one)]), "the ledger goes on working"


def test_the_digest_does_not_ask_in_which_order_things_came(tmp_path: Path) -> None:
    made = [report(n) for n in range(1, 5)]
    digests = []
    for number, order in enumerate((made, made[::-1])):
        with open_ledger(tmp_path / f"{number}.db") as ledger:
            for one in order:
                ledger.add(one, [claim(one, 1), claim(one, 2)])
            ledger.replace_incidents([incident(n, claim(one, 1)) for n, one in enumerate(made)])
            digests.append(ledger.content_digest())
    assert digests[0] == digests[1]
    with open_ledger(tmp_path / "0.db") as ledger:
        ledger.replace_incidents([])
        assert ledger.content_digest() != digests[0]


def test_names_with_undecodable_bytes_are_kept(ledger: Ledger) -> None:
    odd = "in/caf\udce9.txt"
    one = report(1, document="caf\udce9.txt", source_path=odd)
    ledger.add(one, ())
    ledger.add_failure(Failure(odd, "H101", "is noise"))
    assert list(ledger.reports()) == [one]
    assert next(ledger.failures()).path == odd
    assert ledger.has_raw(one.raw_sha256, "caf\udce9.txt")
    with pytest.raises(UnreadableInput):
        ledger.add(replace(report(2), text="half a pair \ud83d"), ())


def test_near_ids_are_named(ledger: Ledger) -> None:
    one, two = report(1), report(2)
    ledger.add(one, [claim(one)])
    ledger.add(two, [claim(two)])
    ledger.replace_incidents([incident(0x1234, claim(one)), incident(0x1299, claim(two))])
    assert ledger.incident("i-0000123").id == "i-00001234"
    with pytest.raises(NotFound, match="i-00001234, i-00001299"):
        ledger.incident("i-000012")
    with pytest.raises(NotFound, match="Did you mean i-0000"):
        ledger.incident("i-00001235")
    with pytest.raises(NotFound, match=r"news1\.txt"):
        ledger.report("news1.text")
    with pytest.raises(NotFound, match="harmledger claims"):
        ledger.claim("?")
    assert ledger.report("news2.txt") == two


def test_the_custody_log_is_append_only_and_chained(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "war.db"
    with open_ledger(path) as ledger:
        ledger.add(report(1), ())
        ledger.log("export", "claims.jsonl", {"records": 3})
        assert [(e.action, e.subject) for e in ledger.custody()] == [
            ("create", ""), ("add", report(1).id), ("export", "claims.jsonl"),
        ]  # fmt: skip
    raw = sqlite3.connect(path)
    for sql in ("DELETE FROM custody", "UPDATE custody SET at = ''"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(sql)
    raw.execute("DROP TRIGGER custody_no_update")
    raw.execute("UPDATE custody SET subject = 'r-other' WHERE seq = 2")
    raw.commit()
    raw.close()
    with open_ledger(path, readonly=True) as ledger:
        assert ledger.check() == ["custody log: line 2 does not follow from the line before"]
