"""The public copy of a ledger: what is masked, what is left out, and that it reads like any ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from harmledger.publish.privacy import PublicLedger, public
from harmledger.records import Claim, Place, Report
from harmledger.store import Filter, Ledger, open_ledger
from reading import Walk, report_of

Public = Callable[..., tuple[Ledger, PublicLedger]]


@pytest.fixture(scope="module")
def walk() -> Walk:
    return Walk()


@pytest.fixture
def opened(tmp_path: Path, walk: Walk) -> Public:
    """`opened(text, ...)`: a ledger of these texts, and its public copy."""

    def make(*texts: str) -> tuple[Ledger, PublicLedger]:
        from harmledger.engine.relink import relink

        reports: list[Report] = [report_of(t, document=f"d{n}.txt") for n, t in enumerate(texts)]
        claims: list[tuple[Claim, ...]] = walk.claims(reports)
        ledger = open_ledger(tmp_path / "war.db")
        for report, own in zip(reports, claims, strict=True):
            ledger.add(report, own)
        relink(ledger)
        return ledger, public(ledger)

    return make


MARKET = (
    "Shells hit a market in Kharkiv on Monday and killed three people, Mayor Ihor Terekhov said. "
    "Oksana Hrytsenko, a resident, said that her son Danylo, 9, was wounded in the shelling of Kharkiv."
)


def test_private_names_and_minors_are_masked_and_public_persons_stay(opened: Public) -> None:
    _, shown = opened(MARKET)
    (report,) = shown.reports()
    assert "Ihor Terekhov" in report.text
    assert "[name withheld], a resident" in report.text
    assert "[child's name withheld], 9" in report.text
    for word in ("Oksana", "Hrytsenko", "Danylo"):
        assert word not in report.text


@pytest.mark.parametrize(
    "said",
    ["فاطمة محمد", "ဒေါ်အေးအေးဝင်း", "פאטמה לוי", "Марія Коваль", "फ़ातिमा खान", "ፋጡማ መሐመድ", "金 美花", "Ελένη Παππά"],
)  # fmt: skip
def test_words_in_other_scripts_are_withheld_for_names_are_not_found_in_them(opened: Public, said: str) -> None:
    text = f"Shells hit a market in Kharkiv and killed three people. “Missiles – 5 °C – €3”, {said} wrote in Zürich."
    _, shown = opened(text)
    (report,) = shown.reports()
    assert "“Missiles – 5 °C – €3”, [" in report.text
    assert "withheld] wrote in Zürich." in report.text
    assert not (set(said) - {" "}) & set(report.text)


def test_an_address_that_is_no_web_page_is_left_out(opened: Public, tmp_path: Path) -> None:
    report = replace(report_of(MARKET, document="d.txt"), url="javascript:alert(1)")
    other = replace(report_of(MARKET + " Later.", document="e.txt"), url="https://news.example/market")
    with open_ledger(tmp_path / "urls.db") as ledger:
        ledger.add(report, ())
        ledger.add(other, ())
        assert {r.url for r in public(ledger).reports()} == {"", "https://news.example/market"}


def test_a_place_that_was_read_out_of_a_name_is_withheld_with_it(opened: Public, tmp_path: Path) -> None:
    from harmledger.engine.relink import relink

    ledger, _ = opened(MARKET)
    (report,) = ledger.reports()
    at = report.text.index("Danylo")
    wrong = Place("Danylo", at, at + 6, "Danylivka", "UA", "Kyiv", 50.1, 30.3, "village", 3.0, 7, "gazetteer")
    with open_ledger(tmp_path / "wrong.db") as other:
        other.add(report, [replace(c, place=wrong, incident=None) for c in ledger.claims()])
        relink(other)
        shown = public(other)
        assert all(c.place and c.place.lat is None and c.place.name is None for c in shown.claims())
        assert not any("Danyl" in str(i.to_json()) for i in shown.incidents())


@pytest.mark.parametrize("number", ["8-910-555-14-22", "0 800 50 71 44", "8 (495) 123-45-67"])
def test_more_forms_of_telephone_numbers_are_withheld(opened: Public, number: str) -> None:
    _, shown = opened(f"Shells hit a market in Kharkiv and killed three people. Call {number}, a relative said.")
    (report,) = shown.reports()
    assert "Call [contact withheld], a relative" in report.text


def test_quotes_stand_at_their_offsets_in_the_masked_text(opened: Public) -> None:
    _, shown = opened(MARKET)
    claims = list(shown.claims())
    assert claims
    for claim in claims:
        text = shown.report(claim.report).text
        assert all(text[q.start : q.end] == q.text for q in claim.quotes)


def test_a_search_for_a_withheld_name_finds_nothing(opened: Public) -> None:
    ledger, shown = opened(MARKET)
    asked = Filter(text="Hrytsenko")
    assert ledger.count("reports", asked) == 1
    assert shown.count("reports", asked) == 0
    assert shown.count("claims", asked) == 0


def test_sexual_violence_leaves_no_claim_no_quote_and_no_passage(opened: Public) -> None:
    _, shown = opened(
        "Shells killed two people in Kharkiv on Monday, police said. The roads were empty. "
        "Soldiers raped a woman in a village near Izium on Tuesday, prosecutors said. She lived by the mill."
    )
    (report,) = shown.reports()
    assert "[passage withheld]" in report.text
    assert "raped" not in report.text
    assert "mill" not in report.text
    assert "Shells killed two people" in report.text
    assert not shown.count("claims", Filter(event_types=("sexual_violence",)))
    assert any(row.rule == "sexual-violence" for row in shown.withheld())


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("report_12.txt", True),
        ("page 3 (copy).html", True),
        ("interview Zoriana.txt", False),
        ("zoriana_melnychuk.txt", False),
        ("Hassan_Market_0931555.txt", False),
        ("interview with a baker.txt", False),
        ("report 0931555.txt", False),
        ("+380 50 111 22 33", False),
        ("a raped woman.txt", False),
    ],
)
def test_a_file_is_named_only_by_words_that_tell_nothing(walk: Walk, tmp_path: Path, name: str, stays: bool) -> None:
    report = report_of(MARKET, document=name)
    (claims,) = walk.claims([report])
    with open_ledger(tmp_path / "war.db") as ledger:
        ledger.add(report, claims)
        with public(ledger) as shown:
            told = {shown.report(report.id).document, *(c.document for c in shown.claims())}
    assert told == {name if stays else report.id}


def test_a_person_whom_a_reviewer_typed_is_masked_wherever_it_stands(opened: Public) -> None:
    from harmledger import review

    ledger, _ = opened(MARKET)
    first = next(iter(ledger.claims()))
    review.correct(ledger, first.id, {"source.name": "the neighbour Oleksa Vyhovets"}, reviewer="A", reason="called")
    with public(ledger) as shown:
        everything = repr([list(shown.claims()), list(shown.incidents()), list(shown.changes()), shown.standing()])
    assert "neighbour" in everything
    assert "Vyhovets" not in everything


@pytest.mark.parametrize("number", ["0501234567", "380501234567", "+380 50 123 45 67"])
def test_telephone_numbers_are_withheld_however_they_are_written(opened: Public, number: str) -> None:
    _, shown = opened(f"{MARKET} Call {number}.")
    assert next(iter(shown.reports())).text.endswith("Call [contact withheld].")


def test_decisions_are_no_things_withheld_but_said_apart() -> None:
    from harmledger.publish.privacy.withheld import told

    assert told({"minors": 3, "reviewers": 2}) == "minors 3; 2 decisions shown without who decided and why"
    assert told({}) == "nothing"


def test_it_is_known_which_texts_are_masked(opened: Public) -> None:
    ledger, shown = opened("Her aunt Zorica Brankov, 41, died.", "Shells hit a bridge on Monday.")
    with ledger, shown:
        assert {r.document: shown.masks(r.id) for r in shown.reports()} == {"d0.txt": True, "d1.txt": False}
