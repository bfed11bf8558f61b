"""What a reviewer is offered to release of one incident is what a public copy withholds of it."""

from __future__ import annotations

from pathlib import Path

import harmledger
from harmledger import review
from harmledger.publish.privacy import PublicLedger
from harmledger.publish.privacy.single import everywhere, held_of
from harmledger.store import Filter, open_ledger

_TEXT = """Two dead in shelling of Zelenyi

14 March 2022. Shelling killed two residents of Zelenyi on 12 March 2022. Marta Holubko, a pensioner, was killed in her
yard, the mayor said. Write to marta.family@example.org.
"""


def test_each_is_released_by_one_decision(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(_TEXT, encoding="utf-8")
    path = tmp_path / "war.db"
    harmledger.read([tmp_path / "in"], ledger=path).close()
    with open_ledger(path) as ledger:
        incident = next(ledger.incidents(Filter(kinds=("event",)))).id
        held = held_of(ledger, incident)
        with PublicLedger(ledger) as public:
            withheld = {row.rule for row in public.withheld() if row.rule != "reviewers"}
        assert {h.rule for h in held} == {r for r in withheld if r != "coordinates"} | (
            {"coordinates"} & {h.rule for h in held}
        )
        assert any(h.what.startswith("name:Marta") for h in held)
        for one in held:
            review.release(ledger, *one.subjects, what=one.what, reviewer="Ada", reason="the family asked for it")
        assert all(h.released for h in held_of(ledger, incident))


_OFFICE = """Shells fall on Dolyna

15 April 2022. Regional governor Pavlo Hordiienko said that shelling killed one resident of Dolyna on 14 April 2022.
"""
_BARE = """Fire in Zelenyi

20 May 2022. Shelling killed three residents of Zelenyi on 19 May 2022, wrote Pavlo Hordiienko. Marta Holubko, a
pensioner, was killed in her yard.
"""


def test_a_name_that_is_public_by_another_report_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "office.txt").write_text(_OFFICE, encoding="utf-8")
    (tmp_path / "in" / "bare.txt").write_text(_BARE, encoding="utf-8")
    path = tmp_path / "war.db"
    harmledger.read([tmp_path / "in"], ledger=path).close()
    with open_ledger(path) as ledger:
        bare = next(r.id for r in ledger.reports() if r.document == "bare.txt")
        incident = next(i.id for i in ledger.incidents() if bare in i.reports)
        assert everywhere(ledger) is None, "no text was looked at for persons yet"
        assert {"name:Marta Holubko", "name:Pavlo Hordiienko"} <= {h.what for h in held_of(ledger, incident)}
        with PublicLedger(ledger) as public:
            assert "Hordiienko" in public.report(bare).text
        whole = everywhere(ledger)
        assert whole is not None
        assert {h.what for h in held_of(ledger, incident, whole=whole) if h.what.startswith("name:")} == {
            "name:Marta Holubko"
        }
