"""From raw inputs to reports: text kept to the letter, titles, hashes, ids, pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmledger.clean import clean
from harmledger.clean.report import MAX_TEXT, report_id
from harmledger.collect import CollectOptions, Raw, collect
from harmledger.errors import EmptyInput, OversizedInput
from harmledger.records import Failure, Report

BODY = (
    "Shells hit the market of Lower Brennick on Monday morning, killing two traders, the district head said.\n\n"
    "Rescuers searched the stalls until dark and carried the wounded to the clinic on the hill."
)


def raw(text: str = BODY, **values: object) -> Raw:
    """A plain file's raw input."""
    return Raw(**{"document": "s.txt", "source_path": "s.txt", "kind": "txt", "text": text, **values})  # type: ignore[arg-type]


def kinds(report: Report) -> list[tuple[str, str]]:
    """Kind and words of each region."""
    return [(r.kind, report.text[r.start : r.end]) for r in report.regions]


def test_plain_text_is_the_files_text() -> None:
    report = clean(raw("  \n" + BODY + "\n\n"))
    assert report.text == "  \n" + BODY + "\n\n"
    assert (report.document, report.title, report.language) == ("s.txt", "", "en")
    assert report.id == report_id("s.txt", report.text)
    assert report.id.startswith("r-") and len(report.id) == 14


def test_the_same_text_under_another_name_is_another_report_with_the_same_hash() -> None:
    one, two = clean(raw()), clean(raw(document="t.txt"))
    assert one.id != two.id
    assert one.text_sha256 == two.text_sha256


def test_title_of_a_table_stands_before_the_body() -> None:
    report = clean(raw(kind="row", title="Market hit", title_in_text=True))
    assert report.text == "Market hit\n" + BODY
    assert kinds(report) == [("title", "Market hit")]


def test_empty_title_adds_nothing() -> None:
    assert clean(raw(kind="row", title="", title_in_text=False)).text == BODY


def test_sidecar_title_is_no_part_of_the_text() -> None:
    report = clean(raw(title="Market hit"))
    assert (report.text, report.title) == (BODY, "Market hit")


def test_headline_of_a_plain_file_is_found_not_invented() -> None:
    report = clean(raw("Two dead as shells hit market in Lower Brennick\n\n" + BODY))
    assert report.title == "Two dead as shells hit market in Lower Brennick"
    assert kinds(report)[0] == ("title", report.title)


@pytest.mark.parametrize(
    "first", ["He said that the town had been", "Shells hit the market on Monday.", "• one item of a list"]
)
def test_a_line_of_prose_is_no_headline(first: str) -> None:
    assert clean(raw(first + "\n\n" + BODY)).title == ""


def test_given_values_stay() -> None:
    report = clean(
        raw(outlet="Post", url="https://post.example/1", language="uk", published="2022-03-07", raw_sha256="h")
    )
    assert (report.outlet, report.url, report.language, report.raw_sha256) == (
        "Post",
        "https://post.example/1",
        "uk",
        "h",
    )
    assert report.published.start is not None and report.published.start.isoformat() == "2022-03-07"


def test_the_pages_own_head_names_the_outlet() -> None:
    head = "Sign in\nBrennick Post\nBrennick Post\nWorld\nMara Oule\n\n"
    report = clean(raw(head + "Two dead as shells hit market in Lower Brennick\n\n" + BODY))
    assert report.outlet == "Brennick Post"
    assert report.title == "Two dead as shells hit market in Lower Brennick"


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_no_text_is_an_input_error(text: str) -> None:
    with pytest.raises(EmptyInput):
        clean(raw(text))


