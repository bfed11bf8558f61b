"""The methodology page says what the codebook, the accuracy pages and the ledger's own record say, and names nobody."""

from __future__ import annotations

import html as markup
import json
import re
import sys
from pathlib import Path

from desks import desk_over, html, ledger_of

from harmledger import codebook, review
from harmledger.evaluate.shipped import names, shipped
from harmledger.publish.imprint import Imprint
from harmledger.publish.privacy import PublicLedger
from harmledger.serve.desk import Desk
from harmledger.serve.pages.methodology import DEFINED, meanings
from harmledger.serve.record import making
from harmledger.serve.shelf import Shelf
from harmledger.store import open_ledger

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))
import accuracy_page  # noqa: E402
import privacy_names  # noqa: E402


def test_every_value_of_the_vocabulary_is_defined_and_on_the_page(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        page = markup.unescape(html(desk, "methodology"))
        for name, _ in DEFINED:
            assert list(meanings(name)) == list(codebook.load("vocabulary")[name])
            assert all(meaning in page for meaning in meanings(name).values())
        assert all(codebook.version(name) in page for name in codebook.names())


def test_what_ships_of_accuracy_is_what_the_pages_say() -> None:
    accuracy = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    methodology = (ROOT / "docs" / "methodology.md").read_text(encoding="utf-8")
    stored = json.loads((ROOT / "src" / "harmledger" / "evaluate" / "accuracy.json").read_text(encoding="utf-8"))
    assert accuracy_page.shipped(accuracy, methodology) == stored, "run: python benchmarks/accuracy.py --ship"
    assert set(shipped().tables) == set(accuracy_page.SHIPPED.values())


def test_the_figures_of_accuracy_are_on_the_page(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        page = markup.unescape(html(desk, "methodology"))
    for table in shipped().tables.values():
        assert table.rows
        for row in table.rows:
            assert all(f">{cell.replace('_', ' ')}<" in page for cell in row[:1])
            assert all(f">{cell}<" in page for cell in row[1:])


def test_the_record_counts_reports_outlets_and_runs(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        found = making(desk)
        reports = list(desk.ledger.reports())
        assert sum(o.reports for o in found.outlets) == found.counts.reports == len(reports)
        assert {o.name for o in found.outlets} == {r.outlet or "not told" for r in reports}
        assert sum(n for _, n in found.modalities) == found.counts.claims
        assert sum(n for _, _, n in found.runs) == len(list(desk.ledger.runs()))


def test_decisions_are_counted_and_reviewers_are_not_named(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        first = next(iter(Shelf(ledger).events()))
        done = review.accept(ledger, first.id, reviewer="Zinaida Quill")
        review.agree(ledger, (done if not isinstance(done, tuple) else done[0]).id, reviewer="Otto Fernsby")
    with desk_over(ledger_path) as desk:
        found = making(desk)
        assert dict(found.decisions)["accept"] >= 1
        assert found.seconded >= 1
        page = html(desk, "methodology")
        assert "Zinaida" not in page
        assert "Fernsby" not in page


def test_the_public_list_names_rules_and_no_content(sample_ledger: Path) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger, PublicLedger(ledger) as public:
        desk = Desk(public, Shelf(public), audience="public", imprint=_imprint(), generated="2026-01-02")
        page = html(desk, "withheld")
        rows = public.withheld()
        assert rows
        assert page.count('<th scope="row">w-') == min(len(rows), 500)
        text = markup.unescape(re.sub(r"<[^>]+>", " ", page))
        for _, subject in public.withheld_subjects():
            assert not re.search(rf"\b{re.escape(subject)}\b", text)


def test_inside_the_list_is_made_only_when_asked_for(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        assert 'scope="row">w-1<' not in html(desk, "withheld")
        assert 'scope="row">w-1<' in html(desk, "would-be-withheld")


def test_about_has_the_imprint_and_a_citation_to_copy(sample_ledger: Path) -> None:
    with desk_over(sample_ledger) as desk:
        page = html(desk, "about")
        assert 'data-copy="' in page
        assert "not stated" in page
        own = Desk(desk.ledger, desk.shelf, _imprint(), generated="2026-01-02")
        page = html(own, "about")
        assert 'data-copy="The Ledger, 2026"' in page
        assert "mailto:desk@ledger.example" in page


def test_an_empty_ledger_has_its_pages(tmp_path: Path) -> None:
    with desk_over(ledger_of(tmp_path)) as desk:
        for name in ("methodology", "about", "withheld", "analyses"):
            assert "<h1>" in html(desk, name)


def _imprint() -> Imprint:
    return Imprint("The Ledger", "CC-BY-4.0", "The Ledger, 2026", "desk@ledger.example")


def test_a_masked_text_says_so_beside_its_hash(tmp_path: Path) -> None:
    path = ledger_of(tmp_path, one="Her aunt Zorica Brankov, 41, died in the shelling of Izium on Monday.")
    with open_ledger(path, readonly=True) as ledger, PublicLedger(ledger) as public:
        (report,) = public.reports()
        desk = Desk(public, Shelf(public), audience="public", imprint=_imprint(), generated="2026-01-02")
        shown = html(desk, "report", report.id)
        assert "Of the masked text" in shown
        assert report.text_sha256 in shown
    with desk_over(path) as inside:
        assert "Of the masked text" not in html(inside, "report", report.id)


def test_what_is_not_found_says_what_was_looked_for(sample_ledger: Path) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger, PublicLedger(ledger) as public:
        desk = Desk(public, Shelf(public), audience="public", imprint=_imprint(), generated="2026-01-02")
        page = html(desk, "withheld")
        assert page.count("Looked for:") == len(public.policy.rules)
        assert "Where a text itself describes a site in words, it stays." in page


def test_the_privacy_filter_s_figures_are_on_the_page_as_in_the_docs(sample_ledger: Path) -> None:
    sentence = names().sentence
    with desk_over(sample_ledger) as desk:
        assert sentence in html(desk, "methodology")
    assert sentence in (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert names().reports > 0


def test_the_privacy_measure_counts_a_name_of_which_a_word_is_left() -> None:
    sample = privacy_names.Sample("", (("n", "Vira Koretska"), ("m", "Danko"), ("k", "Izium")))
    good = "[name withheld] and [child's name withheld] fled Izium."
    assert {what: right for what, right, _ in privacy_names.judged(sample, good)} == {
        "masked": True, "labelled": True, "kept": True,
    }  # fmt: skip
    left = "[name withheld] Koretska and [name withheld] fled [name withheld]."
    assert [right for _, right, _ in privacy_names.judged(sample, left)] == [False, True, False, False]
