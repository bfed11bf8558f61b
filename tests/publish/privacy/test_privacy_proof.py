"""Proof that nothing withheld is in any byte of what is published: every format, every question to the ledger."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from secret_ledger import KEPT, REPORTS, SECRETS, leaks, secret_ledger

from harmledger.errors import NotFound
from harmledger.publish import EXPORTS, export_shown, show
from harmledger.publish.privacy import PublicLedger, public
from harmledger.publish.showing import Shown
from harmledger.store import STATUSES, Filter, Ledger, Readable
from reading import Walk


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with secret_ledger(tmp_path_factory.mktemp("secrets") / "war.db", Walk()) as made:
        yield made


@pytest.fixture(scope="module")
def shown(ledger: Ledger) -> Iterator[PublicLedger]:
    with public(ledger) as made:
        yield made


def test_the_ledger_itself_holds_every_secret(ledger: Ledger) -> None:
    held = repr([list(ledger.reports()), ledger.standing()]).lower()
    assert [w for w in SECRETS if w.lower() not in held] == []


@pytest.fixture(scope="module")
def edition(ledger: Ledger) -> Iterator[Shown]:
    with show(ledger, "public") as made:
        yield made


@pytest.mark.parametrize("name", EXPORTS)
def test_no_public_export_holds_a_secret(edition: Shown, name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = export_shown(edition, name, out)
    files = [p for p in (out.rglob("*") if out.is_dir() else tmp_path.iterdir()) if p.is_file()]
    assert done and files
    assert leaks((str(p.relative_to(tmp_path)), p.read_bytes()) for p in files) == []


def test_the_site_holds_no_secret(ledger: Ledger, tmp_path: Path) -> None:
    from harmledger.serve.site import write_site

    write_site(ledger, tmp_path / "site")
    files = [p for p in (tmp_path / "site").rglob("*") if p.is_file() and "static" not in p.parts]
    assert len(files) > len(REPORTS)
    assert leaks((str(p.relative_to(tmp_path)), p.read_bytes()) for p in files) == []


def test_the_copy_on_disk_holds_no_secret(shown: PublicLedger) -> None:
    folder = shown._path.parent
    assert leaks((p.name, p.read_bytes()) for p in folder.iterdir()) == []


def answers(shown: PublicLedger, ledger: Ledger) -> Iterator[tuple[str, Any]]:
    """Every question of `Readable`, with every id that there is, and what is answered."""
    wide = Filter(statuses=STATUSES, kinds=("event", "toll", "condition"))
    ids = [x.id for x in (*ledger.reports(), *ledger.claims(wide), *ledger.incidents())]
    ids += [s.decision.id for s in ledger.standing()] + [r.document for r in ledger.reports()]
    plain = {"reports": [wide], "claims": [wide], "incidents": [wide], "tolls": [wide], "count": ["claims", wide],
             "setting": ["rule"], "has_text": ["0"], "has_raw": ["0", "one.txt"], "findings": ["people/1"],
             "touched": [0]}  # fmt: skip
    for name, member in inspect.getmembers(Readable):
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            yield name, getattr(shown, name)
            continue
        ask = getattr(shown, name)
        by_id = [p for p in inspect.signature(member).parameters if p in ("key", "subject", "report")]
        if by_id and name not in plain:
            for one in ids:
                try:
                    yield f"{name}({one})", ask(one)
                except NotFound as error:
                    answer = str(error).replace(one, "")  # what was asked for is named again
                    yield f"{name}({one})", answer
            continue
        found = ask(*plain.get(name, [ids[0]] if name == "has_name" else []))
        yield name, list(found) if isinstance(found, Iterator) else found


def test_no_answer_holds_a_secret(ledger: Ledger, shown: PublicLedger) -> None:
    told = list(answers(shown, ledger))
    assert {name.partition("(")[0] for name, _ in told} >= {"reports", "claim", "standing", "changes", "custody"}
    assert leaks((name, repr(answer).encode()) for name, answer in told) == []


def test_no_secret_word_finds_anything(shown: PublicLedger) -> None:
    for word in ("Hrytsenko", "Danylko", "Abdelmoula", "Pohribna", "windmill", "Kyipawmoo", "Suyinphyo"):
        for what in ("reports", "claims", "incidents"):
            assert shown.count(what, Filter(text=word, statuses=STATUSES)) == 0, (word, what)


def test_what_is_not_secret_stays(shown: PublicLedger) -> None:
    text = "\n".join(r.text for r in shown.reports())
    assert all(words in text for words in KEPT)
    assert shown.count("claims") >= 5


def test_the_list_of_withheld_things_names_every_rule_and_no_content(shown: PublicLedger) -> None:
    rows = shown.withheld()
    assert leaks([("withheld", repr(rows).encode())]) == []
    assert {r.rule for r in rows} >= {
        "private-names",
        "minors",
        "sexual-violence",
        "contacts",
        "addresses",
        "reviewers",
    }
    assert all(dataclasses.asdict(r)["count"] > 0 for r in rows)


def test_quotes_and_evidence_stand_in_the_public_texts(shown: PublicLedger) -> None:
    for claim in shown.claims(Filter(statuses=STATUSES)):
        text = shown.report(claim.report).text
        for span in (*claim.quotes, *(e for e in claim.evidence if e.text)):
            assert text[span.start : span.end] == span.text
    assert shown.check() == []