def test_a_text_beyond_any_report_is_refused() -> None:
    with pytest.raises(OversizedInput, match="characters"):
        clean(raw("word " * (MAX_TEXT // 5 + 1)))


def test_front_matter_is_furniture() -> None:
    report = clean(raw(f"---\ntitle: Market hit\n---\n# Market hit\n\n{BODY}", kind="md", title="Market hit"))
    assert kinds(report)[0] == ("furniture", "---\ntitle: Market hit\n---\n")
    assert ("furniture", "# ") in kinds(report)
    assert report.title == "Market hit"


PAGE = f"""<html><head><title>Market hit | Brennick Post</title><meta property="og:title" content="Market hit">
<meta property="og:site_name" content="Brennick Post"></head><body><nav><a href="/">Home</a><a href="/w">War</a></nav>
<article><h1>Market hit</h1>{"".join(f"<p>{p}</p>" for p in BODY.split(chr(10) * 2))}</article>
<aside><h2>Most read</h2><a href="/2">Knife attack in Porto Alto leaves four dead</a></aside>
<footer>© 2022 Brennick Post</footer></body></html>"""


def test_main_content_of_a_page() -> None:
    report = clean(raw("", kind="html", html=PAGE))
    assert report.text == "Market hit\n" + BODY.replace("\n\n", "\n")
    assert (report.title, report.outlet) == ("Market hit", "Brennick Post")
    assert any(step.startswith("trafilatura/") for step in report.steps)


def test_a_page_with_a_declaration_is_read() -> None:
    report = clean(raw("", kind="html", html='<?xml version="1.0" encoding="utf-8"?>\n' + PAGE))
    assert BODY.split("\n")[0] in report.text


@pytest.mark.parametrize("html", ["", "<html></html>", "<html><body><script>x()</script></body></html>", "<" * 500])
def test_pages_without_content(html: str) -> None:
    with pytest.raises(EmptyInput):
        clean(raw("", kind="html", html=html))


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_gives_sound_regions(text: str, title: str) -> None:
    try:
        report = clean(raw(text, kind="row", title=title, title_in_text=bool(title.strip()), published="2022-03-07"))
    except EmptyInput:
        return
    assert report.text == (f"{title}\n{text}" if title.strip() else text)
    for region in report.regions:
        assert 0 <= region.start < region.end <= len(report.text)
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_seeds_lose_their_furniture_and_keep_their_claims(shared: Path) -> None:
    reports = {raw.document: clean(raw) for raw in _raws(shared / "seeds")}
    for document, gold in _gold(shared / "gold" / "seeds"):
        report = reports[document]
        furniture = "\n".join(words for kind, words in kinds(report) if kind == "furniture")
        for words in gold.get("boilerplate") or []:
            assert words in furniture, document
        for claim in gold["claims"]:
            assert not _touches_furniture(report, claim["quote"]), (document, claim["id"])


@pytest.mark.parametrize(("gold", "corpus"), [("articles", "articles.jsonl"), ("snippets", "ruwa.jsonl")])
def test_no_coded_claim_is_furniture(shared: Path, tmp_path: Path, gold: str, corpus: str) -> None:
    coded = dict(_gold(shared / "gold" / gold))
    rows = (shared / "corpora" / corpus).read_text(encoding="utf-8").splitlines()
    table = tmp_path / "coded.jsonl"
    table.write_text("\n".join(row for row in rows if json.loads(row)["id"] in coded), encoding="utf-8")
    reports = {raw.document: clean(raw) for raw in _raws(table)}
    assert reports.keys() == coded.keys()
    for document, report in reports.items():
        for claim in coded[document].get("claims") or []:
            assert not _touches_furniture(report, claim["quote"]), (document, claim["id"])


def _raws(path: Path) -> list[Raw]:
    found = list(collect([str(path)], CollectOptions()))
    assert not [f for f in found if isinstance(f, Failure)]
    return [r for r in found if isinstance(r, Raw)]


def _gold(folder: Path) -> list[tuple[str, dict]]:  # type: ignore[type-arg]
    import yaml

    out = []
    for path in sorted(folder.glob("*.yaml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in entries if isinstance(entries, list) else [entries]:
            out.append(((entry.get("document") or entry["id"]).rsplit("/", 1)[-1], entry))
    return out


def _touches_furniture(report: Report, quote: str) -> bool:
    text, words = " ".join(report.text.split()), " ".join(quote.split())
    if words not in text:
        return False  # the scorer is laxer about blanks and quotation marks than this test need be
    cut = list(report.text)
    for region in report.regions:
        if region.kind == "furniture":
            cut[region.start : region.end] = " " * (region.end - region.start)
    return words not in " ".join("".join(cut).split())
