"""A report's page holds the whole text, unchanged, with every claim marked in it and what was left out named."""

from __future__ import annotations

import html
import re
from pathlib import Path

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from harmledger import review
from harmledger.records import Claim, Region, Report, Source, Span
from harmledger.serve.office import Office
from harmledger.serve.options import Options
from harmledger.serve.parts import reports
from harmledger.serve.parts.marked import Numbered, marked
from harmledger.store import STATUSES, Filter, open_ledger

_PARTS = st.sampled_from(["Shells hit <b>the</b> school", "corpses & blood", "\n", "\n\n", " ", "“уламки”", "]]>", "x"])


def _text(found: str) -> str:
    """What is left without tags and without the summaries of what is folded."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<summary>.*?</summary>", "", found)))


def _report(text: str, regions: tuple[Region, ...] = ()) -> Report:
    return Report("r-000000000001", "one.txt", text, regions=regions)


def _claim(number: int, report: Report, *spans: tuple[int, int], modality: str = "actual") -> Numbered:
    quotes = tuple(Span(report.text[a:b], a, b) for a, b in spans)
    claim = Claim(f"c-{number}", report.id, "one.txt", "event", modality, "shelling", quotes, source=Source())  # type: ignore[arg-type]
    return Numbered(claim, number)


@st.composite
def _case(draw: st.DrawFn) -> tuple[Report, list[Numbered]]:
    text = "".join(draw(st.lists(_PARTS, max_size=12)))
    ends = st.integers(0, len(text))
    pairs = st.tuples(ends, ends).map(lambda p: (min(p), max(p)))
    kinds = st.sampled_from(["furniture", "caption", "heading"])
    regions = tuple(
        Region(*p, kind, "some <reason>") for p, kind in draw(st.lists(st.tuples(pairs, kinds), max_size=3))
    )
    report = _report(text, regions)
    looks = st.sampled_from(["actual", "denied", "possible", "background"])
    spans = draw(st.lists(st.tuples(st.lists(pairs, min_size=1, max_size=2), looks), max_size=4))
    return report, [_claim(n, report, *s, modality=look) for n, (s, look) in enumerate(spans, start=1)]


@given(_case())
def test_without_its_tags_the_page_is_the_text(case: tuple[Report, list[Numbered]]) -> None:
    report, claims = case
    found = str(marked(report, claims))
    assert _text(found) == report.text
    for tag in ("p", "mark", "details", "summary", "a"):
        assert len(re.findall(rf"<{tag}[ >]", found)) == found.count(f"</{tag}>")


def test_overlapping_claims_keep_their_numbers_and_the_gravest_look() -> None:
    report = _report("Shells hit the school, which the army denies.")
    found = str(marked(report, [_claim(1, report, (0, 21)), _claim(2, report, (11, 44), modality="denied")]))
    assert '<mark class="m m-actual" data-c="1">Shells hit </mark>' in found
    assert '<mark class="m m-actual m-many" data-c="1 2">the school</mark>' in found
    assert '<mark class="m m-denied" data-c="2">, which the army denies</mark>' in found
    assert found.count('id="c-1"') == found.count('id="c-2"') == 1


def test_furniture_is_folded_and_hard_words_are_covered_whole() -> None:
    text = "Sign up now\nThe shelling went on.\nCorpses lay in the yard. Nobody came."
    report = _report(text, (Region(0, 11, "furniture", "newsletter"),))
    found = str(marked(report, []))
    assert '<details class="furniture"><summary>left out: newsletter</summary><p class="furniture">Sign up now' in found
    covered = re.findall(r'<details class="content-note"><summary>(.*?)</summary><p class="text">(.*?)</p>', found)
    assert covered == [("Content note: describes dead bodies", "Corpses lay in the yard. Nobody came.")]


def test_every_report_of_a_ledger_is_shown_whole(client: TestClient, sample_ledger: Path) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger:
        for report in ledger.reports():
            page = client.get(f"/report/{report.id}.html").text
            article = re.search(r'<article class="report-text"[^>]*>(.*?)</article>', page, re.S)
            assert article is not None
            assert _text(article[1]) == report.text
            for claim in ledger.claims(Filter(report=report.id, statuses=STATUSES)):
                assert article[1].count(f'id="{claim.id}"') == 1
                where = f'href="../incident/{claim.incident}.html#{claim.id}"'
                assert (where in page) if claim.incident else ("In no incident." in page)


def test_a_document_name_leads_to_its_report(client: TestClient, sample_ledger: Path) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger:
        first = next(ledger.reports())
    answer = client.get(f"/report/{first.id[:8]}.html", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/report/{first.id}.html")


def test_the_table_holds_every_report(client: TestClient, sample_ledger: Path) -> None:
    page, data = client.get("/reports.html").text, client.get("/data/reports.js").text
    with open_ledger(sample_ledger, readonly=True) as ledger:
        ids = [r.id for r in ledger.reports()]
    assert ids
    for key in ids:
        assert f'href="report/{key}.html"' in page
        assert key in data


def test_the_table_of_reports_counts_again_what_is_in_incidents_after_a_decision(ledger_path: Path) -> None:
    office = Office(Options(ledger_path))
    claim = next(r for r in office.shelf.events() if len(r.incident.claims) > 1).incident.claims[0]
    with open_ledger(ledger_path) as ledger:
        report = ledger.claim(claim).report
        before = {r.id: r.placed for r in reports.rows(office.desk())}
        review.reject(ledger, claim, reviewer="Ann", reason="a test")
    after = {r.id: r.placed for r in reports.rows(office.desk())}
    assert after == before | {report: before[report] - 1}
